"""Aggregates: what is aggregated, and over which rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dcl.analysis import lists
from dcl.analysis.comparing import fold, ordered
from dcl.analysis.context import Scope, TableInfo
from dcl.analysis.terms import (
    BROKEN,
    TRUE,
    Aggregate,
    AllRows,
    And,
    Column,
    Compare,
    Outer,
    OwnRows,
    Path,
    ReferringRows,
    Source,
    Term,
    TiedRows,
    Value,
    children,
    rebuilt,
)
from dcl.analysis.wording import describe
from dcl.diagnostics import Label, did_you_mean
from dcl.diagnostics.codes_names import DCL203
from dcl.diagnostics.codes_types import DCL302, DCL303, DCL304, DCL305, DCL312
from dcl.functions.aggregates import IN_ORDER
from dcl.functions.entry import AggregateFunction, Kind
from dcl.functions.table import AGGREGATES
from dcl.syntax import ast
from dcl.syntax.layout import one_line
from dcl.types import UNKNOWN, LabelType

if TYPE_CHECKING:
    from dcl.analysis.expressions import Expressions


NEEDS_ORDER = frozenset(entry.name for entry in IN_ORDER)
"""Aggregates that depend on the order of the rows."""


def aggregate(checker: Expressions, expr: ast.CallExpr, function: AggregateFunction, scope: Scope) -> Term:
    context, name = checker.context, function.name
    elements = _elements(checker, expr, scope)
    if elements is not None:
        return lists.element_aggregate(checker, expr, function, elements, scope)
    first, parameters = _first_argument(checker, expr, function)
    if first is None and expr.arguments:
        return BROKEN
    foreign = _foreign_table(checker, first, scope) if first is not None else None
    if scope.aggregates == "none" or (foreign is None and scope.aggregates != "own"):
        message = f"`{name}` of this table's own rows cannot stand {scope.place}"
        if scope.aggregates == "none":
            message = f"an aggregate cannot stand {scope.place}"
        context.report(DCL305, message, expr.span)
        return BROKEN
    if foreign is None and name in NEEDS_ORDER and not scope.ordered:
        context.report(DCL305, f"`{name}` needs an order", expr.span, "give the rule its `order by`")
        return BROKEN
    if foreign is None:
        return _own_aggregate(checker, expr, function, first, parameters, scope)
    if not foreign.supported:
        return BROKEN
    assert first is not None
    return _foreign_aggregate(checker, expr, function, first, parameters, scope, foreign)


def _elements(checker: Expressions, expr: ast.CallExpr, scope: Scope) -> Term | None:
    """The list that an aggregate runs over; None where it runs over rows."""
    first = expr.arguments[0] if expr.arguments else None
    if first is None or first.all or first.by is not None or scope.aggregates == "none":
        return None
    return lists.list_term(checker, first.value, replace(scope, aggregates="referring"))


def _first_argument(
    checker: Expressions, expr: ast.CallExpr, function: AggregateFunction
) -> tuple[ast.Argument | None, tuple[Value, ...]]:
    """The argument that is aggregated and the constants after it; the first None where they do not fit."""
    name, arguments = function.name, expr.arguments
    most = 1 + len(function.parameters)
    if len(arguments) > most:
        rowwise = {"min": "least", "max": "greatest"}.get(name)
        help = f"the {name} within one row is `{rowwise}(a, b)`" if rowwise else None
        checker.context.report(DCL302, f"`{name}` is an aggregate and takes {most} argument(s)", expr.span, help)
        return None, ()
    if len(arguments) < most and not (function.argument_optional and not arguments):
        checker.context.report(DCL302, f"`{name}` lacks an argument", expr.span, f"as in `{name}(width)`")
        return None, ()
    values = []
    for argument in arguments[1:]:
        const = checker.constant(argument.value)
        if const is None:
            return None, ()
        values.append(float(const.value) if isinstance(const.value, int) else const.value)
        if name == "quantile" and not (isinstance(values[-1], float) and 0 <= values[-1] <= 1):
            checker.context.report(
                DCL302, "`quantile` takes a share from 0 to 1", argument.span, "as in `quantile(w, 0.9)`"
            )
            return None, ()
    return (arguments[0] if arguments else None), tuple(values)


def _foreign_table(checker: Expressions, argument: ast.Argument, scope: Scope) -> TableInfo | None:
    """The other table whose rows the argument speaks of; None where it speaks of the rule's own rows."""
    own = checker.context.tables[scope.table] if scope.table else None
    bare = own.column_names() if own is not None and scope.bare else []
    for name in _table_names(argument.value):
        declared = checker.names.table(name)
        if declared is not None and name not in scope.bound and (name not in bare or argument.all):
            return checker.context.table(checker.names, name) or TableInfo(name, declared, checker.names, False)
    return None


