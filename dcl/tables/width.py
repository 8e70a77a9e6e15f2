"""How wide texts are on a terminal, and fitting them into columns."""

from __future__ import annotations

import unicodedata


def sign_width(sign: str) -> int:
    """The cells that one sign takes: none for combining signs, two for wide ones."""
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1


def width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(sign_width, text))


def cut(text: str, most: int) -> str:
    """The text, ended with `…` where it is wider than `most`."""
    if width(text) <= most:
        return text
    kept, used = [], 0
    for sign in text:
        used += sign_width(sign)
        if used > most - 1:
            break
        kept.append(sign)
    return "".join(kept) + "…"


def pad(text: str, to: int) -> str:
    return text + " " * (to - width(text))


def pad_left(text: str, to: int) -> str:
    return " " * (to - width(text)) + text
