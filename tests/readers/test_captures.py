from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dcl.readers.bind import bind_arguments
from dcl.readers.captures import capture
from dcl.readers.frames import frame_table
from dcl.readers.read import read_table
from dcl.tables.table import Table
from tests.readers.help import program, rows, spec, write


@pytest.mark.parametrize(
    ("source", "path", "found"),
    [
        ("data/{batch}.csv", "data/7.csv", {"batch": "7"}),
        ("data/{batch}.csv", "data/a.b.csv", {"batch": "a.b"}),
        ("./data/{batch}/*.csv", "data/7/x.csv", {"batch": "7"}),
        ("{batch}/{vendor}.csv", "7/acme.csv", {"batch": "7", "vendor": "acme"}),
        ("{batch}-{vendor}.csv", "7-acme-2.csv", {"batch": "7", "vendor": "acme-2"}),
        ("v{n}_[0-9]?.csv", "v3_45.csv", {"n": "3"}),
        ("{a}[0-9]{b}.csv", "xy1z.csv", {"a": "xy", "b": "z"}),
        ("{a}[!0-9]{b}.csv", "1xz.csv", {"a": "1", "b": "z"}),
        ("**/{name}.csv", "a/b/c.csv", {"name": "c"}),
        ("**/{name}.csv", "c.csv", {"name": "c"}),
        ("{top}/**/x/{name}.csv", "a/x/x/c.csv", {"top": "a", "name": "c"}),
        ("{day}/{day}.csv", "1/1.csv", {"day": "1"}),
        ("{day}/{day}.csv", "1/2.csv", None),
        ("data/{batch}.csv", "data/a/b.csv", None),
        ("data/{batch}.csv", "data/.csv", None),
        ("data/{batch}.csv", "other/7.csv", None),
        ("{my batch}.csv", "7.csv", {"my batch": "7"}),
        ("a(b){x}+.csv", "a(b)1+.csv", {"x": "1"}),
    ],
)
def test_braces_take_what_stands_there(source: str, path: str, found: dict[str, str] | None) -> None:
    assert capture(source, path) == found


def test_no_source_makes_matching_slow() -> None:
    began = time.perf_counter()
    assert capture("{a}x" * 60 + "y", "x" * 250) is None
    assert capture("**/" * 20 + "{a}.csv", "/".join("a" * 100) + "/b.txt") is None
    assert time.perf_counter() - began < 2


def checked(root: Path, source: str, *arguments: str, captured: tuple[str, ...] = ("batch",)) -> Table | str:
    """The table that a source or an argument gives, or why there is none."""
    table_spec = spec("boxes", sources=(source,), captured=captured)
    bindings, problems = bind_arguments(program(table_spec), arguments, root)
    assert problems == ()
    table, problems = read_table(bindings[0], table_spec)
    return table or f"{problems[0].id} {problems[0].message}".replace(f"{root}/", "")


def read(root: Path, source: str, *arguments: str, captured: tuple[str, ...] = ("batch",)) -> list[tuple[Any, ...]]:
    table = checked(root, source, *arguments, captured=captured)
    assert isinstance(table, Table)
    assert table.captured == captured
    return rows(table)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two batches in each format."""
    for batch in ("1", "2"):
        folder = tmp_path / "data" / batch
        write(folder / "a.csv", f"id\nx{batch}\n")
        pl.DataFrame({"id": [f"x{batch}"]}).write_parquet(folder / "a.parquet")
        pl.DataFrame({"id": [f"x{batch}"]}).write_ipc(folder / "a.arrow")
        write(folder / "a.json", f'[{{"id": "x{batch}"}}]')
        write(folder / "a.ndjson", f'{{"id": "x{batch}"}}')
    return tmp_path


@pytest.mark.parametrize("suffix", ["csv", "parquet", "arrow", "json", "ndjson"])
def test_each_file_has_its_own_value(home: Path, suffix: str) -> None:
    assert read(home, f"data/{{batch}}/a.{suffix}") == [("x1", "1"), ("x2", "2")]


def test_conll_and_files_of_several_tables_have_it_too(tmp_path: Path) -> None:
    write(tmp_path / "1.conll", "a O\n")
    assert read(tmp_path, "{batch}.conll") == [("a", "O", "1", "1", "1")]
    write(tmp_path / "2.json", '{"images": [{"id": 5}]}')
    table_spec = spec("images", sources=("{batch}.json",), captured=("batch",))
    bindings, problems = bind_arguments(program(table_spec), [f"images=coco:{tmp_path}/2.json"], tmp_path)
    assert problems == ()
    table, _ = read_table(bindings[0], table_spec)
    assert table is not None
    assert rows(table) == [(5, "2")]


def test_an_argument_that_lies_where_the_source_says_is_the_same_file(home: Path) -> None:
    assert read(home, "data/{batch}/a.csv", f"{home}/data/2/a.csv") == [("x2", "2")]


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_data_from_elsewhere_lack_it(home: Path, suffix: str) -> None:
    assert read(home, f"other/{{batch}}.{suffix}", f"{home}/data/2/a.{suffix}") == [("x2", None)]


def test_a_frame_lacks_it(home: Path) -> None:
    table, _ = frame_table(pl.DataFrame({"id": ["x"]}), "boxes", spec("boxes", captured=("batch",)))
    assert table is not None
    assert rows(table) == [("x", None)]


def test_a_column_of_the_file_stands_in_where_nothing_is_captured(home: Path) -> None:
    path = write(home / "own.csv", "id,batch\nx,9\n")
    assert read(home, "data/{batch}/a.csv", str(path)) == [("x", "9")]


@pytest.mark.parametrize(("name", "text"), [("7.csv", "id,batch\nx,9\n"), ("7.json", '[{"batch": 9}]')])
def test_a_column_that_is_there_already_is_refused(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path / name, text)
    found = checked(tmp_path, f"{{batch}}.{name[2:]}")
    assert found == f"DCL614 `{name}` has a column `batch`, and the braces of the `source` make another one"


def test_sources_with_other_braces_share_a_table(home: Path) -> None:
    table_spec = spec("boxes", sources=("data/{batch}/a.csv", "late_{vendor}.csv"), captured=("batch", "vendor"))
    write(home / "late_acme.csv", "id\nx3\n")
    bindings, _ = bind_arguments(program(table_spec), [], home)
    table, _ = read_table(bindings[0], table_spec)
    assert table is not None
    assert rows(table) == [("x1", "1", None), ("x2", "2", None), ("x3", None, "acme")]
