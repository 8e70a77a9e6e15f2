"""What is known of columns after they were measured: plain values, so that what follows from them is a pure matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dcl.tables.table import CellKind

MOST_OTHERS = 8
"""How many different texts may be left over by a reading: spellings of what is missing are few."""

MOST_COMMON = 60
"""How many values of a column are kept with their counts, the most common first."""


@dataclass(frozen=True)
class Reading:
    """One way in which the texts of a column can be read, and the values that they then have.

    `cells` are those that fit, `others` the texts that do not, with their counts. `low` and `high` are the ends of the
    values, None where they have no order or were not looked for. `decimal`, `thousands`, `unit` and `format` say how
    the values are spelled. `led_by_zero`: some whole number is filled up with zeros, as codes are; `has_fractions`:
    some number has a decimal sign or an exponent; `proves`: some text can be read in no plainer way.
    """

    type: str
    cells: int
    low: Any = None
    high: Any = None
    others: tuple[tuple[str, int], ...] = ()
    decimal: str = "."
    thousands: str | None = None
    unit: str | None = None
    format: str | None = None
    led_by_zero: bool = False
    has_fractions: bool = False
    proves: bool = False


@dataclass(frozen=True)
class ListFacts:
    """A column that holds lists. `element` speaks of all elements of all lists together."""

    separator: str | None
    least: int
    most: int
    element: ColumnFacts
    all_different: bool = False


@dataclass(frozen=True)
class Shape:
    """What nested values have in common. `type` is a scalar's name, `list`, `record`, `nothing` or `any`."""

    type: str
    optional: bool = False
    element: Shape | None = None
    fields: Mapping[str, Shape] = field(default_factory=dict)
    length: int | None = None


@dataclass(frozen=True)
class ColumnFacts:
    """A column. `kind` is `text`, or what its values are already: a scalar's name, `nested`, `nothing`, `other`.

    `missing` counts cells without a value (in a text file the empty ones), `distinct` the different values. `common`
    are values with their counts, the most common first: all of them where there are at most `MOST_COMMON`. `low` and
    `high` are the ends of values that have an order. Of texts, `shortest` and `longest` are lengths, `pattern` and
    `format` fit all of them but the `voids`, which may be spellings of what is missing, and `units` are those that
    stand behind numbers.
    """

    name: str
    kind: str
    rows: int
    missing: int
    distinct: int = 0
    common: tuple[tuple[Any, int], ...] = ()
    low: Any = None
    high: Any = None
    shortest: int = 0
    longest: int = 0
    readings: tuple[Reading, ...] = ()
    pattern: str | None = None
    format: str | None = None
    units: tuple[str, ...] = ()
    voids: tuple[tuple[str, int], ...] = ()
    list: ListFacts | None = None
    shape: Shape | None = None

    @property
    def present(self) -> int:
        """How many cells hold a value."""
        return self.rows - self.missing

    @property
    def is_unique(self) -> bool:
        """Whether no two rows have the same value."""
        return self.present > 0 and self.distinct == self.present


@dataclass(frozen=True)
class TableFacts:
    """A table: its name in the contract, what its cells are, how many rows it has, and its columns."""

    name: str
    kind: CellKind
    rows: int
    columns: tuple[ColumnFacts, ...]
