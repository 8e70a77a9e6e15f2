"""What an entry of the function table holds. The type checker, the engines, the docs and the tests read the entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from dcl.types import BOOL, DATE, DATETIME, FLOAT, INT, UNKNOWN, ListOf, Type, is_text


class Kind(Enum):
    """What a parameter takes; the value is how messages name it."""

    NUMBER = "a number"
    INT = "a whole number"
    TEXT = "a text"
    BOOL = "a condition"
    TIME = "a date or datetime"
    DATETIME = "a datetime"
    ORDERED = "a number, text, date or datetime"
    LIST = "a list"
    TEXT_OR_LIST = "a text or a list"
    TEXT_OR_PATTERN = "a text or a pattern"
    PATTERN = "a pattern"
    VALUE = "a value"

    def takes(self, type_: Type) -> bool:
        """Whether an argument of the type fits. Patterns are no values; the checker knows them by their spelling."""
        match self:
            case Kind.NUMBER:
                fits = type_ in (INT, FLOAT)
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
                fits = type_ in (INT, FLOAT, DATE, DATETIME) or is_text(type_)
            case Kind.LIST:
                fits = isinstance(type_, ListOf)
            case Kind.TEXT_OR_LIST:
                fits = is_text(type_) or isinstance(type_, ListOf)
            case Kind.PATTERN:
                fits = False
            case Kind.VALUE:
                fits = True
        return fits or type_ == UNKNOWN


@dataclass(frozen=True)
class Parameter:
    """`keyword` parameters are written `name: value`; a `repeated` one (the last) takes two or more arguments."""

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
    soon as one is a float (`unify`). `reference` takes Python values, never a missing one, and gives a value or None
    for missing; a pattern argument is a compiled `dcl.patterns.Pattern`. `polars` takes the polars module and one
    expression for each argument (a pattern: the text of the equivalent Rust regular expression, not anchored), and
    gives an expression that is null where an argument is. `degenerate` says what happens at the edges; `exact` whether
    comparing contracts by meaning may reason about it.
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
