"""What the statistics of Parquet files prove without reading the data.

A filter that no row group can pass is answered in a millisecond. Where one may, the filter stops at the first row that
does, so that asking costs little more than what the rule would have cost anyway.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from dcl.analysis.terms import Column, Compare, Const, InRange, InSet, Not, Term, ToFloat, children
from dcl.engines.polars.cells import ROW, Cells
from dcl.engines.polars.collecting import collect
from dcl.types import DATE, DATETIME, INT, Type

_ORDERED = (INT, DATE, DATETIME)
"""Types whose statistics bound all values. A NaN escapes those of floats, and long texts are cut in them."""


def never(base: pl.LazyFrame, condition: pl.Expr) -> bool:
    """Whether the condition is true of no row."""
    return collect(base.filter(condition).head(1).select(ROW)).is_empty()


def without_the_impossible(base: pl.LazyFrame, cells: Cells, raw: pl.Expr, type_: Type) -> Cells:
    """The cells without the exceptions that stand in no row of a Parquet file."""
    if cells.prepared is not None:
        return cells
    if cells.missing is not None and cells.missing.meta.eq(raw.is_null()) and never(base, cells.missing):
        cells = replace(cells, missing=None)
    if type_ in _ORDERED:
        return replace(cells, breaks={kind: each for kind, each in cells.breaks.items() if not never(base, each)})
    return cells


def is_provable(check: Term) -> bool:
    """Whether a check compares just columns whose values statistics bound with constants."""
    match check:
        case Column():
            return check.type in _ORDERED
        case Const():
            return True
        case Compare() | InRange() | InSet() | Not() | ToFloat():
            return all(map(is_provable, children(check)))
        case _:
            return False
