"""The reference engine: row by row in plain Python. It defines what a contract means; every other engine is held to
it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dcl.analysis.terms import Term
from dcl.engines.base import Split, Tally
from dcl.engines.reference.check import (
    check_cells,
    check_groups,
    check_rows,
    check_unique,
    count_reviewed,
    shown_values,
)
from dcl.engines.reference.determines import check_determines
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.origins import evaluator_of
from dcl.engines.reference.pairs import check_pairs
from dcl.engines.reference.scope import Scope
from dcl.engines.splitting import Splitter, hashable
from dcl.ir.program import (
    CellCheck,
    DeterminesCheck,
    GroupCheck,
    PairCheck,
    Program,
    ReviewOnly,
    RowCheck,
    Rule,
    UniqueCheck,
)
from dcl.tables.table import Table


class ReferenceEngine:
    """Decides every rule by its definition."""

    def rows(self, table: Table) -> int:
        """How many rows a table has."""
        return sum(1 for _ in table.rows())

    def sizes(self, program: Program, tables: Mapping[str, Table]) -> Mapping[str, int]:
        """How many rows each table has, those that are made from others included."""
        made = evaluator_of(program, tables).tables
        return {spec.name: made[spec.name].size for spec in program.tables if spec.name in made}

    def count(
        self, program: Program, tables: Mapping[str, Table], table: str, terms: Sequence[Term]
    ) -> Mapping[tuple[Any, ...], int]:
        """How many rows of a table have which values of the terms; None stands for a missing one."""
        evaluator = evaluator_of(program, tables)
        shows = tuple((str(place), term) for place, term in enumerate(terms))
        rows = (Scope(table, row) for row in range(evaluator.tables[table].size))
        return Counter(tuple(map(hashable, shown_values(evaluator, shows, scope).values())) for scope in rows)

    def check(
        self,
        program: Program,
        tables: Mapping[str, Table],
        rules: Sequence[Rule],
        limit: int | None,
        split: Split | None = None,
    ) -> Mapping[str, Tally]:
        """A tally for each rule by its id, with at most `limit` failures (None: all)."""
        evaluator = evaluator_of(program, tables)
        if split is None:
            return {rule.id: _check(evaluator, rule, limit) for rule in rules}
        return {rule.id: Splitter(rule, split).tally(_check(evaluator, rule, None), limit) for rule in rules}


def _check(evaluator: Evaluator, rule: Rule, limit: int | None) -> Tally:
    match rule.body:
        case CellCheck() as body:
            return check_cells(evaluator, rule, body, limit)
        case RowCheck() as body:
            return check_rows(evaluator, rule, body, limit)
        case GroupCheck() as body:
            return check_groups(evaluator, rule, body, limit)
        case PairCheck() as body:
            return check_pairs(evaluator, rule, body, limit)
        case ReviewOnly() as body:
            return count_reviewed(evaluator, rule, body)
        case UniqueCheck() as body:
            return check_unique(evaluator, rule, body, limit)
        case DeterminesCheck() as body:
            return check_determines(evaluator, rule, body, limit)
        case body:
            raise TypeError(f"{type(body).__name__} is decided before any engine is asked")
