"""Where an expression stands, what it can read there, and how tightly it binds."""

from __future__ import annotations

from dataclasses import dataclass

from tests.properties import kinds
from tests.properties.kinds import Kind
from tests.properties.worlds import World

IF, IMPLIES, JUNCTION, NOT, COMPARISON, SUM, PRODUCT, SIGNED, ATOM = range(9)
"""How tightly an expression binds, from loosest to tightest."""


@dataclass(frozen=True)
class Phrase:
    text: str
    level: int = ATOM

    def at(self, level: int) -> str:
        """The text, in parentheses where it binds less tightly than its place needs."""
        return self.text if self.level >= level else f"({self.text})"


@dataclass(frozen=True)
class Place:
    """Where an expression stands: what it can read, and which aggregates it may hold.

    `prefix` is put before the columns of the table; `outer` is what is read of the row around.
    """

    world: World
    table: str
    prefix: str = ""
    outer: tuple[tuple[str, Kind], ...] = ()
    own: bool = True
    row: bool = True
    others: bool = True

    def values(self) -> list[tuple[str, Kind]]:
        if not self.row:
            return list(self.outer)
        mine = [*self.world.table[self.table].values, *self.world.paths(self.table)]
        return [(self.prefix + name, kind) for name, kind in mine] + list(self.outer)

    def of(self, kind: Kind) -> list[str]:
        return [name for name, other in self.values() if other.declared == kind.declared]

    def labels(self) -> list[tuple[str, Kind]]:
        """Labels whose parts can be read; after a reference a dot goes to the other table instead."""
        return [
            (name, kind)
            for name, kind in self.values()
            if kind.name in kinds.SPELLINGS and not name.endswith(REFERENCES)
        ]

    def mild(self, kind: Kind) -> list[str]:
        """Numbers whose sums do not depend on their order."""
        return [name for name, other in self.values() if other in (kinds.SMALL, kinds.MILD) and other.name == kind.name]


REFERENCES = ("grp", "boss")
"""The columns that refer to `groups`, which may be labels."""
