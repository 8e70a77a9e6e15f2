"""The tables of a run as Polars reads them, and what several rules ask of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import count

import polars as pl

from dcl.analysis.terms import Column
from dcl.engines.polars.cells import ROW, Cells, base_frame, raw_name, read_cells
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.keys import repeated_values
from dcl.engines.polars.rows import Rows
from dcl.engines.polars.statistics import without_the_impossible
from dcl.ir.program import Program, TableSpec
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

    def _read_cells(self, column: str) -> Cells:
        spec, name = self.spec.by_name[column], raw_name(column)
        dtype = self._schema.get(name)
        cells = read_cells(spec, self.table.kind, dtype, self.spec.format)
        if dtype is None or not self.table.parquet:
            return cells
        return without_the_impossible(self.base, cells, pl.col(name), spec.type)


class Data:
    """All tables of a run. Value sets and repeated keys are found when first asked for."""

    def __init__(self, program: Program, tables: Mapping[str, Table]) -> None:
        self.tables = {name: TableData(program.table[name], table) for name, table in tables.items()}
        self._names = count()
        self._values: dict[tuple[str, str], pl.Series] = {}
        self._repeated: dict[tuple[str, str], pl.Series] = {}

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
