"""Pages of diagnostic codes show contracts that are spelled right, or wrong as the page says, and commands that exist.

What they show are parts of contracts, wrong and mended side by side, so they are parsed and not compiled.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dcl.source import SourceFile
from dcl.syntax.parse import parse
from tests.docs.pages import ROOT, read_blocks, understood

PAGES = sorted((ROOT / "docs" / "errors").glob("DCL*.md"))
AROUND = (
    "{}",
    "table t {{\n{}\n}}",
    "table t {{\na : {}\n}}",
    "rule r on t {{\n{}\n}}",
    "rule r on t {{\ncheck {}\n}}",
    "labels l {{\n{}\n}}",
    "contract c 1.0.0 {{\n{}\n}}",
)
"""What a part of a contract may stand in."""


def findings(text: str) -> set[str]:
    """The codes of the errors in a text."""
    _, diagnostics = parse(SourceFile("page.dcl", text))
    return {diagnostic.code.__name__ for diagnostic in diagnostics if diagnostic.is_error}


def fits(text: str, code: str) -> bool:
    """Whether a part of a contract is well spelled somewhere, or is wrong as its page says."""
    return any(findings(around.format(text)) <= {code} for around in AROUND)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_contracts_are_spelled_right_or_wrong_as_the_page_says(page: Path) -> None:
    for block in read_blocks(page.read_text(encoding="utf-8")):
        if block.language == "dcl" and not fits(block.text, page.stem):
            lines = [line for line in block.text.splitlines() if line.strip()]
            assert [line for line in lines if not fits(line, page.stem)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_are_understood(page: Path) -> None:
    for block in read_blocks(page.read_text(encoding="utf-8")):
        if block.language == "console":
            for line in block.text.splitlines():
                understood(line.removeprefix("$ "))
