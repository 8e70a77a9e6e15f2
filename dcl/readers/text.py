"""CSV and TSV: all cells as text, in a lazy scan, so that a file need not fit into memory."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import polars as pl

from dcl.diagnostics.codes_data import DCL622
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.binding import Binding
from dcl.readers.cloud import scan_cloud
from dcl.readers.files import unreadable
from dcl.readers.formats import is_url
from dcl.readers.join import Part, Scanned, read_parts
from dcl.readers.text_dialect import Dialect, dialect_of
from dcl.readers.text_examine import examine, without_blank_lines
from dcl.readers.text_header import Header, read_header
from dcl.readers.text_proof import every_row_fits
from dcl.readers.text_source import TextSource, open_text
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table


def read(binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read text files as one table. Nothing but headers stays in memory, unless a file must be decoded or mended."""
    dialect, problem = dialect_of(spec.format, binding.format)
    if dialect is None:
        return None, (problem,) if problem else ()
    declared = [column.file_name for column in spec.columns]
    if not dialect.header and not declared:
        message = f"`{visible(spec.name)}` has files without a header, but declares no columns to name theirs"
        return None, (Diagnostic(DCL622, message, help="declare the columns in the order of the file"),)

    def scan(path: str) -> Scanned:
        return _scan_cloud(path, dialect, declared) if is_url(path) else _scan(Path(path), dialect, binding, declared)

    return read_parts(binding, scan, CellKind.TEXT)


def _scan(path: Path, dialect: Dialect, binding: Binding, declared: list[str]) -> Scanned:
    try:
        source, problem = open_text(path, dialect, binding.format.upper())
        if source is None:
            return None, problem
        with source.open() as stream:
            header, problem = read_header(source, stream, dialect, declared)
            if header is None:
                return None, problem
            is_sound = every_row_fits(stream, dialect, len(header.columns))
        return _part(source, dialect, header, is_sound)
    except OSError as error:
        return None, unreadable(path, error)


def _part(source: TextSource, dialect: Dialect, header: Header, is_sound: bool) -> Scanned:
    skip = header.lines
    if not is_sound:
        problem, has_blanks = examine(source, dialect, header.lines, len(header.columns))
        if problem:
            return None, problem
        if has_blanks:
            source = TextSource(source.path, without_blank_lines(source, dialect, header.lines))
            skip = 0
    return Part(str(source.path), header.columns, _lazy(source, dialect, header.columns, skip)), None


def _lazy(source: TextSource, dialect: Dialect, columns: tuple[str, ...], skip: int) -> pl.LazyFrame:
    schema = dict.fromkeys(columns, pl.String)
    if source.data is not None and not source.data:
        return pl.LazyFrame(schema=schema)
    return pl.scan_csv(
        source.path if source.data is None else source.data,
        has_header=False,
        skip_lines=skip,
        schema=schema,
        separator=dialect.separator,
        quote_char=dialect.quote,
        raise_if_empty=False,
        glob=False,
    )


def _scan_cloud(address: str, dialect: Dialect, declared: list[str]) -> Scanned:
    """Polars alone reads it, so that what it mends in silence is not noticed."""
    return scan_cloud(
        address,
        partial(
            pl.scan_csv,
            infer_schema=False,
            has_header=dialect.header,
            new_columns=None if dialect.header else declared,
            skip_lines=dialect.skip,
            separator=dialect.separator,
            quote_char=dialect.quote,
        ),
    )
