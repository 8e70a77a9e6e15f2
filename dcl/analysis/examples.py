"""Examples of rules: the rows that the literals of a `pass` or `fail` stand for, and whether they fit their tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dcl.analysis.contract import CheckedColumn, CheckedContract, CheckedRule, CheckedTable, Settings
from dcl.analysis.terms import Column, Term, children
from dcl.diagnostics import Diagnostic, Label, did_you_mean
from dcl.diagnostics.codes_types import DCL315
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import BOOL, DATE, DATETIME, FLOAT, INT, LabelType, ListOf, OneOf, Type

Row = dict[str, Any]


@dataclass(eq=False)
class ExampleData:
    """The rows of an example, by table, with what is wrong with it."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True)
class Exemplified:
    """A rule that people wrote, as its examples see it.

    `only` is the one column that the rule reads, for which a bare value stands; `groups` are the columns of its `per`
    or `pairs in`, which are the same in all rows where an example leaves them out.
    """

    id: str
    decl: ast.RuleDecl
    settings: Settings
    table: CheckedTable
    only: str | None
    groups: tuple[Term, ...] = ()


def exemplified(contract: CheckedContract) -> Iterator[Exemplified]:
    """The rules of a contract that may have examples."""
    for rule in contract.rules:
        table = contract.tables[rule.table]
        groups = (*rule.per, *(rule.within or ()))
        yield Exemplified(rule.id, rule.decl, rule.settings, table, _only_column(contract, rule), groups)
    for id_, (decl, settings) in contract.column_rules.items():
        # Where the declaration of the table is misspelled, there is none, and that is reported already.
        if (own := contract.tables.get(decl.target[0].text)) is not None:
            column = decl.target[1].text
            yield Exemplified(id_, decl, settings, own, column if column in own.columns else None)


def check_examples(contract: CheckedContract) -> Iterator[Diagnostic]:
    """What is wrong with the examples of a contract, before any of them is run."""
    for rule in exemplified(contract):
        for clause in rule.settings.examples:
            for value in clause.values:
                yield from example_rows(contract, rule, value).diagnostics


def example_rows(contract: CheckedContract, rule: Exemplified, value: ast.Expr) -> ExampleData:
    """The tables that one value of an example stands for."""
    builder = _Builder(contract, rule.table, rule.only)
    builder.add(value)
    for row in builder.data.rows.get(rule.table.name, []):
        for term in rule.groups:
            if isinstance(term, Column) and term.name not in row and term.name in rule.table.columns:
                row[term.name] = _sample(rule.table.columns[term.name].type, 0)
    return builder.data


def _only_column(contract: CheckedContract, rule: CheckedRule) -> str | None:
    read: set[str] = set()
    for term in (*rule.check_terms, *rule.when, *rule.per):
        _note_columns(term, contract.tables[rule.table], read)
    declared = [name for name in read if name in contract.tables[rule.table].columns]
    return declared[0] if len(declared) == 1 else None


def _note_columns(term: Term, table: CheckedTable, read: set[str]) -> None:
    """Note the columns of the table that a term reads, and those that the derived ones among them read."""
    if isinstance(term, Column) and term.table == table.name and term.name not in read:
        read.add(term.name)
        derived = table.derived.get(term.name)
        if derived is not None:
            _note_columns(derived.term, table, read)
    for child in children(term):
        _note_columns(child, table, read)


