"""The table of all functions. Importing it loads neither Polars nor any other heavy library."""

from __future__ import annotations

from dcl.functions.aggregates import COUNTS_AND_CONDITIONS, IN_ORDER, NUMBERS_AND_VALUES
from dcl.functions.boxes import GEOMETRY
from dcl.functions.entry import AggregateFunction, Function
from dcl.functions.lists import LISTS
from dcl.functions.numbers import NUMBERS
from dcl.functions.suspects import CONFIDENCES
from dcl.functions.text import TEXTS
from dcl.functions.time import TIMES

FUNCTIONS: dict[str, Function] = {
    entry.name: entry for entry in (*NUMBERS, *TEXTS, *LISTS, *TIMES, *GEOMETRY, *CONFIDENCES)
}
"""The functions of a row, by name."""

AGGREGATES: dict[str, AggregateFunction] = {
    entry.name: entry for entry in (*COUNTS_AND_CONDITIONS, *NUMBERS_AND_VALUES, *IN_ORDER)
}
"""The functions over rows, by name."""
