"""The ids of the rules that tables and columns make by themselves; `rule TABLE.COLUMN.CONSTRAINT` may speak of them."""

from __future__ import annotations

from collections.abc import Iterator

from dcl.analysis.context import Context, TableInfo
from dcl.analysis.contract import CheckedColumn
from dcl.analysis.terms import FromGroups
from dcl.syntax import ast
from dcl.types import ANY, is_closed


def own_rule_ids(context: Context, table: TableInfo) -> Iterator[str]:
    """The ids of all rules that a table makes by itself."""
    if not isinstance(table.origin, FromGroups):
        yield f"{table.name}.rows"
        if not any(isinstance(item, ast.OpenStatement) for item in table.items):
            yield f"{table.name}.columns"
    if any(column.key for column in table.columns.values()):
        yield f"{table.name}.key"
    for item in table.items:
        if isinstance(item, ast.UniqueStatement):
            yield f"{table.name}.{'+'.join(name.text for name in item.columns)}.unique"
    for column in table.columns.values():
        for constraint in column_constraints(column):
            yield f"{table.name}.{constraint}"


def column_constraints(column: CheckedColumn) -> Iterator[str]:
    """`column.constraint` for each rule that a column makes by itself, in the order of reports."""
    if column.implicit:
        return
    if not column.may_be_absent:
        yield f"{column.name}.present"
    if not is_closed(column.type) and column.type != ANY:
        yield f"{column.name}.type"
    if not column.optional:
        yield f"{column.name}.required"
    if is_closed(column.type):
        yield f"{column.name}.domain"
    if column.unit is not None:
        yield f"{column.name}.unit"
    for constraint in column.constraints:
        yield f"{column.name}.{constraint.kind}"
    for field in column.fields:
        for constraint in field.constraints:
            yield f"{column.name}.{field.name}.{constraint.kind}"
