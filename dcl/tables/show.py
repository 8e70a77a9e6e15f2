"""Text from data and file names, made safe to show to people."""

from __future__ import annotations

import unicodedata

MASK = "***"
"""What stands in place of a value that must not be shown."""

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_JOINERS = "\u200c\u200d"


def visible(text: str, limit: int = 80) -> str:
    """`text` on one line, what cannot be seen written out, and cut with `…` where it is longer than `limit`.

    A control character could move the cursor of a terminal, and a mark that turns the direction of writing could make
    one text look like another; both come out as `\\u{1b}`.
    """
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    if shown.isprintable():
        return shown
    return "".join(_shown(char) for char in shown)


def _shown(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    # Emoji and the scripts of Persia and India are spelled with joiners: they stay.
    hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") or _is_no_character(char)
    if hidden and char not in _JOINERS:
        return f"\\u{{{ord(char):x}}}"
    return char


def _is_no_character(char: str) -> bool:
    """Whether Unicode never gives the sign a meaning: no XML may hold it, and some libraries stop at it."""
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
