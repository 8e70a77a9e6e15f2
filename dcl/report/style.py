"""Colours for terminals: a handful of ANSI codes, or none."""

from __future__ import annotations

from collections.abc import Callable

Style = Callable[[str, str], str]
"""Gives a text the look of a role: `error`, `warning`, `good`, `note`, `strong`, `faint`."""

CODES = {"error": "1;31", "warning": "1;33", "good": "32", "note": "1;36", "strong": "1", "faint": "2"}


def coloured(text: str, role: str) -> str:
    return f"\033[{CODES[role]}m{text}\033[0m" if text else text


def bare(text: str, role: str) -> str:
    return text


def style(colour: bool) -> Style:
    return coloured if colour else bare
