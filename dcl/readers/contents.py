"""Files that hold several tables: parsed once, handed out table by table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any, Protocol

from dcl.diagnostics.codes_data import DCL624
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.binding import Binding
from dcl.readers.captures import captured_twice
from dcl.readers.files import named
from dcl.readers.formats import FORMATS
from dcl.readers.json import records_table
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table

Record = dict[str, Any]


@dataclass(eq=False)
class Sheet:
    """One table of some files: its records, and for each of them the place of its file in the list of files.

    A table of an XML or text format has columns that every file may have (`usual`), and some that are there only where
    the contract declares them (`on_demand`), so that a closed table need not name them.
    """

    records: list[Record] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    usual: tuple[str, ...] = ()
    on_demand: frozenset[str] = frozenset()

    def add(self, record: Record, origin: int) -> None:
        self.records.append(record)
        self.origins.append(origin)


Sheets = dict[str, Sheet]


class Parser(Protocol):
    """The module of a format whose files hold several tables."""

    KIND: CellKind

    def parse(self, paths: Sequence[str]) -> tuple[Sheets, tuple[Diagnostic, ...]]: ...


class Contents:
    """The tables of some files, parsed when they are first asked for."""

    def __init__(self, format: str, paths: tuple[str, ...], shown: str) -> None:
        self.format = format
        self.paths = paths
        self.shown = shown

    @cached_property
    def parser(self) -> Parser:
        module: Any = import_module(f"dcl.readers.{FORMATS[self.format].module}")
        return module  # type: ignore[no-any-return]

    @cached_property
    def parsed(self) -> tuple[Sheets, tuple[Diagnostic, ...]]:
        return self.parser.parse(self.paths)


def read_part(contents: Contents, binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """One table of some files."""
    sheets, problems = contents.parsed
    if problems:
        return None, problems
    name = binding.part or spec.name
    if binding.part is None and len(sheets) == 1:
        name = next(iter(sheets))
    if name not in sheets:
        return None, (_unknown_part(binding, spec, sheets),)
    sheet = sheets[name]
    records = sheet.records
    if binding.captures:
        # The sheet may serve another table, too.
        records, problem = _captured(sheet, binding)
        if problem:
            return None, (problem,)
    if contents.parser.KIND is CellKind.TEXT:
        return _text_table(sheet, records, binding, spec), ()
    return records_table(records, binding.shown, spec), ()


def _captured(sheet: Sheet, binding: Binding) -> tuple[list[Record], Diagnostic | None]:
    """The records with what the paths of their files give."""
    for place, record in zip(sheet.origins, sheet.records, strict=True):
        if problem := captured_twice(binding.paths[place], record, binding.captures[place]):
            return [], problem
    return [
        {**record, **binding.captures[place]} for place, record in zip(sheet.origins, sheet.records, strict=True)
    ], None


def _text_table(sheet: Sheet, records: Sequence[Record], binding: Binding, spec: TableSpec) -> Table:
    declared = {column.file_name for column in spec.columns}
    columns = dict.fromkeys(
        key for record in records for key in record if key not in sheet.on_demand or key in declared
    )
    columns.update(dict.fromkeys(key for key in (*sheet.usual, *sorted(sheet.on_demand)) if key in declared))
    return text_table(records, tuple(columns), binding.shown)


def text_table(records: Sequence[Mapping[str, Any]], columns: Sequence[str], shown: str) -> Table:
    """A table of texts."""
    import polars as pl

    series = [pl.Series(key, [record.get(key) for record in records], dtype=pl.String) for key in columns]
    return Table(CellKind.TEXT, tuple(columns), shown, frame=pl.DataFrame(series).lazy())


def _unknown_part(binding: Binding, spec: TableSpec, sheets: Mapping[str, Sheet]) -> Diagnostic:
    there = ", ".join(f"`{visible(name)}`" for name in list(sheets)[:12])
    wanted = visible(binding.part or spec.name)
    message = f"{named(binding.shown)} holds no table `{wanted}`: it has {there}"
    example = f"{visible(spec.name)}={binding.format}:{visible(binding.shown, 200)}#{visible(next(iter(sheets), ''))}"
    return Diagnostic(DCL624, message, help=f"name one of its tables after `#`: `{example}`")
