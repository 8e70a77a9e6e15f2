"""What a name can stand for, and the declarations of some files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from dcl.analysis.context import Context, TableInfo
from dcl.analysis.contract import CheckedColumn
from dcl.modules import Module
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import LabelType, ListOf, Type


class Kind(Enum):
    """The kinds of things with names; the value is how people call one."""

    TABLE = "table"
    COLUMN = "column"
    DERIVED = "derived column"
    FIELD = "field"
    LABELS = "label set"
    LABEL = "label"
    CONSTANT = "constant"
    RULE = "rule"
    BOUND = "name"
    CONTRACT = "contract"


@dataclass(frozen=True, eq=False)
class Declaration:
    """Something with a name. `span` is its name where it is declared, `owner` the table, set or rule that it is in.

    An `implicit` one has no line of its own: a capture of a `source`, the `parent` of a table made of lists.
    """

    kind: Kind
    name: str
    span: Span
    node: ast.Node
    owner: str = ""
    implicit: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        """What tells declarations apart, also those of two analyses of one file."""
        return (self.span.source.path, self.span.start, self.name)


class Declared:
    """The declarations of some files, by their nodes, and those that tables and labels come to in an analysis."""

    def __init__(self, modules: tuple[Module, ...], context: Context) -> None:
        self.context = context
        found = [declaration for module in modules for declaration in declarations_in(module.tree)]
        self.by_node = {id(declaration.node): declaration for declaration in found}
        self._implicit: dict[int, Declaration] = {}
        self._sets = [
            (context.label_types[id(declaration.node)], declaration.node)
            for declaration in found
            if isinstance(declaration.node, ast.LabelsDecl) and id(declaration.node) in context.label_types
        ]

    def of(self, node: ast.Node | None) -> Declaration | None:
        return None if node is None else self.by_node.get(id(node))

    def column(self, table: str, name: str) -> Declaration | None:
        """What declares a column of a table; copied columns are declared where they are copied from."""
        info = self.context.tables.get(table)
        if info is None:
            return None
        if name in info.columns:
            return self._column(info, info.columns[name])
        if name in info.lets:
            return self.of(info.lets[name])
        return self.of(next((item for item in info.decl.items if _is_let(item, name)), None))

    def _column(self, table: TableInfo, column: CheckedColumn) -> Declaration:
        declared = self.of(column.decl)
        if declared is not None:
            return declared
        if id(column.decl) not in self._implicit:
            declared = Declaration(Kind.COLUMN, column.name, column.decl.span, column.decl, table.name, implicit=True)
            self._implicit[id(column.decl)] = declared
        return self._implicit[id(column.decl)]

    def label(self, type_: LabelType, name: str) -> Declaration | None:
        for known, node in self._sets:
            if known is type_ or known == type_:
                assert isinstance(node, ast.LabelsDecl)
                return self.of(next((label for label in all_labels(node.labels) if label.name.text == name), None))
        return None

    def field_of_list(self, element: Type, name: str) -> Declaration | None:
        """The field of the elements of a list, going by their type alone."""
        for table in self.context.tables.values():
            for column in table.columns.values():
                if isinstance(column.type, ListOf) and column.type.element == element:
                    return self.of(next((field.decl for field in column.fields if field.name == name), None))
        return None


def _is_let(item: ast.Node, name: str) -> bool:
    return isinstance(item, ast.LetDecl) and item.name.text == name


def all_labels(labels: tuple[ast.LabelDecl, ...]) -> Iterator[ast.LabelDecl]:
    """Labels and those below them, in the order written."""
    for label in labels:
        yield label
        yield from all_labels(label.children)


def declarations_in(tree: ast.File) -> Iterator[Declaration]:
    """Everything with a name that a file declares."""
    for node in tree.declarations:
        match node:
            case ast.ContractDecl():
                yield Declaration(Kind.CONTRACT, node.name.text, node.name.span, node)
            case ast.LetDecl():
                yield Declaration(Kind.CONSTANT, node.name.text, node.name.span, node)
            case ast.LabelsDecl():
                yield Declaration(Kind.LABELS, node.name.text, node.name.span, node)
                for label in all_labels(node.labels):
                    yield Declaration(Kind.LABEL, label.name.text, label.name.span, label, node.name.text)
            case ast.TableDecl():
                yield Declaration(Kind.TABLE, node.name.text, node.name.span, node)
                yield from _in_table(node)
            case ast.RuleDecl(target=(name,)):
                yield Declaration(Kind.RULE, name.text, name.span, node)
                for clause in node.clauses:
                    if isinstance(clause, ast.EachClause):
                        yield Declaration(Kind.BOUND, clause.name.text, clause.name.span, clause, name.text)


def _in_table(table: ast.TableDecl) -> Iterator[Declaration]:
    for item in table.items:
        match item:
            case ast.ColumnDecl():
                yield Declaration(Kind.COLUMN, item.name.text, item.name.span, item, table.name.text)
                yield from _fields(item.type, f"{table.name.text}.{item.name.text}")
            case ast.LetDecl():
                yield Declaration(Kind.DERIVED, item.name.text, item.name.span, item, table.name.text)


def _fields(type_: ast.TypeExpr, owner: str) -> Iterator[Declaration]:
    match type_:
        case ast.RecordType(fields=fields) | ast.FixedListType(fields=fields):
            for field in fields:
                yield Declaration(Kind.FIELD, field.name.text, field.name.span, field, owner)
                yield from _fields(field.type, f"{owner}.{field.name.text}")
        case ast.ListType(element=element):
            yield from _fields(element, owner)
