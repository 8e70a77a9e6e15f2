"""Functions of numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dcl.functions.entry import Example, Function, Kind, Parameter
from dcl.functions.shapes import always, common, once, value_by_value
from dcl.types import BOOL, FLOAT, INT, Type

INT_MIN = -(2**63)
INT_MAX = 2**63 - 1
MOST_DIGITS = 15
"""Floats have no more digits than this that could be relied on."""

X = (Parameter("x", Kind.NUMBER),)
A_AND_B = (Parameter("a", Kind.NUMBER), Parameter("b", Kind.NUMBER))
SEVERAL = (Parameter("values", Kind.ORDERED, repeated=True),)


def fitting(value: int) -> int | None:
    """A whole number, or missing where it needs more than 64 bits."""
    return value if INT_MIN <= value <= INT_MAX else None


def absolute(x: float) -> float | None:
    return fitting(abs(x)) if isinstance(x, int) else abs(x)


def absolute_in_polars(_: Any, x: Any) -> Any:
    # Polars wraps the one int whose opposite needs more than 64 bits.
    return x.abs().replace(INT_MIN, None)


def half_away(x: float) -> float:
    """The nearest whole number; a half goes away from zero. The parts are exact, so nothing is rounded twice."""
    below = math.floor(abs(x))
    return math.copysign(below + (abs(x) - below >= 0.5), x)


def rounded(x: float, digits: int | None = None) -> float | None:
    if digits is None:
        return fitting(x if isinstance(x, int) else int(half_away(x)))
    if not 0 <= digits <= MOST_DIGITS:
        return None
    power = 10.0**digits
    scaled = float(x) * power
    return half_away(scaled) / power if math.isfinite(scaled) else float(x)


def rounded_in_polars(pl: Any, x: Any, digits: Any = None) -> Any:
    def whole(value: Any) -> Any:
        return value.round(0, mode="half_away_from_zero")

    def with_digits(value: Any, digits: Any) -> Any:
        power = digits.replace_strict(range(MOST_DIGITS + 1), powers, default=None, return_dtype=pl.Float64)
        scaled = value * power
        return pl.when(scaled.is_finite()).then(whole(scaled) / power).when(scaled.is_infinite()).then(value)

    if digits is None:
        return whole(x).cast(pl.Int64, strict=False)
    powers = [10.0**count for count in range(MOST_DIGITS + 1)]
    return once(pl, [x.cast(pl.Float64), digits], with_digits, pl.Float64)


def rounded_type(types: Sequence[Type]) -> Type:
    return INT if len(types) == 1 else FLOAT


def root(x: float) -> float | None:
    return math.sqrt(x) if x >= 0 else None


def modulo(a: float, b: float) -> float | None:
    return a % b if b != 0 else None


def modulo_in_polars(pl: Any, a: Any, b: Any) -> Any:
    def by_type(inputs: Sequence[tuple[Any, Any]]) -> Any:
        (left, left_type), (right, right_type) = inputs
        if left_type.is_integer() and right_type.is_integer():
            return left % right
        # Polars' own way loses digits of floats far apart.
        return value_by_value(pl, [left.cast(pl.Float64), right.cast(pl.Float64)], modulo, pl.Float64)

    return pl.pipe_with_dtype([a, b], by_type)


def near(a: float, b: float, within: float) -> bool:
    return abs(float(a) - float(b)) <= float(within)


def least(*values: Any) -> Any:
    return min(values)


def greatest(*values: Any) -> Any:
    return max(values)


def chosen_in_polars(pl: Any, name: str, values: Sequence[Any]) -> Any:
    """The least or greatest of the values of a row. Polars' own passes over missing values."""

    def choose(*columns: Any) -> Any:
        whole = pl.all_horizontal(column.is_not_null() for column in columns)
        return pl.when(whole).then(getattr(pl, name)(*columns))

    return once(pl, values, choose, pl.dtype_of(values[0]))


