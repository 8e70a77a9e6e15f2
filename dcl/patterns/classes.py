"""Single signs of a pattern: what stands after a `\\`, and what stands between `[` and `]`."""

from __future__ import annotations

import re

from dcl.diagnostics.codes_patterns import DCL161
from dcl.patterns.errors import PatternError
from dcl.patterns.nodes import LAST, SURROGATES, Signs

CATEGORIES = frozenset(
    "C Cc Cf Cn Co L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs".split()
)
"""The general categories of Unicode; surrogates (Cs) stand in no text."""

DIGITS = ((ord("0"), ord("9")),)
WORD = ((ord("0"), ord("9")), (ord("A"), ord("Z")), (ord("_"), ord("_")), (ord("a"), ord("z")))
SPACE = ((ord("\t"), ord("\n")), (ord("\r"), ord("\r")), (ord(" "), ord(" ")))
NAMED_SETS = {"d": DIGITS, "w": WORD, "s": SPACE}
NAMED_SIGNS = {"t": "\t", "n": "\n"}

CATEGORY = re.compile(r"\\p\{([^{}]*)\}")
CODE_POINT = re.compile(r"\\u\{([0-9A-Fa-f]{1,8})\}")
HEX = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|x\{([0-9A-Fa-f]{1,6})\})")

REFUSED = {
    **dict.fromkeys("AZz", "a pattern always speaks of the whole value; leave `\\{}` out"),
    **dict.fromkeys(
        "bB", "a pattern knows no word boundary; write what stands before and after the word, as in `(.*\\s)?`"
    ),
    **dict.fromkeys("123456789k", "a pattern cannot point back to an earlier bracket; write the part out again"),
    "D": "write `[^\\d]` for anything but a digit",
    "W": "write `[^\\w]` for anything but a letter, digit or `_`",
    "S": "write `[^\\s]` for anything but a blank",
    "P": "write `[^\\p{{L}}]` for anything but a letter",
    "r": "write `\\u{{D}}` for a carriage return",
    "0": "write `\\u{{0}}` for the sign with number 0",
    "Q": "a pattern cannot quote; write a `\\` before each sign that has a meaning",
}


def just(char: str) -> Signs:
    """The set that holds one character."""
    return Signs(((ord(char), ord(char)),))


def escaped(text: str, at: int) -> tuple[Signs, int]:
    """What stands for `\\…` at an offset, and the offset after it."""
    if at + 1 == len(text):
        raise PatternError("the pattern ends after a `\\`; write `\\\\` for the sign itself", at)
    char = text[at + 1]
    if char in NAMED_SETS:
        return Signs(NAMED_SETS[char]), at + 2
    if char in NAMED_SIGNS:
        return just(NAMED_SIGNS[char]), at + 2
    if char == "p":
        return category(text, at)
    if char == "u" and (found := CODE_POINT.match(text, at)):
        return just(code_point(int(found[1], 16), at)), found.end()
    if char.isalnum():
        raise unknown_escape(text, at)
    return just(char), at + 2


def category(text: str, at: int) -> tuple[Signs, int]:
    found = CATEGORY.match(text, at)
    if found is None:
        raise PatternError("write `\\p` with a category in braces, such as `\\p{L}` for any letter", at)
    if found[1] not in CATEGORIES:
        raise PatternError(
            f"`{found[0]}` is no general category of Unicode; there are such as `\\p{{L}}` (letters), "
            "`\\p{Lu}` (capitals), `\\p{N}` (numbers) and `\\p{P}` (punctuation)",
            at,
            DCL161,
        )
    return Signs(categories=(found[1],)), found.end()


def code_point(code: int, at: int) -> str:
    if code > LAST or SURROGATES[0] <= code <= SURROGATES[1]:
        raise PatternError(f"`\\u{{{code:X}}}` is no character; the numbers go up to 10FFFF, without D800 to DFFF", at)
    return chr(code)


def unknown_escape(text: str, at: int) -> PatternError:
    char = text[at + 1]
    if char in "xu":
        found = HEX.match(text, at)
        example = found[1] or found[2] or found[3] if found else "E9"
        return PatternError(f"write `\\u{{{example.upper()}}}` for a character by its number", at)
    if char in REFUSED:
        return PatternError(REFUSED[char].format(char), at, DCL161)
    return PatternError(
        f"`\\{char}` has no meaning; a letter or digit stands for itself without `\\`, and besides there are "
        "`\\d \\w \\s \\p{L} \\t \\n \\u{…}`",
        at,
    )


def bracketed(text: str, start: int) -> tuple[Signs, int]:
    """The set written `[…]` at an offset, and the offset after it."""
    at = start + 1
    negated = text.startswith("^", at)
    at += negated
    first = at
    ranges: list[tuple[int, int]] = []
    categories: list[str] = []
    while at < len(text) and text[at] != "]":
        refuse_operations(text, at, first)
        low, after = one_of_set(text, at)
        if is_range(text, after):
            high, after = one_of_set(text, after + 1)
            ranges.append(from_to(low, high, text[at:after], at))
        else:
            ranges.extend(low.ranges)
            categories.extend(low.categories)
        at = after
    if at >= len(text):
        raise PatternError("this `[` is never closed; add `]`, or write `\\[` for the sign itself", start)
    if at == first:
        raise PatternError("nothing stands between `[` and `]`; write `\\]` for the sign itself", start)
    return Signs(tuple(ranges), tuple(dict.fromkeys(categories)), negated), at + 1


def refuse_operations(text: str, at: int, first: int) -> None:
    if text.startswith("[:", at):
        raise PatternError(
            "there are no named classes like `[:alpha:]`; write `\\p{L}` for letters or `a-z`", at, DCL161
        )
    if text[at] == "[":
        raise PatternError("a `[` inside `[ ]` is written `\\[`; sets do not nest", at)
    for sign in ("&&", "--", "~~"):
        if text.startswith(sign, at) and at > first:
            raise PatternError(
                f"sets are not computed with `{sign}`; write out the signs you mean, or `\\{sign[0]}` for the sign",
                at,
                DCL161,
            )
    if text[at] == "-" and at > first and not text.startswith("]", at + 1):
        raise PatternError("a `-` in the middle of `[ ]` is written `\\-`; a range is written `a-z`", at)


def is_range(text: str, at: int) -> bool:
    """Whether a `-` stands here that is neither the last sign of the set nor the start of `--`."""
    return text.startswith("-", at) and text[at + 1 : at + 2] not in ("", "]", "-")


def one_of_set(text: str, at: int) -> tuple[Signs, int]:
    if text[at] == "\\":
        return escaped(text, at)
    if text[at] == "[":
        raise PatternError("a `[` inside `[ ]` is written `\\[`; sets do not nest", at)
    if SURROGATES[0] <= ord(text[at]) <= SURROGATES[1]:
        raise PatternError("half a character (a surrogate) stands here; remove it", at)
    return just(text[at]), at + 1


def from_to(low: Signs, high: Signs, spelling: str, at: int) -> tuple[int, int]:
    ends = [*low.ranges, *high.ranges]
    if low.categories or high.categories or len(ends) != 2 or any(start != end for start, end in ends):
        raise PatternError(f"`{spelling}` is no range; a range runs between two single signs, as in `a-z`", at)
    start, end = ends[0][0], ends[1][0]
    if start > end:
        raise PatternError(f"the range `{spelling}` runs backwards; write the smaller sign first", at)
    return start, end
