"""Which rows share a key: by sorting hashes, whose equal neighbours are few, and by comparing those few exactly."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dcl.engines.polars.collecting import collect

_HASH = "hash"
_TRIED = 10_000
"""So many rows tell whether it is worth asking if a file is in the order of its keys."""


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
    key = pl.struct(keys) if len(keys) > 1 else pl.col(keys[0])
    in_order = len(keys) == 1 and _by_neighbours(frame.head(_TRIED), key) is not None
    neighbours = _by_neighbours(frame, key) if in_order else None
    size, repeated = _by_hashes(frame, key) if neighbours is None else neighbours
    if repeated.is_empty():
        return size, None
    return size, frame.filter((key.hash() if neighbours is None else key).is_in(repeated.implode()))


def _by_neighbours(frame: pl.LazyFrame, key: pl.Expr) -> tuple[int, pl.Series] | None:
    """How many rows there are, and the keys that stand more than once; None where the rows are not in their order."""
    if frame.clone().collect_schema()[key.meta.output_name()].is_nested():
        return None
    steps = frame.select(key.alias("key"), falls=key < key.shift(), same=key == key.shift())
    found = collect(steps.select(pl.len(), pl.col("falls").any(), _repeated("key")))
    return None if found["falls"].item() else (int(found["len"].item()), found["key"][0])


def _by_hashes(frame: pl.LazyFrame, key: pl.Expr) -> tuple[int, pl.Series]:
    """How many rows there are, and the hashes of keys that stand more than once."""
    ordered = frame.select(key.hash().alias(_HASH)).sort(_HASH)
    steps = ordered.select(_HASH, same=pl.col(_HASH) == pl.col(_HASH).shift())
    found = collect(steps.select(pl.len(), _repeated(_HASH)))
    return int(found["len"].item()), found[_HASH][0]


def _repeated(name: str) -> pl.Expr:
    """The values, each once, that are the same as the one before them."""
    return pl.col(name).filter("same").unique().implode()
