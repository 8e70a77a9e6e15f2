"""Rules that ask much of one text column, decided once for each distinct value where these are few.

An annotator's name or a label stands in millions of rows and has some hundred values: a pattern matched on these is
matched on all rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from dcl.analysis.terms import Call, Column, Matches, Term, children
from dcl.engines.polars.cells import ROW
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.data import Data
from dcl.engines.polars.decide import Decider, Decision
from dcl.engines.polars.fused import outcome
from dcl.engines.polars.leaves import leaves_of
from dcl.engines.polars.rows import Rows
from dcl.ir.program import RowCheck, Rule
from dcl.tables.table import CellKind
from dcl.types import is_text

_TRIED = 200_000
"""So many rows tell whether a column has few distinct values; a table that is not longer is not worth the question."""

_FEW = 10_000


@dataclass(frozen=True)
class ValueCounts:
    """What a rule came to by the values of its column, and the decision that finds its failing rows."""

    checked: int
    failed: int
    unknown: int
    finding: Decision


def decide_by_values(data: Data, decider: Decider, rules: Sequence[Rule]) -> dict[str, ValueCounts]:
    """The rules, by their ids, that are decided by the few values of one column."""
    table = data.tables[decider.rows.table]
    if table.table.kind is not CellKind.TYPED:
        return {}
    asked: dict[Column, list[Rule]] = {}
    for rule in rules:
        if (column := _only_column(rule)) is not None and column.name in table.spec.by_name:
            asked.setdefault(column, []).append(rule)
    found: dict[str, ValueCounts] = {}
    for column, of_column in asked.items():
        if (values := _few_values(decider.rows, column)) is not None:
            found |= {rule.id: _decide(data, decider.rows, column, values, rule) for rule in of_column}
    return found


def _only_column(rule: Rule) -> Column | None:
    """The text column that is all a costly rule reads; None for any other rule."""
    if not isinstance(rule.body, RowCheck):
        return None
    terms = (rule.body.check, *rule.body.when)
    leaves = {leaf for term in terms for leaf in leaves_of(term)}
    if len(leaves) != 1 or not any(isinstance(part, Matches | Call) for term in terms for part in _parts(term)):
        return None
    (leaf,) = leaves
    return leaf if isinstance(leaf, Column) and is_text(leaf.type) else None


def _parts(term: Term) -> Iterator[Term]:
    yield term
    for part in children(term):
        yield from _parts(part)


def _few_values(rows: Rows, column: Column) -> pl.DataFrame | None:
    """The values of a column with the number of rows of each; None where they are many or the rows few."""
    rows.need([column])
    value = rows.frame.select(rows.expression(column).alias("value"))
    length, different = collect(value.head(_TRIED + 1).select(pl.len(), pl.col("value").n_unique().alias("n"))).row(0)
    if length <= _TRIED or different > _FEW:
        return None
    return collect(value.group_by("value").agg(pl.len().alias("rows"))).with_row_index(ROW)


def _decide(data: Data, rows: Rows, column: Column, values: pl.DataFrame, rule: Rule) -> ValueCounts:
    on_values = Rows(data, rows.table, values.lazy(), ROW)
    on_values.know(column, pl.col("value"))
    decider = Decider(data, rows.table, on_values)
    decision = decider.decide(rule)
    chosen = pl.lit(value=True) if decision.chosen is None else pl.col(decision.chosen)
    made = collect(
        decider.rows.frame.select("value", "rows", chosen.alias("chosen"), outcome(decision).alias("passes"))
    )
    decided = made.filter("chosen")
    if decision.certain and decision.chosen is None:
        decided = made.filter(pl.col("passes").is_not_null())
    failing = decided.filter(~pl.col("passes"))
    unknown = decided.filter(pl.col("passes").is_null())
    broken = rows.expression(column).is_in(failing["value"].implode(), nulls_equal=True)
    finding = Decision(rule, None, None if failing.is_empty() else ~broken, certain=True)
    checked, failed, undecided = (int(part["rows"].sum()) for part in (decided, failing, unknown))
    return ValueCounts(checked, failed, undecided, finding)
