"""JSON lists of records and NDJSON: records as Python holds them, numbers exact."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dcl.diagnostics.codes_data import DCL619
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.binding import Binding
from dcl.readers.captures import captured_twice
from dcl.readers.files import named
from dcl.readers.json_parse import BadRecord, after_blanks, parse_value
from dcl.readers.json_records import Record, guarded, json_text, kind_of, line_of, line_records, only_list
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table


def read(binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read records from JSON files as one table, its columns in the order in which they first appear."""
    records: list[Record] = []
    problems: list[Diagnostic] = []
    for name, captures in binding.files:
        found: list[Record] = []
        problem = _read_file(name, binding.format, found) or add_captures(name, found, captures)
        if problem:
            problems.append(problem)
        records += found
    if problems:
        return None, tuple(problems)
    return records_table(records, binding.shown, spec), ()


def records_table(records: list[Record], shown: str, spec: TableSpec | None = None) -> Table:
    """A table of records. Where there are none, no column can be said to be absent: those declared are there."""
    columns = dict.fromkeys(key for record in records for key in record)
    if not records and spec:
        columns = dict.fromkeys(column.file_name for column in spec.columns)
    return Table(CellKind.JSON, tuple(columns), shown, records=tuple(records))


def add_captures(path: str, records: list[Record], captures: Mapping[str, str | None]) -> Diagnostic | None:
    """Write what the path of a file gives into each of its records."""
    if captures:
        for record in records:
            if problem := captured_twice(path, record, captures):
                return problem
            record.update(captures)
    return None


def _read_file(name: str, format: str, records: list[Record]) -> Diagnostic | None:
    path = Path(name)
    text, problem = json_text(name, format)
    if problem:
        return problem
    if format == "json" and not text.startswith("[", after_blanks(text, 0)):
        return _no_list(path, text, after_blanks(text, 0))
    read = only_list if format == "json" else line_records
    return guarded(path, text, format, lambda text: records.extend(record for record, _ in read(text)))


def _no_list(path: Path, text: str, place: int) -> Diagnostic:
    """A file of JSON that is no list: one record a line, or an object that holds the records somewhere."""
    try:
        value, end = parse_value(text, place)
    except BadRecord as error:
        message = f"line {line_of(text, error.offset):,} of {named(path)} cannot be read: {visible(error.reason, 200)}"
        return Diagnostic(DCL619, message, help="mend the file, or have it written again")
    if isinstance(value, dict) and after_blanks(text, end) < len(text):
        message = f"{named(path)} holds one record after the other, not a list of them"
        return Diagnostic(DCL619, message, help="write `ndjson:` before its path")
    if not isinstance(value, dict):
        return Diagnostic(
            DCL619, f"{named(path)} holds {kind_of(value)}, not a list of records", help="write a list of records"
        )
    return _one_object(path, value)


def _one_object(path: Path, value: dict[str, Any]) -> Diagnostic:
    lists = [f"`{visible(key)}`" for key, inner in value.items() if isinstance(inner, list)]
    where = f"; it has lists under {', '.join(lists[:5])}" if lists else ""
    message = f"{named(path)} holds one object, not a list of records{where}"
    help = "write the list that holds the records into a file of its own"
    if {"images", "annotations"} <= value.keys():
        help = "this looks like COCO: write `coco:` before its path"
    return Diagnostic(DCL619, message, help=help)
