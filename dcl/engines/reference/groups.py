"""Groups of rows: which rows have the same `per` values, and which of them `when` chooses."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from dcl.analysis.terms import Order, Term
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.order import in_order
from dcl.engines.reference.scope import Ordering, RowSet, Scope
from dcl.engines.reference.sequences import needs_order
from dcl.engines.reference.values import identity


class Groups:
    """The rows of a table in groups with equal `per` values; without `per`, all in one.

    A row with a missing `per` value belongs to no group: `of_row` is None there, and `outside` counts such rows. `all`
    are the groups in the order of their first rows.
    """

    def __init__(self, evaluator: Evaluator, table: str, per: Sequence[Term], order: Order = ()) -> None:
        self._evaluator = evaluator
        self._table = table
        values = [self._values(per, scope) for scope in self._scopes(per, order)]
        keys = [identity(each) for each in values]
        placed = _alike(keys, in_order(evaluator, table, order)) if order else None
        groups = {}
        for key, rows in _alike(keys, range(len(keys))).items():
            shared = {term: value for term, value in zip(per, values[rows[0]], strict=True) if needs_order(term)}
            groups[key] = RowSet(rows, None if placed is None else Ordering(placed.get(key, ())), shared)
        self.all = list(groups.values())
        self.of_row = [None if key is None else groups[key] for key in keys]
        self.outside = keys.count(None)

    def _scopes(self, per: Sequence[Term], order: Order) -> list[Scope]:
        """The rows as `per` sees them; what needs an order, as the number of a span, looks at the other groups."""
        wide = [term for term in per if not needs_order(term)]
        if len(wide) == len(per):
            return [Scope(self._table, row) for row in range(self._evaluator.tables[self._table].size)]
        groups = Groups(self._evaluator, self._table, wide, order)
        return [groups.around(row) for row in range(len(groups.of_row))]

    def _values(self, per: Sequence[Term], scope: Scope) -> tuple[Any, ...]:
        return tuple(self._evaluator.value(term, scope) for term in per)

    def around(self, row: int) -> Scope:
        """The scope of a row in all of its group."""
        group = self.of_row[row]
        return Scope(self._table, row) if group is None else group.around(self._table, row)

    def chooses(self, when: Sequence[Term], row: int) -> bool:
        """Whether all of `when` is true of a row; its aggregates run over all rows of the row's group."""
        scope = self.around(row)
        return all(self._evaluator.value(term, scope) is True for term in when)

    def chosen(self, when: Sequence[Term]) -> list[RowSet]:
        """The chosen rows of each group, in the order of its first chosen row."""
        chosen = [
            RowSet([row for row in group.rows if self.chooses(when, row)], group.ordering, group.shared)
            for group in self.all
        ]
        return sorted((group for group in chosen if group.rows), key=lambda group: group.rows[0])


def _alike(keys: Sequence[Hashable | None], rows: Iterable[int]) -> dict[Hashable, list[int]]:
    """The rows of each key; a row without one is left out."""
    rows_of: dict[Hashable, list[int]] = {}
    for row in rows:
        if (key := keys[row]) is not None:
            rows_of.setdefault(key, []).append(row)
    return rows_of
