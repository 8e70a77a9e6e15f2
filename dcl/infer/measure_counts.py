"""The different values of a column with their counts, on which everything else is measured."""

from __future__ import annotations

from typing import Any

import polars as pl

from dcl.infer.facts import MOST_COMMON

_MANY = 10_000


def counted_values(series: pl.Series) -> pl.DataFrame:
    """Each value that is there, as `value`, and in how many cells it stands, as `count`."""
    return series.drop_nulls().alias("value").value_counts(name="count")


def most_common(counted: pl.DataFrame) -> tuple[tuple[Any, int], ...]:
    """The most common values with their counts, in one order whatever the order of the rows."""
    if counted.height > _MANY:
        counted = counted.filter(pl.col("count") > 1)
    ordered = counted.sort(["count", "value"], descending=[True, False])
    return tuple(ordered.head(MOST_COMMON).rows())
