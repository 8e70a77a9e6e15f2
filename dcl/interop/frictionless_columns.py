"""One column as a field of a Table Schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dcl.interop.columns import ColumnFacts, spellings, taken
from dcl.ir.program import ColumnSpec, TableSpec
from dcl.patterns.ecma import END, literal
from dcl.tables.cells_text import spelling_of_times
from dcl.types import BOOL, DATE, DATETIME, DURATION, FLOAT, INT, TEXT, ListOf, Record, Type

_NUMBERS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum", "const"}
_TEXTS = {"minLength", "maxLength", "pattern", "enum", "const"}
_LISTS = {"minItems", "maxItems"}
_ITEMS: dict[Type, str] = {TEXT: "string", INT: "integer", FLOAT: "number", BOOL: "boolean"}
_DURATION = r"[+-]?([0-9]+(\.[0-9]+)?(ms|min|s|h|d))+"


@dataclass(frozen=True)
class Field:
    """`exact`: a value fits the field just when it fits the column. `expressed` are the ids of the rules beside it."""

    descriptor: dict[str, Any]
    expressed: tuple[str, ...]
    exact: bool


def field_of(column: ColumnFacts, table: TableSpec) -> Field:
    """The field of one column."""
    kind, words, exact = _kind(column.spec, table)
    constraints, expressed = _constraints(column, kind["type"], table)
    descriptor: dict[str, Any] = {"name": column.name, **kind}
    if column.description is not None:
        descriptor["description"] = column.description
    if column.checked.missing:
        descriptor["missingValues"] = ["", *column.spec.missing]
    constraints = {**words, **constraints}
    id_ = f"{table.name}.{column.spec.name}"
    # An empty cell of a list is the empty list, and a missing value here.
    if column.required and not isinstance(column.type, ListOf):
        constraints = {"required": True, **constraints}
        expressed = (*expressed, f"{id_}.required")
    if column.unique:
        constraints["unique"] = True
        expressed = (*expressed, f"{id_}.unique")
    if constraints:
        descriptor["constraints"] = constraints
    return Field(descriptor, expressed, exact)


def _kind(spec: ColumnSpec, table: TableSpec) -> tuple[dict[str, Any], dict[str, Any], bool]:
    """The type of the field, the constraints that are part of it, and whether they are exact."""
    type_ = spec.type
    if isinstance(type_, ListOf):
        return _list(spec, type_)
    if isinstance(type_, Record):
        return {"type": "array" if type_.positional else "object"}, {}, False
    if spec.unit is not None:
        return {"type": "string"}, {"pattern": f"[^\\n]*{literal(spec.unit)}"}, False
    match type_:
        case _ if type_ == INT and table.format.thousands is None:
            return {"type": "integer"}, {}, True
        case _ if type_ in (INT, FLOAT):
            return _number(table), {}, type_ == FLOAT
        case _ if type_ == BOOL:
            return {"type": "boolean", "trueValues": _cases("true"), "falseValues": _cases("false")}, {}, True
        case _ if type_ in (DATE, DATETIME):
            name = "date" if type_ == DATE else "datetime"
            format = time_format_of(spec, table)
            return {"type": name, **({"format": format} if format != "default" else {})}, {}, format != "any"
        case _ if type_ == DURATION:
            return {"type": "string"}, {"pattern": _DURATION}, False
        case _ if type_ == TEXT:
            return {"type": "string"}, {}, True
    choices = _choices(spec)
    return ({"type": "any"}, {}, True) if choices is None else ({"type": "string"}, {"enum": choices}, True)


def _choices(spec: ColumnSpec) -> list[str] | None:
    found = spellings(spec.type)
    return None if found is None else [each for each in found if each not in spec.missing]


def _number(table: TableSpec) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "number"}
    if table.format.decimal != ".":
        made["decimalChar"] = table.format.decimal
    if table.format.thousands is not None:
        made["groupChar"] = table.format.thousands
    return made


def _cases(word: str) -> list[str]:
    return [word, word.capitalize(), word.upper()]


def _list(spec: ColumnSpec, type_: ListOf) -> tuple[dict[str, Any], dict[str, Any], bool]:
    if spec.separator is None:
        return {"type": "array"}, {}, False
    plain = _ITEMS.get(type_.element, "string") if spec.unit is None else "string"
    return {"type": "list", "delimiter": spec.separator, "itemType": plain}, {}, False


def time_format_of(spec: ColumnSpec, table: TableSpec) -> str:
    """The format of dates in the spelling of Python's `strptime`, whose directives take one digit anyway."""
    text = spelling_of_times(spec, table.format).text
    if text == "ISO 8601":
        return "default" if spec.type == DATE else "any"
    return re.sub(r"%-(.)", r"%\1", text)


def _constraints(column: ColumnFacts, kind: str, table: TableSpec) -> tuple[dict[str, Any], tuple[str, ...]]:
    words = {"integer": _NUMBERS, "number": _NUMBERS, "date": _NUMBERS, "datetime": _NUMBERS, "string": _TEXTS}
    if column.spec.unit is not None:
        return {}, ()
    if kind in ("list", "array"):
        found, ids = taken(column.asks, _LISTS)
        named = {"minItems": "minLength", "maxItems": "maxLength"}
        return {named[word]: value for word, value in found.items()}, ids
    found, ids = taken(column.asks, words.get(kind, set()))
    if "const" in found:
        found["enum"] = [found.pop("const")]
    if "pattern" in found:
        found["pattern"] = _bare(found["pattern"])
    return {word: _spelled(value, column.spec, table) for word, value in found.items()}, ids


def _bare(pattern: str) -> str:
    """A pattern without its anchors: here it always speaks of the whole text."""
    return pattern.removeprefix("^").removesuffix(END)


def _spelled(value: Any, spec: ColumnSpec, table: TableSpec) -> Any:
    """A bound as the cells of its column are spelled."""
    if not isinstance(value, date):
        return value
    format = time_format_of(spec, table)
    if isinstance(value, datetime):
        return value.isoformat() if format == "any" else value.strftime(format)
    return value.isoformat() if format == "default" else value.strftime(format)
