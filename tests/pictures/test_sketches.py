from __future__ import annotations

from pathlib import Path

import pytest

from dcl.analysis.terms import Arithmetic, Column, Field, If
from dcl.analysis.terms import Path as PathTerm
from dcl.compile import compile_contract
from dcl.pictures.sketches import (
    BoxSketch,
    DialogueSketch,
    IntervalSketch,
    SpanSketch,
    TagSketch,
    TurnSketch,
    sides,
    sketch_of,
)
from tests.contract_text import compiled

GALLERY = Path(__file__).parent.parent.parent / "contracts"


def sketch(tmp_path, text, table="t"):
    return sketch_of(compiled(tmp_path, text).program, table)


@pytest.mark.parametrize(
    ("contract", "table", "kind"),
    [
        ("street_boxes", "boxes", BoxSketch),
        ("street_boxes", "images", None),
        ("taco", "annotations", BoxSketch),
        ("voc", "objects", BoxSketch),
        ("yolo", "boxes", BoxSketch),
        ("segments", "segments", IntervalSketch),
        ("spans", "results", SpanSketch),
        ("wnut17", "dev", TagSketch),
        ("chats", "messages", TurnSketch),
        ("preferences", "pairs", None),
    ],
)
def test_what_the_gallery_is_drawn_as(contract, table, kind):
    program = compile_contract(GALLERY / f"{contract}.dcl")[0].program
    found = sketch_of(program, table)
    assert found is None if kind is None else type(found) is kind


class TestBoxes:
    def test_a_derived_box_is_taken_apart(self, tmp_path):
        found = sketch(
            tmp_path, "table t {\n x : float\n y : float\n w : float\n h : float\n let b = xywh(x, y, w, h)\n}"
        )
        assert isinstance(found.left, Column)
        assert isinstance(found.right, Arithmetic)
        assert (found.right.op, found.right.left.name, found.right.right.name) == ("+", "x", "w")

    def test_whole_numbers_become_numbers(self, tmp_path):
        found = sketch(tmp_path, "table t {\n x : int\n y : int\n w : int\n h : int\n let b = xywh(x, y, w, h)\n}")
        assert str(found.right.type) == "float"

    def test_a_list_of_four_is_taken_apart(self, tmp_path):
        found = sketch(tmp_path, "table t {\n b : [ l: float, t: float, w: float, h: float ]\n let box = xywh(b)\n}")
        assert isinstance(found.left, Field)

    def test_a_box_through_another_derived_column_and_a_choice(self, tmp_path):
        text = (
            "table t {\n p : bool\n x : float\n y : float\n w : float\n h : float\n"
            " let one = xywh(x, y, w, h)\n let other = if p then one else xyxy(x, y, w, h)\n}"
        )
        program = compiled(tmp_path, text).program
        assert isinstance(sketch_of(program, "t"), BoxSketch)

    def test_a_list_of_any_length_is_not_drawn(self, tmp_path):
        assert sketch(tmp_path, "table t {\n b : list of float\n let box = xywh(b)\n}") is None

    def test_the_frame_is_that_of_the_row_referred_to(self, tmp_path):
        text = (
            "table i {\n id : int key\n width : int\n height : int\n}\n"
            "table t {\n i : int references i\n x : float\n y : float\n w : float\n h : float\n}"
        )
        found = sketch(tmp_path, text)
        assert isinstance(found.width, PathTerm)
        assert (found.width.table, found.width.column) == ("i", "width")

    def test_the_frame_of_a_nested_list_is_that_of_its_parent(self, tmp_path):
        text = (
            "table i {\n id : int key\n width : int\n height : int\n}\n"
            "table t from i.boxes {\n x : float\n y : float\n w : float\n h : float\n let b = xywh(x, y, w, h)\n}"
        )
        assert sketch(tmp_path, text).width.column == "width"

    def test_width_and_height_of_the_box_itself_are_no_frame(self, tmp_path):
        found = sketch(tmp_path, "table t {\n x : float\n y : float\n width : float\n height : float\n}")
        assert found.width is None

    def test_shares_of_the_picture(self, tmp_path):
        columns = "\n".join(f" {name} : float in 0..1" for name in ("cx", "cy", "w", "h"))
        assert sketch(tmp_path, f"table t {{\n{columns}\n let b = cxcywh(cx, cy, w, h)\n}}").in_shares

    def test_pixels_are_no_shares(self, tmp_path):
        columns = "\n".join(f" {name} : float >= 0" for name in ("cx", "cy", "w", "h"))
        assert not sketch(tmp_path, f"table t {{\n{columns}\n let b = cxcywh(cx, cy, w, h)\n}}").in_shares

    def test_four_texts_are_no_box(self, tmp_path):
        assert sketch(tmp_path, "table t {\n x : text\n y : text\n w : text\n h : text\n}") is None


class TestTexts:
    def test_an_interval_with_who_speaks(self, tmp_path):
        text = 'table t {\n s : float\n e : float\n who : one of { "a", "b" }\n let i = interval(s, e)\n}'
        assert sketch(tmp_path, text).label.name == "who"

    def test_a_slice_with_plain_ends_is_a_span(self, tmp_path):
        text = (
            'table t {\n text : text\n from_ : int\n to : int\n}\nrule r on t {\n check slice(text, from_, to) != ""\n}'
        )
        found = sketch(tmp_path, text)
        assert (found.text.name, found.start.name, found.end.name) == ("text", "from_", "to")

    def test_the_first_letter_of_a_text_is_no_span(self, tmp_path):
        assert sketch(tmp_path, 'table t {\n a : text\n}\nrule r on t {\n check slice(a, 0, 1) = "A"\n}') is None

    def test_tags_of_rules_that_ask_for_spans(self, tmp_path):
        text = (
            "table t {\n s : int\n p : int\n tag : text\n}\nrule r on t {\n per s\n order by p\n check span(tag) < 5\n}"
        )
        found = sketch(tmp_path, text)
        assert isinstance(found, TagSketch)
        assert found.token is None

    def test_a_conversation_in_each_row(self, tmp_path):
        found = sketch(tmp_path, "table t {\n messages : list of { role: text, content: text }\n}")
        assert isinstance(found, DialogueSketch)
        assert found.needs[0][0] == "picture.turns"


def test_needs_are_told_by_names_of_their_own(tmp_path):
    found = sketch(tmp_path, "table t {\n x : float\n y : float\n w : float\n h : float\n}")
    assert [name for name, _ in found.needs] == ["picture.left", "picture.top", "picture.right", "picture.bottom"]


def test_the_two_rows_of_a_pair():
    assert sides({"a.picture.left": 1, "b.picture.left": 2, "other": 3}) == ({"picture.left": 1}, {"picture.left": 2})


def test_a_term_with_a_branch_keeps_its_condition(tmp_path):
    text = (
        "table t {\n p : bool\n x : float\n y : float\n w : float\n h : float\n let b = if p then xywh(x, y, w, h)\n}"
    )
    assert isinstance(sketch(tmp_path, text).left, If)
