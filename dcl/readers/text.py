"""CSV and TSV: all cells as text, in a lazy scan, so that a file need not fit into memory."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.binding import Binding
from dcl.readers.cloud import scan_cloud
from dcl.readers.files import unreadable
from dcl.readers.formats import is_url
from dcl.readers.join import Part, joined
from dcl.readers.text_dialect import Dialect, dialect_of
from dcl.readers.text_examine import examine, without_blank_lines
from dcl.readers.text_header import Header, read_header
from dcl.readers.text_proof import every_row_fits
from dcl.readers.text_source import TextSource, open_text
from dcl.tables.table import CellKind, Table


def read(binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read text files as one table. Nothing but headers stays in memory, unless a file must be decoded or mended."""
    dialect, problem = dialect_of(spec.format, binding.format)
    if dialect is None:
        return None, (problem,) if problem else ()
    declared = [column.file_name for column in spec.columns]
    parts: list[Part] = []
    problems: list[Diagnostic] = []
    for path in binding.paths:
        part, problem = _scan_cloud(path, dialect) if is_url(path) else _scan(Path(path), dialect, binding, declared)
        if part:
            parts.append(part)
        elif problem:
            problems.append(problem)
    return (None, tuple(problems)) if problems else joined(binding, parts, CellKind.TEXT)


def _scan(path: Path, dialect: Dialect, binding: Binding, declared: list[str]) -> tuple[Part | None, Diagnostic | None]:
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


def _part(
    source: TextSource, dialect: Dialect, header: Header, is_sound: bool
) -> tuple[Part | None, Diagnostic | None]:
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


def _scan_cloud(path: str, dialect: Dialect) -> tuple[Part | None, Diagnostic | None]:
    return scan_cloud(
        path,
        lambda: pl.scan_csv(
            path,
            infer_schema=False,
            has_header=dialect.header,
            skip_lines=dialect.skip,
            separator=dialect.separator,
            quote_char=dialect.quote,
        ),
    )
