"""The language server: it takes what an editor says, asks the pure modules, and sends what they answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Generator
from pathlib import Path
from typing import Any, Protocol

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method

from dcl import __version__
from dcl.lsp import symbols
from dcl.lsp.actions import actions
from dcl.lsp.analysis import Analysis
from dcl.lsp.completion import completion
from dcl.lsp.convert import (
    Uris,
    action_of,
    diagnostic_of,
    fold_of,
    item_of,
    offset_of,
    range_of,
    span_of,
    symbol_of,
    text_edits,
    workspace_edit,
    workspace_symbol_of,
)
from dcl.lsp.definition import highlights, references
from dcl.lsp.diagnostics import findings
from dcl.lsp.earlier import definition_now, hover_now
from dcl.lsp.layout import layout_edits
from dcl.lsp.rename import Refused, renamable, rename
from dcl.lsp.tokens import MODIFIERS, TYPES, encoded
from dcl.lsp.workspace import Workspace
from dcl.source import SourceFile

PAUSE = 0.01
"""How long nobody types, in seconds, before the text is looked at."""
LONGER_PAUSE = 0.4
"""How long before lints are looked for, which takes time where a contract holds many rules."""

logger = logging.getLogger(__name__)

Asked = tuple[Analysis, SourceFile, int]


class _AtAPlace(Protocol):
    """What every question about a place in a file says."""

    text_document: lsp.TextDocumentIdentifier
    position: lsp.Position


class _Protocol(LanguageServerProtocol):
    """Counts in UTF-16 units, which every editor must understand, whatever else it offers."""

    @lsp_method(lsp.INITIALIZE)
    def lsp_initialize(self, params: lsp.InitializeParams) -> Generator[Any, Any, lsp.InitializeResult]:
        if params.capabilities.general is not None:
            params.capabilities.general.position_encodings = [lsp.PositionEncodingKind.Utf16]
        return (yield from super().lsp_initialize(params))


class Server(LanguageServer):
    """The state of one editor: its folders and open files, and what was last said of each file."""

    def __init__(self) -> None:
        super().__init__(
            "dcl",
            __version__,
            text_document_sync_kind=lsp.TextDocumentSyncKind.Full,
            protocol_cls=_Protocol,
            converter_factory=default_converter,
        )
        self.contracts = Workspace()
        self.uris = Uris()
        self._said: dict[Path, list[lsp.Diagnostic]] = {}
        self._waiting: asyncio.TimerHandle | None = None

    # ── What the editor asks about ───────────────────────────────────────────────────────────────────────────

    def source(self, document: lsp.TextDocumentIdentifier) -> SourceFile | None:
        return self.contracts.source(self.uris.path(document.uri))

    def analysis(self, document: lsp.TextDocumentIdentifier) -> Analysis | None:
        return self.contracts.analysis(self.uris.path(document.uri))

    def asked(self, params: _AtAPlace) -> Asked | None:
        """The analysis of a file, its text, and the place in it; None where it cannot be read."""
        analysis = self.analysis(params.text_document)
        if analysis is None:
            return None
        source = analysis.module.source
        return analysis, source, offset_of(source, params.position)

    # ── Diagnostics ──────────────────────────────────────────────────────────────────────────────────────────

    def say_soon(self, lints_after: float = 0) -> None:
        """Say what is found once the editor is at rest: errors first, lints later."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().call_later(PAUSE, self._say, lints_after)

    def _say(self, lints_after: float) -> None:
        self._waiting = asyncio.get_running_loop().call_later(lints_after, self._say_all)
        for path, inside in self._found(with_lints=False).items():
            if _holds_error(inside) or _holds_error(self._said.get(path, [])):
                self._publish(path, inside)

    def _say_all(self) -> None:
        self._waiting = None
        found = self._found(with_lints=True)
        for path in sorted({*found, *self._said}):
            self._publish(path, found.get(path, []))
        self._said = {path: self._said[path] for path in found}

    def _found(self, with_lints: bool) -> dict[Path, list[lsp.Diagnostic]]:
        try:
            found = findings(self.contracts, with_lints)
            return {path: [diagnostic_of(each, self.uris) for each in inside] for path, inside in found.items()}
        except Exception:
            logger.exception("the contracts could not be looked at")
            return self._said

    def _publish(self, path: Path, said: list[lsp.Diagnostic]) -> None:
        if self._said.get(path) != said:
            self._said[path] = said
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uris.uri(path), said))


