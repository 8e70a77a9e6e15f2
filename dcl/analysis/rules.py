"""Rules: clauses, scopes, and one checked rule for each table, label or column that `each` and `on` name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dcl.analysis.context import BoundColumn, BoundLabel, Context, Scope, TableInfo
from dcl.analysis.contract import CheckedRule, Dependence, Settings
from dcl.analysis.expressions import Expressions
from dcl.analysis.names import Names, walk
from dcl.analysis.terms import (
    Aggregate,
    Column,
    Const,
    Field,
    OwnRows,
    Path,
    Term,
    children,
    source_terms,
)
from dcl.diagnostics import Label, did_you_mean
from dcl.diagnostics.codes_names import DCL201, DCL202, DCL208
from dcl.diagnostics.codes_types import DCL302, DCL305, DCL314
from dcl.functions.table import LATER
from dcl.syntax import ast
from dcl.types import UNKNOWN

_LATER_CLAUSES: dict[type[ast.Clause], str] = {
    ast.PairsClause: "rules over pairs are",
    ast.OrderByClause: "rules over sequences are",
    ast.ReviewClause: "review by people is",
    ast.FixClause: "repairs are",
}
SEVERITIES = ("error", "warn", "info")


def check_rule(context: Context, decl: ast.RuleDecl, names: Names) -> tuple[CheckedRule, ...]:
    """The rules that an ordinary rule declaration makes; none where it holds a mistake."""
    tables = [table for name in decl.tables if (table := _table(context, names, name)) is not None]
    supported = [_support(context, decl, clause) for clause in decl.clauses]
    if not all(supported):
        _report_later_calls(context, decl)
        return ()
    if len(tables) < len(decl.tables) or not all(table.supported for table in tables):
        return ()
    check = _check_clause(context, decl)
    if check is None:
        return ()
    rules = []
    for table in tables:
        suffix = f"[{table.name}]" if len(tables) > 1 else ""
        for value, bound in _each(context, decl, names, table):
            id_ = decl.name + suffix + ("" if value is None else f"[{value}]")
            rule = _Rule(context, decl, names, table, bound).checked(id_, check)
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


def _support(context: Context, decl: ast.RuleDecl, clause: ast.Clause) -> bool:
    what = _LATER_CLAUSES.get(type(clause))
    if what is None:
        return True
    context.unsupported(what, clause.span)
    return False


def _report_later_calls(context: Context, decl: ast.RuleDecl) -> None:
    """What else of such a rule is not supported yet, so that one run names all of it."""
    for node in walk(decl):
        if isinstance(node, ast.CallExpr) and node.function.text in LATER:
            name = node.function.text
            context.unsupported(f"`{name}` ({LATER[name]}) is", node.span)


def _check_clause(context: Context, decl: ast.RuleDecl) -> ast.CheckClause | None:
    for clause in decl.clauses:
        if isinstance(clause, ast.CheckClause):
            return clause
    if not context.lost_inside(decl):
        context.report(DCL314, f"the rule `{decl.name}` checks nothing", decl.target[0].span, "give it a `check`")
    return None


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
        if item.text not in table.column_names():
            guess = did_you_mean(item.text, [*table.column_names(), *names.of_kind(ast.LabelsDecl)])
            help = f"did you mean `{guess}`?" if guess else None
            message = f"`{item.text}` is neither a label set nor a column of `{table.name}`"
            context.report(DCL201, message, item.span, help)
        else:
            yield item.text, {name: BoundColumn(item.text)}


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
        return Scope(self.table.name, bound=self.bound)

    def checked(self, id_: str, check: ast.CheckClause) -> CheckedRule | None:
        before = len(self.context.diagnostics)
        settings = check_settings(self.context, self.decl)
        per, per_names = self._per()
        when = tuple(
            self.expressions.condition(clause.condition, self.scope)
            for clause in self.decl.clauses
            if isinstance(clause, ast.WhenClause)
        )
        shown: tuple[tuple[str, Term], ...]
        measures: tuple[tuple[str, Aggregate], ...] = ()
        if isinstance(check.condition, ast.DeterminesExpr):
            dependence = self._dependence(check.condition)
            body: Term | Dependence = dependence
            scope = "row"
            shown = _shown([*dependence.left, *dependence.right])
        else:
            body = condition = self.expressions.condition(check.condition, self.scope)
            scope = _scope_of(condition, per)
            shown = _shown([condition]) if scope == "row" else ()
            measures = () if scope == "row" else tuple({a.text: a for a in own_aggregates(condition)}.items())
            self._check_per(condition, per, when)
        self._check_allow(scope)
        if len(self.context.diagnostics) > before or _is_broken(body, when, per):
            return None
        names = (self.decl, self.table.name, scope, body, check.span)
        return CheckedRule(id_, *names, when, per, per_names, settings, shown, measures)

    def _per(self) -> tuple[tuple[Term, ...], tuple[str, ...]]:
        clause = next((clause for clause in self.decl.clauses if isinstance(clause, ast.PerClause)), None)
        if clause is None:
            return (), ()
        scope = replace(self.scope, aggregates="none", place="after `per`")
        terms = []
        for column in clause.columns:
            term = self.expressions.term(column, scope)
            if not isinstance(term, Column | Path) and term.type != UNKNOWN:
                self.context.report(
                    DCL302, "after `per` stand columns", column.span, "give the value a name with `let` in the table"
                )
            terms.append(term)
        return tuple(terms), tuple(column.span.text for column in clause.columns)

    def _dependence(self, expr: ast.DeterminesExpr) -> Dependence:
        scope = replace(self.scope, aggregates="none", place="beside `determines`")
        left = tuple(self.expressions.term(side, scope) for side in expr.left)
        right = tuple(self.expressions.term(side, scope) for side in expr.right)
        for side, term in zip((*expr.left, *expr.right), (*left, *right), strict=True):
            if not isinstance(term, Column | Path) and term.type != UNKNOWN:
                message = "beside `determines` stand columns"
                self.context.report(DCL302, message, side.span, "give the value a name with `let` in the table")
        return Dependence(left, right, tuple(side.span.text for side in expr.right))

    def _check_per(self, body: Term, per: tuple[Term, ...], when: tuple[Term, ...]) -> None:
        if not per or any(term.type == UNKNOWN for term in (body, *when)):
            return
        if not any(own_aggregates(term) for term in (body, *when)):
            clause = next(clause for clause in self.decl.clauses if isinstance(clause, ast.PerClause))
            help = "leave `per` out, or use an aggregate, as in `count() >= 3`"
            self.context.report(DCL305, "`per` says nothing here: nothing is counted in the groups", clause.span, help)

    def _check_allow(self, scope: str) -> None:
        allow = next((clause for clause in self.decl.clauses if isinstance(clause, ast.AllowClause)), None)
        if allow is not None and scope == "table":
            message = "`allow` says nothing here: the rule is decided once for the whole table"
            self.context.report(DCL314, message, allow.span, "put the bound into the check")


def check_settings(context: Context, decl: ast.RuleDecl) -> Settings:
    """The clauses of a rule that do not change what it checks."""
    settings = Settings(decl.description.value if decl.description else None)
    for clause in decl.clauses:
        match clause:
            case ast.SeverityClause(severity=severity):
                if severity not in SEVERITIES:
                    guess = did_you_mean(severity, SEVERITIES) or {"warning": "warn"}.get(severity)
                    help = f"did you mean `{guess}`?" if guess else "severities are " + ", ".join(SEVERITIES)
                    context.report(DCL208, f"there is no severity `{severity}`", clause.span, help)
                settings = replace(settings, severity=severity)
            case ast.AllowClause(share=share, count=count):
                settings = replace(settings, allow_share=share, allow_count=count)
            case ast.TagsClause(tags=tags):
                settings = replace(settings, tags=tuple(tag.value for tag in tags))
            case ast.ExampleClause():
                settings = replace(settings, examples=(*settings.examples, clause))
    return settings


def check_column_rule(context: Context, decl: ast.RuleDecl) -> Settings | None:
    """What `rule TABLE.COLUMN.CONSTRAINT { … }` says; None where it holds a clause that it cannot use."""
    before = len(context.diagnostics)
    for clause in decl.clauses:
        if isinstance(clause, ast.ReviewClause | ast.FixClause):
            _support(context, decl, clause)
        elif isinstance(
            clause,
            ast.CheckClause | ast.WhenClause | ast.PerClause | ast.EachClause | ast.PairsClause | ast.OrderByClause,
        ):
            message = "a rule that speaks of a column's own rule has nothing to check of its own"
            label = Label(decl.target[0].span, "speaks of the rule that the column makes")
            context.report(
                DCL314, message, clause.span, "leave the clause out, or write `rule NAME on TABLE`", (label,)
            )
    settings = check_settings(context, decl)
    return None if len(context.diagnostics) > before else settings


def own_aggregates(term: Term) -> tuple[Aggregate, ...]:
    """The aggregates over the rule's own rows in a term, outermost first."""
    if isinstance(term, Aggregate):
        return (term,) if isinstance(term.source, OwnRows) else ()
    return tuple(aggregate for child in children(term) for aggregate in own_aggregates(child))


