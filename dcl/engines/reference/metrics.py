"""The meaning of metrics: what the rows of a group come to together, or against a column of another table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dcl.analysis.terms import Metric
from dcl.engines.reference.scope import RowSet, Scope
from dcl.engines.reference.values import representable
from dcl.engines.rounding import rounded
from dcl.functions.entry import MetricFunction
from dcl.functions.metrics import METRICS, levels
from dcl.types import LabelType, Type

if TYPE_CHECKING:
    from dcl.engines.reference.evaluate import Evaluator


def measured(evaluator: Evaluator, term: Metric, scope: Scope) -> Any:
    """What the metric comes to, once for the same rows; unknown where it cannot be measured."""
    own = scope.own
    if own is None:
        return None
    if id(term) not in own.results:
        result = _measure(evaluator, term, scope.table, own)
        own.results[id(term)] = representable(rounded(result) if isinstance(result, float) else result)
    return own.results[id(term)]


def _measure(evaluator: Evaluator, term: Metric, table: str, own: RowSet) -> Any:
    function = METRICS[term.function]
    scopes = [Scope(table, row, ordering=own.ordering) for row in own.rows]
    chosen = [scope for scope in scopes if term.where is None or evaluator.value(term.where, scope) is True]
    columns = {
        name: placed(function, argument.type, (evaluator.value(argument, scope) for scope in chosen))
        for name, argument in term.arguments
    }
    constants = constants_of(function, term)
    if term.against is None:
        return function.compute(columns, constants)
    name, argument = term.arguments[0]
    reference = placed(function, argument.type, evaluator.column(*term.against))
    return function.compute(columns[name], reference, constants)


def placed(function: MetricFunction, type_: Type, values: Iterable[Any]) -> list[Any]:
    """The values of a column; labels of an ordered set by rank, where the metric wants their places."""
    if function.by_rank and isinstance(type_, LabelType) and type_.ordered:
        return [None if value is None else type_.rank[value] for value in values]
    return list(values)


def constants_of(function: MetricFunction, term: Metric) -> dict[str, Any]:
    """The constants of the metric; the level of measurement follows from the type of the labels, if it is not said."""
    constants: dict[str, Any] = dict(term.parameters)
    if any(constant.name == "level" for constant in function.constants):
        constants.setdefault("level", levels(term.arguments[0][1].type)[0])
    return constants
