"""Typed terms: expressions after names, types and scopes are decided.

A term denotes a value of its `type`, or nothing ("missing"; for a condition: "unknown"). Every term but the ones
listed in `language.md` under "Missing and unknown" is missing as soon as one of its parts is. Engines give terms
their meaning; they never see names that are not resolved. Terms are frozen and hashable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from dcl.types import BOOL, UNKNOWN, Type

Value = int | float | str | bool | date | datetime
"""A constant at run time. A label is its name, a duration its microseconds."""


@dataclass(frozen=True)
class Term:
    type: Type


@dataclass(frozen=True)
class Const(Term):
    value: Value


@dataclass(frozen=True)
class Column(Term):
    """A column of the current row: of the rule's table, or of the inner table inside an aggregate over one.

    Derived columns (`let`) are columns too; `Table.derived` holds their terms.
    """

    table: str
    name: str


@dataclass(frozen=True)
class Outer(Term):
    """A column of the rule's own row, read inside the `where` of an aggregate over another table."""

    table: str
    name: str


@dataclass(frozen=True)
class It(Term):
    """The element, inside an aggregate over a list."""


@dataclass(frozen=True)
class Side(Term):
    """A term over one row of a pair: `side` is `a` or `b`. Only in the check of a rule over pairs."""

    side: str
    operand: Term


@dataclass(frozen=True)
class Shifted(Term):
    """The operand in the row `offset` places on, in the order of the rule and within its group.

    `offset` is -1 for `prev` and 1 for `next`. Where there is no such row it is `default`, or missing without one.
    """

    operand: Term
    offset: int
    default: Term | None


@dataclass(frozen=True)
class Position(Term):
    """`position()`: the place of the row in the order of the rule and within its group, from 1; an int."""


@dataclass(frozen=True)
class SpanNumber(Term):
    """`span(tag)`: which BIO span of its ordered group the row is in, from 1; missing outside of any (`O`).

    A span begins at `B-X`, and at an `I-X` that does not go on with an `X`. An int.
    """

    operand: Term


@dataclass(frozen=True)
class Path(Term):
    """`base.column`: the value of `column` in the row of `table` whose `key` equals `base`.

    Missing where no row or more than one has that key.
    """

    base: Term
    table: str
    key: str
    column: str


@dataclass(frozen=True)
class Field(Term):
    """A field of a record."""

    base: Term
    name: str


@dataclass(frozen=True)
class LabelPart(Term):
    """`part` is `parent` (a label, missing at the top), `leaf` (a bool) or `depth` (an int, 1 at the top)."""

    part: str
    operand: Term


@dataclass(frozen=True)
class ToFloat(Term):
    """An int that meets a float."""

    operand: Term


@dataclass(frozen=True)
class Negate(Term):
    operand: Term


@dataclass(frozen=True)
class Arithmetic(Term):
    """`op` is `+ - * /`. Both sides of numbers have the type of the result; `/` has floats on both sides.

    Dates and datetimes give a duration where one is taken from the other; a datetime moves by a duration; durations
    add up, are stretched by a number (rounded to the microsecond, halves away from zero) and divide to a float. An int
    result beyond 64 bits, a float result that is not finite and a division by zero are missing.
    """

    op: str
    left: Term
    right: Term


@dataclass(frozen=True)
class Condition(Term):
    """A term of type bool that is built by the language itself."""

    type: Type = field(default=BOOL, init=False)


@dataclass(frozen=True)
class Compare(Condition):
    """`op` is `= != < <= > >=`. Both sides have one type; labels of an ordered set compare by rank."""

    op: str
    left: Term
    right: Term


@dataclass(frozen=True)
class And(Condition):
    """False when a part is false, else unknown when a part is unknown, else true."""

    parts: tuple[Term, ...]


@dataclass(frozen=True)
class Or(Condition):
    """True when a part is true, else unknown when a part is unknown, else false."""

    parts: tuple[Term, ...]


@dataclass(frozen=True)
class Implies(Condition):
    """`not left or right`, in three values."""

    left: Term
    right: Term


@dataclass(frozen=True)
class Not(Condition):
    operand: Term


@dataclass(frozen=True)
class InSet(Condition):
    """Whether the operand is one of the values, all of the operand's type."""

    operand: Term
    values: tuple[Value, ...]


@dataclass(frozen=True)
class InRange(Condition):
    """`low <= operand <= high`, or `< high` with `open_end`; an end that is None is open."""

    operand: Term
    low: Term | None
    high: Term | None
    open_end: bool


@dataclass(frozen=True)
class InColumn(Condition):
    """Whether some row of `table` holds the operand in `column`. Unknown only where the operand is missing."""

    operand: Term
    table: str
    column: str


@dataclass(frozen=True)
class Matches(Condition):
    """Whether the whole text matches; `pattern` is the text between the slashes, already checked."""

    operand: Term
    pattern: str


@dataclass(frozen=True)
class IsMissing(Condition):
    """True or false, never unknown. Of a condition: whether it is unknown."""

    operand: Term


@dataclass(frozen=True)
class If(Term):
    """Looks only at the branch it takes. Where the condition is unknown the result is missing.

    Without `otherwise` it is missing wherever the condition is not true.
    """

    condition: Term
    then: Term
    otherwise: Term | None


@dataclass(frozen=True)
class Call(Term):
    """A row-wise function of the function table; `patterns` are its pattern arguments, by place."""

    function: str
    arguments: tuple[Term, ...]
    pattern: str | None = None


