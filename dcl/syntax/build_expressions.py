"""Makes syntax nodes of expressions and literals. Each method is named after an action of the grammar."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dcl.diagnostics.codes_syntax import DCL112
from dcl.source import Span, nfc
from dcl.syntax import ast
from dcl.syntax.findings import Findings
from dcl.syntax.literals import date_value, duration_value, exact_value, instant_value, int_value, text_value
from dcl.syntax.tokens import Token

_OPERATORS = {
    "EQUAL": "=",
    "NOT_EQUAL": "!=",
    "LESS": "<",
    "AT_MOST": "<=",
    "GREATER": ">",
    "AT_LEAST": ">=",
    "PLUS": "+",
    "MINUS": "-",
    "STAR": "*",
    "SLASH": "/",
    "AND": "and",
    "OR": "or",
    "NOT": "not",
    "IMPLIES": "implies",
}


class ExpressionBuilder:
    """`build` is what the automaton calls: an action, the stretch of text, and the parts."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.source = findings.source

    def build(self, action: str, start: int, end: int, parts: list[Any]) -> Any:
        return getattr(self, f"build_{action}")(Span(self.source, start, end), *parts)

    def span(self, token: Token) -> Span:
        return Span(self.source, token.start, token.end)

    def written(self, token: Token) -> str:
        return self.source.text[token.start : token.end]

    def operator(self, token: Token) -> str:
        return _OPERATORS[token.kind]

    # Names and texts

    def build_name(self, span: Span, token: Token) -> ast.Name:
        written = self.written(token)
        return ast.Name(span, nfc(written[1:-1] if token.kind == "QUOTED_NAME" else written))

    build_table_name = build_name

    def build_names(self, span: Span, *names: ast.Name) -> tuple[ast.Name, ...]:
        return names

    def build_text(self, span: Span, token: Token) -> ast.Text:
        return ast.Text(span, text_value(token, self.findings))

    # Literals

    def build_int(self, span: Span, token: Token) -> ast.IntLit:
        return ast.IntLit(span, int_value(token, self.findings))

    def build_float(self, span: Span, token: Token) -> ast.FloatLit:
        exact = exact_value(token, self.findings)
        return ast.FloatLit(span, float(exact), exact)

    def build_text_literal(self, span: Span, token: Token) -> ast.TextLit:
        return ast.TextLit(span, text_value(token, self.findings))

    def build_bool(self, span: Span, token: Token) -> ast.BoolLit:
        return ast.BoolLit(span, token.kind == "TRUE")

    def build_missing(self, span: Span, token: Token) -> ast.MissingLit:
        return ast.MissingLit(span)

    def build_date(self, span: Span, token: Token) -> ast.DateLit:
        return ast.DateLit(span, date_value(token, self.findings))

    def build_instant(self, span: Span, token: Token) -> ast.DatetimeLit:
        return ast.DatetimeLit(span, instant_value(token, self.findings))

    def build_duration(self, span: Span, token: Token) -> ast.DurationLit:
        return ast.DurationLit(span, duration_value(token, self.findings))

    def build_pattern(self, span: Span, token: Token) -> ast.PatternLit:
        return ast.PatternLit(span, self.written(token)[1:-1])

    # Values made of values

    def build_list(self, span: Span, *items: ast.Expr) -> ast.ListExpr:
        return ast.ListExpr(span, items)

    def build_set(self, span: Span, *items: ast.Expr) -> ast.SetExpr:
        return ast.SetExpr(span, items)

    def build_record(self, span: Span, *fields: tuple[ast.Name, ast.Expr]) -> ast.RecordExpr:
        return ast.RecordExpr(span, fields)

    def build_field(self, span: Span, name: ast.Name, value: ast.Expr) -> tuple[ast.Name, ast.Expr]:
        return name, value

    def build_range(self, span: Span, low: ast.Expr, sign: Token, high: ast.Expr) -> ast.RangeExpr:
        open_end = sign.kind == "RANGE_BELOW"
        bounds = _constant(low), _constant(high)
        try:
            backwards = None not in bounds and (bounds[0] > bounds[1] or (open_end and bounds[0] == bounds[1]))
        except TypeError:
            backwards = False
        if backwards:
            same = bounds[0] == bounds[1]
            self.findings.add(
                DCL112,
                "this range holds nothing" if same else "this range runs backwards and holds nothing",
                span.start,
                span.end,
                help="the lower end comes first",
                replace=None if same else high.span.text + self.written(sign) + low.span.text,
            )
        return ast.RangeExpr(span, low, high, open_end)

    def build_range_from(self, span: Span, low: ast.Expr, sign: Token) -> ast.RangeExpr:
        return ast.RangeExpr(span, low, None)

    def build_range_up_to(self, span: Span, sign: Token, high: ast.Expr) -> ast.RangeExpr:
        return ast.RangeExpr(span, None, high, sign.kind == "RANGE_UP_BELOW")

    # Expressions

    def build_name_expr(self, span: Span, name: ast.Name) -> ast.NameExpr:
        return ast.NameExpr(span, name.text)

    def build_it(self, span: Span, token: Token) -> ast.ItExpr:
        return ast.ItExpr(span)

    def build_path(self, span: Span, base: ast.Expr, name: ast.Name) -> ast.PathExpr:
        return ast.PathExpr(span, base, name)

    def build_call(self, span: Span, function: ast.Name, *arguments: ast.Argument) -> ast.CallExpr:
        return ast.CallExpr(span, function, arguments)

    def build_argument(
        self, span: Span, name: ast.Name | None, value: ast.Expr, by: ast.Name | None, where: ast.Expr | None
    ) -> ast.Argument:
        return ast.Argument(span, value, name, where, by)

    def build_all_argument(
        self, span: Span, name: ast.Name | None, value: ast.Expr, where: ast.Expr | None
    ) -> ast.Argument:
        return ast.Argument(span, value, name, where, all=True)

    def build_unary(self, span: Span, sign: Token, operand: ast.Expr) -> ast.Unary:
        return ast.Unary(span, self.operator(sign), operand)

    def build_binary(self, span: Span, left: ast.Expr, sign: Token, right: ast.Expr) -> ast.Binary:
        return ast.Binary(span, self.operator(sign), left, right, self.span(sign))

    def build_comparator(self, span: Span, sign: Token) -> Token:
        return sign

    def build_in(self, span: Span, operand: ast.Expr, negated: Token | None, choices: ast.Expr) -> ast.InExpr:
        return ast.InExpr(span, operand, choices, negated is not None)

    def build_matches(self, span: Span, operand: ast.Expr, negated: Token | None, pattern: ast.Expr) -> ast.MatchesExpr:
        return ast.MatchesExpr(span, operand, pattern, negated is not None)

    def build_is_missing(self, span: Span, operand: ast.Expr, negated: Token | None) -> ast.IsMissingExpr:
        return ast.IsMissingExpr(span, operand, negated is not None)

    def build_is(self, span: Span, operand: ast.Expr, negated: Token | None, label: ast.Name) -> ast.IsExpr:
        return ast.IsExpr(span, operand, label, negated is not None)

    def build_if(
        self, span: Span, condition: ast.Expr, then: ast.Expr, otherwise: ast.Expr | None = None
    ) -> ast.IfExpr:
        return ast.IfExpr(span, condition, then, otherwise)


def _constant(end: ast.Expr) -> Any:
    """What a literal end of a range is worth, None for a name."""
    match end:
        case ast.Unary(operand=operand):
            inner = _constant(operand)
            return -inner if isinstance(inner, int | Fraction) else None
        case ast.FloatLit(exact=exact):
            return exact
        case ast.IntLit(value=value) | ast.DateLit(value=value) | ast.DatetimeLit(value=value):
            return value
        case ast.DurationLit(microseconds=microseconds):
            return microseconds
    return None
