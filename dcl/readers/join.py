"""The files of a glob or a folder, put together to one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dcl.diagnostics.codes_data import DCL618
from dcl.diagnostics.model import Diagnostic
from dcl.readers.binding import Binding
from dcl.readers.files import named
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table


@dataclass(frozen=True, eq=False)
class Part:
    """One file of a table, ready to scan."""

    path: str
    columns: tuple[str, ...]
    frame: pl.LazyFrame


def joined(
    binding: Binding, parts: Sequence[Part], kind: CellKind, parquet: bool = False
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """One table from its files, whose columns may come in another order in each."""
    first = parts[0]
    problems = tuple(problem for part in parts[1:] if (problem := _difference(first, part)))
    if problems:
        return None, problems
    frames = [part.frame if part.columns == first.columns else part.frame.select(first.columns) for part in parts]
    frame = frames[0] if len(frames) == 1 else pl.concat(frames, how="vertical_relaxed")
    return Table(kind, first.columns, binding.shown, frame=frame, parquet=parquet), ()


def _difference(first: Part, other: Part) -> Diagnostic | None:
    """The first column that one of two files has and the other lacks."""
    for one, two in ((first, other), (other, first)):
        known = set(two.columns)
        for column in one.columns:
            if column not in known:
                return Diagnostic(
                    DCL618,
                    f"{named(two.path)} lacks the column `{visible(column)}`, which {named(one.path)} has",
                    help="the files of one table have the same columns: choose only those that belong together",
                )
    return None
