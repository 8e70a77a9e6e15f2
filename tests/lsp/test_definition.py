"""From a name to its declaration, and to all who use it."""

from __future__ import annotations

import pytest

from dcl.lsp.definition import definition, highlights, references
from dcl.lsp.earlier import definition_now
from tests.lsp.texts import HEADER, STREET, at, opened


def declared(folder, text: str) -> list[tuple[int, str]]:
    """The line and text of what is declared for the name at the caret."""
    file = opened(folder, text)
    return [(span.line, span.text) for span in definition(file.analysis, file.source, file.offset)]


def line_of(text: str) -> int:
    return STREET[: STREET.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("before", "line", "name"),
    [
        ("check w <= image_", "  image_id : int        ref", "image_id"),
        ("check w <= image_id.wid", "  width ", "width"),
        ("references ima", "table images", "images"),
        (">= min_", "let min_side", "min_side"),
        ("label    : road", "labels road_user", "road_user"),
        ("like box", "table boxes", "boxes"),
        ("label is ki", "  each kind", "kind"),
        ("rule boxes.no", "  note ", "note"),
        ("rule boxes.note.len", "  note ", "length 1..20"),
        ("pass { w: 5, image_id: { wid", "  width ", "width"),
        ("let area = w", "  w  ", "w"),
    ],
)
def test_definition(tmp_path, before: str, line: str, name: str) -> None:
    assert declared(tmp_path, at(STREET, before)) == [(line_of(line), name)]


def test_a_quoted_label_is_the_label(tmp_path) -> None:
    rule = 'rule r on boxes {\n  check label in { "cyclist", "car" }\n}\n'
    assert declared(tmp_path, at(STREET + rule, '"cyc')) == [(line_of("    cyclist"), "cyclist")]


def test_a_column_of_a_copy_is_declared_where_it_is_copied_from(tmp_path) -> None:
    rule = "rule r on boxes {\n  check psi(label, last_release.label) < 0.2\n}\n"
    assert declared(tmp_path, at(STREET + rule, "last_release.la")) == [(line_of("  label  "), "label")]


def test_a_captured_column_is_declared_in_its_source(tmp_path) -> None:
    rule = 'rule r on boxes {\n  check batch = "a"\n}\n'
    assert declared(tmp_path, at(STREET + rule, "check bat")) == [(line_of("  source"), '"data/{batch}.csv"')]


def test_a_name_in_a_rule_on_several_tables_is_declared_in_each(tmp_path) -> None:
    text = HEADER + "table a {\n  x : int\n}\ntable b {\n  x : int\n}\nrule r on a, b {\n  check x‸ > 0\n}\n"
    assert declared(tmp_path, text) == [(8, "x"), (11, "x")]


def test_nothing_is_declared_for_a_keyword(tmp_path) -> None:
    assert declared(tmp_path, at(STREET, 'rule inside on boxes {\n  "A box is no wider than its image."\n  che')) == []


def test_references_reach_into_other_files(tmp_path) -> None:
    shared = opened(tmp_path, "labels kind {\n  a\n}\ntable t {\n  x : kind\n}\n", "shared.dcl")
    one = opened(
        tmp_path, HEADER + 'use kind from "shared.dcl"\ntable u {\n  y : kind\n}\n', "one.dcl", shared.workspace
    )
    opened(tmp_path, HEADER + 'use "one.dcl"\ntable v {\n  z : int\n}\n', "two.dcl", shared.workspace)
    found = references(one.workspace, shared.analysis, shared.source, len("labels ki"), with_declaration=True)
    places = [(span.source.name, span.text) for span in found]
    assert sorted(places) == [("one.dcl", "kind"), ("one.dcl", "kind"), ("shared.dcl", "kind"), ("shared.dcl", "kind")]


def test_references_without_the_declaration(tmp_path) -> None:
    file = opened(tmp_path, at(STREET, "let min_"))
    found = references(file.workspace, file.analysis, file.source, file.offset, with_declaration=False)
    assert [span.line for span in found] == [line_of("  w  ")]


def test_highlights_tell_the_declaration_from_its_uses(tmp_path) -> None:
    file = opened(tmp_path, at(STREET, "check w"))
    found = highlights(file.analysis, file.source, file.offset)
    assert [use.span.line for use in found if use.declares] == [line_of("  w  ")]
    assert [use.span.line for use in found if not use.declares] == [
        line_of("  let area"),
        line_of("  check w"),
        line_of("  pass { w"),
        line_of("  fail { w"),
    ]


def test_a_definition_is_found_beside_a_broken_statement(tmp_path) -> None:
    file = opened(tmp_path, STREET)
    file.workspace.analysis(file.path)
    broken = STREET.replace("let area = w * 2", "let area = w * ")
    now = opened(
        tmp_path, at(broken + "rule r on boxes {\n  check w >\n}\n", "rule boxes.no"), workspace=file.workspace
    )
    found = definition_now(now.workspace, now.analysis, now.source, now.offset)
    assert [(span.line, span.text) for span in found] == [(line_of("  note "), "note")]
