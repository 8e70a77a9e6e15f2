"""From the text between the slashes to the parts of a pattern. What dcl leaves out is refused with the repair."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dcl.diagnostics.codes_patterns import DCL161, DCL162
from dcl.patterns import classes
from dcl.patterns.errors import PatternError
from dcl.patterns.nodes import SURROGATES, Choice, Node, Repeat, Sequence, Signs

MOST_TIMES = 1000
MOST_SIGNS = 10_000
MOST_CATEGORIES = 100
MOST_BRACKETS = 100
MOST_DEPTH = 240
"""Rust's regex library refuses more than 250 levels; the rest is for what stands around the pattern."""
MOST_WEIGHT = 10_300_000
"""Rust's regex library refuses more than 10 MiB."""

COUNT = re.compile(r"\{([0-9]+)(,?)([0-9]*)\}")
COUNT_WITHOUT_LEAST = re.compile(r"\{,([0-9]+)\}")
DOT = Signs(((ord("\n"), ord("\n")),), negated=True)

GROUPS = {
    "(?:": "a bracket is just `( )`; leave `?:` out",
    "(?=": "a pattern cannot look ahead; state it as a check of its own",
    "(?!": "a pattern cannot look ahead; state what must not be there as `not matches /…/`",
    "(?<=": "a pattern cannot look back; state it as a check of its own",
    "(?<!": "a pattern cannot look back; state what must not be there as `not matches /…/`",
    "(?<": "brackets have no names; write `( )`",
    "(?P": "brackets have no names; write `( )`",
    "(?'": "brackets have no names; write `( )`",
    "(?#": "a pattern holds no comments; put the words behind a `#` at the end of the line",
    "(?>": "a pattern never goes back over what it has read, so `(?>` is not needed; write `( )`",
    "(?": "a pattern has no flags; write both letters, as in `[Cc]ar`, or compare `lower(…)`",
}


def parse(text: str) -> Node:
    """The parts of a pattern; raises PatternError."""
    if not text:
        raise PatternError('an empty pattern matches only the empty text; write `= ""` instead', 0)
    return Reader(text).read()


@dataclass
class Bracket:
    """A bracket that is still open (the first one is the whole pattern): what it holds so far."""

    start: int
    option_start: int
    options: list[Node] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)


