"""The page of each diagnostic code. `python -m dcl.explain.pages docs/errors` writes them all."""

from __future__ import annotations

import inspect
import pkgutil
import re
import sys
from importlib import import_module
from pathlib import Path

import dcl.diagnostics
from dcl.diagnostics import Code, Level

INDEX = "README.md"


def all_codes() -> dict[str, type[Code]]:
    """Every code there is, by its name, in order."""
    for module in pkgutil.iter_modules(dcl.diagnostics.__path__):
        if module.name.startswith("codes_"):
            import_module(f"dcl.diagnostics.{module.name}")
    return {name: code for name, code in sorted(Code.registry.items()) if re.fullmatch(r"DCL\d+", name)}


def page(code: type[Code]) -> str:
    """The page of a code as Markdown, below its heading."""
    return inspect.cleandoc(code.__doc__ or "")


def title(code: type[Code]) -> str:
    """The first sentence of the page, which says what is wrong."""
    return page(code).split("\n\n")[0].replace("\n", " ")


def written_pages() -> dict[str, str]:
    """The files of `docs/errors/`: a page for each code, and an index."""
    files = {}
    rows = []
    for name, code in all_codes().items():
        kind = "lint" if code.level is Level.WARNING else "error"
        files[f"{name}.md"] = f"# {name} {code.slug}\n\n_{kind}_\n\n{page(code)}\n"
        rows.append(f"| [{name}]({name}.md) | `{code.slug}` | {kind} | {title(code)} |")
    head = "# Diagnostic codes\n\n`dcl explain CODE` prints each page in a terminal.\n\n"
    files[INDEX] = head + "| code | name | kind | says |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    return files


def write_pages(folder: Path) -> None:
    """Write the pages into a folder, in place of those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        old.unlink()
    for name, text in written_pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