class _Builder:
    def __init__(self, contract: CheckedContract, table: CheckedTable, only: str | None) -> None:
        self.contract = contract
        self.table = table
        self.only = only
        self.data = ExampleData()

    def add(self, value: ast.Expr) -> None:
        match value:
            case ast.RecordExpr(fields=fields) if fields and all(self._is_table(name) for name, _ in fields):
                for name, rows in fields:
                    for item in rows.items if isinstance(rows, ast.ListExpr) else (rows,):
                        self._row(self.contract.tables[name.text], item)
            case ast.RecordExpr():
                self._row(self.table, value)
            case ast.ListExpr(items=items) if not self._is_one_list():
                for item in items:
                    self._row(self.table, item)
            case _:
                self._row(self.table, value)

    def _is_table(self, name: ast.Name) -> bool:
        return name.text in self.contract.tables and name.text not in self.table.columns

    def _is_one_list(self) -> bool:
        """Whether a bare list is the one cell that the rule reads."""
        return self.only is not None and isinstance(self.table.columns[self.only].type, ListOf)

    def _row(self, table: CheckedTable, value: ast.Expr) -> Row:
        row: Row = {}
        if isinstance(value, ast.RecordExpr):
            for name, cell in value.fields:
                column = table.columns.get(name.text)
                if column is None:
                    self._unknown_column(table, name)
                else:
                    row[name.text] = self._cell(column, cell)
        elif table is self.table and self.only is not None:
            row[self.only] = self._cell(table.columns[self.only], value)
        else:
            message = "the rule reads more than one column; an example names them"
            self._report(message, value.span, "write a row, as in `{ x: 1, y: 2 }`")
        self.data.rows.setdefault(table.name, []).append(row)
        return row

    def _cell(self, column: CheckedColumn, value: ast.Expr) -> Any:
        if isinstance(value, ast.RecordExpr) and column.references is not None:
            return self._referenced(column, column.references, value)
        if isinstance(value, ast.RecordExpr):
            fields = {field.name: field for field in column.fields}
            return {
                fields[name.text].file_name if name.text in fields else name.text: (
                    self._cell(fields[name.text], part) if name.text in fields else literal(part)
                )
                for name, part in value.fields
            }
        return spelled(literal(value), column.type)

    def _referenced(self, column: CheckedColumn, target: tuple[str, str], value: ast.RecordExpr) -> Any:
        """The key of the row that an example writes in place of a reference; the row joins its own table."""
        table = self.contract.tables[target[0]]
        row = self._row(table, value)
        key = table.columns[target[1]]
        if key.name not in row:
            row[key.name] = _sample(key.type, len(self.data.rows[table.name]))
        return row[key.name]

    def _unknown_column(self, table: CheckedTable, name: ast.Name) -> None:
        guess = did_you_mean(name.text, table.columns)
        message = f"`{name.text}` is not a column of `{table.name}`"
        if name.text in table.derived:
            message = f"`{name.text}` is derived; an example gives the columns that it is computed from"
        help = f"did you mean `{guess}`?" if guess else None
        self._report(message, name.span, help, (Label(table.decl.name.span, "the table is declared here"),))

    def _report(self, message: str, span: Span, help: str | None = None, labels: tuple[Label, ...] = ()) -> None:
        self.data.diagnostics.append(Diagnostic(DCL315, message, span, labels, help))


def literal(value: ast.Expr) -> Any:
    """The value of a literal as JSON holds it: dates and instants are ISO texts, `missing` is None."""
    match value:
        case ast.MissingLit():
            return None
        case ast.DateLit(value=day):
            return day.isoformat()
        case ast.DatetimeLit(value=moment):
            return moment.isoformat()
        case ast.IntLit() | ast.FloatLit() | ast.TextLit() | ast.BoolLit():
            return value.value
        case ast.Unary(op="-", operand=ast.IntLit() | ast.FloatLit() as operand):
            return -operand.value
        case ast.ListExpr(items=items):
            return [literal(item) for item in items]
        case ast.RecordExpr(fields=fields):
            return {name.text: literal(part) for name, part in fields}
        case _:
            return value.span.text


def spelled(value: Any, type_: Type) -> Any:
    """A label as the data spell it, in a list, too; any other value as it is."""
    if isinstance(type_, LabelType) and isinstance(value, str) and value in type_.by_name:
        return type_.by_name[value].spelling
    if isinstance(type_, ListOf) and isinstance(value, list):
        return [spelled(element, type_.element) for element in value]
    return value


def _sample(type_: Type, place: int) -> Any:
    """Some value of a type, another one for each place."""
    if type_ == INT:
        return 900_000_000 + place
    if type_ == FLOAT:
        return 0.5 + place
    if type_ == BOOL:
        return place % 2 == 0
    if type_ == DATE:
        return (date(2000, 1, 1) + timedelta(days=place)).isoformat()
    if type_ == DATETIME:
        return (datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=place)).isoformat()
    if isinstance(type_, LabelType):
        return type_.labels[place % len(type_.labels)].spelling
    if isinstance(type_, OneOf):
        return type_.choices[place % len(type_.choices)]
    return f"example {place}"
