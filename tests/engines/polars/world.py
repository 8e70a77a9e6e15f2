"""A small world of two tables with a column of each type, and both engines run side by side on it."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from dcl.analysis.terms import Arithmetic, Column, Compare, Const, IsMissing, Not, Path, Term
from dcl.engines.base import Tally
from dcl.engines.polars import PolarsEngine
from dcl.engines.polars.dtypes import dtype_of
from dcl.engines.reference import ReferenceEngine
from dcl.ir.program import Body, ColumnSpec, Program, Rule, TableSpec
from dcl.tables.table import CellKind, Table
from dcl.types import ANY, BOOL, DATE, DATETIME, FLOAT, INT, TEXT, LabelInfo, LabelType, ListOf, OneOf, Record, Type

SIZE = LabelType("size", (LabelInfo("small", "S"), LabelInfo("medium", "M"), LabelInfo("large", "L")), ordered=True)
USER = LabelType(
    "user",
    (
        LabelInfo("car", "car"),
        LabelInfo("rider", "rider"),
        LabelInfo("cyclist", "cyclist", parent="rider"),
        LabelInfo("motorcyclist", "motorcyclist", parent="rider"),
    ),
)
SEEN = OneOf(("none", "partial", "heavy"))
PLACE = Record((("city", TEXT, False), ("floor", INT, True)))

ITEMS: dict[str, Type] = {
    "id": INT,
    "n": INT,
    "m": INT,
    "f": FLOAT,
    "g": FLOAT,
    "t": TEXT,
    "u": TEXT,
    "b": BOOL,
    "d": DATE,
    "s": DATETIME,
    "size": SIZE,
    "user": USER,
    "seen": SEEN,
    "ref": INT,
    "tags": ListOf(TEXT),
    "nums": ListOf(INT),
    "note": ANY,
    "place": PLACE,
}
OTHERS: dict[str, Type] = {"id": INT, "v": INT, "w": FLOAT, "t": TEXT, "user": USER, "owner": INT}


def column(name: str, table: str = "items") -> Column:
    """A column of one of the two tables."""
    types = ITEMS if table == "items" else OTHERS
    if table == "items" and name in _DERIVED_BY_NAME:
        return Column(_DERIVED_BY_NAME[name].type, table, name)
    return Column(types[name], table, name)


def const(value: Any, type_: Type = INT) -> Const:
    return Const(type_, value)


_DERIVED_BY_NAME: dict[str, Term] = {}
_DERIVED_BY_NAME["twice"] = Arithmetic(INT, "+", Column(INT, "items", "n"), Column(INT, "items", "n"))
_DERIVED_BY_NAME["far"] = Path(FLOAT, Column(INT, "items", "ref"), "others", "id", "w")
DERIVED = tuple(_DERIVED_BY_NAME.items())


def specs(missing: tuple[str, ...] = ()) -> tuple[TableSpec, TableSpec]:
    """The two tables."""

    def spec(name: str, type_: Type) -> ColumnSpec:
        return ColumnSpec(name, name, type_, missing=missing, separator=";" if isinstance(type_, ListOf) else None)

    items = tuple(spec(name, type_) for name, type_ in ITEMS.items())
    others = tuple(spec(name, type_) for name, type_ in OTHERS.items())
    return TableSpec("items", items, derived=DERIVED, keys=("id",)), TableSpec("others", others, keys=("id",))


def program(rules: Sequence[Rule], missing: tuple[str, ...] = ()) -> Program:
    return Program("world", "1.0.0", "world.dcl", "", None, specs(missing), tuple(rules))


def rule(body: Body, name: str = "rule", **more: Any) -> Rule:
    return Rule(name, more.pop("table", "items"), "row", body, **more)


def table(kind: CellKind, rows: Sequence[Mapping[str, Any]], types: Mapping[str, Type] = ITEMS) -> Table:
    """Rows as a table of the kind; texts for a text table, whatever JSON holds, or values of the types."""
    names = tuple(types)
    if kind is CellKind.JSON:
        return Table(kind, names, "records", records=tuple(rows))
    if kind is CellKind.TEXT:
        schema: dict[str, Any] = dict.fromkeys(names, pl.String)
    else:
        schema = {name: dtype_of(type_) for name, type_ in types.items() if type_ != ANY} | {"note": pl.String}
        schema = {name: schema[name] for name in names}
    frame = pl.DataFrame({name: [row.get(name) for row in rows] for name in names}, schema=schema)
    return Table(kind, names, "a frame", frame=frame.lazy())


def in_parquet(made: Table, path: pathlib.Path) -> Table:
    """A typed table as a Parquet file of small row groups, whose statistics tell much."""
    assert made.frame is not None
    made.frame.collect().write_parquet(path, row_group_size=2)
    return replace(made, frame=pl.scan_parquet(path), parquet=True)


def both(
    rules: Sequence[Rule], tables: Mapping[str, Table], limit: int | None = 20, missing: tuple[str, ...] = ()
) -> Mapping[str, Tally]:
    """What both engines say, which must be the same."""
    made = program(rules, missing)
    expected = ReferenceEngine().check(made, tables, rules, limit)
    found = PolarsEngine().check(made, tables, rules, limit)
    for each in rules:
        assert found[each.id] == expected[each.id], f"{each.body}"
        assert _shapes(found[each.id]) == _shapes(expected[each.id]), f"{each.body}"
    return found


def _shapes(tally: Tally) -> object:
    """The Python types of all values of a tally, since 1, 1.0 and True are equal."""
    return [
        [_shape(failure.keys), _shape(failure.values), _shape(failure.measured), _shape(failure.suggestion)]
        for failure in tally.failures
    ] + [_shape(tally.measured)]


def _shape(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _shape(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_shape(each) for each in value)
    return type(value)


def present(term: Term) -> Term:
    return Not(IsMissing(term))


def compare(op: str, left: Term, right: Term) -> Compare:
    return Compare(op, left, right)
