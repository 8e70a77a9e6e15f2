"""From a name to what declares it, and from there to every other place that names it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dcl.lsp.analysis import Analysis
from dcl.lsp.declarations import Declaration
from dcl.lsp.occurrences import Occurrence
from dcl.lsp.trees import nodes_at
from dcl.lsp.workspace import Workspace, used_file
from dcl.source import SourceFile, Span
from dcl.syntax import ast


def definition(analysis: Analysis, source: SourceFile, offset: int) -> list[Span]:
    """Where the thing at a place is declared; for the path of a `use`, the start of that file."""
    named = analysis.occurrences.at(source, offset)
    if named:
        return [occurrence.declaration.span for occurrence in named]
    tree = analysis.tree(source.path)
    found: Span | None = None
    for node in nodes_at(tree, offset) if tree is not None else ():
        if isinstance(node, ast.UseDecl) and node.path.span.start <= offset <= node.path.span.end:
            found = _start_of(analysis, source, node.path.value)
        elif isinstance(node, ast.RuleDecl) and not node.tables and node.target[-1].span.end >= offset:
            found = _modifier(analysis, node)
    return [] if found is None else [found]


def _start_of(analysis: Analysis, source: SourceFile, written: str) -> Span | None:
    path = used_file(Path(source.path), written)
    used = analysis.sources.get(str(path))
    return None if used is None else Span(used, 0, 0)


def _modifier(analysis: Analysis, rule: ast.RuleDecl) -> Span | None:
    """The modifier whose rule `rule TABLE.COLUMN.CONSTRAINT` speaks of; else the column."""
    info = None if analysis.context is None else analysis.context.tables.get(rule.target[0].text)
    column = None if info is None else info.columns.get(rule.target[1].text)
    if column is None:
        return None if info is None else info.decl.name.span
    kind = rule.target[-1].text
    return next((each.span for each in column.constraints if each.kind == kind), column.decl.type.span)


def uses_of(workspace: Workspace, declaration: Declaration) -> list[Occurrence]:
    """Every place in the workspace that names what is declared, the declaration included, each once."""
    found: dict[tuple[str, int, int], Occurrence] = {}
    for analysis in workspace.analyses_with(Path(declaration.span.source.path)):
        for occurrence in analysis.occurrences.of(declaration):
            span = occurrence.span
            found.setdefault((span.source.path, span.start, span.end), occurrence)
    return [found[place] for place in sorted(found)]


def references(
    workspace: Workspace, analysis: Analysis, source: SourceFile, offset: int, with_declaration: bool
) -> Iterator[Span]:
    """The places that name the thing at a place."""
    found: dict[Span, None] = {}
    for occurrence in analysis.occurrences.at(source, offset):
        for use in uses_of(workspace, occurrence.declaration):
            if with_declaration or not use.declares:
                found[use.span] = None
    yield from found


def highlights(analysis: Analysis, source: SourceFile, offset: int) -> list[Occurrence]:
    """The places of this file that name the thing at a place."""
    found: dict[Span, Occurrence] = {}
    for occurrence in analysis.occurrences.at(source, offset):
        uses = analysis.occurrences.of(occurrence.declaration)
        found.update((use.span, use) for use in uses if use.span.source.path == source.path)
    return list(found.values())
