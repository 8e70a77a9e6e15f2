from __future__ import annotations

import string
from dataclasses import fields

import pytest

from dcl.guide.model import Code, Text
from dcl.guide.words import PICTURES, WORDS, Speech
from dcl.pictures.words import PictureWords


def holes(pattern):
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


@pytest.mark.parametrize("language", [language for language in WORDS if language != "en"])
class TestTranslations:
    def test_all_is_translated(self, language):
        assert WORDS[language].keys() == WORDS["en"].keys()

    def test_nothing_is_left_to_fill_in(self, language):
        assert {key: holes(pattern) for key, pattern in WORDS[language].items()} == {
            key: holes(pattern) for key, pattern in WORDS["en"].items()
        }

    def test_pictures_too(self, language):
        for field in fields(PictureWords):
            assert holes(getattr(PICTURES[language], field.name)) == holes(getattr(PICTURES["en"], field.name))


class TestSpeech:
    def test_codes_stay_codes(self):
        said = Speech("en").say("refers", table=Code("images"))
        assert said == Text("en", ("names a row of ", Code("images")))

    def test_an_unknown_language_is_said_in_english(self):
        assert Speech("fr").say("task") == Text("en", ("The task",))

    def test_a_dialect_is_said_in_its_language(self):
        assert Speech("ko_KR").speaks == "ko"

    @pytest.mark.parametrize(("n", "said"), [(1, "1 label"), (2, "2 labels"), (1_234, "1,234 labels")])
    def test_numbers_of_things(self, n, said):
        assert Speech("en").count("label_count", n).plain == said

    @pytest.mark.parametrize(
        ("items", "said"), [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")], ids=len
    )
    def test_lists(self, items, said):
        assert Speech("en").listed([Code(item) for item in items], "or").plain == said

    def test_a_strangers_braces_are_no_pattern(self):
        assert Speech("en").say("refers", table="{table} {0}").plain == "names a row of {table} {0}"
