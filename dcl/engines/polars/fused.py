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
from dcl.engines.polars.collecting import collect
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
    return [_counts(decision, found, place) for place, decision in enumerate(decisions)]


def counting_plan(frame: pl.LazyFrame, decisions: Sequence[Decision], limit: int | None) -> pl.LazyFrame:
    """One row of counts and failing rows for all decisions."""
    shared = dict.fromkeys(name for each in decisions for name in (each.chosen, each.inside) if name is not None)
    conditions = [outcome(decision).alias(f"passes{place}") for place, decision in _deciding(decisions)]
    aggregates = [pl.len().alias("rows"), *(pl.col(name).sum().alias(f"sum.{name}") for name in shared)]
    for place, _ in _deciding(decisions):
        passes = pl.col(f"passes{place}")
        failing = pl.col(ROW).filter(~passes)
        aggregates += [
            passes.sum().alias(f"passed{place}"),
            passes.count().alias(f"decided{place}"),
            (failing if limit is None else failing.head(limit)).implode().alias(f"failing{place}"),
        ]
    return frame.select(ROW, *shared, *conditions).select(aggregates)


def _deciding(decisions: Sequence[Decision]) -> list[tuple[int, Decision]]:
    """The decisions that some row may fail, with their places."""
    return [(place, decision) for place, decision in enumerate(decisions) if decision.passes is not None]


def outcome(decision: Decision) -> pl.Expr:
    """True, false or unknown on the rows that the decision checks; never false on others."""
    passes = pl.lit(value=True) if decision.passes is None else decision.passes
    if decision.chosen is None or decision.certain:
        return passes
    return pl.when(pl.col(decision.chosen)).then(passes)


def _counts(decision: Decision, found: pl.DataFrame, place: int) -> RowCounts:
    def number(name: str) -> int:
        return int(found[name].item())

    size = number("rows")
    outside = 0 if decision.inside is None else size - number(f"sum.{decision.inside}")
    checked = size if decision.chosen is None else number(f"sum.{decision.chosen}")
    if decision.passes is None:
        return RowCounts(decision.rule, checked, 0, 0, outside, pl.Series(ROW, [], dtype=pl.Int64))
    decided = number(f"decided{place}")
    failed = decided - number(f"passed{place}")
    if decision.certain:
        checked = decided if decision.chosen is None else checked
        decided = checked
    return RowCounts(decision.rule, checked, failed, checked - decided, outside, found[f"failing{place}"][0])
