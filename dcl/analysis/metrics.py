"""Metrics: agreement, gold and drift, over the rule's own rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dcl.analysis.comparing import unify
from dcl.analysis.context import Scope
from dcl.analysis.lookup import column_of
from dcl.analysis.terms import BROKEN, Column, Metric, Term, Value
from dcl.analysis.wording import describe
from dcl.diagnostics import did_you_mean
from dcl.diagnostics.codes_types import DCL301, DCL302, DCL305
from dcl.functions.entry import MetricFunction
from dcl.functions.metrics import levels
from dcl.syntax import ast
from dcl.syntax.layout import one_line
from dcl.types import UNKNOWN

if TYPE_CHECKING:
    from dcl.analysis.expressions import Expressions


def metric_call(checker: Expressions, expr: ast.CallExpr, metric: MetricFunction, scope: Scope) -> Term:
    """The term of a metric: `alpha(label, item: item, rater: annotator)`, `psi(label, last_release.label)`."""
    if scope.aggregates != "own":
        checker.context.report(DCL305, f"`{metric.name}` cannot stand {scope.place}", expr.span)
        return BROKEN
    arguments = list(expr.arguments)
    against = None
    if metric.against:
        against = _other_side(checker, expr, arguments.pop(1) if len(arguments) > 1 else None)
        if against is None:
            return BROKEN
    given = _by_parameter(checker, expr, arguments, metric)
    if given is None:
        return BROKEN
    inner = replace(scope, aggregates="referring", place="inside a metric")
    terms = _terms(checker, given, metric, inner)
    constants = _constants(checker, given, metric)
    wheres = [argument.where for argument in expr.arguments if argument.where is not None]
    where = checker.condition(wheres[0], inner) if wheres else None
    if terms is None or constants is None or where is BROKEN:
        return BROKEN
    if against is not None and unify(terms[0][1], against) is None:
        message = f"{describe(terms[0][1].type)} and {describe(against.type)} cannot be compared"
        checker.context.report(DCL301, message, expr.span)
        return BROKEN
    constants = _with_level(checker, expr, metric, terms[0][1], constants)
    if constants is None:
        return BROKEN
    other = None if against is None else (against.table, against.name)
    return Metric(metric.result, metric.name, terms, where, constants, other, one_line(expr.span.text))


def _other_side(checker: Expressions, expr: ast.CallExpr, argument: ast.Argument | None) -> Column | None:
    """The column of another table that a drift metric compares with."""
    name = expr.function.text
    value = None if argument is None else argument.value
    if isinstance(value, ast.PathExpr) and isinstance(value.base, ast.NameExpr):
        table = checker.context.table(checker.names, value.base.name)
        if table is not None:
            checker.context.note(value.base.span, table)
            return column_of(checker, table, value.name.text, value.name.span)
    message = f"`{name}` compares with the column of another table"
    checker.context.report(DCL302, message, expr.span, f"as in `{name}(label, last_release.label)`")
    return None


def _by_parameter(
    checker: Expressions, expr: ast.CallExpr, arguments: list[ast.Argument], metric: MetricFunction
) -> dict[str, ast.Argument] | None:
    """The arguments by the names of their parameters; None where they do not fit."""
    places = [parameter.name for parameter in metric.parameters if not parameter.keyword]
    keywords = [p.name for p in (*metric.parameters, *metric.constants) if p.keyword]
    given: dict[str, ast.Argument] = {}
    for argument in arguments:
        name = argument.name.text if argument.name is not None else places.pop(0) if places else None
        if name is None or name in given or (argument.name is not None and name not in keywords):
            message = f"`{metric.name}` takes no `{argument.name.text}:`" if argument.name else _too_many(metric)
            guess = did_you_mean(name or "", keywords)
            checker.context.report(DCL302, message, argument.span, f"did you mean `{guess}:`?" if guess else None)
            return None
        given[name] = argument
    for parameter in (*metric.parameters, *metric.constants):
        if parameter.name not in given and not parameter.optional:
            word = f"{parameter.name}:" if parameter.keyword else parameter.name
            checker.context.report(DCL302, f"`{metric.name}` lacks its argument `{word}`", expr.span, _written(metric))
            return None
    return given


def _too_many(metric: MetricFunction) -> str:
    return f"`{metric.name}` takes fewer arguments"


def _written(metric: MetricFunction) -> str:
    words = [parameter.name if not parameter.keyword else f"{parameter.name}: …" for parameter in metric.parameters]
    if metric.against:
        words.insert(1, "other_table.column")
    return f"it is written `{metric.name}({', '.join(words)})`"


def _terms(
    checker: Expressions, given: Mapping[str, ast.Argument], metric: MetricFunction, scope: Scope
) -> tuple[tuple[str, Term], ...] | None:
    """The columns that the metric reads, in the order of its parameters; None where one does not fit."""
    terms = []
    for parameter in metric.parameters:
        if parameter.name not in given:
            continue
        argument = given[parameter.name]
        term = checker.term(argument.value, scope)
        if term.type != UNKNOWN and not parameter.kind.takes(term.type):
            message = f"`{metric.name}` takes {parameter.kind.value} here; this is {describe(term.type)}"
            checker.context.report(DCL302, message, argument.span)
        if not parameter.kind.takes(term.type) or term.type == UNKNOWN:
            return None
        terms.append((parameter.name, term))
    return tuple(terms)


def _with_level(
    checker: Expressions,
    expr: ast.CallExpr,
    metric: MetricFunction,
    label: Term,
    constants: tuple[tuple[str, Value], ...],
) -> tuple[tuple[str, Value], ...] | None:
    """The constants with the level of measurement that the type has by nature, where the author names none."""
    if not any(parameter.name == "level" for parameter in metric.constants):
        return constants
    known = levels(label.type)
    given = dict(constants).get("level")
    if given is None:
        return (*constants, ("level", known[0]))
    if given not in known:
        message = f'{describe(label.type)} is not measured at the level "{given}"'
        checker.context.report(DCL302, message, expr.span, "levels are " + ", ".join(f'"{name}"' for name in known))
        return None
    return constants


def _constants(
    checker: Expressions, given: Mapping[str, ast.Argument], metric: MetricFunction
) -> tuple[tuple[str, Value], ...] | None:
    constants = []
    for parameter in metric.constants:
        if parameter.name in given:
            const = checker.constant(given[parameter.name].value)
            if const is None:
                return None
            constants.append((parameter.name, const.value))
    return tuple(constants)
