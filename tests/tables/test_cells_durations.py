"""Durations as cells spell them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells import Misfit, read_cell
from dcl.tables.cells_durations import read_duration, spelled_duration
from dcl.tables.table import CellKind
from dcl.types import DURATION, ListOf

PLAIN = TextFormat()
SECOND = 1_000_000


def read(raw: object, kind: CellKind = CellKind.TEXT, format: TextFormat = PLAIN) -> object:
    return read_cell(ColumnSpec("c", "c", DURATION), raw, kind, format)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("30s", 30 * SECOND),
        ("5min", 300 * SECOND),
        ("2h", 7200 * SECOND),
        ("7d", 604_800 * SECOND),
        ("500ms", SECOND // 2),
        ("1h30min", 5400 * SECOND),
        ("1d2h3min4s5ms", 93_784_005_000),
        ("1.5s", 1_500_000),
        ("1min0.25s", 60_250_000),
        ("0s", 0),
        ("007s", 7 * SECOND),
        ("-1h30min", -5400 * SECOND),
        ("+2s", 2 * SECOND),
        ("0.001ms", 1),
        ("90min", 5400 * SECOND),
        ("9223372036854775.807ms", 2**63 - 1),
    ],
)
def test_a_duration_is_microseconds(raw: str, value: int) -> None:
    assert read(raw) == value
    assert read(raw, CellKind.JSON) == value


@pytest.mark.parametrize(
    "raw",
    [
        "30",
        "30 s",
        " 30s",
        "1h 30min",
        "30min1h",
        "1h1h",
        "1.5h30min",
        ".5s",
        "5.s",
        "1e3s",
        "30S",
        "30sec",
        "1m",
        "PT30S",
        "00:00:30",
        "٣s",
        "0.0001ms",
        "--1s",
        "1h-30min",
        "200000000d",
        "9223372036854775.808ms",
        "9" * 5000 + "s",
        "1s\n",
    ],
)
def test_what_is_no_duration(raw: str) -> None:
    assert read(raw) == Misfit("type", raw)
    assert read(raw, CellKind.JSON) == Misfit("type", raw)


def test_the_tables_decimal_sign() -> None:
    german = TextFormat(decimal=",")
    assert read("1,5s", format=german) == 1_500_000
    assert read("1.5s", format=german) == Misfit("type", "1.5s")


def test_a_number_is_no_duration_and_a_timedelta_is_one() -> None:
    assert read(30, CellKind.JSON) == Misfit("type", "30")
    assert read(timedelta(hours=1, microseconds=1), CellKind.TYPED) == 3600 * SECOND + 1
    assert read(timedelta(microseconds=-1), CellKind.TYPED) == -1
    assert read("5400.000000s", CellKind.JSON) == 5400 * SECOND
    assert read(None, CellKind.JSON) is None


def test_durations_in_a_list() -> None:
    spec = ColumnSpec("c", "c", ListOf(DURATION), separator=";")
    assert read_cell(spec, "1s; 2s", CellKind.TEXT, PLAIN) == (SECOND, 2 * SECOND)
    assert read_cell(spec, "1s; 2", CellKind.TEXT, PLAIN) == Misfit("type", "1s; 2")


@pytest.mark.parametrize(
    ("microseconds", "spelled"),
    [
        (0, "0s"),
        (5400 * SECOND, "1h30min"),
        (90 * SECOND, "1min30s"),
        (1_500_000, "1.5s"),
        (250_000, "250ms"),
        (1, "0.001ms"),
        (60 * SECOND + 1, "1min0.000001s"),
        (-30 * SECOND, "-30s"),
        (86_400 * SECOND, "1d"),
    ],
)
def test_how_a_duration_is_shown(microseconds: int, spelled: str) -> None:
    assert spelled_duration(microseconds) == spelled


@given(st.one_of(st.integers(-(2**63), 2**63 - 1), st.integers(-(10**10), 10**10)))
def test_what_is_shown_reads_back(microseconds: int) -> None:
    assert read_duration(spelled_duration(microseconds), PLAIN) == microseconds
