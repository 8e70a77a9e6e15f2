"""Rules over pairs: every two rows that agree on some columns, never all of them in memory.

The rows stand sorted by their group and by which of two comes first, so that the pairs of a row are the rows after it
in its group. Where a check is true of all shapes that are apart, only pairs of overlapping shapes are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import polars as pl

from dcl.analysis.terms import Side, Term
from dcl.engines.base import Failure, Tally
from dcl.engines.polars.cells import ROW
from dcl.engines.polars.collecting import RuleFailure, collect
from dcl.engines.polars.data import Data
from dcl.engines.polars.decide import choose
from dcl.engines.polars.precedence import precedence, sortable
from dcl.engines.polars.rows import Rows
from dcl.engines.polars.samples import fetch_samples
from dcl.engines.polars.shapes import pairs_of_shapes
from dcl.engines.polars.sides import bare, lifted, sided
from dcl.engines.polars.sweep import Pairs, expanded, size_of
from dcl.engines.polars.touching import touching
from dcl.ir.program import PairCheck, Rule

MOST = 500_000_000
"""So many pairs take some ten seconds; more are refused."""

SMALL = 50
"""In groups up to this size it is quicker to look at all pairs than to search for the overlapping ones."""


@dataclass(frozen=True)
class Placed:
    """The chosen rows, sorted by group `g` and precedence, with their place `at`, the end `end` of their group, and the
    values of the terms that the check reads of a row; and how many rows are in no group."""

    frame: pl.DataFrame
    values: dict[Term, str]
    outside: int


def check_pairs(data: Data, rule: Rule, body: PairCheck, limit: int | None) -> Tally:
    """The tally of a rule over pairs."""
    check = lifted(body.check)
    placed = _place(data, rule.table, body, list(dict.fromkeys(side.operand for side in sided(check))))
    checked = int((placed.frame["end"] - placed.frame["at"] - 1).sum())
    pairs = _to_look_at(placed, check)
    if pairs.size > MOST:
        raise RuleFailure(
            rule.id,
            f"there are {pairs.size:,} pairs to look at and it stops at {MOST:,}; "
            "name more columns after `pairs in`, or choose rows with `when`",
        )
    judge = _Judge(data, rule.table, placed, check, limit)
    for block in pairs.blocks:
        judge.look_at(block)
    failures = _failures(data, rule, judge.failing)
    return Tally(checked, judge.failed, judge.unknown + pairs.unknown, placed.outside, failures)


def plan_of(body: PairCheck) -> str:
    """How pairs are looked at, in words."""
    if touching(lifted(body.check)) is None:
        return "all pairs, a block at a time"
    return f"pairs, by a sweep over touching shapes in groups of more than {SMALL} rows"


def _place(data: Data, table: str, body: PairCheck, read: Sequence[Term]) -> Placed:
    rows = data.rows(table)
    chosen, inside = choose(rows, body.when, body.within)
    keys = [data.column(table, name) for name in data.tables[table].spec.keys]
    rows.need([*body.within, *(term for term, _ in body.order), *keys, *read])
    by = [(sortable(rows.expression(term), term), False) for term in body.within]
    groups = [f"within{place}" for place in range(len(by))]
    by += precedence(rows, body.order, keys)
    names = [f"by{place}" if place >= len(groups) else groups[place] for place in range(len(by))]
    values = {term: f"value{place}" for place, term in enumerate(read)}
    found = collect(
        rows.frame.select(
            ROW,
            inside=pl.lit(value=True) if inside is None else pl.col(inside),
            chosen=pl.lit(value=True) if chosen is None else pl.col(chosen),
            **{name: value for name, (value, _) in zip(names, by, strict=True)},
            **{name: rows.expression(term) for term, name in values.items()},
        )
    )
    outside = found.height - int(found["inside"].sum())
    frame = found.filter("chosen").sort(*names, ROW, descending=[*(falls for _, falls in by), False])
    group = pl.struct(groups).rle_id() if groups else pl.lit(0, dtype=pl.UInt32)
    frame = frame.select(ROW, *values.values(), g=group, at=pl.int_range(pl.len(), dtype=pl.Int64))
    sizes = frame["g"].rle().struct.field("len").cast(pl.Int64)
    return Placed(frame.with_columns(end=sizes.cum_sum().gather(frame["g"])), values, outside)


def _to_look_at(placed: Placed, check: Term) -> Pairs:
    """The pairs that may fail."""
    apart = touching(check)
    if apart is None:
        return _all_pairs(placed.frame)
    sizes = placed.frame.select(small=pl.len().over("g") <= SMALL).to_series()
    few = _all_pairs(placed.frame.filter(sizes))
    many = placed.frame.filter(~sizes)
    if many.is_empty():
        return few
    swept = pairs_of_shapes(many.select("g", "at", "end", shape=placed.values[apart.shape]), apart)
    return Pairs(few.size + swept.size, few.unknown + swept.unknown, chain(few.blocks, swept.blocks))


def _all_pairs(frame: pl.DataFrame) -> Pairs:
    windows = frame.select(i="at", low=pl.col("at") + 1, high="end")
    return Pairs(size_of(windows), 0, expanded(windows))


class _Judge:
    """Looks at pairs, counts, and keeps the first that fail."""

    def __init__(self, data: Data, table: str, placed: Placed, check: Term, limit: int | None) -> None:
        self.failed = self.unknown = 0
        self.failing = pl.DataFrame(schema={"a": pl.Int64, "b": pl.Int64})
        self._data, self._table, self._check, self._limit = data, table, check, limit
        self._rows = placed.frame[ROW]
        self._sides = {side: placed.values[side.operand] for side in sided(check)}
        self._values = placed.frame.select(*dict.fromkeys(self._sides.values()))

    def look_at(self, block: pl.DataFrame) -> None:
        """Judges the pairs at some places, `i` and `j` in any order."""
        earlier, later = block.select(pl.min_horizontal("i", "j").alias("a"), pl.max_horizontal("i", "j").alias("b"))
        verdict = self._verdicts(earlier, later)
        self.unknown += verdict.null_count()
        fails = (~verdict).fill_null(value=False)
        if number := int(fails.sum()):
            self.failed += number
            self._keep(earlier.filter(fails), later.filter(fails))

    def _verdicts(self, earlier: pl.Series, later: pl.Series) -> pl.Series:
        columns = [
            self._values[name].gather(earlier if side.side == "a" else later).alias(f"{side.side}.{name}")
            for side, name in self._sides.items()
        ]
        frame = pl.DataFrame([pl.int_range(len(earlier), eager=True).alias("pair"), *columns])
        rows = Rows(self._data, self._table, frame.lazy(), "pair")
        for side, name in self._sides.items():
            rows.know(side, pl.col(f"{side.side}.{name}"))
        rows.need([self._check])
        found = collect(rows.frame.select("pair", verdict=rows.expression(self._check)))
        return found["verdict"]

    def _keep(self, earlier: pl.Series, later: pl.Series) -> None:
        found = pl.DataFrame({"a": self._rows.gather(earlier), "b": self._rows.gather(later)})
        failing = pl.concat([self.failing, found])
        self.failing = failing if self._limit is None else failing.sort("a", "b").head(self._limit)


def _failures(data: Data, rule: Rule, failing: pl.DataFrame) -> tuple[Failure, ...]:
    shown: dict[str, Term] = {name: bare(term) for name, term in rule.shows}
    of_rows = replace(rule, shows=tuple(shown.items()))
    samples = fetch_samples(data, rule.table, [of_rows], pl.concat([failing["a"], failing["b"]]))
    failures = []
    for a, b in failing.sort("a", "b").iter_rows():
        values: dict[str, Any] = {}
        for name, term in rule.shows:
            row = b if isinstance(term, Side) and term.side == "b" else a
            values[name] = samples[row].values[shown[name]]
        failures.append(Failure(a, samples[a].keys, values, other_row=b, other_keys=samples[b].keys))
    return tuple(failures)
