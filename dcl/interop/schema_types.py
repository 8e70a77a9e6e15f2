"""The types of columns as schemas: which values of JSON fit a column, and which are missing."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from dcl.interop.schema_logic import Schema, both, either, neither, one_of, or_one_of, values_of
from dcl.interop.schema_times import is_read_in_one_way, time_pattern
from dcl.ir.program import ColumnSpec, TextFormat
from dcl.patterns.ecma import END, literal
from dcl.tables.cells_durations import MICROSECONDS
from dcl.tables.cells_numbers import INT_MAX, INT_MIN
from dcl.tables.cells_text import element_spec, field_specs, spelling_of_times
from dcl.types import ANY, BOOL, DATE, DATETIME, DURATION, FLOAT, INT, TEXT, LabelType, ListOf, OneOf, Record, Type

_NAN = {"type": "string", "pattern": f"^[Nn][Aa][Nn]{END}"}
_SCALARS: dict[Type, dict[str, Any]] = {
    TEXT: {"type": "string"},
    BOOL: {"type": "boolean"},
    INT: {"type": "integer", "minimum": INT_MIN, "maximum": INT_MAX},
    FLOAT: {"type": "number", "minimum": -sys.float_info.max, "maximum": sys.float_info.max},
}


@dataclass(frozen=True)
class Labels:
    """The label sets of a schema, each with the name of its definition."""

    names: Mapping[LabelType, str]

    @classmethod
    def of(cls, specs: Iterable[ColumnSpec]) -> Labels:
        """The label sets that columns use. Two of the same name, of two files, get names of their own."""
        names: dict[LabelType, str] = {}
        for spec in specs:
            for type_ in label_types(spec.type):
                if type_ not in names:
                    again = sum(type_.name == other.name for other in names)
                    names[type_] = f"{type_.name} {again + 1}" if again else type_.name
        return cls(names)

    def reference(self, type_: LabelType) -> dict[str, Any]:
        name = self.names[type_].replace("~", "~0").replace("/", "~1")
        return {"$ref": f"#/$defs/{quote(name)}"}

    def definitions(self) -> dict[str, Any]:
        """The definitions, by name."""
        return {name: _definition(type_) for type_, name in self.names.items()}


def label_types(type_: Type) -> Iterator[LabelType]:
    """The label sets inside a type."""
    match type_:
        case LabelType():
            yield type_
        case ListOf(element=element):
            yield from label_types(element)
        case Record(fields=fields):
            for _, inner, _ in fields:
                yield from label_types(inner)


def _definition(type_: LabelType) -> dict[str, Any]:
    """The spellings, in the order written, with what each means: `enumDescriptions` is what editors show."""
    made: dict[str, Any] = {"enum": [label.spelling for label in type_.labels]}
    if any(label.description for label in type_.labels):
        made["enumDescriptions"] = [label.description or "" for label in type_.labels]
    if any(label.parent for label in type_.labels):
        spelling = {label.name: label.spelling for label in type_.labels}
        made["x-dcl-below"] = {label.spelling: spelling[label.parent] for label in type_.labels if label.parent}
    if type_.ordered:
        made["x-dcl-ordered"] = True
    return made


@dataclass(frozen=True)
class Types:
    """What fits the columns of one table. `descriptions` are by the path of names; `format` is the table's."""

    labels: Labels
    format: TextFormat
    descriptions: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    def missing(self, spec: ColumnSpec) -> list[Any]:
        """The values that are missing (besides an absent key)."""
        return [None, *spec.missing]

    def cell(self, spec: ColumnSpec, path: tuple[str, ...], fits: bool = True, required: bool | None = None) -> Schema:
        """What may stand in a column: what fits (or anything, without `fits`), and what is missing, unless it must
        not be."""
        required = not spec.optional if required is None else required
        if not fits:
            return neither(one_of(self.missing(spec))) if required else True
        there = self.there(spec, path)
        if required:
            return there
        there = either(there, _NAN) if spec.unit is not None and spec.type == FLOAT else there
        return _or_missing(there, self.missing(spec))

    def there(self, spec: ColumnSpec, path: tuple[str, ...] = ()) -> Schema:
        """What fits the column and is not missing."""
        fitting = self._fitting(spec, path)
        hidden = [spelling for spelling in spec.missing if self._may_fit(spec, spelling, fitting)]
        if spec.type == ANY:
            return neither(one_of(self.missing(spec)))
        return both(fitting, neither(one_of(hidden)))

    def loose(self, spec: ColumnSpec) -> str | None:
        """Why the schema takes some values that do not fit, after `it reads …,`; None where it takes none."""
        type_ = spec.type
        if isinstance(type_, ListOf):
            return self.loose(element_spec(spec, type_))
        if isinstance(type_, Record):
            return next((why for each in field_specs(spec, type_) if (why := self.loose(each))), None)
        if spec.unit is not None:
            return "which may be spelled with its unit"
        if type_ == DURATION:
            return "which is spelled in many ways"
        if type_ in (DATE, DATETIME) and not is_read_in_one_way(spelling_of_times(spec, self.format)):
            return "whose parts stand side by side without a sign between them"
        return None

    def kind(self, spec: ColumnSpec) -> Schema:
        """What tells a value that fits from one that is missing."""
        missing = self.missing(spec)
        kind = self._kind(spec.type)
        if kind is None:
            return neither(one_of(missing))
        return both({"type": kind}, neither(one_of(missing[1:])) if kind == "string" else True)

    def is_spelled_freely(self, spec: ColumnSpec) -> bool:
        """Whether equal values may look different, apart from `3` and `3.0`, which JSON takes for equal."""
        return spec.type not in (TEXT, BOOL, INT) and not isinstance(spec.type, LabelType | OneOf)

    def _kind(self, type_: Type) -> str | None:
        match type_:
            case ListOf():
                return "array"
            case Record():
                return "array" if type_.positional else "object"
            case _ if type_ in _SCALARS:
                return str(_SCALARS[type_]["type"])
        return None if type_ == ANY else "string"

    def _fitting(self, spec: ColumnSpec, path: tuple[str, ...]) -> Schema:
        type_ = spec.type
        match type_:
            case ListOf():
                return {"type": "array", "items": self.cell(element_spec(spec, type_), path)}
            case Record():
                return self._record(spec, type_, path)
        plain = self._plain(spec)
        if spec.unit is None:
            return plain
        spelled = {"type": "string", "pattern": literal(spec.unit) + END}
        return either(plain, spelled) if type_ in (INT, FLOAT) else spelled

    def _plain(self, spec: ColumnSpec) -> Schema:
        type_ = spec.type
        if isinstance(type_, LabelType):
            return self.labels.reference(type_)
        if isinstance(type_, OneOf):
            return {"enum": list(type_.choices)}
        if type_ in (DATE, DATETIME):
            spelling = spelling_of_times(spec, self.format)
            made: dict[str, Any] = {"type": "string", "pattern": time_pattern(spelling)}
            return {**made, "format": "date"} if type_ == DATE and spelling.text == "ISO 8601" else made
        if type_ == DURATION:
            number = f"[0-9]+(?:{literal(self.format.decimal)}[0-9]+)?"
            units = "|".join(sorted(MICROSECONDS, key=len, reverse=True))
            return {"type": "string", "pattern": f"^[+-]?(?:{number}(?:{units}))+{END}"}
        return dict(_SCALARS[type_]) if type_ in _SCALARS else True

    def _record(self, spec: ColumnSpec, type_: Record, path: tuple[str, ...]) -> Schema:
        fields = field_specs(spec, type_)
        cells = {
            each.file_name: self._described(self.cell(each, (*path, each.name)), (*path, each.name)) for each in fields
        }
        if type_.positional:
            items = list(cells.values())
            return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
        made: dict[str, Any] = {"type": "object", "properties": cells}
        needed = [each.file_name for each in fields if not each.optional]
        if needed:
            made["required"] = needed
        return made if type_.open else {**made, "additionalProperties": False}

    def _described(self, schema: Schema, path: tuple[str, ...]) -> Schema:
        description = self.descriptions.get(path)
        if description is None:
            return schema
        return {"description": description, **(schema if isinstance(schema, dict) else {})}

    def _may_fit(self, spec: ColumnSpec, spelling: str, fitting: Schema) -> bool:
        """Whether a spelling that is missing would fit, if it were not missing."""
        type_ = spec.type
        if isinstance(type_, LabelType):
            return spelling in type_.by_spelling
        if isinstance(type_, OneOf):
            return spelling in type_.choices
        if spec.unit is None and type_ in (DATE, DATETIME) and isinstance(fitting, dict):
            return re.search(fitting["pattern"], spelling) is not None
        return spec.unit is not None or type_ in (TEXT, DURATION)


def _or_missing(there: Schema, missing: list[Any]) -> Schema:
    """A schema of values that are there, or of missing ones."""
    if missing == [None] and isinstance(there, dict) and isinstance(there.get("type"), str):
        rest = {word: value for word, value in there.items() if word != "type"}
        if or_one_of(rest or True, missing) == (rest or True):
            return {**there, "type": [there["type"], "null"]}
    if missing == [None] and there is not True and values_of(there) is None:
        return either(there, {"type": "null"})
    return or_one_of(there, missing) if there is not True else True
