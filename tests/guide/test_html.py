from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from dcl.compile import compile_contract
from dcl.guide.html import html_guide
from dcl.guide.make import make_guides
from tests.contract_text import compiled
from tests.guide.strangers import TEXTS, strange
from tests.guide.street import STREET, street

GALLERY = Path(__file__).parent.parent.parent / "contracts"
VOID = {"meta", "input", "img", "br", "hr", "link"}


class Page(HTMLParser):
    """What stands in a page: its elements with their attributes, its texts, and whether all is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, {name: value or "" for name, value in attributes}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, {name: value or "" for name, value in attributes}))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        self.texts.append(data)

    def named(self, tag):
        return [attributes for each, attributes in self.elements if each == tag]

    @property
    def text(self):
        return " ".join("".join(self.texts).split())


def page(contract, languages=("en",), since=None):
    return Page(html_guide(make_guides(contract, languages, since)[0]))


@pytest.fixture
def guide(tmp_path):
    return page(street(tmp_path), ("en", "ko"))


class TestStructure:
    def test_all_is_closed_in_order(self, guide):
        assert guide.wrong == []
        assert guide.open == []

    def test_names_of_places_are_unique(self, guide):
        ids = Counter(attributes["id"] for _, attributes in guide.elements if "id" in attributes)
        assert [name for name, times in ids.items() if times > 1] == []

    def test_links_lead_somewhere_in_the_page(self, guide):
        ids = {attributes.get("id") for _, attributes in guide.elements}
        links = [attributes["href"] for attributes in guide.named("a")]
        assert {link for link in links if link[0] != "#" or link[1:] not in ids} == set()

    def test_headings_are_in_order(self, guide):
        levels = [int(tag[1]) for tag, _ in guide.elements if tag in {"h1", "h2", "h3", "h4", "h5"}]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_landmarks(self, guide):
        assert [len(guide.named(tag)) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]

    def test_labels_and_rules_have_places_of_their_own(self, guide):
        ids = {attributes.get("id") for _, attributes in guide.elements}
        assert {"label-road_user-cyclist", "rule-inside_image", "rule-boxes.note.length", "table-boxes"} <= ids

    def test_nothing_is_loaded(self, guide):
        for tag, attributes in guide.elements:
            assert tag not in {"link", "iframe", "object", "embed", "base", "form"}
            assert attributes.get("src", "data:").startswith("data:")
            assert attributes.get("href", "#").startswith("#")

    def test_it_says_what_the_contract_says(self, guide):
        for said in (
            "Cut a box at the edge of its image.",
            "Cars and vans.",
            "Write car , not auto or automobile .",
            "132 rows are drawn at random and judged by people.",
            "dcl check test.dcl images=images.csv boxes=boxes.csv",
        ):
            assert said.replace(" ", "") in guide.text.replace(" ", "")

    def test_every_language_is_there(self, guide):
        assert "승용차와 승합차." in guide.text
        assert "라벨링 가이드" in guide.text
        spans = [attributes for attributes in guide.named("span") if attributes.get("data-in") == "ko"]
        assert {span["lang"] for span in spans} <= {"ko", "en"}

    def test_one_language_alone_has_no_variants(self, tmp_path):
        found = page(street(tmp_path))
        assert not any("data-in" in attributes for _, attributes in found.elements)

    def test_a_language_without_words_says_them_in_english(self, tmp_path):
        found = page(street(tmp_path), ("fr",))
        assert found.named("html")[0]["lang"] == "fr"
        assert {"lang": "en"} in found.named("span")

    def test_what_changed(self, tmp_path):
        (tmp_path / "old").mkdir()
        before = compiled(tmp_path / "old", STREET.replace("Cars and vans.", "Cars."), header="")
        found = page(street(tmp_path), ("en", "ko"), before)
        assert found.named("ins")
        assert "Compared with version 2.1.0." in found.text
        assert len([each for _, each in found.elements if each.get("id") == "changes"]) == 1

    def test_the_contents_of_a_large_contract_are_closed(self, tmp_path, guide):
        tables = "".join(f"table t{n} {{\n x : int\n}}\nrule r{n} on t{n} {{\n check x > 0\n}}\n" for n in range(30))
        large = page(compiled(tmp_path, tables))
        assert [attributes for attributes in large.named("details") if "open" in attributes] == [{"open": ""}]
        assert all("open" in attributes for attributes in guide.named("details"))

    def test_a_contract_without_labels_or_rules(self, tmp_path):
        found = page(compiled(tmp_path, "table t {\n x : int\n}\n"))
        assert found.wrong == []
        assert "rules" not in {attributes.get("id") for _, attributes in found.elements}

    @pytest.mark.parametrize("contract", sorted(path.stem for path in GALLERY.glob("*.dcl")))
    def test_the_gallery(self, contract):
        found = page(compile_contract(GALLERY / f"{contract}.dcl")[0])
        assert found.wrong == []


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
class TestStrangers:
    def test_texts_stay_texts(self, tmp_path, text):
        harmless = page(strange(tmp_path, "harmless"), ("en", "ko"))
        found = page(strange(tmp_path, text), ("en", "ko"))
        assert found.wrong == []
        kinds = {(tag, tuple(sorted(attributes))) for tag, attributes in found.elements}
        assert kinds <= {(tag, tuple(sorted(attributes))) for tag, attributes in harmless.elements}
        assert len(found.named("script")) == len(harmless.named("script")) == 2

    def test_what_cannot_be_seen_is_written_out(self, tmp_path, text):
        html = html_guide(make_guides(strange(tmp_path, text), ("en",))[0])
        assert not set("\x1b\x07\u202e\u2066\u200b") & set(html)
