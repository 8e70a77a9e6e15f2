"""Which columns follow from another one: a hospital's town from its number, a measure's name from its code."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dcl.infer.guess import Guess, TableGuess
from dcl.infer.names import GENERAL, is_id, words_of

MOST_COMPARED = 40
"""So many columns of a table are compared with each other, the first ones."""

FEWEST_GROUPS = 10
"""So many values of the left column must stand in two rows or more. With fewer, a file that was put together in blocks
looks as if everything followed from everything."""

SUREST = 25.0
"""How unlikely chance must be, as a natural logarithm: about one in 10^11, since many pairs of columns are tried."""

LONGEST_LEFT = 100
"""In characters; a longer text is no name that others follow from."""


@dataclass(frozen=True)
class Agreement:
    """Rows with the same left value have the same right one, without exception.

    `groups` are the left values in two rows or more, `repeats` the rows beyond the first of each, `commonest` the
    share of rows with the commonest right value.
    """

    left: str
    right: str
    groups: int
    repeats: int
    commonest: float


@dataclass(frozen=True)
class Dependency:
    """The columns that follow from another one, and in how many groups of rows that was seen."""

    left: str
    right: tuple[str, ...]
    groups: int
    repeats: int


def compared(table: TableGuess, key: str | None) -> tuple[str, ...]:
    """The columns that may follow from each other."""
    return tuple(column.name for column in table.columns if column.name != key and _is_comparable(column))[
        :MOST_COMPARED
    ]


def _is_comparable(column: Guess) -> bool:
    """Whether a column names something: no measures, no instants, no prose, nothing that is the same everywhere."""
    facts = column.facts
    if column.type not in ("int", "text", "closed", "bool") or column.sensitive or facts.distinct < 2:
        return False
    is_measure = column.type == "int" and not is_id(column.name)
    return not column.is_unique and not is_measure and facts.longest <= LONGEST_LEFT


def dependencies(table: TableGuess, agreements: Sequence[Agreement]) -> list[Dependency]:
    """What follows from what: for each column at most one other, and never in a circle."""
    sure = [each for each in agreements if _is_sure(each)]
    determined: dict[str, int] = {}
    for each in sure:
        determined[each.left] = determined.get(each.left, 0) + 1
    place = {column.name: order for order, column in enumerate(table.columns)}
    ranked = sorted(determined, key=lambda left: (not is_id(left), -determined[left], place[left]))
    chosen = _choose(ranked, sure)
    found = []
    for left in ranked:
        rights = [each for each in sure if each.left == left and chosen.get(each.right) == left]
        if rights:
            names = sorted((each.right for each in rights), key=lambda name: place[name])
            weakest = min(rights, key=lambda each: each.groups)
            found.append(Dependency(left, tuple(names), weakest.groups, weakest.repeats))
    return found


def _choose(ranked: Sequence[str], sure: Sequence[Agreement]) -> Mapping[str, str]:
    """For each right column the left one: that which shares a word with it, else the first in rank."""
    pairs = {(each.left, each.right) for each in sure}
    chosen: dict[str, str] = {}
    for right in dict.fromkeys(each.right for each in sure):
        lefts = [left for left in ranked if (left, right) in pairs]
        free = [left for left in lefts if not _follows(left, right, chosen)]
        akin = [left for left in free if (set(words_of(left)) & set(words_of(right))) - GENERAL]
        if free:
            chosen[right] = (akin or free)[0]
    return chosen


def _follows(left: str, right: str, chosen: Mapping[str, str]) -> bool:
    """Whether the left column follows from the right one already."""
    seen = set()
    while left in chosen and left not in seen:
        seen.add(left)
        left = chosen[left]
        if left == right:
            return True
    return False


def _is_sure(each: Agreement) -> bool:
    """Whether so many rows would hardly agree by chance."""
    if each.groups < FEWEST_GROUPS or each.commonest >= 1:
        return False
    return each.repeats * -math.log(each.commonest) >= SUREST
