"""Codes of lints: contracts that are well formed and could be better."""

from dcl.diagnostics.model import Code, Level


class Lint(Code):
    """What all lints have in common: they warn."""

    level = Level.WARNING


class DCL701(Lint):
    """A label set is used by no column and no rule.

    Either a column has lost its type, or the label set is left over. Delete it, or give a column its type.
    """

    slug = "unused-labels"


class DCL702(Lint):
    """A constant is used nowhere.

    Delete it, or use it where its value is written out.
    """

    slug = "unused-constant"


class DCL703(Lint):
    """A rule has no sentence.

    The sentence is what annotators and vendors read: in reports, in the guide, beside every violation.

    ```dcl
    rule inside_image on boxes {
      "Cut a box at the edge of its image."
      check x + w <= image_id.width
    }
    ```
    """

    slug = "no-sentence"


class DCL704(Lint):
    """A rule has no passing example.

    Examples test the rule (`dcl test`) and show people what is meant.

    ```dcl
    pass { x: 0, w: 10, image_id: { width: 640 } }
    ```
    """

    slug = "no-passing-example"


class DCL705(Lint):
    """A rule has no failing example.

    Without one, nobody knows whether the rule can fail at all.

    ```dcl
    fail { x: 635, w: 10, image_id: { width: 640 } }
    ```
    """

    slug = "no-failing-example"


class DCL706(Lint):
    """A condition is never true.

    The rule checks nothing (`when`) or fails every row (`check`). The message says which part can never hold.

    ```dcl
    when size > 10 and size < 5
    ```
    """

    slug = "never-true"


class DCL707(Lint):
    """A condition is always true.

    The rule can never fail (`check`), or the condition leaves nothing out (`when`).

    ```dcl
    check size >= 0 or size < 5
    ```
    """

    slug = "always-true"


class DCL708(Lint):
    """Nothing constrains a column.

    It is a text (or a list of texts) that may be anything, and no rule reads it. Give it a pattern, a length or a
    closed list, or describe it, so that a reader knows that nothing is meant to hold.

    ```dcl
    note : text?                       # anything goes
    note : text?  length 1..200        # mended
    note : text?  "Free words."        # said to be free: silent
    ```
    """

    slug = "unconstrained-column"


class DCL709(Lint):
    """The file does not say its language edition.

    Without `dcl 1` a file is read as edition 1. Saying so keeps its meaning when newer editions come.
    """

    slug = "no-edition"


class DCL710(Lint):
    """A label has no definition.

    Annotators decide by the definition. A label without one is decided by taste.

    ```dcl
    labels road_user {
      car "Passenger cars, SUVs and vans."
    }
    ```
    """

    slug = "undefined-label"


class DCL711(Lint):
    """Two computed floats are compared for equality.

    `0.1 + 0.2 = 0.3` is false, since floats are rounded. Allow for it.

    ```dcl
    check a + b = c                          # too strict
    check near(a + b, c, within: 0.001)      # mended
    ```
    """

    slug = "float-equality"


class DCL712(Lint):
    """Some labels or rules are translated into a language, and some are not.

    An annotator who reads the contract in that language meets them in another one. Once anything is translated into
    a language, all labels and all rules should be. The message says how many are not, and points at the first.

    ```dcl
    labels road_user {
      car    "Passenger cars."  translation ko "승용차."
      truck  "Goods vehicles."                              # not translated
    }
    ```
    """

    slug = "missing-translation"


class DCL713(Lint):
    """A translation into the language that the contract is written in.

    Descriptions are in English unless the contract says otherwise. Leave the translation out, or say which language
    the descriptions are in.

    ```dcl
    contract street_boxes 2.1.0 {
      "도로 이용자."
      translation en "Road users."
      language "ko"
    }
    ```
    """

    slug = "translated-into-itself"


class DCL714(Lint):
    """Two rules can never both hold.

    Whatever a row holds, it fails one of them. Either one is wrong, or each is about rows of its own: then `when` says
    which.

    ```dcl
    rule wide on boxes {
      check w > 100
    }

    rule narrow on boxes {
      check w < 50        # excludes the first
    }
    ```
    """

    slug = "contradicting-rules"


class DCL715(Lint):
    """A rule says what another rule, or the column itself, says already.

    Each row that breaks one breaks both, and is reported twice. Delete one. A column's own rule gets its sentence by
    `rule boxes.w.range { … }`. Two rules that differ both in `severity` and in `allow` may say the same: a few
    failures are a warning then, more are an error.

    ```dcl
    table boxes {
      w : float  >= 4
    }

    rule wide_enough on boxes {
      check w >= 4        # the column says so
    }
    ```
    """

    slug = "repeated-rule"
