"""Regular expressions of other tools as patterns of the language, where the two mean exactly the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dcl.patterns.errors import PatternError
from dcl.patterns.pattern import parse_pattern

LONGEST = 5_000

_ENDS = ("$(?![\\s\\S])", "$(?!\\n)", "(?![\\s\\S])", "\\Z", "\\z", "$")
"""What other tools write at the end of a whole text; `$` is the very end in JSON Schema."""
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
_code = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
_category = re.compile(r"\\[pP]\{([A-Z][a-z]?)\}")
_SPECIAL = ".[](){}*+?|^$/\\"
_SPECIAL_IN_SET = "[]^-&~/\\"
_SHORTER = {"[0-9]": "\\d", "[A-Za-z0-9_]": "\\w"}
_count = re.compile(r"[*+?]|\{[0-9]{1,6}(?:,[0-9]{0,6})?\}")


@dataclass(frozen=True)
class Dialect:
    """What the classes of a kind of regular expressions are here; None: nothing says the same exactly.

    `whole`: an expression speaks of the whole text without being anchored.
    """

    digit: str
    word: str | None
    dot: str
    whole: bool


ECMA = Dialect(r"\d", r"\w", r"[^\n\u{d}\u{2028}\u{2029}]", whole=False)
"""JSON Schema and what follows it."""
PYTHON = Dialect(r"\p{Nd}", None, ".", whole=True)
"""Frictionless, whose tools run on Python."""


class _Inexact(Exception):
    pass


def to_pattern(expression: str, dialect: Dialect) -> str | None:
    """The same between two slashes; None where the language cannot say exactly that."""
    if len(expression) > LONGEST:
        return None
    inner, anchored = _without_anchors(expression)
    if not anchored and not dialect.whole:
        return None
    try:
        found = _Translation(inner, dialect, anchored).run()
        parse_pattern(found)
    except (_Inexact, PatternError):
        return None
    return _unwrapped(found)


def _without_anchors(expression: str) -> tuple[str, bool]:
    begins = expression.startswith("^")
    inner = expression.removeprefix("^")
    end = next((end for end in _ENDS if inner.endswith(end) and not _is_escaped(inner, len(inner) - len(end))), "")
    return inner.removesuffix(end), begins and bool(end)


def _is_escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


class _Translation:
    """Goes through an expression from left to right; `depth` counts the open brackets."""

    def __init__(self, text: str, dialect: Dialect, anchored: bool) -> None:
        self.text = text
        self.dialect = dialect
        self.anchored = anchored
        self.at = 0
        self.depth = 0

    def run(self) -> str:
        pieces = []
        while self.at < len(self.text):
            pieces.append(self._piece())
        return "".join(pieces)

    def _piece(self) -> str:
        char = self.text[self.at]
        match char:
            case "\\":
                return self._escaped()
            case "[":
                return self._set()
            case "(" | ")" | "|":
                return self._bracket(char)
            case ".":
                self.at += 1
                return self.dialect.dot
            case "^" | "$":
                raise _Inexact
            case _:
                return self._count() or self._sign()

    def _bracket(self, char: str) -> str:
        if char == "|" and self.depth == 0 and self.anchored:
            # `^a|b$` anchors neither of the two as a whole.
            raise _Inexact
        self.depth += {"(": 1, ")": -1, "|": 0}[char]
        self.at += 1
        if char == "(" and self.text.startswith("?", self.at):
            if not self.text.startswith("?:", self.at):
                raise _Inexact
            self.at += 2
        return char

    def _count(self) -> str | None:
        found = _count.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        if self.text.startswith("?", self.at):
            # A lazy count finds the same whole texts as any other.
            self.at += 1
        return found[0]

    def _sign(self) -> str:
        char = self.text[self.at]
        self.at += 1
        return _spelled(char)

    def _escaped(self) -> str:
        found = self._class()
        return _spelled(self._escaped_sign()) if found is None else found

    def _class(self) -> str | None:
        """A class after a `\\`, as a set of its own; None where a sign stands there."""
        letter = self.text[self.at + 1 : self.at + 2]
        if letter in ("p", "P"):
            found = _category.match(self.text, self.at)
            if found is None:
                raise _Inexact
            self.at = found.end()
            return f"\\p{{{found[1]}}}" if letter == "p" else f"[^\\p{{{found[1]}}}]"
        inner = {"d": self.dialect.digit, "w": self.dialect.word}.get(letter.lower()) if letter else None
        if inner is None:
            return None
        self.at += 2
        return inner if letter.islower() else f"[^{inner}]"

    def _escaped_sign(self) -> str:
        """The sign after a `\\`."""
        if found := _code.match(self.text, self.at):
            number = int(found[1] or found[2] or found[3], 16)
            self.at = found.end()
            if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
                raise _Inexact
            return chr(number)
        letter = self.text[self.at + 1 : self.at + 2]
        if not letter or (letter.isalnum() and letter not in _SIGNS):
            raise _Inexact
        self.at += 2
        return _SIGNS.get(letter, letter)

    def _set(self) -> str:
        self.at += 1
        negated = self.text.startswith("^", self.at)
        self.at += negated
        pieces: list[str] = []
        while not self.text.startswith("]", self.at):
            if self.at >= len(self.text):
                raise _Inexact
            pieces.append(self._member())
        self.at += 1
        if not pieces:
            raise _Inexact
        found = f"[{'^' if negated else ''}{''.join(pieces)}]"
        return _SHORTER.get(found, found)

    def _member(self) -> str:
        """A class, a sign or a range of signs inside a set."""
        if self.text.startswith("\\", self.at) and (found := self._class()) is not None:
            if found.startswith("[") or self._begins_range():
                raise _Inexact
            return found
        low = self._member_sign()
        if not self._begins_range():
            return _spelled(low, _SPECIAL_IN_SET)
        self.at += 1
        if self.text[self.at : self.at + 2] in ("\\d", "\\w", "\\s", "\\D", "\\W", "\\S"):
            raise _Inexact
        return f"{_spelled(low, _SPECIAL_IN_SET)}-{_spelled(self._member_sign(), _SPECIAL_IN_SET)}"

    def _begins_range(self) -> bool:
        return self.text.startswith("-", self.at) and not self.text.startswith("-]", self.at)

    def _member_sign(self) -> str:
        if self.text.startswith("\\", self.at):
            return self._escaped_sign()
        char = self.text[self.at : self.at + 1]
        if not char:
            raise _Inexact
        self.at += 1
        return char


def _spelled(char: str, special: str = _SPECIAL) -> str:
    """One sign, so that it stands for nothing but itself."""
    if char in "\n\t":
        return "\\n" if char == "\n" else "\\t"
    if char != " " and unicodedata.category(char) in _HIDDEN:
        return f"\\u{{{ord(char):x}}}"
    return "\\" + char if char in special else char


def _unwrapped(pattern: str) -> str:
    """The pattern without a bracket around all of it."""
    if not pattern.startswith("("):
        return pattern
    depth, in_set, at = 0, False, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif in_set:
            in_set = char != "]"
        elif char == "[":
            in_set = True
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0 and at < len(pattern) - 1:
                return pattern
        at += 1
    return pattern[1:-1]
