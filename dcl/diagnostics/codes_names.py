"""Codes of names: what is looked up and not found, or found twice."""

from dcl.diagnostics.model import Code


class DCL201(Code):
    """A name is not declared.

    A table, a label set, a constant or a type is spoken of, and no line of this file (or of the files that it uses)
    declares it.

    ```dcl
    label : road_usr        # declared is `road_user`
    label : road_user       # mended
    ```
    """

    slug = "unknown-name"


class DCL202(Code):
    """Two things have one name.

    Tables, label sets, constants and rules share one set of names, and so do the columns of a table; a constant may not
    bear the name of a column either. Nothing shadows anything, so that a reader never has to ask which one is meant.
    Rename one of the two.
    """

    slug = "declared-twice"


class DCL203(Code):
    """A column is not declared.

    A rule or a modifier names a column that the table does not have.

    ```dcl
    table boxes {
      image_id : int
      width    : float
    }
    rule not_empty on boxes {
      "A box has a width."
      check widht > 0       # mended: check width > 0
    }
    ```

    A name with blanks or signs in it goes in backticks: `` `image id` ``.
    """

    slug = "unknown-column"


class DCL204(Code):
    """A name could mean two things where it stands.

    A table and a column bear the same name, and the place allows both. Rename one, or write the table in front:
    `boxes.width`.
    """

    slug = "ambiguous-name"


class DCL205(Code):
    """A label is not in its set.

    ```dcl
    check label is cyclst       # the set has `cyclist`
    check label = "cyclst"      # quoted, the same mistake
    check label is cyclist      # mended
    ```

    A label stands bare only after `is`; everywhere else it is a quoted text.
    """

    slug = "unknown-label"


class DCL206(Code):
    """A function is not part of the language.

    ```dcl
    check len(note) > 3          # the function is called `length`
    check length(note) > 3       # mended
    ```
    """

    slug = "unknown-function"


class DCL207(Code):
    """A rule speaks of a column's own rule that is not there.

    `rule boxes.note.length { … }` gives the rule that the modifier `length` of `boxes.note` makes its sentence, its
    tolerance and its examples. The column has to have that modifier.
    """

    slug = "unknown-column-rule"


class DCL208(Code):
    """A word is not one of those that may stand here.

    Formats, severities, the words after `may be` and the options of `format` come from short closed lists; the message
    names them.
    """

    slug = "unknown-word"


class DCL209(Code):
    """A bare name could be meant as a label.

    `label = car` compares `label` with a column or constant called `car`. A label stands bare only after `is`.

    ```dcl
    check label = car            # there is no column `car`
    check label is car           # `car` and all labels below it
    check label = "car"          # just `car`
    ```
    """

    slug = "bare-label"
