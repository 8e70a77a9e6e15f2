"""What an entry of the function table holds. The type checker, the engines, the docs and the tests read the entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from dcl.types import (
    ANY,
    BOOL,
    BOX,
    DATE,
    DATETIME,
    DURATION,
    FLOAT,
    INT,
    INTERVAL,
    UNKNOWN,
    ListOf,
    Record,
    Type,
    is_text,
)


class Kind(Enum):
    """What a parameter takes; the value is how messages name it."""

    NUMBER = "a number"
    AMOUNT = "a number or a duration"
    INT = "a whole number"
    TEXT = "a text"
    BOOL = "a condition"
    TIME = "a date or datetime"
    DATETIME = "a datetime"
    ORDERED = "a number, text, date, datetime or duration"
    LIST = "a list"
    TEXT_OR_LIST = "a text or a list"
    TEXT_OR_PATTERN = "a text or a pattern"
    PATTERN = "a pattern"
    VALUE = "a value that can be compared"
    FOUR_NUMBERS = "a list of four numbers"
    BOX = "a box"
    SHAPE = "a box or an interval"
    PROBABILITIES = "a record with a number for each label"

    def takes(self, type_: Type) -> bool:
        """Whether an argument of the type fits. Patterns are no values; the checker knows them by their spelling."""
        match self:
            case Kind.NUMBER:
                fits = type_ in (INT, FLOAT)
            case Kind.AMOUNT:
                fits = type_ in (INT, FLOAT, DURATION)
            case Kind.INT:
                fits = type_ == INT
            case Kind.TEXT | Kind.TEXT_OR_PATTERN:
                fits = is_text(type_)
            case Kind.BOOL:
                fits = type_ == BOOL
            case Kind.TIME:
                fits = type_ in (DATE, DATETIME)
            case Kind.DATETIME:
                fits = type_ == DATETIME
            case Kind.ORDERED:
                fits = type_ in (INT, FLOAT, DATE, DATETIME, DURATION) or is_text(type_)
            case Kind.LIST:
                fits = isinstance(type_, ListOf)
            case Kind.TEXT_OR_LIST:
                fits = is_text(type_) or isinstance(type_, ListOf)
            case Kind.PATTERN:
                fits = False
            case Kind.VALUE:
                fits = type_ not in (ANY, BOX, INTERVAL)
            case Kind.FOUR_NUMBERS:
                fits = _holds_four_numbers(type_)
            case Kind.BOX:
                fits = type_ == BOX
            case Kind.SHAPE:
                fits = type_ in (BOX, INTERVAL)
            case Kind.PROBABILITIES:
                fits = isinstance(type_, Record) and all(field in (INT, FLOAT) for _, field, _ in type_.fields)
        return fits or type_ == UNKNOWN


def _holds_four_numbers(type_: Type) -> bool:
    """A list of numbers (how many it holds is known only from the data), or a fixed list of just four."""
    if isinstance(type_, ListOf):
        return type_.element in (INT, FLOAT)
    if not isinstance(type_, Record):
        return False
    return type_.positional and len(type_.fields) == 4 and all(field in (INT, FLOAT) for _, field, _ in type_.fields)


@dataclass(frozen=True)
class Parameter:
    """`keyword` parameters are written `name: value`; a `repeated` one (the last) takes two or more arguments.

    Optional keywords of one function stand all together or not at all.
    """

    name: str
    kind: Kind
    keyword: bool = False
    optional: bool = False
    repeated: bool = False


@dataclass(frozen=True)
class Example:
    """`source` in the language comes to `result`, a Python value (None: missing)."""

    source: str
    result: Any


@dataclass(frozen=True)
class Function:
    """A row-wise function.

    `result` gives the type from the types of the arguments. Where several number arguments meet, ints become floats as
    soon as one is a float (`unify`). Where just one argument without a keyword is given, `instead` takes the place of
    `parameters`, if there is one. `reference` takes Python values, never a missing one, and gives a value or None for
    missing; `polars` takes the polars module and one expression for each argument, and gives an expression that is
    null where an argument is. To both, a pattern argument is a compiled `dcl.patterns.Pattern`. `degenerate` says what
    happens at the edges; `exact` whether comparing contracts by meaning may reason about it.
    """

    name: str
    family: str
    parameters: tuple[Parameter, ...]
    result: Callable[[Sequence[Type]], Type]
    summary: str
    reference: Callable[..., Any]
    polars: Callable[..., Any]
    examples: tuple[Example, ...]
    degenerate: str = ""
    exact: bool = False
    unify: bool = False
    instead: tuple[Parameter, ...] = ()


@dataclass(frozen=True)
class AggregateFunction:
    """A function over the rows of a source.

    `argument` is the kind of the first argument (None: the function takes none; `optional` for `count`). `parameters`
    are constants that follow it. `reference` takes the list of values that are not missing, then the parameters, and
    gives a value or None for unknown; `polars` takes the polars module, the expression of the argument (which may be
    null in places) and the parameters, and gives an aggregate expression usable in `select` and in `group_by().agg()`.
    `of_nothing` is the value over no rows. A float result is rounded by the engine, not here.
    """

    name: str
    argument: Kind | None
    result: Callable[[Type], Type]
    summary: str
    reference: Callable[..., Any]
    polars: Callable[..., Any]
    of_nothing: Any
    examples: tuple[Example, ...]
    parameters: tuple[Parameter, ...] = ()
    argument_optional: bool = False
    degenerate: str = ""


@dataclass(frozen=True)
class MetricFunction:
    """A measure over whole columns: agreement, answers against gold, drift, suspect labels.

    `parameters` are the columns it reads, a value of each for a row, the first ones by position; `constants` are
    keyword constants. `compute` takes the columns by name, missing values as None, and the constants by name, and gives
    a value or None where it cannot be measured. Where it measures `against` another table, its second argument is a
    whole column of that table, and `compute` takes the values, those of the other column, and the constants; either
    side may be counted beforehand, as a mapping from value to count. With `by_rank`, labels of an ordered set are given
    by their rank, elsewhere by name. `source` is where the definition was published, `degenerate` what happens at the
    edges.
    """

    name: str
    family: str
    parameters: tuple[Parameter, ...]
    constants: tuple[Parameter, ...]
    against: bool
    result: Type
    compute: Callable[..., Any]
    summary: str
    source: str
    examples: tuple[Example, ...]
    degenerate: str
    by_rank: bool = False
