"""Frames as readers hand them over: all texts from text files, typed columns from typed files."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from dcl.engines.reference.values import LoadedTable
from dcl.ir.program import ColumnSpec, TableSpec, TextFormat
from dcl.tables.cells import Misfit
from dcl.tables.table import CellKind, Table
from dcl.types import BOOL, DATE, DATETIME, FLOAT, INT, TEXT, LabelInfo, LabelType, ListOf, Record, Type


def cells(series: pl.Series, type_: Type, kind: CellKind, format: TextFormat | None = None, **modifiers: Any) -> Any:
    spec = TableSpec("t", (ColumnSpec("c", "C", type_, **modifiers),), format=format or TextFormat())
    frame = series.alias("C").to_frame().lazy()
    return list(LoadedTable(spec, Table(kind, ("C",), "a frame", frame=frame)).cells("c"))


def test_cells_of_text_files() -> None:
    raw = pl.Series(["1,5", "1.000", None, "", "n/a", "x"])
    read = cells(raw, FLOAT, CellKind.TEXT, TextFormat(decimal=",", thousands="."), missing=("n/a",))
    assert read == [1.5, 1000.0, None, None, None, Misfit("type", "x")]


@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt8, pl.Int64, pl.UInt64, pl.Int128, pl.Float32, pl.Float64])
def test_numbers_of_every_width(dtype: Any) -> None:
    raw = pl.Series([3, None], dtype=dtype)
    assert cells(raw, INT, CellKind.TYPED) == [3, None]
    assert cells(raw, FLOAT, CellKind.TYPED) == [3.0, None]
    assert all(type(cell) is not float for cell in cells(raw, INT, CellKind.TYPED))


def test_numbers_that_do_not_fit() -> None:
    assert cells(pl.Series([2**64 - 1], dtype=pl.UInt64), INT, CellKind.TYPED) == [Misfit("type", str(2**64 - 1))]
    infinite = pl.Series([float("inf"), float("nan"), 0.5])
    assert cells(infinite, FLOAT, CellKind.TYPED) == [Misfit("type", "Infinity"), None, 0.5]
    assert cells(pl.Series([Decimal("1.50")]), FLOAT, CellKind.TYPED) == [1.5]


def test_typed_texts_labels_and_bools() -> None:
    colour = LabelType("colour", (LabelInfo("red", "0"),))
    assert cells(pl.Series(["0", "1"], dtype=pl.Categorical), colour, CellKind.TYPED) == ["red", Misfit("domain", "1")]
    assert cells(pl.Series(["a", ""]), TEXT, CellKind.TYPED) == ["a", ""]
    assert cells(pl.Series([True, None]), BOOL, CellKind.TYPED) == [True, None]
    assert cells(pl.Series([1, 0]), BOOL, CellKind.TYPED) == [Misfit("type", "1"), Misfit("type", "0")]


def test_typed_times() -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    naive = pl.Series([noon.replace(tzinfo=None)])
    assert cells(naive, DATETIME, CellKind.TYPED) == [noon]
    assert cells(naive.dt.replace_time_zone("Europe/Rome"), DATETIME, CellKind.TYPED) == [noon.replace(hour=11)]
    assert cells(naive, DATE, CellKind.TYPED) == [Misfit("type", "2026-11-24 12:00:00")]
    assert cells(pl.Series([date(2026, 11, 24)]), DATE, CellKind.TYPED) == [date(2026, 11, 24)]
    assert cells(pl.Series(["2026-11-24"]), DATE, CellKind.TYPED) == [date(2026, 11, 24)]


def test_typed_lists_and_records() -> None:
    assert cells(pl.Series([[1, 2], [], None]), ListOf(INT), CellKind.TYPED) == [(1, 2), (), None]
    point = Record((("x", INT, False), ("y", INT, True)))
    raw = pl.Series([{"x": 1, "y": None}, {"x": None, "y": 2}])
    assert cells(raw, point, CellKind.TYPED) == [{"x": 1, "y": None}, Misfit("type", '{"x":null,"y":2}')]


def test_a_column_is_found_by_its_name_in_the_file() -> None:
    spec = TableSpec("t", (ColumnSpec("c", "INPUT:c", INT), ColumnSpec("d", "INPUT:d", ListOf(INT), separator=";")))
    frame = pl.LazyFrame({"INPUT:c": ["1"]})
    loaded = LoadedTable(spec, Table(CellKind.TEXT, ("INPUT:c",), "a frame", frame=frame))
    assert (loaded.cells("c"), loaded.cells("d")) == ([1], [None])
