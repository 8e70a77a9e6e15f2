"""What the tests of the readers share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dcl.ir.program import ColumnSpec, Program, TableSpec, TextFormat
from dcl.readers.binding import Binding
from dcl.readers.read import read_table
from dcl.tables.table import Table
from dcl.types import TEXT


def spec(name: str = "t", columns: Sequence[str] = (), **more: Any) -> TableSpec:
    return TableSpec(name, tuple(ColumnSpec(column, column, TEXT) for column in columns), **more)


def program(*tables: TableSpec) -> Program:
    return Program("street", "1.0.0", "street.dcl", "sha256:0", None, tables, ())


def read(*paths: Path, format: str = "csv", columns: Sequence[str] = (), **options: Any) -> Table:
    """The table that files make; they must be in order."""
    table, problems = read_table(_binding(paths, format), spec(columns=columns, format=TextFormat(**options)))
    assert problems == ()
    assert table is not None
    return table


def refusal(*paths: Path, format: str = "csv", columns: Sequence[str] = (), **options: Any) -> str:
    """The code and the words with which files are refused, their folder left out."""
    table, problems = read_table(_binding(paths, format), spec(columns=columns, format=TextFormat(**options)))
    assert table is None
    assert problems[0].help
    return f"{problems[0].id} {problems[0].message}".replace(f"{paths[0].parent}/", "")


def part(name: str, *paths: Path, format: str, columns: Sequence[str] = ()) -> Table:
    """One table of files that hold several; they must be in order."""
    table, problems = read_table(_binding(paths, format), spec(name, columns))
    assert problems == ()
    assert table is not None
    return table


def part_refusal(name: str, *paths: Path, format: str) -> str:
    """The code and the words with which files of several tables are refused, their folder left out."""
    table, problems = read_table(_binding(paths, format), spec(name))
    assert table is None
    assert problems[0].help
    return f"{problems[0].id} {problems[0].message}".replace(f"{paths[0].parent}/", "")


def write(path: Path, text: str | bytes) -> Path:
    """A file of some text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def _binding(paths: Sequence[Path], format: str) -> Binding:
    return Binding("t", format, tuple(map(str, paths)), "shown")


def rows(table: Table) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in table.columns) for row in table.rows()]
