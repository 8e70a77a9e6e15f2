"""The header of a text file: the names of its columns, and the line after which its rows begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from dcl.diagnostics.codes_data import DCL612, DCL614, DCL616
from dcl.diagnostics.model import Diagnostic
from dcl.readers.files import named
from dcl.readers.text_dialect import Dialect
from dcl.readers.text_examine import nul_byte, quote_fault
from dcl.readers.text_rows import Row, rows_of
from dcl.readers.text_source import TextSource, not_in_encoding
from dcl.tables.show import visible


@dataclass(frozen=True)
class Header:
    """`lines` says how many lines of the file come before the first row."""

    columns: tuple[str, ...]
    lines: int


def read_header(
    source: TextSource, stream: BinaryIO, dialect: Dialect, declared: Sequence[str]
) -> tuple[Header | None, Diagnostic | None]:
    """Read the header off a stream, or take the columns as declared where the file has none."""
    lines = sum(1 for _ in islice(stream, dialect.skip))
    if not dialect.header:
        return Header(tuple(declared), lines), None
    for row in rows_of(stream, dialect, lines + 1):
        lines += row.lines
        if not row.is_blank:
            columns, problem = _columns(source.path, row, dialect)
            return (None, problem) if columns is None else (Header(columns, lines), None)
    message = f"{named(source.path)} has no header: it holds no text"
    return None, Diagnostic(DCL616, message, help="write the file again, with its header")


def _columns(path: Path, row: Row, dialect: Dialect) -> tuple[tuple[str, ...] | None, Diagnostic | None]:
    if row.fault:
        return None, quote_fault(path, row)
    if b"\0" in row.raw:
        return None, nul_byte(path, row.line)
    try:
        text = row.raw.decode()
    except UnicodeDecodeError:
        return None, not_in_encoding(path, row.line, "utf-8")
    text = text.removesuffix("\r\n" if text.endswith("\r\n") else "\n")
    if "\r" in text and "\n" not in text:
        message = f"{named(path)} ends its lines with a carriage return alone, as very old programs do"
        return None, Diagnostic(DCL612, message, help="save it with the line ends of today")
    columns = _cells(text, dialect)
    return (None, problem) if (problem := _named_twice(path, row.line, columns)) else (columns, None)


def _cells(text: str, dialect: Dialect) -> tuple[str, ...]:
    if dialect.quote is None:
        return tuple(text.split(dialect.separator))
    quote, separator = re.escape(dialect.quote), re.escape(dialect.separator)
    cell = re.compile(f"{quote}((?:[^{quote}]|{quote}{quote})*){quote}|[^{separator}]*")
    cells, start = [], 0
    while start <= len(text):
        found = cell.match(text, start)
        assert found is not None
        cells.append(found[0] if found[1] is None else found[1].replace(dialect.quote * 2, dialect.quote))
        start = found.end() + 1
    return tuple(cells)


def _named_twice(path: Path, line: int, columns: Sequence[str]) -> Diagnostic | None:
    seen: dict[str, int] = {}
    for place, column in enumerate(columns, 1):
        if column in seen:
            name = f"`{visible(column)}`" if column else "without a name"
            message = (
                f"line {line:,} of {named(path)} names two columns {name}: the {_th(seen[column])} and the {_th(place)}"
            )
            return Diagnostic(DCL614, message, help="rename one of them in the file")
        seen[column] = place
    return None


def _th(place: int) -> str:
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place:,}{ending}"