def _table_names(expr: ast.Expr) -> Iterator[str]:
    """The names that may be tables in an argument: alone or before a dot, but not inside a further aggregate."""
    match expr:
        case ast.NameExpr(name=name):
            yield name
        case ast.CallExpr(function=function) if function.text in AGGREGATES:
            return
        case _:
            for node in _subexpressions(expr):
                if isinstance(node, ast.NameExpr) and not isinstance(expr, ast.PathExpr):
                    continue
                yield from _table_names(node)


def _subexpressions(expr: ast.Expr) -> Iterator[ast.Expr]:
    match expr:
        case ast.PathExpr(base=base):
            yield base
        case ast.Unary(operand=operand):
            yield operand
        case ast.Binary(left=left, right=right):
            yield from (left, right)
        case ast.InExpr() | ast.MatchesExpr() | ast.IsMissingExpr() | ast.IsExpr():
            yield expr.operand
        case ast.IfExpr():
            yield from (part for part in (expr.condition, expr.then, expr.otherwise) if part is not None)
        case ast.CallExpr(arguments=arguments):
            yield from (argument.value for argument in arguments)


def _own_aggregate(
    checker: Expressions,
    expr: ast.CallExpr,
    function: AggregateFunction,
    first: ast.Argument | None,
    parameters: tuple[Value, ...],
    scope: Scope,
) -> Term:
    inner = replace(scope, aggregates="referring", place="inside another aggregate")
    if first is not None and first.by is not None:
        checker.context.report(DCL312, "`by` follows the name of a table that refers here", first.by.span)
        return BROKEN
    argument = None if first is None else _argument(checker, first.value, function, inner)
    where = None if first is None or first.where is None else checker.condition(first.where, inner)
    if argument is BROKEN or where is BROKEN:
        return BROKEN
    return _built(expr, function, OwnRows(), argument, where, parameters)


def _argument(checker: Expressions, expr: ast.Expr, function: AggregateFunction, scope: Scope) -> Term:
    """The term that is aggregated, of a type that the function takes."""
    term = checker.term(expr, scope)
    if term.type == UNKNOWN:
        return BROKEN
    assert function.argument is not None
    if not function.argument.takes(term.type):
        code = DCL303 if function.argument is Kind.BOOL else DCL302
        help = f"write `{expr.span.text} is not missing` to count values" if function.name == "count" else None
        message = f"`{function.name}` takes {function.argument.value}; this is {describe(term.type)}"
        checker.context.report(code, message, expr.span, help)
        return BROKEN
    if function.name in ("min", "max") and isinstance(term.type, LabelType) and not ordered(term.type):
        checker.context.report(DCL304, f"the labels of `{term.type}` have no order", expr.span)
        return BROKEN
    return term


def _foreign_aggregate(
    checker: Expressions,
    expr: ast.CallExpr,
    function: AggregateFunction,
    first: ast.Argument,
    parameters: tuple[Value, ...],
    scope: Scope,
    table: TableInfo,
) -> Term:
    place = "inside another aggregate"
    written = Scope(table.name, bare=False, aggregates="referring", place=place, bound=scope.bound)
    bare = Scope(table.name, outer=scope.table, aggregates="referring", place=place, bound=scope.bound)
    argument: Term | None = None
    if isinstance(first.value, ast.NameExpr):
        checker.context.note(first.value.span, table)
    if not isinstance(first.value, ast.NameExpr):
        argument = _argument(checker, first.value, function, written)
    elif function.name not in ("count", "any"):
        help = "`all` takes a condition, as in `all(boxes.w > 4)`" if function.name == "all" else None
        message = f"`{function.name}` takes a column or a condition, not a whole table"
        checker.context.report(DCL302, message, first.value.span, help or f"as in `{function.name}({table.name}.…)`")
        return BROKEN
    where = None if first.where is None else checker.condition(first.where, bare)
    if argument is BROKEN or where is BROKEN:
        return BROKEN
    found = _source(checker, expr, first, table, scope, where)
    if found is None:
        return BROKEN
    source, where = found
    if function.name == "any" and argument is None:
        argument, where = where or TRUE, None
    return _built(expr, function, source, argument, where, parameters)


def _built(
    expr: ast.CallExpr,
    function: AggregateFunction,
    source: Source,
    argument: Term | None,
    where: Term | None,
    parameters: tuple[Value, ...],
) -> Term:
    type_ = function.result(argument.type if argument is not None else UNKNOWN)
    return Aggregate(type_, function.name, source, argument, where, parameters, one_line(expr.span.text))


