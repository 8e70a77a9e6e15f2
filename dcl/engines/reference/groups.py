"""Groups of rows: which rows have the same `per` values, and which of them `when` chooses."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from dcl.analysis.terms import Term
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.scope import RowSet, Scope
from dcl.engines.reference.values import identity


class Groups:
    """The rows of a table in groups with equal `per` values; without `per`, all in one.

    A row with a missing `per` value belongs to no group: `of_row` is None there, and `outside` counts such rows.
    """

    def __init__(self, evaluator: Evaluator, table: str, per: Sequence[Term]) -> None:
        self._evaluator = evaluator
        self._table = table
        rows_of: dict[Hashable, list[int]] = {}
        keys = [self._key(per, row) for row in range(evaluator.tables[table].size)]
        for row, key in enumerate(keys):
            if key is not None:
                rows_of.setdefault(key, []).append(row)
        groups = {key: RowSet(rows) for key, rows in rows_of.items()}
        self.of_row = [None if key is None else groups[key] for key in keys]
        self.outside = keys.count(None)

    def _key(self, per: Sequence[Term], row: int) -> Hashable | None:
        scope = Scope(self._table, row)
        return identity(tuple(self._evaluator.value(term, scope) for term in per))

    def chooses(self, when: Sequence[Term], row: int) -> bool:
        """Whether all of `when` is true of a row; its aggregates run over all rows of the row's group."""
        scope = Scope(self._table, row, self.of_row[row])
        return all(self._evaluator.value(term, scope) is True for term in when)

    def chosen(self, when: Sequence[Term]) -> list[RowSet]:
        """The chosen rows of each group, in the order of its first chosen row."""
        rows_of: dict[int, list[int]] = {}
        for row, group in enumerate(self.of_row):
            if group is not None and self.chooses(when, row):
                rows_of.setdefault(id(group), []).append(row)
        return [RowSet(rows) for rows in rows_of.values()]
