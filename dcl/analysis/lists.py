"""Lists: which expressions are lists, and aggregates over their elements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dcl.analysis.context import Scope
from dcl.analysis.terms import BROKEN, Aggregate, Elements, It, Term, Value, children
from dcl.analysis.wording import describe
from dcl.diagnostics.codes_types import DCL302, DCL303
from dcl.functions.entry import AggregateFunction, Kind
from dcl.functions.table import FUNCTIONS
from dcl.syntax import ast
from dcl.syntax.layout import one_line
from dcl.types import UNKNOWN, ListOf

if TYPE_CHECKING:
    from dcl.analysis.expressions import Expressions


def list_term(checker: Expressions, expr: ast.Expr, scope: Scope) -> Term | None:
    """The term of an expression that is a list; None for any other, of which nothing is reported here."""
    match expr:
        case ast.NameExpr(name=name):
            table = checker.context.tables[scope.table] if scope.table else None
            known = table is not None and scope.bare and name in table.column_names()
            if not known and name not in scope.bound:
                return None
        case ast.PathExpr() | ast.ItExpr():
            if not isinstance(_root(expr), ast.ItExpr) and not _starts_at_column(checker, expr, scope):
                return None
        case ast.CallExpr(function=function) if function.text in FUNCTIONS:
            pass
        case _:
            return None
    term = checker.term(expr, scope)
    return term if isinstance(term.type, ListOf) else None


def _root(expr: ast.Expr) -> ast.Expr:
    return _root(expr.base) if isinstance(expr, ast.PathExpr) else expr


def _starts_at_column(checker: Expressions, expr: ast.Expr, scope: Scope) -> bool:
    root = _root(expr)
    table = checker.context.tables[scope.table] if scope.table else None
    if not isinstance(root, ast.NameExpr) or table is None:
        return False
    return scope.pairs or (scope.bare and root.name in table.column_names())


def element_aggregate(
    checker: Expressions, expr: ast.CallExpr, function: AggregateFunction, elements: Term, scope: Scope
) -> Term:
    """`all(tags, it in allowed)`, `count(tags where it = "x")`, `max(scores)`: an aggregate over a list of this row."""
    assert isinstance(elements.type, ListOf)
    first, *others = expr.arguments
    inner = replace(scope, element=elements.type.element, aggregates="referring", place="inside another aggregate")
    asked = others[0] if len(others) > len(function.parameters) else None
    parameters = _constants(checker, others[1:] if asked is not None else others)
    if len(others) > 1 + len(function.parameters) or parameters is None:
        message = f"`{function.name}` over a list takes the list and what is asked of `it`"
        checker.context.report(DCL302, message, expr.span, f"as in `{function.name}({first.value.span.text}, it …)`")
        return BROKEN
    argument = _asked(checker, expr, function, asked, inner)
    where = None if first.where is None else checker.condition(first.where, inner)
    if argument is BROKEN or where is BROKEN:
        return BROKEN
    type_ = function.result(argument.type if argument is not None else UNKNOWN)
    text = one_line(expr.span.text)
    return Aggregate(type_, function.name, Elements(elements), argument, where, parameters, text)


def _asked(
    checker: Expressions, expr: ast.CallExpr, function: AggregateFunction, asked: ast.Argument | None, scope: Scope
) -> Term | None:
    """What is aggregated: what is asked of each element, or the element itself; None to count elements."""
    assert scope.element is not None
    if asked is None and function.argument_optional:
        return None
    term = It(scope.element) if asked is None else checker.term(asked.value, scope)
    if term.type == UNKNOWN:
        return BROKEN
    if function.argument is not None and not function.argument.takes(term.type):
        code = DCL303 if function.argument is Kind.BOOL else DCL302
        message = f"`{function.name}` takes {function.argument.value}; an element here is {describe(term.type)}"
        checker.context.report(code, message, expr.span if asked is None else asked.span)
        return BROKEN
    return term


def _constants(checker: Expressions, arguments: list[ast.Argument]) -> tuple[Value, ...] | None:
    values = []
    for argument in arguments:
        const = checker.constant(argument.value)
        if const is None:
            return None
        values.append(const.value)
    return tuple(values)


def reads_element(term: Term) -> bool:
    """Whether a term reads the element of the list around it, and not only of a list of its own."""
    if isinstance(term, Aggregate) and isinstance(term.source, Elements):
        return reads_element(term.source.operand)
    return isinstance(term, It) or any(reads_element(part) for part in children(term))
