"""The pairs of boxes or intervals that a check need look at, where it is true of all shapes that are apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import chain
from operator import mul

import polars as pl

from dcl.engines.polars.sweep import Pairs, expanded, overlapping, overlapping_pairs, size_of
from dcl.engines.polars.touching import Touching
from dcl.functions.geometry import spans

_AXES = ("x", "y")


def pairs_of_shapes(rows: pl.DataFrame, apart: Touching) -> Pairs:
    """The pairs to look at among rows with a `shape`, at the place `at` of a group `g` that ends before `end`.

    A shape that holds nothing or is missing settles most checks by itself; where it does not, its row meets all others
    of its group.
    """
    rows = _classed(rows)
    wild = ["wild"]
    if apart.missing not in (True, None):
        wild.append("missing")
    if apart.one_empty is not True or apart.both_empty not in (True, None):
        wild.append("empty")
    rows = rows.with_columns(meets_all=pl.col("kind").is_in(wild))
    entries, windows = overlapping(rows.filter(pl.col("kind") == "whole"))
    starts = pl.col("at").min().over("g")
    others = rows.with_columns(start=starts).filter("meets_all").select(i="at", low="start", high="end")
    meeting = _each_once(rows.filter("meets_all")["at"], others)
    size = size_of(windows) + size_of(others)
    return Pairs(size, _unknown(rows, apart), chain(overlapping_pairs(entries, windows), meeting))


def _classed(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the edges of their shapes, and whether these are whole, empty, missing or too wild to tell."""
    names = rows["shape"].struct.fields
    shape = [pl.col("shape").struct.field(name) for name in names]
    size = reduce(mul, (pl.max_horizontal(end - start, 0.0) for start, end in spans(shape)))
    kind = (
        pl.when(pl.col("shape").is_null())
        .then(pl.lit("missing"))
        .when(size.is_finite() & (size > 0))
        .then(pl.lit("whole"))
        .when(size == 0)
        .then(pl.lit("empty"))
        .otherwise(pl.lit("wild"))
    )
    edges = {
        f"{axis}{place}": edge
        for axis, span in zip(_AXES, spans(shape), strict=False)
        for place, edge in enumerate(span)
    }
    return rows.select("g", "at", "end", kind=kind, **edges)


def _each_once(meeting: pl.Series, windows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The pairs of rows that meet all others: not with themselves, and once with each other."""
    for block in expanded(windows):
        other_meets = pl.col("j").is_in(meeting.implode())
        yield block.filter(pl.col("i") != pl.col("j"), ~other_meets | (pl.col("i") < pl.col("j")))


def _unknown(rows: pl.DataFrame, apart: Touching) -> int:
    """How many pairs that nobody looks at are unknown, for want of a shape or of anything that two empty ones hold."""
    counts = (
        rows.filter(~pl.col("meets_all"))
        .group_by("g")
        .agg(rows=pl.len(), missing=(pl.col("kind") == "missing").sum(), empty=(pl.col("kind") == "empty").sum())
    )
    unknown = 0
    if apart.missing is None:
        unknown += _pairs_of(counts["rows"]) - _pairs_of(counts["rows"] - counts["missing"])
    if apart.both_empty is None:
        unknown += _pairs_of(counts["empty"])
    return unknown


def _pairs_of(sizes: pl.Series) -> int:
    sizes = sizes.cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())
