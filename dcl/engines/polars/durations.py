"""Arithmetic of times and durations, which are whole microseconds."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from dcl.analysis.terms import Arithmetic
from dcl.engines.polars.dtypes import INSTANT
from dcl.functions.numbers import rounded_in_polars
from dcl.types import DATE, DATETIME, DURATION, FLOAT

_FIRST = pl.lit(datetime.min, dtype=INSTANT).cast(pl.Int64)
_LAST = pl.lit(datetime.max, dtype=INSTANT).cast(pl.Int64)


def is_of_durations(term: Arithmetic) -> bool:
    """Whether a duration takes part in the term."""
    return DURATION in (term.type, term.left.type, term.right.type)


def computed(term: Arithmetic, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """What comes of two values; missing where the type of the term cannot hold it."""
    if term.left.type in (DATE, DATETIME) and term.type == DURATION:
        return left.cast(INSTANT).cast(pl.Int64) - right.cast(INSTANT).cast(pl.Int64)
    if term.type == DATETIME:
        time, duration = (right, left) if term.left.type == DURATION else (left, right)
        return _moved(term.op, time, duration)
    if term.op == "/" or FLOAT in (term.left.type, term.right.type):
        return _through_floats(term, left.cast(pl.Float64), right.cast(pl.Float64))
    wide, other = left.cast(pl.Int128), right.cast(pl.Int128)
    result = wide + other if term.op == "+" else wide - other if term.op == "-" else wide * other
    return result.cast(pl.Int64, strict=False)


def _moved(op: str, time: pl.Expr, duration: pl.Expr) -> pl.Expr:
    """The instant so much later or earlier, as long as there is such a year."""
    start, by = time.cast(pl.Int64).cast(pl.Int128), duration.cast(pl.Int128)
    moved = (start + by if op == "+" else start - by).cast(pl.Int64, strict=False)
    return pl.when(moved.is_between(_FIRST, _LAST)).then(moved).cast(INSTANT)


def _through_floats(term: Arithmetic, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    result = left * right if term.op == "*" else left / right
    finite = pl.when(result.is_finite()).then(result)
    made: pl.Expr = rounded_in_polars(pl, finite) if term.type == DURATION else finite
    return made
