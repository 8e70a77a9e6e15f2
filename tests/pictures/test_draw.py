from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import pytest

from dcl.analysis.terms import Column
from dcl.pictures.draw import draw
from dcl.pictures.model import Dialogue, Drawing, MarkedText, TaggedTokens
from dcl.pictures.sketches import BoxSketch, DialogueSketch, IntervalSketch, SpanSketch, TagSketch, TurnSketch
from dcl.types import FLOAT, INT, TEXT, LabelInfo, LabelType

NUMBER, WORDS = Column(FLOAT, "t", "n"), Column(TEXT, "t", "w")
KINDS = LabelType("kind", (LabelInfo("person", "person"), LabelInfo("place", "place")))
BOXES = BoxSketch("t", NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, WORDS)
INTERVALS = IntervalSketch("t", NUMBER, NUMBER, WORDS)
SPANS = SpanSketch("t", WORDS, Column(INT, "t", "s"), Column(INT, "t", "e"), Column(KINDS, "t", "k"))
TAGS = TagSketch("t", WORDS, WORDS)
TURNS = TurnSketch("t", WORDS, WORDS)
HOSTILE = '<script>alert(1)</script>"onload="x\x1b[31m\u202e'


def row(**values):
    return {f"picture.{name}": value for name, value in values.items()}


def box(left, top, right, bottom, **values):
    return row(left=left, top=top, right=right, bottom=bottom, **values)


def framed(*sides, **values):
    return box(*sides, width=640, height=480, **values)


def elements(drawing, name):
    root = ET.fromstring(drawing.svg)  # also proves that it is well formed
    return [each for each in root.iter() if each.tag == name]


class TestBoxes:
    def test_the_title_says_what_it_shows(self):
        drawing = draw(BOXES, [framed(10, 20, 110, 70, label="car")])
        box = "a box 100 wide and 50 high, 10 from the left and 20 from the top"
        assert drawing.title == f"In a picture 640 wide and 480 high: car: {box}"
        assert elements(drawing, "title")[0].text == drawing.title
        assert ET.fromstring(drawing.svg).get("role") == "img"

    def test_a_box_that_reaches_out(self):
        drawing = draw(BOXES, [framed(600, 0, 700, 100)], failing={0})
        assert "reaches out of the picture (wrong)" in drawing.title
        assert 'class="box failing"' in drawing.svg

    def test_the_two_of_a_pair_have_names_and_classes_of_their_own(self):
        drawing = draw(BOXES, [framed(0, 0, 300, 300), framed(100, 100, 400, 400)], pair=True)
        assert [each.text for each in elements(drawing, "text")] == ["a", "b"]
        assert 'class="box second"' in drawing.svg

    def test_a_small_box_gets_a_closer_look(self):
        small, large = draw(BOXES, [framed(0, 0, 5, 5)]), draw(BOXES, [framed(0, 0, 300, 300)])
        assert "glass" in small.svg
        assert "glass" not in large.svg

    def test_without_a_frame(self):
        drawing = draw(BOXES, [box(10, 10, 20, 20)])
        assert 'class="frame"' not in drawing.svg
        assert drawing.title.startswith("a box 10 wide")

    def test_shares_have_the_frame_of_one(self):
        sketch = BoxSketch("t", NUMBER, NUMBER, NUMBER, NUMBER, in_shares=True)
        assert draw(sketch, [box(0.1, 0.1, 0.5, 0.5)]).title.startswith("In a picture 1 wide and 1 high")

    @pytest.mark.parametrize(
        "value",
        [None, math.nan, math.inf, "3", "***", True, [1]],
        ids=["none", "nan", "inf", "text", "mask", "bool", "list"],
    )
    def test_what_is_no_number_is_not_drawn(self, value):
        assert draw(BOXES, [box(value, 0, 10, 10)]) is None

    @pytest.mark.parametrize(
        "sides",
        [
            (10, 10, 0, 0),
            (0, 0, 0, 0),
            (-1e300, -1e300, 1e300, 1e300),
            (10**400, 0, 10**400 + 1, 1),
            (1e-300, 1e-300, 2e-300, 2e-300),
            (1e12, 0, 1e12 + 1, 1),
        ],
        ids=str,
    )
    @pytest.mark.parametrize("size", [(640, 480), (0, 0), (-5, 5), (1e300, 1e-300), (None, None)], ids=str)
    def test_absurd_numbers_stay_within_the_drawing(self, sides, size):
        drawing = draw(BOXES, [box(*sides, width=size[0], height=size[1])])
        for each in elements(drawing, "rect"):
            for name in ("x", "y", "width", "height"):
                assert abs(float(each.get(name, 0))) < 5_000
        root = ET.fromstring(drawing.svg)
        assert float(root.get("width")) < 500
        assert float(root.get("height")) < 500

    def test_an_inverted_box_says_so(self):
        assert "right edge is left of its left edge" in draw(BOXES, [framed(50, 10, 20, 90)]).title

    def test_thousands_of_boxes_are_few(self):
        rows = [framed(place % 600, 10, place % 600 + 40, 60) for place in range(5_000)]
        drawing = draw(BOXES, rows, failing={4_321})
        assert len(drawing.svg) < 60_000
        assert "200 of 5000 are shown" in drawing.title
        assert "failing" in drawing.svg

    def test_a_strangers_label_stays_text(self):
        drawing = draw(BOXES, [framed(0, 0, 300, 300, label=HOSTILE)])
        assert elements(drawing, "script") == []
        assert "\x1b" not in drawing.svg
        assert "\u202e" not in drawing.svg


