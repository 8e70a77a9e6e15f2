"""The Polars engine: the rules of a table as a few lazy plans over whole columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar

import polars as pl

from dcl.analysis.terms import Term
from dcl.engines.base import Split, Tally
from dcl.engines.polars.cells import ROW
from dcl.engines.polars.collecting import RuleFailure, collect
from dcl.engines.polars.data import Data
from dcl.engines.polars.decide import Decider, Decision, decide_in_groups, stands_alone
from dcl.engines.polars.determines import check_determines
from dcl.engines.polars.distinct import ValueCounts, decide_by_values
from dcl.engines.polars.explain import explain_program
from dcl.engines.polars.fallback import translates
from dcl.engines.polars.fused import RowCounts, chunks, count_rows
from dcl.engines.polars.groups import check_groups
from dcl.engines.polars.keys import sharing_rows
from dcl.engines.polars.pairs import check_pairs
from dcl.engines.polars.rows import Rows
from dcl.engines.polars.samples import fetch_samples
from dcl.engines.polars.splitting import count_values, split_rows
from dcl.engines.reference import ReferenceEngine
from dcl.engines.splitting import Splitter
from dcl.ir.program import DeterminesCheck, GroupCheck, PairCheck, Program, RowCheck, Rule, UniqueCheck
from dcl.tables.table import CellKind, Table

__all__ = ["PolarsEngine", "RuleFailure"]

_T = TypeVar("_T")


class PolarsEngine:
    """Decides rules by lazy plans on the streaming engine; it means what the reference engine means."""

    def rows(self, table: Table) -> int:
        """How many rows a table has."""
        if table.records is not None:
            return len(table.records)
        return 0 if table.frame is None else int(collect(table.frame.select(pl.len())).item())

    def sizes(self, program: Program, tables: Mapping[str, Table]) -> Mapping[str, int]:
        """How many rows each table has: those of `tables`, and all that are made from them."""
        data = Data(program, tables)
        return {spec.name: data.size(spec.name) for spec in program.tables if spec.name in data.tables}

    def count(
        self, program: Program, tables: Mapping[str, Table], table: str, terms: Sequence[Term]
    ) -> Mapping[tuple[Any, ...], int]:
        """How many rows of a table have which values of the terms; None stands for a missing one."""
        return count_values(Data(program, tables), table, terms)

    def check(
        self,
        program: Program,
        tables: Mapping[str, Table],
        rules: Sequence[Rule],
        limit: int | None,
        split: Split | None = None,
    ) -> Mapping[str, Tally]:
        """A tally for each rule by its id, with at most `limit` failures (None: all)."""
        native = [rule for rule in rules if translates(program, rule)]
        left = [rule for rule in rules if rule not in native]
        tallies = {} if not left else dict(ReferenceEngine().check(program, tables, left, limit, split))
        tallies |= self._check_natively(program, tables, native, limit, split)
        return {rule.id: tallies[rule.id] for rule in rules}

    def _check_natively(
        self,
        program: Program,
        tables: Mapping[str, Table],
        rules: Sequence[Rule],
        limit: int | None,
        split: Split | None,
    ) -> Mapping[str, Tally]:
        data = Data(program, tables)
        tallies: dict[str, Tally] = {}
        counts: list[RowCounts] = []
        most, limit = limit, None if split is not None else limit
        for table in dict.fromkeys(rule.table for rule in rules):
            of_table = [rule for rule in rules if rule.table == table]
            for part in chunks([rule for rule in of_table if stands_alone(rule)]):
                counts += _count_alone(data, table, part, limit)
            for rule in of_table:
                match rule.body:
                    case UniqueCheck() as body:
                        counts.append(_named(rule, partial(_count_sharing, data, rule, body, limit)))
                    case RowCheck() as body if not stands_alone(rule):
                        counts.append(_named(rule, partial(_count_in_groups, data, rule, body, limit)))
                    case GroupCheck() as body:
                        tallies[rule.id] = _named(rule, partial(check_groups, data, rule, body, limit))
                    case PairCheck() as body:
                        tallies[rule.id] = _named(rule, partial(check_pairs, data, rule, body, limit))
                    case DeterminesCheck() as body:
                        tallies[rule.id] = _named(rule, partial(check_determines, data, rule, body, limit))
                    case body if not stands_alone(rule):
                        raise RuleFailure(rule.id, f"it knows nothing of a {type(body).__name__}")
        if split is None:
            return tallies | _with_samples(data, counts)
        splitters = {rule.id: Splitter(rule, split) for rule in rules}
        parted = {id_: splitters[id_].tally(tally, most) for id_, tally in tallies.items()}
        return parted | _with_samples(data, *split_rows(data, counts, splitters, most))

    def explain(self, program: Program) -> str:
        """The compiled rules of each table and the Polars query that decides them."""
        return explain_program(program)


def _named(rule: Rule, run: Callable[[], _T]) -> _T:
    """Runs the plan of one rule; what Polars cannot do is said with the rule's name."""
    try:
        return run()
    except (pl.exceptions.PolarsError, LookupError, TypeError) as failure:
        raise RuleFailure(rule.id, str(failure)) from failure


