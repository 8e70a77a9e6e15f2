"""What is said of the thing under the pointer."""

from __future__ import annotations

import pytest

from dcl.lsp.earlier import hover_now
from dcl.lsp.hover import hover
from tests.lsp.texts import HEADER, STREET, at, opened


def said(folder, text: str) -> str:
    """What hover says at the caret, its blank lines left out."""
    file = opened(folder, text)
    found = hover(file.analysis, file.source, file.offset)
    assert found is not None
    return "\n".join(line for line in found[0].split("\n") if line)


@pytest.mark.parametrize(
    ("before", "lines"),
    [
        ("check w", ["w : float >= min_side", "column of `boxes` · a number"]),
        ("image_id.wid", ["width : int in 64..8192", "column of `images` · a whole number", "In pixels."]),
        ("image_id : int        refer", ["The value is found in the key of that table"]),
        ("key\n  image", ["Refers to `images.image_id`."]),
        ("rule inside on bo", ["table boxes", "One row per box.", "Rules: `inside`, `seen`."]),
        (">= min_", ["let min_side = 4", "constant"]),
        ("each kind in road", ["labels road_user", "`car`, `truck`, `rider`, `cyclist`"]),
        ("each ki", ["`kind` stands for the one at hand"]),
        ("    cycl", ["label `cyclist` of `road_user`, below `rider`", "On a bicycle."]),
        ("  ca", ["label `car` of `road_user`", "Cars and vans.", 'Not: "auto".']),
        ("let ar", ["let area = w * 2", "derived column of `boxes` · a number", "Twice as wide."]),
        ("{ corn", ["corners : int", "field of `boxes.shape`"]),
        ("check cou", ["count(condition)", "How many rows there are"]),
        ("rule ins", ["rule inside on boxes", "A box is no wider than its image.", "check w <= image_id.width"]),
        ("rule boxes.note.len", ["`boxes.note.length`: each text or list has this length."]),
        ("image_id : in", ["A whole number."]),
        ("data/{bat", ["batch : text", "column of `boxes`"]),
        ("contract te", ["contract test 1.0.0", "Boxes."]),
    ],
)
def test_hover(tmp_path, before: str, lines: list[str]) -> None:
    found = said(tmp_path, at(STREET, before))
    for line in lines:
        assert line in found


def test_a_copied_column_says_where_it_is_copied_from(tmp_path) -> None:
    rule = "rule drift on boxes {\n  check psi(label, last_release.label) < 0.2\n}\n"
    found = said(tmp_path, at(STREET + rule, "last_release.lab"))
    assert "column of `last_release`, copied from `boxes` · a label of `road_user`" in found


def test_nothing_of_a_contract_becomes_markup(tmp_path) -> None:
    labels = 'labels kind {\n  bad  "<b>[click](command:x) *now*</b>"\n}\n'
    found = said(tmp_path, at(HEADER + labels, "  ba"))
    assert r"\<b\>\[click\](command:x) \*now\*\</b\>" in found


def test_a_name_with_backticks_cannot_leave_its_block(tmp_path) -> None:
    found = said(tmp_path, at(HEADER + 'let ticks = "```"\n', "let ti"))
    assert found.startswith('````dcl\nlet ticks = "```"\n````')


def test_nothing_is_said_of_a_blank_place(tmp_path) -> None:
    file = opened(tmp_path, STREET)
    assert hover(file.analysis, file.source, STREET.index("\n\n") + 1) is None


def test_a_rule_on_several_tables_tells_of_each(tmp_path) -> None:
    tables = "table a {\n  x : int\n}\ntable b {\n  x : float\n}\nrule r on a, b {\n  check x > 0\n}\n"
    found = said(tmp_path, at(HEADER + tables, "check x"))
    assert "column of `a` · a whole number" in found
    assert "column of `b` · a number" in found


def test_the_last_whole_text_answers_with_places_of_now(tmp_path) -> None:
    file = opened(tmp_path, STREET)
    file.workspace.analysis(file.path)
    broken = STREET.replace("let min_side = 4", "let min_side = 4 4").replace("check w <=", "check w w <=")
    now = opened(tmp_path, broken, workspace=file.workspace)
    offset = broken.index("table images") + len("table ima")
    found = hover_now(now.workspace, now.analysis, now.source, offset)
    assert found is not None
    assert found[1].text == "images"
    assert found[1].source is now.source


def test_what_is_said_in_another_language_is_told_too(tmp_path) -> None:
    labels = 'labels kind {\n  car  "Cars."  translation ko "승용차"\n}\n'
    assert "Cars.\n`ko` 승용차" in said(tmp_path, at(HEADER + labels, "  ca"))
