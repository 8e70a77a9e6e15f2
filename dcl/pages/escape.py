"""Texts of strangers in pages: what cannot be seen is written out."""

from __future__ import annotations

import re

from dcl.tables.show import visible

_KEPT = re.compile(r"([\n\t]+)")


def shown(text: str) -> str:
    """A text with its line ends and tabs, every other sign that cannot be seen written out as `\\u{…}`.

    Signs that turn the direction of writing could make a text look like another one; signs that control a terminal
    would do so where the page is copied from.
    """
    if text.isprintable():
        return text
    parts = _KEPT.split(text)
    return "".join(part if place % 2 else visible(part, len(part) + 1) for place, part in enumerate(parts))
