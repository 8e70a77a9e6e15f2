"""Addresses that only Polars opens; `file://` stands in for a cloud."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dcl.ir.program import TextFormat
from dcl.readers.bind import bind_path
from dcl.readers.read import read_table
from tests.readers.help import rows, spec


@pytest.mark.parametrize(
    ("name", "expected"), [("a.csv", [("1", "x")]), ("a.parquet", [(1, "x")]), ("a.arrow", [(1, "x")])]
)
def test_an_address_is_scanned(tmp_path: Path, name: str, expected: list[tuple[object, ...]]) -> None:
    frame = pl.DataFrame({"a": [1], "b": ["x"]})
    frame.write_csv(tmp_path / "a.csv")
    frame.write_parquet(tmp_path / "a.parquet")
    frame.write_ipc(tmp_path / "a.arrow")
    binding, problem = bind_path(spec(), (tmp_path / name).as_uri())
    assert (binding is not None, problem) == (True, None)
    assert binding is not None
    table, problems = read_table(binding, spec())
    assert problems == ()
    assert table is not None
    assert table.columns == ("a", "b")
    assert rows(table) == expected


def test_an_address_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    binding, _ = bind_path(spec(), (tmp_path / "none.parquet").as_uri())
    assert binding is not None
    table, problems = read_table(binding, spec())
    assert table is None
    assert problems[0].id == "DCL606"
    assert problems[0].message.startswith("`file://")


def test_json_is_not_read_from_a_cloud_yet() -> None:
    binding, _ = bind_path(spec(), "s3://bucket/a.json")
    assert binding is not None
    _, problems = read_table(binding, spec())
    assert f"{problems[0].id} {problems[0].message}" == (
        "DCL608 `s3://bucket/a.json` cannot be read: JSON is not read from a cloud yet"
    )


def test_an_address_without_a_header_takes_the_declared_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"1,2\n")
    table_spec = spec(columns=("x", "y"), format=TextFormat(header=False))
    binding, _ = bind_path(table_spec, (tmp_path / "a.csv").as_uri())
    assert binding is not None
    table, _ = read_table(binding, table_spec)
    assert table is not None
    assert table.columns == ("x", "y")
    assert rows(table) == [("1", "2")]
