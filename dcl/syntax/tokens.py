"""Tokens: what the scanner makes of a text, and what the automaton reads."""

from __future__ import annotations

NEWLINE = "_NEWLINE"
END = "$END"
BROKEN = "BROKEN"
"""A token whose mistake was already reported: the automaton gives the statement up without another word."""

RESERVED = frozenset(
    "AND OR NOT IN IS MATCHES IMPLIES DETERMINES IF THEN ELSE TRUE FALSE MISSING WHERE IT".split()
)  # fmt: skip

OPENERS = {"LPAR": "RPAR", "LSQB": "RSQB", "LBRACE": "RBRACE"}
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}

TEXTS = frozenset({"STRING", "LONG_STRING"})
COMPARISONS = frozenset("EQUAL NOT_EQUAL LESS AT_MOST GREATER AT_LEAST".split())

# After one of these a line goes on.
OPERATORS = COMPARISONS | frozenset(
    "COMMA _TEXT_COMMA PLUS MINUS STAR SLASH AND OR NOT IN IS MATCHES IMPLIES DETERMINES IF THEN ELSE WHERE".split()
)
# A line that starts with one of these goes on from the one before.
CONTINUATIONS = frozenset("AND OR IMPLIES THEN ELSE DETERMINES".split())

# Words that only ever begin a statement.
STATEMENT_WORDS = frozenset(
    "CONTRACT USE LET LABELS TABLE RULE SOURCE CHECK WHEN PAIRS EACH ALLOW SEVERITY REVIEW PASS FAIL FIX TAGS".split()
)
DECLARATIONS = frozenset("DCL CONTRACT USE LET LABELS TABLE RULE".split())


class Token:
    """A stretch of the text with the name of its terminal.

    `level` is the number of blocks around it; `block` says of a brace that it opens or closes a block.
    """

    __slots__ = ("block", "end", "kind", "level", "start")

    def __init__(self, kind: str, start: int, end: int, level: int = 0, block: bool = False) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.level = level
        self.block = block

    def __repr__(self) -> str:
        return f"Token({self.kind}, {self.start}, {self.end})"
