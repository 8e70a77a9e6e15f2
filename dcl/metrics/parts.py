"""The parts that a column is cut into before its shares are compared.

Texts, labels and bools are compared value by value. Numbers, dates and durations are cut at the nine deciles of the
reference, on a straight line between two neighbours as `quantile` has them; a part takes in its upper end. Where one
value is so frequent that several deciles fall on it, it is a part by itself: else a move away from it to the smaller
values would not be seen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

DECILES = range(1, 10)


def shared_parts(
    current: Mapping[Any, int], reference: Mapping[Any, int]
) -> tuple[Mapping[Any, int], Mapping[Any, int]] | None:
    """Both sides, not empty, by parts; None where the reference holds one number only and so has no deciles."""
    if not on_a_line(next(iter(reference))):
        return current, reference
    if len(reference) == 1:
        return None
    cuts = deciles(reference)
    return by_part(current, cuts), by_part(reference, cuts)


def on_a_line(value: Any) -> bool:
    """Whether the distance of two such values means something. (A datetime is a date, a bool is an int.)"""
    return isinstance(value, int | float | date | timedelta) and not isinstance(value, bool)


def deciles(counts: Mapping[Any, int]) -> list[Any]:
    values = sorted(counts)
    ends = list(accumulate(counts[value] for value in values))

    def at(place: int) -> Any:
        """The value at a place among all values in order, from 0."""
        return values[bisect_right(ends, place)]

    def decile(tenths: int) -> Any:
        below, rest = divmod(tenths * (ends[-1] - 1), 10)
        low = at(below)
        return low if not rest else between(low, at(below + 1), rest / 10)

    return [decile(tenths) for tenths in DECILES]


def between(low: Any, high: Any, share: float) -> Any:
    return low if low == high else low + (high - low) * share


def by_part(counts: Mapping[Any, int], cuts: list[Any]) -> dict[tuple[int, bool], int]:
    parts: dict[tuple[int, bool], int] = {}
    for value, count in counts.items():
        below = bisect_left(cuts, value)
        part = below, bisect_right(cuts, value) - below > 1
        parts[part] = parts.get(part, 0) + count
    return parts
