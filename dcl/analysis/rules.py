"""Rules: one checked rule for each table, label or column that `on` and `each` name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dcl.analysis.context import BoundColumn, BoundLabel, Context, Scope, TableInfo
from dcl.analysis.contract import CheckedRule, Dependence
from dcl.analysis.expressions import Expressions
from dcl.analysis.lookup import column_of
from dcl.analysis.names import Names
from dcl.analysis.scopes import measured, scope_of, shown
from dcl.analysis.settings import check_settings
from dcl.analysis.terms import Aggregate, Column, Metric, Order, Path, SpanNumber, Term, children, source_terms
from dcl.diagnostics import did_you_mean
from dcl.diagnostics.codes_names import DCL201, DCL202
from dcl.diagnostics.codes_types import DCL302, DCL305, DCL314
from dcl.syntax import ast
from dcl.syntax.layout import one_line
from dcl.types import UNKNOWN


def check_rule(context: Context, decl: ast.RuleDecl, names: Names) -> tuple[CheckedRule, ...]:
    """The rules that an ordinary rule declaration makes; none where it holds a mistake."""
    tables = [table for name in decl.tables if (table := _table(context, names, name)) is not None]
    if len(tables) < len(decl.tables) or not all(table.supported for table in tables):
        return ()
    if not any(isinstance(clause, ast.CheckClause | ast.ReviewClause) for clause in decl.clauses):
        if not context.lost_inside(decl):
            message = f"the rule `{decl.name}` checks nothing"
            context.report(DCL314, message, decl.target[0].span, "give it a `check`, or a `review` by people")
        return ()
    rules = []
    for table in tables:
        suffix = f"[{table.name}]" if len(tables) > 1 else ""
        for value, bound in _each(context, decl, names, table):
            id_ = decl.name + suffix + ("" if value is None else f"[{value}]")
            rule = _Rule(context, decl, names, table, bound).checked(id_)
            if rule is not None:
                rules.append(rule)
    return tuple(rules)


def _table(context: Context, names: Names, name: ast.Name) -> TableInfo | None:
    table = context.table(names, name.text)
    if table is None and not context.lost_declaration(name.span):
        guess = did_you_mean(name.text, names.of_kind(ast.TableDecl))
        help = f"did you mean `{guess}`?" if guess else None
        context.report(DCL201, f"there is no table `{name.text}`", name.span, help)
    return table


def _each(
    context: Context, decl: ast.RuleDecl, names: Names, table: TableInfo
) -> Iterator[tuple[str | None, dict[str, BoundLabel | BoundColumn]]]:
    """What `each` binds, value by value; once nothing where the rule has no `each`."""
    each = next((clause for clause in decl.clauses if isinstance(clause, ast.EachClause)), None)
    if each is None:
        yield None, {}
        return
    name = each.name.text
    if name in table.column_names() or names.constant(name) is not None:
        message = f"`{name}` is declared already; `each` needs a name of its own"
        context.report(DCL202, message, each.name.span)
        return
    labels = context.label_type(names, each.items[0].text) if len(each.items) == 1 else None
    if labels is not None:
        for label in labels.labels:
            yield label.name, {name: BoundLabel(labels, label.name)}
        return
    for item in each.items:
        if item.text in table.column_names():
            yield item.text, {name: BoundColumn(item.text)}
        elif not (context.lost_inside(table.decl) or context.lost_declaration(item.span)):
            guess = did_you_mean(item.text, [*table.column_names(), *names.of_kind(ast.LabelsDecl)])
            help = f"did you mean `{guess}`?" if guess else None
            message = f"`{item.text}` is neither a label set nor a column of `{table.name}`"
            context.report(DCL201, message, item.span, help)


@dataclass(frozen=True)
class _Clauses:
    """The clauses of a rule that choose and order its rows, as terms."""

    per: tuple[Term, ...]
    per_names: tuple[str, ...]
    when: tuple[Term, ...]
    order: Order
    within: tuple[Term, ...] | None

    @property
    def terms(self) -> tuple[Term, ...]:
        return (*self.per, *self.when, *(term for term, _ in self.order), *(self.within or ()))


@dataclass(frozen=True)
class _Rule:
    """Checks one rule on one table, with what `each` binds."""

    context: Context
    decl: ast.RuleDecl
    names: Names
    table: TableInfo
    bound: dict[str, BoundLabel | BoundColumn]

    @property
    def expressions(self) -> Expressions:
        return Expressions(self.context, self.names)

    @property
    def scope(self) -> Scope:
        ordered = any(isinstance(clause, ast.OrderByClause) for clause in self.decl.clauses)
        return Scope(self.table.name, bound=self.bound, ordered=ordered)

    def checked(self, id_: str) -> CheckedRule | None:
        before = len(self.context.diagnostics)
        settings = check_settings(self.context, self.decl)
        clauses = self._clauses()
        clause = next((clause for clause in self.decl.clauses if isinstance(clause, ast.CheckClause)), None)
        check = None if clause is None else self._check(clause, clauses)
        scope, readings, measures = self._scope(check, clauses)
        self._check_allow(scope)
        fixes = check_fixes(self.context, self.decl, self.names, self.table, self.scope)
        terms = (*_terms_of(check), *clauses.terms, *(term for _, term in fixes))
        if len(self.context.diagnostics) > before or any(_unknown(term) for term in terms):
            return None
        span = self.decl.target[0].span if clause is None else clause.span
        return CheckedRule(
            id=id_,
            decl=self.decl,
            table=self.table.name,
            scope=scope,
            check=check,
            check_span=span,
            when=clauses.when,
            per=clauses.per,
            per_names=clauses.per_names,
            settings=settings,
            shows=readings,
            measures=measures,
            within=clauses.within,
            order=clauses.order,
            fixes=fixes,
        )

    def _clauses(self) -> _Clauses:
        per: tuple[Term, ...] = ()
        names: tuple[str, ...] = ()
        when: list[Term] = []
        order: Order = ()
        within: tuple[Term, ...] | None = None
        for clause in self.decl.clauses:
            match clause:
                case ast.PerClause(columns=columns):
                    per, names = self._columns(columns, "after `per`"), tuple(one_line(c.span.text) for c in columns)
                case ast.WhenClause(condition=condition):
                    when.append(self.expressions.condition(condition, self.scope))
                case ast.OrderByClause(items=items):
                    order = self.expressions.order(items, self.scope)
                case ast.PairsClause(columns=columns):
                    within = self._columns(columns, "after `pairs in`")
        return _Clauses(per, names, tuple(when), order, within)

    def _columns(self, columns: tuple[ast.Expr, ...], place: str) -> tuple[Term, ...]:
        scope = replace(self.scope, aggregates="none", place=place)
        terms = tuple(self.expressions.term(column, scope) for column in columns)
        for column, term in zip(columns, terms, strict=True):
            if not isinstance(term, Column | Path | SpanNumber) and term.type != UNKNOWN:
                message = f"{place} stand columns"
                self.context.report(DCL302, message, column.span, "give the value a name with `let` in the table")
        return terms

    def _check(self, clause: ast.CheckClause, clauses: _Clauses) -> Term | Dependence:
        if isinstance(clause.condition, ast.DeterminesExpr):
            if clauses.within is not None:
                self.context.report(DCL314, "`determines` speaks of rows, not of pairs", clause.span)
            return self._dependence(clause.condition)
        if clauses.within is None:
            return self.expressions.condition(clause.condition, self.scope)
        shared = frozenset(term.name for term in clauses.within if isinstance(term, Column))
        scope = replace(self.scope, pairs=True, shared=shared, aggregates="none", place="in a rule over pairs")
        return self.expressions.condition(clause.condition, scope)

    def _dependence(self, expr: ast.DeterminesExpr) -> Dependence:
        place = "beside `determines`"
        left, right = self._columns(expr.left, place), self._columns(expr.right, place)
        return Dependence(left, right, tuple(one_line(side.span.text) for side in expr.right))

    def _scope(
        self, check: Term | Dependence | None, clauses: _Clauses
    ) -> tuple[str, tuple[tuple[str, Term], ...], tuple[tuple[str, Aggregate | Metric], ...]]:
        """The scope of the rule, the columns to show, and what it measures."""
        if check is None:
            return "row", (), ()
        if isinstance(check, Dependence):
            return "row", shown((*check.left, *check.right)), ()
        if clauses.within is not None:
            self._check_pairs(clauses)
            return "pair", shown((check,)), ()
        self._check_per(check, clauses)
        scope = scope_of(check, clauses.per)
        if scope == "row":
            return scope, shown((check,)), ()
        return scope, (), tuple({term.text: term for term in measured(check)}.items())

    def _check_pairs(self, clauses: _Clauses) -> None:
        per = next((clause for clause in self.decl.clauses if isinstance(clause, ast.PerClause)), None)
        if per is not None:
            message = "a rule over pairs has no groups beside those of `pairs in`"
            self.context.report(DCL314, message, per.span, "write the columns after `pairs in`")
        for term in clauses.when:
            if measured(term):
                span = next(c.span for c in self.decl.clauses if isinstance(c, ast.WhenClause))
                self.context.report(DCL305, "in a rule over pairs, `when` speaks of one row", span)

    def _check_per(self, check: Term, clauses: _Clauses) -> None:
        if not clauses.per or clauses.order or any(_unknown(term) for term in (check, *clauses.when)):
            return
        if not any(measured(term) for term in (check, *clauses.when)):
            per = next(clause for clause in self.decl.clauses if isinstance(clause, ast.PerClause))
            help = "leave `per` out, or use an aggregate, as in `count() >= 3`"
            self.context.report(DCL305, "`per` says nothing here: nothing is counted in the groups", per.span, help)

    def _check_allow(self, scope: str) -> None:
        allow = next((clause for clause in self.decl.clauses if isinstance(clause, ast.AllowClause)), None)
        if allow is not None and scope == "table":
            message = "`allow` says nothing here: the rule is decided once for the whole table"
            self.context.report(DCL314, message, allow.span, "put the bound into the check")


def check_fixes(
    context: Context, decl: ast.RuleDecl, names: Names, table: TableInfo, scope: Scope
) -> tuple[tuple[str, Term], ...]:
    """The repairs that `dcl fix` may make, each a column and its new value, of the column's type."""
    expressions = Expressions(context, names)
    inner = replace(scope, aggregates="referring", place="in `fix`")
    found = []
    for clause in decl.clauses:
        if not isinstance(clause, ast.FixClause):
            continue
        name = clause.column.text
        column = column_of(expressions, table, name, clause.column.span)
        value = expressions.term(clause.value, inner)
        if name in table.lets:
            context.report(DCL314, f"`{name}` is computed, not stored", clause.column.span)
        elif column is not None and value.type != UNKNOWN:
            sides = expressions.matched(column, value, clause.value, clause.value)
            if sides is not None:
                found.append((name, sides[1]))
    return tuple(found)


def _terms_of(check: Term | Dependence | None) -> tuple[Term, ...]:
    if isinstance(check, Dependence):
        return (*check.left, *check.right)
    return () if check is None else (check,)


def _unknown(term: Term) -> bool:
    inner = source_terms(term.source) if isinstance(term, Aggregate) else ()
    return term.type == UNKNOWN or any(_unknown(child) for child in (*children(term), *inner))
