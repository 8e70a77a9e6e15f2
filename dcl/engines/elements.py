"""The cells of a table that is made of a list: what each column finds in an element."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells import Misfit, cell_reader, raw_text
from dcl.tables.table import CellKind
from dcl.types import ListOf, Record, Type

WHOLE = "value"
"""The column that holds elements which are no records."""


def elements(value: Any) -> tuple[Any, ...]:
    """The elements of a list; what is missing or no list has none."""
    return tuple(value) if isinstance(value, list | tuple) else ()


def element_reader(spec: ColumnSpec, list_type: Type, kind: CellKind, format: TextFormat) -> Callable[[Any], Any]:
    """From an element to the cell of a column: a value, None where it is missing, or a misfit.

    Elements of a list that declares their type have their values already, unless the column has another type. Those of
    a list that does not are raw, as the cells of files are.
    """
    read = _reads_already(spec, list_type) or cell_reader(spec, kind, format)

    def read_element(element: Any) -> Any:
        if element is None:
            return None
        if isinstance(element, Mapping):
            return read(element.get(spec.file_name))
        return read(element) if spec.name == WHOLE else Misfit("type", raw_text(element, spec.type, kind))

    return read_element


def _reads_already(spec: ColumnSpec, list_type: Type) -> Callable[[Any], Any] | None:
    declared = list_type.element if isinstance(list_type, ListOf) else None
    if isinstance(declared, Record):
        field = declared.field(spec.name)
        declared = None if field is None else field[0]
    return (lambda value: value) if declared == spec.type else None
