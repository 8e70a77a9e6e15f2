"""The real `dcl lsp`, asked by a real client: every feature once, over the protocol."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from tests.lsp.editor import Editor

HEADER = 'dcl 1\n\ncontract test 1.0.0 {\n  "Boxes."\n}\n\n'
BOXES = (
    HEADER
    + """labels road_user {
  car    "Cars and vans."
  truck  "Goods vehicles."
}

table boxes {
  "One row per box."
  box_id : int        key
  label  : road_user  "What it shows."
  width  : float      >= 0
}

rule wide_enough on boxes {
  "A box has a width."
  when label is car
  check width > 4
  pass { label: "car", width: 5 }
  fail { label: "car", width: 3 }
}
"""
)
BROKEN = BOXES.replace("check width", "check widht")


def at(editor: Editor, name: str, before: str) -> tuple[lsp.TextDocumentIdentifier, lsp.Position]:
    return editor.document(name), editor.position(name, before)


def test_it_counts_in_utf16_whatever_the_client_would_rather() -> None:
    from dcl.lsp.server import make_server

    server = make_server()
    general = lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf8])
    params = lsp.InitializeParams(lsp.ClientCapabilities(general=general))
    answering = server.protocol.lsp_initialize(params)
    with pytest.raises(StopIteration) as answered:
        next(answering)
    assert answered.value.value.capabilities.position_encoding == lsp.PositionEncodingKind.Utf16


def test_diagnostics_of_a_text_that_is_not_saved(editor: Editor) -> None:
    assert editor.open("typed.dcl", BOXES) == []
    editor.type("typed.dcl", BROKEN)
    (said,) = editor.said("typed.dcl")
    assert (said.code, said.severity, said.source) == ("DCL203", lsp.DiagnosticSeverity.Error, "dcl")
    assert said.message == "`widht` is not a column of `boxes`\ndid you mean `width`?"
    assert editor.text_of(said.range, "typed.dcl") == "widht"
    (related,) = said.related_information
    assert (related.message, editor.text_of(related.location.range, "typed.dcl")) == (
        "the table is declared here",
        "boxes",
    )
    editor.type("typed.dcl", BOXES)
    assert editor.said("typed.dcl") == []


def test_lints_are_warnings(editor: Editor) -> None:
    (said,) = editor.open("linted.dcl", BOXES + "\nlet unused = 3\n")
    assert (said.code, said.severity) == ("DCL702", lsp.DiagnosticSeverity.Warning)
    assert list(said.tags) == [lsp.DiagnosticTag.Unnecessary]


def test_an_error_in_a_used_file_shows_there(editor: Editor) -> None:
    editor.open("shared/labels.dcl", "labels kind {\n  car  \n")
    editor.close("shared/labels.dcl")
    editor.said("shared/labels.dcl")
    editor.open("user.dcl", HEADER + 'use "shared/labels.dcl"\n\ntable t {\n  a : kind  "A."\n}\n')
    said = editor.said("shared/labels.dcl")
    assert [each.message.split("\n")[0] for each in said] == ["this `{` is never closed"]


def test_what_was_said_of_a_file_is_taken_back_when_it_is_closed(editor: Editor) -> None:
    assert editor.open("closed.dcl", BROKEN)
    editor.close("closed.dcl")
    assert editor.said("closed.dcl") == []


def test_hover(editor: Editor) -> None:
    editor.open("hover.dcl", BOXES)
    found = editor.ask("text_document_hover", lsp.HoverParams(*at(editor, "hover.dcl", "check wid")))
    assert found.contents.kind == lsp.MarkupKind.Markdown
    assert "width : float >= 0" in found.contents.value
    assert editor.text_of(found.range, "hover.dcl") == "width"


def test_completion(editor: Editor) -> None:
    editor.open("completion.dcl", BOXES)
    editor.type("completion.dcl", BOXES.replace("label is car", "label is ca"))
    params = lsp.CompletionParams(*at(editor, "completion.dcl", "label is ca"))
    found = editor.ask("text_document_completion", params)
    by_label = {item.label: item for item in found.items}
    assert by_label["car"].kind == lsp.CompletionItemKind.EnumMember
    assert by_label["car"].documentation.value == "Cars and vans."
    assert editor.text_of(by_label["car"].text_edit.range, "completion.dcl") == "ca"


def test_completion_of_functions_has_places_to_fill_in(editor: Editor) -> None:
    editor.open("snippets.dcl", BOXES)
    params = lsp.CompletionParams(*at(editor, "snippets.dcl", "check "))
    items = {item.label: item for item in editor.ask("text_document_completion", params).items}
    assert items["near"].insert_text_format == lsp.InsertTextFormat.Snippet
    assert items["near"].text_edit.new_text == "near(${1:a}, ${2:b}, within: $3)"


def test_definition_across_files(editor: Editor) -> None:
    editor.open("kinds.dcl", 'labels kind {\n  car  "Cars."\n}\n')
    editor.open("uses.dcl", HEADER + 'use "kinds.dcl"\n\ntable t {\n  a : kind  "A."\n}\n')
    (found,) = editor.ask("text_document_definition", lsp.DefinitionParams(*at(editor, "uses.dcl", "a : ki")))
    assert (found.uri, editor.text_of(found.range, "kinds.dcl")) == (editor.uri("kinds.dcl"), "kind")
    (start,) = editor.ask("text_document_definition", lsp.DefinitionParams(*at(editor, "uses.dcl", 'use "kin')))
    assert (start.uri, start.range.start) == (editor.uri("kinds.dcl"), lsp.Position(0, 0))


def test_references_across_files(editor: Editor) -> None:
    editor.open("sizes.dcl", 'labels size {\n  small  "Small."\n}\n')
    editor.open("sized.dcl", HEADER + 'use "sizes.dcl"\n\ntable t {\n  a : size  "A."\n}\n')
    params = lsp.ReferenceParams(lsp.ReferenceContext(True), *at(editor, "sizes.dcl", "labels si"))
    found = editor.ask("text_document_references", params)
    assert {each.uri for each in found} == {editor.uri("sizes.dcl"), editor.uri("sized.dcl")}
    params = lsp.ReferenceParams(lsp.ReferenceContext(False), *at(editor, "sizes.dcl", "labels si"))
    assert [each.uri for each in editor.ask("text_document_references", params)] == [editor.uri("sized.dcl")]


def test_highlight(editor: Editor) -> None:
    editor.open("highlight.dcl", BOXES)
    params = lsp.DocumentHighlightParams(*at(editor, "highlight.dcl", "check wid"))
    found = editor.ask("text_document_document_highlight", params)
    assert [editor.text_of(each.range, "highlight.dcl") for each in found] == ["width"] * 4
    assert [each.kind for each in found].count(lsp.DocumentHighlightKind.Write) == 1


def test_rename(editor: Editor) -> None:
    editor.open("rename.dcl", BOXES)
    params = lsp.PrepareRenameParams(*at(editor, "rename.dcl", "check wid"))
    assert editor.ask("text_document_prepare_rename", params).placeholder == "width"
    document, position = at(editor, "rename.dcl", "check wid")
    edit = editor.ask("text_document_rename", lsp.RenameParams(document, position, "how wide"))
    text = editor.edited(edit.changes[editor.uri("rename.dcl")], "rename.dcl")
    assert '`how wide`  : float      >= 0 named "width"' in text
    assert "check `how wide` > 4" in text
    assert "width:" not in text


def test_a_refused_rename_is_one_sentence(editor: Editor) -> None:
    editor.open("refused.dcl", BOXES)
    document, position = at(editor, "refused.dcl", "check wid")
    with pytest.raises(JsonRpcException, match="`label` is already the name of a column of `boxes`") as refused:
        editor.ask("text_document_rename", lsp.RenameParams(document, position, "label"))
    assert refused.value.code == lsp.LSPErrorCodes.RequestFailed


def test_outline(editor: Editor) -> None:
    editor.open("outline.dcl", BOXES)
    params = lsp.DocumentSymbolParams(editor.document("outline.dcl"))
    found = editor.ask("text_document_document_symbol", params)
    assert [symbol.name for symbol in found] == ["test", "road_user", "boxes", "wide_enough"]
    assert [child.name for child in found[2].children] == ["box_id", "label", "width"]


def test_names_of_all_files(editor: Editor) -> None:
    editor.open("symbols.dcl", HEADER + 'labels peculiar_set {\n  a  "A."\n}\n')
    found = editor.ask("workspace_symbol", lsp.WorkspaceSymbolParams("pecset"))
    assert [(symbol.name, symbol.location.uri) for symbol in found] == [("peculiar_set", editor.uri("symbols.dcl"))]


def test_folding(editor: Editor) -> None:
    editor.open("folding.dcl", BOXES)
    found = editor.ask("text_document_folding_range", lsp.FoldingRangeParams(editor.document("folding.dcl")))
    lines = BOXES.split("\n")
    assert [lines[fold.start_line].split()[0] for fold in found] == ["contract", "labels", "table", "rule"]


def test_semantic_tokens(editor: Editor) -> None:
    editor.open("tokens.dcl", BOXES)
    params = lsp.SemanticTokensParams(editor.document("tokens.dcl"))
    data = editor.ask("text_document_semantic_tokens_full", params).data
    legend = editor.answer.capabilities.semantic_tokens_provider.legend.token_types
    assert list(data[:3]) == [0, 0, 3]
    assert legend[data[3]] == "keyword"
    assert {legend[kind] for kind in data[3::5]} >= {"class", "enum", "enumMember", "property", "method", "number"}


def test_formatting(editor: Editor) -> None:
    untidy = BOXES.replace("  check width > 4", "     check width>4")
    editor.open("layout.dcl", untidy)
    options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)
    params = lsp.DocumentFormattingParams(editor.document("layout.dcl"), options)
    edits = editor.ask("text_document_formatting", params)
    assert "\n  check width > 4\n" in editor.edited(edits, "layout.dcl")
    assert len(edits) < untidy.count("\n")


def test_formatting_leaves_a_broken_text_alone(editor: Editor) -> None:
    editor.open("broken_layout.dcl", BOXES.replace("check width > 4", "check width >"))
    options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)
    params = lsp.DocumentFormattingParams(editor.document("broken_layout.dcl"), options)
    assert editor.ask("text_document_formatting", params) is None


def test_formatting_of_some_lines(editor: Editor) -> None:
    untidy = BOXES.replace("key\n", "   key\n").replace("check width > 4", "check width>4")
    editor.open("range.dcl", untidy)
    position = editor.position("range.dcl", "check wid")
    options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)
    params = lsp.DocumentRangeFormattingParams(editor.document("range.dcl"), lsp.Range(position, position), options)
    text = editor.edited(editor.ask("text_document_range_formatting", params), "range.dcl")
    assert "check width > 4" in text
    assert "   key\n" in text


def test_quick_fix(editor: Editor) -> None:
    (said,) = editor.open("fix.dcl", BROKEN)
    context = lsp.CodeActionContext([said])
    params = lsp.CodeActionParams(editor.document("fix.dcl"), said.range, context)
    (action,) = editor.ask("text_document_code_action", params)
    assert (action.title, action.kind) == ("Change to `width`", lsp.CodeActionKind.QuickFix)
    assert editor.edited(action.edit.changes[editor.uri("fix.dcl")], "fix.dcl") == BOXES


def test_places_behind_signs_outside_the_first_plane(editor: Editor) -> None:
    """An emoji is two units to an editor and one sign to dcl."""
    text = BOXES.replace('"What it shows."', '"🚗🚗 What it shows."').replace("check width > 4", "check `😀` > 4")
    (said,) = editor.open("astral.dcl", text)
    assert editor.text_of(said.range, "astral.dcl") == "`😀`"
    crlf = text.replace("`😀`", "width").replace("\n", "\r\n")
    editor.open("crlf.dcl", crlf)
    found = editor.ask("text_document_hover", lsp.HoverParams(*at(editor, "crlf.dcl", "check wid")))
    assert editor.text_of(found.range, "crlf.dcl") == "width"


def test_a_file_that_was_never_saved(editor: Editor) -> None:
    item = lsp.TextDocumentItem("untitled:Untitled-1", "dcl", 1, BOXES)
    editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    document = lsp.TextDocumentIdentifier("untitled:Untitled-1")
    found = editor.ask("text_document_document_symbol", lsp.DocumentSymbolParams(document))
    assert [symbol.name for symbol in found] == ["test", "road_user", "boxes", "wide_enough"]
    editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))


def test_a_question_about_a_file_that_is_not_there(editor: Editor) -> None:
    params = lsp.HoverParams(editor.document("nowhere.dcl"), lsp.Position(7, 7))
    assert editor.ask("text_document_hover", params) is None


def test_a_crash_in_one_request_does_not_end_the_server(tmp_path: Path) -> None:
    """Whatever goes wrong in dcl is answered with an error, and the next question with what it asks."""
    crashing = (
        "from dcl.cli import main\n"
        "from dcl.lsp import server\n"
        "server.hover_now = lambda *_: 1 / 0\n"
        "raise SystemExit(main(['lsp']))"
    )
    editor = Editor(tmp_path, command=("-c", crashing))
    editor.open("crash.dcl", BOXES)
    with pytest.raises(JsonRpcException, match="ZeroDivisionError"):
        editor.ask("text_document_hover", lsp.HoverParams(*at(editor, "crash.dcl", "check wid")))
    test_outline(editor)
    assert editor.quit() == 0


def test_a_crash_while_a_text_is_looked_at_does_not_end_the_server(tmp_path: Path) -> None:
    crashing = (
        "from dcl.cli import main\n"
        "from dcl.lsp import server\n"
        "server.findings = lambda *_: 1 / 0\n"
        "raise SystemExit(main(['lsp']))"
    )
    editor = Editor(tmp_path, command=("-c", crashing))
    item = lsp.TextDocumentItem(editor.uri("crash.dcl"), "dcl", 1, BOXES)
    editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    document = editor.document("crash.dcl")
    assert len(editor.ask("text_document_document_symbol", lsp.DocumentSymbolParams(document))) == 4
    assert editor.quit() == 0


def test_a_wrong_line_is_the_end_of_the_text(editor: Editor) -> None:
    editor.open("short.dcl", BOXES)
    params = lsp.HoverParams(editor.document("short.dcl"), lsp.Position(10_000, 10_000))
    assert editor.ask("text_document_hover", params) is None


@pytest.mark.slow
def test_errors_show_quickly_in_a_long_contract(editor: Editor) -> None:
    """Far above what it takes where nothing else runs (0.2 s): the machines of the tests are shared."""
    rules = "".join(
        f'rule r{n} on boxes {{\n  "A sentence."\n  check width > {n} and label is car\n'
        f'  pass {{ label: "car", width: {n + 1} }}\n  fail {{ label: "car", width: 0 }}\n}}\n\n'
        for n in range(1, 141)
    )
    text = BOXES + "\n" + rules
    assert text.count("\n") > 1_000
    editor.open("long.dcl", text)
    times = []
    for number in range(3):
        started = time.perf_counter()
        editor.type("long.dcl", text.replace("width > 4\n", f"widht > {number}\n"))
        assert [said.code for said in editor.said("long.dcl")] == ["DCL203"]
        times.append(time.perf_counter() - started)
        editor.type("long.dcl", text)
        editor.said("long.dcl")
    assert min(times) < 5


def test_without_pygls_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    from dcl.cli import main

    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setattr("dcl.cli.lsp.find_spec", lambda _: None)
    assert main(["lsp"]) == 2
    assert "pip install 'dcl-lang[lsp]'" in capsys.readouterr().err
