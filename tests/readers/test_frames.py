from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from dcl.readers.frames import frame_table
from dcl.tables.table import CellKind, Table
from tests.readers.help import rows


def table_of(value: object) -> Table:
    table, problems = frame_table(value, "boxes")
    assert problems == ()
    assert table is not None
    return table


def refused(value: object) -> str:
    table, problems = frame_table(value, "boxes")
    assert table is None
    return f"{problems[0].id} {problems[0].message}"


class Stream:
    """Something that only has the Arrow PyCapsule interface."""

    def __init__(self, table: Any) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


COLUMNS = {"a": [1, 2], "b": ["x", None]}


@pytest.mark.parametrize(
    "value",
    [
        pl.DataFrame(COLUMNS),
        pl.LazyFrame(COLUMNS),
        pd.DataFrame(COLUMNS),
        pa.table(COLUMNS),
        Stream(pa.table(COLUMNS)),
        [{"a": 1, "b": "x"}, {"a": 2}],
    ],
    ids=["polars", "lazy", "pandas", "arrow", "capsule", "dictionaries"],
)
def test_each_kind_of_frame_is_a_table(value: object) -> None:
    table = table_of(value)
    assert table.kind is (CellKind.JSON if isinstance(value, list) else CellKind.TYPED)
    assert table.source == "a frame"
    assert table.columns == ("a", "b")
    assert rows(table) == [(1, "x"), (2, None)]


def test_what_pandas_calls_missing_is_missing() -> None:
    frame = pd.DataFrame(
        {
            "float": [1.5, float("nan")],
            "time": pd.to_datetime(["2026-11-24", None]),
            "text": pd.Series(["x", pd.NA], dtype="string"),
            "int": pd.Series([1, None], dtype="Int64"),
            "object": pd.Series(["x", None], dtype=object),
        }
    )
    assert rows(table_of(frame))[1] == (None,) * 5


def test_a_pandas_index_is_no_column_and_names_become_texts() -> None:
    assert table_of(pd.DataFrame([[1, 2]], columns=[0, "x"], index=[7])).columns == ("0", "x")


def test_a_mixed_pandas_column_is_taken_cell_by_cell() -> None:
    mixed = [1, "x", None, float("nan"), pd.NA, pd.NaT, 2.5, True, [1, {"k": np.float64("nan")}]]
    table = table_of(pd.DataFrame({"m": pd.Series(mixed, dtype=object), "n": range(9)}))
    assert table.kind is CellKind.JSON
    assert [row[0] for row in rows(table)] == [1, "x", None, None, None, None, 2.5, True, [1, {"k": None}]]
    assert [type(row[1]) for row in rows(table)] == [int] * 9


def test_values_of_python_become_values_of_json() -> None:
    record = {
        "day": date(2026, 11, 24),
        "moment": datetime(2026, 11, 24, 10, tzinfo=UTC),
        "span": timedelta(minutes=2, milliseconds=500),
        "whole": Decimal("3.00"),
        "part": Decimal("2.5"),
        "none": Decimal("nan"),
        "numpy": np.int64(4),
        "array": np.array([1, 2]),
        "pair": (1, 2),
    }
    assert rows(table_of([record])) == [
        ("2026-11-24", "2026-11-24T10:00:00+00:00", "120.500000s", 3, 2.5, None, 4, [1, 2], [1, 2])
    ]


def deep(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (42, "DCL621 `boxes` gets a value of type `int`, which is no table"),
        ("", "DCL621 `boxes` gets a value of type `str`, which is no table"),
        ([{"a": 1}, 2], "DCL621 `boxes` gets a list whose item 1 is of type `int`"),
        ([{"a": {1, 2}}], "DCL621 `boxes` gets in row 0 a value of type `set`"),
        ([{"a": b"x"}], "DCL621 `boxes` gets in row 0 a value of type `bytes`"),
        ([{"a": "\ud800"}], "DCL621 `boxes` gets in row 0 a text with half a sign"),
        ([{"a": deep(500)}], "DCL621 `boxes` gets in row 0 a value that nests more than 100 deep"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "DCL614 the frame for `boxes` has two columns named `a`"),
        (pa.table([[1], [2]], names=["a", "a"]), "DCL614 the frame for `boxes` has two columns named `a`"),
        (
            pl.LazyFrame({"a": [1]}).select("b"),
            'DCL621 `boxes` gets a lazy frame that cannot be planned: unable to find column "b"; valid columns: ["a"]',
        ),
    ],
)
def test_what_is_no_table_is_refused(value: object, message: str) -> None:
    assert refused(value) == message
