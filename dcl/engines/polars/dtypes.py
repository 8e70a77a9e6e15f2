"""How the types and constants of the language look in Polars, and how values come back from it.

A datetime is a naive instant in UTC at microseconds inside Polars and an aware one outside; a duration is its
microseconds; a box or an interval is a struct of its parts; an `any` column is only whether it is there.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl

from dcl.analysis.terms import Value
from dcl.functions.geometry import BOX_SIDES, INTERVAL_ENDS
from dcl.types import (
    ANY,
    BOOL,
    BOX,
    DATE,
    DATETIME,
    DURATION,
    FLOAT,
    INT,
    INTERVAL,
    ListOf,
    Record,
    Type,
    is_text,
)

INSTANT = pl.Datetime("us")
_SCALARS: dict[Type, pl.DataType] = {
    INT: pl.Int64(),
    FLOAT: pl.Float64(),
    BOOL: pl.Boolean(),
    DATE: pl.Date(),
    DATETIME: INSTANT,
    DURATION: pl.Int64(),
    ANY: pl.Boolean(),
    BOX: pl.Struct(dict.fromkeys(BOX_SIDES, pl.Float64())),
    INTERVAL: pl.Struct(dict.fromkeys(INTERVAL_ENDS, pl.Float64())),
}


def dtype_of(type_: Type) -> pl.DataType:
    """The Polars type that holds the values of a type."""
    if is_text(type_):
        return pl.String()
    if isinstance(type_, ListOf):
        return pl.List(dtype_of(type_.element))
    if isinstance(type_, Record):
        return pl.Struct({name: dtype_of(field_type) for name, field_type, _ in type_.fields})
    return _SCALARS[type_]


def constant(value: Value, type_: Type) -> pl.Expr:
    """A constant of the language as a literal."""
    return pl.lit(inward(value, type_), dtype=dtype_of(type_))


def constants(values: tuple[Value, ...], type_: Type) -> pl.Series:
    """Several constants of one type."""
    return pl.Series([inward(value, type_) for value in values], dtype=dtype_of(type_))


def inward(value: Any, type_: Type) -> Any:
    """A value of the language as Polars takes it."""
    if value is None:
        return None
    if type_ == ANY:
        return True
    if isinstance(type_, ListOf):
        return [inward(element, type_.element) for element in value]
    if isinstance(type_, Record):
        return {name: inward(value.get(name), field_type) for name, field_type, _ in type_.fields}
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None)
    return value


def outward(value: Any, type_: Type) -> Any:
    """A value that Polars gave, as the language shows it."""
    if value is None:
        return None
    if isinstance(type_, ListOf):
        return tuple(outward(element, type_.element) for element in value)
    if isinstance(type_, Record):
        return {name: outward(value.get(name), field_type) for name, field_type, _ in type_.fields}
    if type_ in (BOX, INTERVAL):
        return tuple(value.values())
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return value