def _scope_of(term: Term, per: tuple[Term, ...]) -> str:
    """`row` where anything of the row stands in the term, else `group` with `per` and `table` without."""
    if _holds_row(term, per):
        return "row"
    return "group" if per else "table"


def _holds_row(term: Term, per: tuple[Term, ...]) -> bool:
    if term in per:
        return False
    match term:
        case Column():
            return True
        case Aggregate(source=source):
            return not isinstance(source, OwnRows)
        case _:
            return any(_holds_row(child, per) for child in children(term))


def _shown(terms: list[Term]) -> tuple[tuple[str, Term], ...]:
    """The columns, paths and aggregates over other tables that terms read, each once, by their source text."""
    found: dict[str, Term] = {}
    for term in terms:
        for part in _readings(term):
            found.setdefault(spelled(part), part)
    return tuple(found.items())


def _readings(term: Term) -> Iterator[Term]:
    match term:
        case Const():
            return
        case Aggregate(source=OwnRows()):
            return
        case Column() | Path() | Aggregate():
            yield term
        case _:
            if spelled(term):
                yield term
                return
            for child in children(term):
                yield from _readings(child)


def spelled(term: Term) -> str:
    """How an author writes a column, a path or an aggregate; empty for any other term."""
    match term:
        case Column(name=name):
            return name
        case Path(base=base, column=column):
            return f"{spelled(base)}.{column}"
        case Field(base=base, name=name):
            return f"{spelled(base)}.{name}"
        case Aggregate(text=text):
            return text
        case _:
            return ""


def _is_broken(body: Term | Dependence, when: tuple[Term, ...], per: tuple[Term, ...]) -> bool:
    terms = [*body.left, *body.right] if isinstance(body, Dependence) else [body]
    return any(_unknown(term) for term in (*terms, *when, *per))


def _unknown(term: Term) -> bool:
    inner = source_terms(term.source) if isinstance(term, Aggregate) else ()
    return term.type == UNKNOWN or any(_unknown(child) for child in (*children(term), *inner))
