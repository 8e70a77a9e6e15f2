"""What other formats say of the values of a column, and how a column of the language says it."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from dcl.interop import spell
from dcl.patterns.formats import FORMATS
from dcl.patterns.pattern import parse_pattern
from dcl.syntax.literals import LARGEST_INT
from dcl.tables.show import visible

MOST_CHOICES = 10_000
SMALLEST = -LARGEST_INT - 1

NUMBERS = ("int", "float")
TIMES = ("date", "datetime")
Bound = int | float | date | datetime


@dataclass(frozen=True)
class Facets:
    """`low` and `high` are ends of a range; `least` and `most` of a length, which is that of the list for a list.

    `pattern` stands between slashes, `format` is a named format of texts, `choices` are all values there may be.
    `length_of_elements` is a length that belongs to what a list holds; `but` are texts that a value is not.
    """

    low: Bound | None = None
    high: Bound | None = None
    low_open: bool = False
    high_open: bool = False
    least: int | None = None
    most: int | None = None
    pattern: str | None = None
    format: str | None = None
    choices: tuple[object, ...] | None = None
    unique: bool = False
    length_of_elements: bool = False
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spelled:
    """The type of a value or of an element, the modifiers in their order, and what cannot be said."""

    type: str
    modifiers: tuple[str, ...]
    lost: tuple[str, ...]


def spelled(kind: str, facets: Facets, several: bool = False) -> Spelled:
    """A type and its modifiers. `kind` is the type of a value, or of each element where there are several."""
    lost: list[str] = []
    type_ = kind
    modifiers: list[str] = ["unique"] if facets.unique else []
    choices = _choices(kind, facets, several, lost)
    if choices is not None:
        # All that is said of single values has chosen among them already.
        facets = Facets(least=facets.least, most=facets.most) if several else Facets()
        if kind == "text":
            type_ = spell.one_of(choices)
        else:
            modifiers.append(f"in {{ {', '.join(spell.value(choice) for choice in choices)} }}")
    modifiers += _range(kind, facets, lost)
    modifiers += _of_texts(kind, facets, lost)
    modifiers += _length(kind, facets, several, lost)
    return Spelled(type_, tuple(modifiers), tuple(lost))


def _choices(kind: str, facets: Facets, several: bool, lost: list[str]) -> list[Any] | None:
    """The values that are listed and meet all else that is said; None where they cannot be listed."""
    if facets.choices is None:
        return None
    of_kind = [choice for choice in dict.fromkeys(facets.choices) if _is_of(choice, kind)]
    if len(of_kind) < len(set(facets.choices)):
        lost.append(f"choices that are no {kind}")
    if not of_kind or len(of_kind) > MOST_CHOICES:
        lost.append(f"a list of {len(facets.choices):,} choices")
        return None
    met = [choice for choice in of_kind if _meets(choice, facets, several)]
    if not met:
        lost.append("a list of choices of which none meets the rest")
    return met or None


def _meets(choice: Any, facets: Facets, several: bool) -> bool:
    if isinstance(choice, str):
        fits = facets.pattern is None or parse_pattern(facets.pattern).matches(choice)
        fits = fits and (facets.format is None or parse_pattern(FORMATS[facets.format]).matches(choice))
        length = several or (facets.least or 0) <= len(choice) <= (len(choice) if facets.most is None else facets.most)
        return fits and length and choice not in facets.but
    ends = (facets.low, facets.high)
    low, high = (end if isinstance(end, int | float) else None for end in ends)
    above = low is None or choice > low or (choice == low and not facets.low_open)
    return above and (high is None or choice < high or (choice == high and not facets.high_open))


def _is_of(choice: object, kind: str) -> bool:
    match kind:
        case "text":
            return isinstance(choice, str)
        case "int":
            return isinstance(choice, int) and not isinstance(choice, bool) and abs(choice) < 2**63
        case "float":
            return isinstance(choice, int | float) and not isinstance(choice, bool) and abs(choice) < 2**63
        case _:
            return False


def _range(kind: str, facets: Facets, lost: list[str]) -> Iterator[str]:
    if kind == "int":
        facets = _whole(facets)
    low, high = facets.low, facets.high
    if low is None and high is None:
        return
    if kind not in (*NUMBERS, *TIMES):
        lost.append(f"a range, as {kind} has no order")
    elif _is_empty(low, high, facets.low_open or facets.high_open):
        lost.append(f"a range that no value meets: from {_shown(low)} to {_shown(high)}")
    else:
        first, last = (None if end is None or _is_last(end) else spell.value(end) for end in (low, high))
        yield from spell.within(first, last, facets.low_open, facets.high_open)


def _whole(facets: Facets) -> Facets:
    """The ends that whole numbers have; none where no number of the type goes beyond it."""
    low, high = facets.low, facets.high
    if isinstance(low, int | float):
        low = math.floor(low) + 1 if facets.low_open else math.ceil(low)
    if isinstance(high, int | float):
        high = math.ceil(high) - 1 if facets.high_open else math.floor(high)
    low = None if isinstance(low, int) and low <= SMALLEST else low
    high = None if isinstance(high, int) and high >= LARGEST_INT else high
    return replace(facets, low=low, high=high, low_open=False, high_open=False)


def _is_last(end: Bound) -> bool:
    """Whether no float goes beyond an end."""
    return isinstance(end, float) and abs(end) >= sys.float_info.max


def _is_empty(low: Bound | None, high: Bound | None, is_open: bool) -> bool:
    if (isinstance(low, int) and low > LARGEST_INT) or (isinstance(high, int) and high < SMALLEST):
        return True
    if low is None or high is None:
        return False
    try:
        return bool(low > high or (low == high and is_open))  # type: ignore[operator]
    except TypeError:
        return True


def _shown(end: Bound | None) -> str:
    return "anywhere" if end is None else visible(spell.value(end))


def _of_texts(kind: str, facets: Facets, lost: list[str]) -> Iterator[str]:
    """A pattern, a named format and texts that a value is not."""
    said = [f"matches /{facets.pattern}/"] if facets.pattern is not None else []
    said += [f"format {facets.format}"] if facets.format is not None else []
    said += [f"!= {spell.text(each)}" for each in dict.fromkeys(facets.but)]
    if kind == "text":
        yield from said
    else:
        lost += (f"`{each}`, as this is {kind}" for each in said)


def _length(kind: str, facets: Facets, several: bool, lost: list[str]) -> Iterator[str]:
    if facets.length_of_elements:
        lost.append("the length of each element")
    if facets.least is None and facets.most is None:
        return
    if kind != "text" and not several:
        lost.append(f"a length, as this is {kind}")
    elif facets.most is not None and (facets.least or 0) > facets.most:
        lost.append(f"a length that nothing has: from {facets.least} to {facets.most}")
    elif word := spell.size(facets.least, facets.most):
        yield word