def _holds_error(said: list[lsp.Diagnostic]) -> bool:
    return any(each.severity is lsp.DiagnosticSeverity.Error for each in said)


def make_server() -> Server:
    """A server with everything that it answers to."""
    server = Server()
    for method, handler in _HANDLERS.items():
        server.feature(method, _OPTIONS.get(method))(handler)
    return server


# ── What happens in the editor ───────────────────────────────────────────────────────────────────────────────────


def _initialized(server: Server, _: lsp.InitializedParams) -> None:
    folders = [folder.uri for folder in server.workspace.folders.values()]
    if not folders and server.workspace.root_uri:
        folders = [server.workspace.root_uri]
    server.contracts.set_folders([server.uris.path(uri) for uri in folders])
    watched = server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
    if watched and watched.dynamic_registration:
        options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/*.dcl")])
        registration = lsp.Registration("dcl-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        server.client_register_capability(lsp.RegistrationParams([registration]))
    server.say_soon()


def _opened(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    server.contracts.open(server.uris.opened(params.text_document.uri), params.text_document.text)
    server.say_soon()


def _changed(server: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    if params.content_changes:
        text = params.content_changes[-1].text
        server.contracts.open(server.uris.opened(params.text_document.uri), text)
        server.say_soon(lints_after=LONGER_PAUSE)


def _closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    server.contracts.close(server.uris.path(params.text_document.uri))
    server.say_soon()


def _saved(server: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    server.contracts.written_on_disk(server.uris.path(params.text_document.uri))
    server.say_soon()


def _files_changed(server: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
    if any(change.type != lsp.FileChangeType.Changed for change in params.changes):
        server.contracts.changed_on_disk()
    for change in params.changes:
        server.contracts.written_on_disk(server.uris.path(change.uri))
    server.say_soon()


def _folders_changed(server: Server, _: lsp.DidChangeWorkspaceFoldersParams) -> None:
    folders = [folder.uri for folder in server.workspace.folders.values()]
    server.contracts.set_folders([server.uris.path(uri) for uri in folders])
    server.say_soon()


# ── What the editor asks ─────────────────────────────────────────────────────────────────────────────────────────


def _hover(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    asked = server.asked(params)
    found = None if asked is None else hover_now(server.contracts, *asked)
    if found is None:
        return None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, found[0]), range_of(found[1]))


def _completion(server: Server, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    source = server.source(params.text_document)
    found = None if source is None else completion(server.contracts, source, offset_of(source, params.position))
    if found is None:
        return None
    items, place = found
    asked = server.client_capabilities.text_document and server.client_capabilities.text_document.completion
    snippets = bool(asked and asked.completion_item and asked.completion_item.snippet_support)
    made = [item_of(item, place, number, snippets) for number, item in enumerate(items)]
    return lsp.CompletionList(is_incomplete=False, items=made)


def _definition(server: Server, params: lsp.DefinitionParams) -> list[lsp.Location]:
    asked = server.asked(params)
    return [] if asked is None else [server.uris.location(span) for span in definition_now(server.contracts, *asked)]


def _references(server: Server, params: lsp.ReferenceParams) -> list[lsp.Location]:
    asked = server.asked(params)
    if asked is None:
        return []
    spans = references(server.contracts, *asked, with_declaration=params.context.include_declaration)
    return [server.uris.location(span) for span in spans]


def _highlights(server: Server, params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
    asked = server.asked(params)
    kinds = {True: lsp.DocumentHighlightKind.Write, False: lsp.DocumentHighlightKind.Read}
    found = [] if asked is None else highlights(*asked)
    return [lsp.DocumentHighlight(range_of(each.span), kinds[each.declares]) for each in found]


def _prepare_rename(server: Server, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
    asked = server.asked(params)
    if asked is None:
        return None
    try:
        span, name = renamable(*asked)
    except Refused as reason:
        raise _refusal(reason) from None
    return lsp.PrepareRenamePlaceholder(range_of(span), name)


def _rename(server: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    asked = server.asked(params)
    if asked is None:
        return None
    try:
        edits = rename(server.contracts, *asked, params.new_name)
    except Refused as reason:
        raise _refusal(reason) from None
    return workspace_edit(edits, server.uris)


def _refusal(reason: Refused) -> JsonRpcException:
    return JsonRpcException(str(reason), lsp.LSPErrorCodes.RequestFailed.value)


def _outline(server: Server, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    analysis = server.analysis(params.text_document)
    return [] if analysis is None else [symbol_of(symbol) for symbol in symbols.outline(analysis.module.tree)]


def _all_symbols(server: Server, params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
    found = symbols.all_symbols(server.contracts, params.query)
    return [workspace_symbol_of(symbol, server.uris) for symbol in found]


def _folds(server: Server, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
    source = server.source(params.text_document)
    return [] if source is None else [fold_of(fold) for fold in symbols.folds(source)]


def _tokens(server: Server, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
    analysis = server.analysis(params.text_document)
    return lsp.SemanticTokens([] if analysis is None else encoded(analysis, analysis.module.source))


def _layout(server: Server, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
    source = server.source(params.text_document)
    edits = None if source is None else layout_edits(source)
    return None if edits is None else text_edits(edits)


def _layout_of_range(server: Server, params: lsp.DocumentRangeFormattingParams) -> list[lsp.TextEdit] | None:
    source = server.source(params.text_document)
    edits = None if source is None else layout_edits(source, span_of(source, params.range))
    return None if edits is None else text_edits(edits)


def _actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    wanted = params.context.only
    source = server.source(params.text_document)
    if source is None or (wanted and not {lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Empty} & {*wanted}):
        return []
    path = server.uris.path(params.text_document.uri)
    found = findings(server.contracts, with_lints=True).get(path, ())
    return [action_of(action, server.uris) for action in actions(found, span_of(source, params.range))]


_HANDLERS: dict[str, Any] = {
    lsp.INITIALIZED: _initialized,
    lsp.TEXT_DOCUMENT_DID_OPEN: _opened,
    lsp.TEXT_DOCUMENT_DID_CHANGE: _changed,
    lsp.TEXT_DOCUMENT_DID_CLOSE: _closed,
    lsp.TEXT_DOCUMENT_DID_SAVE: _saved,
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: _files_changed,
    lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _folders_changed,
    lsp.TEXT_DOCUMENT_HOVER: _hover,
    lsp.TEXT_DOCUMENT_COMPLETION: _completion,
    lsp.TEXT_DOCUMENT_DEFINITION: _definition,
    lsp.TEXT_DOCUMENT_REFERENCES: _references,
    lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: _highlights,
    lsp.TEXT_DOCUMENT_PREPARE_RENAME: _prepare_rename,
    lsp.TEXT_DOCUMENT_RENAME: _rename,
    lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _outline,
    lsp.WORKSPACE_SYMBOL: _all_symbols,
    lsp.TEXT_DOCUMENT_FOLDING_RANGE: _folds,
    lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: _tokens,
    lsp.TEXT_DOCUMENT_FORMATTING: _layout,
    lsp.TEXT_DOCUMENT_RANGE_FORMATTING: _layout_of_range,
    lsp.TEXT_DOCUMENT_CODE_ACTION: _actions,
}

_OPTIONS: dict[str, Any] = {
    lsp.TEXT_DOCUMENT_COMPLETION: lsp.CompletionOptions(trigger_characters=[".", '"', "`"]),
    lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: lsp.SemanticTokensLegend(list(TYPES), list(MODIFIERS)),
    lsp.TEXT_DOCUMENT_CODE_ACTION: lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]),
}
