"""How dates and datetimes are spelled: ISO 8601, or a format in a checked part of strftime's spelling.

A format becomes a regular expression with named parts of fixed widths, which Python and Rust read alike. So every
engine takes the same texts, and none leans on the guesses of its own date parser.

| directive | part | spelled |
|---|---|---|
| `%Y` | year | four digits |
| `%y` | year | two digits; 00–69 are 2000–2069, 70–99 are 1970–1999 |
| `%m` `%d` `%H` `%M` `%S` | month, day, hour, minute, second | two digits |
| `%-m` `%-d` `%-H` `%-I` | month, day, hour, hour of half a day | one or two digits |
| `%I` `%p` | hour of half a day, half of the day | two digits 01–12; `AM` or `PM`, in any letter case |
| `%b` `%B` | month | `Jan` … `Dec`; `January` … `December` |
| `%f` | fraction of a second | one to six digits |
| `%z` | distance from UTC | `Z`, `+hh:mm` or `+hhmm` |
| `%%` | a percent sign | `%` |
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property, lru_cache

from dcl.types import DATE, DATETIME, Type

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
_FIRST_SHORT_YEAR = 1970

_TWO_DIGITS = "[0-9]{2}"
_UP_TO_TWO_DIGITS = "[0-9]{1,2}"
DIRECTIVES: dict[str, tuple[str, str]] = {
    "%Y": ("year", "[0-9]{4}"),
    "%y": ("short_year", _TWO_DIGITS),
    "%m": ("month", _TWO_DIGITS),
    "%-m": ("month", _UP_TO_TWO_DIGITS),
    "%b": ("month_name", "|".join(_SHORT_MONTHS)),
    "%B": ("month_name", "|".join(MONTHS)),
    "%d": ("day", _TWO_DIGITS),
    "%-d": ("day", _UP_TO_TWO_DIGITS),
    "%H": ("hour", _TWO_DIGITS),
    "%-H": ("hour", _UP_TO_TWO_DIGITS),
    "%I": ("half_hour", _TWO_DIGITS),
    "%-I": ("half_hour", _UP_TO_TWO_DIGITS),
    "%p": ("half", "[AaPp][Mm]"),
    "%M": ("minute", _TWO_DIGITS),
    "%S": ("second", _TWO_DIGITS),
    "%f": ("fraction", "[0-9]{1,6}"),
    "%z": ("zone", "Z|[+-][0-9]{2}:?[0-9]{2}"),
}
"""Each directive with the name of its part and the regular expression of its spelling."""

_MEANING = {
    "year": "year",
    "short_year": "year",
    "month": "month",
    "month_name": "month",
    "hour": "hour",
    "half_hour": "hour",
}
_NEEDS = {
    "%M": ("hour", "`%H`"),
    "%S": ("minute", "`%M`"),
    "%f": ("second", "`%S`"),
    "%z": ("hour", "`%H`"),
    "%I": ("half", "`%p`"),
    "%-I": ("half", "`%p`"),
    "%p": ("half_hour", "`%I`"),
}


@dataclass(frozen=True)
class TimeFormat:
    """One spelling of dates or datetimes.

    `text` is the format as written. `pattern` matches a whole text; its named groups are the parts of `DIRECTIVES`.
    """

    text: str
    pattern: str
    has_time: bool

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def read_date(self, text: str) -> date | None:
        """The date that the text spells; None where it spells none."""
        found = self._expression.fullmatch(text)
        if found is None:
            return None
        try:
            return _date(found.groupdict())
        except ValueError:
            return None

    def read_datetime(self, text: str) -> datetime | None:
        """The instant that the text spells, in UTC; None where it spells none. Without a zone it is UTC."""
        found = self._expression.fullmatch(text)
        if found is None:
            return None
        parts = found.groupdict()
        try:
            day = _date(parts)
            local = datetime(
                day.year,
                day.month,
                day.day,
                _hour(parts),
                int(parts.get("minute") or 0),
                int(parts.get("second") or 0),
                int((parts.get("fraction") or "0").ljust(6, "0")),
                tzinfo=_zone(parts.get("zone")),
            )
            return local.astimezone(UTC)
        except (ValueError, OverflowError):
            return None


def _date(parts: dict[str, str | None]) -> date:
    return date(_year(parts), _month(parts), int(parts["day"] or 0))


def _year(parts: dict[str, str | None]) -> int:
    if (short := parts.get("short_year")) is not None:
        return _FIRST_SHORT_YEAR + (int(short) - _FIRST_SHORT_YEAR) % 100
    return int(parts["year"] or 0)


def _month(parts: dict[str, str | None]) -> int:
    if (name := parts.get("month_name")) is not None:
        return _SHORT_MONTHS.index(name[:3]) + 1
    return int(parts["month"] or 0)


def _hour(parts: dict[str, str | None]) -> int:
    if (half_hour := parts.get("half_hour")) is None:
        return int(parts["hour"] or 0)
    hour = int(half_hour)
    if not 1 <= hour <= 12:
        raise ValueError(f"half a day has no hour {hour}")
    return hour % 12 + (12 if (parts["half"] or "").upper() == "PM" else 0)


def _zone(spelled: str | None) -> timezone:
    if spelled is None or spelled == "Z":
        return UTC
    hours, minutes = int(spelled[1:3]), int(spelled[-2:])
    if minutes > 59:
        raise ValueError(f"an hour has no minute {minutes}")
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if spelled[0] == "-" else distance)


ISO_DATE = TimeFormat("ISO 8601", "(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})", has_time=False)
ISO_DATETIME = TimeFormat(
    "ISO 8601",
    ISO_DATE.pattern
    + "[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.](?P<fraction>[0-9]{1,6}))?)?"
    + "(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?",
    has_time=True,
)
"""A `T` or one blank between date and time; seconds and zone may be left out; a fraction has up to six digits."""


@lru_cache(maxsize=256)
def time_format(text: str, type_: Type) -> TimeFormat:
    """The format of a column of type date or datetime. A ValueError says in one sentence what to write instead."""
    made = any_time_format(text)
    if type_ == DATE and made.has_time:
        raise ValueError(
            f"`{text}` spells a time, but a date has none; leave the time out or make the column a datetime"
        )
    if type_ == DATETIME and not made.has_time:
        raise ValueError(f"`{text}` spells no time, but a datetime has one; add `%H` or make the column a date")
    return made


@lru_cache(maxsize=256)
def any_time_format(text: str) -> TimeFormat:
    """The format of dates or of datetimes, whichever it spells. A ValueError says what to write instead."""
    pieces: list[str] = []
    parts: set[str] = set()
    directives = []
    for piece in re.findall(r"%-?.?|[^%]+", text, re.DOTALL):
        if piece == "%%" or not piece.startswith("%"):
            pieces.append(_escaped(piece.replace("%%", "%")))
            continue
        part, spelling = _directive(piece)
        meaning = _MEANING.get(part, part)
        if meaning in parts:
            raise ValueError(f"`{text}` spells the {meaning} twice; leave one of them out")
        parts |= {part, meaning}
        directives.append(piece)
        pieces.append(f"(?P<{part}>{spelling})")
    _check_complete(text, parts, directives)
    return TimeFormat(text, "".join(pieces), has_time="hour" in parts)


def _directive(piece: str) -> tuple[str, str]:
    if piece not in DIRECTIVES:
        known = " ".join(DIRECTIVES)
        raise ValueError(f"`{piece}` is no part of a date or time that dcl can read; the parts are {known}")
    return DIRECTIVES[piece]


def _check_complete(text: str, parts: set[str], directives: list[str]) -> None:
    for part, write in (("year", "`%Y`"), ("month", "`%m`"), ("day", "`%d`")):
        if part not in parts:
            raise ValueError(f"`{text}` spells no {part}; add {write}")
    for directive, (needed, write) in _NEEDS.items():
        if directive in directives and needed not in parts:
            raise ValueError(f"`{directive}` needs {write} beside it in `{text}`")


def _escaped(literal: str) -> str:
    return re.sub(r"[\\.+*?()|\[\]{}^$]", lambda found: "\\" + found.group(), literal)
