"""Small programs and tables written by hand, so that the engine is tested without a parser or a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dcl.analysis.terms import Aggregate, Column, Compare, Const, IsMissing, Not, OwnRows, Source, Term, Value
from dcl.engines.base import Tally
from dcl.engines.reference import ReferenceEngine
from dcl.ir.program import Body, ColumnSpec, Program, RowCheck, Rule, TableSpec
from dcl.tables.table import CellKind, Table
from dcl.types import BOOL, FLOAT, INT, TEXT, LabelInfo, LabelType, ListOf, Record, Type

COLOUR = LabelType("colour", (LabelInfo("red", "0"), LabelInfo("blue", "blue"), LabelInfo("navy", "navy", "blue")))
GRADE = LabelType("grade", (LabelInfo("low", "low"), LabelInfo("mid", "mid"), LabelInfo("high", "high")), ordered=True)
TYPES: dict[str, Type] = {
    "id": INT,
    "n": INT,
    "m": INT,
    "x": FLOAT,
    "t": TEXT,
    "u": TEXT,
    "b": BOOL,
    "c": BOOL,
    "colour": COLOUR,
    "grade": GRADE,
    "tags": ListOf(TEXT),
    "numbers": ListOf(INT, element_optional=True),
    "box": Record((("w", INT, False), ("h", INT, True))),
    "image": INT,
}
"""The types of the columns, by their names, in every table of these tests."""


def spec(name: str, *columns: str, keys: tuple[str, ...] = (), derived: tuple[tuple[str, Term], ...] = ()) -> TableSpec:
    return TableSpec(name, tuple(ColumnSpec(column, column, TYPES[column]) for column in columns), derived, keys)


def table(rows: list[dict[str, Any]], kind: CellKind = CellKind.JSON) -> Table:
    columns = dict.fromkeys(column for row in rows for column in row)
    return Table(kind, tuple(columns), "a list", records=tuple(rows))


def program(*specs: TableSpec) -> Program:
    return Program("made", "1.0.0", "made.dcl", "", None, specs, ())


def check(
    specs: TableSpec | list[TableSpec],
    data: Mapping[str, list[dict[str, Any]]] | list[dict[str, Any]],
    body: Body,
    limit: int | None = None,
    **rule: Any,
) -> Tally:
    """What a rule of the first table comes to."""
    all_specs = specs if isinstance(specs, list) else [specs]
    rows = data if isinstance(data, Mapping) else {all_specs[0].name: data}
    tables = {name: table(rows_of) for name, rows_of in rows.items()}
    made = Rule("rule", all_specs[0].name, "row", body, **rule)
    return ReferenceEngine().check(program(*all_specs), tables, [made], limit)["rule"]


def column(name: str, table_name: str = "t") -> Column:
    return Column(TYPES[name], table_name, name)


def const(value: Value, type_: Type | None = None) -> Const:
    natural = {bool: BOOL, int: INT, float: FLOAT, str: TEXT}
    return Const(type_ or natural[type(value)], value)


def compare(left: Term, op: str, right: Term | Value) -> Compare:
    return Compare(op, left, right if isinstance(right, Term) else const(right, left.type))


def aggregate(
    function: str,
    argument: Term | None = None,
    source: Source | None = None,
    where: Term | None = None,
    type_: Type = INT,
    text: str = "",
    parameters: tuple[Value, ...] = (),
) -> Aggregate:
    return Aggregate(type_, function, source or OwnRows(), argument, where, parameters, text)


def outcome(specs: TableSpec | list[TableSpec], data: Any, term: Term) -> list[bool | None]:
    """What a condition comes to on each row of the first table, row by row."""
    tally = check(specs, data, RowCheck(term))
    failed = {failure.row for failure in tally.failures}
    rows = data if isinstance(data, list) else data[(specs if isinstance(specs, list) else [specs])[0].name]
    unknown = {failure.row for failure in check(specs, data, RowCheck(Not(IsMissing(term)))).failures}
    return [None if row in unknown else row not in failed for row in range(len(rows))]


def rows_failing(tally: Tally) -> list[int | None]:
    return [failure.row for failure in tally.failures]


def counts(tally: Tally) -> tuple[int, int, int, int]:
    """Checked, passed, failed, unknown."""
    return tally.checked, tally.passed, tally.failed, tally.unknown
