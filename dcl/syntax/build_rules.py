"""Makes syntax nodes of rules and their clauses. Each method is named after an action of the grammar."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dcl.diagnostics.codes_syntax import DCL115
from dcl.diagnostics.model import did_you_mean
from dcl.source import Span
from dcl.syntax import ast
from dcl.syntax.build_expressions import ExpressionBuilder
from dcl.syntax.literals import exact_value, int_value
from dcl.syntax.tokens import Token

SEVERITIES = ("error", "warn", "info")


class RuleBuilder(ExpressionBuilder):
    """Builds rules."""

    def build_rule_on(self, span: Span, name: ast.Name, tables: tuple[ast.Name, ...], body: Any) -> ast.RuleDecl:
        return ast.RuleDecl(span, (name,), tables, *body)

    def build_rule_about(self, span: Span, target: tuple[ast.Name, ...], body: Any) -> ast.RuleDecl:
        return ast.RuleDecl(span, target, (), *body)

    def build_target(self, span: Span, *parts: ast.Name) -> tuple[ast.Name, ...]:
        return parts

    def build_target_part(self, span: Span, *names: ast.Name | Token) -> ast.Name:
        texts = (self.written(name) if isinstance(name, Token) else name.text for name in names)
        return ast.Name(span, "+".join(texts))

    def build_columns(self, span: Span, *columns: ast.Expr) -> tuple[ast.Expr, ...]:
        return columns

    def build_order_items(self, span: Span, *items: ast.OrderItem) -> tuple[ast.OrderItem, ...]:
        return items

    def build_order_item(self, span: Span, column: ast.Expr, descending: Token | None) -> ast.OrderItem:
        return ast.OrderItem(span, column, descending is not None)

    def build_per(self, span: Span, columns: tuple[ast.Expr, ...]) -> ast.PerClause:
        return ast.PerClause(span, columns)

    def build_when(self, span: Span, condition: ast.Expr) -> ast.WhenClause:
        return ast.WhenClause(span, condition)

    def build_order_by(self, span: Span, items: tuple[ast.OrderItem, ...]) -> ast.OrderByClause:
        return ast.OrderByClause(span, items)

    def build_pairs(self, span: Span, columns: tuple[ast.Expr, ...]) -> ast.PairsClause:
        return ast.PairsClause(span, columns)

    def build_each(self, span: Span, name: ast.Name, items: tuple[ast.Name, ...]) -> ast.EachClause:
        return ast.EachClause(span, name, items)

    def build_check(self, span: Span, condition: ast.Expr) -> ast.CheckClause:
        return ast.CheckClause(span, condition)

    def build_check_determines(
        self, span: Span, left: tuple[ast.Expr, ...], right: tuple[ast.Expr, ...]
    ) -> ast.CheckClause:
        return ast.CheckClause(span, ast.DeterminesExpr(left[0].span.to(right[-1].span), left, right))

    def build_allow(self, span: Span, amount: Token) -> ast.AllowClause:
        return ast.AllowClause(span, *self._amount(amount))

    def build_review(self, span: Span, amount: Token) -> ast.ReviewClause:
        return ast.ReviewClause(span, *self._amount(amount))

    def _amount(self, token: Token) -> tuple[Fraction | None, int | None]:
        if token.kind == "INT":
            return None, int_value(token, self.findings)
        share = exact_value(token, self.findings)
        if share > 1:
            message = f"`{self.written(token)}` is more than all"
            self.findings.add(DCL115, message, token.start, token.end, help="a share goes from 0% to 100%")
        return share, None

    def build_severity(self, span: Span, severity: ast.Name) -> ast.SeverityClause:
        if severity.text not in SEVERITIES:
            meant = did_you_mean(severity.text, SEVERITIES)
            self.findings.add(
                DCL115,
                f"`{severity.text}` is not a severity",
                severity.span.start,
                severity.span.end,
                help="write `error`, `warn` or `info`",
                replace=meant,
            )
        return ast.SeverityClause(span, severity.text)

    def build_example(self, span: Span, word: Token, *values: ast.Expr) -> ast.ExampleClause:
        return ast.ExampleClause(span, word.kind == "PASS", values)

    def build_fix(self, span: Span, column: ast.Name, value: ast.Expr) -> ast.FixClause:
        return ast.FixClause(span, column, value)

    def build_tags(self, span: Span, *tags: ast.Text) -> ast.TagsClause:
        return ast.TagsClause(span, tags)
