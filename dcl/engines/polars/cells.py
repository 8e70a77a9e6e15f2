"""Raw columns as typed ones: for each declared column its value, whether it is missing and which rule a cell breaks.

Where the cells of a column can only be plain values of its type, three expressions say so. Everywhere else cells are
read batch by batch (`spelled.py`), in the end by `dcl.tables.cells`, so that both engines agree by construction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl

from dcl.engines.polars.dtypes import INSTANT, dtype_of, inward
from dcl.engines.polars.spelled import STATES, CellBatch, state_of
from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells import cell_reader
from dcl.tables.table import CellKind, Table
from dcl.types import ANY, BOOL, DATE, DATETIME, DURATION, FLOAT, INT, TEXT, LabelType, OneOf, Type, is_text

ROW = "row"
"""The column that numbers the rows of every frame of this engine, from 0."""

_FIRST_DAY, _LAST_DAY = date.min, date.max
_FIRST_INSTANT, _LAST_INSTANT = datetime.min, datetime.max


@dataclass(frozen=True)
class Cells:
    """One column, read. `prepared` is a column to make first, of which the others are parts.

    `missing` is never null, and None where no cell is missing. `breaks` has a condition for each kind that a cell can
    break, which is null or false where the cell is missing.
    """

    value: pl.Expr
    missing: pl.Expr | None
    breaks: Mapping[str, pl.Expr] = field(default_factory=dict)
    prepared: pl.Expr | None = None


def raw_name(column: str) -> str:
    """What a base frame calls the raw cells of a declared column."""
    return f"raw.{column}"


def base_frame(table: Table, columns: Sequence[ColumnSpec], format: TextFormat) -> pl.LazyFrame:
    """The rows of a table with their numbers and the raw cells of the declared columns that it has.

    Records of JSON are read here, into the structs that `CellBatch` makes of other cells.
    """
    there = [spec for spec in columns if spec.file_name in table.columns]
    if table.records is not None:
        series = [_read_records(table.records, spec, format) for spec in there]
        rows = pl.int_range(len(table.records), eager=True, dtype=pl.Int64).alias(ROW)
        return pl.DataFrame([rows, *series]).lazy()
    if table.frame is None:
        raise ValueError("a table holds either a frame or records")
    numbered = table.frame.with_row_index("\0row")
    return numbered.select(
        pl.col("\0row").cast(pl.Int64).alias(ROW),
        *(pl.col(spec.file_name).alias(raw_name(spec.name)) for spec in there),
    )


def _read_records(records: Sequence[Mapping[str, Any]], spec: ColumnSpec, format: TextFormat) -> pl.Series:
    read = cell_reader(spec, CellKind.JSON, format)
    return cells_made([read(record.get(spec.file_name)) for record in records], spec)


def cells_made(cells: Sequence[Any], spec: ColumnSpec) -> pl.Series:
    """Cells that are read already, as the structs that `CellBatch` makes of raw ones."""
    states = [state_of(cell) for cell in cells]
    values = [inward(cell, spec.type) if state == 0 else None for cell, state in zip(cells, states, strict=True)]
    made = pl.DataFrame(
        [pl.Series("value", values, dtype=dtype_of(spec.type)), pl.Series("state", states, dtype=pl.UInt8)]
    )
    return made.to_struct(raw_name(spec.name))


def read_cells(spec: ColumnSpec, kind: CellKind, dtype: pl.DataType | None, format: TextFormat) -> Cells:
    """How to read one column. `dtype` is that of its raw cells, None where the table lacks the column."""
    if dtype is None:
        return Cells(pl.lit(None, dtype=dtype_of(spec.type)), pl.lit(value=True))
    raw = pl.col(raw_name(spec.name))
    if kind is CellKind.JSON:
        return parts_of(spec, raw)
    if spec.unit is None and isinstance(dtype, pl.String) and (is_text(spec.type) or spec.type == ANY):
        return _texts(spec, raw, kind)
    if kind is CellKind.TYPED and (plain := _plain(spec.type, raw, dtype)) is not None:
        return plain
    batch = CellBatch(spec, kind, format)
    made = raw.map_batches(batch.read, return_dtype=batch.dtype, is_elementwise=True)
    column = f"cell.{spec.name}"
    return parts_of(spec, pl.col(column), made.alias(column))


def parts_of(spec: ColumnSpec, made: pl.Expr, prepared: pl.Expr | None = None) -> Cells:
    """How to read a column of structs that `CellBatch` made."""
    state = made.struct.field("state")
    kinds = ("domain",) if isinstance(spec.type, LabelType | OneOf) else ("type",)
    return Cells(
        made.struct.field("value"),
        state == STATES["missing"],
        {kind: state == STATES[kind] for kind in (*kinds, *(("unit",) if spec.unit is not None else ()))},
        prepared,
    )


def _texts(spec: ColumnSpec, raw: pl.Expr, kind: CellKind) -> Cells:
    """Texts, labels and choices, which need no parsing."""
    spellings = [*spec.missing, ""] if kind is CellKind.TEXT else list(spec.missing)
    missing = raw.is_null()
    if spellings:
        listed = raw == spellings[0] if len(spellings) == 1 else raw.is_in(spellings)
        missing = missing | listed.fill_null(value=True)
    there = pl.when(~missing).then(raw) if spellings else raw
    if spec.type == TEXT:
        return Cells(there, missing)
    if spec.type == ANY:
        return _anything(missing)
    known, names = _closed(spec.type)
    inside = there.is_in(pl.Series(known, dtype=pl.String).implode())
    value: pl.Expr = pl.when(inside).then(raw)
    if known != names:
        value = there.replace_strict(known, names, default=None, return_dtype=pl.String)
    return Cells(value, missing, {"domain": ~inside})


def _anything(missing: pl.Expr) -> Cells:
    """Of an `any` column only whether it is missing can be asked."""
    return Cells(pl.when(~missing).then(pl.lit(value=True)), missing)


def _closed(type_: Type) -> tuple[list[str], list[str]]:
    """The spellings of a closed list of values, and the values."""
    if isinstance(type_, LabelType):
        return list(type_.by_spelling), list(type_.by_spelling.values())
    if isinstance(type_, OneOf):
        return list(type_.choices), list(type_.choices)
    raise TypeError(f"{type_} is no closed list")


def _plain(type_: Type, raw: pl.Expr, dtype: pl.DataType) -> Cells | None:
    """Columns of a typed frame whose cells are values of the type, but for the few that a condition names."""
    missing = raw.is_null()
    if type_ == ANY:
        return _anything(missing | raw.is_nan().fill_null(value=False) if dtype.is_float() else missing)
    if type_ == INT and dtype.is_integer() and dtype not in (pl.UInt64, pl.Int128, pl.UInt128):
        return Cells(raw.cast(pl.Int64), missing)
    if type_ == FLOAT and isinstance(dtype, pl.Float32 | pl.Float64):
        wide = raw.cast(pl.Float64) if isinstance(dtype, pl.Float32) else raw
        return Cells(
            pl.when(wide.is_finite()).then(wide),
            missing | raw.is_nan().fill_null(value=False),
            {"type": raw.is_infinite()},
        )
    if type_ == FLOAT and dtype.is_integer() and dtype not in (pl.Int128, pl.UInt128):
        return Cells(raw.cast(pl.Float64), missing)
    if type_ == BOOL and isinstance(dtype, pl.Boolean):
        return Cells(raw, missing)
    if type_ == DATE and isinstance(dtype, pl.Date):
        return _within(raw, missing, pl.lit(_FIRST_DAY), pl.lit(_LAST_DAY))
    if type_ == DATETIME and isinstance(dtype, pl.Datetime):
        instant = raw if dtype.time_zone is None else raw.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
        first, last = pl.lit(_FIRST_INSTANT, dtype=INSTANT), pl.lit(_LAST_INSTANT, dtype=INSTANT)
        return _within(instant.cast(INSTANT), missing, first, last)
    if type_ == DURATION and isinstance(dtype, pl.Duration):
        return _durations(raw, missing, dtype)
    return None


def _durations(raw: pl.Expr, missing: pl.Expr, dtype: pl.Duration) -> Cells:
    """Polars wraps milliseconds whose microseconds need more than 64 bits."""
    if dtype.time_unit != "ms":
        return Cells(raw.dt.total_microseconds(), missing)
    value = (raw.cast(pl.Int64).cast(pl.Int128) * 1_000).cast(pl.Int64, strict=False)
    return Cells(value, missing, {"type": raw.is_not_null() & value.is_null()})


def _within(value: pl.Expr, missing: pl.Expr, first: pl.Expr, last: pl.Expr) -> Cells:
    """Times of the years 1 to 9999; others cannot be shown, so they do not fit."""
    inside = value.is_between(first, last)
    return Cells(pl.when(inside).then(value), missing, {"type": ~inside})
