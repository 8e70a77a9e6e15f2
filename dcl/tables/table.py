"""A table as a reader hands it over: the names of its columns and its raw cells, before the contract's types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


class CellKind(Enum):
    """What the cells of a table are, which decides how they fit a type."""

    TEXT = "text"
    """Texts of a text file: an empty cell is missing, a number is spelled in digits."""

    JSON = "json"
    """Values of JSON as Python holds them: a number is not a text, an absent key is missing."""

    TYPED = "typed"
    """Values of a typed frame or file (Parquet, Arrow, Polars, pandas)."""


@dataclass(frozen=True, eq=False)
class Table:
    """Raw rows. `frame` holds them where `kind` is TEXT (all columns String) or TYPED, `records` where it is JSON.

    `columns` are the names in the file, in order. `source` is what to show for it: a path, a glob, or "a frame".
    A frame has one column for each name, called by it, and nothing else; rows keep the order of the file.
    """

    kind: CellKind
    columns: tuple[str, ...]
    source: str
    frame: pl.LazyFrame | None = None
    records: tuple[Mapping[str, Any], ...] | None = None
    parquet: bool = field(default=False)
    """Whether `frame` scans Parquet files, whose statistics can answer for their rows."""

    captured: tuple[str, ...] = ()
    """Those of `columns` that the path of a file gives: they need no declaration."""

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """The rows as Python values, for engines that go row by row; a column may be absent from a record."""
        if self.records is not None:
            yield from self.records
        elif self.frame is not None:
            yield from self.frame.collect(engine="streaming").iter_rows(named=True)
