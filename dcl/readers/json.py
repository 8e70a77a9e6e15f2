"""JSON lists of records and NDJSON: records as Python holds them, numbers exact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dcl.diagnostics.codes_data import DCL608, DCL619, DCL620
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.binding import Binding
from dcl.readers.files import foreign_content, named, read_bytes, read_head
from dcl.readers.formats import is_url
from dcl.readers.json_parse import BadRecord, after_blanks, parse_value
from dcl.readers.text_source import BOM, not_in_encoding
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table

_HALF_SIGN = re.compile(r"\\u[dD][89a-fA-F]")
_KINDS = {
    list: "a list",
    str: "a text",
    bool: "a truth value",
    int: "a number",
    float: "a number",
    type(None): "nothing",
}


def read(binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read records from JSON files as one table, its columns in the order in which they first appear."""
    records: list[dict[str, Any]] = []
    problems: list[Diagnostic] = []
    for name in binding.paths:
        if is_url(name):
            problems.append(_not_from_cloud(name))
        elif problem := _read_file(Path(name), binding.format, records):
            problems.append(problem)
    if problems:
        return None, tuple(problems)
    return records_table(records, binding.shown, spec), ()


def records_table(records: list[dict[str, Any]], shown: str, spec: TableSpec | None = None) -> Table:
    """A table of records. Where there are none, no column can be said to be absent: those declared are there."""
    columns = dict.fromkeys(key for record in records for key in record)
    if not records and spec:
        columns = dict.fromkeys(column.file_name for column in spec.columns)
    return Table(CellKind.JSON, tuple(columns), shown, records=tuple(records))


def _not_from_cloud(address: str) -> Diagnostic:
    message = f"{named(address)} cannot be read: JSON is not read from a cloud yet"
    return Diagnostic(DCL608, message, help="copy the file here first")


def _read_file(path: Path, format: str, records: list[dict[str, Any]]) -> Diagnostic | None:
    head, problem = read_head(path)
    if problem:
        return problem
    if not head and format == "ndjson":
        return None
    data, problem = read_bytes(path)
    if problem:
        return problem
    if problem := foreign_content(path, data[:512], "JSON"):
        return problem
    try:
        text = data.removeprefix(BOM).decode()
    except UnicodeDecodeError as error:
        return not_in_encoding(path, data[: error.start].count(b"\n") + 1, "utf-8")
    found = _list_records(text) if format == "json" else _line_records(text)
    try:
        for record, place in found:
            if not isinstance(record, dict):
                return _no_object(path, text, place, record)
            records.append(record)
        if _HALF_SIGN.search(text):
            _refuse_half_signs(text)
    except BadRecord as error:
        return _bad(path, text, error, format)
    return None


def _list_records(text: str) -> Iterator[tuple[Any, int]]:
    """The elements of the one list in a text, each with its place."""
    place = after_blanks(text, 0)
    if not text.startswith("[", place):
        raise BadRecord("no list", place)
    place = after_blanks(text, place + 1)
    if not text.startswith("]", place):
        while True:
            value, end = parse_value(text, place)
            yield value, place
            place = after_blanks(text, end)
            if not text.startswith(",", place):
                break
            place = after_blanks(text, place + 1)
        if not text.startswith("]", place):
            ends = place >= len(text)
            raise BadRecord("it breaks off before its list is closed" if ends else "a comma is missing there", place)
    if after_blanks(text, place + 1) < len(text):
        raise BadRecord("something follows after its list", after_blanks(text, place + 1))


def _line_records(text: str) -> Iterator[tuple[Any, int]]:
    """The records of a text with one a line, each with its place."""
    start = 0
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        line = text[start:stop]
        if line and not line.isspace():
            try:
                yield _only_value(line), start
            except BadRecord as error:
                raise BadRecord(error.reason, start + error.offset, error.of_record) from None
        start = stop + 1


def _only_value(line: str) -> Any:
    value, end = parse_value(line, after_blanks(line, 0))
    rest = after_blanks(line, end)
    if rest < len(line):
        raise BadRecord("something follows after its record", rest)
    return value


def _refuse_half_signs(text: str) -> None:
    """A text with half a sign, as a cut-off emoji leaves it, cannot be written anywhere."""
    for match in re.finditer(r"(?:\\\\)*((?:\\u[0-9a-fA-F]{4})+)|\\.", text):
        if match[1]:
            units = re.findall(r"\\u([0-9a-fA-F]{4})", match[1])
            try:
                b"".join(int(unit, 16).to_bytes(2, "big") for unit in units).decode("utf-16-be")
            except UnicodeDecodeError:
                raise BadRecord("a text holds half a sign", match.start(1), of_record=True) from None


def _line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _no_object(path: Path, text: str, place: int, value: Any) -> Diagnostic:
    kind = _KINDS.get(type(value), "something else")
    message = f"line {_line_of(text, place):,} of {named(path)} holds {kind} where a record should be"
    return Diagnostic(DCL620, message, help='a record is an object, such as `{"id": 1, "label": "car"}`')


def _bad(path: Path, text: str, error: BadRecord, format: str) -> Diagnostic:
    if error.reason == "no list":
        return _no_list(path, text, error.offset)
    code = DCL620 if error.of_record else DCL619
    message = f"line {_line_of(text, error.offset):,} of {named(path)} cannot be read: {visible(error.reason, 200)}"
    if format == "ndjson":
        return Diagnostic(
            code, message, help="write each record on a line of its own, or `json:` before a list of them"
        )
    return Diagnostic(code, message, help="mend the file, or have it written again")


def _no_list(path: Path, text: str, place: int) -> Diagnostic:
    """A file of JSON that is no list: one record a line, or an object that holds the records somewhere."""
    try:
        value, end = parse_value(text, place)
    except BadRecord as error:
        message = f"line {_line_of(text, error.offset):,} of {named(path)} cannot be read: {visible(error.reason, 200)}"
        return Diagnostic(DCL619, message, help="mend the file, or have it written again")
    if isinstance(value, dict) and after_blanks(text, end) < len(text):
        message = f"{named(path)} holds one record after the other, not a list of them"
        return Diagnostic(DCL619, message, help="write `ndjson:` before its path")
    if not isinstance(value, dict):
        kind = _KINDS.get(type(value), "something else")
        return Diagnostic(DCL619, f"{named(path)} holds {kind}, not a list of records", help="write a list of records")
    lists = [f"`{visible(key)}`" for key, inner in value.items() if isinstance(inner, list)]
    where = f"; it has lists under {', '.join(lists[:5])}" if lists else ""
    return Diagnostic(
        DCL619,
        f"{named(path)} holds one object, not a list of records{where}",
        help="write the list that holds the records into a file of its own",
    )
