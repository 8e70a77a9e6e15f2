"""The meaning of `pairs in`: what is checked of every two rows that agree on its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dcl.engines.base import Failure, Tally
from dcl.engines.reference.check import Count, row_keys, shown_values
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.groups import Groups
from dcl.engines.reference.order import by_precedence
from dcl.engines.reference.scope import RowSet, Scope
from dcl.ir.program import PairCheck, Rule


def check_pairs(evaluator: Evaluator, rule: Rule, body: PairCheck, limit: int | None) -> Tally:
    """Every pair once, by the row of `a` and then the row of `b`; rows with a missing `within` value are outside."""
    groups = Groups(evaluator, rule.table, body.within)
    places = {row: place for place, row in enumerate(by_precedence(evaluator, rule.table, body.order))}
    count = Count(limit)
    for earlier, later in _pairs(groups.chosen(body.when), places):
        scope = Scope(rule.table, earlier, other=later)
        count.add(evaluator.value(body.check, scope), _pair_failure(evaluator, rule, scope))
    return count.tally(groups.outside)


def _pairs(chosen: list[RowSet], places: dict[int, int]) -> Iterator[tuple[int, int]]:
    """One pair after the other: never all of them at once."""
    group_of = {row: group for group in chosen for row in group.rows}
    for row in sorted(group_of):
        for other in group_of[row].rows:
            if places[row] < places[other]:
                yield row, other


def _pair_failure(evaluator: Evaluator, rule: Rule, scope: Scope) -> Callable[[], list[Failure]]:
    def describe() -> list[Failure]:
        keys, values = row_keys(evaluator, scope), shown_values(evaluator, rule.shows, scope)
        other_keys = row_keys(evaluator, Scope(scope.table, scope.other))
        return [Failure(scope.row, keys, values, other_row=scope.other, other_keys=other_keys)]

    return describe
