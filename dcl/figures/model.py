"""The figures of a check, as numbers; how they look is the business of pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Distribution:
    """How many rows of a table carry each value of a column, beside the same of another table where there is one.

    `values` are the values that may stand there, in the order of the contract; others that the data hold come after
    them. Missing values are not counted.
    """

    table: str
    column: str
    values: tuple[str, ...]
    counts: Mapping[str, int]
    against: str | None = None
    against_counts: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Confusion:
    """How often one label was given where another one was: `counts[row, column]`, over pairs of answers or rows.

    With `gold` the columns are the true labels, and every labelled row counts once. Without it every two answers of
    different raters to the same item count, once each way, so that the table is symmetric.
    """

    table: str
    column: str
    gold: str | None
    values: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Figures:
    """All figures of a check."""

    distributions: tuple[Distribution, ...] = ()
    confusions: tuple[Confusion, ...] = ()
