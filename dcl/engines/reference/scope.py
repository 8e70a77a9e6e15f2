"""Where a term is evaluated: the row it speaks of, and the rows around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class RowSet:
    """Rows that aggregates of the rule's own table run over. What an aggregate came to is kept by the term's id."""

    rows: Sequence[int]
    results: dict[int, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """`row` is a row of `table` (None where the whole table is meant). `own` are the rows of its group, None where it
    belongs to none. `outer` is the scope around an aggregate over another table; `element` what `it` stands for."""

    table: str
    row: int | None
    own: RowSet | None = None
    outer: Scope | None = None
    element: Any = None

    def outer_row(self, table: str) -> int:
        """The row of `table` nearest around the rows of this scope."""
        around = self.outer
        while around is not None:
            if around.table == table and around.row is not None:
                return around.row
            around = around.outer
        raise LookupError(f"no row of {table} is around a row of {self.table}")
