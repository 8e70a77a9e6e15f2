"""Which of the formats that fit the dates of a column is the right one."""

from __future__ import annotations

from collections.abc import Sequence

from dcl.infer.facts import Reading
from dcl.infer.names import says
from dcl.infer.spellings import ISO

_DATE_WORDS = frozenset({"date", "day", "datum", "birthday", "dob", "created", "updated"})


def pick_time(readings: Sequence[Reading], name: str) -> Reading | None:
    """The reading to take; None where no date says whether the day or the month comes first."""
    fitting = [each for each in readings if not _is_number(each) or says(name, _DATE_WORDS)]
    if not fitting:
        return None
    for each in fitting:
        if each.format == ISO:
            return each
    first = {_order(each) for each in fitting}
    if first == {"day", "month"} and not all("." in (each.format or "") for each in fitting):
        return None
    return fitting[0]


def _is_number(reading: Reading) -> bool:
    """Whether a format has digits alone, so that any number of eight digits may be taken for a date."""
    return reading.format == "%Y%m%d"


def _order(reading: Reading) -> str:
    """Which of the two numbers that can be mixed up comes first."""
    format = (reading.format or "").replace("-d", "d").replace("-m", "m")
    if "%b" in format or "%B" in format or format.startswith("%Y"):
        return "plain"
    return "day" if format.startswith("%d") else "month"


def is_ambiguous(readings: Sequence[Reading], name: str) -> bool:
    """Whether there are dates, but none says whether the day or the month comes first."""
    first = {_order(each) for each in readings}
    return first == {"day", "month"} and pick_time(readings, name) is None