def _source(
    checker: Expressions,
    expr: ast.CallExpr,
    first: ast.Argument,
    table: TableInfo,
    scope: Scope,
    where: Term | None,
) -> tuple[Source, Term | None] | None:
    """The rows of another table, and what is left of `where`; None where it is not clear which rows are meant."""
    context = checker.context
    own = context.tables[scope.table] if scope.table else None
    tied = where is not None and _has_outer(where)
    if first.all:
        if tied:
            context.report(
                DCL312, "`all` takes every row; a `where` that ties rows to this one stands without it", first.span
            )
            return None
        return AllRows(table.name), where
    if own is None:
        context.report(
            DCL312, f"say which rows of `{table.name}` are meant", expr.span, f"`all {table.name}` takes every row"
        )
        return None
    referring = [c for c in table.columns.values() if c.references is not None and c.references[0] == own.name]
    if first.by is not None:
        chosen = [column for column in referring if column.name == first.by.text]
        if not chosen:
            _report_by(checker, first.by, table, own, [column.name for column in referring])
            return None
        context.note(first.by.span, table, first.by.text)
        referring = chosen
    elif (len(referring) > 1 and not tied) or (len(referring) == 1 and table is own):
        names = " or ".join(f"`by {column.name}`" for column in referring)
        labels = tuple(Label(column.decl.name.span, "refers here") for column in referring)
        message = f"`{table.name}` refers to `{own.name}` in more than one way"
        if len(referring) == 1:
            message = f"`{table.name}` refers to itself; say through which column"
        context.report(DCL312, message, first.span, f"say which: {names}", labels)
        return None
    if len(referring) == 1 and referring[0].references is not None:
        key = referring[0].references[1]
        reached = None if where is None else _reached(where, table.name, own.name, referring[0].name, key, checker)
        return ReferringRows(table.name, referring[0].name, Column(referring[0].type, own.name, key)), reached
    if tied and where is not None:
        return _tied(checker, first, table, where)
    message = f"no column of `{table.name}` refers to `{own.name}`"
    help = f"tie its rows to this one, as in `where item = {own.name}.item`, or take every row: `all {table.name}`"
    context.report(DCL312, message, first.span, help)
    return None


def _report_by(checker: Expressions, by: ast.Name, table: TableInfo, own: TableInfo, names: list[str]) -> None:
    guess = did_you_mean(by.text, names)
    code = DCL203 if by.text not in table.columns else DCL312
    message = f"`{by.text}` is no column of `{table.name}` that refers to `{own.name}`"
    checker.context.report(code, message, by.span, f"did you mean `{guess}`?" if guess else None)


def _has_outer(term: Term) -> bool:
    return isinstance(term, Outer) or any(_has_outer(child) for child in children(term))


def _reached(where: Term, table: str, own: str, column: str, key: str, checker: Expressions) -> Term:
    """The condition with the rule's own row reached from the inner row, through the reference that ties the two."""
    reference = checker.context.tables[table].columns[column]

    def reach(term: Term) -> Term:
        if isinstance(term, Outer):
            return Path(term.type, Column(reference.type, table, column), own, key, term.name)
        return rebuilt(term, reach)

    return reach(where)


def _inward(term: Term) -> Term:
    """The outer side of a tie, as a term over the rule's own row."""
    return Column(term.type, term.table, term.name) if isinstance(term, Outer) else rebuilt(term, _inward)


def _tied(
    checker: Expressions, first: ast.Argument, table: TableInfo, where: Term
) -> tuple[Source, Term | None] | None:
    """Split `where` into the equations that tie inner rows to this row, and what speaks of inner rows alone."""
    parts = where.parts if isinstance(where, And) else (where,)
    ties, rest = [], []
    for part in parts:
        tie = _tie(part)
        if tie is not None:
            ties.append(tie)
        elif _has_outer(part):
            what = "a `where` that compares with this row other than by `=` is"
            checker.context.unsupported(what, first.where.span if first.where else first.span)
            return None
        else:
            rest.append(part)
    remaining = None if not rest else rest[0] if len(rest) == 1 else And(tuple(rest))
    return TiedRows(table.name, tuple(ties)), remaining


def _tie(part: Term) -> tuple[Term, Term] | None:
    """`(inner, outer)` of an equation between an inner row and this one."""
    if not (isinstance(part, Compare) and part.op == "="):
        return None
    for inner, outer in ((part.left, part.right), (part.right, part.left)):
        if _only(outer, Outer) and not _has_outer(inner) and fold(inner) is None:
            return inner, _inward(outer)
    return None


def _only(term: Term, kind: type[Term]) -> bool:
    """Whether all columns in the term are of the kind, and there is one."""
    leaves = list(_leaves(term))
    return bool(leaves) and all(isinstance(leaf, kind) for leaf in leaves)


def _leaves(term: Term) -> Iterator[Term]:
    if isinstance(term, Column | Outer):
        yield term
    for child in children(term):
        yield from _leaves(child)
