"""Parquet: a lazy scan, whose statistics the engine can use."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.binding import Binding
from dcl.readers.cloud import scan_cloud
from dcl.readers.files import damaged, describe, empty_file, read_head, unreadable, wrong_content
from dcl.readers.formats import is_url
from dcl.readers.join import Part, Scanned, read_parts
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table

_MAGIC = b"PAR1"


def read(binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Scan Parquet files as one table; only their footers are read."""
    return read_parts(binding, _scan, CellKind.TYPED, parquet=True)


def _scan(name: str) -> Scanned:
    if is_url(name):
        return scan_cloud(name, pl.scan_parquet)
    path = Path(name)
    if problem := _look(path):
        return None, problem
    try:
        frame = pl.scan_parquet(path, glob=False)
        # A clone is asked, since a scan that was asked itself no longer takes row numbers and slices into the reading.
        return Part(str(path), tuple(frame.clone().collect_schema().names()), frame), None
    except OSError as error:
        return None, unreadable(path, error)
    except pl.exceptions.PolarsError as error:
        return None, damaged(path, visible(str(error).strip().split("\n")[0], 200))


def _look(path: Path) -> Diagnostic | None:
    """What the two ends of a file tell before it is opened as Parquet."""
    head, problem = read_head(path)
    if problem:
        return problem
    if not head:
        return empty_file(path)
    if not head.startswith(_MAGIC):
        return wrong_content(path, describe(head), "Parquet")
    try:
        with path.open("rb") as file:
            file.seek(-len(_MAGIC), 2)
            tail = file.read()
    except OSError as error:
        return unreadable(path, error)
    return None if tail == _MAGIC else damaged(path, "its end, which says what is in it, is not there")