NUMBERS = (
    Function(
        name="abs",
        family="numbers",
        parameters=(Parameter("x", Kind.AMOUNT),),
        result=common,
        summary="The number, or the duration, without its sign.",
        reference=absolute,
        polars=absolute_in_polars,
        examples=(Example("abs(-3)", 3), Example("abs(2.5)", 2.5)),
        degenerate="The smallest int has no opposite of 64 bits; of it, `abs` is missing.",
        exact=True,
    ),
    Function(
        name="round",
        family="numbers",
        parameters=(*X, Parameter("digits", Kind.INT, optional=True)),
        result=rounded_type,
        summary="The nearest whole number, an int; with `digits`, the nearest float with so many decimals. "
        "A half goes away from zero.",
        reference=rounded,
        polars=rounded_in_polars,
        examples=(
            Example("round(2.5)", 3),
            Example("round(-2.5)", -3),
            Example("round(0.49999999999999994)", 0),
            Example("round(3.14159, 2)", 3.14),
        ),
        degenerate="A whole number beyond 64 bits is missing, and so is the result for fewer than 0 or more than 15 "
        "digits. With `digits` the number is multiplied, rounded and divided as floats are: `1.005` is a little less "
        "than it looks, so `round(1.005, 2)` is 1.0.",
        exact=True,
    ),
    Function(
        name="floor",
        family="numbers",
        parameters=X,
        result=always(INT),
        summary="The greatest whole number that is not above the number, an int.",
        reference=lambda x: fitting(math.floor(x)),
        polars=lambda pl, x: x.floor().cast(pl.Int64, strict=False),
        examples=(Example("floor(2.7)", 2), Example("floor(-2.1)", -3)),
        degenerate="A whole number beyond 64 bits is missing.",
        exact=True,
    ),
    Function(
        name="ceil",
        family="numbers",
        parameters=X,
        result=always(INT),
        summary="The smallest whole number that is not below the number, an int.",
        reference=lambda x: fitting(math.ceil(x)),
        polars=lambda pl, x: x.ceil().cast(pl.Int64, strict=False),
        examples=(Example("ceil(2.1)", 3), Example("ceil(-2.7)", -2)),
        degenerate="A whole number beyond 64 bits is missing.",
        exact=True,
    ),
    Function(
        name="sqrt",
        family="numbers",
        parameters=X,
        result=always(FLOAT),
        summary="The square root.",
        reference=root,
        polars=lambda pl, x: x.cast(pl.Float64).sqrt().replace(math.nan, None),
        examples=(Example("sqrt(9)", 3.0), Example("sqrt(-1)", None)),
        degenerate="Of a negative number it is missing.",
    ),
    Function(
        name="least",
        family="numbers",
        parameters=SEVERAL,
        result=common,
        summary="The smallest of the values of this row; texts go by their code points. (Over rows: `min`.)",
        reference=least,
        polars=lambda pl, *values: chosen_in_polars(pl, "min_horizontal", values),
        examples=(Example("least(3, 1, 2)", 1), Example('least("b", "a")', "a")),
        degenerate="Missing where one of them is.",
        exact=True,
        unify=True,
    ),
    Function(
        name="greatest",
        family="numbers",
        parameters=SEVERAL,
        result=common,
        summary="The greatest of the values of this row; texts go by their code points. (Over rows: `max`.)",
        reference=greatest,
        polars=lambda pl, *values: chosen_in_polars(pl, "max_horizontal", values),
        examples=(Example("greatest(3, 1, 2)", 3), Example('greatest("b", "a")', "b")),
        degenerate="Missing where one of them is.",
        exact=True,
        unify=True,
    ),
    Function(
        name="mod",
        family="numbers",
        parameters=A_AND_B,
        result=common,
        summary="What is left of `a` after `b` is taken off whole times. It has the sign of `b`.",
        reference=modulo,
        polars=modulo_in_polars,
        examples=(
            Example("mod(7, 3)", 1),
            Example("mod(-7, 3)", 2),
            Example("mod(7, -3)", -2),
            Example("mod(7, 0)", None),
        ),
        degenerate="Missing where `b` is 0.",
        unify=True,
    ),
    Function(
        name="near",
        family="numbers",
        parameters=(*A_AND_B, Parameter("within", Kind.NUMBER, keyword=True)),
        result=always(BOOL),
        summary="Whether `a` and `b` lie no further apart than `within`. All three are floats first.",
        reference=near,
        polars=lambda pl, a, b, within: (a.cast(pl.Float64) - b.cast(pl.Float64)).abs() <= within.cast(pl.Float64),
        examples=(
            Example("near(0.3, 0.1, within: 0.001)", False),
            Example("near(1.0, 1.0004, within: 0.001)", True),
        ),
        degenerate="No two numbers are near within less than 0.",
    ),
)
