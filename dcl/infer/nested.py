"""What nested values have in common: lists, records and what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dcl.infer.facts import Shape

MOST_FIELDS = 60
"""A record with more fields is rather a dictionary, whose keys are data."""

DEEPEST = 12
"""How deep the type of a column is written out; below, anything may stand."""

ANYTHING = Shape("any", optional=True)
_INT_MIN, _INT_MAX = -(2**63), 2**63 - 1


def shape_of(values: Iterable[Any], depth: int = 0) -> Shape:
    """The shape that all values have."""
    kinds: dict[str, list[Any]] = {}
    for value in values:
        kinds.setdefault(_kind(value), []).append(value)
    optional = kinds.pop("nothing", None) is not None
    if not kinds:
        return Shape("nothing", True)
    if set(kinds) == {"int", "float"}:
        return Shape("float", optional)
    if len(kinds) > 1 or depth >= DEEPEST:
        return Shape("any", optional)
    [(kind, found)] = kinds.items()
    if kind == "list":
        return _list(found, optional, depth)
    if kind == "record":
        return _record(found, optional, depth)
    return Shape(kind, optional)


def _kind(value: Any) -> str:
    if value is None or value != value:
        return "nothing"
    match value:
        case bool():
            return "bool"
        case int():
            return "int" if _INT_MIN <= value <= _INT_MAX else "any"
        case float():
            return "float" if abs(value) != float("inf") else "any"
        case Decimal():
            return "float"
        case str():
            return "text"
        case datetime():
            return "datetime"
        case date():
            return "date"
        case timedelta():
            return "duration"
        case Mapping():
            return "record"
        case list() | tuple():
            return "list"
    return "any"


def _list(values: list[Any], optional: bool, depth: int) -> Shape:
    lengths = {len(value) for value in values}
    element = shape_of((item for value in values for item in value), depth + 1)
    return Shape("list", optional, element, length=lengths.pop() if len(lengths) == 1 else None)


def _record(values: list[Any], optional: bool, depth: int) -> Shape:
    names = dict.fromkeys(name for value in values for name in value)
    if not names or len(names) > MOST_FIELDS:
        return Shape("any", optional)
    fields = {name: shape_of((value.get(name) for value in values), depth + 1) for name in names}
    return Shape("record", optional, fields=fields)
