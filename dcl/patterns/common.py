"""Whether two patterns have a text in common."""

from __future__ import annotations

from functools import lru_cache

from dcl.patterns.automaton import Automaton
from dcl.patterns.nodes import Signs, complement, merged
from dcl.patterns.pattern import compiled

MOST_PAIRS = 20_000
"""Pairs of places looked at before the question is left open."""

_FEW = 500
"""Signs that are tried one by one against a category."""


@lru_cache(maxsize=4096)
def surely_apart(one: str, other: str) -> bool:
    """Whether no text can match both patterns. False also where that takes too long to find out."""
    a, b = compiled(one).automaton, compiled(other).automaton
    seen = set(_pairs(a, b, a.first(), b.first()))
    open_ends = list(seen)
    while open_ends:
        here, there = open_ends.pop()
        if (here, there) == (Automaton.END, Automaton.END) or len(seen) > MOST_PAIRS:
            return False
        left, right = a.reads[here], b.reads[there]
        if left is None or right is None or not _share(left, right):
            continue
        after = _pairs(a, b, a.unread(a.after[here], a.after), b.unread(b.after[there], b.after))
        fresh = after - seen
        seen |= fresh
        open_ends.extend(fresh)
    return True


def _pairs(a: Automaton, b: Automaton, ours: frozenset[int], theirs: frozenset[int]) -> set[tuple[int, int]]:
    """Pairs of places that read a sign, or that both are the end."""
    reading = {
        (here, there) for here in ours if a.reads[here] is not None for there in theirs if b.reads[there] is not None
    }
    both_end = Automaton.END in ours and Automaton.END in theirs
    return reading | {(Automaton.END, Automaton.END)} if both_end else reading


def _share(one: Signs, other: Signs) -> bool:
    """Whether a sign may be in both; of two categories it always may."""
    if not one.categories and not other.categories:
        return any(
            low <= other_high and other_low <= high
            for low, high in _ranges(one)
            for other_low, other_high in _ranges(other)
        )
    plain, named = (other, one) if one.categories else (one, other)
    if plain.categories or sum(high - low + 1 for low, high in _ranges(plain)) > _FEW:
        return True
    return any(chr(code) in named for low, high in _ranges(plain) for code in range(low, high + 1))


def _ranges(signs: Signs) -> list[tuple[int, int]]:
    return complement(signs.ranges) if signs.negated else merged(signs.ranges)
