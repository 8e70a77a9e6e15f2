"""The same pattern in a spelling that ECMA-262 (with its `u` flag) and Python's `re` read alike, as JSON Schema needs.

`\\p{…}` is written out as ranges, since Python has no categories; `.` is spelled out, since the two differ on line
ends. Nothing here needs a flag.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from dcl.patterns.nodes import LAST, SURROGATES, Choice, Node, Repeat, Sequence, Signs, merged
from dcl.patterns.rust import times

_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_LAST_OF_FIRST_PLANE = 0xFFFF

END = "$(?!\\n)"
"""The very end of a text: `$` alone also stands before a last line feed in Python."""


def whole(node: Node) -> str:
    """An expression that finds a text just when all of it matches."""
    return f"^{_in_sequence(node)}{END}"


def spelled(node: Node) -> str:
    """A part of a pattern, not anchored."""
    match node:
        case Signs():
            return _signs(node)
        case Sequence(parts):
            return "".join(map(_in_sequence, parts))
        case Choice(options):
            return "|".join(map(spelled, options))
        case Repeat(part, least, most):
            inner = spelled(part)
            return (inner if isinstance(part, Signs) else f"(?:{inner})") + times(least, most)
    raise TypeError(f"{node!r} is no part of a pattern")


def literal(text: str) -> str:
    """An expression for just this text."""
    return "".join(_sign(ord(char)) for char in text)


def _in_sequence(part: Node) -> str:
    return f"(?:{spelled(part)})" if isinstance(part, Choice) else spelled(part)


def _signs(node: Signs) -> str:
    named = (piece for category in node.categories for piece in _category(category))
    ranges = merged((*node.ranges, *named))
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1] and not node.negated:
        return _sign(ranges[0][0])
    inner = "".join(_range(low, high) for low, high in ranges)
    return f"[{'^' if node.negated else ''}{inner}]"


def _range(low: int, high: int) -> str:
    if low == high:
        return _sign(low, inside=True)
    between = "" if high == low + 1 else "-"
    return f"{_sign(low, inside=True)}{between}{_sign(high, inside=True)}"


def _sign(code: int, inside: bool = False) -> str:
    """One character; `inside` of `[ ]` a `-` is escaped, and nowhere else may it be."""
    char = chr(code)
    if char in _SYNTAX or (inside and char == "-"):
        return "\\" + char
    if char in _NAMED:
        return _NAMED[char]
    # The two share no escape for signs beyond the first plane, so these stand for themselves.
    plain = code > _LAST_OF_FIRST_PLANE or (char.isprintable() and not unicodedata.combining(char))
    return char if plain else f"\\u{code:04x}"


@lru_cache(maxsize=64)
def _category(name: str) -> tuple[tuple[int, int], ...]:
    """The code points of a general category, without surrogates, which stand in no text."""
    found: list[tuple[int, int]] = []
    for code in range(LAST + 1):
        if SURROGATES[0] <= code <= SURROGATES[1] or not unicodedata.category(chr(code)).startswith(name):
            continue
        if found and found[-1][1] == code - 1:
            found[-1] = (found[-1][0], code)
        else:
            found.append((code, code))
    return tuple(found)
