"""The outline of a file, its foldable parts, and the names of all files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dcl.lsp.declarations import Kind, declarations_in
from dcl.lsp.trees import tokens_of
from dcl.lsp.workspace import Workspace
from dcl.source import SourceFile, Span
from dcl.syntax import ast
from dcl.syntax.layout import one_line
from dcl.syntax.tokens import CLOSERS, OPENERS

MOST_SYMBOLS = 500
"""So many names are enough to choose from."""


@dataclass(frozen=True)
class Symbol:
    """An entry of the outline. `span` is the whole declaration, `name_span` its name."""

    name: str
    kind: Kind
    detail: str
    span: Span
    name_span: Span
    children: tuple[Symbol, ...] = ()


def outline(tree: ast.File) -> Iterator[Symbol]:
    """What a file declares, in the order written."""
    for node in tree.declarations:
        match node:
            case ast.ContractDecl():
                yield _symbol(node.name, Kind.CONTRACT, node.version, node)
            case ast.LetDecl():
                yield _symbol(node.name, Kind.CONSTANT, _short(node.value), node)
            case ast.LabelsDecl():
                yield _symbol(node.name, Kind.LABELS, "", node, tuple(_labels(node.labels)))
            case ast.TableDecl():
                yield _symbol(node.name, Kind.TABLE, "", node, tuple(_columns(node)))
            case ast.RuleDecl(tables=()):
                whole = node.target[0].span.to(node.target[-1].span)
                yield Symbol(node.name, Kind.RULE, "", node.span, whole)
            case ast.RuleDecl():
                tables = ", ".join(table.text for table in node.tables)
                yield _symbol(node.target[0], Kind.RULE, f"on {tables}", node)


def _symbol(name: ast.Name, kind: Kind, detail: str, node: ast.Node, children: tuple[Symbol, ...] = ()) -> Symbol:
    return Symbol(name.text, kind, detail, node.span, name.span, children)


def _labels(labels: tuple[ast.LabelDecl, ...]) -> Iterator[Symbol]:
    for label in labels:
        yield _symbol(label.name, Kind.LABEL, "", label, tuple(_labels(label.children)))


def _columns(table: ast.TableDecl) -> Iterator[Symbol]:
    for item in table.items:
        if isinstance(item, ast.ColumnDecl):
            yield _symbol(item.name, Kind.COLUMN, _short(item.type), item)
        elif isinstance(item, ast.LetDecl):
            yield _symbol(item.name, Kind.DERIVED, _short(item.value), item)


def _short(node: ast.Node) -> str:
    text = node.span.text if isinstance(node, ast.PatternLit) else one_line(node.span.text)
    return text if len(text) <= 60 else text[:59] + "…"


def all_symbols(workspace: Workspace, query: str) -> Iterator[Symbol]:
    """The names in all known files that hold the letters of a query in their order, as editors search."""
    wanted = query.casefold()
    found = 0
    for path in workspace.contracts():
        parsed, _ = workspace.files.reader(path, path.name)
        for each in declarations_in(parsed[1]) if parsed is not None else ():
            if each.kind is not Kind.BOUND and _holds(each.name.casefold(), wanted):
                yield Symbol(each.name, each.kind, each.owner, each.node.span, each.span)
                found += 1
                if found == MOST_SYMBOLS:
                    return


def _holds(name: str, wanted: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in wanted)


@dataclass(frozen=True)
class Fold:
    """Lines, counted from 0, that an editor may fold into the first of them."""

    first: int
    last: int
    is_comment: bool = False


def folds(source: SourceFile) -> list[Fold]:
    """Blocks, brackets and texts over several lines, and runs of comments."""
    tokens = tokens_of(source)
    found: dict[int, Fold] = {}
    opened: list[tuple[str, int]] = []
    for token in tokens:
        line = source.position(token.start)[0] - 1
        if token.kind in OPENERS:
            opened.append((token.kind, line))
        elif token.kind in CLOSERS and opened and opened[-1][0] == CLOSERS[token.kind]:
            first = opened.pop()[1]
            if line - 1 > first:
                found[first] = Fold(first, line - 1)
        elif token.kind == "LONG_STRING":
            last = source.position(token.end)[0] - 1
            if last > line:
                found.setdefault(line, Fold(line, last))
    comments = [source.position(token.start)[0] - 1 for token in tokens if token.kind == "COMMENT"]
    alone = [line for line in comments if source.line(line + 1).lstrip().startswith("#")]
    return sorted([*found.values(), *_runs(alone)], key=lambda fold: (fold.first, -fold.last))


def _runs(lines: list[int]) -> Iterator[Fold]:
    first = lines[0] if lines else 0
    for line, following in pairwise([*lines, -1]):
        if following != line + 1:
            if line > first:
                yield Fold(first, line, is_comment=True)
            first = following
