"""From what the pure modules give to what the protocol sends. Places count UTF-16 units, as editors do by default."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lsprotocol import types as lsp
from pygls.uris import to_fs_path, uri_scheme

from dcl.diagnostics import Diagnostic, Edit
from dcl.diagnostics.codes_lint import DCL701, DCL702
from dcl.diagnostics.codes_modules import DCL405
from dcl.lsp.actions import Action
from dcl.lsp.declarations import Kind
from dcl.lsp.diagnostics import shown_span
from dcl.lsp.items import Item
from dcl.lsp.symbols import Fold, Symbol
from dcl.source import SourceFile, Span

_SYMBOL_KINDS = {
    Kind.CONTRACT: lsp.SymbolKind.Namespace,
    Kind.TABLE: lsp.SymbolKind.Class,
    Kind.COLUMN: lsp.SymbolKind.Field,
    Kind.DERIVED: lsp.SymbolKind.Property,
    Kind.FIELD: lsp.SymbolKind.Field,
    Kind.LABELS: lsp.SymbolKind.Enum,
    Kind.LABEL: lsp.SymbolKind.EnumMember,
    Kind.CONSTANT: lsp.SymbolKind.Constant,
    Kind.RULE: lsp.SymbolKind.Event,
    Kind.BOUND: lsp.SymbolKind.Variable,
}

_ITEM_KINDS = {
    "label": lsp.CompletionItemKind.EnumMember,
    "column": lsp.CompletionItemKind.Field,
    "constant": lsp.CompletionItemKind.Constant,
    "table": lsp.CompletionItemKind.Class,
    "labels": lsp.CompletionItemKind.Enum,
    "type": lsp.CompletionItemKind.TypeParameter,
    "setting": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.Value,
    "rule": lsp.CompletionItemKind.Event,
    "file": lsp.CompletionItemKind.File,
    "keyword": lsp.CompletionItemKind.Keyword,
    "function": lsp.CompletionItemKind.Function,
}
"""In the order in which an editor shows the items."""


class Uris:
    """Which path an editor means by a URI, and by which URI it knows a path."""

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}

    def path(self, uri: str) -> Path:
        """The resolved path of a file. A text that is no file yet stands alone, where nothing can be beside it."""
        if uri_scheme(uri) == "file":
            found = to_fs_path(uri)
            if found is not None and "\0" not in found:
                return Path(found).resolve()
        return Path("/", "unsaved", quote(uri, safe=""), "unsaved.dcl").resolve()

    def opened(self, uri: str) -> Path:
        path = self.path(uri)
        self._known[path] = uri
        return path

    def uri(self, path: Path) -> str:
        return self._known.get(path) or path.as_uri()

    def location(self, span: Span) -> lsp.Location:
        return lsp.Location(self.uri(Path(span.source.path)), range_of(span))


def range_of(span: Span) -> lsp.Range:
    return lsp.Range(_position(span.source, span.start), _position(span.source, span.end))


def _position(source: SourceFile, offset: int) -> lsp.Position:
    return lsp.Position(*source.utf16_position(offset))


def offset_of(source: SourceFile, position: lsp.Position) -> int:
    return source.utf16_offset(position.line, position.character)


def span_of(source: SourceFile, found: lsp.Range) -> Span:
    return Span(source, offset_of(source, found.start), offset_of(source, found.end))


def diagnostic_of(found: Diagnostic, uris: Uris) -> lsp.Diagnostic:
    """A finding with what would help; the places that explain it are related information."""
    level = lsp.DiagnosticSeverity.Error if found.is_error else lsp.DiagnosticSeverity.Warning
    start = lsp.Position(0, 0)
    return lsp.Diagnostic(
        range=lsp.Range(start, start) if found.span is None else range_of(shown_span(found, found.span)),
        message=f"{found.message}\n{found.help}" if found.help else found.message,
        severity=lsp.DiagnosticSeverity.Information if found.code is DCL405 else level,
        code=found.id,
        source="dcl",
        tags=[lsp.DiagnosticTag.Unnecessary] if found.code in (DCL701, DCL702) else None,
        related_information=[
            lsp.DiagnosticRelatedInformation(uris.location(label.span), label.text) for label in found.labels
        ],
    )


def text_edits(edits: Iterable[Edit]) -> list[lsp.TextEdit]:
    return [lsp.TextEdit(range_of(edit.span), edit.text) for edit in edits]


def workspace_edit(edits: Iterable[Edit], uris: Uris) -> lsp.WorkspaceEdit:
    by_file: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_file[uris.uri(Path(edit.span.source.path))].append(edit)
    return lsp.WorkspaceEdit(changes={uri: text_edits(inside) for uri, inside in by_file.items()})


def action_of(action: Action, uris: Uris) -> lsp.CodeAction:
    return lsp.CodeAction(
        title=action.title[:1].upper() + action.title[1:],
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[diagnostic_of(action.diagnostic, uris)],
        edit=workspace_edit(action.edits, uris),
        is_preferred=action.sure or None,
    )


def item_of(item: Item, place: Span, number: int, snippets: bool) -> lsp.CompletionItem:
    """An item, in the order of the kinds and then in the order given."""
    written = item.insert or item.label
    if item.snippet and not snippets:
        written = item.label
    return lsp.CompletionItem(
        label=item.label,
        kind=_ITEM_KINDS[item.kind],
        detail=item.detail or None,
        documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, item.doc) if item.doc else None,
        sort_text=f"{list(_ITEM_KINDS).index(item.kind):02}{number:04}",
        filter_text=item.label.strip('`"'),
        insert_text_format=lsp.InsertTextFormat.Snippet if item.snippet and snippets else None,
        text_edit=lsp.TextEdit(range_of(place), written),
    )


def symbol_of(symbol: Symbol) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        name=symbol.name,
        kind=_SYMBOL_KINDS[symbol.kind],
        range=range_of(symbol.span),
        selection_range=range_of(symbol.name_span),
        detail=symbol.detail or None,
        children=[symbol_of(child) for child in symbol.children],
    )


def workspace_symbol_of(symbol: Symbol, uris: Uris) -> lsp.WorkspaceSymbol:
    location: Any = uris.location(symbol.name_span)
    return lsp.WorkspaceSymbol(location, symbol.name, _SYMBOL_KINDS[symbol.kind], container_name=symbol.detail or None)


def fold_of(fold: Fold) -> lsp.FoldingRange:
    kind = lsp.FoldingRangeKind.Comment if fold.is_comment else lsp.FoldingRangeKind.Region
    return lsp.FoldingRange(start_line=fold.first, end_line=fold.last, kind=kind)
