"""Arrow IPC: files (also called Feather) in a lazy scan, streams read into memory."""

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

_FILE = b"ARROW1"
_STREAM = b"\xff\xff\xff\xff"


def read(binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Scan Arrow files as one table."""
    return read_parts(binding, _scan, CellKind.TYPED)


def _scan(name: str) -> Scanned:
    if is_url(name):
        return scan_cloud(name, pl.scan_ipc)
    path = Path(name)
    head, problem = read_head(path)
    if problem:
        return None, problem
    if not head:
        return None, empty_file(path)
    if not head.startswith((_FILE, _STREAM)):
        return None, wrong_content(path, describe(head), "Arrow data")
    try:
        frame = pl.scan_ipc(path, glob=False) if head.startswith(_FILE) else pl.read_ipc_stream(path).lazy()
        return Part(str(path), tuple(frame.clone().collect_schema().names()), frame), None
    except OSError as error:
        return None, unreadable(path, error)
    except pl.exceptions.PolarsError as error:
        return None, damaged(path, visible(str(error).strip().split("\n")[0], 200))
