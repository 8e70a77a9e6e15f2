"""Some rows of a table, picked by their numbers, and whether all of them can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dcl.tables.table import Table

_NUMBER = "\0row"
"""The name of a column that no file can have."""


def only_rows(table: Table, numbers: Sequence[int]) -> Table:
    """The table with these of its rows alone, in the order of the file; rows count from 0."""
    if table.records is not None:
        return replace(table, records=tuple(table.records[number] for number in sorted(numbers)))
    if table.frame is None:
        return table
    import polars as pl

    wanted = pl.Series(numbers, dtype=pl.UInt32)
    picked = table.frame.with_row_index(_NUMBER).filter(pl.col(_NUMBER).is_in(wanted.implode()))
    frame = picked.collect(engine="streaming").sort(_NUMBER).drop(_NUMBER)
    return replace(table, frame=frame.lazy(), parquet=False)


def failure_of(table: Table) -> BaseException | None:
    """What the library that reads a table says of its rows when it is asked for all of them; None where it has them."""
    if table.frame is None:
        return None
    import polars as pl

    try:
        table.frame.select(pl.all().is_null().sum()).collect(engine="streaming")
    except (pl.exceptions.PolarsError, OSError) as error:
        return error
    return None
