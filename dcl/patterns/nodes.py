"""The parts of a pattern after parsing. Each knows its size, so that a large pattern is refused as it is read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

LAST = 0x10FFFF
SURROGATES = (0xD800, 0xDFFF)
"""Code points that no text holds."""


@dataclass(frozen=True)
class Size:
    """How large a part is: `signs` and `categories` (`\\p`) written out, `weight` and `depth` once compiled.

    `weight` is roughly the bytes that Rust's regex library needs for it, measured on version 1 of that library: it
    compiles to bytes of UTF-8, where a sign in several pieces beyond ASCII costs much more than a plain letter.
    `depth` counts levels as that library does: a sequence, a choice, a count and a bracket are one each.
    """

    signs: int
    categories: int
    weight: int
    depth: int


class Node:
    """A part of a pattern."""

    @property
    def size(self) -> Size:
        raise NotImplementedError


@dataclass(frozen=True)
class Signs(Node):
    """One character out of a set: code points between the ends of a range, or of a category; or any but these."""

    ranges: tuple[tuple[int, int], ...] = ()
    categories: tuple[str, ...] = ()
    negated: bool = False

    def __contains__(self, char: str) -> bool:
        code = ord(char)
        named = any(low <= code <= high for low, high in self.ranges)
        if not named and self.categories:
            named = unicodedata.category(char).startswith(self.categories)
        return named is not self.negated

    @cached_property
    def size(self) -> Size:
        pieces = complement(self.ranges) if self.negated else merged(self.ranges)
        ascii_pieces = sum(1 for low, _ in pieces if low < 0x80)
        wide_pieces = sum(1 for low, high in pieces if high >= 0x80 and low != high)
        wide_signs = sum(1 for low, high in pieces if high >= 0x80 and low == high)
        weight = 36 * ascii_pieces + 120 * wide_signs + 930 * wide_pieces + 44_000 * len(self.categories)
        return Size(1, len(self.categories), weight, 1)


@dataclass(frozen=True)
class Sequence(Node):
    """One part after the other. Holds no sequences."""

    parts: tuple[Node, ...]

    @cached_property
    def size(self) -> Size:
        # A choice inside a sequence needs a bracket of its own.
        depth = max(part.size.depth + isinstance(part, Choice) for part in self.parts)
        return added(self.parts, weight=0, depth=1 + depth)


@dataclass(frozen=True)
class Choice(Node):
    """One of the parts. Holds no choices."""

    options: tuple[Node, ...]

    @cached_property
    def size(self) -> Size:
        depth = max(option.size.depth for option in self.options)
        return added(self.options, weight=100, depth=1 + depth)


@dataclass(frozen=True)
class Repeat(Node):
    """The part `least` to `most` times; `most` None: any number of times."""

    part: Node
    least: int
    most: int | None

    @cached_property
    def size(self) -> Size:
        times = max(self.least, self.most or 0, 1)
        one = self.part.size
        depth = 1 + one.depth + (not isinstance(self.part, Signs))
        optional = max(self.least, 1) if self.most is None else self.most - self.least
        return Size(one.signs * times, one.categories * times, one.weight * times + 100 * optional, depth)


def added(parts: tuple[Node, ...], weight: int, depth: int) -> Size:
    """The size of parts side by side."""
    sizes = [part.size for part in parts]
    return Size(
        sum(size.signs for size in sizes),
        sum(size.categories for size in sizes),
        sum(size.weight for size in sizes) + weight,
        depth,
    )


def merged(ranges: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """The same code points in as few ranges as can be, in order."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def complement(ranges: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """All other code points, in order."""
    found = []
    start = 0
    for low, high in merged(ranges):
        if start < low:
            found.append((start, low - 1))
        start = high + 1
    if start <= LAST:
        found.append((start, LAST))
    return found
