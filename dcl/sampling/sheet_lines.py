"""The lines of a filled-in sheet, whatever the spreadsheet that saved it made of its separators and encoding."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from dcl.run.words import listed
from dcl.sampling.sheet import NOTE, OWN_COLUMNS, ROW, SAMPLE, VERDICT, key_of

SEPARATORS = ",;\t|"
NEEDED = (ROW, VERDICT, SAMPLE)

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SEPARATOR_LINE = re.compile(r"\A\"?sep=(.)\"?\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """The sheet's own cells of a line, without blanks around them; `number` counts from 1, as a spreadsheet does."""

    number: int
    row: str
    verdict: str
    note: str
    sample: str


def sheet_lines(data: bytes) -> tuple[tuple[Line, ...], str | None]:
    """The lines below the header, or why there are none."""
    if data.startswith(_WORKBOOK):
        return (), "it is an Excel workbook or a zip archive"
    text = _decoded(data)
    marked = _SEPARATOR_LINE.match(text)
    first = 1 if marked is None else 2
    text = text if marked is None else text[marked.end() :]
    try:
        separator, places, reason = _header(text)
        if reason is not None:
            return (), reason
        records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return tuple(_line(number, record, places) for number, record in enumerate(records, first))[1:], None
    except csv.Error:
        return (), "a quotation mark is out of place, or a cell is too long"


def _decoded(data: bytes) -> str:
    """Spreadsheets save UTF-8, UTF-16 or the code page of the machine; what the sheet itself writes is ASCII in all."""
    try:
        return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _header(text: str) -> tuple[str, dict[str, int], str | None]:
    """The separator, and where the sheet's own columns are; or what is wrong with the header."""
    read = {separator: _heads(text, separator) for separator in SEPARATORS}
    separator = max(read, key=lambda each: (sum(name in read[each] for name in NEEDED), len(read[each])))
    heads = read[separator]
    missing = [f"`{name}`" for name in NEEDED if name not in heads]
    if missing:
        return separator, {}, f"there is no column {listed(missing)}"
    twice = [f"`{name}`" for name in OWN_COLUMNS if heads.count(name) > 1]
    if twice:
        return separator, {}, f"there are two columns {listed(twice)}"
    return separator, {name: heads.index(name) for name in OWN_COLUMNS if name in heads}, None


def _heads(text: str, separator: str) -> list[str]:
    try:
        return [key_of(head) for head in next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])]
    except csv.Error:
        return []


def _line(number: int, record: list[str], places: dict[str, int]) -> Line:
    cells = {name: record[place].strip() if place < len(record) else "" for name, place in places.items()}
    return Line(number, cells[ROW], cells[VERDICT], cells.get(NOTE, ""), cells[SAMPLE].lower())
