"""Codes of types and scopes: what does not fit together."""

from dcl.diagnostics.model import Code


class DCL301(Code):
    """The two sides have different types.

    Both sides of a comparison have one type; only an int may meet a float.

    ```dcl
    check width = "640"          # a number and a text
    check width = 640            # mended
    check created <= @2026-12-31 # a datetime and a date
    check date(created) <= @2026-12-31
    ```
    """

    slug = "types-differ"


class DCL302(Code):
    """A function or an operator gets something that it does not take.

    The message says which argument, what stands there and what is taken.

    ```dcl
    check length(width) > 3      # `width` is a number
    check length(note) > 3       # mended
    check mod(count) = 0         # `mod` takes two numbers
    ```
    """

    slug = "wrong-argument"


class DCL303(Code):
    """A condition is expected, and the expression is none.

    `check`, `when`, `where`, `and`, `or`, `not` and `implies` take something that is true or false.

    ```dcl
    check width                  # a number
    check width > 0              # mended
    ```
    """

    slug = "not-a-condition"


class DCL304(Code):
    """This cannot be brought into an order.

    `<` and its like compare numbers, texts, dates and datetimes, and labels of a set declared `ordered`.

    ```dcl
    labels severity ordered {
      low
      medium
      high
    }
    ```
    """

    slug = "not-ordered"


class DCL305(Code):
    """An aggregate or a group stands where it cannot.

    `per` needs an aggregate (or `determines`) to be of use; an aggregate holds another one only over the rows of a
    table that refers here; a derived column holds no aggregate of its own table.

    ```dcl
    rule steady on answers {
      per worker
      check label = "yes"              # nothing is counted
    }

    rule mended on answers {
      per worker
      check share(label = "yes") < 90%
    }
    ```
    """

    slug = "wrong-scope"


class DCL306(Code):
    """A modifier does not fit the type of its column.

    ```dcl
    note : text >= 3             # mended: note : text length 3..
    size : int length 1..3       # mended: size : int in 1..999
    ```
    """

    slug = "modifier-does-not-fit"


class DCL307(Code):
    """A reference has no clear target.

    `references` needs the only key of the other table, or one of its columns that is `unique`, of the same type.

    ```dcl
    table images { image_id : int key }
    table boxes  { image_id : int references images }
    ```
    """

    slug = "reference-target"


class DCL308(Code):
    """A constant is expected, and the expression reads data.

    The ends of a range, the items of a set and the value of a `let` at top level are fixed when the contract is read.
    """

    slug = "not-constant"


class DCL309(Code):
    """A column has two constraints of one kind, or a modifier twice.

    Comparisons and `in a..b` together are a column's `range`; `in { … }` is its `domain`. Write them as one.

    ```dcl
    w : float in 0..10 in 2..5   # mended: w : float in 2..5
    ```
    """

    slug = "constraint-twice"


class DCL310(Code):
    """A key may not be missing.

    A `key` is required and unique together, so that its column takes no `?`. Use `unique` for a column that may be
    missing.
    """

    slug = "optional-key"


class DCL311(Code):
    """Derived columns or constants are defined through each other in a circle, or too deeply.

    Each `let` is computed from what is there before it, so that a circle has no beginning. They build on each other at
    most 100 deep.

    ```dcl
    let right = left + w
    let left = right - w         # reads `right`, which reads `left`
    ```
    """

    slug = "definition-cycle"


class DCL312(Code):
    """It is not clear over which rows an aggregate runs.

    An aggregate over another table takes the rows that refer to this one. Where two columns refer here, say which; a
    table that does not refer here needs a `where` that ties it to the row, or `all`.

    ```dcl
    check count(flows) > 0                                  # `source` and `target` both refer here
    check count(flows by target) > 0                        # mended
    check first(gold.label where item = answers.item) = label
    check count(all train) > 100
    ```
    """

    slug = "aggregate-source"


class DCL313(Code):
    """A label set is not well formed.

    A label occurs once in its set, under one spelling; a wrong spelling (`instead of`) is no label itself; an `ordered`
    set has no branches.
    """

    slug = "label-set"


class DCL314(Code):
    """A rule lacks what it needs, or has a clause that it cannot use.

    A rule has one `check`; a rule that speaks of a column's own rule has none. `allow` means nothing where the whole
    table is decided once.
    """

    slug = "rule-clauses"


class DCL315(Code):
    """An example does not fit its rule.

    An example names columns of the rule's table, with values of their types. A bare value stands for the one column
    that the rule reads.

    ```dcl
    pass { x: 0, y: 0, w: 10, h: 10 }
    fail "Um… today"
    ```
    """

    slug = "example-does-not-fit"


class DCL316(Code):
    """A value does not fit where it stands.

    A format that is not understood, a range whose ends are the wrong way round, a number beyond 64 bits.
    """

    slug = "bad-value"


class DCL317(Code):
    """Such values cannot be compared.

    Records and `any` columns can only be asked whether they are missing; two different label sets share no values.
    """

    slug = "not-comparable"


class DCL318(Code):
    """A table made of groups declares something that only a table with files can have.

    A table `from … per …` has one row for each group: the columns after `per`, and `let`s that aggregate the group.

    ```dcl
    table sentences from tokens per sentence order by position {
      words : text                           # read from nowhere
      let words = join(token, " ")           # mended
    }
    ```
    """

    slug = "made-table"
