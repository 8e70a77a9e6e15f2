"""Cells that are values already: those of JSON, and those of typed frames and files.

A number is not a text and a text is not a number; true is not 1. Only dates, datetimes and durations may be spelled
by texts, and a number by a text that ends with the column's unit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells_durations import microseconds, read_duration
from dcl.tables.cells_numbers import INT_MAX, INT_MIN
from dcl.tables.cells_text import (
    Breach,
    Reader,
    closed_reader,
    element_spec,
    field_specs,
    spelled_reader,
    time_reader,
    whole_list,
    whole_record,
)
from dcl.tables.table import CellKind
from dcl.types import ANY, BOOL, DATE, DATETIME, DURATION, FLOAT, INT, TEXT, LabelType, ListOf, OneOf, Record


def value_reader(spec: ColumnSpec, format: TextFormat, kind: CellKind) -> Reader:
    """Reads the values of one column; None and NaN are missing."""
    read = _fitting_reader(spec, format, kind)
    missing = frozenset(spec.missing)

    def read_value(raw: Any) -> Any:
        if raw is None or _is_nan(raw):
            return None
        if isinstance(raw, str):
            if raw in missing:
                return None
            if spec.unit is not None and not isinstance(spec.type, ListOf):
                return read_spelled(raw)
        return read(raw)

    read_spelled = spelled_reader(spec, format)
    return read_value


def _fitting_reader(spec: ColumnSpec, format: TextFormat, kind: CellKind) -> Reader:
    type_ = spec.type
    if type_ == ANY:
        return lambda raw: raw
    if type_ == TEXT:
        return lambda raw: raw if isinstance(raw, str) else Breach.TYPE
    if type_ == BOOL:
        return lambda raw: raw if isinstance(raw, bool) else Breach.TYPE
    if type_ == INT:
        return _int
    if type_ == FLOAT:
        return _float
    if type_ in (DATE, DATETIME):
        return _time_reader(spec, format)
    if type_ == DURATION:
        return _duration_reader(format)
    if isinstance(type_, LabelType | OneOf):
        return closed_reader(type_)
    if isinstance(type_, ListOf):
        return _list_reader(spec, type_, format, kind)
    if isinstance(type_, Record):
        return _record_reader(spec, type_, format, kind)
    raise TypeError(f"values of type {type_} cannot be read")


def _is_nan(raw: object) -> bool:
    return (isinstance(raw, float) and math.isnan(raw)) or (isinstance(raw, Decimal) and raw.is_nan())


def _is_number(raw: object) -> bool:
    return isinstance(raw, int | float | Decimal) and not isinstance(raw, bool)


def _int(raw: Any) -> Any:
    if not _is_number(raw) or not INT_MIN <= raw <= INT_MAX:
        return Breach.TYPE
    whole = int(raw)
    return whole if whole == raw else Breach.TYPE


def _float(raw: Any) -> Any:
    if not _is_number(raw):
        return Breach.TYPE
    try:
        value = float(raw)
    except OverflowError:
        return Breach.TYPE
    return value if math.isfinite(value) else Breach.TYPE


def _time_reader(spec: ColumnSpec, format: TextFormat) -> Reader:
    read_text = time_reader(spec, format)
    read_instant = _date_of if spec.type == DATE else _in_utc

    def read_time(raw: Any) -> Any:
        if isinstance(raw, str):
            return read_text(raw)
        if isinstance(raw, datetime):
            return read_instant(raw)
        return raw if spec.type == DATE and isinstance(raw, date) else Breach.TYPE

    return read_time


def _in_utc(raw: datetime) -> Any:
    if raw.tzinfo is None:
        return raw.replace(tzinfo=UTC)
    try:
        return raw.astimezone(UTC)
    except OverflowError:
        return Breach.TYPE


def _date_of(raw: datetime) -> Any:
    """Frames often hold dates as datetimes at midnight; one at another time is no date."""
    instant = _in_utc(raw)
    return instant.date() if isinstance(instant, datetime) and instant.time() == time() else Breach.TYPE


def _duration_reader(format: TextFormat) -> Reader:
    def read_duration_of(raw: Any) -> Any:
        value = microseconds(raw) if isinstance(raw, timedelta) else None
        if isinstance(raw, str):
            value = read_duration(raw, format)
        return Breach.TYPE if value is None else value

    return read_duration_of


def _list_reader(spec: ColumnSpec, type_: ListOf, format: TextFormat, kind: CellKind) -> Reader:
    read = value_reader(element_spec(spec, type_), format, kind)

    def read_list(raw: Any) -> Any:
        return whole_list([read(element) for element in raw], type_) if isinstance(raw, list | tuple) else Breach.TYPE

    return read_list


def _record_reader(spec: ColumnSpec, type_: Record, format: TextFormat, kind: CellKind) -> Reader:
    reads = [(field, value_reader(field, format, kind)) for field in field_specs(spec, type_)]
    names = [field.file_name for field, _ in reads]
    known = frozenset(names)

    def read_record(raw: Any) -> Any:
        if not isinstance(raw, Mapping) or not (type_.open or known.issuperset(raw)):
            return Breach.TYPE
        return whole_record([(field, read(raw.get(field.file_name))) for field, read in reads])

    def read_items(raw: Any) -> Any:
        if isinstance(raw, Mapping) and kind is CellKind.TYPED and list(raw) == names:
            raw = tuple(raw.values())
        if not isinstance(raw, list | tuple) or len(raw) != len(reads):
            return Breach.TYPE
        return whole_record([(field, read(item)) for (field, read), item in zip(reads, raw, strict=True)])

    return read_items if type_.positional else read_record
