"""Aggregates of floats with 12 significant digits: `dcl.engines.rounding.rounded` on whole columns."""

from __future__ import annotations

import polars as pl

from dcl.engines.rounding import rounded

_EXACT_POWER = 22
"""Ten to this power is still an exact float, so that one product or quotient with it is rounded correctly."""
_NEAR_HALF = 1e-3


def rounded_expression(expression: pl.Expr) -> pl.Expr:
    """The expression, a float, rounded to 12 significant digits; what is not finite is missing."""
    finite = pl.when(expression.is_finite()).then(expression)
    return finite.map_batches(_rounded_series, return_dtype=pl.Float64, is_elementwise=True)


def _rounded_series(values: pl.Series) -> pl.Series:
    """Scaling by a power of ten settles nearly all values; those in doubt are spelled out and read back."""
    x = pl.col("x")
    shift = (11 - x.abs().log10().floor()).cast(pl.Int64, strict=False)
    frame = values.to_frame("x").with_columns(shift=shift)
    power = pl.lit(10.0).pow(pl.col("shift").abs())
    digits = pl.when(pl.col("shift") >= 0).then(x * power).otherwise(x / power)
    whole = digits.round()
    sure = (
        (pl.col("shift").abs() <= _EXACT_POWER)
        & whole.abs().is_between(1e11, 1e12, closed="left")
        & (((digits - digits.floor()) - 0.5).abs() > _NEAR_HALF)
    )
    back = pl.when(pl.col("shift") >= 0).then(whole / power).otherwise(whole * power)
    frame = frame.select("x", value=pl.when(sure.fill_null(value=False)).then(back))
    doubtful = frame.select((x.is_not_null() & pl.col("value").is_null()).arg_true()).to_series()
    if doubtful.is_empty():
        return frame["value"]
    return frame["value"].scatter(doubtful, [rounded(value) for value in values.gather(doubtful)])
