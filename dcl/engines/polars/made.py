"""Tables that are made from others. Lists whose elements have their values already are exploded, and groups are
grouped, by Polars itself; other tables are made by the reference engine and read from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import polars as pl

from dcl.analysis.terms import Column, FromGroups, FromList, Term
from dcl.engines.elements import WHOLE
from dcl.engines.polars.cells import ROW, Cells, cells_made, parts_of, raw_name
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.dtypes import outward
from dcl.engines.polars.leaves import leaves_of_group, own_aggregates
from dcl.engines.polars.sequences import bring_sequences
from dcl.engines.reference.evaluate import Evaluator
from dcl.ir.program import ColumnSpec, TableSpec
from dcl.tables.cells import Misfit
from dcl.tables.table import CellKind, Table
from dcl.types import ListOf, Record

if TYPE_CHECKING:
    from dcl.engines.polars.data import Data


class MadeTable:
    """A table that is made from another one, with the values of its columns; none of them is a misfit."""

    def __init__(self, spec: TableSpec, make: Callable[[], pl.LazyFrame]) -> None:
        self.spec = spec
        self.table = _table(spec)
        self._make = make

    @cached_property
    def base(self) -> pl.LazyFrame:
        """The rows."""
        return self._make()

    def cells(self, column: str) -> Cells:
        """How to read a column."""
        value = pl.col(raw_name(column))
        return Cells(value, value.is_null())

    def shown(self, column: str, found: pl.DataFrame, _: pl.Series) -> Sequence[Any]:
        """The cells of a column in some rows of the base, as reports show them."""
        type_ = self.spec.by_name[column].type
        return [outward(value, type_) for value in found[raw_name(column)].to_list()]


class ReferenceTable:
    """A table that the reference engine makes, cell by cell."""

    def __init__(self, spec: TableSpec, evaluator: Callable[[], Evaluator]) -> None:
        self.spec = spec
        self.table = _table(spec)
        self._evaluator = evaluator

    @cached_property
    def _cells(self) -> Mapping[str, Sequence[Any]]:
        made = self._evaluator().tables[self.spec.name]
        return {column.name: made.cells(column.name) for column in self.spec.columns}

    @cached_property
    def base(self) -> pl.LazyFrame:
        """The rows."""
        size = self._evaluator().tables[self.spec.name].size
        rows = pl.int_range(size, eager=True, dtype=pl.Int64).alias(ROW)
        return pl.DataFrame([rows, *(cells_made(self._cells[spec.name], spec) for spec in self.spec.columns)]).lazy()

    def cells(self, column: str) -> Cells:
        """How to read a column."""
        return parts_of(self.spec.by_name[column], pl.col(raw_name(column)))

    def shown(self, column: str, _: pl.DataFrame, numbers: pl.Series) -> Sequence[Any]:
        """The cells of a column in some rows of the base, as reports show them."""
        cells = [self._cells[column][row] for row in numbers]
        return [cell.raw if isinstance(cell, Misfit) else cell for cell in cells]


def made_table(data: Data, spec: TableSpec, evaluator: Callable[[], Evaluator]) -> MadeTable | ReferenceTable:
    """The table of a spec with an origin."""
    spec = _with_columns(spec)
    match spec.origin:
        case FromList() as origin if _has_values(data, spec, origin):
            return MadeTable(spec, partial(_exploded, data, spec, origin))
        case FromGroups() as origin if data.groups_natively(origin):
            return MadeTable(spec, partial(_grouped, data, origin))
        case _:
            return ReferenceTable(spec, evaluator)


def _with_columns(spec: TableSpec) -> TableSpec:
    """A table made of groups declares no columns; those of its origin are read as if it did."""
    match spec.origin:
        case FromGroups(per=per, lets=lets):
            made = tuple(ColumnSpec(name, name, term.type, optional=True) for name, term in (*per, *lets))
            return replace(spec, columns=made)
        case _:
            return spec


def _table(spec: TableSpec) -> Table:
    names = tuple(column.file_name for column in spec.columns)
    return Table(CellKind.TYPED, names, "a table made from another one")


def _has_values(data: Data, spec: TableSpec, origin: FromList) -> bool:
    """Whether the elements of the list hold the values of the columns, of their types."""
    base = data.tables[origin.table].spec
    list_type = base.by_name[origin.column].type
    if not isinstance(list_type, ListOf) or data.is_foreign(Column(list_type, origin.table, origin.column)):
        return False
    element = list_type.element
    types = {"parent": base.by_name[origin.parent_key].type}
    if isinstance(element, Record):
        types |= {name: type_ for name, type_, _ in element.fields}
    else:
        types[WHOLE] = element
    return all(
        column.name == "position" or (column.file_name == column.name and types.get(column.name) == column.type)
        for column in spec.columns
    )


def _exploded(data: Data, spec: TableSpec, origin: FromList) -> pl.LazyFrame:
    rows = data.rows(origin.table)
    cell, parent = data.column(origin.table, origin.column), data.column(origin.table, origin.parent_key)
    rows.need([cell, parent])
    frame = rows.frame.select(parent=rows.expression(parent), item=rows.expression(cell))
    frame = frame.filter(pl.col("item").list.len() > 0)
    frame = frame.with_columns(position=pl.int_ranges(1, pl.col("item").list.len().cast(pl.Int64) + 1))
    frame = frame.explode("item", "position").with_row_index(ROW)
    list_type = cell.type
    of_records = isinstance(list_type, ListOf) and isinstance(list_type.element, Record)
    made = frame.select(
        pl.col(ROW).cast(pl.Int64),
        *(_of_element(column, of_records).alias(raw_name(column.name)) for column in spec.columns),
    )
    return _kept(data, origin.table, made)


def _of_element(column: ColumnSpec, of_records: bool) -> pl.Expr:
    if column.name in ("parent", "position"):
        return pl.col(column.name)
    return pl.col("item").struct.field(column.name) if of_records else pl.col("item")


def _kept(data: Data, origin: str, made: pl.LazyFrame) -> pl.LazyFrame:
    """What is made of a text file is kept: each pass over the file would parse all of it again."""
    return made if data.tables[origin].table.kind is CellKind.TYPED else collect(made).lazy()


def _grouped(data: Data, origin: FromGroups) -> pl.LazyFrame:
    rows = data.rows(origin.table)
    lets: dict[str, Term] = dict(origin.lets)
    bring_sequences(data, rows, list(lets.values()), [term for _, term in origin.per], origin.order)
    keys = {f"key{place}": term for place, (_, term) in enumerate(origin.per)}
    names = {f"key{place}": name for place, (name, _) in enumerate(origin.per)}
    groups = rows.groups(keys, own_aggregates(lets.values()), leaves_of_group(tuple(lets.values())), None)
    found = collect(
        groups.frame.select(
            ROW,
            *(pl.col(key).alias(raw_name(name)) for key, name in names.items()),
            *(groups.expression(term).alias(raw_name(name)) for name, term in lets.items()),
        )
    )
    return found.sort(ROW).with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(ROW)).lazy()
