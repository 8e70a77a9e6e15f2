"""The tables of a run, with each column read when a rule first asks for it."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import Any, Protocol

from dcl.ir.program import TableSpec
from dcl.tables.cells import Misfit, cell_reader
from dcl.tables.cells_numbers import INT_MAX, INT_MIN
from dcl.tables.table import CellKind, Table


class TableCells(Protocol):
    """The rows of one table, wherever they come from."""

    @property
    def spec(self) -> TableSpec: ...

    @property
    def kind(self) -> CellKind: ...

    @property
    def size(self) -> int: ...

    def cells(self, column: str) -> Sequence[Any]:
        """The cells of a declared column: values, None where missing, misfits."""
        ...


class LoadedTable:
    """The rows of a table that was read. A declared column that the file lacks is missing in every row."""

    def __init__(self, spec: TableSpec, table: Table) -> None:
        self.spec = spec
        self.kind = table.kind
        self._table = table
        self._raw = tuple(table.rows())
        self._cells: dict[str, Sequence[Any]] = {}

    @property
    def size(self) -> int:
        return len(self._raw)

    def cells(self, column: str) -> Sequence[Any]:
        """The cells of a declared column as read: values, None where missing, misfits."""
        if column not in self._cells:
            self._cells[column] = self._read(column)
        return self._cells[column]

    def _read(self, column: str) -> Sequence[Any]:
        spec = self.spec.by_name[column]
        if spec.file_name not in self._table.columns:
            return [None] * self.size
        read = cell_reader(spec, self.kind, self.spec.format)
        return [read(row.get(spec.file_name)) for row in self._raw]


def fitting(cell: Any) -> Any:
    """What a cell is to every rule but the one it breaks: a misfit is missing."""
    return None if isinstance(cell, Misfit) else cell


def identity(value: Any) -> Hashable | None:
    """What equal values share and others do not; None where the value or a part of it is missing."""
    if isinstance(value, dict):
        return identity(tuple(value.values()))
    if isinstance(value, tuple):
        parts = tuple(identity(part) for part in value)
        return None if None in parts else parts
    return value  # type: ignore[no-any-return]


def hashable(value: Any) -> Hashable:
    """What stands for a value where values are counted; a missing part counts as one."""
    if isinstance(value, dict):
        return hashable(tuple(value.values()))
    if isinstance(value, tuple):
        return tuple(map(hashable, value))
    return value  # type: ignore[no-any-return]


def representable(value: Any) -> Any:
    """A result, or missing where an int needs more than 64 bits or a float is not finite."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int) and not INT_MIN <= value <= INT_MAX:
        return None
    return value
