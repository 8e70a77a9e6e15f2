"""Numbers as text files spell them: ASCII digits, an optional sign, the table's signs and, for floats, an exponent."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from dcl.ir.program import TextFormat

INT_MIN, INT_MAX = -(2**63), 2**63 - 1
_MOST_DIGITS = 21
"""More digits than any whole number of 64 bits has, also when written as a percentage."""
PERCENT = "%"


def int_pattern(format: TextFormat) -> str:
    """The spelling of a whole number; `whole` is all before the decimal sign. `3` and `3.0` fit, `3.5` does not."""
    return f"(?P<whole>[+-]?{_digits(format)})(?:{re.escape(format.decimal)}0*)?"


def float_pattern(format: TextFormat) -> str:
    """The spelling of a number; `mantissa` is all before the exponent."""
    point = re.escape(format.decimal)
    return f"(?P<mantissa>[+-]?(?:{_digits(format)}(?:{point}[0-9]*)?|{point}[0-9]+))(?:[eE](?P<exponent>[+-]?[0-9]+))?"


def _digits(format: TextFormat) -> str:
    if not format.thousands:
        return "[0-9]+"
    return f"(?:[0-9]{{1,3}}(?:{re.escape(format.thousands)}[0-9]{{3}})+|[0-9]+)"


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def read_int(text: str, format: TextFormat, percent: bool = False) -> int | None:
    """The whole number that a text spells; None where it spells none of 64 bits.

    With `percent` it is a hundredth of what is written, so only whole hundreds fit.
    """
    found = _compiled(int_pattern(format)).fullmatch(text)
    if found is None:
        return None
    whole = _plain(found["whole"], format)
    digits = whole.lstrip("+-").lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return None
    value = -int(digits) if whole.startswith("-") else int(digits)
    if percent:
        value, rest = divmod(value, 100)
        if rest:
            return None
    return value if INT_MIN <= value <= INT_MAX else None


def read_float(text: str, format: TextFormat, percent: bool = False) -> float | None:
    """The finite number nearest to what a text spells; None where it spells none.

    With `percent` it is the number nearest to a hundredth of what is written: the exponent is lowered by two before
    the text is read, so that `0.7%` is 0.007 and not 0.7 / 100, which is another float.
    """
    found = _compiled(float_pattern(format)).fullmatch(text)
    if found is None:
        return None
    mantissa, exponent = _plain(found["mantissa"], format), found["exponent"] or "0"
    if percent:
        exponent = _lowered_by_two(exponent)
    value = float(f"{mantissa}e{exponent}")
    return value if math.isfinite(value) else None


def _plain(number: str, format: TextFormat) -> str:
    """A number with `.` as its decimal sign and no sign between thousands."""
    without_groups = number.replace(format.thousands, "") if format.thousands else number
    return without_groups.replace(format.decimal, ".")


def _lowered_by_two(exponent: str) -> str:
    # An exponent this long is infinite or zero anyway, and Python refuses to read thousands of digits.
    return str(int(exponent) - 2) if len(exponent) <= _MOST_DIGITS else exponent
