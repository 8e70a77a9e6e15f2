"""The outline, the foldable parts, and the names of all files."""

from __future__ import annotations

from dcl.lsp.declarations import Kind
from dcl.lsp.symbols import Fold, all_symbols, folds, outline
from dcl.source import SourceFile
from tests.lsp.texts import HEADER, STREET, opened


def test_the_outline_has_columns_and_labels_inside(tmp_path) -> None:
    found = {symbol.name: symbol for symbol in outline(opened(tmp_path, STREET).analysis.module.tree)}
    assert [child.name for child in found["images"].children] == ["image_id", "width", "gold"]
    (_, _, rider) = found["road_user"].children
    assert [child.name for child in rider.children] == ["cyclist"]
    assert (found["inside"].kind, found["inside"].detail) == (Kind.RULE, "on boxes")
    assert found["boxes.note.length"].kind is Kind.RULE
    assert found["plate"].detail == "/[A-Z]+/"


def test_a_name_lies_inside_of_what_it_names(tmp_path) -> None:
    def check(symbol) -> None:
        assert symbol.span.start <= symbol.name_span.start
        assert symbol.name_span.end <= symbol.span.end
        for child in symbol.children:
            check(child)

    for symbol in outline(opened(tmp_path, STREET).analysis.module.tree):
        check(symbol)


def test_names_are_found_by_their_letters(tmp_path) -> None:
    file = opened(tmp_path, STREET)
    opened(tmp_path, HEADER + "table mages {\n  x : int\n}\n", "other.dcl", file.workspace)
    assert {symbol.name for symbol in all_symbols(file.workspace, "MGS")} == {"images", "mages"}


def test_all_names_where_nothing_is_asked_for(tmp_path) -> None:
    names = {symbol.name for symbol in all_symbols(opened(tmp_path, STREET).workspace, "")}
    assert {"images", "cyclist", "corners", "inside", "area"} <= names


def test_blocks_fold_up_to_their_last_line() -> None:
    source = SourceFile("test.dcl", "table t {\n  a : int\n  b : int\n}\n")
    assert folds(source) == [Fold(0, 2)]


def test_what_stands_on_one_line_does_not_fold() -> None:
    assert folds(SourceFile("test.dcl", "table t { a : int }\n")) == []


def test_comments_texts_and_examples_fold() -> None:
    text = '# one\n# two\nrule r on t {\n  """a\n  b"""\n  check x > 0  # no\n  pass [\n    { x: 1 },\n  ]\n}\n'
    assert folds(SourceFile("test.dcl", text)) == [Fold(0, 1, True), Fold(2, 8), Fold(3, 4), Fold(6, 7)]


def test_an_open_bracket_does_not_matter() -> None:
    assert folds(SourceFile("test.dcl", "table t {\n  a : { \n  b : int\n\n")) == []
