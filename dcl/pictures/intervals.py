"""Intervals drawn along a line, those that overlap one below the other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dcl.pictures.model import Drawing
from dcl.pictures.svg import element, shown, text, whole
from dcl.pictures.words import PictureWords

MOST = 100
MOST_LANES = 12
WIDTH = 340.0
LANE = 26.0
BAR = 18.0
MARGIN = 14.0
AXIS = 22.0
LEAST = 3.0


@dataclass(frozen=True)
class Interval:
    """An interval as it is told; `name` stands on it. A failing one is dashed."""

    start: float
    end: float
    name: str = ""
    second: bool = False
    failing: bool = False


def drawn_intervals(intervals: Sequence[Interval], words: PictureWords) -> Drawing | None:
    """A drawing of intervals, or None where there are none."""
    if not intervals:
        return None
    kept = intervals[:MOST]
    low = min(min(each.start, each.end) for each in kept)
    high = max(max(each.start, each.end) for each in kept)
    scale = (WIDTH - 2 * MARGIN) / (high - low or 1.0)
    lanes = _lanes(kept)
    count = min(max(lanes) + 1, MOST_LANES)
    content = "".join(
        _bar(each, MARGIN + (min(each.start, each.end) - low) * scale, abs(each.end - each.start) * scale, lane)
        for each, lane in zip(kept, lanes, strict=True)
        if lane < MOST_LANES
    )
    height = count * LANE + 4
    content += _axis(low, high, scale, height)
    title = words.separator.join(_told(each, words) for each in kept[:5])
    if len(intervals) > 5:
        title = words.more.format(shown=len(kept), all=len(intervals), what=title)
    return Drawing(title, whole(title, WIDTH, height + AXIS, content))


def _lanes(intervals: Sequence[Interval]) -> list[int]:
    """A lane for each interval, so that none lies on another."""
    ends: list[float] = []
    lanes = [0] * len(intervals)
    by_start = sorted(range(len(intervals)), key=lambda place: min(intervals[place].start, intervals[place].end))
    for place in by_start:
        start, end = sorted((intervals[place].start, intervals[place].end))
        free = next((lane for lane, taken in enumerate(ends) if taken <= start), len(ends))
        if free == len(ends):
            ends.append(end)
        else:
            ends[free] = end
        lanes[place] = free
    return lanes


def _bar(interval: Interval, x: float, width: float, lane: int) -> str:
    kind = "box second" if interval.second else "box"
    kind = f"{kind} failing" if interval.failing else kind
    y, wide = 4 + lane * LANE, max(width, LEAST)
    bar = element("rect", class_=kind, x=x, y=y, width=wide, height=BAR, rx=3)
    fits = interval.name and wide >= 8 * len(interval.name) + 8
    return bar + (text(interval.name, class_="name", x=x + 5, y=y + 13) if fits else "")


def _axis(low: float, high: float, scale: float, y: float) -> str:
    line = element("line", class_="axis", x1=MARGIN, y1=y, x2=WIDTH - MARGIN, y2=y)
    ticks = ""
    for value in _ticks(low, high):
        x = MARGIN + (value - low) * scale
        ticks += element("line", class_="axis", x1=x, y1=y, x2=x, y2=y + 4)
        ticks += text(shown(value), class_="tick", x=x, y=y + 16, text_anchor="middle")
    return line + ticks


def _ticks(low: float, high: float) -> Iterator[float]:
    """A few round numbers from the one end to the other."""
    if high <= low:
        yield low
        return
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    place = math.ceil(low / step)
    while place * step <= high:
        yield place * step
        place += 1


def _told(interval: Interval, words: PictureWords) -> str:
    pattern = words.inverted_interval if interval.end < interval.start else words.interval
    what = pattern.format(start=shown(interval.start), end=shown(interval.end))
    what = words.named.format(name=interval.name, what=what) if interval.name else what
    return words.failing.format(what=what) if interval.failing else what
