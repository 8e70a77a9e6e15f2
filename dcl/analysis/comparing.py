"""Which types meet: how two terms come to one type, what can be compared, what has an order."""

from __future__ import annotations

import math

from dcl.analysis.terms import Arithmetic, Const, LabelPart, Negate, Term, ToFloat, Value
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
    TEXT,
    LabelType,
    ListOf,
    OneOf,
    Record,
    Type,
)

INT_MIN, INT_MAX = -(2**63), 2**63 - 1


def unify(left: Term, right: Term) -> tuple[Term, Term] | None:
    """Both terms with one type: an int becomes a float where it meets one, a quoted text becomes a label of the set.

    None where the types do not meet, also for a text that is not in the set.
    """
    if left.type == right.type:
        return left, right
    if {left.type, right.type} == {INT, FLOAT}:
        return to_float(left), to_float(right)
    return _as_text(left, right) or _swapped(_as_text(right, left))


def _as_text(closed: Term, other: Term) -> tuple[Term, Term] | None:
    """A term of a closed type beside a text: a quoted one must be in the list; `one of` meets any text."""
    match closed.type:
        case LabelType() as labels if isinstance(other, Const) and other.type == TEXT:
            return (closed, Const(labels, other.value)) if other.value in labels.by_name else None
        case LabelType() if isinstance(closed, LabelPart) and other.type == TEXT:
            return closed, other
        case OneOf(choices=choices) if isinstance(other, Const) and other.type == TEXT:
            return (closed, Const(closed.type, other.value)) if other.value in choices else None
        case OneOf() if other.type == TEXT or isinstance(other.type, OneOf):
            return closed, other
    return None


def _swapped(pair: tuple[Term, Term] | None) -> tuple[Term, Term] | None:
    return None if pair is None else (pair[1], pair[0])


def to_float(term: Term) -> Term:
    """The term as a float; a constant at once."""
    if term.type != INT:
        return term
    if isinstance(term, Const):
        return Const(FLOAT, float(term.value))  # type: ignore[arg-type]
    return ToFloat(FLOAT, term)


_TIMES: dict[tuple[Type, str, Type], Type] = {
    (DATE, "-", DATE): DURATION,
    (DATETIME, "-", DATETIME): DURATION,
    (DATETIME, "+", DURATION): DATETIME,
    (DATETIME, "-", DURATION): DATETIME,
    (DURATION, "+", DATETIME): DATETIME,
    (DURATION, "+", DURATION): DURATION,
    (DURATION, "-", DURATION): DURATION,
    (DURATION, "*", INT): DURATION,
    (DURATION, "*", FLOAT): DURATION,
    (INT, "*", DURATION): DURATION,
    (FLOAT, "*", DURATION): DURATION,
    (DURATION, "/", INT): DURATION,
    (DURATION, "/", FLOAT): DURATION,
    (DURATION, "/", DURATION): FLOAT,
}
"""What comes of times that are added, taken away, or stretched."""


def computed_time(op: str, left: Term, right: Term) -> Term | None:
    """The term of arithmetic in which a date, a datetime or a duration takes part; None for any other."""
    type_ = _TIMES.get((left.type, op, right.type))
    return None if type_ is None else Arithmetic(type_, op, left, right)


def comparable(type_: Type) -> bool:
    """Whether `=` can be asked of the type."""
    if isinstance(type_, ListOf):
        return comparable(type_.element)
    return not isinstance(type_, Record) and type_ not in (ANY, BOX, INTERVAL)


def ordered(type_: Type) -> bool:
    """Whether `<` can be asked of the type."""
    if isinstance(type_, LabelType):
        return type_.ordered
    return comparable(type_) and type_ != BOOL and not isinstance(type_, ListOf)


def fold(term: Term) -> Value | None:
    """The value of a term that holds nothing but constants; None where it holds more, or comes to nothing."""
    match term:
        case Const(value=value):
            return value
        case ToFloat(operand=operand):
            whole = fold(operand)
            return float(whole) if isinstance(whole, int) else None
        case Negate(operand=operand):
            number = fold(operand)
            return _fitting(-number) if isinstance(number, int | float) else None
        case Arithmetic(type=type_, op=op, left=left, right=right) if type_ in (INT, FLOAT):
            a, b = fold(left), fold(right)
            if isinstance(a, int | float) and isinstance(b, int | float):
                return _fitting(_compute(op, a, b))
            return None
        case _:
            return None


def _compute(op: str, a: float, b: float) -> float | None:
    try:
        match op:
            case "+":
                return a + b
            case "-":
                return a - b
            case "*":
                return a * b
            case _:
                return None if b == 0 else a / b
    except OverflowError:
        return None


def _fitting(value: Value | None) -> Value | None:
    """The value where its type can hold it: an int of 64 bits, a float that is finite."""
    if isinstance(value, int):
        return value if INT_MIN <= value <= INT_MAX else None
    return value if isinstance(value, float) and math.isfinite(value) else None
