"""The tables of a run as Polars reads them, and what several rules ask of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import count
from typing import Any

import polars as pl

from dcl.analysis.terms import Column, FromGroups, Term
from dcl.engines.polars.cells import ROW, Cells, base_frame, raw_name, read_cells
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.fallback import grouped_natively, reads_foreign
from dcl.engines.polars.keys import repeated_values
from dcl.engines.polars.made import MadeTable, ReferenceTable, made_table
from dcl.engines.polars.rows import Rows
from dcl.engines.polars.statistics import without_the_impossible
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.origins import evaluator_of
from dcl.ir.program import Program, TableSpec
from dcl.tables.cells import Misfit, cell_reader
from dcl.tables.table import Table


class TableData:
    """One table: its rows with their numbers, and how to read its columns."""

    def __init__(self, spec: TableSpec, table: Table) -> None:
        self.spec = spec
        self.table = table
        self._cells: dict[str, Cells] = {}

    @cached_property
    def base(self) -> pl.LazyFrame:
        """The raw rows."""
        return base_frame(self.table, self.spec.columns, self.spec.format)

    @cached_property
    def _schema(self) -> Mapping[str, pl.DataType]:
        return self.base.clone().collect_schema()

    def cells(self, column: str) -> Cells:
        """How to read a declared column."""
        if column not in self._cells:
            self._cells[column] = self._read_cells(column)
        return self._cells[column]

    def shown(self, column: str, found: pl.DataFrame, numbers: pl.Series) -> Sequence[Any]:
        """The cells of a column in some rows of the base: a misfit by its raw text, everything else by its value."""
        spec = self.spec.by_name[column]
        read = cell_reader(spec, self.table.kind, self.spec.format)
        if self.table.records is not None:
            raw: Sequence[Any] = [self.table.records[row].get(spec.file_name) for row in numbers]
        elif raw_name(column) in found.columns:
            raw = found[raw_name(column)].to_list()
        else:
            return [None] * len(numbers)
        cells = [read(cell) for cell in raw]
        return [cell.raw if isinstance(cell, Misfit) else cell for cell in cells]

    def _read_cells(self, column: str) -> Cells:
        spec, name = self.spec.by_name[column], raw_name(column)
        dtype = self._schema.get(name)
        cells = read_cells(spec, self.table.kind, dtype, self.spec.format)
        if dtype is None or not self.table.parquet:
            return cells
        return without_the_impossible(self.base, cells, pl.col(name), spec.type)


class Data:
    """All tables of a run, those made from others too. Value sets and repeated keys are found when first asked for."""

    def __init__(self, program: Program, tables: Mapping[str, Table]) -> None:
        self._program = program
        self._loaded = tables
        self.tables: dict[str, TableData | MadeTable | ReferenceTable] = {
            name: TableData(program.table[name], table) for name, table in tables.items()
        }
        self._make_tables()
        self._names = count()
        self._values: dict[tuple[str, str], pl.Series] = {}
        self._repeated: dict[tuple[str, str], pl.Series] = {}

    def _make_tables(self) -> None:
        waiting = [spec for spec in self._program.tables if spec.name not in self.tables]
        # A table may be made from one that is declared after it.
        while ready := [spec for spec in waiting if spec.origin is not None and spec.origin.table in self.tables]:
            self.tables |= {spec.name: made_table(self, spec, lambda: self._evaluator) for spec in ready}
            waiting = [spec for spec in waiting if spec.name not in self.tables]

    @cached_property
    def _evaluator(self) -> Evaluator:
        return evaluator_of(self._program, self._loaded)

    def is_foreign(self, term: Term) -> bool:
        """Whether Polars itself does not know the term, or one that it reads."""
        return reads_foreign(self._program, [term])

    def groups_natively(self, origin: FromGroups) -> bool:
        """Whether Polars itself makes a table of groups."""
        return grouped_natively(self._program, origin)

    def size(self, table: str) -> int:
        """How many rows a table has."""
        return int(collect(self.tables[table].base.select(pl.len())).item())

    def fresh(self) -> str:
        """A column name that no frame of this run bears."""
        return f"x{next(self._names)}"

    def rows(self, table: str) -> Rows:
        """The rows of a table, to bring values into."""
        return Rows(self, table, self.tables[table].base, ROW)

    def column(self, table: str, name: str) -> Column:
        """A declared or derived column as a term."""
        spec = self.tables[table].spec
        derived = spec.derived_by_name.get(name)
        return Column(spec.by_name[name].type if derived is None else derived.type, table, name)

    def values_of(self, table: str, column: str) -> pl.Series:
        """The values that a column holds, each once."""
        if (table, column) not in self._values:
            self._values[table, column] = collect(self._only(table, column).unique()).to_series()
        return self._values[table, column]

    def repeated(self, table: str, column: str) -> pl.Series:
        """The values that more than one row of a table holds in a column."""
        if (table, column) not in self._repeated:
            self._repeated[table, column] = repeated_values(self._only(table, column))
        return self._repeated[table, column]

    def _only(self, table: str, column: str) -> pl.LazyFrame:
        term = self.column(table, column)
        rows = self.rows(table)
        rows.need([term])
        return rows.frame.select(rows.expression(term).alias("value")).drop_nulls()
