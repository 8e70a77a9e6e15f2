"""What a condition on one value asks of it, as a schema of that value."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from dcl.analysis.terms import (
    Aggregate,
    And,
    Arithmetic,
    Call,
    Column,
    Compare,
    Const,
    Elements,
    Field,
    If,
    Implies,
    InRange,
    InSet,
    IsMissing,
    It,
    LabelPart,
    Matches,
    Negate,
    Not,
    Or,
    Term,
    ToFloat,
    children,
    rebuilt,
)
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.scope import Scope
from dcl.interop.schema_logic import Schema, both, neither, one_of
from dcl.patterns import compiled
from dcl.patterns.ecma import END, literal, spelled, whole
from dcl.types import BOOL, FLOAT, INT, TEXT, LabelType, OneOf, Type

LONGEST_PATTERN = 50_000
MOST_EXACT = 2**53
"""From here on whole numbers of JSON are rounded when they become floats, so that comparisons shift."""

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_KEYWORDS = {"<": "exclusiveMaximum", "<=": "maximum", ">": "exclusiveMinimum", ">=": "minimum"}
_LOGIC = (And, If, Implies, IsMissing, Not, Or)
_COMPUTED = (*_LOGIC, Arithmetic, Call, Compare, InRange, InSet, LabelPart, Matches, Negate, ToFloat)
_SIZES = {TEXT: ("minLength", "maxLength"), None: ("minItems", "maxItems")}


def is_place(term: Term) -> bool:
    """Whether a term is a cell, a field of it, or an element of a list (derived columns aside)."""
    return is_place(term.base) if isinstance(term, Field) else isinstance(term, Column | It)


def constant(term: Term) -> Any:
    """The value of a term that reads nothing; None for any other."""
    match term:
        case Const(value=value):
            return value
        case ToFloat(operand=operand) if isinstance(value := constant(operand), int):
            return float(value)
        case Negate(operand=operand) if (value := constant(operand)) is not None:
            return -value
    return None


def subject(term: Term) -> Term | None:
    """The place or list that a condition on one value is about; None for any other condition."""
    match term:
        case Compare(left=left, right=right):
            return _measured(right if constant(left) is not None else left)
        case InRange(operand=operand) | InSet(operand=operand) | Matches(operand=operand):
            return _measured(operand)
        case Call(arguments=(first, *others)) if term.function in _CALLS and all(isinstance(o, Const) for o in others):
            return first if is_place(first) else None
    return None


def _measured(term: Term) -> Term | None:
    """The place inside its length, or inside an int that becomes a float."""
    match term:
        case ToFloat(operand=operand) | Call(function="length", arguments=(operand,)):
            return _measured(operand)
        case Aggregate(function="count", source=Elements(operand=operand), argument=None, where=None):
            return operand if is_place(operand) else None
    return term if is_place(term) else None


def value_schema(term: Term) -> Schema | None:
    """What fitting values make a condition on one value true (its `subject`); None where no schema says it."""
    match term:
        case Compare(op=op, left=left, right=right):
            if constant(left) is not None:
                return _comparison(MIRRORED[op], right, constant(left))
            return _comparison(op, left, constant(right))
        case InRange(operand=operand, low=low, high=high, open_end=open_end):
            lower = True if low is None else _comparison(">=", operand, constant(low))
            upper = True if high is None else _comparison("<" if open_end else "<=", operand, constant(high))
            return None if lower is None or upper is None else both(lower, upper)
        case InSet(operand=operand, values=values):
            return _choice(operand, list(values))
        case Matches(pattern=pattern):
            return _pattern(whole(compiled(pattern).node))
        case Call():
            return _CALLS[term.function](term)
    return None


def by_trial(term: Term, place: Term) -> tuple[Schema, Schema] | None:
    """Which values of a closed list make a condition true, and which false, found by trying each.

    None where the place has no closed list, or the condition reads anything else.
    """
    choices = _choices(place.type)
    if choices is None or not _reads_only(term, place):
        return None
    evaluator = Evaluator({})
    verdicts = {
        spelling: evaluator.value(_with(term, place, Const(place.type, value)), Scope("", None))
        for spelling, value in choices.items()
    }
    true = one_of(spelling for spelling, verdict in verdicts.items() if verdict is True)
    if None not in verdicts.values():
        return true, neither(true)
    return true, one_of(spelling for spelling, verdict in verdicts.items() if verdict is False)


def _choices(type_: Type) -> dict[Any, Any] | None:
    """The values of a type with a closed list of them, by their spelling."""
    if isinstance(type_, LabelType):
        return dict(type_.by_spelling)
    if isinstance(type_, OneOf):
        return {choice: choice for choice in type_.choices}
    return {True: True, False: False} if type_ == BOOL else None


def _reads_only(term: Term, place: Term) -> bool:
    if term == place or isinstance(term, Const):
        return True
    inner = _inner(term)
    return bool(inner) and all(_reads_only(part, place) for part in inner)


def _inner(term: Term) -> tuple[Term, ...]:
    """The parts of a term that is computed from its parts alone."""
    return children(term) if isinstance(term, _COMPUTED) else ()


def _with(term: Term, place: Term, value: Const) -> Term:
    return value if term == place else rebuilt(term, lambda part: _with(part, place, value))


def _comparison(op: str, operand: Term, value: Any) -> Schema | None:
    if isinstance(operand, ToFloat):
        return _comparison(op, operand.operand, value)
    if value is None:
        return None
    if isinstance(operand, Call | Aggregate):
        return _size(op, operand, value)
    if operand.type in (INT, FLOAT) and not isinstance(value, bool):
        if not _is_exact(operand.type, value):
            return None
        if op in _KEYWORDS:
            return {_KEYWORDS[op]: _short(value)}
        return {"const": _short(value)} if op == "=" else {"not": {"const": _short(value)}}
    if operand.type == TEXT and op in ("=", "!="):
        return {"const": value} if op == "=" else {"not": {"const": value}}
    return None


def _is_exact(type_: Type, value: int | float) -> bool:
    return (type_ == INT and isinstance(value, int)) or abs(value) < MOST_EXACT


def _short(value: int | float) -> int | float:
    """A whole number without its `.0`; JSON has one kind of numbers."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _size(op: str, operand: Term, value: float) -> Schema:
    """A comparison of a length or a count with a number."""
    bounds = size_bounds(op, value)
    if bounds is None:
        return neither(_size("=", operand, value))
    least, most = bounds
    if most is not None and (most < 0 or most < least):
        return False
    of_text = isinstance(operand, Call) and operand.arguments[0].type == TEXT
    lower, upper = _SIZES[TEXT if of_text else None]
    made: dict[str, Any] = {lower: least} if least > 0 else {}
    return {**made, upper: most} if most is not None else made or True


