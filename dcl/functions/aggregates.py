"""Functions over the rows of a source."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dcl.functions.entry import AggregateFunction, Example, Kind, Parameter
from dcl.functions.numbers import fitting
from dcl.types import BOOL, DURATION, FLOAT, INT, TEXT, Type


def finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def finite_in_polars(pl: Any, value: Any) -> Any:
    return pl.when(value.is_finite()).then(value)


def exact_sum(values: Sequence[float]) -> float | None:
    """The sum of floats without rounding on the way, or None where it is not finite."""
    try:
        return finite(math.fsum(values))
    except OverflowError:
        return None


def total(values: Sequence[float]) -> float | None:
    return exact_sum(values) if any(isinstance(value, float) for value in values) else fitting(int(sum(values)))


def total_in_polars(pl: Any, values: Any) -> Any:
    def by_type(values: Any, dtype: Any) -> Any:
        if dtype.is_integer():
            return values.cast(pl.Int128).sum().cast(pl.Int64, strict=False)
        return finite_in_polars(pl, values.sum())

    return values.pipe_with_dtype(by_type)


def mean(values: Sequence[float]) -> float | None:
    if values and all(isinstance(value, int) for value in values):
        return sum(values) / len(values)
    sum_ = exact_sum([float(value) for value in values])
    return None if sum_ is None or not values else sum_ / len(values)


def mean_in_polars(pl: Any, values: Any) -> Any:
    """Ints are added up in 128 bits, since large ones would cancel wrongly as floats."""

    def by_type(values: Any, dtype: Any) -> Any:
        if dtype.is_integer():
            return values.cast(pl.Int128).sum().cast(pl.Float64) / values.count()
        return values.cast(pl.Float64).mean()

    return finite_in_polars(pl, values.pipe_with_dtype(by_type))


def quantile(values: Sequence[float], share: float) -> float | None:
    """The value at a share of the way through the sorted values, on a straight line between two neighbours."""
    if not values:
        return None
    ordered = sorted(map(float, values))
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    low, high = ordered[below], ordered[math.ceil(place)]
    return low if low == high else finite(low + (high - low) * (place - below))


def quantile_in_polars(pl: Any, values: Any, share: float) -> Any:
    return finite_in_polars(pl, values.cast(pl.Float64).quantile(share, interpolation="linear"))


def stddev(values: Sequence[float]) -> float | None:
    if len(values) < 2:
        return None
    middle = mean(values)
    if middle is None:
        return None
    try:
        squares = math.fsum((value - middle) ** 2 for value in values)
    except OverflowError:
        return None
    return finite(math.sqrt(squares / (len(values) - 1)))


def share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def mode(values: Sequence[Any]) -> Any:
    most = Counter(values).most_common(2)
    return most[0][0] if len(most) == 1 or (most and most[0][1] > most[1][1]) else None


def mode_in_polars(pl: Any, values: Any) -> Any:
    most = values.drop_nulls().mode()
    return pl.when(most.len() == 1).then(most.first())


def entropy(values: Sequence[Any]) -> float | None:
    if not values:
        return None
    shares = [count / len(values) for count in Counter(values).values()]
    return abs(math.fsum(part * math.log2(part) for part in shares))


def entropy_in_polars(pl: Any, values: Any) -> Any:
    # As one list, for counts of values that stand freely are mixed up with rows by the streaming engine.
    counts = values.drop_nulls().unique_counts().implode()
    spread = counts.list.agg(pl.element().cast(pl.Float64).entropy(base=2, normalize=True).abs())
    return pl.when(values.count() > 0).then(spread)


def first(values: Sequence[Any]) -> Any:
    return values[0] if values else None


def last(values: Sequence[Any]) -> Any:
    return values[-1] if values else None


def joined(texts: Sequence[str], separator: str) -> str | None:
    return separator.join(texts) if texts else None


def joined_in_polars(pl: Any, texts: Any, separator: str) -> Any:
    return pl.when(texts.count() > 0).then(texts.str.join(separator, ignore_nulls=True))


def same(type_: Type) -> Type:
    return type_


def gives_int(_: Type) -> Type:
    return INT


def gives_float(_: Type) -> Type:
    return FLOAT


def gives_amount(type_: Type) -> Type:
    """Of durations a duration, which the engine rounds to the whole microsecond; of numbers a float."""
    return DURATION if type_ == DURATION else FLOAT


def gives_text(_: Type) -> Type:
    return TEXT


def gives_bool(_: Type) -> Type:
    return BOOL


COUNTS_AND_CONDITIONS = (
    AggregateFunction(
        name="count",
        argument=Kind.BOOL,
        argument_optional=True,
        result=gives_int,
        summary="How many rows there are; with a condition, for how many it is true.",
        # Without a condition, every row counts as one for which it is true.
        reference=lambda values: values.count(True),
        polars=lambda pl, values: (pl.len() if values is None else values.sum()).cast(pl.Int64),
        of_nothing=0,
        examples=(Example("count([true, false, missing, true])", 2),),
        degenerate="Of nothing it is 0. An unknown condition does not count.",
    ),
    AggregateFunction(
        name="share",
        argument=Kind.BOOL,
        result=gives_float,
        summary="For how many rows the condition is true, divided by for how many it is true or false.",
        reference=share,
        polars=lambda pl, values: values.mean(),
        of_nothing=None,
        examples=(Example("share([true, true, true, false])", 0.75), Example("share([true, missing])", 1.0)),
        degenerate="Where the condition is nowhere true or false, it is unknown.",
    ),
    AggregateFunction(
        name="all",
        argument=Kind.BOOL,
        result=gives_bool,
        summary="Whether the condition is true of every row for which it is known.",
        reference=all,
        polars=lambda pl, values: values.all(ignore_nulls=True),
        of_nothing=True,
        examples=(Example("all([true, missing])", True), Example("all([true, false])", False)),
        degenerate="Of nothing it is true.",
    ),
    AggregateFunction(
        name="any",
        argument=Kind.BOOL,
        result=gives_bool,
        summary="Whether the condition is true of at least one row.",
        reference=any,
        polars=lambda pl, values: values.any(ignore_nulls=True),
        of_nothing=False,
        examples=(Example("any([false, missing])", False), Example("any([true, false])", True)),
        degenerate="Of nothing it is false.",
    ),
    AggregateFunction(
        name="distinct",
        argument=Kind.VALUE,
        result=gives_int,
        summary="How many different values there are; missing ones are none.",
        reference=lambda values: len(set(values)),
        polars=lambda pl, values: values.drop_nulls().n_unique().cast(pl.Int64),
        of_nothing=0,
        examples=(Example('distinct(["a", "b", "a", missing])', 2),),
        degenerate="Of nothing it is 0.",
    ),
)

NUMBERS_AND_VALUES = (
    AggregateFunction(
        name="min",
        argument=Kind.ORDERED,
        result=same,
        summary="The smallest value; the lowest label of an ordered set. (Within a row: `least`.)",
        reference=lambda values: min(values, default=None),
        polars=lambda pl, values: values.min(),
        of_nothing=None,
        examples=(Example("min([3, missing, 1])", 1), Example('min(["b", "a"])', "a")),
        degenerate="Of nothing it is unknown.",
    ),
    AggregateFunction(
        name="max",
        argument=Kind.ORDERED,
        result=same,
        summary="The greatest value; the highest label of an ordered set. (Within a row: `greatest`.)",
        reference=lambda values: max(values, default=None),
        polars=lambda pl, values: values.max(),
        of_nothing=None,
        examples=(Example("max([3, missing, 1])", 3), Example('max(["b", "a"])', "b")),
        degenerate="Of nothing it is unknown.",
    ),
    AggregateFunction(
        name="sum",
        argument=Kind.AMOUNT,
        result=same,
        summary="All values added up; of durations, a duration.",
        reference=total,
        polars=total_in_polars,
        of_nothing=0,
        examples=(Example("sum([1, missing, 2])", 3), Example("sum([0.5, 0.25])", 0.75)),
        degenerate="Of nothing it is 0. A sum of ints beyond 64 bits, or one of floats that is not finite, is unknown.",
    ),
    AggregateFunction(
        name="mean",
        argument=Kind.AMOUNT,
        result=gives_amount,
        summary="The sum divided by the number of values; of durations, a duration.",
        reference=mean,
        polars=mean_in_polars,
        of_nothing=None,
        examples=(Example("mean([1, 2, missing])", 1.5),),
        degenerate="Of nothing it is unknown.",
    ),
    AggregateFunction(
        name="median",
        argument=Kind.AMOUNT,
        result=gives_amount,
        summary="The value in the middle; of an even number of values, the mean of the two in the middle.",
        reference=lambda values: quantile(values, 0.5),
        polars=lambda pl, values: quantile_in_polars(pl, values, 0.5),
        of_nothing=None,
        examples=(Example("median([1, 9, 2])", 2.0), Example("median([1, 2, 3, 4])", 2.5)),
        degenerate="Of nothing it is unknown.",
    ),
    AggregateFunction(
        name="quantile",
        argument=Kind.AMOUNT,
        parameters=(Parameter("p", Kind.NUMBER),),
        result=gives_amount,
        summary="The value below which the share `p` of the values lies, on a straight line between two neighbours.",
        reference=quantile,
        polars=quantile_in_polars,
        of_nothing=None,
        examples=(Example("quantile([1, 2, 3, 4, 5], 0.25)", 2.0), Example("quantile([1, 2], 0.9)", 1.9)),
        degenerate="`p` is a constant from 0 (the smallest value) to 1 (the greatest). Of nothing it is unknown.",
    ),
    AggregateFunction(
        name="stddev",
        argument=Kind.AMOUNT,
        result=gives_amount,
        summary="The standard deviation of a sample: the root of the squared distances from the mean, over n − 1.",
        reference=stddev,
        polars=lambda pl, values: finite_in_polars(pl, values.cast(pl.Float64).std(ddof=1)),
        of_nothing=None,
        examples=(Example("stddev([1, 3])", math.sqrt(2)), Example("stddev([5, 5, 5])", 0.0)),
        degenerate="Of fewer than two values it is unknown.",
    ),
    AggregateFunction(
        name="mode",
        argument=Kind.VALUE,
        result=same,
        summary="The most common value.",
        reference=mode,
        polars=mode_in_polars,
        of_nothing=None,
        examples=(Example('mode(["a", "b", "a"])', "a"), Example('mode(["a", "b"])', None)),
        degenerate="Where two values are equally common, and of nothing, it is unknown.",
    ),
    AggregateFunction(
        name="entropy",
        argument=Kind.VALUE,
        result=gives_float,
        summary="How evenly the values spread, in bits: −Σ p·log2(p) over the shares p of the different values.",
        reference=entropy,
        polars=entropy_in_polars,
        of_nothing=None,
        examples=(Example('entropy(["a", "b"])', 1.0), Example('entropy(["a", "a"])', 0.0)),
        degenerate="0 where all values are equal. Of nothing it is unknown.",
    ),
)

IN_ORDER = (
    AggregateFunction(
        name="first",
        argument=Kind.VALUE,
        result=same,
        summary="The first value that is not missing, in the order of the rows or of the list.",
        reference=first,
        polars=lambda pl, values: values.first(ignore_nulls=True),
        of_nothing=None,
        examples=(Example('first([missing, "b", "a"])', "b"),),
        degenerate="Of nothing it is unknown.",
    ),
    AggregateFunction(
        name="last",
        argument=Kind.VALUE,
        result=same,
        summary="The last value that is not missing, in the order of the rows or of the list.",
        reference=last,
        polars=lambda pl, values: values.last(ignore_nulls=True),
        of_nothing=None,
        examples=(Example('last(["b", "a", missing])', "a"),),
        degenerate="Of nothing it is unknown.",
    ),
    AggregateFunction(
        name="join",
        argument=Kind.TEXT,
        parameters=(Parameter("separator", Kind.TEXT),),
        result=gives_text,
        summary="The texts put together, in the order of the rows or of the list, with the separator between them.",
        reference=joined,
        polars=joined_in_polars,
        of_nothing=None,
        examples=(Example('join(["so", missing, "it"], " ")', "so it"), Example('join(["", ""], "-")', "-")),
        degenerate="Missing texts are passed over, empty ones are not. The separator is a constant. Of nothing it is "
        "missing.",
    ),
)
