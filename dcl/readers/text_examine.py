"""What is wrong in a text file, and on which line: asked where the fast proof did not succeed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from dcl.diagnostics.codes_data import DCL612, DCL613, DCL615
from dcl.diagnostics.model import Diagnostic
from dcl.readers.files import count_of, named
from dcl.readers.text_dialect import Dialect
from dcl.readers.text_rows import Fault, Row, rows_of
from dcl.readers.text_source import TextSource, not_in_encoding
from dcl.tables.show import visible


def examine(source: TextSource, dialect: Dialect, lines: int, width: int) -> tuple[Diagnostic | None, bool]:
    """The first thing wrong in the rows after `lines`, if any, and whether there are blank lines among them."""
    has_blanks = False
    for row in _rows(source, dialect, lines):
        if row.is_blank:
            has_blanks = True
        elif problem := _problem(source.path, row, dialect, width):
            return problem, has_blanks
    return None, has_blanks


def without_blank_lines(source: TextSource, dialect: Dialect, lines: int) -> bytes:
    """The rows after `lines` as bytes in memory, blank lines left out."""
    return b"".join(row.raw for row in _rows(source, dialect, lines) if not row.is_blank)


def _rows(source: TextSource, dialect: Dialect, lines: int) -> Iterator[Row]:
    with source.open() as stream:
        yield from rows_of(islice(stream, lines, None), dialect, lines + 1)


def _problem(path: Path, row: Row, dialect: Dialect, width: int) -> Diagnostic | None:
    if row.fault:
        return quote_fault(path, row)
    if b"\0" in row.raw:
        return nul_byte(path, row.line + row.raw[: row.raw.index(b"\0")].count(b"\n"))
    try:
        row.raw.decode()
    except UnicodeDecodeError as error:
        return not_in_encoding(path, row.line + row.raw[: error.start].count(b"\n"), "utf-8")
    return None if row.fields == width else _ragged(path, row, dialect, width)


def _ragged(path: Path, row: Row, dialect: Dialect, width: int) -> Diagnostic:
    what = "the header has" if dialect.header else "the contract declares"
    columns = f"{width:,}" if dialect.header else count_of(width, "column")
    message = f"line {row.line:,} of {named(path)} has {count_of(row.fields, 'field')}, but {what} {columns}"
    if row.fields < width:
        return Diagnostic(DCL613, message, help="add what the line lacks; an empty cell needs its separator, too")
    sign = visible(dialect.separator)
    help = f"put a cell that holds `{sign}` in quotation marks" if dialect.quote else f"take `{sign}` out of the cells"
    return Diagnostic(DCL613, message, help=help)


def quote_fault(path: Path, row: Row) -> Diagnostic:
    """A quotation mark opens and never closes, or stands where none belongs."""
    if row.fault is Fault.OPEN:
        return Diagnostic(
            DCL615,
            f"a quotation mark opens on line {row.line:,} of {named(path)} and never closes",
            help='close it, double it, or say that the file quotes nothing: `quote: ""` in the table\'s `format`',
        )
    message = f"line {row.line:,} of {named(path)} has a quotation mark inside a cell"
    if row.lines > 1:
        last = row.line + row.lines - 1
        message = f"the quote that opens on line {row.line:,} of {named(path)} ends inside a cell on line {last:,}"
    return Diagnostic(
        DCL615,
        message,
        help="put the cell in quotation marks and double those in it, "
        'or say that the file quotes nothing: `quote: ""` in the table\'s `format`',
    )


def nul_byte(path: Path, line: int) -> Diagnostic:
    return Diagnostic(
        DCL612,
        f"line {line:,} of {named(path)} holds a NUL byte, which no text does",
        help="the file is damaged, or in another encoding such as UTF-16: save it as UTF-8",
    )
