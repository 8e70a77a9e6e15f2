"""A compiled pattern: what it matches, what it finds, and its spelling for Polars."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from dcl.patterns import rust
from dcl.patterns.automaton import Automaton, Scanner
from dcl.patterns.nodes import Node
from dcl.patterns.parse import parse


@dataclass(frozen=True, eq=False)
class Pattern:
    """A pattern of the language; `text` is what stands between the slashes.

    `\\p{…}` follows the Unicode tables of this Python here, and those of Polars in `rust()`. The two may be of
    different years, and then disagree about characters that were added in between.
    """

    text: str
    node: Node

    @cached_property
    def automaton(self) -> Automaton:
        return Automaton(self.node)

    @cached_property
    def forward(self) -> Scanner:
        return Scanner(self.automaton.first(), self.automaton.forward)

    @cached_property
    def anywhere(self) -> Scanner:
        """Like `forward`, but may begin anew at every character."""
        first = self.automaton.first()
        return Scanner(first, lambda places, char: first | self.automaton.forward(places, char))

    @cached_property
    def backward(self) -> Scanner:
        return Scanner(self.automaton.last(), self.automaton.backward)

    def matches(self, text: str) -> bool:
        """Whether the whole text matches."""
        state = self.forward.start
        for char in text:
            state = self.forward.step(state, char)
            if not state.places:
                return False
        return Automaton.END in state.places

    def found_in(self, text: str) -> bool:
        """Whether some part of the text, perhaps an empty one, matches."""
        state = self.anywhere.start
        for char in text:
            if Automaton.END in state.places:
                return True
            state = self.anywhere.step(state, char)
        return Automaton.END in state.places

    def find_all(self, text: str) -> list[str]:
        """The parts that match: leftmost first, each as long as can be, none empty, none overlapping."""
        # Reading from the right first tells at every place whether a match can still be completed from there. So
        # reading from the left never goes beyond the end of a match, and no character is read more than twice.
        hopeful = [self.backward.start]
        for char in reversed(text):
            hopeful.append(self.backward.step(hopeful[-1], char))
        hopeful.reverse()
        parts = []
        start = 0
        while start < len(text):
            state, end = self.forward.start, start
            while end < len(text):
                state = self.forward.step(state, text[end])
                if state.places.isdisjoint(hopeful[end + 1].places):
                    break
                end += 1
            if end > start:
                parts.append(text[start:end])
            start = max(end, start + 1)
        return parts

    def rust(self) -> str:
        """The equivalent regular expression for Rust's library, not anchored and safe to put between others.

        The whole text is matched by `^…$` around it: `$` there is the very end, also after a line feed.
        """
        return f"(?:{rust.spelled(self.node)})"


def parse_pattern(text: str) -> Pattern:
    """The pattern between two slashes; raises PatternError where dcl refuses it."""
    return Pattern(text, parse(text))


@lru_cache(maxsize=256)
def compiled(text: str) -> Pattern:
    """A pattern that is known to be right, parsed once."""
    return parse_pattern(text)
