"""References: the column of another table that a column's values must be found in."""

from __future__ import annotations

from dataclasses import replace

from dcl.analysis.context import Context, TableInfo
from dcl.analysis.contract import CheckedColumn, Constraint
from dcl.analysis.terms import Column, InColumn
from dcl.analysis.wording import describe
from dcl.diagnostics import Label, did_you_mean
from dcl.diagnostics.codes_names import DCL201, DCL203
from dcl.diagnostics.codes_types import DCL307
from dcl.syntax import ast
from dcl.types import UNKNOWN, ListOf


def check_references(context: Context, table: TableInfo) -> None:
    """Resolve the `references` of a table, once the columns of all tables are known."""
    for column in list(table.columns.values()):
        for modifier in column.decl.modifiers:
            if isinstance(modifier, ast.ReferencesModifier):
                resolved = _reference(context, table, column, modifier)
                if resolved is not None and column.name in table.copied:
                    # A table `like` another one is a data set of its own; paths follow, nothing must be found.
                    resolved = replace(resolved, constraints=column.constraints)
                if resolved is not None:
                    table.columns[column.name] = resolved


def _reference(
    context: Context, table: TableInfo, column: CheckedColumn, modifier: ast.ReferencesModifier
) -> CheckedColumn | None:
    target = context.table(table.names, modifier.table.text)
    like = table.decl.origin
    if column.name in table.copied and isinstance(like, ast.LikeClause) and like.table.text == modifier.table.text:
        target = table
    if target is None and context.lost_declaration(modifier.span):
        return None
    if target is None:
        guess = did_you_mean(modifier.table.text, table.names.of_kind(ast.TableDecl))
        message = f"there is no table `{modifier.table.text}`"
        context.report(DCL201, message, modifier.table.span, f"did you mean `{guess}`?" if guess else None)
        return None
    if not target.supported or column.type == UNKNOWN:
        return None
    declared = Label(target.decl.name.span, "the table is declared here")
    if isinstance(column.type, ListOf):
        context.unsupported("`references` on a list is", modifier.span)
        return None
    key = _target_key(context, target, modifier)
    if key is None:
        return None
    if key.type == UNKNOWN:
        return None
    if key.type != column.type:
        message = f"`{column.name}` is {describe(column.type)}, and `{target.name}.{key.name}` is {describe(key.type)}"
        context.report(
            DCL307, message, modifier.span, "give both the same type", (Label(key.decl.span, "declared here"),)
        )
        return None
    if not key.is_unique and target_keys(target) != [key.name]:
        message = f"`{target.name}.{key.name}` is neither the only key nor unique"
        context.report(DCL307, message, modifier.span, "make it `key` or `unique`", (declared,))
        return None
    own = Column(column.type, table.name, column.name)
    constraint = Constraint("references", InColumn(own, target.name, key.name), modifier.span, modifier.span.text)
    return replace(column, references=(target.name, key.name), constraints=(*column.constraints, constraint))


def target_keys(table: TableInfo) -> list[str]:
    return [column.name for column in table.columns.values() if column.key]


def _target_key(context: Context, target: TableInfo, modifier: ast.ReferencesModifier) -> CheckedColumn | None:
    declared = Label(target.decl.name.span, "the table is declared here")
    if context.lost_inside(target.decl):
        return None
    if modifier.column is not None:
        name = modifier.column.text
        if name in target.columns:
            return target.columns[name]
        guess = did_you_mean(name, target.columns)
        message = f"`{name}` is not a column of `{target.name}`"
        context.report(
            DCL203, message, modifier.column.span, f"did you mean `{guess}`?" if guess else None, (declared,)
        )
        return None
    keys = target_keys(target)
    if len(keys) == 1:
        return target.columns[keys[0]]
    message = f"`{target.name}` has no key" if not keys else f"`{target.name}` has a key of several columns"
    help = f"name a unique column: `references {target.name}.…`"
    context.report(DCL307, message, modifier.table.span, help, (declared,))
    return None
