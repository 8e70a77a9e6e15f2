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
from dcl.readers.join import Part, joined
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table

_FILE = b"ARROW1"
_STREAM = b"\xff\xff\xff\xff"


def read(binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Scan Arrow files as one table."""
    parts: list[Part] = []
    problems: list[Diagnostic] = []
    for path in binding.paths:
        part, problem = scan_cloud(path, lambda path=path: pl.scan_ipc(path)) if is_url(path) else _scan(Path(path))
        if part:
            parts.append(part)
        elif problem:
            problems.append(problem)
    return (None, tuple(problems)) if problems else joined(binding, parts, CellKind.TYPED)


def _scan(path: Path) -> tuple[Part | None, Diagnostic | None]:
    head, problem = read_head(path)
    if problem:
        return None, problem
    if not head:
        return None, empty_file(path)
    if not head.startswith((_FILE, _STREAM)):
        return None, wrong_content(path, describe(head), "Arrow data")
    try:
        frame = pl.scan_ipc(path, glob=False) if head.startswith(_FILE) else pl.read_ipc_stream(path).lazy()
        return Part(str(path), tuple(frame.collect_schema().names()), frame), None
    except OSError as error:
        return None, unreadable(path, error)
    except pl.exceptions.PolarsError as error:
        return None, damaged(path, visible(str(error).strip().split("\n")[0], 200))
