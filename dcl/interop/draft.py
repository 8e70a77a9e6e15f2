"""A contract that is still being drafted, from another format or from data: plain values, written out by `write`.

Names are the contract's own (`Names` picks them); types, modifiers, statements and clauses are pieces of its text, made
with the functions of `spell`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dcl.interop.spell import as_name
from dcl.types import SCALARS


@dataclass(frozen=True)
class DraftLabel:
    """A label. `spelling` is what the data have, where that is not its name."""

    name: str
    spelling: str | None = None
    description: str | None = None
    instead_of: tuple[str, ...] = ()
    children: tuple[DraftLabel, ...] = ()


@dataclass(frozen=True)
class DraftLabels:
    """A label set. `comments` stand above it, each a line; `lost` is what was not taken over."""

    name: str
    labels: tuple[DraftLabel, ...]
    ordered: bool = False
    description: str | None = None
    comments: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftColumn:
    """A column of a table or a field of a record.

    `spelling` is what the file calls it, where that is not its name. `comments` stand above it, each a line, and
    `remark` at the end of its line; `lost` is what was not taken over.
    """

    name: str
    type: str
    optional: bool = False
    modifiers: tuple[str, ...] = ()
    description: str | None = None
    spelling: str | None = None
    comments: tuple[str, ...] = ()
    remark: str | None = None
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftTable:
    """A table. `statements` (`source "…"`, `unique a, b`) stand before its columns; `open` lets others be there."""

    name: str
    columns: tuple[DraftColumn, ...]
    description: str | None = None
    statements: tuple[str, ...] = ()
    open: bool = False
    comments: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftRule:
    """A rule. `on` are tables; without any, the rule speaks of a column's own rule and `name` is spelled already."""

    name: str
    on: tuple[str, ...] = ()
    description: str | None = None
    clauses: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A whole contract. `comments` stand at its top; `settings` are `owner` and the like, each with its texts."""

    name: str
    version: str = "0.1.0"
    description: str | None = None
    settings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    labels: tuple[DraftLabels, ...] = ()
    tables: tuple[DraftTable, ...] = ()
    rules: tuple[DraftRule, ...] = ()
    comments: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def losses(self) -> Iterator[tuple[str, str]]:
        """All that was not taken over: where it stood, and what it was."""
        yield from (("", what) for what in self.lost)
        for labels in self.labels:
            yield from ((labels.name, what) for what in labels.lost)
        for table in self.tables:
            yield from ((table.name, what) for what in table.lost)
            for column in table.columns:
                yield from ((f"{table.name}.{column.name}", what) for what in column.lost)


@dataclass
class Names:
    """The names that are taken in one place: in the contract, in a table, in a label set."""

    taken: set[str] = field(default_factory=set)

    @classmethod
    def of_contract(cls) -> Names:
        """For label sets, tables and rules, which share one list; the types of the language are taken."""
        return cls(set(SCALARS))

    def pick(self, wanted: str, otherwise: str = "unnamed") -> str:
        """The name nearest to `wanted` that can be written and is free; from now on it is taken."""
        base = as_name(wanted, otherwise)
        name, number = base, 1
        while name in self.taken:
            number += 1
            name = f"{base}_{number}"
        self.taken.add(name)
        return name
