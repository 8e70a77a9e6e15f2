"""What may be said of the values of numbers: ends that hold by what the numbers mean, not by what was seen of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from dcl.infer.facts import ColumnFacts, Reading
from dcl.infer.names import is_id, says, words_of
from dcl.interop import spell
from dcl.tables.cells_durations import microseconds, spelled_duration

ENOUGH = 100
"""From so many values on, that none is negative says something of the column and not only of the sample."""

ENOUGH_BY_NAME = 10
"""The same where the name says what the numbers are."""

WIDEST_SCALE = 10
"""Grades, votes and classes are counted up to here; longer runs of whole numbers are counts and sizes."""

RAREST_STEP = 5
"""So often each step of a scale must be there: a step seen once or twice lets one beyond it be guessed at."""

RAREST_END = 0.02
"""So large a share each end of a scale must have: counts grow rare upwards and go on, grades do not."""

_SHARES = frozenset("share ratio rate probability prob confidence score fraction iou abv alpha proportion".split())
_PERCENT = frozenset({"percent", "percentage", "pct"})
_PLACES = {"lat": 90, "latitude": 90, "lon": 180, "lng": 180, "long": 180, "longitude": 180}
_CALENDAR = {"month": (1, 12), "hour": (0, 23), "weekday": (0, 7), "minute": (0, 59)}
_SIZES = frozenset(
    "width height length size count area weight mass age price duration seconds depth pixels votes rows w h".split()
)


def bounds(column: ColumnFacts, type_: str, reading: Reading, void: int) -> tuple[str, ...]:
    """The modifier that keeps the numbers of a column within ends, if the evidence is enough for one."""
    low, high = reading.low, reading.high
    if low is None or high is None or low == high:
        return ()
    if reading.unit == "%":
        is_share = low >= 0 and high <= 100 and column.present >= ENOUGH
        return ("in 0..1",) if is_share else ()
    words = words_of(column.name)
    for word in words:
        if word in _PLACES and -_PLACES[word] <= low and high <= _PLACES[word]:
            return (f"in {-_PLACES[word]}..{_PLACES[word]}",)
        if word in _CALENDAR and type_ == "int" and _CALENDAR[word][0] <= low and high <= _CALENDAR[word][1]:
            return (f"in {_CALENDAR[word][0]}..{_CALENDAR[word][1]}",)
    if says(column.name, _PERCENT) and low >= 0 and high <= 100 and high > 1:
        return ("in 0..100",)
    if type_ == "float" and low >= 0 and high <= 1 and _is_share(column, low, high):
        return ("in 0..1",)
    if type_ == "int" and (found := scale(column, low, high)):
        return (found,)
    return _not_below_zero(column, low, high, void)


def _is_share(column: ColumnFacts, low: Any, high: Any) -> bool:
    """By its name, or because many values fill most of the way from 0 to 1."""
    if says(column.name, _SHARES):
        return column.present >= ENOUGH_BY_NAME
    return column.present >= ENOUGH and column.distinct >= ENOUGH_BY_NAME and bool(low < 0.25 and high > 0.75)


def scale(column: ColumnFacts, low: Any, high: Any) -> str | None:
    """`in 1..5` where every step from 0 or 1 up to a small number is there, and none is rare."""
    if low not in (0, 1) or not low < high <= WIDEST_SCALE or column.is_unique or is_id(column.name):
        return None
    steps = {int(value): count for value, count in column.common if _is_step(value)}
    cells = sum(steps.values())
    if len(steps) != high - low + 1 or min(steps.values()) < RAREST_STEP or cells < ENOUGH_BY_NAME * len(steps):
        return None
    if min(steps[low], steps[high]) < RAREST_END * cells:
        return None
    return f"in {low}..{high}"


def _is_step(value: Any) -> bool:
    return value.isascii() and value.isdigit() if isinstance(value, str) else isinstance(value, int)


def _not_below_zero(column: ColumnFacts, low: Any, high: Any, void: int) -> tuple[str, ...]:
    """By its name, or because many values come near to 0, as near as they lie apart, and never cross it."""
    values = column.rows - void
    is_named = says(column.name, _SIZES) or is_id(column.name)
    is_near = bool(low <= high - low)
    enough = ENOUGH_BY_NAME if is_named else ENOUGH
    return (">= 0",) if low >= 0 and values >= enough and (is_named or is_near) else ()


def ends(type_: str, reading: Reading) -> str | None:
    """`26 to 500`, from the smallest to the largest value that was seen."""
    if reading.low is None or reading.high is None:
        return None
    sign = "%" if reading.unit == "%" else ""
    if reading.low == reading.high:
        return f"always {_shown(reading.low, type_)}{sign}"
    return f"{_shown(reading.low, type_)}{sign} to {_shown(reading.high, type_)}{sign}"


def _shown(value: Any, type_: str) -> str:
    if isinstance(value, timedelta):
        return spelled_duration(microseconds(value))
    if type_ == "duration":
        return spelled_duration(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return spell.value(round(value, 6)).removesuffix(".0")
