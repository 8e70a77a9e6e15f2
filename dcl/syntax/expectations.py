"""Tokens in words: what was found, and what would have fitted."""

from __future__ import annotations

from functools import cache

from dcl.syntax.grammar import load_tables
from dcl.syntax.tokens import COMPARISONS, END, NEWLINE, RESERVED, TEXTS, Token

_SIGNS = {
    "LBRACE": "`{`",
    "RBRACE": "`}`",
    "LPAR": "`(`",
    "RPAR": "`)`",
    "LSQB": "`[`",
    "RSQB": "`]`",
    "COLON": "`:`",
    "COMMA": "`,`",
    "DOT": "`.`",
    "EQUAL": "`=`",
    "PLUS": "`+`",
    "OPTIONAL": "`?`",
    "VERSION": "a version such as `1.0.0`",
    "INT": "a whole number",
    "PERCENT": "a share such as `0.5%`",
    "PATTERN": "a pattern such as `/.*/`",
    NEWLINE: "the end of the line",
    END: "the end of the file",
}
_NAMES = frozenset({"NAME", "QUOTED_NAME"})
_VALUES = frozenset(
    "INT FLOAT PERCENT STRING LONG_STRING TRUE FALSE DATE INSTANT DURATION MINUS NAME LPAR LSQB".split()
)
_OPERATORS = COMPARISONS | frozenset("PLUS MINUS STAR SLASH AND OR IMPLIES IN IS MATCHES NOT".split())
_RANGES = frozenset("RANGE RANGE_BELOW RANGE_FROM RANGE_UP_TO RANGE_UP_BELOW".split())

# Places that are known by what fits there; the first that applies speaks.
_PLACES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"TABLE", "RULE", "LABELS"}), "a declaration (`table`, `labels`, `rule`, `let` …)"),
    (frozenset({"CHECK", "WHEN", "ALLOW"}), "a clause of the rule (`check`, `when`, `pass` …)"),
    (frozenset({"KEY", "REFERENCES", "LENGTH"}), "a modifier (`key`, `in`, `length` …)"),
)

LONGEST_SHOWN = 40

OPERANDS = frozenset(
    "NAME QUOTED_NAME INT FLOAT PERCENT STRING LONG_STRING TRUE FALSE DATE INSTANT DURATION RPAR RSQB RBRACE IT".split()
)


def found(token: Token, text: str) -> str:
    """The token as a reader sees it."""
    if token.kind in {NEWLINE, END}:
        return _SIGNS[token.kind]
    written = text[token.start : token.end]
    if token.kind in TEXTS:
        written = written if len(written) <= 30 and "\n" not in written else written.split("\n")[0][:27] + '…"'
        return f"the text {written}"
    if token.kind == "PATTERN":
        return "a pattern"
    return f"`{shortened(written)}`"


def shortened(written: str) -> str:
    """What is quoted in a message: the start of it where it is long."""
    return written if len(written) <= LONGEST_SHOWN else written[: LONGEST_SHOWN - 1] + "…"


@cache
def words() -> frozenset[str]:
    """The words of the grammar, free and reserved."""
    return frozenset(load_tables().words.values())


def expected(kinds: frozenset[str], before: Token | None) -> str:
    """What fits, in a few words: "a type", "`)` or an operator"."""
    left = set(kinds) - {"TRANSLATION"}  # never the likeliest
    phrases: list[str] = []
    for signature, phrase in _PLACES:
        if signature <= left and "NAME" not in left:
            phrases.append(phrase)
            left -= words() | COMPARISONS
            break
    if "NAME" in left:
        phrases.append(_name_or_value(left, before))
        left -= _VALUES | _NAMES | _RANGES | {"IT", "NOT", "IF", "PATTERN", "MISSING", "LBRACE"}
        left -= words() - RESERVED
    elif len(left & _VALUES) > 3:
        phrases.append("a value")
        left -= _VALUES | {"MISSING", "LBRACE"}
    if left & TEXTS:
        phrases.append("a description" if NEWLINE in left or "RBRACE" in left else 'a text such as "abc"')
        left -= TEXTS
    if len(left & _OPERATORS) > 2:
        phrases.append("an operator")
        left -= _OPERATORS | _RANGES | {"DOT", "LPAR", "DETERMINES"}
    left -= _RANGES | {"_TEXT_COMMA"}
    phrases += sorted(f"`{kind.lower()}`" for kind in left & words())
    if phrases or left & {"COMMA", "COLON"}:
        left -= {"LPAR", "DOT", "OPTIONAL"}
    phrases += sorted(_SIGNS[kind] for kind in left if kind in _SIGNS and kind != END)
    return _join(phrases[:4])


def _name_or_value(kinds: set[str], before: Token | None) -> str:
    if before is not None and before.kind == "COLON" and "ONE" in kinds and "INT" not in kinds:
        return "a type (`int`, `text`, `one of { … }` …)"
    if "INT" in kinds and "STRING" in kinds:
        return "a value"
    if before is not None and before.kind in {"ON", "LIKE", "FROM", "REFERENCES"}:
        return "the name of a table"
    return "a name"


def _join(phrases: list[str]) -> str:
    if len(phrases) < 2:
        return "".join(phrases)
    return ", ".join(phrases[:-1]) + " or " + phrases[-1]
