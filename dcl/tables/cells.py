"""The meaning of one raw cell: a value of the column's type, missing, or a misfit.

This is the reference that every engine's reading of cells is held to. `cells_text` reads the cells of text files,
`cells_values` those of JSON and of typed frames.

Values are Python's: `int`, `float`, `str` (a label is its name), `bool`, `date`, `datetime` (aware, in UTC); a
duration is its microseconds, a list a tuple, a record a dict that holds every declared field. Missing is None.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells_text import Breach, text_reader
from dcl.tables.cells_values import value_reader
from dcl.tables.table import CellKind
from dcl.types import DATE, DATETIME, DURATION, Type, is_text


@dataclass(frozen=True)
class Misfit:
    """A cell that does not fit its column. `kind` is the one rule it breaks: `type`, `domain` or `unit`."""

    kind: str
    raw: str


def read_cell(spec: ColumnSpec, raw: object, kind: CellKind, format: TextFormat) -> object:
    """The value of a raw cell, None where it is missing, or a `Misfit`."""
    return cell_reader(spec, kind, format)(raw)


def cell_reader(spec: ColumnSpec, kind: CellKind, format: TextFormat) -> Callable[[object], object]:
    """What `read_cell` does with the cells of one column, prepared once."""
    read = text_reader(spec, format) if kind is CellKind.TEXT else value_reader(spec, format, kind)

    def read_one(raw: object) -> object:
        value = read(raw)
        return Misfit(value.value, raw_text(raw, spec.type, kind)) if isinstance(value, Breach) else value

    return read_one


def raw_text(raw: object, type_: Type, kind: CellKind) -> str:
    """A raw cell as reports show it.

    JSON shows compact JSON, so that `"3"` in a column of numbers is not taken for 3; but a text in a column of texts,
    labels, dates, datetimes or durations stands without quotes, as people know it.
    """
    if isinstance(raw, str) and (kind is not CellKind.JSON or is_text(type_) or type_ in (DATE, DATETIME, DURATION)):
        return raw
    if not isinstance(raw, str | int | float | list | tuple | dict):
        return str(raw)
    try:
        return json.dumps(raw, ensure_ascii=False, separators=(",", ":"), default=str)
    except (RecursionError, ValueError):
        return "a value too large to show"
