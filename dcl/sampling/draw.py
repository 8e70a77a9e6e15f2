"""Reproducible samples: the same seed and data give the same rows on every machine and with every version of Python.

Chance comes from SHA-256 of the seed and a counter, so nothing hangs on the library's own generator.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction

BITS = 256


class _Chance:
    """Whole numbers that a seed decides; `stream` keeps the numbers of one use apart from those of another."""

    def __init__(self, seed: int, stream: str) -> None:
        self._blocks = _blocks(f"dcl sample 1/{seed}/{stream}/")

    def below(self, bound: int) -> int:
        """A number from 0 up to, not including, `bound`, each as likely as any other."""
        even = (1 << BITS) // bound * bound
        return next(block for block in self._blocks if block < even) % bound


def _blocks(prefix: str) -> Iterator[int]:
    counter = 0
    while True:
        yield int.from_bytes(hashlib.sha256(f"{prefix}{counter}".encode()).digest(), "big")
        counter += 1


def draw(rows: int, size: int, seed: int, stream: str = "") -> list[int]:
    """`size` of the row numbers 0 to `rows` - 1, in order, each set as likely as any other; all if there are fewer.

    Draws with one seed in different streams have nothing to do with each other.
    """
    return sorted(_draw(rows, size, _Chance(seed, f"{stream}rows")))


def _draw(rows: int, size: int, chance: _Chance) -> set[int]:
    """R. W. Floyd's algorithm, which needs one number a row drawn (Bentley and Floyd, CACM 30, 1987, 754-757)."""
    drawn: set[int] = set()
    for last in range(max(rows - size, 0), rows):
        row = chance.below(last + 1)
        drawn.add(last if row in drawn else row)
    return drawn


def draw_by(strata: Sequence[Hashable], size: int, seed: int, stream: str = "") -> list[int]:
    """Row numbers drawn from each group of rows with one value, in order; `strata` holds the value of each row.

    A group gets its share of the sample, and at least one row where the sample is large enough for all groups.
    """
    groups: dict[Hashable, list[int]] = {}
    for row, value in enumerate(strata):
        groups.setdefault(value, []).append(row)
    members = list(groups.values())
    drawn: list[int] = []
    for place, (rows, number) in enumerate(
        zip(members, allot([len(rows) for rows in members], size, seed, stream), strict=True)
    ):
        drawn += (rows[row] for row in _draw(len(rows), number, _Chance(seed, f"{stream}group {place}")))
    return sorted(drawn)


def allot(counts: Sequence[int], size: int, seed: int, stream: str = "") -> list[int]:
    """How many rows to draw from groups of these sizes: in proportion, by largest remainder, ties by lot.

    A group whose share comes to less than one row gets one, as long as there are as many rows to draw as groups.
    """
    size = min(size, sum(counts))
    lifted: set[int] = set()
    if size >= len(counts):
        while small := _below_one(counts, size, lifted):
            lifted |= small
    rest = [place for place in range(len(counts)) if place not in lifted]
    shares = _shares([counts[place] for place in rest], size - len(lifted), seed, stream)
    found = dict.fromkeys(lifted, 1) | dict(zip(rest, shares, strict=True))
    return [found[place] for place in range(len(counts))]


def _below_one(counts: Sequence[int], size: int, lifted: set[int]) -> set[int]:
    """The groups whose share is less than one row when those that are lifted to one row are left out."""
    left = size - len(lifted)
    all_ = sum(count for place, count in enumerate(counts) if place not in lifted)
    return {place for place, count in enumerate(counts) if place not in lifted and count * left < all_}


def _shares(counts: Sequence[int], size: int, seed: int, stream: str) -> list[int]:
    all_ = sum(counts) or 1
    exact = [Fraction(count * size, all_) for count in counts]
    shares = [int(share) for share in exact]
    chance = _Chance(seed, f"{stream}ties")
    lots = [chance.below(1 << BITS) for _ in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: (shares[place] - exact[place], lots[place]))
    for place in by_remainder[: size - sum(shares)]:
        shares[place] += 1
    return shares
