"""The meaning of aggregates: what the rows or elements of a source come to together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dcl.analysis.terms import (
    Aggregate,
    AllRows,
    Elements,
    It,
    Outer,
    OwnRows,
    ReferringRows,
    Term,
    TiedRows,
    children,
)
from dcl.engines.reference.scope import RowSet, Scope
from dcl.engines.reference.values import hashable, identity, representable
from dcl.engines.rounding import rounded
from dcl.functions.aggregates import IN_ORDER
from dcl.functions.numbers import rounded as whole
from dcl.functions.table import AGGREGATES
from dcl.types import DURATION, FLOAT, LabelType, ListOf, Record

if TYPE_CHECKING:
    from dcl.engines.reference.evaluate import Evaluator


class Aggregates:
    """Evaluates aggregates, each once for the same rows.

    Terms are known by their id: they live as long as the program, and hashing one walks all of it.
    """

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._results: dict[tuple[int, Hashable], Any] = {}
        self._tied: dict[int, Mapping[Hashable, Sequence[int]]] = {}
        self._bound: dict[int, bool] = {}

    def value(self, term: Aggregate, scope: Scope) -> Any:
        """What the aggregate comes to around the row of the scope."""
        match term.source:
            case OwnRows():
                return None if scope.own is None else self._over_own(term, scope.table, scope.own)
            case Elements(operand=operand):
                elements = self._evaluator.value(operand, scope)
                if elements is None:
                    return None
                return self._over(term, (replace(scope, element=element) for element in elements))
            case AllRows(table=table):
                return self._over_other(term, scope, table, (), range(self._evaluator.tables[table].size))
            case ReferringRows(table=table, column=column, key=key):
                value = identity(self._evaluator.value(key, scope))
                rows = self._evaluator.index(table, column).get(value, ())
                return self._over_other(term, scope, table, value, rows)
            case TiedRows(table=table, ties=ties):
                tie = identity(tuple(self._evaluator.value(outer, scope) for _, outer in ties))
                rows = self._tied_index(term.source).get(tie, ())
                return self._over_other(term, scope, table, tie, rows)
            case _:
                raise TypeError(f"an aggregate runs over no {type(term.source).__name__}")

    def _over_own(self, term: Aggregate, table: str, own: RowSet) -> Any:
        if id(term) not in own.results:
            rows = own.in_order if AGGREGATES[term.function] in IN_ORDER else own.rows
            own.results[id(term)] = self._over(term, (Scope(table, row, ordering=own.ordering) for row in rows))
        return own.results[id(term)]

    def _over_other(self, term: Aggregate, scope: Scope, table: str, key: Hashable, rows: Sequence[int]) -> Any:
        """Over rows of another table; they give the same for every row around them that asks with the same key."""
        if self._is_bound(term):
            return self._over(term, (Scope(table, row, outer=scope, element=scope.element) for row in rows))
        if (id(term), key) not in self._results:
            self._results[id(term), key] = self._over(term, (Scope(table, row) for row in rows))
        return self._results[id(term), key]

    def _is_bound(self, term: Aggregate) -> bool:
        """Whether what is asked of each row reads something of the row around it."""
        if id(term) not in self._bound:
            self._bound[id(term)] = any(_reads_around(part) for part in (term.argument, term.where) if part)
        return self._bound[id(term)]

    def _tied_index(self, source: TiedRows) -> Mapping[Hashable, Sequence[int]]:
        if id(source) not in self._tied:
            index: dict[Hashable, list[int]] = {}
            for row in range(self._evaluator.tables[source.table].size):
                inner = Scope(source.table, row)
                tie = identity(tuple(self._evaluator.value(term, inner) for term, _ in source.ties))
                if tie is not None:
                    index.setdefault(tie, []).append(row)
            self._tied[id(source)] = index
        return self._tied[id(source)]

    def _over(self, term: Aggregate, scopes: Iterable[Scope]) -> Any:
        """Over all that is not missing, where `where` is true."""
        value = self._evaluator.value
        chosen = (scope for scope in scopes if term.where is None or value(term.where, scope) is True)
        if term.argument is None:
            return _together(term, [True for _ in chosen])
        argument = term.argument
        return _together(term, [found for scope in chosen if (found := value(argument, scope)) is not None])


def _reads_around(term: Term) -> bool:
    return isinstance(term, Outer | It) or any(_reads_around(part) for part in children(term))


def _together(term: Aggregate, values: list[Any]) -> Any:
    function = AGGREGATES[term.function]
    if not values:
        return _settled(term, function.of_nothing)
    scale = term.argument.type if term.argument is not None else None
    if isinstance(scale, LabelType) and term.function in ("min", "max"):
        place = function.reference([scale.rank[label] for label in values], *term.parameters)
        return scale.labels[place].name
    if isinstance(scale, ListOf | Record):
        meant = {hashable(value): value for value in values}
        result = function.reference([hashable(value) for value in values], *term.parameters)
        return meant[result] if term.type == scale and result is not None else result
    return _settled(term, function.reference(values, *term.parameters))


def _settled(term: Aggregate, result: Any) -> Any:
    if term.type == DURATION and isinstance(result, float):
        return whole(result)
    return representable(result if result is None or term.type != FLOAT else rounded(float(result)))
