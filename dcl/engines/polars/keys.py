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
    suspects = _suspects(frame, [name])
    if suspects is None:
        return collect(frame.head(0)).to_series()
    repeated = suspects.group_by(name).agg(pl.len().alias("rows")).filter(pl.col("rows") > 1)
    return collect(repeated.select(name)).to_series()


def sharing_rows(frame: pl.LazyFrame, id_: str) -> pl.LazyFrame | None:
    """The rows, by their numbers, whose other columns agree with those of another row; None where there is none.

    The frame must hold no missing values.
    """
    keys = [name for name in frame.clone().collect_schema().names() if name != id_]
    suspects = _suspects(frame, keys)
    if suspects is None:
        return None
    shared = suspects.group_by(keys).agg(pl.len().alias("rows")).filter(pl.col("rows") > 1)
    return suspects.join(shared, on=keys, how="semi").select(id_)


def _suspects(frame: pl.LazyFrame, keys: Sequence[str]) -> pl.LazyFrame | None:
    """The rows whose keys may be shared, which are all that are and few others; None where surely no key is."""
    if len(keys) == 1 and _rises(frame, keys[0]):
        return None
    hashed = pl.struct(keys).hash() if len(keys) > 1 else pl.col(keys[0]).hash()
    ordered = frame.select(hashed.alias(_HASH)).sort(_HASH)
    again = ordered.filter(pl.col(_HASH) == pl.col(_HASH).shift())
    hashes = collect(again.unique()).to_series()
    if hashes.is_empty():
        return None
    return frame.filter(hashed.is_in(hashes.implode()))


def _rises(frame: pl.LazyFrame, key: str) -> bool:
    """Whether each key is greater than the one before it."""
    if frame.clone().collect_schema()[key].is_nested():
        return False
    rises = (pl.col(key) > pl.col(key).shift()).all().fill_null(value=True)
    return all(collect(part.select(rises)).item() for part in (frame.head(_TRIED), frame))
