"""The meaning of the terms that need an order: the row before and after, the place of a row, and the spans of tags."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dcl.analysis.terms import Position, Shifted, SpanNumber, Term, children
from dcl.engines.reference.scope import Scope

if TYPE_CHECKING:
    from dcl.engines.reference.evaluate import Evaluator


def needs_order(term: Term) -> bool:
    """Whether something in the term depends on the order of the rows of its group."""
    return isinstance(term, Shifted | Position | SpanNumber) or any(map(needs_order, children(term)))


def in_sequence(evaluator: Evaluator, term: Shifted | Position | SpanNumber, scope: Scope) -> Any:
    """What the term comes to; missing where the row has no place in the order."""
    if scope.row is None or scope.ordering is None or scope.row not in scope.ordering.place:
        return None
    place = scope.ordering.place[scope.row]
    match term:
        case Position():
            return place + 1
        case SpanNumber():
            return _spans(evaluator, term, scope).get(scope.row)
        case Shifted(operand=operand, offset=offset, default=default):
            if 0 <= place + offset < len(scope.ordering.rows):
                return evaluator.value(operand, replace(scope, row=scope.ordering.rows[place + offset]))
            return None if default is None else evaluator.value(default, scope)


def _spans(evaluator: Evaluator, term: SpanNumber, scope: Scope) -> dict[int, int]:
    """The span of each row that is in one, for all rows of the group at once."""
    ordering = scope.ordering
    assert ordering is not None
    if id(term) not in ordering.spans:
        tags = [evaluator.value(term.operand, replace(scope, row=row)) for row in ordering.rows]
        numbers = zip(ordering.rows, span_numbers(tags), strict=True)
        ordering.spans[id(term)] = {row: number for row, number in numbers if number is not None}
    return ordering.spans[id(term)]


def span_numbers(tags: list[str | None]) -> list[int | None]:
    """Which span each of the BIO tags is in; a missing tag, `O` and any other text are outside of all."""
    numbers: list[int | None] = []
    count = 0
    open_kind: str | None = None
    for tag in tags:
        mark, _, kind = (tag or "").partition("-")
        if mark == "B" or (mark == "I" and kind != open_kind):
            count += 1
        open_kind = kind if mark in ("B", "I") else None
        numbers.append(None if open_kind is None else count)
    return numbers
