"""Cells of text files, and the texts of other sources that spell a date, a datetime or a number with a unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from typing import Any

from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells_durations import read_duration
from dcl.tables.cells_numbers import PERCENT, read_float, read_int
from dcl.time_format import ISO_DATE, ISO_DATETIME, TimeFormat, any_time_format, time_format
from dcl.types import ANY, BOOL, DATE, DATETIME, DURATION, FLOAT, INT, TEXT, LabelType, ListOf, OneOf, Record


class Breach(Enum):
    """Which rule a raw cell breaks."""

    TYPE = "type"
    DOMAIN = "domain"
    UNIT = "unit"


Reader = Callable[[Any], Any]
"""From something raw to a value, None (missing) or a `Breach`."""

BLANKS = " \t"
_BOOLS = {"true": True, "false": False}


def text_reader(spec: ColumnSpec, format: TextFormat) -> Reader:
    """Reads the cells of one column of a text file; a cell is a text or None, both empty alike."""
    missing = frozenset(spec.missing)
    if isinstance(spec.type, ListOf):
        read, of_empty = _list_reader(spec, spec.type, format), ()
    else:
        read, of_empty = spelled_reader(spec, format), None

    def read_cell(raw: str | None) -> Any:
        cell = raw or ""
        if cell in missing:
            return None
        return read(cell) if cell else of_empty

    return read_cell


def spelled_reader(spec: ColumnSpec, format: TextFormat) -> Reader:
    """Reads a text that spells one value: a whole cell, or an element of a list."""
    read = _value_reader(spec, format)
    unit = spec.unit

    def read_text(text: str) -> Any:
        if spec.type == FLOAT and text.lower() == "nan":
            return None
        if unit is None:
            return read(text)
        return read(text.removesuffix(unit).rstrip(BLANKS)) if text.endswith(unit) else Breach.UNIT

    return read_text


def _value_reader(spec: ColumnSpec, format: TextFormat) -> Reader:
    percent = spec.unit == PERCENT
    type_ = spec.type
    if type_ in (TEXT, ANY):
        return lambda text: text
    if type_ == INT:
        return lambda text: _or_breach(read_int(text, format, percent))
    if type_ == FLOAT:
        return lambda text: _or_breach(read_float(text, format, percent))
    if type_ == BOOL:
        return lambda text: _BOOLS.get(text.lower(), Breach.TYPE)
    if type_ in (DATE, DATETIME):
        return time_reader(spec, format)
    if type_ == DURATION:
        return lambda text: _or_breach(read_duration(text, format))
    if isinstance(type_, LabelType | OneOf):
        return closed_reader(type_)
    if isinstance(type_, Record) and type_.positional and spec.separator is not None:
        return _items_reader(spec, type_, format)
    if isinstance(type_, ListOf | Record):
        return lambda text: Breach.TYPE
    raise TypeError(f"texts of type {type_} cannot be read")


def time_reader(spec: ColumnSpec, format: TextFormat) -> Reader:
    """Reads the text of a date or a datetime."""
    spelling = spelling_of_times(spec, format)
    read = spelling.read_date if spec.type == DATE else spelling.read_datetime
    return lambda text: _or_breach(read(text))


def spelling_of_times(spec: ColumnSpec, format: TextFormat) -> TimeFormat:
    """The column's own format; else the table's, which speaks of dates or, where it spells a time, of datetimes."""
    if spec.format is not None:
        return time_format(spec.format, spec.type)
    if format.dates is not None:
        of_table = any_time_format(format.dates)
        if of_table.has_time == (spec.type == DATETIME):
            return of_table
    return ISO_DATE if spec.type == DATE else ISO_DATETIME


def closed_reader(type_: LabelType | OneOf) -> Reader:
    """Reads a label by its spelling, or one of a list of choices; anything else is outside the domain."""
    values = type_.by_spelling if isinstance(type_, LabelType) else {choice: choice for choice in type_.choices}
    return lambda raw: values.get(raw, Breach.DOMAIN) if isinstance(raw, str) else Breach.DOMAIN


def _list_reader(spec: ColumnSpec, type_: ListOf, format: TextFormat) -> Reader:
    """Reads the elements between separators; without a separator the whole cell is the one element."""
    read = spelled_reader(element_spec(spec, type_), format)
    missing = frozenset(spec.missing)

    def read_list(cell: str) -> Any:
        parts = [cell] if spec.separator is None else cell.split(spec.separator)
        texts = [part.strip(BLANKS) for part in parts]
        return whole_list([None if text in missing else read(text) for text in texts], type_)

    return read_list


def _items_reader(spec: ColumnSpec, type_: Record, format: TextFormat) -> Reader:
    """Reads just so many items between separators; an empty one is missing, as an empty cell is."""
    reads = [(field, text_reader(field, format)) for field in field_specs(spec, type_)]
    missing = frozenset(spec.missing)

    def read_items(cell: str) -> Any:
        texts = [part.strip(BLANKS) for part in cell.split(spec.separator)]
        if len(texts) != len(reads):
            return Breach.TYPE
        items = zip(reads, texts, strict=True)
        return whole_record([(field, None if text in missing else read(text)) for (field, read), text in items])

    return read_items


def field_specs(spec: ColumnSpec, type_: Record) -> tuple[ColumnSpec, ...]:
    """The declared fields; those that carry no modifiers need no specification of their own."""
    written = {field.name: field for field in spec.field_specs}
    return tuple(
        written.get(name, ColumnSpec(name, name, field_type, optional)) for name, field_type, optional in type_.fields
    )


def whole_record(values: list[tuple[ColumnSpec, Any]]) -> Any:
    """A record from its fields as read: one that does not fit, or is not there, makes the record not fit."""
    for field, value in values:
        if isinstance(value, Breach) or (value is None and not field.optional):
            return Breach.TYPE
    return {field.name: value for field, value in values}


def element_spec(spec: ColumnSpec, type_: ListOf) -> ColumnSpec:
    """The column's modifiers as they hold for each element of its lists."""
    return replace(spec, type=type_.element, optional=type_.element_optional, separator=None)


def whole_list(elements: list[Any], type_: ListOf) -> Any:
    """A list from its elements as read: one that does not fit makes the list not fit."""
    breaches = {element for element in elements if isinstance(element, Breach)}
    if breaches:
        return Breach.UNIT if breaches == {Breach.UNIT} else Breach.TYPE
    if not type_.element_optional and None in elements:
        return Breach.TYPE
    return tuple(elements)


def _or_breach(value: object) -> object:
    return Breach.TYPE if value is None else value