class TestIntervals:
    def test_those_that_overlap_stand_below_each_other(self):
        drawing = draw(INTERVALS, [row(start=0, end=5), row(start=3, end=8)])
        tops = {each.get("y") for each in elements(drawing, "rect")}
        assert len(tops) == 2

    def test_those_that_follow_each_other_stand_side_by_side(self):
        drawing = draw(INTERVALS, [row(start=0, end=5), row(start=5, end=8)])
        assert len({each.get("y") for each in elements(drawing, "rect")}) == 1

    def test_one_that_ends_before_it_starts(self):
        assert "ends before it starts" in draw(INTERVALS, [row(start=5, end=3)]).title

    @pytest.mark.parametrize("ends", [(0, 0), (-1e300, 1e300), (5, 5), (1e-320, 2e-320)], ids=str)
    def test_absurd_ends(self, ends):
        drawing = draw(INTERVALS, [row(start=ends[0], end=ends[1])])
        assert len(drawing.svg) < 5_000
        assert elements(drawing, "rect")

    def test_a_thousand(self):
        assert len(draw(INTERVALS, [row(start=0, end=1 + n) for n in range(1_000)]).svg) < 20_000


class TestSpans:
    def test_a_text_with_its_span(self):
        found = draw(SPANS, [row(text="Ada sleeps", start=0, end=3, label="person")])
        assert isinstance(found, MarkedText)
        assert [(s.text, [m.name for m in s.marks]) for s in found.segments] == [("Ada", ["person"]), (" sleeps", [])]
        assert found.title == "In “Ada sleeps”: person: “Ada”, from 0 to 3"

    def test_kinds_have_their_colours(self):
        found = draw(SPANS, [row(text="Ada", start=0, end=3, label="place")])
        assert found.segments[0].marks[0].colour == 1

    def test_overlapping_spans_share_a_segment(self):
        rows = [row(text="abcdef", start=0, end=4), row(text="abcdef", start=2, end=6)]
        found = draw(SPANS, rows, pair=True, failing={0, 1})
        assert [(s.text, len(s.marks)) for s in found.segments] == [("ab", 1), ("cd", 2), ("ef", 1)]
        assert [mark.name for mark in found.segments[1].marks] == ["a", "b"]

    def test_past_the_end(self):
        found = draw(SPANS, [row(text="Ada", start=0, end=5)], failing={0})
        assert found.segments[-1].beyond == 2
        assert "past the end of the text" in found.title

    @pytest.mark.parametrize("ends", [(-5, 2), (3, 1), (10**30, 10**31), (-(10**9), 10**9)], ids=str)
    def test_absurd_offsets(self, ends):
        found = draw(SPANS, [row(text="Ada sleeps", start=ends[0], end=ends[1])])
        assert "".join(segment.text for segment in found.segments) == "Ada sleeps"

    def test_a_long_text_is_cut_around_its_span(self):
        found = draw(SPANS, [row(text="x" * 50_000, start=20_000, end=20_005)])
        assert sum(len(segment.text) for segment in found.segments) < 500
        assert found.before
        assert found.after

    def test_without_its_text_the_span_is_an_interval(self):
        assert isinstance(draw(SPANS, [row(start=0, end=3)]), Drawing)

    def test_a_masked_text_is_not_drawn(self):
        found = draw(SPANS, [row(text="***", start=0, end=3)])
        assert not isinstance(found, MarkedText)


class TestTokensAndTurns:
    def test_tags(self):
        found = draw(TAGS, [row(token="Ada", tag="B-person"), row(token="sleeps", tag="O")], failing={0})
        assert isinstance(found, TaggedTokens)
        assert [(t.text, t.tag, t.colour, t.failing) for t in found.tokens] == [
            ("Ada", "B-person", 0, True),
            ("sleeps", "O", None, False),
        ]
        assert found.title == "Ada: B-person (wrong); sleeps: O"

    def test_the_kinds_of_one_name_share_a_colour(self):
        tags = ["B-a", "I-a", "B-b", "a"]
        found = draw(TAGS, [row(token="x", tag=tag) for tag in tags])
        assert [token.colour for token in found.tokens] == [0, 0, 1, 0]

    def test_more_tokens_than_are_shown(self):
        assert draw(TAGS, [row(token="x", tag="O")] * 500).left_out == 380

    def test_no_tags_at_all(self):
        assert draw(TAGS, [row(token="x")]) is None

    def test_turns(self):
        found = draw(TURNS, [row(role="user", content="Hi"), row(role="assistant", content="Hello")], failing={1})
        assert isinstance(found, Dialogue)
        assert [(t.role, t.voice, t.failing) for t in found.turns] == [("user", 0, False), ("assistant", 1, True)]
        assert found.title == "user: Hi; assistant: Hello"

    def test_a_long_turn_is_cut(self):
        found = draw(TURNS, [row(role="user", content="x" * 100_000)])
        assert len(found.turns[0].content) == 1_500

    def test_a_conversation_in_a_row(self):
        sketch = DialogueSketch("t", WORDS, "role", "content")
        turns = ({"role": "user", "content": "Hi"}, {"role": None, "content": "***"}, "odd")
        found = draw(sketch, [row(turns=turns)])
        assert [(t.role, t.content) for t in found.turns] == [("user", "Hi"), (None, None)]

    @pytest.mark.parametrize("turns", [None, "***", 3, ()])
    def test_no_conversation(self, turns):
        assert draw(DialogueSketch("t", WORDS, "role", "content"), [row(turns=turns)]) is None


def test_nothing_to_draw():
    assert draw(BOXES, []) is None
    assert draw(INTERVALS, []) is None
    assert draw(SPANS, []) is None


def test_no_row_needs_all_that_is_asked_for():
    assert draw(BOXES, [{}, framed(0, 0, 9, 9)]) is not None
