"""The fields of a Table Schema as columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dcl.interop import spell
from dcl.interop.draft import DraftColumn, Names
from dcl.interop.facets import Bound, Facets
from dcl.interop.given import Given, said
from dcl.interop.regex import PYTHON, to_pattern
from dcl.interop.values import LabelSets, Value, anything, column, is_time_format

_KINDS = {
    "string": "text",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "date": "date",
    "datetime": "datetime",
    "year": "int",
}
_FORMATS = {"email": "email", "uri": "url", "uuid": "uuid"}
_NUMBER_SIGNS = (("decimalChar", "decimal", "."), ("groupChar", "thousands", ""))
_SILENT = frozenset("name type title description example examples rdfType trueValues falseValues $schema".split())


class Fields:
    """Reads the fields of one schema; `names` gives the column of each field, `lost` what has no column to stand at."""

    def __init__(self, schema: Given, labels: LabelSets) -> None:
        self.schema = schema
        self.labels = labels
        self.names: dict[str, str] = {}
        self.lost: tuple[str, ...] = ()
        self._signs: dict[str, set[str]] = {}

    def columns(self) -> tuple[DraftColumn, ...]:
        names = Names()
        columns = []
        for field in self.schema.records("fields"):
            called = field.text("name") or ""
            name = names.pick(called, "column")
            self.names.setdefault(called, name)
            columns.append(self._column(field, name, called))
        return tuple(columns)

    def missing(self) -> Iterator[str]:
        """The spellings of a missing value, besides the empty cell."""
        if "missingValues" not in self.schema:
            return
        spellings = _spellings(self.schema)
        if "" not in spellings:
            self.lost = (*self.lost, "that an empty cell is a value: here it is missing")
        if any(spellings):
            yield f"missing {spell.texts(each for each in spellings if each)}"

    def numbers(self) -> Iterator[tuple[str, str]]:
        """The decimal sign and the sign of thousands, where all numbers have the same."""
        taken: set[str] = set()
        for key, option, usual in _NUMBER_SIGNS:
            signs = self._signs.get(key, {usual})
            if signs == {usual}:
                continue
            sign = min(signs)
            fits = len(sign) == 1 and sign.isascii() and sign not in taken and (option != "decimal" or sign == ",")
            if len(signs) > 1 or not fits:
                self.lost = (*self.lost, f"the `{key}` of numbers, which is not one sign for all of them")
            else:
                taken.add(sign)
                yield option, spell.text(sign)

    def _column(self, field: Given, name: str, called: str) -> DraftColumn:
        constraints = field.given("constraints")
        value = self._value(field, constraints, name)
        value = replace(value, optional=not constraints.flag("required"))
        if constraints.flag("unique"):
            value = replace(value, facets=replace(value.facets, unique=True))
        first = [f"separated by {spell.text(field.text('delimiter') or ',')}"] if value.kind == "list" else []
        first += [f"format {spell.text(value.type)}"] if value.kind in ("date", "datetime") and value.type else []
        spellings = [each for each in _spellings(field) if each] if "missingValues" in field else []
        if spellings:
            first.append(f"missing {spell.texts(spellings)}")
        made = column(name, value, field.text("description") or field.text("title"), called, first)
        lost = dict.fromkeys((*made.lost, *field.lost(_SILENT), *constraints.lost()))
        return replace(made, lost=tuple(lost))

    def _value(self, field: Given, constraints: Given, name: str) -> Value:
        called = field.text("type") or "string"
        if "categories" in field:
            return self._categories(field, name)
        if called == "list":
            return self._list(field, constraints)
        kind = _KINDS.get(called)
        if kind is None:
            if called in ("any", "object", "array"):
                return anything() if called == "any" else anything(said("type", called, "it holds more than one value"))
            return Value("text", lost=(said("type", called, "there is no such type"),))
        if kind in ("int", "float"):
            self._note_signs(field, called)
        return self._of_kind(kind, field, constraints)

    def _of_kind(self, kind: str, field: Given, constraints: Given) -> Value:
        lost: list[str] = []
        written = _time_format(field, kind, lost) if kind in ("date", "datetime") else ""
        pattern = constraints.text("pattern")
        here = None if pattern is None else to_pattern(pattern, PYTHON)
        if pattern is not None and here is None:
            lost.append(said("pattern", pattern, "no pattern here says exactly this"))
        low, low_open = _end(constraints, "minimum", "exclusiveMinimum", kind, written, lost)
        high, high_open = _end(constraints, "maximum", "exclusiveMaximum", kind, written, lost)
        facets = Facets(
            low,
            high,
            low_open,
            high_open,
            constraints.count("minLength"),
            constraints.count("maxLength"),
            here,
            self._named_format(field, lost) if kind == "text" else None,
            _choices(constraints, kind),
        )
        return Value(kind, written, facets=facets, lost=tuple(lost))

    def _named_format(self, field: Given, lost: list[str]) -> str | None:
        format_ = field.text("format")
        if format_ not in (None, "default") and format_ not in _FORMATS:
            lost.append(said("format", format_))
        return _FORMATS.get(format_ or "")

    def _list(self, field: Given, constraints: Given) -> Value:
        kind = _KINDS.get(field.text("itemType") or "string", "text")
        facets = Facets(least=constraints.count("minLength"), most=constraints.count("maxLength"))
        return Value("list", element=Value(kind), facets=facets, lost=())

    def _categories(self, field: Given, name: str) -> Value:
        choices: list[tuple[str, str | None]] = []
        for each in field.elements("categories"):
            given = Given(each) if isinstance(each, dict) else Given({"value": each})
            spelling = given.value("value")
            if isinstance(spelling, str | int) and not isinstance(spelling, bool):
                choices.append((str(spelling), given.text("label")))
        ordered = field.flag("categoriesOrdered")
        return self.labels.of(name, choices, ordered=ordered) if choices else anything("categories without values")

    def _note_signs(self, field: Given, called: str) -> None:
        for key, _, usual in _NUMBER_SIGNS:
            if called == "number" or key in field:
                self._signs.setdefault(key, set()).add(field.text(key) or usual)
        if "bareNumber" in field and not field.flag("bareNumber"):
            field.lose("bareNumber", 'write the unit that the numbers end in, as in `unit "mm"`')


def _spellings(given: Given) -> list[str]:
    found = given.elements("missingValues")
    values = (each.get("value") if isinstance(each, dict) else each for each in found)
    return list(dict.fromkeys(each for each in values if isinstance(each, str)))


def _time_format(field: Given, kind: str, lost: list[str]) -> str:
    """The format of times, where it is one of its own."""
    format_ = field.text("format")
    if format_ is None or format_ == "default":
        return ""
    if is_time_format(format_, kind):
        return format_
    if (format_, kind) != ("any", "datetime"):
        lost.append(said("format", format_, "no format here says this"))
    return ""


def _end(
    constraints: Given, plain: str, exclusive: str, kind: str, format_: str, lost: list[str]
) -> tuple[Bound | None, bool]:
    """One end of a range, and whether it is left out."""
    for key in (exclusive, plain):
        if key in constraints:
            found = _bound(constraints.value(key), kind, format_)
            if found is not None:
                return found, key == exclusive
            lost.append(said(key, constraints.value(key), f"it is no {kind}"))
    return None, False


def _bound(value: Any, kind: str, format_: str = "") -> Bound | None:
    """An end of a range; Frictionless writes those of numbers as texts, too, and times as the cells have them."""
    try:
        if kind in ("date", "datetime") and isinstance(value, str):
            # A date has no zone, and an instant without one is in UTC.
            found = datetime.strptime(value, format_) if format_ else datetime.fromisoformat(value)  # noqa: DTZ007
            return found.date() if kind == "date" else found
        if kind in ("int", "float"):
            return Given({"end": float(value) if isinstance(value, str) and len(value) < 40 else value}).number("end")
    except (ValueError, OverflowError):
        return None
    return value if isinstance(value, date | int | float) and not isinstance(value, bool) else None


def _choices(constraints: Given, kind: str) -> tuple[object, ...] | None:
    if "enum" not in constraints:
        return None
    found: list[object] = []
    for each in constraints.elements("enum"):
        number = _bound(each, kind) if kind in ("int", "float") else None
        found.append(each if number is None else number)
    return tuple(found)
