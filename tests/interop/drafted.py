"""What every import must come to: a contract that compiles, is laid out, and has nothing wrong in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dcl.compile import Compiled, compile_contract
from dcl.interop.draft import Draft
from dcl.interop.imports import read_draft
from dcl.interop.write import write
from dcl.lint import lint
from dcl.source import SourceFile
from dcl.syntax.format import format_source

STYLE = {"DCL703", "DCL704", "DCL705", "DCL708", "DCL710"}
"""Lints about what only people can add: sentences, definitions, examples."""


@dataclass(frozen=True)
class Imported:
    text: str
    contract: Compiled
    losses: tuple[str, ...]

    def line(self, start: str) -> str:
        """The line that begins so, its blanks squeezed."""
        lines = [" ".join(line.split()) for line in self.text.split("\n")]
        found = [line for line in lines if line.startswith(start)]
        assert len(found) == 1, f"{len(found)} lines begin with {start!r} in\n{self.text}"
        return found[0]


def imported(folder: Path, content: Any, format_: str | None = None, name: str = "it") -> Imported:
    """The contract that a file becomes; `content` is its text, or a value for JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    draft, _, problems = read_draft(text, name, format_, "it.json")
    assert draft is not None, problems[0].message
    return written(folder, draft)


def written(folder: Path, draft: Draft) -> Imported:
    """A draft as a contract that is as it should be."""
    text = write(draft)
    path = folder / "imported.dcl"
    path.write_text(text, encoding="utf-8", newline="")
    contract, diagnostics = compile_contract(path)
    assert contract is not None, [f"{each.id} {each.message}" for each in diagnostics] + [text]
    assert format_source(SourceFile("it", text))[0] == text
    lints = [each for each in lint(contract.checked) if each.id not in STYLE]
    assert lints == [], [f"{each.id} {each.message}" for each in lints] + [text]
    return Imported(text, contract, tuple(f"{place}: {what}" for place, what in draft.losses()))


def refused(content: Any, format_: str | None = None) -> tuple[str, str]:
    """The code and the message with which a file is refused."""
    text = content if isinstance(content, str) else json.dumps(content)
    draft, _, problems = read_draft(text, "it", format_, "it.json")
    assert draft is None
    assert len(problems) == 1
    assert "\n" not in problems[0].message
    return problems[0].id, problems[0].message
