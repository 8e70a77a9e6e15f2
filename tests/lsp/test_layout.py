"""The layout of a file, as edits of the lines that change."""

from __future__ import annotations

from pathlib import Path

from dcl.lsp import layout
from dcl.lsp.layout import layout_edits
from dcl.lsp.rename import edited
from dcl.source import SourceFile, Span
from dcl.syntax.format import format_source

UNTIDY = 'dcl 1\n\ncontract test 1.0.0 {\n   "Boxes."\n}\n\ntable t {\n  a:int\n  b : int\n}\n'


def after(source: SourceFile, within: Span | None = None) -> str:
    edits = layout_edits(source, within)
    assert edits is not None
    return edited(edits).get(Path(source.path), source.text)


def test_the_edits_make_the_layout_of_dcl_fmt() -> None:
    source = SourceFile("test.dcl", UNTIDY)
    assert after(source) == format_source(source)[0]


def test_only_lines_that_change_are_touched() -> None:
    edits = layout_edits(SourceFile("test.dcl", UNTIDY))
    assert edits is not None
    assert [edit.span.text for edit in edits] == ['   "Boxes."\n', "  a:int\n"]


def test_only_what_lies_in_the_range() -> None:
    source = SourceFile("test.dcl", UNTIDY)
    place = UNTIDY.index("a:int")
    assert after(source, Span(source, place, place)) == UNTIDY.replace("a:int", "a : int")


def test_line_ends_stay() -> None:
    crlf = UNTIDY.replace("\n", "\r\n")
    laid_out = format_source(SourceFile("test.dcl", UNTIDY))[0]
    assert laid_out is not None
    assert after(SourceFile("test.dcl", crlf)) == laid_out.replace("\n", "\r\n")


def test_a_tidy_text_has_no_edits() -> None:
    laid_out = format_source(SourceFile("test.dcl", UNTIDY))[0]
    assert laid_out is not None
    assert layout_edits(SourceFile("test.dcl", laid_out)) == []


def test_a_broken_text_is_left_alone() -> None:
    assert layout_edits(SourceFile("test.dcl", "table t {")) is None


def test_a_very_long_text_is_replaced_as_a_whole(monkeypatch) -> None:
    monkeypatch.setattr(layout, "MOST_LINES", 3)
    source = SourceFile("test.dcl", UNTIDY)
    assert after(source) == format_source(source)[0]
