"""Text from data and file names as it is safe to show."""

from __future__ import annotations

import unicodedata

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of signs that a terminal obeys or that cannot be seen."""


def visible(text: str, limit: int = 80) -> str:
    """The text with every sign that a terminal obeys written as `\\u{…}`, cut with `…` where it is longer than `limit`."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(f"\\u{{{ord(sign):x}}}" if unicodedata.category(sign) in HIDDEN else sign for sign in cut)
