"""The meaning of `determines`: rows that agree on the left agree on the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dcl.analysis.terms import Term
from dcl.engines.base import Failure, Tally
from dcl.engines.reference.check import Count, row_keys, shown_values
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.groups import Groups
from dcl.engines.reference.scope import Scope
from dcl.engines.reference.values import identity
from dcl.ir.program import DeterminesCheck, Rule


@dataclass
class Votes:
    """What the rows that agree on the left say of one column on the right."""

    counts: Counter[Hashable] = field(default_factory=Counter)
    values: dict[Hashable, Any] = field(default_factory=dict)

    def add(self, value: Any) -> None:
        """One more vote; a missing value has none."""
        if (key := identity(value)) is not None:
            self.counts[key] += 1
            self.values.setdefault(key, value)

    def expected(self) -> Any:
        """The single most common value; None where there is none."""
        first = self.counts.most_common(2)
        if len(first) == 2 and first[0][1] == first[1][1]:
            return None
        return self.values[first[0][0]] if first else None


def check_determines(evaluator: Evaluator, rule: Rule, body: DeterminesCheck, limit: int | None) -> Tally:
    """The columns of `per` join the left; a row with a missing value there is unknown."""
    groups = Groups(evaluator, rule.table, body.per)
    rows = [row for row in range(len(groups.of_row)) if groups.chooses(body.when, row)]
    left = [identity(_values(evaluator, rule, body.per + body.left, row)) for row in rows]
    right = [_values(evaluator, rule, body.right, row) for row in rows]
    expected = _expected(left, right)
    count = Count(limit)
    for row, key, values in zip(rows, left, right, strict=True):
        verdicts = [None for _ in values] if key is None else list(map(_agrees, values, expected[key]))
        verdict = False if False in verdicts else None if None in verdicts else True
        blamed = _blamed(evaluator, rule, body, row, verdicts, expected.get(key, ()))
        count.add(verdict, blamed)
    return count.tally()


def _expected(
    left: Sequence[Hashable | None], right: Sequence[tuple[Any, ...]]
) -> dict[Hashable | None, tuple[Any, ...]]:
    """For the rows that agree on the left, what each column on the right should hold."""
    votes: dict[Hashable | None, list[Votes]] = {}
    for key, values in zip(left, right, strict=True):
        if key is not None:
            for column, value in zip(votes.setdefault(key, [Votes() for _ in values]), values, strict=True):
                column.add(value)
    return {key: tuple(column.expected() for column in columns) for key, columns in votes.items()}


def _values(evaluator: Evaluator, rule: Rule, terms: Sequence[Term], row: int) -> tuple[Any, ...]:
    scope = Scope(rule.table, row)
    return tuple(evaluator.value(term, scope) for term in terms)


def _agrees(value: Any, expected: Any) -> bool | None:
    """Without a single most common value every row is wrong; a missing value is neither right nor wrong."""
    if (own := identity(value)) is None:
        return None
    return expected is not None and own == identity(expected)


def _blamed(
    evaluator: Evaluator,
    rule: Rule,
    body: DeterminesCheck,
    row: int,
    verdicts: Sequence[bool | None],
    expected: Sequence[Any],
) -> Callable[[], list[Failure]]:
    """One failure for each wrong column of the row."""

    def describe() -> list[Failure]:
        scope = Scope(rule.table, row)
        keys, values = row_keys(evaluator, scope), shown_values(evaluator, rule.shows, scope)
        return [
            Failure(row, keys, values, column=name, suggestion=suggestion)
            for name, verdict, suggestion in zip(body.right_names, verdicts, expected, strict=True)
            if verdict is False
        ]

    return describe
