"""Durations, fixed lists, lists of records and `any` columns are read in Polars as the reference reads them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.engines.polars.cells import base_frame, raw_name, read_cells
from dcl.engines.polars.dtypes import dtype_of, outward
from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells import Misfit, read_cell
from dcl.tables.table import CellKind, Table
from dcl.types import ANY, DURATION, FLOAT, INT, TEXT, ListOf, Record

SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PLAIN = TextFormat()
BBOX = Record(tuple((name, FLOAT, False) for name in "xywh"), positional=True)
LOOSE = Record((("n", INT, True), ("t", TEXT, True)), positional=True)
TURN = Record((("role", TEXT, False), ("text", TEXT, True)))
NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.floats())
SPELLINGS = st.one_of(
    st.from_regex(r"-?(1d)?(2h)?(30min)?([0-9]{1,3}s)?(1[.]5ms)?", fullmatch=True),
    st.sampled_from(["5", "999999d", "9999999d", "1h1h", "s", "-0s", "0.1ms", "0.0001ms", "NA"]),
)


def agree(spec: ColumnSpec, kind: CellKind, cells: list[Any], dtype: Any = None) -> None:
    if kind is CellKind.JSON:
        table = Table(kind, ("c",), "cells", records=tuple({"c": cell} for cell in cells))
    else:
        table = Table(kind, ("c",), "cells", frame=pl.DataFrame({"c": cells}, schema={"c": dtype}).lazy())
    expected = [read_cell(spec, row["c"], kind, PLAIN) for row in table.rows()]
    base = base_frame(table, [spec], PLAIN)
    found = read_cells(spec, kind, base.collect_schema()[raw_name("c")], PLAIN)
    frame = base if found.prepared is None else base.with_columns(found.prepared)
    missing = pl.lit(value=False) if found.missing is None else found.missing
    broken = found.breaks.get("type", pl.lit(value=False))
    shown = frame.select(
        pl.int_range(pl.len()), v=found.value.cast(dtype_of(spec.type)), m=missing, b=broken.fill_null(value=False)
    ).collect(engine="streaming")
    assert shown["b"].to_list() == [isinstance(cell, Misfit) for cell in expected]
    assert shown["m"].to_list() == [cell is None for cell in expected]
    values = [None if isinstance(cell, Misfit) else cell for cell in expected]
    if spec.type == ANY:
        values = [None if value is None else True for value in values]
    assert [outward(value, spec.type) for value in shown["v"].to_list()] == values


@SETTINGS
@given(st.lists(st.one_of(st.none(), SPELLINGS), max_size=6))
def test_durations_of_texts(cells: list[str | None]) -> None:
    spec = ColumnSpec("c", "c", DURATION, missing=("NA",))
    agree(spec, CellKind.TEXT, cells, pl.String)
    agree(spec, CellKind.JSON, cells)
    agree(spec, CellKind.TYPED, cells, pl.String)


@SETTINGS
@given(st.lists(st.one_of(st.none(), st.integers(-(2**53), 2**53)), max_size=6), st.sampled_from(["ms", "us", "ns"]))
def test_durations_of_frames(cells: list[int | None], unit: Any) -> None:
    raw = pl.Series(cells, dtype=pl.Int64).cast(pl.Duration(unit))
    agree(ColumnSpec("c", "c", DURATION), CellKind.TYPED, raw.to_list(), pl.Duration("us"))


def test_finer_durations_lose_what_is_below_a_microsecond() -> None:
    raw = pl.DataFrame({"raw.c": pl.Series([1999, -1999], dtype=pl.Int64).cast(pl.Duration("ns"))})
    read = read_cells(ColumnSpec("c", "c", DURATION), CellKind.TYPED, pl.Duration("ns"), PLAIN)
    assert raw.select(read.value).to_series().to_list() == [1, -1]
    assert [timedelta(microseconds=1), timedelta(microseconds=-1)] == raw["raw.c"].to_list()


def test_durations_of_a_frame_that_need_more_than_64_bits_do_not_fit() -> None:
    raw = pl.DataFrame({"raw.c": pl.Series([2**62, 5], dtype=pl.Int64).cast(pl.Duration("ms"))})
    read = read_cells(ColumnSpec("c", "c", DURATION), CellKind.TYPED, pl.Duration("ms"), PLAIN)
    assert raw.select(v=read.value, b=read.breaks["type"]).rows() == [(None, True), (5000, False)]


@SETTINGS
@given(
    st.lists(st.one_of(st.none(), st.lists(st.one_of(st.none(), NUMBERS), min_size=3, max_size=5)), max_size=5),
    st.sampled_from([pl.List(pl.Float64), pl.List(pl.Float32)]),
)
def test_fixed_lists_of_numbers(cells: list[Any], dtype: Any) -> None:
    held = pl.Series(cells, dtype=pl.List(pl.Float64)).cast(dtype).to_list()
    agree(ColumnSpec("c", "c", BBOX), CellKind.TYPED, held, dtype)
    agree(ColumnSpec("c", "c", BBOX), CellKind.JSON, cells)


@pytest.mark.parametrize(
    ("dtype", "cells"),
    [
        (pl.Array(pl.Float64, 4), [[1.0, 2.0, 3.0, 4.0], None, [1.0, 2.0, 3.0, float("inf")], [1.0, 2.0, 3.0, None]]),
        (pl.Array(pl.Float64, 3), [[1.0, 2.0, 3.0], None]),
        (pl.List(pl.Int64), [[1, 2, 3, 4], [1], [], None]),
        (pl.Struct(dict.fromkeys("xywh", pl.Float64)), [dict.fromkeys("xywh", 1.0), None, dict.fromkeys("xyw", 2.0)]),
        (pl.Struct(dict.fromkeys("xyhw", pl.Float64)), [dict.fromkeys("xyhw", 1.0)]),
        (pl.String, ["1;2;3;4", None]),
    ],
)
def test_fixed_lists_of_typed_columns(dtype: Any, cells: list[Any]) -> None:
    agree(ColumnSpec("c", "c", BBOX), CellKind.TYPED, cells, dtype)


def test_fixed_lists_of_text_files() -> None:
    cells = ["1;a", "1; b ", ";", "", None, "x;a", "1", "1;2;3", "NA;a", "NA"]
    agree(ColumnSpec("c", "c", LOOSE, separator=";", missing=("NA",)), CellKind.TEXT, cells, pl.String)


TURNS = [
    [{"role": "user", "text": "hi"}, {"role": "user", "text": None}],
    [],
    None,
    [{"role": None, "text": "hi"}],
]


def test_lists_of_records() -> None:
    spec = ColumnSpec("c", "c", ListOf(TURN))
    agree(spec, CellKind.TYPED, TURNS, pl.List(pl.Struct({"role": pl.String, "text": pl.String})))
    agree(spec, CellKind.JSON, [*TURNS, [{"role": "user"}], [{"role": "user", "more": 1}], [1], "user"])
    fixed = ColumnSpec("c", "c", ListOf(BBOX))
    agree(fixed, CellKind.JSON, [[[1, 2, 3, 4]], [[1, 2, 3]], [], None])
    agree(fixed, CellKind.TYPED, [[[1.0, 2.0, 3.0, 4.0]], [[1.0]], [], None], pl.List(pl.List(pl.Float64)))


@pytest.mark.parametrize(
    ("dtype", "cells"),
    [
        (pl.Float64, [1.0, None, float("nan"), float("inf")]),
        (pl.Int64, [1, None]),
        (pl.Boolean, [True, None]),
        (pl.String, ["a", "", "NA", None]),
        (pl.List(pl.Int64), [[1], [], None]),
        (pl.Struct({"a": pl.Int64}), [{"a": 1}, {"a": None}, None]),
        (pl.Duration("us"), [timedelta(1), None]),
        (pl.Null, [None, None]),
        (pl.Binary, [b"x", None]),
    ],
)
def test_everything_not_missing_is_any(dtype: Any, cells: list[Any]) -> None:
    agree(ColumnSpec("c", "c", ANY, missing=("NA",)), CellKind.TYPED, cells, dtype)
    if dtype == pl.String:
        agree(ColumnSpec("c", "c", ANY, missing=("NA",)), CellKind.TEXT, cells, dtype)


def test_everything_of_json_is_any() -> None:
    cells = [1, "", "NA", None, [], {}, [1, "x"], {"a": None}, float("nan"), True]
    agree(ColumnSpec("c", "c", ANY, missing=("NA",)), CellKind.JSON, cells)
