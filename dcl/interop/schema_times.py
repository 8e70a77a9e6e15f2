"""Dates and datetimes as regular expressions that take just the days there are: no 31 June, 29 February in leap years.

ECMA-262 and Python's `re` read them alike.
"""

from __future__ import annotations

import re

from dcl.patterns.ecma import END
from dcl.time_format import MONTHS, TimeFormat

_GROUP = re.compile(r"\(\?P<(\w+)>([^()]*)\)")
_VARIES = re.compile(r"\{1,[26]\}\)\(\?P<")
"""A part of several widths with another part right behind it."""

_FOUR = "0[48]|[2468][048]|[13579][26]"
_YEARS = {
    "year": "[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000",
    "short_year": "[0-9]{2}",
}
_LEAP_YEARS = {
    "year": f"[0-9]{{2}}(?:{_FOUR})|(?:{_FOUR})00",
    "short_year": "[02468][048]|[13579][26]",
}
_PARTS = {
    "hour": "[01][0-9]|2[0-3]",
    "half_hour": "0[1-9]|1[0-2]",
    "minute": "[0-5][0-9]",
    "second": "[0-5][0-9]",
}
_DAYS = (
    ((1, 3, 5, 7, 8, 10, 12), "0[1-9]|[12][0-9]|3[01]", _YEARS),
    ((4, 6, 9, 11), "0[1-9]|[12][0-9]|30", _YEARS),
    ((2,), "0[1-9]|1[0-9]|2[0-8]", _YEARS),
    ((2,), "29", _LEAP_YEARS),
)
"""Months with the days that they have, and in which years."""


def time_pattern(format: TimeFormat) -> str:
    """An expression that finds a text just when it spells a date or datetime in this format."""
    options = (_of_days(format.pattern, *days) for days in _DAYS)
    return f"^(?:{'|'.join(options)}){END}"


def is_read_in_one_way(format: TimeFormat) -> bool:
    """Whether a text can be parted in one way only, so that the expression takes what dcl takes."""
    return _VARIES.search(format.pattern) is None


def _of_days(pattern: str, months: tuple[int, ...], days: str, years: dict[str, str]) -> str:
    return _GROUP.sub(lambda found: _part(found[1], found[2], months, days, years), pattern)


def _part(name: str, spelling: str, months: tuple[int, ...], days: str, years: dict[str, str]) -> str:
    """One part of the format, with only the spellings that are right."""
    if name in years:
        return f"(?:{years[name]})"
    short = "{1,2}" in spelling
    match name:
        case "month":
            return _numbers("|".join(f"{month:02}" for month in months), short)
        case "month_name":
            known = [MONTHS[month - 1][:3] for month in months]
            return f"(?:{'|'.join(each for each in spelling.split('|') if each[:3] in known)})"
        case "day":
            return _numbers(days, short)
        case "zone":
            between = ":?" if ":?" in spelling else ":"
            return f"(?:Z|[+-](?:{_PARTS['hour']}){between}{_PARTS['minute']})"
        case _ if name in _PARTS:
            return _numbers(_PARTS[name], short)
        case _:
            return f"(?:{spelling})"


def _numbers(options: str, short: bool) -> str:
    """Numbers of two digits; a `short` one may go without its leading zero."""
    if short:
        options = re.sub(r"(^|\|)0", r"\g<1>0?", options).replace("[01][0-9]", "[01]?[0-9]")
    return f"(?:{options})" if "|" in options or short else options
