"""Pairs of rows as places in a frame, a block at a time: all pairs, or those of shapes that overlap.

Shapes are cut into bands of the mean height in their group, so that each stands in few bands. In a band they are sorted
by their left edge; the ones that overlap a shape sideways are then the next ones, as far as its right edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

BLOCK = 250_000
"""About so many pairs are looked at together."""

_LAST_BAND = 2.0**53


@dataclass(frozen=True)
class Pairs:
    """How many pairs there are to look at, how many more are surely unknown, and the former as places, in blocks."""

    size: int
    unknown: int
    blocks: Iterator[pl.DataFrame]


def size_of(windows: pl.DataFrame) -> int:
    """How many pairs there are in windows."""
    return int((windows["high"] - windows["low"]).sum())


def expanded(windows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Pairs of `i` with each `j` from `low` to just before `high`."""
    windows = windows.filter(pl.col("high") > pl.col("low"))
    blocks = windows.select(((pl.col("high") - pl.col("low")).cum_sum() // BLOCK).rle().struct.field("len"))
    start = 0
    for length in blocks.to_series():
        part = windows.slice(start, length)
        start += length
        yield part.select("i", j=pl.int_ranges("low", "high")).explode("j")


def overlapping(shapes: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The shapes cut into bands and sorted, and for each of these entries the window of those to look at.

    `shapes` are all of some size: a place `at` in a group `g`, from `x0` to `x1` and, for boxes, from `y0` to `y1`.
    """
    entries = _in_bands(shapes) if "y0" in shapes.columns else shapes.with_columns(band=0, first=0)
    entries = entries.sort("g", "band", "x0").with_columns(
        part=pl.struct("g", "band").rle_id(), i=pl.int_range(pl.len(), dtype=pl.Int64)
    )
    lefts = entries.select("part", "x0", last="i").sort("x0", maintain_order=True)
    ends = entries.select("part", "i", "x1").sort("x1")
    windows = ends.join_asof(
        lefts, left_on="x1", right_on="x0", by="part", allow_exact_matches=False, check_sortedness=False
    )
    windows = windows.select("i", low=pl.col("i") + 1, high=pl.col("last") + 1).sort("i")
    return entries, windows


def _in_bands(shapes: pl.DataFrame) -> pl.DataFrame:
    height, top = (pl.col("y1") - pl.col("y0")).mean().over("g"), pl.col("y0").min().over("g")

    def band(y: str) -> pl.Expr:
        # Far from the others all bands are one; where the heights have no mean there is one band only.
        return ((pl.col(y) - top) / height).floor().fill_nan(0.0).clip(0.0, _LAST_BAND).cast(pl.Int64)

    cut = shapes.with_columns(first=band("y0"), last=band("y1"))
    return cut.with_columns(band=pl.int_ranges("first", pl.col("last") + 1)).drop("last").explode("band")


def overlapping_pairs(entries: pl.DataFrame, windows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The places `i` and `j` of shapes that share more than an edge, each pair once."""
    for block in expanded(windows):
        if "y0" not in entries.columns:
            yield block.select(entries["at"].gather(block["i"]).alias("i"), entries["at"].gather(block["j"]).alias("j"))
            continue
        edges = entries.select("at", "band", "first", "y0", "y1")
        both = pl.concat([edges[block["i"]], edges[block["j"]].rename(lambda name: f"{name}.j")], how="horizontal")
        found = both.filter(
            pl.col("y0") < pl.col("y1.j"),
            pl.col("y0.j") < pl.col("y1"),
            pl.col("band") == pl.max_horizontal("first", "first.j"),
        )
        yield found.select(i="at", j="at.j")
