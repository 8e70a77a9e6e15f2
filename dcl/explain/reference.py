"""The reference pages of the language. `python -m dcl.explain.reference docs/reference` writes them."""

from __future__ import annotations

import sys
from pathlib import Path

from dcl.explain.functions_page import functions_page
from dcl.explain.grammar_page import grammar_page


def written_pages() -> dict[str, str]:
    """The files of `docs/reference/`."""
    return {"functions.md": functions_page(), "grammar.md": grammar_page()}


def write_pages(folder: Path) -> None:
    """Write the pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written_pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