def size_bounds(op: str, value: float) -> tuple[int, int | None] | None:
    """The least and the greatest whole number of the comparison; None for `!=`."""
    exact = Fraction(value)
    match op:
        case ">=":
            return math.ceil(exact), None
        case ">":
            return math.floor(exact) + 1, None
        case "<=":
            return 0, math.floor(exact)
        case "<":
            return 0, math.ceil(exact) - 1
        case "=":
            # No size is a fraction: then the least is above the greatest.
            return math.ceil(exact), math.floor(exact)
    return None


def _choice(operand: Term, values: list[Any]) -> Schema | None:
    if isinstance(operand, ToFloat):
        return _choice(operand.operand, values)
    if operand.type == TEXT:
        return one_of(values)
    if operand.type in (INT, FLOAT) and all(_is_exact(operand.type, value) for value in values):
        return one_of(map(_short, values))
    return None


def _pattern(expression: str) -> Schema | None:
    return {"pattern": expression} if len(expression) <= LONGEST_PATTERN else None


def _contains(call: Call) -> Schema | None:
    if call.pattern is not None:
        return _pattern(spelled(compiled(call.pattern).node))
    return _pattern(literal(_text_of(call)))


def _text_of(call: Call) -> str:
    return str(constant(call.arguments[1]))


_CALLS: dict[str, Callable[[Call], Schema | None]] = {
    "contains": _contains,
    "starts_with": lambda call: _pattern("^" + literal(_text_of(call))),
    "ends_with": lambda call: _pattern(literal(_text_of(call)) + END),
}
"""The functions that are conditions on one text."""
