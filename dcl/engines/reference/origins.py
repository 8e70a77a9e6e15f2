"""Tables that are made from others: one row for each element of a list, or for each group of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from dcl.analysis.terms import FromGroups, FromList
from dcl.engines.elements import element_reader, elements
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.groups import Groups
from dcl.engines.reference.scope import RowSet
from dcl.engines.reference.values import LoadedTable, TableCells
from dcl.ir.program import Program, TableSpec
from dcl.tables.table import Table


def evaluator_of(program: Program, tables: Mapping[str, Table]) -> Evaluator:
    """The tables that are there and all that are made from them, ready to be asked."""
    known: dict[str, TableCells] = {name: LoadedTable(program.table[name], table) for name, table in tables.items()}
    evaluator = Evaluator(known)
    waiting = [spec for spec in program.tables if spec.name not in known]
    # A table may be made from one that is declared after it.
    while ready := [spec for spec in waiting if spec.origin is not None and spec.origin.table in known]:
        known |= {spec.name: _made(evaluator, spec) for spec in ready}
        waiting = [spec for spec in waiting if spec.name not in known]
    return evaluator


def _made(evaluator: Evaluator, spec: TableSpec) -> TableCells:
    match spec.origin:
        case FromList() as origin:
            return ListTable(evaluator, spec, origin)
        case FromGroups() as origin:
            return GroupTable(evaluator, spec, origin)
        case origin:
            raise TypeError(f"no table is made by {type(origin).__name__}")


class ListTable:
    """One row for each element of a list. Where the list is missing or does not fit there is none."""

    def __init__(self, evaluator: Evaluator, spec: TableSpec, origin: FromList) -> None:
        self.spec = spec
        self.kind = evaluator.tables[origin.table].kind
        self._evaluator = evaluator
        self._origin = origin

    @cached_property
    def _elements(self) -> Sequence[tuple[int, int, Any]]:
        """The row of the list, the place in it, from 1, and the element."""
        lists = self._evaluator.column(self._origin.table, self._origin.column)
        return [(row, place, item) for row, cell in enumerate(lists) for place, item in enumerate(elements(cell), 1)]

    @property
    def size(self) -> int:
        return len(self._elements)

    def cells(self, column: str) -> Sequence[Any]:
        """The cells of a declared column; those of an element that is missing are missing."""
        match column:
            case "parent":
                keys = self._evaluator.column(self._origin.table, self._origin.parent_key)
                return [keys[row] for row, _, _ in self._elements]
            case "position":
                return [place for _, place, _ in self._elements]
            case _:
                list_type = self._evaluator.tables[self._origin.table].spec.by_name[self._origin.column].type
                read = element_reader(self.spec.by_name[column], list_type, self.kind, self.spec.format)
                return [read(item) for _, _, item in self._elements]


class GroupTable:
    """One row for each group of rows of another table."""

    def __init__(self, evaluator: Evaluator, spec: TableSpec, origin: FromGroups) -> None:
        self.spec = spec
        self.kind = evaluator.tables[origin.table].kind
        self._evaluator = evaluator
        self._origin = origin
        self._terms = dict((*origin.per, *origin.lets))

    @cached_property
    def _groups(self) -> Sequence[RowSet]:
        per = [term for _, term in self._origin.per]
        return Groups(self._evaluator, self._origin.table, per, self._origin.order).all

    @property
    def size(self) -> int:
        return len(self._groups)

    def cells(self, column: str) -> Sequence[Any]:
        """The values of a column: what its term comes to in each group."""
        # A group is seen from its first row, which knows the values that all its rows share.
        scopes = (group.around(self._origin.table, group.rows[0]) for group in self._groups)
        return [self._evaluator.value(self._terms[column], scope) for scope in scopes]
