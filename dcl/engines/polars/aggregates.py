"""Aggregates of the function table as Polars aggregates, and what they give over nothing."""

from __future__ import annotations

import polars as pl

from dcl.analysis.terms import Aggregate
from dcl.engines.polars.dtypes import constant, dtype_of
from dcl.engines.polars.rounding import rounded_expression
from dcl.engines.polars.terms import in_order, out_of_order
from dcl.functions.aggregates import IN_ORDER
from dcl.functions.table import AGGREGATES
from dcl.types import DURATION, FLOAT, INT, Type

_BY_RANK = ("min", "max")
_IN_ORDER = frozenset(entry.name for entry in IN_ORDER)


def over(term: Aggregate, argument: pl.Expr | None, where: pl.Expr | None, place: pl.Expr | None = None) -> pl.Expr:
    """The aggregate over the rows at hand. All aggregates skip what is missing, so `where` makes the rest missing.

    Those that take the rows in order pass over rows without a `place`; without one, the rows stand in order.
    """
    if argument is None:
        counted = pl.len() if where is None else where.sum()
        return counted.cast(pl.Int64)
    type_ = _argument_type(term)
    values = argument if where is None else pl.when(where).then(argument)
    if term.function in _BY_RANK:
        values = in_order(values, type_)
    if term.function in _IN_ORDER and place is not None:
        values = values.filter(place.is_not_null()).sort_by(place.filter(place.is_not_null()))
    made: pl.Expr = AGGREGATES[term.function].polars(pl, values, *term.parameters)
    return made


def settled(term: Aggregate, result: pl.Expr) -> pl.Expr:
    """A result of `over` as the language has it: floats rounded, ints of 64 bits, labels by their names."""
    if term.type == FLOAT:
        return rounded_expression(result.cast(pl.Float64))
    if term.type == DURATION:
        return result.round(mode="half_away_from_zero").cast(pl.Int64, strict=False)
    if term.function in _BY_RANK:
        result = out_of_order(result, _argument_type(term))
    return result.cast(dtype_of(term.type), strict=False) if term.type == INT else result


def of_nothing(term: Aggregate) -> pl.Expr:
    """What the aggregate gives where there is nothing to run over."""
    value = AGGREGATES[term.function].of_nothing
    if value is None:
        return pl.lit(None, dtype=dtype_of(term.type))
    return constant(float(value) if term.type == FLOAT else value, term.type)


def _argument_type(term: Aggregate) -> Type:
    if term.argument is None:
        raise ValueError(f"`{term.text}` has no argument")
    return term.argument.type
