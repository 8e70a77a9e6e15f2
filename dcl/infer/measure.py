"""Measuring the columns of a table: the only place of this room, with its neighbours `measure_…`, that knows Polars."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from dcl.infer.facts import ColumnFacts, ListFacts, TableFacts
from dcl.infer.measure_counts import counted_values, most_common
from dcl.infer.measure_texts import measure_texts
from dcl.infer.nested import shape_of
from dcl.tables.table import CellKind, Table

MOST_BYTES = 1 << 30
"""About so much of a table is held in memory at a time; the columns of a larger one are read in several turns."""

GROWTH = 4
"""What a packed or columnar file may grow by in memory."""

_SCALARS = ("text", "int", "float", "bool", "date", "datetime", "duration")
_WORDS: dict[Any, str] = {pl.Boolean: "bool", pl.Date: "date", pl.Datetime: "datetime", pl.Duration: "duration"}
_INT_MAX = 2**63 - 1


def measure_table(name: str, table: Table, size: int) -> TableFacts:
    """Measure all columns of a table; `size` is that of its files, in bytes."""
    if table.records is not None:
        return TableFacts(name, table.kind, len(table.records), tuple(_of_records(table)))
    assert table.frame is not None
    turns = max(1, math.ceil(size * GROWTH / MOST_BYTES))
    width = max(1, math.ceil(len(table.columns) / turns))
    columns: list[ColumnFacts] = []
    rows = 0
    for start in range(0, len(table.columns), width):
        chosen = table.columns[start : start + width]
        # By their places: Polars takes a name such as `*` for all columns.
        frame = table.frame.select(pl.nth(range(start, start + len(chosen)))).collect(engine="streaming")
        rows = frame.height
        columns += [_of_series(series.name, series, table.kind) for series in frame]
    return TableFacts(name, table.kind, rows, tuple(columns))


def _of_records(table: Table) -> Iterator[ColumnFacts]:
    for name in table.columns:
        values = [record.get(name) for record in table.records or ()]
        yield _of_values(name, values, table.kind)


def _of_values(name: str, values: list[Any], kind: CellKind) -> ColumnFacts:
    """A column of Python values: of one scalar type, or nested."""
    shape = shape_of(values)
    if shape.type == "nothing":
        return ColumnFacts(name, "nothing", len(values), len(values))
    dtype = {"text": pl.String, "int": pl.Int64, "float": pl.Float64, "bool": pl.Boolean}.get(shape.type)
    if dtype is not None:
        plain = [float(value) for value in values if value is not None] if shape.type == "float" else values
        missing = len(values) - len(plain)
        series = pl.Series(name, plain, dtype=dtype, strict=True)
        return _of_series(name, series.extend_constant(None, missing) if missing else series, kind)
    missing = sum(value is None for value in values)
    found = _list_facts(name, values, kind) if shape.type == "list" else None
    return ColumnFacts(name, "nested", len(values), missing, list=found, shape=shape)


def _list_facts(name: str, values: Sequence[Any], kind: CellKind) -> ListFacts | None:
    """What the elements of lists have in common, where each of them is one value."""
    lists = [value for value in values if value is not None]
    element = _of_values(name, [item for value in lists for item in value], kind)
    if element.kind not in _SCALARS:
        return None
    lengths = [len(value) for value in lists]
    all_different = all(len(set(value)) == len(value) for value in lists)
    return ListFacts(None, min(lengths), max(lengths), element, all_different)


def _of_series(name: str, series: pl.Series, kind: CellKind) -> ColumnFacts:
    dtype = series.dtype
    if isinstance(dtype, pl.Categorical | pl.Enum):
        series, dtype = series.cast(pl.String), pl.String()
    if dtype == pl.String:
        return measure_texts(name, series, kind)
    if isinstance(dtype, pl.List | pl.Array | pl.Struct):
        return _of_values(name, series.to_list(), kind)
    if dtype.is_integer() and not _is_too_large(series):
        return _of_numbers(name, series.cast(pl.Int64), "int")
    if dtype.is_float() or dtype.is_decimal():
        return _of_floats(name, series.cast(pl.Float64).fill_nan(None))
    word = _WORDS.get(dtype.base_type())
    if word is not None:
        return _of_numbers(name, series, word)
    missing = series.null_count()
    return ColumnFacts(name, "nothing" if missing == len(series) else "other", len(series), missing)


def _is_too_large(series: pl.Series) -> bool:
    largest: Any = series.max()
    smallest: Any = series.min()
    return largest is not None and (largest > _INT_MAX or smallest < -_INT_MAX - 1)


def _of_floats(name: str, series: pl.Series) -> ColumnFacts:
    if series.is_infinite().any():
        return ColumnFacts(name, "other", len(series), series.null_count())
    return _of_numbers(name, series, "float")


def _of_numbers(name: str, series: pl.Series, kind: str) -> ColumnFacts:
    """A column of values that are what they are already; their texts need not be read."""
    missing = series.null_count()
    if missing == len(series):
        return ColumnFacts(name, "nothing", len(series), missing)
    counted = counted_values(series)
    return ColumnFacts(
        name,
        kind,
        len(series),
        missing,
        distinct=counted.height,
        common=most_common(counted),
        low=series.min(),
        high=series.max(),
    )
