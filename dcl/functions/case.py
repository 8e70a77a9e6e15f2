"""Lower and upper case, one letter for one letter: Unicode's simple mapping, whatever stands around the letter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

LAST_WITH_CASE = 0x1FFFF
"""No letter beyond this code point has a case."""


def lower_letter(char: str) -> str:
    # İ is the one letter whose full mapping is longer; its simple one is the first letter of it.
    return char.lower()[0]


def upper_letter(char: str) -> str:
    # Where the full mapping is longer (ß, ŉ, ᾳ), the simple one is that of titles (ᾳ gives ᾼ), or the letter itself.
    for mapped in (char.upper(), char.title()):
        if len(mapped) == 1:
            return mapped
    return char


def lower(text: str) -> str:
    return text.lower() if text.isascii() else "".join(map(lower_letter, text))


def upper(text: str) -> str:
    return text.upper() if text.isascii() else "".join(map(upper_letter, text))


@cache
def table(to_lower: bool) -> Mapping[str, str]:
    """Every letter that changes, with what it changes to."""
    change = lower_letter if to_lower else upper_letter
    chars = (chr(code) for code in range(LAST_WITH_CASE + 1) if not 0xD800 <= code <= 0xDFFF)
    return {char: changed for char in chars if (changed := change(char)) != char}


def in_polars(pl: Any, text: Any, to_lower: bool) -> Any:
    """Polars has only the full mapping (`ß` gives `SS`); the two agree on ASCII, which most batches are."""

    def change(column: Any) -> Any:
        if column.str.contains(r"[^\x00-\x7F]").any():
            letters = table(to_lower)
            return pl.select(pl.lit(column).str.replace_many(list(letters), list(letters.values()))).to_series()
        return column.str.to_lowercase() if to_lower else column.str.to_uppercase()

    return text.map_batches(change, return_dtype=pl.String, is_elementwise=True)