def _count_alone(data: Data, table: str, rules: Sequence[Rule], limit: int | None) -> list[RowCounts]:
    """Rules that need no other row of their table: all in one plan."""
    decider = Decider(data, table)
    by_values = decide_by_values(data, decider, rules)
    decisions = [
        by_values[rule.id].finding if rule.id in by_values else _named(rule, partial(decider.decide, rule))
        for rule in rules
    ]
    try:
        counts = count_rows(decider.rows.frame, decisions, limit)
    except pl.exceptions.PolarsError:
        _find_culprit(decider.rows, decisions)
        raise
    return [_known_by_values(count, by_values.get(count.rule.id)) for count in counts]


def _known_by_values(count: RowCounts, known: ValueCounts | None) -> RowCounts:
    """Counts by values, where there are such, with the failing rows that were found."""
    if known is None:
        return count
    return replace(count, checked=known.checked, failed=known.failed, unknown=known.unknown)


def _find_culprit(rows: Rows, decisions: Sequence[Decision]) -> None:
    """Runs each rule alone on no rows, which is enough to find the one that Polars does not understand."""
    for decision in decisions:
        _named(decision.rule, partial(count_rows, rows.frame.head(0), [decision], 0))


def _count_in_groups(data: Data, rule: Rule, body: RowCheck, limit: int | None) -> RowCounts:
    rows, decision = decide_in_groups(data, rule, body)
    return count_rows(rows.frame, [decision], limit)[0]


def _count_sharing(data: Data, rule: Rule, body: UniqueCheck, limit: int | None) -> RowCounts:
    """Rows that share a key with another row."""
    rows = data.rows(rule.table)
    terms = [data.column(rule.table, name) for name in body.columns]
    rows.need(terms)
    keyed = rows.frame.select(ROW, *(rows.expression(term).alias(f"key{place}") for place, term in enumerate(terms)))
    keyed = keyed.drop_nulls()
    if data.tables[rule.table].table.kind is CellKind.TEXT:
        # Each pass over a text file parses all of it.
        keyed = collect(keyed).lazy()
    checked, sharing = sharing_rows(keyed, ROW)
    return RowCounts(rule, checked, len(sharing), 0, 0, sharing if limit is None else sharing.head(limit))


def _with_samples(
    data: Data, counts: Sequence[RowCounts], splits: Mapping[str, tuple[Mapping[Any, int], ...]] = MappingProxyType({})
) -> dict[str, Tally]:
    """The tallies, with what the rules show of their failing rows; each table is asked once."""
    tallies = {}
    for table in dict.fromkeys(count.rule.table for count in counts):
        of_table = [count for count in counts if count.rule.table == table]
        failing = [count for count in of_table if len(count.rows)]
        numbers = pl.concat([count.rows for count in failing]) if failing else pl.Series(ROW, [], dtype=pl.Int64)
        samples = fetch_samples(data, table, [count.rule for count in failing], numbers)
        for count in of_table:
            failures = tuple(samples[row].failure(count.rule, row) for row in count.rows)
            tallies[count.rule.id] = Tally(
                count.checked, count.failed, count.unknown, count.outside, failures, split=splits.get(count.rule.id, ())
            )
    return tallies
