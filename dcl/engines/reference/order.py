"""The order of rows: by the terms of `order by`, then by key, then as in the file."""

from __future__ import annotations

from typing import Any

from dcl.analysis.terms import Order, Term
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.scope import Scope
from dcl.engines.reference.values import identity
from dcl.types import LabelType, Type


def in_order(evaluator: Evaluator, table: str, order: Order) -> list[int]:
    """The rows of a table in an order. A row with a missing order value is passed over."""
    rows = _by_key(evaluator, table)
    # From the last term to the first: each sorting keeps what the ones before it put in order.
    for term, descends in reversed(order):
        places = {row: _place_of(evaluator, table, term, row) for row in rows}
        placed = [row for row in rows if places[row] is not None]
        rows = sorted(placed, key=places.__getitem__, reverse=descends)
    return rows


def by_precedence(evaluator: Evaluator, table: str, order: Order) -> list[int]:
    """All rows of a table, the earlier ones of pairs first; those with a missing order value come last, by key."""
    placed = in_order(evaluator, table, order)
    known = set(placed)
    return placed + [row for row in _by_key(evaluator, table) if row not in known]


def _by_key(evaluator: Evaluator, table: str) -> list[int]:
    """Rows with a missing part of the key come after the others, as in the file."""
    spec, size = evaluator.tables[table].spec, evaluator.tables[table].size
    if not spec.keys:
        return list(range(size))
    types = [spec.by_name[name].type for name in spec.keys]
    columns = [evaluator.column(table, name) for name in spec.keys]
    keys = [identity(tuple(map(_sortable, parts, types))) for parts in zip(*columns, strict=True)]
    whole: dict[int, Any] = {row: key for row, key in enumerate(keys) if key is not None}
    return sorted(whole, key=whole.__getitem__) + [row for row in range(size) if row not in whole]


def _place_of(evaluator: Evaluator, table: str, term: Term, row: int) -> Any:
    return _sortable(evaluator.value(term, Scope(table, row)), term.type)


def _sortable(value: Any, type_: Type) -> Any:
    """What a value sorts by: a label of an ordered set by its rank, any other value by itself."""
    return type_.rank[value] if isinstance(type_, LabelType) and type_.ordered and value is not None else value
