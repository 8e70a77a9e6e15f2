from __future__ import annotations

from pathlib import Path

import pytest

from dcl.guide import markdown_text as md
from dcl.guide.markdown import markdown_guide
from tests.guide.strangers import TEXTS, strange
from tests.guide.street import guide_of, street
from tests.report.golden_file import assert_golden

markdown_it = pytest.importorskip("markdown_it")

GOLDEN = Path(__file__).parent / "golden"


def tokens(text):
    """The kinds of things in a Markdown text, as GitHub reads it, and its pieces of code."""
    parser = markdown_it.MarkdownIt("gfm-like", {"html": True, "linkify": True})
    parser.linkify.set({"fuzzy_link": False})
    found = []
    for token in parser.parse(text):
        found.append(token)
        found.extend(token.children or ())
    return found


def texts_of(found):
    return "".join(token.content for token in found if token.type in ("text", "code_inline", "fence"))


class TestGuide:
    def test_in_english(self, tmp_path):
        assert_golden("street.md", markdown_guide(guide_of(street(tmp_path))), GOLDEN)

    def test_in_korean(self, tmp_path):
        assert_golden("street.ko.md", markdown_guide(guide_of(street(tmp_path), "ko")), GOLDEN)

    @pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
    def test_texts_of_strangers_stay_texts(self, tmp_path, text):
        found = tokens(markdown_guide(guide_of(strange(tmp_path, text))))
        harmless = tokens(markdown_guide(guide_of(strange(tmp_path, "harmless"))))
        assert {token.type for token in found} <= {token.type for token in harmless}
        for kind in ("heading_open", "table_open", "td_open", "tr_open", "list_item_open", "strong_open"):
            assert sum(t.type == kind for t in found) == sum(t.type == kind for t in harmless), kind


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "1. one", "1) one", "- list", "+ list", "# head", "> quote", "```", "~~~", "***", "---", "===", "    indented",
        "a_b and _c_ and d_", "2 * 3 * 4", "x < y > z", "<b", "a & b; &amp;", "!", "![x][y]", "[a]: b", "`tick", "``",
        " ", "", "`", "a`b``c", "|", "||", "\\", "\\`", "`code` @me|you",
    ],
    ids=repr,
)  # fmt: skip
class TestTexts:
    """A text comes back as it was, however Markdown reads it."""

    def expected(self, text):
        return " ".join(md.visible(" ".join(text.split()) if "\n" in text else text, 10_000).split())

    def test_alone(self, text):
        found = tokens(md.text(text))
        assert {token.type for token in found} <= {"paragraph_open", "paragraph_close", "inline", "text", "code_inline"}
        assert " ".join(texts_of(found).split()) == self.expected(text)

    def test_as_code(self, text):
        found = tokens("x " + md.code(text))
        assert {token.type for token in found} <= {"paragraph_open", "paragraph_close", "inline", "text", "code_inline"}
        assert " ".join(texts_of(found).split()) == f"x {self.expected(text)}".strip()

    @pytest.mark.parametrize("written", [md.text, md.code])
    def test_in_a_table(self, text, written):
        found = tokens(f"| a | b |\n| --- | --- |\n| {md.cell(written(text))} | end |")
        cells = [token.content for token in found if token.type == "inline"]
        assert len(cells) == 4
        assert cells[3] == "end"
