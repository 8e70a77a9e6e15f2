"""Names, texts, values and types in the spelling of the language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime

from dcl.source import nfc
from dcl.syntax.tokens import RESERVED

LONGEST_NAME = 200

# Letters of any script, digits and `_`; a word with other marks goes between backticks, which is never wrong.
_plain_name = re.compile(r"[^\W\d]\w*")
_version = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.+-]{1,100})?")
_plain_path = re.compile(r"[\w-][\w. -]*(?:/[\w-][\w. -]*)*")
_reserved = frozenset(word.lower() for word in RESERVED)
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def as_name(wanted: str, otherwise: str = "unnamed") -> str:
    """The name nearest to a text: on one line, without backticks and signs that cannot be seen, and not too long."""
    seen = "".join("_" if char == "`" or unicodedata.category(char) in _HIDDEN else char for char in wanted)
    return nfc(seen)[:LONGEST_NAME].strip() or otherwise


def is_version(text: str) -> bool:
    """Whether a text is a version as contracts have it, such as `1.2.0`."""
    return _version.fullmatch(text) is not None


def is_plain_path(path: str) -> bool:
    """Whether a path lies beside the contract or below it, and names one file: no folder above, no signs of a glob."""
    return _plain_path.fullmatch(path) is not None


def name(text: str) -> str:
    """A name of `as_name` as it is written: in backticks where it is more than a plain word."""
    return text if _plain_name.fullmatch(text) and text not in _reserved else f"`{text}`"


def text(value: str) -> str:
    """A text between its quotes. Half characters (surrogates), which no text holds, become U+FFFD."""
    return '"' + "".join(_sign(char) for char in value) + '"'


def _sign(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char in "\n\t":
        return "\\n" if char == "\n" else "\\t"
    if unicodedata.category(char) not in _HIDDEN:
        return char
    return "\ufffd" if "\ud800" <= char <= "\udfff" else f"\\u{{{ord(char):x}}}"


def texts(values: Iterable[str]) -> str:
    """Texts joined by commas."""
    return ", ".join(map(text, values))


def value(found: bool | int | float | str | date) -> str:
    """A value as a literal. A float must be finite; a datetime without a zone is UTC."""
    match found:
        case bool():
            return "true" if found else "false"
        case int():
            return str(found)
        case float():
            return _float(found)
        case str():
            return text(found)
        case datetime():
            moment = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
            return f"@{moment.isoformat().removesuffix('+00:00')}Z"
        case date():
            return f"@{found.isoformat()}"


def _float(found: float) -> str:
    written = repr(found)
    digits, _, exponent = written.partition("e")
    return f"{digits}e{int(exponent)}" if exponent else written


def one_of(choices: Iterable[str]) -> str:
    """`one of { "a", "b" }`."""
    return f"one of {{ {texts(choices)} }}"


def list_of(element: str, optional: bool = False) -> str:
    """`list of text`; with `optional`, of what may be missing."""
    return f"list of ({element}?)" if optional else f"list of {element}"


def within(low: str | None, high: str | None, low_open: bool = False, high_open: bool = False) -> tuple[str, ...]:
    """The modifiers that keep a column between two ends, each a literal; None is no end."""
    if low is not None and high is not None and not low_open:
        if low == high and not high_open:
            return (f"= {low}",)
        return (f"in {low}..{'<' if high_open else ''}{high}",)
    found = []
    if low is not None:
        found.append(f"{'>' if low_open else '>='} {low}")
    if high is not None:
        found.append(f"{'<' if high_open else '<='} {high}")
    return tuple(found)


def size(least: int | None, most: int | None) -> str | None:
    """The `length` modifier; None where every length fits."""
    if most is None:
        return f"length {least}.." if least else None
    return f"length {most}" if least == most else f"length {least or 0}..{most}"
