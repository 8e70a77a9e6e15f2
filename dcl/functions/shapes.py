"""Small pieces that the entries of the table share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dcl.types import FLOAT, UNKNOWN, Type


def always(type_: Type) -> Callable[[Sequence[Type]], Type]:
    """The result type of a function that gives one type whatever it takes."""
    return lambda _: type_


def common(types: Sequence[Type]) -> Type:
    """The type of values of which one is chosen: float as soon as one is."""
    if UNKNOWN in types:
        return UNKNOWN
    return FLOAT if FLOAT in types else types[0]


def once(pl: Any, arguments: Sequence[Any], formula: Callable[..., Any], dtype: Any) -> Any:
    """The formula over the arguments, each of which it may read more than once.

    Written as a plain expression, a formula that reads its argument twice doubles the plan at each level of nesting,
    so a contract of a few lines could fill the memory. Here the arguments are computed first, a batch at a time.
    """

    def compute(columns: Sequence[Any]) -> Any:
        return pl.select(formula(*map(pl.lit, of_one_length(columns)))).to_series()

    return pl.map_batches(arguments, compute, return_dtype=dtype, is_elementwise=True)


def value_by_value(pl: Any, arguments: Sequence[Any], function: Callable[..., Any], dtype: Any) -> Any:
    """A Python function over the values of the arguments, missing where one of them is."""

    def compute(columns: Sequence[Any]) -> Any:
        rows = zip(*(column.to_list() for column in of_one_length(columns)), strict=True)
        return pl.Series([None if None in row else function(*row) for row in rows], dtype=dtype)

    return pl.map_batches(arguments, compute, return_dtype=dtype, is_elementwise=True)


def of_one_length(columns: Sequence[Any]) -> list[Any]:
    """The columns of a batch; a constant, which arrives as one value, is repeated for each row."""
    lengths = {len(column) for column in columns}
    length = max(lengths) if 0 not in lengths else 0
    return [column if len(column) == length else column.new_from_index(0, length) for column in columns]
