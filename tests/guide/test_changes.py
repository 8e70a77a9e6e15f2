from __future__ import annotations

import pytest

from dcl.guide.changes import word_diff
from dcl.guide.make import make_guides
from tests.contract_text import compiled
from tests.guide.street import STREET, guide_of

HEADER = ""


@pytest.fixture
def changed(tmp_path):
    """What changed where a text of the contract is replaced by another one; in a language."""

    def compare(*replacements, language="en"):
        text = STREET
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "old").mkdir()
        before = compiled(tmp_path / "old", STREET, HEADER)
        after = compiled(tmp_path, text, HEADER)
        found = guide_of(after, language, before).changes
        return {(group.title.plain, change.name): change for group in found.groups for change in group.changes}

    return compare


def told(change):
    return {
        each.what.plain: (
            "".join(text for kind, text in each.words.pieces if kind != "new"),
            "".join(text for kind, text in each.words.pieces if kind != "old"),
        )
        for each in change.differences
    }


def test_the_same_contract_has_no_changes(changed):
    assert changed() == {}


def test_without_an_older_contract_nothing_is_compared(tmp_path):
    assert guide_of(compiled(tmp_path, STREET, HEADER)).changes is None


class TestByName:
    def test_a_new_label(self, changed):
        found = changed(("  unsure\n", '  unsure\n  tram "Anything on rails."\n'))
        assert list(found) == [("Labels", "road_user: tram")]
        change = found["Labels", "road_user: tram"]
        assert (change.kind, change.anchor, change.sentence.plain) == (
            "new",
            "label-road_user-tram",
            "Anything on rails.",
        )

    def test_a_label_that_is_gone(self, changed):
        found = changed(("labels forgotten { nothing }", ""))
        assert [(name, change.kind, change.anchor) for (_, name), change in found.items()] == [
            ("forgotten", "gone", None),
            ("forgotten: nothing", "gone", None),
        ]

    def test_a_label_that_is_defined_otherwise(self, changed):
        change = changed(("Cars and vans.", "Cars, SUVs and vans."), ('"auto", ', ""))["Labels", "road_user: car"]
        assert told(change) == {
            "Definition": ("Cars and vans.", "Cars, SUVs and vans."),
            "Wrong spellings": ("auto, automobile", "automobile"),
        }

    def test_a_label_that_moved(self, changed):
        found = changed((' {\n    cyclist  named "0"\n  }', '\n  cyclist  named "0"'))
        assert told(found["Labels", "road_user: cyclist"]) == {"Place in the tree": ("rider", "")}

    def test_columns(self, changed):
        found = changed(("width    : int   in 64..8192", "width    : int   in 64..4096\n  depth : int"))
        assert told(found["Columns", "images.width"]) == {"What it holds": ("int in 64..8192", "int in 64..4096")}
        assert found["Columns", "images.depth"].kind == "new"

    def test_a_value(self, changed):
        assert told(changed(("min_side = 4", "min_side = 5"))["Values", "min_side"]) == {"Value": ("4", "5")}

    def test_a_rule(self, changed):
        found = changed(
            ("Cut a box at the edge of its image.", "Cut a box where its image ends."),
            ("check x + w <= image_id.width\n", "check x + w <= image_id.width and x >= 0\n  severity warn\n"),
        )
        assert told(found["Rules", "inside_image"]) == {
            "Sentence": ("Cut a box at the edge of its image.", "Cut a box where its image ends."),
            "Check": ("x + w <= image_id.width", "x + w <= image_id.width and x >= 0"),
            "Severity": ("error", "warn"),
        }

    def test_the_sentence_of_a_columns_own_rule(self, changed):
        assert ("Rules", "boxes.note.length") in changed(("Say it in one sentence.", "Be brief."))

    def test_layout_and_comments_change_nothing(self, changed):
        assert (
            changed(("check x + w <= image_id.width", "# as people want it\n  check x  +  w <=\n    image_id.width"))
            == {}
        )

    def test_the_task(self, changed):
        assert told(changed(("Road users in street scenes.", "Road users."))["The task", "street"]) == {
            "Description": ("Road users in street scenes.", "Road users.")
        }


class TestLanguages:
    def test_a_translation_that_changed_is_told_to_its_readers_only(self, tmp_path):
        (tmp_path / "old").mkdir()
        before = compiled(tmp_path / "old", STREET, HEADER)
        after = compiled(tmp_path, STREET.replace("승용차와 승합차.", "승용차, 승합차."), HEADER)
        english, korean = make_guides(after, ("en", "ko"), before)[0]
        assert english.changes.groups == ()
        assert [group.title.plain for group in korean.changes.groups] == ["라벨"]

    def test_what_is_translated_only_now_has_not_changed(self, changed):
        found = changed(
            ('"A person on a two-wheeler."', '"A person on a two-wheeler." translation ko "이륜차를 탄 사람."'),
            language="ko",
        )
        assert found == {}

    def test_a_change_of_the_contract_is_told_where_it_is_not_translated(self, changed):
        found = changed(("A person on a two-wheeler.", "A person on two wheels."), language="ko")
        assert told(found["라벨", "road_user: rider"])["정의"] == (
            "A person on a two-wheeler.",
            "A person on two wheels.",
        )


class TestWordDiff:
    def test_words_are_told_apart(self):
        assert word_diff("a big box", "a small box", "en").pieces == (
            ("same", "a "),
            ("old", "big"),
            ("new", "small"),
            ("same", " box"),
        )

    def test_neighbouring_words_are_replaced_together(self):
        assert word_diff("row for each box", "row per drawn box", "en").pieces == (
            ("same", "row "),
            ("old", "for each"),
            ("new", "per drawn"),
            ("same", " box"),
        )

    @pytest.mark.parametrize(
        ("old", "new"), [("", "all"), ("all", ""), ("", ""), ("a b c", "c b a"), ("x " * 3000, "y " * 3000)]
    )
    def test_both_texts_can_be_read_from_it(self, old, new):
        pieces = word_diff(old, new, "en").pieces
        assert "".join(text for kind, text in pieces if kind != "new") == old
        assert "".join(text for kind, text in pieces if kind != "old") == new
