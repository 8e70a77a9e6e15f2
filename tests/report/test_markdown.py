from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dcl.engines.base import Failure, Tally
from dcl.ir.program import Allow
from dcl.report.markdown import LIMIT, markdown_report
from dcl.report.markdown_text import code, prose
from dcl.run import check
from dcl.run.result import BaselineCounts
from dcl.tables.show import visible
from tests.report import results
from tests.report.golden_file import assert_golden
from tests.report.hostile import TEXTS, everywhere
from tests.run.street import INSIDE, ToldEngine, misfit, program, tables

markdown_it = pytest.importorskip("markdown_it")

REPORTS = ["everything", "clean", "wrong_header", "hostile", "reviews"]

CALLS = re.compile(r"@\w|#\d|gh-\d|www\.|://|\b[0-9a-f]{7,40}\b|:\w+:", re.IGNORECASE)
"""What GitHub makes a link or a call of in the text of a page, outside code."""


class Page(HTMLParser):
    """The tags of a page, its pieces of text outside code, and all text of each cell of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.pieces: list[str] = []
        self.cells: list[list[str]] = []
        markdown = markdown_it.MarkdownIt("gfm-like", {"html": True, "linkify": True})
        # GitHub makes no link of a bare `evil.example` or `//evil.example`.
        markdown.linkify.set({"fuzzy_link": False}).add("//", None)
        self.feed(markdown.render(text))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.open.append(tag)
        if tag == "tr":
            self.cells.append([])
        if tag in ("td", "th"):
            self.cells[-1].append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "code" not in self.open:
            self.pieces.append(data)
        if "td" in self.open or "th" in self.open:
            self.cells[-1][-1] += data


@pytest.fixture(autouse=True)
def _with_links():
    pytest.importorskip("linkify_it")


@pytest.mark.parametrize("name", REPORTS)
def test_reports_look_as_they_did(name):
    assert_golden(f"{name}.md", markdown_report(getattr(results, name)()))


def test_the_verdict_comes_first():
    assert markdown_report(results.clean()).startswith("## ✅ street_boxes 2.1.0: no rule broken\n")
    assert markdown_report(results.wrong_header()).startswith("## ❌ street_boxes 2.1.0: 3 rules broken")
    assert markdown_report(results.everything()).startswith("## ❓ ")


def test_a_warning_fails_only_where_it_is_asked_for():
    warned = replace(INSIDE, severity="warn")
    result = check(program(warned), tables(), ToldEngine({warned.id: Tally(9, 1, 0)}))
    assert markdown_report(result).startswith("## ✅ ")
    assert markdown_report(result, "warn").startswith("## ❌ ")


def test_the_bad_cell_is_marked():
    page = markdown_report(results.everything())
    assert "| <code>box_id</code> | ❌ <code>label</code> |" in page
    assert "| <code>17</code> | <b><code>Car</code></b> |" in page


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_no_text_is_obeyed(text):
    page = Page(markdown_report(everywhere(text)))
    allowed = {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "b", "span", "ul", "li"}
    assert set(page.tags) <= allowed | {"details", "summary"}
    assert [piece for piece in page.pieces if CALLS.search(piece)] == []
    assert page.tags.count("details") == page.tags.count("summary") == 4


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_cell_is_shown_letter_by_letter(text):
    page = Page(f"| a | b |\n| - | - |\n| {code(text)} | {prose(text)} |\n")
    assert len(page.cells[1]) == 2
    assert page.cells[1][0].strip() == visible(text).strip()
    plain = visible(" ".join(text.split()))
    assert page.cells[1][1].strip().replace("`", "") == plain.strip().replace("`", "")


def test_names_in_a_sentence_are_code():
    assert prose("`x_y` is missing") == "<code>x_y</code> is missing"


@pytest.mark.parametrize("sign", ["x", "車", "<", "_", "@"])
def test_a_comment_is_never_too_long(sign):
    rules = [replace(INSIDE, id=f"rule_{number}", description=sign * 300) for number in range(400)]
    rows = tuple(Failure(row, {"box_id": sign * 30}, {sign * n: sign * 30 for n in range(1, 5)}) for row in range(20))
    told = {rule.id: Tally(100, 30, 0, failures=rows) for rule in rules}
    page = markdown_report(check(program(*rules), tables(), ToldEngine(told)))
    assert len(page.encode()) <= LIMIT
    left_out = int(re.search(r"left out are ([\d,]+) more broken rules", page)[1].replace(",", ""))
    assert page.count("error | <code>") == 400 - left_out > 0
    assert page.count("<details>") == page.count("</details>") > 0


def test_a_rule_with_too_many_rows_keeps_its_line():
    wide = {f"column_{n}": "車" * 40 for n in range(400)}
    rows = tuple(Failure(row, {"box_id": row}, wide) for row in range(20))
    rules = [replace(INSIDE, id=f"rule_{number}") for number in range(40)]
    told = {rule.id: Tally(100, 20, 0, failures=rows) for rule in rules}
    page = markdown_report(check(program(*rules), tables(), ToldEngine(told)))
    assert page.count("error | <code>") == 40
    assert "388 more columns not shown" in page or "389 more columns not shown" in page
    assert "left out are the rows of " in page


def test_many_other_rules_are_counted():
    unjudged = [replace(INSIDE, id=f"late_{number}") for number in range(50)]
    engine = ToldEngine(raises={rule.id: ValueError(f"reason {rule.id}") for rule in unjudged})
    page = markdown_report(check(program(*unjudged), tables(), engine))
    assert page.count("could not be judged") == 20
    assert "- 30 more\n" in page


def test_long_reasons_and_notes_leave_room():
    rules = [replace(INSIDE, id=f"{'@' * 300}{number}") for number in range(90)]
    raises = {rule.id: ValueError("@" * 900 + rule.id[-2:]) for rule in rules[:30]}
    few = [replace(rule, allow=Allow(count=5)) for rule in rules[30:60]]
    engine = ToldEngine({rule.id: Tally(100, 4, 0) for rule in rules[30:]}, raises=raises)
    page = markdown_report(check(program(*rules[:30], *few, *rules[60:]), tables(), engine))
    assert len(page.encode()) <= LIMIT
    assert page.count("error | <code>") > 0


def test_whose_rows_they_are():
    split = {"annotator": {"ann_001": 2, None: 1}}
    rows = {"annotator": {"boxes": {"ann_001": 90, "@ann": 5, None: 5}}}
    result = check(program(INSIDE), tables(), ToldEngine({INSIDE.id: Tally(100, 3, 0)}))
    rules = tuple(replace(rule, split=split) for rule in result.rules)
    page = markdown_report(replace(result, rules=rules, by="annotator", parts=rows))
    assert page.endswith(
        "\n| <code>annotator</code> | Rows | Failed |\n| --- | --: | --: |\n| <code>ann_001</code> | 90 | 2 |\n"
        "| (missing) | 5 | 1 |\n| <code><span>@</span>ann</code> | 5 | 0 |\n"
    )


def test_what_a_baseline_knows():
    result = check(program(INSIDE), tables(), ToldEngine({INSIDE.id: Tally(100, 3, 0)}))
    page = markdown_report(replace(result, baseline=BaselineCounts(12, 3)))
    assert "- 📌 12 violations are known from the baseline, 3 of the baseline are gone" in page


def test_rows_beyond_the_first_ten_are_counted():
    rows = tuple(misfit(row, "x", 1.5) for row in range(20))
    page = markdown_report(check(program(INSIDE), tables(), ToldEngine({INSIDE.id: Tally(100, 25, 0, failures=rows)})))
    assert page.count("<code>1.5</code>") == 10
    assert "… 15 more" in page
