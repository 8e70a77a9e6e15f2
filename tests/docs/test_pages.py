"""Every page of `docs/` says what is so: its contracts compile, its commands print what it shows, its Python runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Mistake, Reader, compare, read_blocks

GENERATED = ("errors", "reference")
"""Pages that `make docs` writes; what they hold is tested where it comes from."""

PAGES = sorted(
    path
    for path in (ROOT / "docs").rglob("*.md")
    if not any(folder in path.relative_to(ROOT).parts for folder in GENERATED)
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    Reader(page, tmp_path).follow()


def test_marks_are_those_right_before_a_block() -> None:
    text = "<!-- file: a.csv -->\n\nText.\n\n<!-- status: 1 -->\n\n```sh\n$ dcl\n```\n\n```csv\na\n```\n"
    first, second = read_blocks(text)
    assert (first.marks, second.marks) == ({"status": "1"}, {})


def test_a_line_of_dots_stands_for_any_lines() -> None:
    compare("first\n…\nlast, after 0.3 s\n", "first\nsecond\nthird\nlast, after 1.25 s\n")


def test_other_output_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="the page shows"):
        compare("two rules broken\n", "one rule broken\n")


def test_a_wrong_contract_is_a_mistake(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```dcl\ntable t { a : floot }\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"page.md:1: .*floot"):
        Reader(page, tmp_path).follow()


def test_an_unknown_mark_is_a_mistake(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- statsu: 1 -->\n```sh\n$ dcl\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="statsu"):
        Reader(page, tmp_path).follow()


def test_an_unknown_option_is_a_mistake(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```sh\ndcl check --formt json street.dcl\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="formt"):
        Reader(page, tmp_path).follow()