@dataclass(frozen=True)
class Source:
    """The rows or elements that an aggregate runs over."""


@dataclass(frozen=True)
class OwnRows(Source):
    """The rows of the group that the rule is in, after `when` (all rows of the group, inside `when` itself).

    They come in the order of the rule where it has one, else in that of the table.
    """


@dataclass(frozen=True)
class ReferringRows(Source):
    """The rows of `table` whose `column` equals `key` of the current row."""

    table: str
    column: str
    key: Term


@dataclass(frozen=True)
class AllRows(Source):
    """All rows of `table`."""

    table: str


@dataclass(frozen=True)
class TiedRows(Source):
    """The rows of `table` for which every `(inner, outer)` pair is equal: inner over its row, outer over this one."""

    table: str
    ties: tuple[tuple[Term, Term], ...]


@dataclass(frozen=True)
class Elements(Source):
    """The elements of a list of this row."""

    operand: Term


@dataclass(frozen=True)
class Aggregate(Term):
    """An aggregate of the function table over a source.

    `argument` is evaluated for each row of the source (None for `count()`), after `where` has chosen the rows for
    which it is true. `parameters` are the constant arguments (the p of `quantile`). `text` is the source text, by
    which reports name what was measured. A float result is rounded to 12 significant digits.
    """

    function: str
    source: Source
    argument: Term | None
    where: Term | None
    parameters: tuple[Value, ...]
    text: str = field(compare=False)


@dataclass(frozen=True)
class Metric(Term):
    """A metric of the function table over the rule's own rows, after `when` and within its group.

    `arguments` are the columns that it reads, by the name of the parameter; `where` chooses rows; `parameters` are its
    constants by name. `against` is the other side of a drift metric: a whole column of another table.
    """

    function: str
    arguments: tuple[tuple[str, Term], ...]
    where: Term | None
    parameters: tuple[tuple[str, Value], ...]
    against: tuple[str, str] | None
    text: str = field(compare=False)


Order = tuple[tuple[Term, bool], ...]
"""Terms to sort by, each with whether it descends. Rows that tie go by the key of their table, then as in the file."""


@dataclass(frozen=True)
class Origin:
    """How a table is made from another one, where it is not read from files."""

    table: str


@dataclass(frozen=True)
class FromList(Origin):
    """One row for each element of the list `column` of `table`, in the order of its rows and elements.

    The table has the columns `parent` (what `parent_key` is in the row that holds the list), `position` (from 1), and
    the fields of the elements, or `value` where they are no records.
    """

    column: str
    parent_key: str


@dataclass(frozen=True)
class FromGroups(Origin):
    """One row for each group of rows of `table` that agree on `per`, in the order of their first rows.

    `per` and `lets` give the columns: the values of the group, and terms whose aggregates run over its rows in
    `order`. Rows with a missing `per` value are in no group.
    """

    per: tuple[tuple[str, Term], ...]
    order: Order
    lets: tuple[tuple[str, Term], ...]


def children(term: Term) -> tuple[Term, ...]:
    """The terms directly inside a term, those of the rows of an aggregate included."""
    match term:
        case Path(base=base) | Field(base=base):
            return (base,)
        case Shifted():
            return (term.operand,) if term.default is None else (term.operand, term.default)
        case Metric():
            named = tuple(argument for _, argument in term.arguments)
            return named if term.where is None else (*named, term.where)
        case (
            LabelPart(operand=operand)
            | ToFloat(operand=operand)
            | Negate(operand=operand)
            | Not(operand=operand)
            | InSet(operand=operand)
            | InColumn(operand=operand)
            | Matches(operand=operand)
            | IsMissing(operand=operand)
            | Side(operand=operand)
            | SpanNumber(operand=operand)
        ):
            return (operand,)
        case Arithmetic() | Compare() | Implies():
            return (term.left, term.right)
        case And(parts=parts) | Or(parts=parts) | Call(arguments=parts):
            return parts
        case InRange():
            return tuple(part for part in (term.operand, term.low, term.high) if part is not None)
        case If():
            return tuple(part for part in (term.condition, term.then, term.otherwise) if part is not None)
        case Aggregate():
            inner = tuple(part for part in (term.argument, term.where) if part is not None)
            return source_terms(term.source) + inner
        case _:
            return ()


def source_terms(source: Source) -> tuple[Term, ...]:
    """The terms inside a source that are evaluated on the current row or on the rows of the source."""
    match source:
        case ReferringRows(key=key):
            return (key,)
        case TiedRows(ties=ties):
            return tuple(term for tie in ties for term in tie)
        case Elements(operand=operand):
            return (operand,)
        case _:
            return ()


def rebuilt(term: Term, change: Callable[[Term], Term]) -> Term:
    """The term with `change` applied to each term directly inside it; the rows of an aggregate are left alone."""
    changes: dict[str, Any] = {}
    for attribute in fields(term):
        value = getattr(term, attribute.name)
        if isinstance(value, Term):
            changes[attribute.name] = change(value)
        elif isinstance(value, tuple) and value and all(isinstance(item, Term) for item in value):
            changes[attribute.name] = tuple(change(item) for item in value)
    return replace(term, **changes) if changes else term


TRUE = Const(BOOL, True)

BROKEN = Const(UNKNOWN, False)
"""Stands for an expression that is already reported; fits everywhere, so that no echo follows."""
