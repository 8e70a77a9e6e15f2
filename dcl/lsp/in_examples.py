"""The names in the examples of rules: tables, columns and labels."""

from __future__ import annotations

from collections.abc import Iterator

from dcl.analysis.contract import CheckedColumn, CheckedContract, CheckedTable
from dcl.analysis.examples import Exemplified
from dcl.lsp.declarations import Declaration, Declared
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import LabelType, ListOf, Type

Found = tuple[Span, Declaration, str]
"""A place, what is named there, and the table that it is reached through."""


def in_examples(contract: CheckedContract, rule: Exemplified, declared: Declared) -> Iterator[Found]:
    """The names in the examples of one rule."""
    reader = _Reader(contract, rule, declared)
    for clause in rule.settings.examples:
        for value in clause.values:
            yield from reader.value(value)


class _Reader:
    """Follows an example as `dcl.analysis.examples` does."""

    def __init__(self, contract: CheckedContract, rule: Exemplified, declared: Declared) -> None:
        self.contract = contract
        self.table = rule.table
        self.only = rule.only
        self.declared = declared

    def value(self, value: ast.Expr) -> Iterator[Found]:
        match value:
            case ast.RecordExpr(fields=fields) if fields and all(self._is_table(name) for name, _ in fields):
                for name, rows in fields:
                    table = self.contract.tables[name.text]
                    yield from self._found(name.span, self.declared.of(table.decl))
                    for item in rows.items if isinstance(rows, ast.ListExpr) else (rows,):
                        yield from self._row(table, item)
            case ast.ListExpr(items=items) if not self._is_one_list():
                for item in items:
                    yield from self._row(self.table, item)
            case _:
                yield from self._row(self.table, value)

    def _is_table(self, name: ast.Name) -> bool:
        return name.text in self.contract.tables and name.text not in self.table.columns

    def _is_one_list(self) -> bool:
        return self.only is not None and isinstance(self.table.columns[self.only].type, ListOf)

    def _row(self, table: CheckedTable, value: ast.Expr) -> Iterator[Found]:
        if not isinstance(value, ast.RecordExpr):
            if self.only is not None:
                yield from self._cell(self.table.columns[self.only], value)
            return
        for name, cell in value.fields:
            yield from self._found(name.span, self.declared.column(table.name, name.text), table.name)
            if name.text in table.columns:
                yield from self._cell(table.columns[name.text], cell)

    def _cell(self, column: CheckedColumn, value: ast.Expr) -> Iterator[Found]:
        if isinstance(value, ast.RecordExpr) and column.references is not None:
            yield from self._row(self.contract.tables[column.references[0]], value)
        elif isinstance(value, ast.RecordExpr):
            yield from self._fields(column, value)
        elif isinstance(value, ast.ListExpr):
            for item in value.items:
                if isinstance(item, ast.RecordExpr):
                    yield from self._fields(column, item)
                else:
                    yield from self._label(column.type, item)
        else:
            yield from self._label(column.type, value)

    def _fields(self, column: CheckedColumn, value: ast.RecordExpr) -> Iterator[Found]:
        fields = {field.name: field for field in column.fields}
        for name, part in value.fields:
            if name.text in fields:
                yield from self._found(name.span, self.declared.of(fields[name.text].decl))
                yield from self._cell(fields[name.text], part)

    def _label(self, type_: Type, value: ast.Expr) -> Iterator[Found]:
        labels = type_.element if isinstance(type_, ListOf) else type_
        if isinstance(labels, LabelType) and isinstance(value, ast.TextLit):
            yield from self._found(value.span, self.declared.label(labels, value.value))

    def _found(self, span: Span, declaration: Declaration | None, table: str = "") -> Iterator[Found]:
        if declaration is not None:
            yield span, declaration, table or declaration.owner
