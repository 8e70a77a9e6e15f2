"""Facts as measuring would find them, written out for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from dcl.infer.facts import ColumnFacts
from dcl.infer.guess import Guess, TableGuess, guess_column, guess_table
from dcl.infer.measure import measure_table
from dcl.infer.spellings import NUMBERS
from dcl.tables.table import CellKind, Table


def text_facts(name: str, values: Sequence[str | None]) -> ColumnFacts:
    """A column of a text file with these cells."""
    return facts({name: values}).columns[0]


def facts(columns: dict[str, Sequence[Any]], name: str = "things", kind: CellKind = CellKind.TEXT):
    frame = (
        pl.DataFrame(columns, strict=False)
        if kind is CellKind.TYPED
        else pl.DataFrame(columns, dict.fromkeys(columns, pl.String))
    )
    return measure_table(name, Table(kind, tuple(columns), "a frame", frame=frame.lazy()), 0)


def table(columns: dict[str, Sequence[Any]], name: str = "things") -> TableGuess:
    return guess_table(facts(columns, name))


def column(name: str, values: Sequence[str | None]) -> Guess:
    return table({name: values}).columns[0]


def alone(name: str, values: Sequence[str | None]) -> Guess:
    """A guess without a table around it."""
    return guess_column(text_facts(name, values), NUMBERS[0], frozenset())
