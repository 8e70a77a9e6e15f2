"""The files of a glob or a folder, put together to one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dcl.diagnostics.codes_data import DCL618
from dcl.diagnostics.model import Diagnostic
from dcl.readers.binding import Binding
from dcl.readers.captures import captured_twice
from dcl.readers.files import named
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table


@dataclass(frozen=True, eq=False)
class Part:
    """One file of a table, ready to scan."""

    path: str
    columns: tuple[str, ...]
    frame: pl.LazyFrame


Scanned = tuple[Part | None, Diagnostic | None]


def read_parts(
    binding: Binding, scan: Callable[[str], Scanned], kind: CellKind, parquet: bool = False
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """One table from the files it is bound to, each opened by `scan`."""
    parts: list[Part] = []
    problems: list[Diagnostic] = []
    for path, captures in binding.files:
        part, problem = scan(path)
        if part and captures:
            part, problem = _captured(part, captures)
        if part:
            parts.append(part)
        elif problem:
            problems.append(problem)
    problems = problems or [problem for part in parts[1:] if (problem := _difference(parts[0], part))]
    if problems:
        return None, tuple(problems)
    return Table(kind, parts[0].columns, binding.shown, frame=_joined(parts), parquet=parquet), ()


def _captured(part: Part, captures: Mapping[str, str | None]) -> Scanned:
    """A file with what its path gives to each row."""
    if problem := captured_twice(part.path, part.columns, captures):
        return None, problem
    columns = [pl.lit(value, dtype=pl.String).alias(name) for name, value in captures.items()]
    return Part(part.path, (*part.columns, *captures), part.frame.with_columns(columns)), None


def _joined(parts: Sequence[Part]) -> pl.LazyFrame:
    """The files one below the other; their columns may come in another order in each."""
    columns = parts[0].columns
    frames = [part.frame if part.columns == columns else part.frame.select(columns) for part in parts]
    return frames[0] if len(frames) == 1 else pl.concat(frames, how="vertical_relaxed")


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
