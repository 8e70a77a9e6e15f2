"""What literals mean: texts, numbers, dates and durations, each with its own mistakes."""

from __future__ import annotations

import re
import textwrap
from datetime import UTC, date, datetime
from fractions import Fraction
from re import Match

from dcl.diagnostics.codes_syntax import DCL106, DCL111, DCL113
from dcl.syntax.findings import Findings
from dcl.syntax.tokens import Token

LARGEST_INT = 2**63 - 1
_LONGEST_NUMBER = 400
_MICROSECONDS = {"ms": 1_000, "s": 1_000_000, "min": 60_000_000, "h": 3_600_000_000, "d": 86_400_000_000}
_ESCAPES = {'"': '"', "\\": "\\", "n": "\n", "t": "\t"}
_escape = re.compile(r"\\(?:u\{([^}]*)\}?|(.))", re.DOTALL)


def text_value(token: Token, findings: Findings) -> str:
    """The text that a STRING or LONG_STRING stands for."""
    written = findings.source.text[token.start : token.end]
    if written.startswith('"""') and len(written) >= 6:
        offset, inner = token.start + 3, written[3:-3].replace("\r\n", "\n")
        if inner.startswith("\n"):
            inner = textwrap.dedent(inner[1:]).rstrip(" \t\n")
    else:
        offset, inner = token.start + 1, written[1:-1]
    if "\\" not in inner:
        return inner
    raw = findings.source.text[offset : token.end]
    _report_escapes(raw, offset, findings)
    return _escape.sub(_unescape, inner)


def _unescape(match: Match[str]) -> str:
    if match[2] is not None:
        return _ESCAPES.get(match[2], match[2])
    return chr(int(match[1], 16)) if _is_code_point(match) else ""


def _is_code_point(match: Match[str]) -> bool:
    if not re.fullmatch("[0-9A-Fa-f]{1,6}", match[1]) or not match[0].endswith("}"):
        return False
    return int(match[1], 16) <= 0x10FFFF and not 0xD800 <= int(match[1], 16) <= 0xDFFF


def _report_escapes(raw: str, offset: int, findings: Findings) -> None:
    for match in _escape.finditer(raw):
        start, end = offset + match.start(), offset + match.end()
        if match[2] is None:
            if not _is_code_point(match):
                message = f"`{match[0]}` names no character"
                findings.add(DCL106, message, start, end, help="write the number of a character, as in `\\u{2026}`")
        elif match[2] not in _ESCAPES:
            message = f"`\\{match[2]}` means nothing in a text"
            help = 'a text knows `\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a plain backslash is written `\\\\`'
            findings.add(DCL106, message, start, end, help=help, replace="\\" + match[0])


def int_value(token: Token, findings: Findings) -> int:
    """The value of an INT; 0 where it is none."""
    written = findings.source.text[token.start : token.end]
    if not written.isdecimal() or not written.isascii():
        return 0
    if len(written) > 1 and written[0] == "0":
        mended = written.lstrip("0") or "0"
        help = f'write `{mended}`, or the text `"{written}"` if the zeros matter'
        findings.add(DCL111, "a number does not start with a zero", token.start, token.end, help=help, replace=mended)
    negated = findings.source.text[max(0, token.start - 80) : token.start].rstrip().endswith("-")
    if len(written) > _LONGEST_NUMBER or int(written) > LARGEST_INT + negated:
        message = "this number is too large: whole numbers go up to 9223372036854775807"
        findings.add(DCL111, message, token.start, token.end)
        return 0
    return int(written)


def exact_value(token: Token, findings: Findings) -> Fraction:
    """The value of a FLOAT or a PERCENT, exactly as written; 0 where it is none."""
    written = findings.source.text[token.start : token.end]
    digits, share = (written[:-1], 100) if written.endswith("%") else (written, 1)
    match = re.fullmatch(r"([0-9]+)(?:\.[0-9]+)?(?:[eE]([+-]?[0-9]+))?", digits)
    if match is None:
        return Fraction(0)
    exponent = match[2] or "0"
    if len(digits) > _LONGEST_NUMBER or len(exponent) > 5 or abs(int(exponent)) > _LONGEST_NUMBER:
        findings.add(DCL111, "this number has too many digits", token.start, token.end)
        return Fraction(0)
    if len(match[1]) > 1 and match[1][0] == "0":
        mended = (match[1].lstrip("0") or "0") + written[len(match[1]) :]
        message = "a number does not start with a zero"
        findings.add(DCL111, message, token.start, token.end, help=f"write `{mended}`", replace=mended)
    exact = Fraction(digits) / share
    if exact > Fraction(1.7976931348623157e308):
        findings.add(DCL111, "this number is too large for 64 bits", token.start, token.end)
        return Fraction(0)
    return exact


def date_value(token: Token, findings: Findings) -> date:
    """The value of a DATE; where there is no such day, the first of all days."""
    written = findings.source.text[token.start + 1 : token.end]
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        return date.min
    try:
        return date.fromisoformat(written)
    except ValueError:
        help = "a date is year, month, day: `@2026-11-24`"
        findings.add(DCL113, f"there is no day `{written}`", token.start, token.end, help=help)
        return date.min


def instant_value(token: Token, findings: Findings) -> datetime:
    """The value of an INSTANT, in UTC."""
    written = findings.source.text[token.start + 1 : token.end]
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        help = "write `@2026-11-24T10:00:00Z`, or `+01:00` instead of `Z`"
        findings.add(DCL113, f"there is no instant `{written}`", token.start, token.end, help=help)
        return datetime.min.replace(tzinfo=UTC)


def duration_value(token: Token, findings: Findings) -> int:
    """The microseconds of a DURATION."""
    written = findings.source.text[token.start : token.end]
    match = re.fullmatch(r"([0-9]{1,18}(?:\.[0-9]{1,18})?)([a-z]+)", written)
    microseconds = Fraction(match[1]) * _MICROSECONDS[match[2]] if match else Fraction(LARGEST_INT + 1)
    if microseconds > LARGEST_INT:
        findings.add(DCL111, "this duration is too long", token.start, token.end)
        return 0
    if microseconds.denominator != 1:
        findings.add(DCL111, "a duration counts in whole microseconds", token.start, token.end)
    return int(microseconds)
