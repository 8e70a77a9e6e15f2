"""An editor for tests: it starts the real `dcl lsp` and speaks the protocol with it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pytest_lsp import LanguageClient, client_capabilities, make_test_lsp_client

T = TypeVar("T")
PATIENCE = 60
DCL_LSP = ("-m", "dcl", "lsp")


class Editor:
    """One server, for one folder. Files are named by their path in it; a place by some text and what is behind it."""

    def __init__(self, folder: Path, like: str = "visual-studio-code", command: tuple[str, ...] = DCL_LSP) -> None:
        self.folder = folder
        self.loop = asyncio.new_event_loop()
        self.client: LanguageClient = make_test_lsp_client()
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.answer = self.wait(self._start(like, command))

    def wait(self, coming: Awaitable[T]) -> T:
        return self.loop.run_until_complete(asyncio.wait_for(coming, PATIENCE))

    async def _start(self, like: str, command: tuple[str, ...]) -> lsp.InitializeResult:
        await self.client.start_io(sys.executable, *command)
        folders = [lsp.WorkspaceFolder(self.folder.as_uri(), self.folder.name)]
        capabilities = client_capabilities(like)
        params = lsp.InitializeParams(capabilities, root_uri=self.folder.as_uri(), workspace_folders=folders)
        return await self.client.initialize_session(params)

    def quit(self) -> int | None:
        """End the session, and give the exit status of the server."""

        async def end() -> None:
            await self.client.shutdown_session()
            await self.client.stop()

        self.wait(end())
        self.loop.close()
        return self.client._server.returncode if self.client._server else None

    # ── Files ────────────────────────────────────────────────────────────────────────────────────────────────

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, on_disk: bool = True) -> list[lsp.Diagnostic]:
        """Open a file, and give what is said of it."""
        if on_disk:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8", newline="")
        self.texts[name] = text
        self.versions[name] = 1
        item = lsp.TextDocumentItem(self.uri(name), "dcl", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return self.said(name)

    def type(self, name: str, text: str) -> None:
        """Change the text of an open file without saving it."""
        self.texts[name] = text
        self.versions[name] += 1
        document = lsp.VersionedTextDocumentIdentifier(uri=self.uri(name), version=self.versions[name])
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    def close(self, name: str) -> None:
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(self.document(name)))

    def said(self, name: str) -> list[lsp.Diagnostic]:
        """What the server says of a file next; lints follow the errors."""

        async def next_word() -> None:
            uri = self.uri(name)
            while uri not in self.client.diagnostics:
                await self.client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

        self.wait(next_word())
        return list(self.client.diagnostics.pop(self.uri(name)))

    # ── Questions ────────────────────────────────────────────────────────────────────────────────────────────

    def document(self, name: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(name))

    def position(self, name: str, before: str) -> lsp.Position:
        """The place right behind the first time that some text stands in a file."""
        text = self.texts[name]
        head = text[: text.index(before) + len(before)]
        lines = head.split("\n")
        return lsp.Position(len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2)

    def ask(self, method: str, params: Any) -> Any:
        """The answer to a request, such as `text_document_hover`."""
        return self.wait(getattr(self.client, f"{method}_async")(params))

    def text_of(self, place: lsp.Range, name: str) -> str:
        """The text of a range of one line."""
        line = self.texts[name].split("\n")[place.start.line].encode("utf-16-le")
        assert place.start.line == place.end.line
        return line[2 * place.start.character : 2 * place.end.character].decode("utf-16-le")

    def edited(self, edits: list[lsp.TextEdit], name: str) -> str:
        """The text of a file after some edits."""
        text = self.texts[name]
        lines = text.split("\n")
        starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines) + 1)]

        def offset(position: lsp.Position) -> int:
            if position.line >= len(lines):
                return len(text)
            units = lines[position.line].encode("utf-16-le")[: 2 * position.character]
            return starts[position.line] + len(units.decode("utf-16-le"))

        places = sorted(((offset(e.range.start), offset(e.range.end), e.new_text) for e in edits), reverse=True)
        for start, end, new in places:
            text = text[:start] + new + text[end:]
        return text
