"""The meaning of `+ - * /` of numbers and of times."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from dcl.analysis.terms import Arithmetic
from dcl.engines.reference.values import representable
from dcl.functions.numbers import rounded
from dcl.types import DATE, DATETIME, DURATION, FLOAT

_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_MICROSECOND = timedelta(microseconds=1)


def computed(term: Arithmetic, left: Any, right: Any) -> Any:
    """What comes of two values; missing where the type of the term cannot hold it."""
    if term.op == "/" and right == 0:
        return None
    if term.left.type in (DATE, DATETIME) or term.right.type == DATETIME:
        return _with_times(term, left, right)
    if DURATION in (term.left.type, term.right.type):
        return _with_durations(term, left, right)
    return representable(_OPERATIONS[term.op](left, right))


def _with_times(term: Arithmetic, left: Any, right: Any) -> Any:
    """A time less another is a duration; a datetime moves by a duration, as long as there is such a year."""
    if term.type == DURATION:
        return (left - right) // _MICROSECOND
    time, duration = (right, left) if term.left.type == DURATION else (left, right)
    try:
        return _OPERATIONS[term.op](time, duration * _MICROSECOND)
    except OverflowError:
        return None


def _with_durations(term: Arithmetic, left: Any, right: Any) -> Any:
    """Whole microseconds as long as only whole numbers are added and multiplied, else floats, which are rounded."""
    if term.op == "/" or FLOAT in (term.left.type, term.right.type):
        left, right = float(left), float(right)
    result = representable(_OPERATIONS[term.op](left, right))
    return rounded(result) if term.type == DURATION and result is not None else result
