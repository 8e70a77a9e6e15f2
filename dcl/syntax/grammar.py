"""Finds the grammar and loads its parse tables: the shipped ones when they are of this grammar, else fresh ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

SHIPPED = Path(__file__).with_name("tables.json")

RawTables: TypeAlias = dict[str, Any]
"""Tables as `build_tables` writes them."""


@dataclass(frozen=True)
class Rule:
    """One way to build a symbol: how many parts it takes, what to make of them, and which of them to keep."""

    origin: str
    length: int
    action: str
    picks: tuple[int, ...]
    passes_on: bool  # the one part it keeps stands for the whole


@dataclass(frozen=True)
class Tables:
    """What the scanner and the automaton run on."""

    signs: dict[str, str]
    words: dict[str, str]
    rules: tuple[Rule, ...]
    states: tuple[dict[str, int], ...]  # the first is where a file starts


def grammar_text() -> str:
    """The normative grammar: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "grammar" / "dcl.lark"
    return (inside if inside.is_file() else package.parent / "grammar" / "dcl.lark").read_text(encoding="utf-8")


@cache
def load_tables() -> Tables:
    """The tables of the grammar at hand."""
    grammar = grammar_text()
    if SHIPPED.is_file():
        shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
        if shipped["grammar"] == grammar:
            return unpack(shipped["tables"])
    from dcl.syntax.build_tables import build

    return unpack(build(grammar))


def unpack(raw: RawTables) -> Tables:
    symbols = raw["symbols"]
    return Tables(
        signs=dict(raw["signs"]),
        words=dict(raw["words"]),
        rules=tuple(_rule(*rule) for rule in raw["rules"]),
        states=tuple({symbols[row[i]]: row[i + 1] for i in range(0, len(row), 2)} for row in raw["states"]),
    )


def _rule(origin: str, length: int, action: str, picks: list[int]) -> Rule:
    passes_on = not action and len(picks) == 1 and picks[0] >= 0 and not origin.startswith("_")
    return Rule(origin, length, action, tuple(picks), passes_on)
