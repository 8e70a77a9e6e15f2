"""Patterns in words, where they are simple enough: "“ann_”, then 3 digits"."""

from __future__ import annotations

from functools import reduce

from dcl.guide.model import Code, Text
from dcl.guide.words import Speech
from dcl.patterns.classes import DIGITS
from dcl.patterns.nodes import Choice, Node, Repeat, Sequence, Signs
from dcl.patterns.parse import DOT, parse

MOST_PARTS = 6
MOST_OPTIONS = 12

_ANYTHING = Repeat(DOT, 0, None)
_COUNTED = {
    Signs(DIGITS): "digits",
    Signs(((ord("A"), ord("Z")),)): "capitals",
    Signs(((ord("a"), ord("z")),)): "small",
    Signs(categories=("L",)): "letters",
}


def pattern_words(pattern: str, speech: Speech) -> Text | None:
    """A pattern in words; None where only the pattern itself says it."""
    root = parse(pattern)
    parts = list(root.parts) if isinstance(root, Sequence) else [root]
    from_start, to_end = parts[0] != _ANYTHING, parts[-1] != _ANYTHING
    inner = parts[0 if from_start else 1 : len(parts) if to_end else -1]
    words = _side_by_side(inner, speech)
    if words is None or (from_start and to_end):
        return words
    return speech.say({(True, False): "starts_with", (False, True): "ends_with"}.get((from_start, to_end), "contains"),
                      text=words)  # fmt: skip


def _side_by_side(parts: list[Node], speech: Speech) -> Text | None:
    merged = _literals_joined(parts)
    if not merged or len(merged) > MOST_PARTS:
        return None
    said = [Text(speech.speaks, (Code(part),)) if isinstance(part, str) else _said(part, speech) for part in merged]
    found = [part for part in said if part is not None]
    if len(found) < len(said):
        return None
    return reduce(lambda first, second: speech.say("then", first=first, second=second), found)


def _literals_joined(parts: list[Node]) -> list[str | Node]:
    """Plain signs that stand beside each other are one text."""
    found: list[str | Node] = []
    for part in parts:
        sign = _sign(part)
        if sign is None:
            found.append(part)
        elif found and isinstance(last := found[-1], str):
            found[-1] = last + sign
        else:
            found.append(sign)
    return found


def _sign(part: Node) -> str | None:
    """The one character that a part stands for."""
    if isinstance(part, Signs) and not part.negated and not part.categories and len(part.ranges) == 1:
        low, high = part.ranges[0]
        return chr(low) if low == high else None
    return None


def _literal(part: Node) -> str | None:
    """The one text that a part stands for."""
    signs = [_sign(each) for each in (part.parts if isinstance(part, Sequence) else (part,))]
    return None if None in signs else "".join(sign for sign in signs if sign is not None)


def _said(part: Node, speech: Speech) -> Text | None:
    match part:
        case Signs() if part in _COUNTED:
            return speech.count(_COUNTED[part], 1)
        case Repeat(part=Signs() as signs, least=least, most=most) if signs in _COUNTED:
            return _counted(_COUNTED[signs], least, most, speech)
        case Repeat(part=inner, least=0, most=1):
            parts = list(inner.parts) if isinstance(inner, Sequence) else [inner]
            words = _side_by_side(parts, speech)
            return None if words is None else speech.say("perhaps", what=words)
        case Choice(options=options) if len(options) <= MOST_OPTIONS:
            literals = [_literal(option) for option in options]
            codes: list[str | Code | Text] = [Code(literal) for literal in literals if literal is not None]
            return speech.listed(codes, "or") if len(codes) == len(literals) else None
        case _:
            return None


def _counted(kind: str, least: int, most: int | None, speech: Speech) -> Text | None:
    if most == least:
        return speech.count(kind, least)
    if least == 0 and most != 1:
        return None
    if (least, most) == (0, 1):
        return speech.say("perhaps", what=speech.count(kind, 1))
    size = speech.say("or_more", n=least) if most is None else speech.say("range_of", low=least, high=most)
    return speech.say(f"{kind}_many", n=size)
