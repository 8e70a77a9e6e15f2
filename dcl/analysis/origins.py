"""How tables come to be: copied from another one (`like`), or made of its lists or its groups (`from`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dcl.analysis.context import Context, Scope, TableInfo
from dcl.analysis.contract import CheckedColumn
from dcl.analysis.expressions import Expressions
from dcl.analysis.lookup import DEEPEST
from dcl.analysis.names import Names
from dcl.analysis.scopes import scope_of
from dcl.analysis.terms import BROKEN, FromGroups, FromList, Term
from dcl.analysis.wording import describe
from dcl.diagnostics import Label, did_you_mean
from dcl.diagnostics.codes_names import DCL201, DCL202
from dcl.diagnostics.codes_types import DCL302, DCL305, DCL307, DCL311, DCL318
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import ANY, INT, TEXT, UNKNOWN, ListOf, Type

COPIED = (ast.ColumnDecl, ast.LetDecl, ast.MissingStatement, ast.UniqueStatement, ast.OpenStatement)
"""What `like` copies; the new table has its own files, and its own reasons to be absent or empty."""

CAPTURE = re.compile(r"\{([^{}]*)\}")


def in_order_of_making(context: Context) -> list[TableInfo]:
    """The tables, each after the one that it is made from. Tables made from each other in a circle are reported."""
    placed: dict[str, TableInfo] = {}

    def place(table: TableInfo, before: tuple[str, ...]) -> None:
        if table.name in placed:
            return
        base = _base(context, table)
        if len(before) > DEEPEST:
            message = f"tables are made from each other more than {DEEPEST} deep"
            context.report(DCL311, message, table.decl.name.span)
            table.supported = False
        elif table.name in before:
            message = "these tables are made from each other: " + " → ".join((*before, table.name))
            context.report(DCL311, message, table.decl.name.span)
            table.supported = False
        elif base is not None:
            place(base, (*before, table.name))
        placed.setdefault(table.name, table)

    for table in context.tables.values():
        place(table, ())
    return list(placed.values())


def _base(context: Context, table: TableInfo) -> TableInfo | None:
    origin = table.decl.origin
    return None if origin is None else context.table(table.names, origin.table.text)


def check_origin(context: Context, table: TableInfo) -> None:
    """Settle what a table consists of, before its columns are checked."""
    own = table.decl.items
    table.items = own
    origin = table.decl.origin
    if origin is None or not table.supported:
        return
    base = _base(context, table)
    if base is None or not base.supported:
        table.supported = False
        if base is None and not context.lost_declaration(origin.table.span):
            guess = did_you_mean(origin.table.text, table.names.of_kind(ast.TableDecl))
            help = f"did you mean `{guess}`?" if guess else None
            context.report(DCL201, f"there is no table `{origin.table.text}`", origin.table.span, help)
        return
    if isinstance(origin, ast.LikeClause):
        copied = tuple(item for item in base.items if isinstance(item, COPIED))
        table.items = (*copied, *own)
        table.copied = frozenset(item.name.text for item in copied if isinstance(item, ast.ColumnDecl | ast.LetDecl))
        table.names = Names({**base.names.declared, **table.names.declared}, table.names.rules)
    elif origin.column is not None:
        _check_list(context, table, base, origin.column)
    else:
        _check_grouping(context, table)


# ── Tables made of lists ─────────────────────────────────────────────────────────────────────────────────────────


def _check_list(context: Context, table: TableInfo, base: TableInfo, column: ast.Name) -> None:
    keys = [key.name for key in base.columns.values() if key.key]
    if len(keys) != 1:
        message = f"`{base.name}` needs one key, which the rows of `{table.name}` then refer to as `parent`"
        declared = Label(base.decl.name.span, "declared here")
        context.report(DCL307, message, column.span, "make the column that tells its rows apart `key`", (declared,))
        table.supported = False
        return
    held = base.columns.get(column.text)
    if held is not None and held.type != UNKNOWN and held.type != ANY and not isinstance(held.type, ListOf):
        message = f"`{base.name}.{column.text}` is {describe(held.type)}, not a list"
        context.report(DCL302, message, column.span, None, (Label(held.decl.span, "declared here"),))
        table.supported = False
        return
    if column.text in base.lets:
        message = f"`{base.name}.{column.text}` is computed; rows are made of lists in the data"
        context.report(DCL302, message, column.span)
        table.supported = False
        return
    if held is None:
        base.columns[column.text] = _implicit(column.span, column.text, ANY)
    table.origin = FromList(base.name, column.text, keys[0])
    parent = _implicit(table.decl.name.span, "parent", base.columns[keys[0]].type)
    table.columns["parent"] = replace(parent, references=(base.name, keys[0]))
    table.columns["position"] = _implicit(table.decl.name.span, "position", INT)


def _implicit(span: Span, name: str, type_: Type) -> CheckedColumn:
    """A column that no line of its own declares."""
    decl = ast.ColumnDecl(span, ast.Name(span, name), ast.NamedType(span, True, ast.Name(span, str(type_))), (), None)
    return CheckedColumn(name, decl, type_, optional=True, may_be_absent=True, implicit=True, file_name=name)


# ── Tables made of groups ────────────────────────────────────────────────────────────────────────────────────────


def _check_grouping(context: Context, table: TableInfo) -> None:
    """A table made of groups reads no columns; its `let`s are checked once the columns of all tables are known."""
    for item in table.items:
        if isinstance(item, ast.ColumnDecl | ast.SourceStatement | ast.FormatStatement | ast.MissingStatement):
            message = "a table made of groups reads nothing; it has the `per` columns and its `let`s"
            context.report(DCL318, message, item.span, "write `let name = …` with an aggregate of the group")
    table.items = tuple(item for item in table.items if not isinstance(item, ast.ColumnDecl | ast.LetDecl))


def check_groups(context: Context, table: TableInfo) -> None:
    """The columns of a table made of groups: those after `per`, and its `let`s."""
    origin = table.decl.origin
    assert isinstance(origin, ast.FromClause)
    expressions = Expressions(context, table.names)
    scope = Scope(origin.table.text, aggregates="none", place="after `per`", ordered=bool(origin.order_by))
    per = []
    for column in origin.per:
        term = expressions.term(column, scope)
        per.append((_name_of(column), term))
    order = expressions.order(origin.order_by, scope)
    lets = []
    inside = replace(scope, aggregates="own")
    for item in table.decl.items:
        if isinstance(item, ast.LetDecl):
            term = expressions.term(item.value, inside)
            if term.type != UNKNOWN and scope_of(term, tuple(value for _, value in per)) == "row":
                message = "a group has many rows, so that a column of one row has no single value"
                help = 'aggregate it, as in `first(x)`, `mode(x)` or `join(x, " ")`'
                context.report(DCL305, message, item.value.span, help)
                term = BROKEN
            lets.append((item.name.text, term))
    _make(context, table, [*per, *lets])
    table.origin = FromGroups(origin.table.text, tuple(per), order, tuple(lets))


def _name_of(column: ast.Expr) -> str:
    match column:
        case ast.NameExpr(name=name):
            return name
        case ast.PathExpr(name=name):
            return name.text
        case ast.CallExpr(function=function):
            return function.text
        case _:
            return column.span.text


def _make(context: Context, table: TableInfo, columns: Iterable[tuple[str, Term]]) -> None:
    for name, term in columns:
        if name in table.made:
            context.report(DCL202, f"`{table.name}` has `{name}` twice", table.decl.name.span)
        table.made[name] = term.type
        if term.type == UNKNOWN:
            table.broken.add(name)


# ── Columns captured by a source ─────────────────────────────────────────────────────────────────────────────────


def captured_names(sources: Iterable[str]) -> tuple[str, ...]:
    """The columns that stand in braces in the sources of a table."""
    return tuple(dict.fromkeys(name for source in sources for name in CAPTURE.findall(source)))


def check_captures(table: TableInfo) -> None:
    """A column that a source captures is a text and needs no declaration."""
    for item in table.items:
        if isinstance(item, ast.SourceStatement):
            for path in item.paths:
                for name in captured_names([path.value]):
                    if name not in table.columns:
                        table.columns[name] = _implicit(path.span, name, TEXT)
