"""The meaning of rules: which items a body checks, and which of them fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dcl.analysis.terms import Aggregate, Column, Metric, Side, Term
from dcl.engines.base import Failure, Tally
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.groups import Groups
from dcl.engines.reference.scope import RowSet, Scope
from dcl.engines.reference.values import identity
from dcl.ir.program import CellCheck, GroupCheck, ReviewOnly, RowCheck, Rule, UniqueCheck
from dcl.tables.cells import Misfit


@dataclass
class Count:
    """Counts the verdicts on items and keeps the failures among the first `limit` failing items."""

    limit: int | None
    checked: int = 0
    failed: int = 0
    unknown: int = 0
    failures: list[Failure] = field(default_factory=list)

    def add(self, verdict: bool | None, describe: Callable[[], Iterable[Failure]]) -> None:
        """One more checked item; `describe` tells its failures, where they are wanted."""
        self.checked += 1
        if verdict is None:
            self.unknown += 1
        elif not verdict:
            self.failed += 1
            if self.limit is None or self.failed <= self.limit:
                self.failures += describe()

    def tally(self, outside: int = 0, measured: Mapping[str, Any] | None = None) -> Tally:
        return Tally(self.checked, self.failed, self.unknown, outside, tuple(self.failures), measured)


def check_cells(evaluator: Evaluator, rule: Rule, body: CellCheck, limit: int | None) -> Tally:
    """`required` asks every cell whether it is there; the others ask the cells that are there whether they fit."""
    count = Count(limit)
    for row, cell in enumerate(evaluator.tables[rule.table].cells(body.column)):
        describe = _row_failure(evaluator, rule, Scope(rule.table, row))
        if body.kind == "required":
            count.add(cell is not None, describe)
        elif cell is not None:
            count.add(not (isinstance(cell, Misfit) and cell.kind == body.kind), describe)
    return count.tally()


def check_rows(evaluator: Evaluator, rule: Rule, body: RowCheck, limit: int | None) -> Tally:
    """Rows with a missing `per` value are outside and not checked; they are counted before `when` chooses."""
    groups = Groups(evaluator, rule.table, body.per, body.order)
    own_of = {row: group for group in groups.chosen(body.when) for row in group.rows}
    count = Count(limit)
    for row in sorted(own_of):
        scope = own_of[row].around(rule.table, row)
        count.add(evaluator.value(body.check, scope), _row_failure(evaluator, rule, scope))
    return count.tally(groups.outside)


def check_groups(evaluator: Evaluator, rule: Rule, body: GroupCheck, limit: int | None) -> Tally:
    """Each group is checked once, in the order of the first chosen row; a whole table always, also without rows."""
    groups = Groups(evaluator, rule.table, body.per, body.order)
    chosen = groups.chosen(body.when)
    if not body.per:
        return _check_table(evaluator, rule, body, chosen[0] if chosen else RowSet(()))
    count = Count(limit)
    for group in chosen:
        scope = group.around(rule.table, group.rows[0])
        count.add(evaluator.value(body.check, scope), _group_failure(evaluator, rule, body, scope))
    return count.tally(groups.outside)


def _check_table(evaluator: Evaluator, rule: Rule, body: GroupCheck, rows: RowSet) -> Tally:
    scope = rows.around(rule.table, None)
    verdict = evaluator.value(body.check, scope)
    measured = _measured(evaluator, rule, scope)
    count = Count(None)
    count.add(verdict, lambda: [Failure(None, {}, measured=measured)])
    return count.tally(measured=measured)


def check_unique(evaluator: Evaluator, rule: Rule, body: UniqueCheck, limit: int | None) -> Tally:
    """Missing values are never equal: a row with a missing part is not checked."""
    columns = [evaluator.column(rule.table, name) for name in body.columns]
    keys = [identity(parts) for parts in zip(*columns, strict=True)]
    sharing: dict[Any, int] = {}
    for key in keys:
        sharing[key] = sharing.get(key, 0) + 1
    count = Count(limit)
    for row, key in enumerate(keys):
        if key is not None:
            count.add(sharing[key] == 1, _row_failure(evaluator, rule, Scope(rule.table, row)))
    return count.tally()


def count_reviewed(evaluator: Evaluator, rule: Rule, body: ReviewOnly) -> Tally:
    """How many rows people choose their sample from. Nothing of them is decided here, so none fails."""
    groups = Groups(evaluator, rule.table, body.per)
    chosen = groups.chosen(body.when)
    return Tally(sum(len(group.rows) for group in chosen), failed=0, unknown=0, outside=groups.outside)


def row_keys(evaluator: Evaluator, scope: Scope) -> dict[str, Any]:
    """The key columns of a row, as reports show them."""
    spec = evaluator.tables[scope.table].spec
    return {name: _shown_column(evaluator, scope, name) for name in spec.keys}


def shown_values(evaluator: Evaluator, shows: Sequence[tuple[str, Term]], scope: Scope) -> dict[str, Any]:
    """What the terms to show came to; a column whose cell does not fit shows its raw text."""
    return {name: _shown(evaluator, scope, term) for name, term in shows}


def _shown(evaluator: Evaluator, scope: Scope, term: Term) -> Any:
    match term:
        case Column(name=name):
            return _shown_column(evaluator, scope, name)
        case Side():
            return _shown(evaluator, scope.side(term.side), term.operand)
        case _:
            return evaluator.value(term, scope)


def _shown_column(evaluator: Evaluator, scope: Scope, name: str) -> Any:
    table = evaluator.tables[scope.table]
    row = scope.row
    assert row is not None, name
    if name in table.spec.derived_by_name:
        return evaluator.column(scope.table, name)[row]
    cell = table.cells(name)[row]
    return cell.raw if isinstance(cell, Misfit) else cell


def _row_failure(evaluator: Evaluator, rule: Rule, scope: Scope) -> Callable[[], list[Failure]]:
    return lambda: [Failure(scope.row, row_keys(evaluator, scope), shown_values(evaluator, rule.shows, scope))]


def _group_failure(evaluator: Evaluator, rule: Rule, body: GroupCheck, scope: Scope) -> Callable[[], list[Failure]]:
    def describe() -> list[Failure]:
        values = [evaluator.value(term, scope) for term in body.per]
        keys = dict(zip(rule.group_names, values, strict=True))
        return [Failure(None, keys, measured=_measured(evaluator, rule, scope))]

    return describe


def _measured(evaluator: Evaluator, rule: Rule, scope: Scope) -> dict[str, Any]:
    def come_to(measure: Aggregate | Metric) -> Any:
        return evaluator.value(measure, scope)

    return {text: come_to(measure) for text, measure in rule.measures}
