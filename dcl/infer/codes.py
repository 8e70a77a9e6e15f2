"""The one pattern of a column of codes, learnt from its values: `ann_001`, `ann_017` … become `ann_\\d{3}`.

A code is made of parts of ASCII letters and digits with other signs between them. All codes of a column have the same
signs in the same places; what stands between them is generalised, but never beyond what was seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dcl.patterns import PatternError, parse_pattern

MOST_PARTS = 12
"""More parts than any code has; texts with more are prose or paths."""

FIXED_DIGITS = 4
"""So many digits in every code are a rule even where no zero fills them up; fewer may be counted on: 9, 10."""

FIXED_LETTERS = 6
"""So many letters and digits mixed, in every code as many, are a rule: checksums and the like."""

MOST_ENDINGS = 3

LONGEST_CODE = 80

_PARTS = re.compile(r"[A-Za-z0-9]+")
_ENDING = re.compile(r"[^\s/.]\.([A-Za-z][A-Za-z0-9]{1,4})$")
_DIGIT = re.compile("[0-9]")
_RUNS = re.compile(r"[A-Za-z]+|[0-9]+")
_SPECIAL = set(r"\.*+?()|[]{}^$/#&~-")
_WILD = (("A-Z", re.compile("[A-Z]")), ("a-z", re.compile("[a-z]")), ("0-9", re.compile("[0-9]")))


def learn(values: Sequence[str]) -> str | None:
    """The pattern of some codes; None where they have no shape in common, or none that says something."""
    if not values or any(len(value) > LONGEST_CODE for value in values):
        return None
    signs = _PARTS.split(values[0])
    if len(signs) > MOST_PARTS or not all(sign.isprintable() and " " not in sign for sign in signs):
        return None
    if any(_PARTS.split(value) != signs for value in values[1:]):
        return None
    parts = [_PARTS.findall(value) for value in values]
    pieces = [_part([row[place] for row in parts]) for place in range(len(parts[0]))]
    if None in pieces or not any(_says_something(piece) for piece in pieces if piece):
        return None
    if len(pieces) > 1 and signs[-2] == "." and not signs[-1]:
        pieces[-1] = _ending([row[-1] for row in parts]) or pieces[-1]
    text = escaped(signs[0]) + "".join(f"{piece}{escaped(sign)}" for piece, sign in zip(pieces, signs[1:], strict=True))
    return text if is_pattern(text) else None


def endings(values: Sequence[str]) -> str | None:
    """The pattern of file names by their endings, `.*\\.(jpg|png)`; None where some value has none."""
    matches = [_ENDING.search(value) for value in values]
    found = {match[1] if match else "" for match in matches}
    if not found or "" in found or len(found) > MOST_ENDINGS:
        return None
    named = sorted(found)
    return rf".*\.{named[0]}" if len(named) == 1 else rf".*\.({'|'.join(named)})"


def escaped(signs: str) -> str:
    """Signs that stand for themselves in a pattern."""
    return "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in signs)


def is_pattern(text: str) -> bool:
    """Whether dcl takes a pattern."""
    try:
        parse_pattern(text)
    except PatternError:
        return False
    return True


def _says_something(piece: str) -> bool:
    """Whether a piece is more than any word: it has digits, or is of capitals."""
    return r"\d" in piece or "0-9" in piece or piece.startswith("[A-Z]{")


def _ending(texts: Sequence[str]) -> str | None:
    """The endings of files, where they are few."""
    found = sorted(set(texts))
    is_word = all(_ENDING.search(f"a.{text}") for text in found)
    return f"({'|'.join(found)})" if is_word and 1 < len(found) <= MOST_ENDINGS else None


def _part(texts: Sequence[str]) -> str | None:
    """One part of every code: the same text, the same runs of letters and digits, or one mixture of them."""
    distinct = set(texts)
    if len(distinct) == 1 and not texts[0].isdigit():
        return texts[0]
    runs = [_RUNS.findall(text) for text in distinct]
    kinds = {tuple(run[0].isdigit() for run in row) for row in runs}
    if len(kinds) == 1 and not _is_mixed(next(iter(kinds))):
        columns = [[row[place] for row in runs] for place in range(len(runs[0]))]
        return "".join(_run(column) for column in columns)
    return _mixture(distinct)


def _mixture(texts: set[str]) -> str | None:
    """Letters and digits in any order, of one length, or with a digit in each; else the texts are words."""
    piece = _classed(texts, FIXED_LETTERS)
    return piece if piece.endswith("}") or all(_DIGIT.search(text) for text in texts) else None


def _is_mixed(kinds: tuple[bool, ...]) -> bool:
    """Whether digits and letters take turns as in a checksum; codes begin with letters, `N31A2`, or end soon, `12a`."""
    return len(kinds) > 2 and kinds[0]


def _run(texts: Sequence[str]) -> str:
    if len(set(texts)) == 1 and not texts[0].isdigit():
        return texts[0]
    if not texts[0].isdigit():
        return _classed(set(texts), fixed_from=1)
    lengths = {len(text) for text in texts}
    is_filled = any(text.startswith("0") and len(text) > 1 for text in texts)
    if len(lengths) == 1 and (is_filled or lengths.pop() >= FIXED_DIGITS):
        return rf"\d{{{len(texts[0])}}}"
    return r"\d+"


def _classed(texts: set[str], fixed_from: int) -> str:
    joined = "".join(texts)
    kinds = [name for name, found in _WILD if found.search(joined)]
    if kinds[-1:] == ["0-9"] and set(joined.lower()) <= set("0123456789abcdef") and len(kinds) == 2:
        kinds = ["0-9", kinds[0].replace("z", "f").replace("Z", "F")]
    lengths = {len(text) for text in texts}
    fixed = len(lengths) == 1 and len(next(iter(texts))) >= fixed_from
    return f"[{''.join(kinds)}]" + (f"{{{lengths.pop()}}}" if fixed else "+")
