"""The spellings that infer knows: of what is missing, of numbers, of dates and of units."""

from __future__ import annotations

from dcl.ir.program import TextFormat

NOTHING_KNOWN = frozenset({"N/A", "n/a", "#N/A", "NULL", "null", "NaN", "nan", "<NA>"})
"""Texts that mean nothing but "missing" in whatever column they stand."""

NO_NUMBER = NOTHING_KNOWN | {
    *("NA", "na", "Na", "None", "none", "NONE", "Null", "nil", "Nil", "NIL", "NAN", "N.A.", "n.a.", "NaT", "missing"),
    *("-", "--", "---", "–", "—", "?", ".", "..", "*", "x", "X", "unknown", "Unknown", "not available"),
}
"""Texts that mean "missing" where all others are numbers, dates or times. Among words, some of them may be words."""

NUMBERS = (
    TextFormat(),
    TextFormat(decimal=","),
    TextFormat(thousands=","),
    TextFormat(decimal=",", thousands="."),
    TextFormat(decimal=",", thousands=" "),
    TextFormat(thousands=" "),
    TextFormat(thousands="'"),
)
"""How tables spell numbers, the plainest way first."""

ISO = "ISO 8601"

DAY_FIRST = ("%d{s}%m{s}%Y", "%-d{s}%-m{s}%Y", "%d{s}%m{s}%y")
MONTH_FIRST = ("%m{s}%d{s}%Y", "%-m{s}%-d{s}%Y", "%m{s}%d{s}%y")

DATES = (
    *(form.format(s=sign) for sign in "./-" for form in DAY_FIRST),
    *(form.format(s=sign) for sign in "/-." for form in MONTH_FIRST),
    *("%Y/%m/%d", "%Y.%m.%d", "%Y-%-m-%-d", "%Y/%-m/%-d", "%Y%m%d"),
    *("%d %b %Y", "%d %B %Y", "%-d %b %Y", "%-d %B %Y", "%d-%b-%Y", "%-d-%b-%Y", "%d-%b-%y"),
    *("%b %d, %Y", "%B %d, %Y", "%b %-d, %Y", "%B %-d, %Y"),
)
"""Formats of dates beside ISO 8601; of two that fit, the one written first is the plainer."""

TIMES = ("%H:%M:%S", "%H:%M", "%-H:%M", "%-H:%M:%S", "%I:%M %p", "%-I:%M %p", "%-I:%M:%S %p", "%H:%M:%S.%f")
"""What stands behind the date where a format spells an instant."""

UNITS = frozenset(
    "% mm cm m km in ft µm um nm g kg mg µg lb lbs oz l ml cl px pt s ms h min kb mb gb hz khz mhz ghz kw °c °f € $ £ "
    "¥ eur usd gbp dpi fps bpm kwh ha m2 m² m3 m³".split()
)
"""Signs that are units where they stand right behind a number; any other word needs a blank before it."""

LIST_SIGNS = (";", "|", ",")
"""What may stand between the elements of a cell."""
