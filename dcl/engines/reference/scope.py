"""Where a term is evaluated: the row it speaks of, and the rows around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from dcl.analysis.terms import Term


@dataclass(eq=False)
class Ordering:
    """The rows of a group in the order of the rule. Rows without a place in it are not among them.

    The spans that a `span` finds among them are kept by the term's id.
    """

    rows: Sequence[int]
    spans: dict[int, dict[int, int]] = field(default_factory=dict)

    @cached_property
    def place(self) -> dict[int, int]:
        """The place of each row, from 0."""
        return {row: place for place, row in enumerate(self.rows)}


@dataclass(eq=False)
class RowSet:
    """Rows that aggregates of the rule's own table run over. What an aggregate came to is kept by the term's id.

    `ordering` is that of the whole group, where the rule has an order: also of rows that `when` leaves out here.
    `shared` are the values in the group of the `per` terms that need an order, which was that of wider groups.
    """

    rows: Sequence[int]
    ordering: Ordering | None = None
    shared: Mapping[Term, Any] = field(default_factory=dict)
    results: dict[int, Any] = field(default_factory=dict)

    @cached_property
    def in_order(self) -> Sequence[int]:
        """The rows that have a place in the order of the rule, in that order; as in the table where it has none."""
        if self.ordering is None:
            return self.rows
        here = set(self.rows)
        return [row for row in self.ordering.rows if row in here]

    def around(self, table: str, row: int | None) -> Scope:
        """The scope of one of the rows, or of all of them together."""
        return Scope(table, row, self, self.ordering)


@dataclass(frozen=True)
class Scope:
    """`row` is a row of `table` (None where the whole table is meant). `own` are the rows of its group, None where it
    belongs to none, and `ordering` their order. `outer` is the scope around an aggregate over another
    table; `element` what `it` stands for. Of a pair, `row` is that of `a` and `other` that of `b`."""

    table: str
    row: int | None
    own: RowSet | None = None
    ordering: Ordering | None = None
    outer: Scope | None = None
    element: Any = None
    other: int | None = None

    def side(self, side: str) -> Scope:
        """The scope as one side of a pair sees it."""
        return self if side == "a" else replace(self, row=self.other)

    def outer_row(self, table: str) -> int:
        """The row of `table` nearest around the rows of this scope."""
        around = self.outer
        while around is not None:
            if around.table == table and around.row is not None:
                return around.row
            around = around.outer
        raise LookupError(f"no row of {table} is around a row of {self.table}")
