"""Calls of functions: which argument each parameter takes, and whether it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcl.analysis.aggregates import aggregate
from dcl.analysis.comparing import to_float
from dcl.analysis.context import Scope
from dcl.analysis.metrics import metric_call
from dcl.analysis.sequences import SEQUENCES, sequence_call
from dcl.analysis.terms import BROKEN, Arithmetic, Call, Const, Term
from dcl.analysis.wording import describe
from dcl.diagnostics import did_you_mean
from dcl.diagnostics.codes_names import DCL206
from dcl.diagnostics.codes_types import DCL302
from dcl.functions.entry import Function, Kind, Parameter
from dcl.functions.metrics import METRICS
from dcl.functions.table import AGGREGATES, FUNCTIONS
from dcl.syntax import ast
from dcl.types import DURATION, FLOAT, UNKNOWN

if TYPE_CHECKING:
    from dcl.analysis.expressions import Expressions


def call(checker: Expressions, expr: ast.CallExpr, scope: Scope) -> Term:
    """The term of a call, of whichever kind its name says."""
    name = expr.function.text
    if name in SEQUENCES:
        return sequence_call(checker, expr, scope)
    if name in METRICS:
        return metric_call(checker, expr, METRICS[name], scope)
    if name in AGGREGATES:
        return aggregate(checker, expr, AGGREGATES[name], scope)
    if name in FUNCTIONS:
        return _function(checker, expr, FUNCTIONS[name], scope)
    guess = did_you_mean(name, [*FUNCTIONS, *AGGREGATES, *METRICS, *SEQUENCES]) or _OTHER_LANGUAGES.get(name.lower())
    help = f"did you mean `{guess}`?" if guess else None
    checker.context.report(DCL206, f"`{name}` is not a function", expr.function.span, help)
    return BROKEN


_OTHER_LANGUAGES = {"len": "length", "avg": "mean", "std": "stddev", "strip": "trim", "substring": "slice"}
"""What people who come from elsewhere write, and what it is called here."""


# ── Functions of a row ───────────────────────────────────────────────────────────────────────────────────────────


def _function(checker: Expressions, expr: ast.CallExpr, function: Function, scope: Scope) -> Term:
    bound = _bind(checker, expr, _parameters(expr, function), function.name)
    if bound is None:
        return BROKEN
    terms: list[Term] = []
    pattern = None
    for parameter, argument in bound:
        if parameter.kind is Kind.PATTERN or (
            parameter.kind is Kind.TEXT_OR_PATTERN and _is_pattern(checker, argument)
        ):
            pattern = checker.pattern(argument)
            if pattern is None:
                return BROKEN
            continue
        term = checker.term(argument, scope)
        if term.type == UNKNOWN:
            return BROKEN
        if not parameter.kind.takes(term.type):
            message = f"`{function.name}` takes {parameter.kind.value} here; this is {describe(term.type)}"
            checker.context.report(DCL302, message, argument.span)
            return BROKEN
        terms.append(_in_seconds(term) if function.name == "interval" else term)
    if function.unify and any(term.type == FLOAT for term in terms):
        terms = [to_float(term) for term in terms]
    if function.unify and len({term.type for term in terms}) > 1:
        types = ", ".join(describe(term.type) for term in terms)
        checker.context.report(DCL302, f"`{function.name}` takes values of one type, not {types}", expr.span)
        return BROKEN
    return Call(function.result([term.type for term in terms]), function.name, tuple(terms), pattern)


def _parameters(expr: ast.CallExpr, function: Function) -> tuple[Parameter, ...]:
    """One list may stand for all places at once: `xywh(bbox)`."""
    places = [argument for argument in expr.arguments if argument.name is None]
    return function.instead if function.instead and len(places) == 1 else function.parameters


def _in_seconds(term: Term) -> Term:
    """Intervals are of plain numbers; a duration is read in seconds."""
    if term.type != DURATION:
        return term
    return Arithmetic(FLOAT, "/", term, Const(DURATION, 1_000_000))


def _is_pattern(checker: Expressions, argument: ast.Expr) -> bool:
    return isinstance(checker.spelled_out(argument), ast.PatternLit)


def _bind(
    checker: Expressions, expr: ast.CallExpr, parameters: tuple[Parameter, ...], name: str
) -> list[tuple[Parameter, ast.Expr]] | None:
    """Each argument with the parameter that takes it, in the order of the parameters; None where they do not fit."""
    places = [parameter for parameter in parameters if not parameter.keyword]
    keywords = {parameter.name: parameter for parameter in parameters if parameter.keyword}
    bound: dict[str, list[ast.Expr]] = {}
    position = 0
    for argument in expr.arguments:
        if argument.all or argument.by is not None or argument.where is not None:
            checker.context.report(
                DCL302, f"`{name}` is no aggregate; it takes no `where`, `by` or `all`", argument.span
            )
            return None
        if argument.name is not None:
            if argument.name.text not in keywords:
                help = f"it takes `{next(iter(keywords))}:`" if keywords else None
                message = f"`{name}` takes no `{argument.name.text}:`"
                checker.context.report(DCL302, message, argument.name.span, help)
                return None
            bound.setdefault(argument.name.text, []).append(argument.value)
        elif position < len(places):
            bound.setdefault(places[position].name, []).append(argument.value)
            position += 0 if places[position].repeated else 1
        else:
            checker.context.report(
                DCL302, f"`{name}` takes {_arity(places)}", argument.span, _signature(name, parameters)
            )
            return None
    for parameter in parameters:
        least = 0 if parameter.optional else 2 if parameter.repeated else 1
        most = None if parameter.repeated else 1
        given = len(bound.get(parameter.name, ()))
        if given < least or (most is not None and given > most):
            wanted = f"{parameter.name}:" if parameter.keyword else parameter.name
            message = f"`{name}` lacks its argument `{wanted}`" if given < least else f"`{wanted}` is given twice"
            checker.context.report(DCL302, message, expr.span, _signature(name, parameters))
            return None
    together = [parameter.name for parameter in parameters if parameter.keyword and parameter.optional]
    if any(key in bound for key in together) and not all(key in bound for key in together):
        message = " and ".join(f"`{key}:`" for key in together) + " stand together"
        checker.context.report(DCL302, message, expr.span, _signature(name, parameters))
        return None
    return [(parameter, value) for parameter in parameters for value in bound.get(parameter.name, ())]


def _arity(places: list[Parameter]) -> str:
    return f"{len(places)} argument{'' if len(places) == 1 else 's'}"


def _signature(name: str, parameters: tuple[Parameter, ...]) -> str:
    words = [f"{p.name}: …" if p.keyword else f"{p.name}, …" if p.repeated else p.name for p in parameters]
    return f"it is written `{name}({', '.join(words)})`"
