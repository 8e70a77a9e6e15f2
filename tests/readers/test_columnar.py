"""Parquet and Arrow: files that hold typed columns."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dcl.readers.binding import Binding
from dcl.readers.read import explain_failure
from dcl.tables.table import CellKind
from tests.readers.help import read, refusal, rows, spec

FRAME = pl.DataFrame({"a": [1, 2], "b": ["x", None]})


def parquet(path: Path, frame: pl.DataFrame = FRAME) -> Path:
    frame.write_parquet(path)
    return path


def test_parquet_is_scanned_with_its_types(tmp_path: Path) -> None:
    table = read(parquet(tmp_path / "a.parquet"), format="parquet")
    assert (table.kind, table.parquet, table.columns) == (CellKind.TYPED, True, ("a", "b"))
    assert table.frame is not None
    assert table.frame.collect_schema() == FRAME.schema
    assert rows(table) == [(1, "x"), (2, None)]


def test_parquet_files_of_one_table_are_joined_by_name_and_widened(tmp_path: Path) -> None:
    one = parquet(tmp_path / "1.parquet", FRAME.with_columns(pl.col("a").cast(pl.Int32)))
    two = parquet(tmp_path / "2.parquet", FRAME.select("b", "a"))
    assert rows(read(one, two, format="parquet")) == [(1, "x"), (2, None), (1, "x"), (2, None)]


def test_parquet_files_with_other_columns_are_refused(tmp_path: Path) -> None:
    one, two = parquet(tmp_path / "1.parquet"), parquet(tmp_path / "2.parquet", FRAME.with_columns(c=1))
    assert refusal(one, two, format="parquet") == "DCL618 `1.parquet` lacks the column `c`, which `2.parquet` has"


def test_a_parquet_file_cut_off_at_its_end_is_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet")
    path.write_bytes(path.read_bytes()[:-20])
    message = "DCL617 `a.parquet` is damaged or cut off: its end, which says what is in it, is not there"
    assert refusal(path, format="parquet") == message


def test_a_parquet_file_with_a_broken_footer_is_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet")
    data = path.read_bytes()
    path.write_bytes(data[:-60] + b"\xff" * 52 + data[-8:])
    assert refusal(path, format="parquet").startswith("DCL617 `a.parquet` is damaged or cut off: ")


def test_rows_that_only_fail_when_read_are_explained(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", pl.DataFrame({"a": [f"text {number}" for number in range(5000)]}))
    data = path.read_bytes()
    path.write_bytes(data[:4] + b"\xff" * 2000 + data[2004:])
    table = read(path, format="parquet")
    with pytest.raises(Exception) as failure:  # noqa: PT011 - what Polars raises is its own affair
        rows(table)
    diagnostic = explain_failure(Binding("t", "parquet", (str(path),), "a.parquet"), spec(), failure.value)
    assert diagnostic.message.startswith("`a.parquet` cannot be read to its end: ")
    assert "\n" not in diagnostic.message


def test_a_file_that_broke_after_it_was_opened_is_explained_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n3\n")
    diagnostic = explain_failure(Binding("t", "csv", (str(path),), "a.csv"), spec(), pl.exceptions.ComputeError("x"))
    assert diagnostic.message == f"line 3 of `{path}` has 1 field, but the header has 2"


def test_arrow_files_and_streams_are_read(tmp_path: Path) -> None:
    FRAME.write_ipc(tmp_path / "file.arrow")
    FRAME.write_ipc_stream(tmp_path / "stream.arrow")
    for name in ("file.arrow", "stream.arrow"):
        table = read(tmp_path / name, format="arrow")
        assert (table.kind, table.parquet) == (CellKind.TYPED, False)
        assert rows(table) == [(1, "x"), (2, None)]


def test_an_arrow_file_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.arrow"
    FRAME.write_ipc(path)
    path.write_bytes(path.read_bytes()[:-40])
    assert refusal(path, format="arrow").startswith("DCL617 `a.arrow` is damaged or cut off: ")


@pytest.mark.parametrize(("format", "wanted"), [("parquet", "Parquet"), ("arrow", "Arrow data")])
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"id,label\n1,car\n", "DCL610 `a.x` holds text, not {}"),
        (b"\x1f\x8b........", "DCL610 `a.x` holds data packed with gzip, not {}"),
        (b"\x00\x01\x02....", "DCL610 `a.x` holds something else, not {}"),
        (b"", "DCL616 `a.x` is empty"),
        (b"version https://git-lfs.github.com/spec/v1\n", "DCL611 `a.x` holds only a Git LFS pointer, not the data"),
    ],
)
def test_other_content_is_refused(tmp_path: Path, format: str, wanted: str, data: bytes, message: str) -> None:
    path = tmp_path / "a.x"
    path.write_bytes(data)
    assert refusal(path, format=format) == message.format(wanted)
