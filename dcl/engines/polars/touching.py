"""What a check over pairs comes to for two boxes, or intervals, that do not touch: mostly it is true of them, and then
nobody need look at the pair."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dcl.analysis.terms import (
    And,
    Call,
    Compare,
    Const,
    Implies,
    InRange,
    IsMissing,
    Negate,
    Not,
    Or,
    Side,
    Term,
    ToFloat,
    children,
)
from dcl.types import BOOL, FLOAT, INT

_PLAIN = (INT, FLOAT, BOOL)

_SHARING = ("iou", "overlap", "inside")
"""Functions that say of two shapes of some size that do not touch: 0, or false."""

_APART: Mapping[str, Any] = {"iou": 0.0, "overlap": 0.0, "inside": False}
_ONE_EMPTY: Mapping[str, Any] = {"iou": 0.0, "overlap": 0.0}
_BOTH_EMPTY: Mapping[str, Any] = {"iou": None, "overlap": 0.0}
_MISSING: Mapping[str, Any] = dict.fromkeys(_SHARING)

_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Undecided:
    """What a term comes to that reads something else as well."""


UNDECIDED = Undecided()


@dataclass(frozen=True)
class Touching:
    """A check that is true of all shapes that are apart. `shape` is the term of the shape, over one row.

    The others say what the check comes to where one shape is empty, where both are, and where one is missing: true,
    None for unknown, or undecided.
    """

    shape: Term
    one_empty: Any
    both_empty: Any
    missing: Any


def touching(check: Term) -> Touching | None:
    """How a check whose sides are lifted depends on touching shapes; None where it may fail for shapes apart."""
    shape = next(_shapes(check), None)
    if shape is None or _folded(check, shape, _APART) is not True:
        return None
    return Touching(
        shape,
        _folded(check, shape, _ONE_EMPTY),
        _folded(check, shape, _BOTH_EMPTY),
        _folded(check, shape, _MISSING),
    )


def _shapes(term: Term) -> Iterator[Term]:
    """The shapes of both rows that a term sets against each other."""
    if (shape := _shape_of(term)) is not None:
        yield shape
    for part in children(term):
        yield from _shapes(part)


def _shape_of(term: Term) -> Term | None:
    match term:
        case Call(function=function, arguments=(Side() as left, Side() as right)) if function in _SHARING:
            return left.operand if left.operand == right.operand and left.side != right.side else None
        case _:
            return None


def _folded(term: Term, shape: Term, known: Mapping[str, Any]) -> Any:
    """What a term comes to if the functions of the shape come to what is known: a value, None for missing, or
    undecided."""

    def of(part: Term) -> Any:
        return _folded(part, shape, known)

    match term:
        case Const(value=value):
            return value
        case Call(function=function) if _shape_of(term) == shape:
            return known.get(function, UNDECIDED)
        case ToFloat(operand=operand):
            return _strictly(float, of(operand))
        case Negate(operand=operand):
            return _strictly(operator.neg, of(operand))
        case Not(operand=operand):
            return _strictly(operator.not_, of(operand))
        case IsMissing(operand=operand):
            value = of(operand)
            return value if value is UNDECIDED else value is None
        case Compare(op=op, left=left, right=right) if left.type in _PLAIN:
            return _strictly(_COMPARISONS[op], of(left), of(right))
        case InRange(operand=operand) if operand.type in _PLAIN:
            return _in_range(term, of)
        case And(parts=parts):
            return _first_of((False, UNDECIDED, None), list(map(of, parts)), otherwise=True)
        case Or(parts=parts):
            return _first_of((True, UNDECIDED, None), list(map(of, parts)), otherwise=False)
        case Implies(left=left, right=right):
            parts_of = [_strictly(operator.not_, of(left)), of(right)]
            return _first_of((True, UNDECIDED, None), parts_of, otherwise=False)
        case _:
            return UNDECIDED


def _strictly(compute: Callable[..., Any], *values: Any) -> Any:
    """Missing as soon as a part is, whatever the others come to."""
    if any(value is None for value in values):
        return None
    return UNDECIDED if any(value is UNDECIDED for value in values) else compute(*values)


def _first_of(wanted: tuple[Any, ...], values: list[Any], *, otherwise: bool) -> Any:
    return next((each for each in wanted if any(value is each for value in values)), otherwise)


def _in_range(term: InRange, of: Callable[[Term], Any]) -> Any:
    def between(operand: Any, *ends: Any) -> bool:
        left = list(ends)
        above = term.low is None or operand >= left.pop(0)
        if term.high is None:
            return above
        return bool(above and (operand < left[0] if term.open_end else operand <= left[0]))

    return _strictly(between, *(of(part) for part in children(term)))
