"""Matching in a time that grows with the text alone: Thompson's automaton, made deterministic as it is used.

No pattern makes it try the same place twice, so a stranger's `(a*)*b` is as quick as `a*b`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dcl.patterns.nodes import Choice, Node, Repeat, Sequence, Signs

MOST_REMEMBERED = 1_000_000
"""Places and moves that may be remembered before all is forgotten, so that memory stays bounded."""


class Automaton:
    """Places joined by arrows. A place either reads a sign and goes on to one place, or goes on to several unread.

    `reads[place]` is the set of signs it reads, or None; `after[place]` are the places that follow. Place 0 is the
    end: whoever arrives there has matched.
    """

    END = 0

    def __init__(self, pattern: Node) -> None:
        self.reads: list[Signs | None] = [None]
        self.after: list[list[int]] = [[]]
        self.start = self.build(pattern, self.END)
        self.before: list[list[int]] = [[] for _ in self.after]
        for place, following in enumerate(self.after):
            for other in following:
                self.before[other].append(place)

    def place(self, reads: Signs | None, after: list[int]) -> int:
        self.reads.append(reads)
        self.after.append(after)
        return len(self.after) - 1

    def build(self, node: Node, then: int) -> int:
        """The place at which the node starts, when `then` is where to go on after it. Built from the end."""
        match node:
            case Signs():
                return self.place(node, [then])
            case Sequence(parts):
                for part in reversed(parts):
                    then = self.build(part, then)
                return then
            case Choice(options):
                fork = self.place(None, [])
                for option in options:
                    self.after[fork].append(self.build(option, then))
                return fork
            case Repeat(part, least, most):
                return self.build_repeat(part, least, most, then)
        raise TypeError(f"{node!r} is no part of a pattern")

    def build_repeat(self, part: Node, least: int, most: int | None, then: int) -> int:
        end = then
        if most is None:
            then = self.place(None, [end])
            self.after[then].append(self.build(part, then))
        else:
            # Each further round may be left out together with all that follow it, so a set of places stays small.
            for _ in range(most - least):
                then = self.place(None, [self.build(part, then), end])
        for _ in range(least):
            then = self.build(part, then)
        return then

    def unread(self, places: Iterable[int], arrows: list[list[int]]) -> frozenset[int]:
        """The places and all that is reached from them along arrows on which nothing is read."""
        forward = arrows is self.after
        found = set(places)
        open_ends = list(found)
        while open_ends:
            place = open_ends.pop()
            if forward and self.reads[place] is not None:
                continue
            for other in arrows[place]:
                if other not in found and (forward or self.reads[other] is None):
                    found.add(other)
                    open_ends.append(other)
        return frozenset(found)

    def first(self) -> frozenset[int]:
        return self.unread([self.start], self.after)

    def forward(self, places: frozenset[int], char: str) -> frozenset[int]:
        """Where one gets from these places by reading the character."""
        reached = [self.after[place][0] for place in places if self.takes(place, char)]
        return self.unread(reached, self.after)

    def last(self) -> frozenset[int]:
        return self.unread([self.END], self.before)

    def backward(self, places: frozenset[int], char: str) -> frozenset[int]:
        """Where one gets to these places, or to the end, from: by reading the character, or without reading."""
        left = [other for place in places for other in self.before[place] if self.takes(other, char)]
        return self.unread([*left, self.END], self.before)

    def takes(self, place: int, char: str) -> bool:
        signs = self.reads[place]
        return signs is not None and char in signs


class State:
    """A set of places, and the moves from it that are known so far."""

    __slots__ = ("moves", "places")

    def __init__(self, places: frozenset[int]) -> None:
        self.places = places
        self.moves: dict[str, State] = {}


class Scanner:
    """Walks over a text in sets of places, and remembers each set and each move that it met."""

    def __init__(self, first: frozenset[int], move: Callable[[frozenset[int], str], frozenset[int]]) -> None:
        self.move = move
        self.start = State(first)
        self.forget()

    def forget(self) -> None:
        self.start.moves = {}
        self.known = {self.start.places: self.start}
        self.remembered = 0

    def step(self, state: State, char: str) -> State:
        following = state.moves.get(char)
        if following is None:
            if self.remembered > MOST_REMEMBERED:
                self.forget()
            places = self.move(state.places, char)
            following = self.known.get(places)
            if following is None:
                following = self.known[places] = State(places)
                self.remembered += len(places)
            state.moves[char] = following
            self.remembered += 1
        return following