class Reader:
    """Reads a pattern from left to right; `at` is the offset of the next sign, `open` are the open brackets.

    It keeps the open brackets in a list and not in nested calls, so that no pattern can exhaust the stack.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open = [Bracket(0, 0)]

    def read(self) -> Node:
        while self.at < len(self.text):
            match self.text[self.at]:
                case "(":
                    self.open_bracket()
                case "|":
                    self.end_option()
                    self.at += 1
                    self.open[-1].option_start = self.at
                case ")":
                    self.close_bracket()
                case _:
                    start = self.at
                    self.add(self.signs(), start)
        if len(self.open) > 1:
            start = self.open[-1].start
            raise PatternError("this `(` is never closed; add `)`, or write `\\(` for the sign itself", start)
        return self.whole(self.open[0])

    def next_is(self, start: str) -> bool:
        return self.text.startswith(start, self.at)

    def open_bracket(self) -> None:
        if self.next_is("(?"):
            words = next(words for spelling, words in GROUPS.items() if self.next_is(spelling))
            raise PatternError(words, self.at, DCL161)
        if len(self.open) > MOST_BRACKETS:
            raise PatternError(f"brackets nest at most {MOST_BRACKETS} deep; split the pattern", self.at, DCL162)
        self.open.append(Bracket(self.at, self.at + 1))
        self.at += 1

    def close_bracket(self) -> None:
        if len(self.open) == 1:
            raise PatternError("this `)` closes no bracket; write `\\)` for the sign itself", self.at)
        bracket = self.open[-1]
        node = self.whole(bracket)
        self.open.pop()
        self.at += 1
        self.add(node, bracket.start)

    def end_option(self) -> None:
        bracket = self.open[-1]
        if not bracket.parts:
            raise PatternError(
                "nothing stands here to match; write `( )?` around what may be left out, as in `a(bc)?`",
                bracket.option_start,
            )
        parts = tuple(bracket.parts)
        bracket.parts = []
        option = parts[0] if len(parts) == 1 else self.bounded(Sequence(parts), bracket.option_start)
        bracket.options.extend(option.options if isinstance(option, Choice) else [option])

    def whole(self, bracket: Bracket) -> Node:
        """All that a bracket holds, at its end."""
        self.end_option()
        options = tuple(bracket.options)
        return options[0] if len(options) == 1 else self.bounded(Choice(options), bracket.start)

    def add(self, part: Node, start: int) -> None:
        """Takes a part into the innermost bracket, with the count that follows it."""
        times = self.times()
        if times is not None:
            self.refuse_second_count()
            part = self.bounded(Repeat(part, *times), start)
        self.open[-1].parts.extend(part.parts if isinstance(part, Sequence) else [part])

    def times(self) -> tuple[int, int | None] | None:
        """The count that follows a part, if one does."""
        for sign, times in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.next_is(sign):
                self.at += 1
                return times
        return self.braces() if self.next_is("{") else None

    def braces(self) -> tuple[int, int | None]:
        start = self.at
        found = COUNT.match(self.text, start)
        if found is None:
            open_start = COUNT_WITHOUT_LEAST.match(self.text, start)
            if open_start:
                raise PatternError(f"write `{{0,{open_start[1]}}}` for at most {open_start[1]} times", start)
            raise PatternError("a count is `{3}`, `{3,}` or `{3,5}`; write `\\{` for the sign itself", start)
        self.at = found.end()
        least = number(found[1], start)
        if not found[2]:
            return least, least
        if not found[3]:
            return least, None
        most = number(found[3], start)
        if most < least:
            raise PatternError(
                f"`{found[0]}` counts backwards; write the smaller number first: `{{{most},{least}}}`", start
            )
        return least, most

    def refuse_second_count(self) -> None:
        if self.next_is("?"):
            raise PatternError(
                "a pattern has no lazy signs, as it speaks of the whole value; leave this `?` out", self.at, DCL161
            )
        if self.next_is("+"):
            raise PatternError(
                "a pattern has no possessive signs, and is never slow without them; leave this `+` out",
                self.at,
                DCL161,
            )
        if self.next_is("*") or self.next_is("{"):
            raise PatternError("two counts follow each other; leave one out, or put `( )` around the first", self.at)

    def signs(self) -> Node:
        """One sign, or one set of them."""
        start = self.at
        char = self.text[start]
        if char in "[\\":
            read = classes.bracketed if char == "[" else classes.escaped
            signs, self.at = read(self.text, start)
            return self.bounded(signs, start)
        self.refuse_bare(char)
        self.at += 1
        return DOT if char == "." else classes.just(char)

    def refuse_bare(self, char: str) -> None:
        if char in "^$":
            raise PatternError(
                f"a pattern always speaks of the whole value; leave `{char}` out, or write `\\{char}` for the sign",
                self.at,
                DCL161,
            )
        if char in "*+?{":
            raise PatternError(
                f"`{char}` counts what stands before it, and nothing does; write `\\{char}` for the sign itself",
                self.at,
            )
        if char in "]}":
            raise PatternError(f"this `{char}` closes no bracket; write `\\{char}` for the sign itself", self.at)
        if SURROGATES[0] <= ord(char) <= SURROGATES[1]:
            raise PatternError("half a character (a surrogate) stands here; remove it", self.at)

    def bounded(self, node: Node, start: int) -> Node:
        """The node, unless it is too large. Called on every node as it is made, so no count can grow unseen."""
        size = node.size
        if size.signs > MOST_SIGNS:
            words = (
                f"written out, this is {size.signs:,} signs, and a pattern has at most {MOST_SIGNS:,}; lower the counts"
            )
        elif size.categories > MOST_CATEGORIES:
            words = (
                f"written out, this holds `\\p` {size.categories:,} times, and a pattern may at most {MOST_CATEGORIES} "
                "times; write `*` or `+`, and let `length` count"
            )
        elif size.weight > MOST_WEIGHT:
            words = "written out, this pattern grows too large; lower the counts, or write `*` and let `length` count"
        elif size.depth > MOST_DEPTH:
            words = "brackets and counts nest too deep here; split the pattern"
        else:
            return node
        raise PatternError(words, start, DCL162)


def number(digits: str, start: int) -> int:
    # The length comes first: turning a million digits into a number takes long, and Python refuses it.
    if len(digits.lstrip("0")) > 4 or int(digits) > MOST_TIMES:
        raise PatternError(f"a count goes up to {MOST_TIMES}; write `*` or `+`, and let `length` count", start, DCL162)
    return int(digits)
