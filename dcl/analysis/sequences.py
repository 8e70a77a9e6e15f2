"""Sequences: `prev`, `next`, `position()` and `span`, which need the `order by` of their rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcl.analysis.context import Scope
from dcl.analysis.terms import BROKEN, Position, Shifted, SpanNumber, Term
from dcl.analysis.wording import describe
from dcl.diagnostics.codes_types import DCL302, DCL305
from dcl.syntax import ast
from dcl.types import INT, UNKNOWN, is_text

if TYPE_CHECKING:
    from dcl.analysis.expressions import Expressions

_ARITY = {"prev": (1, 2), "next": (1, 2), "position": (0, 0), "span": (1, 1)}
_WRITTEN = {"prev": 'prev(tag, "O")', "next": 'next(tag, "O")', "position": "position()", "span": "span(tag)"}
SEQUENCES = frozenset(_ARITY)


def sequence_call(checker: Expressions, expr: ast.CallExpr, scope: Scope) -> Term:
    """The term of a call that speaks of the neighbours or the place of the row."""
    name = expr.function.text
    least, most = _ARITY[name]
    plain = all(a.name is None and a.where is None and a.by is None and not a.all for a in expr.arguments)
    if not (plain and least <= len(expr.arguments) <= most):
        checker.context.report(DCL302, f"`{name}` does not take this", expr.span, f"it is written `{_WRITTEN[name]}`")
        return BROKEN
    if not scope.ordered:
        message = f"`{name}` needs an order: rows have none of their own"
        checker.context.report(DCL305, message, expr.span, "give the rule an `order by`")
        return BROKEN
    if name == "position":
        return Position(INT)
    operand = checker.term(expr.arguments[0].value, scope)
    if operand.type == UNKNOWN:
        return BROKEN
    if name == "span":
        return _span(checker, expr, operand)
    offset = -1 if name == "prev" else 1
    if len(expr.arguments) == 1:
        return Shifted(operand.type, operand, offset, None)
    default = checker.term(expr.arguments[1].value, scope)
    sides = checker.matched(operand, default, expr.arguments[0].value, expr.arguments[1].value)
    return BROKEN if sides is None else Shifted(sides[0].type, sides[0], offset, sides[1])


def _span(checker: Expressions, expr: ast.CallExpr, operand: Term) -> Term:
    if is_text(operand.type):
        return SpanNumber(INT, operand)
    checker.context.report(DCL302, f"`span` takes a tag; this is {describe(operand.type)}", expr.arguments[0].span)
    return BROKEN
