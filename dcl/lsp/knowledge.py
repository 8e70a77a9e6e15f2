"""What is known at a place where somebody types: the names there are, and what expressions come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dcl.analysis.context import BoundColumn, BoundLabel, Context, Scope, TableInfo
from dcl.analysis.expressions import Expressions
from dcl.analysis.names import Names
from dcl.analysis.terms import BROKEN, Column, Term
from dcl.analysis.terms import Path as Followed
from dcl.lsp.analysis import Analysis
from dcl.lsp.workspace import Workspace
from dcl.source import SourceFile
from dcl.syntax import ast
from dcl.syntax.parse import parse
from dcl.types import LabelType, Type


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The names that a file sees, as of an analysis in which the tables at hand are whole."""

    context: Context
    names: Names

    @property
    def tables(self) -> Iterator[TableInfo]:
        """The tables that the file may speak of."""
        for name in self.names.of_kind(ast.TableDecl):
            found = self.table(name)
            if found is not None:
                yield found

    def table(self, name: str) -> TableInfo | None:
        return self.context.table(self.names, name)

    def labels(self, name: str) -> LabelType | None:
        decl = self.names.labels(name)
        return None if decl is None else self.context.label_types.get(id(decl))

    def constants(self) -> Iterator[ast.LetDecl]:
        for name in self.names.of_kind(ast.LetDecl):
            found = self.names.constant(name)
            if found is not None:
                yield found

    def type_of_column(self, table: TableInfo, name: str) -> Type | None:
        """The type of a column, computed ones included."""
        if name in table.columns:
            return table.columns[name].type
        if name in table.derived:
            return table.derived[name].term.type
        return table.made.get(name)

    def term(self, written: str, scope: Scope) -> Term:
        """What an expression comes to; BROKEN where it is none."""
        tree, _ = parse(SourceFile("", f"let x = {written}"))
        let = next((node for node in tree.declarations if isinstance(node, ast.LetDecl)), None)
        if let is None or not all(name in self.context.tables for name in (scope.table, scope.outer) if name):
            return BROKEN
        aside = replace(self.context, diagnostics=[], uses=None, deriving=[], used=set())
        return Expressions(aside, self.names).term(let.value, scope)

    def referred(self, term: Term) -> TableInfo | None:
        """The table whose rows a term refers to."""
        if isinstance(term, Column):
            table, column = term.table, term.name
        elif isinstance(term, Followed):
            table, column = term.table, term.column
        else:
            operand = getattr(term, "operand", None)
            return self.referred(operand) if isinstance(operand, Term) else None
        found = self.context.tables[table].columns.get(column)
        return None if found is None or found.references is None else self.context.tables.get(found.references[0])


def known_at(workspace: Workspace, path: Path, tables: Iterable[str] = ()) -> Knowledge | None:
    """What is known in a file. Where a statement of one of the tables is broken, the last good analysis answers."""
    latest, good = workspace.latest(path), workspace.last_good(path)
    if latest is None or latest.context is None or not _is_whole(latest, tables):
        latest = good or latest
    if latest is None or latest.context is None:
        return None
    names = latest.context.universe.names_in.get(latest.module.source)
    return None if names is None else Knowledge(latest.context, names)


def _is_whole(analysis: Analysis, tables: Iterable[str]) -> bool:
    if analysis.is_well_spelled or analysis.context is None:
        return True
    found = [analysis.context.tables.get(name) for name in tables]
    if not found:
        return False
    return all(table is not None and not analysis.context.lost_inside(table.decl) for table in found)


def bound_by(known: Knowledge, name: str, items: list[str]) -> Mapping[str, BoundLabel | BoundColumn]:
    """What `each NAME in items` binds; of several, the first stands for all."""
    labels = known.labels(items[0]) if len(items) == 1 else None
    if labels is not None and labels.labels:
        return {name: BoundLabel(labels, labels.labels[0].name)}
    return {name: BoundColumn(items[0])} if items else {}
