"""Durations as cells spell them: `30s`, `5min`, `1.5h`, and sums such as `1h30min`, largest unit first."""

from __future__ import annotations

import re
from datetime import timedelta
from fractions import Fraction

from dcl.ir.program import TextFormat
from dcl.tables.cells_numbers import INT_MAX, INT_MIN

MICROSECONDS = {"d": 86_400_000_000, "h": 3_600_000_000, "min": 60_000_000, "s": 1_000_000, "ms": 1_000}
"""The units, largest first. A day has 24 hours."""

_MOST_DIGITS = 18
_PART = re.compile(r"([0-9]+)(?:\.([0-9]+))?(ms|s|min|h|d)")
_WHOLE = re.compile(rf"[+-]?(?:{_PART.pattern})+")
_MICROSECOND = timedelta(microseconds=1)


def read_duration(text: str, format: TextFormat) -> int | None:
    """The microseconds that a text spells; None where it spells no whole number of them of 64 bits.

    Each unit stands at most once, and only the last number may have decimals. A sign before all holds for the sum.
    """
    if format.decimal != ".":
        if "." in text:
            return None
        text = text.replace(format.decimal, ".")
    if _WHOLE.fullmatch(text) is None:
        return None
    parts = _PART.findall(text)
    units = [unit for _, _, unit in parts]
    if units != [unit for unit in MICROSECONDS if unit in units] or any(decimals for _, decimals, _ in parts[:-1]):
        return None
    if any(len(number) > _MOST_DIGITS or len(decimals) > _MOST_DIGITS for number, decimals, _ in parts):
        return None
    exact = sum(Fraction(f"{number}.{decimals or 0}") * MICROSECONDS[unit] for number, decimals, unit in parts)
    value = -exact if text.startswith("-") else exact
    return int(value) if value == int(value) and INT_MIN <= value <= INT_MAX else None


def microseconds(duration: timedelta) -> int:
    """A duration of Python in microseconds."""
    return duration // _MICROSECOND


def spelled_duration(microseconds: int) -> str:
    """The shortest usual spelling: `1h30min`, `1.5s`, `250ms`; what cells hold reads back as the same duration."""
    rest, parts = abs(microseconds), []
    for unit in ("d", "h", "min"):
        count, rest = divmod(rest, MICROSECONDS[unit])
        if count:
            parts.append(f"{count}{unit}")
    unit = "s" if rest >= MICROSECONDS["s"] or parts or not rest else "ms"
    if rest or not parts:
        whole, decimals = divmod(rest, MICROSECONDS[unit])
        digits = f"{decimals:0{len(str(MICROSECONDS[unit])) - 1}}".rstrip("0")
        parts.append(f"{whole}{'.' if digits else ''}{digits}{unit}")
    return ("-" if microseconds < 0 else "") + "".join(parts)
