"""Plans in words: the rules of each table and the query that Polars makes of them, on tables without rows."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dcl.engines.polars.data import Data
from dcl.engines.polars.decide import Decider, stands_alone
from dcl.engines.polars.dtypes import dtype_of
from dcl.engines.polars.fallback import translates
from dcl.engines.polars.fused import counting_plan
from dcl.engines.polars.pairs import plan_of
from dcl.ir.program import (
    CellCheck,
    DeterminesCheck,
    GroupCheck,
    NoOtherColumns,
    NotEmpty,
    PairCheck,
    Present,
    Program,
    ReviewOnly,
    RowCheck,
    Rule,
    TableSpec,
    UniqueCheck,
)
from dcl.tables.table import CellKind, Table

_LISTED = 20
_SORTED = ", sorted once by group and order"


def explain_program(program: Program) -> str:
    """For each table how each of its rules is decided, and the query of the rules that share one."""
    data = Data(program, {spec.name: _empty(spec) for spec in program.tables if spec.origin is None})
    tables = [spec.name for spec in program.tables if any(rule.table == spec.name for rule in program.rules)]
    return "\n".join(line for table in tables for line in _explain_table(data, program, table))


def _empty(spec: TableSpec) -> Table:
    schema = {column.file_name: dtype_of(column.type) for column in spec.columns}
    return Table(CellKind.TYPED, tuple(schema), "an empty frame", frame=pl.LazyFrame(schema=schema))


def _explain_table(data: Data, program: Program, table: str) -> Iterator[str]:
    rules = [rule for rule in program.rules if rule.table == table]
    yield f"table {table}"
    for rule in rules:
        yield f"  {rule.id}: {_how(program, rule)}" + (f"\n    {rule.formula}" if rule.formula else "")
    shared = [rule for rule in rules if stands_alone(rule) and translates(program, rule)]
    if shared:
        decider = Decider(data, table)
        decisions = [decider.decide(rule) for rule in shared]
        plan = counting_plan(decider.rows.frame, decisions, _LISTED).explain(engine="streaming")
        yield "  query of the rules that share one pass"
        yield from (f"    {line}" for line in plan.splitlines())
    yield ""


def _how(program: Program, rule: Rule) -> str:
    if isinstance(rule.body, ReviewOnly):
        return "by people; here the rows to draw from are counted"
    if not isinstance(rule.body, Present | NotEmpty | NoOtherColumns) and not translates(program, rule):
        return "row by row, by the reference engine"
    match rule.body:
        case CellCheck() | RowCheck() if stands_alone(rule):
            return "each row, in the shared pass"
        case RowCheck(order=order):
            return "each row, beside the aggregates of its group" + (_SORTED if order else "")
        case GroupCheck(per=per, order=order):
            how = "once for each group, by a grouping" if per else "once for the table"
            return how + (_SORTED if order else "")
        case PairCheck() as body:
            return plan_of(body)
        case UniqueCheck(columns=columns):
            return f"unique {', '.join(columns)}, by sorted hashes"
        case DeterminesCheck():
            return "dependence, by the smallest and greatest value of each group"
        case _:
            return "by the header and the size of the table"
