"""Which rows share a key: by sorting hashes, whose equal neighbours are few, and by comparing those few exactly."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dcl.engines.polars.collecting import collect

_HASH = "hash"
_TRIED = 10_000
"""So many rows tell whether it is worth asking if a key rises from row to row."""


def repeated_values(frame: pl.LazyFrame) -> pl.Series:
    """The values that stand more than once in the only column of a frame without missing values."""
    (name,) = frame.clone().collect_schema().names()
    _, suspects = _suspects(frame, [name])
    if suspects is None:
        return collect(frame.head(0)).to_series()
    repeated = suspects.group_by(name).agg(pl.len().alias("rows")).filter(pl.col("rows") > 1)
    return collect(repeated.select(name)).to_series()


def sharing_rows(frame: pl.LazyFrame, id_: str) -> tuple[int, pl.Series]:
    """How many rows a frame without missing values has, and the numbers of those whose other columns agree with those
    of another row, in order."""
    keys = [name for name in frame.clone().collect_schema().names() if name != id_]
    size, suspects = _suspects(frame, keys)
    if suspects is None:
        return size, pl.Series(id_, [], dtype=pl.Int64)
    shared = suspects.group_by(keys).agg(pl.len().alias("rows")).filter(pl.col("rows") > 1)
    return size, collect(suspects.join(shared, on=keys, how="semi").select(id_)).to_series().sort()


def _suspects(frame: pl.LazyFrame, keys: Sequence[str]) -> tuple[int, pl.LazyFrame | None]:
    """How many rows there are, and those whose keys may be shared, which are all that are and few others; None where
    surely no key is."""
    if len(keys) == 1 and _rises(frame.head(_TRIED), keys[0])[1]:
        size, rises = _rises(frame, keys[0])
        if rises:
            return size, None
    hashed = pl.struct(keys).hash() if len(keys) > 1 else pl.col(keys[0]).hash()
    ordered = frame.select(hashed.alias(_HASH)).sort(_HASH)
    again = ordered.select(_HASH, same=pl.col(_HASH) == pl.col(_HASH).shift())
    found = collect(again.select(pl.len(), pl.col(_HASH).filter("same").unique().implode()))
    size, hashes = int(found["len"].item()), found[_HASH][0]
    return size, None if hashes.is_empty() else frame.filter(hashed.is_in(hashes.implode()))


def _rises(frame: pl.LazyFrame, key: str) -> tuple[int, bool]:
    """How many rows there are, and whether each key is greater than the one before it."""
    if frame.clone().collect_schema()[key].is_nested():
        return 0, False
    rises = (pl.col(key) > pl.col(key).shift()).all()
    size, all_rise = collect(frame.select(pl.len(), rises.alias("rises"))).row(0)
    return size, all_rise
