"""Names in expressions: columns, constants, what `each` binds, and good answers where a name is none of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcl.analysis.context import BoundColumn, BoundLabel, Scope, TableInfo
from dcl.analysis.contract import Derived
from dcl.analysis.terms import BROKEN, Column, Const, Outer, Path, Term, children
from dcl.diagnostics import Label, did_you_mean
from dcl.diagnostics.codes_names import DCL201, DCL203, DCL204, DCL209
from dcl.diagnostics.codes_types import DCL302, DCL311, DCL312
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import UNKNOWN

DEEPEST = 100
"""How deep derived columns may build on each other, as deep as expressions may nest."""

if TYPE_CHECKING:
    from dcl.analysis.expressions import Expressions


def bare_name(checker: Expressions, expr: ast.Expr, name: str, scope: Scope) -> Term:
    """What a name without a dot stands for."""
    bound = scope.bound.get(name)
    if bound is not None:
        checker.context.note(expr.span, bound, name)
    if isinstance(bound, BoundLabel):
        return Const(bound.type, bound.label)
    if isinstance(bound, BoundColumn):
        name = bound.column
    table = checker.context.tables[scope.table] if scope.table else None
    if table is not None and not table.supported:
        return BROKEN
    if table is not None and scope.pairs and name in table.column_names() and name not in scope.shared:
        help = f"write `a.{name}` or `b.{name}`"
        checker.context.report(DCL204, f"a pair has two rows, so `{name}` alone is not clear", expr.span, help)
        return BROKEN
    if table is not None and scope.bare and name in table.column_names():
        column = column_of(checker, table, name, expr.span)
        return BROKEN if column is None else column
    constant = checker.names.constant(name)
    if constant is not None:
        return _constant(checker, expr, constant)
    _report_unknown(checker, expr, name, scope, table)
    return BROKEN


def _constant(checker: Expressions, expr: ast.Expr, constant: ast.LetDecl) -> Term:
    context, name = checker.context, constant.name.text
    context.note(expr.span, constant)
    context.used.add(name)
    step = ("", name)
    if name in context.circular:
        return BROKEN
    if step in context.deriving:
        context.circular.update(inner for table, inner in context.deriving if not table)
        context.report(DCL311, f"`{name}` is defined through itself", constant.name.span)
        return BROKEN
    if isinstance(constant.value, ast.SetExpr | ast.RangeExpr | ast.PatternLit):
        kind = (
            "pattern; it stands after `matches`"
            if isinstance(constant.value, ast.PatternLit)
            else "set or range; it stands after `in`"
        )
        declared = Label(constant.name.span, "declared here")
        context.report(DCL302, f"`{name}` is a {kind}", expr.span, None, (declared,))
        return BROKEN
    if id(constant) not in context.constants:
        context.constants[id(constant)] = _derived_constant(checker, constant)
    return context.constants[id(constant)] or BROKEN


def _derived_constant(checker: Expressions, constant: ast.LetDecl) -> Const | None:
    """The value of a constant, worked out once, however many others are built on it."""
    context = checker.context
    if len(context.deriving) > DEEPEST:
        message = f"constants build on each other more than {DEEPEST} deep"
        context.report(DCL311, message, constant.name.span, "write some of the values out")
        return None
    context.deriving.append(("", constant.name.text))
    home = type(checker)(context, context.universe.names_of(constant))
    value = home.constant(constant.value)
    context.deriving.pop()
    return value


def pair_side(expr: ast.PathExpr) -> tuple[str, ast.Expr] | None:
    """`a.image_id.width` as the side `a` and the expression `image_id.width` over its row; None for other paths."""
    if isinstance(expr.base, ast.NameExpr):
        side = expr.base.name
        return (side, ast.NameExpr(expr.name.span, expr.name.text)) if side in ("a", "b") else None
    if not isinstance(expr.base, ast.PathExpr):
        return None
    below = pair_side(expr.base)
    return None if below is None else (below[0], ast.PathExpr(expr.span, below[1], expr.name))


def _report_unknown(checker: Expressions, expr: ast.Expr, name: str, scope: Scope, table: TableInfo | None) -> None:
    context = checker.context
    if context.lost_declaration(expr.span) or (table is not None and context.lost_inside(table.decl)):
        return
    if checker.names.table(name) is not None:
        message = f"`{name}` is a table; it stands only inside an aggregate"
        context.report(DCL312, message, expr.span, f"count its rows, as in `count({name})`")
        return
    label_sets = [s for s in checker.names.of_kind(ast.LabelsDecl) if name in _labels(checker, s)]
    if label_sets:
        message = f"`{name}` is a label of `{label_sets[0]}`; a label stands bare only after `is`"
        instead = f'write `is {name}` (with all labels below it) or the quoted text `"{name}"`'
        context.report(DCL209, message, expr.span, instead)
        return
    columns = table.column_names() if table is not None else []
    guess = did_you_mean(name, [*columns, *checker.names.of_kind(ast.LetDecl), *scope.bound])
    help = f"did you mean `{guess}`?" if guess else None
    if table is not None and not scope.bare and name in columns:
        help = f"write `{table.name}.{name}` for a column of the rows that are counted"
        message = f"in an aggregate over `{table.name}`, `{name}` alone is not clear"
        context.report(DCL204, message, expr.span, help)
    elif table is not None:
        declared = Label(table.decl.name.span, "the table is declared here")
        context.report(DCL203, f"`{name}` is not a column of `{table.name}`", expr.span, help, (declared,))
    else:
        context.report(DCL201, f"`{name}` is no constant that is declared here", expr.span, help)


def _labels(checker: Expressions, name: str) -> frozenset[str]:
    decl = checker.names.labels(name)
    return frozenset() if decl is None else frozenset(checker.context.label_types[id(decl)].by_name)


def qualified_name(checker: Expressions, expr: ast.PathExpr, base: ast.NameExpr, scope: Scope) -> Term | None:
    """`boxes.w` where `boxes` is a table; None where the base is no table, so that the dot is a step of a path."""
    name = base.name
    own = checker.context.tables[scope.table] if scope.table else None
    is_column = own is not None and scope.bare and name in own.column_names()
    if checker.names.table(name) is None or name in scope.bound:
        return None
    if is_column:
        declared = (
            (Label(checker.context.tables[name].decl.name.span, "the table"),) if name in checker.context.tables else ()
        )
        message = f"`{name}` is both a column and a table here"
        checker.context.report(DCL204, message, base.span, "rename one of the two", declared)
        return BROKEN
    table = checker.context.table(checker.names, name)
    if table is None or not table.supported:
        return BROKEN
    checker.context.note(base.span, table)
    if name == scope.outer:
        column = column_of(checker, table, expr.name.text, expr.name.span)
        return BROKEN if column is None else Outer(column.type, name, column.name)
    if own is not None and name == own.name and (scope.outer is not None or not scope.bare):
        return column_of(checker, own, expr.name.text, expr.name.span) or BROKEN
    if own is not None and name == own.name:
        message = f"`{name}` is the table of this rule"
        help = f"write `{expr.name.text}`"
    else:
        message = f"`{name}` is a table; its columns stand only inside an aggregate"
        help = f"as in `count({name})` or `any({expr.span.text} > 0)`"
    checker.context.report(DCL312, message, expr.span, help)
    return BROKEN


def column_of(checker: Expressions, table: TableInfo, name: str, span: Span) -> Column | None:
    """A column of a table, declared or derived; None where there is none (reported) or it is already reported."""
    if not table.supported:
        return None
    if name in table.column_names():
        checker.context.note(span, table, name)
    if name in table.broken:
        return None
    if name in table.columns:
        type_ = table.columns[name].type
        return None if type_ == UNKNOWN else Column(type_, table.name, name)
    if name in table.made:
        return Column(table.made[name], table.name, name)
    if name in table.lets:
        derived = derived_column(checker, table, name)
        return None if derived is None else Column(derived.term.type, table.name, name)
    if not checker.context.lost_inside(table.decl):
        guess = did_you_mean(name, table.column_names())
        declared = Label(table.decl.name.span, "the table is declared here")
        help = f"did you mean `{guess}`?" if guess else None
        checker.context.report(DCL203, f"`{name}` is not a column of `{table.name}`", span, help, (declared,))
    return None


def derived_column(checker: Expressions, table: TableInfo, name: str) -> Derived | None:
    """A `let` column, checked when it is first asked for."""
    context = checker.context
    if name in table.derived:
        return table.derived[name]
    let = table.lets[name]
    step = (table.name, name)
    if len(context.deriving) > DEEPEST:
        _report_depth(checker, let)
        return None
    if step in context.deriving:
        circle = [*(column for _, column in context.deriving[context.deriving.index(step) :]), name]
        message = "these derived columns are defined through each other: " + " → ".join(circle)
        context.report(DCL311, message, let.name.span)
        return None
    context.deriving.append(step)
    home = type(checker)(context, table.names)
    place = "in a derived column"
    term = home.term(let.value, Scope(table.name, aggregates="referring", place=place))
    context.deriving.pop()
    depth = 1 + _depth(checker, term)
    if depth > DEEPEST:
        _report_depth(checker, let)
    if term.type == UNKNOWN or depth > DEEPEST:
        table.broken.add(name)
        return None
    return table.derived.setdefault(name, Derived(name, let, term, depth))


def _report_depth(checker: Expressions, let: ast.LetDecl) -> None:
    message = f"derived columns build on each other more than {DEEPEST} deep"
    checker.context.report(DCL311, message, let.name.span, "compute some of them before the data come here")


def _depth(checker: Expressions, term: Term) -> int:
    """How deep the derived columns that a term reads are nested."""
    deepest = max((_depth(checker, child) for child in children(term)), default=0)
    match term:
        case Column(table=table, name=name) | Path(table=table, column=name):
            derived = checker.context.tables[table].derived.get(name)
            return max(deepest, derived.depth if derived else 0)
        case _:
            return deepest
