"""The fast plan of rules on rows: many rules, one pass over the data.

First a column of conditions for each rule, then the sums and counts of these columns and the numbers of the first
failing rows. Polars shares what the conditions of the first step have in common, and nothing between aggregates; and
it stops looking for failing rows as soon as it has enough of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dcl.engines.polars.cells import ROW
from dcl.engines.polars.collect import collect
from dcl.engines.polars.decide import Decision
from dcl.ir.program import Rule

_CHUNK = 200
"""So many rules go into one plan; more would hold more memory than they save time."""


@dataclass(frozen=True)
class RowCounts:
    """What a rule came to on rows: counts, and the numbers of the first failing rows."""

    rule: Rule
    checked: int
    failed: int
    unknown: int
    outside: int
    rows: pl.Series


def chunks(rules: Sequence[Rule]) -> list[Sequence[Rule]]:
    """The rules in parts that go into one plan each."""
    return [rules[start : start + _CHUNK] for start in range(0, len(rules), _CHUNK)]


def count_rows(frame: pl.LazyFrame, decisions: Sequence[Decision], limit: int | None) -> list[RowCounts]:
    """Runs the plan of the decisions."""
    found = collect(counting_plan(frame, decisions, limit))
    return [_counts(decision.rule, found, place) for place, decision in enumerate(decisions)]


def counting_plan(frame: pl.LazyFrame, decisions: Sequence[Decision], limit: int | None) -> pl.LazyFrame:
    """One row of counts and failing rows for all decisions."""
    conditions: list[pl.Expr] = []
    aggregates: list[pl.Expr] = [pl.len().alias("rows")]
    for place, decision in enumerate(decisions):
        conditions += _conditions(decision, place)
        aggregates += _aggregates(decision, place, limit)
    return frame.select(ROW, *conditions).select(aggregates)


def _conditions(decision: Decision, place: int) -> list[pl.Expr]:
    made = []
    if decision.chosen is not None:
        made.append(decision.chosen.alias(f"chosen{place}"))
    if decision.passes is not None:
        passes = decision.passes if decision.chosen is None else pl.when(decision.chosen).then(decision.passes)
        made.append(passes.alias(f"passes{place}"))
    if decision.inside is not None:
        made.append(decision.inside.alias(f"inside{place}"))
    return made


def _aggregates(decision: Decision, place: int, limit: int | None) -> list[pl.Expr]:
    made = []
    if decision.chosen is not None:
        made.append(pl.col(f"chosen{place}").sum().alias(f"checked{place}"))
    if decision.passes is not None:
        passes = pl.col(f"passes{place}")
        failing = pl.col(ROW).filter(~passes)
        made += [
            passes.sum().alias(f"passed{place}"),
            passes.count().alias(f"decided{place}"),
            (failing if limit is None else failing.head(limit)).implode().alias(f"failing{place}"),
        ]
    if decision.inside is not None:
        made.append(pl.col(f"inside{place}").sum().alias(f"members{place}"))
    return made


def _counts(rule: Rule, found: pl.DataFrame, place: int) -> RowCounts:
    size = int(found["rows"].item())

    def number(name: str, otherwise: int) -> int:
        return int(found[f"{name}{place}"].item()) if f"{name}{place}" in found.columns else otherwise

    checked = number("checked", size)
    decided = number("decided", checked)
    failed = decided - number("passed", decided)
    failing = f"failing{place}"
    rows = found[failing][0] if failing in found.columns else pl.Series(ROW, [], dtype=pl.Int64)
    return RowCounts(rule, checked, failed, checked - decided, size - number("members", size), rows)
