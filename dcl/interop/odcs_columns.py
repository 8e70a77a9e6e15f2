"""One column as a property of the Open Data Contract Standard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dcl.analysis.contract import CheckedColumn
from dcl.interop.columns import ColumnFacts, taken
from dcl.types import BOOL, DATE, DATETIME, DURATION, FLOAT, INT, LabelType, ListOf, OneOf, Record, Type, is_text

_BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
_TEXTS = frozenset({"minLength", "maxLength", "pattern"})
_LISTS = frozenset({"minItems", "maxItems", "uniqueItems"})
_KINDS: dict[Type, str] = {
    INT: "integer",
    FLOAT: "number",
    BOOL: "boolean",
    DATE: "date",
    DATETIME: "timestamp",
    DURATION: "string",
}
_OPTIONS: dict[str, dict[str, Any]] = {"integer": {"format": "i64"}, "number": {"format": "f64"}}
_WORDS = {
    "integer": _BOUNDS,
    "number": _BOUNDS,
    "date": _BOUNDS,
    "timestamp": _BOUNDS,
    "string": _TEXTS,
    "array": _LISTS,
}


@dataclass(frozen=True)
class Property:
    """`exact`: the type says all that the column's own does. `expressed` are the ids of rules that options state."""

    described: dict[str, Any]
    expressed: tuple[str, ...]
    exact: bool


def property_of(column: ColumnFacts) -> Property:
    """The property of one column, without what it is to other columns and tables."""
    made: dict[str, Any] = {"name": column.spec.name}
    if column.name != column.spec.name:
        made["physicalName"] = column.name
    if column.description is not None:
        made["description"] = column.description
    kind = _kind(column.type)
    found, expressed = taken(column.asks, _WORDS.get(kind or "", frozenset()))
    options = {**_OPTIONS.get(kind or "", {}), **{word: _spelled(value) for word, value in found.items()}}
    if column.type in (DATE, DATETIME) and column.spec.format is not None:
        options["format"] = column.spec.format
    made |= _typed(column.type, options, column.checked)
    made["required"] = column.required
    if column.unique:
        made["unique"] = True
    if column.spec.sensitive:
        made["classification"] = "confidential"
    custom = [{"property": name, "value": value} for name, value in _custom(column)]
    if custom:
        made["customProperties"] = custom
    return Property(made, expressed, exact=_is_exact(column))


def _is_exact(column: ColumnFacts) -> bool:
    inner = column.type.element if isinstance(column.type, ListOf) else column.type
    listed = isinstance(column.type, ListOf) and isinstance(inner, LabelType | OneOf | ListOf)
    return column.spec.unit is None and inner != DURATION and not isinstance(inner, Record) and not listed


def _kind(type_: Type) -> str | None:
    if isinstance(type_, ListOf):
        return "array"
    if isinstance(type_, Record):
        return "array" if type_.positional else "object"
    return "string" if is_text(type_) else _KINDS.get(type_)


def _typed(type_: Type, options: dict[str, Any], column: CheckedColumn | None) -> dict[str, Any]:
    """The type of a property, with the types of what it holds."""
    kind = _kind(type_)
    made: dict[str, Any] = {} if kind is None else {"logicalType": kind}
    if options:
        made["logicalTypeOptions"] = options
    fields = column.fields if column is not None else ()
    inner = type_.element if isinstance(type_, ListOf) else type_
    if isinstance(type_, ListOf):
        made["items"] = _typed(inner, dict(_OPTIONS.get(_kind(inner) or "", {})), column)
    elif isinstance(type_, Record) and not type_.positional:
        made["properties"] = list(_fields(type_, fields))
    return made


def _fields(type_: Record, declared: Iterable[CheckedColumn]) -> Iterable[dict[str, Any]]:
    known = {each.name: each for each in declared}
    for name, field_type, optional in type_.fields:
        column = known.get(name)
        made: dict[str, Any] = {"name": name}
        if column is not None and column.file_name != name:
            made["physicalName"] = column.file_name
        if column is not None and column.decl.description is not None:
            made["description"] = column.decl.description.value
        made |= _typed(field_type, dict(_OPTIONS.get(_kind(field_type) or "", {})), column)
        yield {**made, "required": not optional}


def _spelled(value: Any) -> Any:
    """A bound as the standard spells it: dates and instants are texts."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def _custom(column: ColumnFacts) -> Iterable[tuple[str, Any]]:
    """What the standard has no word for."""
    spec = column.spec
    inner = spec.type.element if isinstance(spec.type, ListOf) else spec.type
    if isinstance(inner, LabelType):
        yield "labels", [_label(inner, place) for place in range(len(inner.labels))]
        yield from [("labelsInOrder", True)] if inner.ordered else []
    elif isinstance(inner, OneOf):
        yield "choices", list(inner.choices)
    if isinstance(spec.type, Record) and spec.type.positional:
        yield "items", [f"{name}: {field}{'?' if optional else ''}" for name, field, optional in spec.type.fields]
    if spec.missing:
        yield "missingValues", list(spec.missing)
    if spec.unit is not None:
        yield "unit", spec.unit
    if spec.separator is not None:
        yield "separator", spec.separator
    if spec.type == DURATION:
        yield "spelled", "as in 1h30min or 2.5s"


def _label(type_: LabelType, place: int) -> dict[str, Any]:
    label = type_.labels[place]
    made: dict[str, Any] = {"value": label.spelling}
    if label.name != label.spelling:
        made["name"] = label.name
    if label.description is not None:
        made["description"] = label.description
    if label.parent is not None:
        made["below"] = type_.by_name[label.parent].spelling
    return made
