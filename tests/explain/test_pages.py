"""The pages of diagnostic codes: one source for the terminal and for `docs/errors/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcl.explain.pages import all_codes, page, title, write_pages, written_pages

DOCS = Path(__file__).parents[2] / "docs" / "errors"


@pytest.mark.parametrize("name", sorted(all_codes()))
def test_every_code_has_a_page(name: str) -> None:
    code = all_codes()[name]
    assert title(code).endswith((".", "?")), "a page opens with a sentence"
    assert len(page(code)) > len(title(code)) + 40, "a page says more than its title"
    assert code.slug.replace("-", "").isalnum()


def test_slugs_are_unique() -> None:
    slugs = [code.slug for code in all_codes().values()]
    assert len(slugs) == len(set(slugs))


def test_the_pages_in_docs_are_current() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")} == written_pages(), "make docs"


def test_old_pages_go(tmp_path: Path) -> None:
    (tmp_path / "DCL999.md").write_text("old")
    write_pages(tmp_path)
    assert not (tmp_path / "DCL999.md").exists()
    assert (tmp_path / "DCL203.md").read_text(encoding="utf-8").startswith("# DCL203 unknown-column\n")
