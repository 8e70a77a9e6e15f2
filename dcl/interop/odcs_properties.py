"""The properties of an object of ODCS as columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dcl.interop import spell
from dcl.interop.draft import DraftColumn, DraftLabel, Names
from dcl.interop.facets import Bound, Facets
from dcl.interop.given import Given, said
from dcl.interop.label_tree import label_tree
from dcl.interop.regex import ECMA, to_pattern
from dcl.interop.values import LabelSets, Value, anything, as_fields, column, is_time_format
from dcl.interop.write import record

DEEPEST = 10

_KINDS = {
    "string": "text",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "date": "date",
    "timestamp": "datetime",
    "array": "list",
    "object": "record",
}
_FORMATS = {"email": "email", "uri": "url", "hostname": "hostname", "ipv4": "ipv4", "ipv6": "ipv6", "uuid": "uuid"}
_WIDTHS = frozenset("i8 i16 i32 i64 f32 f64".split())
_SECRET = frozenset("sensitive confidential restricted secret pii personal".split())
_OPEN = frozenset("public internal general none unrestricted".split())
_SILENT = frozenset(
    "id name physicalName physicalType businessName description tags customProperties examples deprecated synonyms "
    "authoritativeDefinitions partitioned partitionKeyPosition transformSourceObjects transformLogic semanticType "
    "transformDescription criticalDataElement primaryKeyPosition encryptedName".split()
)


class Properties:
    """Reads the properties of one object; `names` gives the column of each, `references` what columns point to."""

    def __init__(self, labels: LabelSets) -> None:
        self.labels = labels
        self.names: dict[str, str] = {}
        self.references: list[tuple[str, str]] = []
        self._keys: list[tuple[int, str]] = []

    def keys(self) -> list[str]:
        """The columns of the key in their order."""
        return [name for _, name in sorted(self._keys, key=lambda pair: pair[0])]

    def columns(self, properties: Iterable[Given]) -> tuple[DraftColumn, ...]:
        names = Names()
        found = []
        for given in properties:
            called = given.text("name") or given.text("physicalName") or ""
            name = names.pick(called, "column")
            self.names.setdefault(called, name)
            found.append(self._column(given, name, given.text("physicalName") or called))
            if given.flag("primaryKey"):
                self._keys.append((given.count("primaryKeyPosition") or len(found), name))
            self.references += ((name, to) for each in given.records("relationships") for to in each.texts("to"))
        return tuple(found)

    def _column(self, given: Given, name: str, called: str) -> DraftColumn:
        custom = custom_properties(given)
        value = self._value(given, name, 0)
        given.value("relationships")
        given.value("primaryKey")
        missing = tuple(texts_of(custom.get("missingValues")))
        value = replace(value, optional=not given.flag("required"), missing=missing)
        made = column(name, value, given.text("description"), called, _first(value, custom))
        if (given.text("classification") or "").lower() in _SECRET:
            made = replace(made, modifiers=(*made.modifiers, "sensitive"))
        elif (given.text("classification") or "public").lower() not in _OPEN:
            given.lose("classification")
        return replace(made, lost=(*made.lost, *given.lost(_SILENT)))

    def _value(self, given: Given, name: str, depth: int) -> Value:
        if depth > DEEPEST:
            return anything(f"what nests more than {DEEPEST} deep")
        options = given.given("logicalTypeOptions")
        value = self._of_type(given, options, name, depth)
        if given.flag("unique"):
            value = replace(value, facets=replace(value.facets, unique=True))
        return value.losing(*options.lost(), *_rest_of_quality(given))

    def _of_type(self, given: Given, options: Given, name: str, depth: int) -> Value:
        called = given.text("logicalType")
        kind = _KINDS.get(called or "")
        if kind is None:
            return anything(said("logicalType", called, "there is no such type")) if called else anything()
        if kind == "record":
            return self._record(given, options, depth)
        if kind == "list":
            return self._list(given, options, name, depth)
        choices = _valid_values(given)
        if kind == "text" and (labels := _labels(given)):
            return self.labels.add(name, labels, custom_properties(given).get("labelsInOrder") is True)
        if kind == "bool":
            return Value("bool")
        return _scalar(kind, options, choices)

    def _record(self, given: Given, options: Given, depth: int) -> Value:
        names = Names()
        required = set(options.texts("required"))
        columns = []
        for each in given.records("properties"):
            called = each.text("name") or ""
            name = names.pick(called, "column")
            value = self._value(each, name, depth + 1)
            optional = not each.flag("required") and called not in required
            made = column(name, replace(value, optional=optional), each.text("description"), called)
            columns.append(replace(made, lost=(*made.lost, *each.lost(_SILENT))))
        fields, lost = as_fields(columns)
        return Value("record", record(fields), lost=lost) if fields else anything("a record whose fields are not told")

    def _list(self, given: Given, options: Given, name: str, depth: int) -> Value:
        facets = Facets(
            least=options.count("minItems"), most=options.count("maxItems"), unique=options.flag("uniqueItems")
        )
        items = given.given("items")
        element = self._value(items, name, depth + 1) if items.record else anything()
        if element.kind == "text" and (labels := _labels(given)):
            element = self.labels.add(name, labels, custom_properties(given).get("labelsInOrder") is True)
        elif element.kind == "text" and (choices := tuple(texts_of(custom_properties(given).get("choices")))):
            element = replace(element, facets=replace(element.facets, choices=choices))
        element = replace(element, optional=False).losing(*items.lost(_SILENT | {"required"}))
        return Value("list", facets=facets, element=element)


def _scalar(kind: str, options: Given, choices: tuple[object, ...] | None) -> Value:
    lost: list[str] = []
    low, low_open = _end(options, "minimum", "exclusiveMinimum", kind, lost)
    high, high_open = _end(options, "maximum", "exclusiveMaximum", kind, lost)
    pattern = options.text("pattern")
    here = None if pattern is None else to_pattern(pattern, ECMA)
    if pattern is not None and here is None:
        lost.append(said("pattern", pattern, "no pattern here says exactly this"))
    format_ = options.text("format")
    written = ""
    if kind in ("date", "datetime") and format_ is not None and is_time_format(format_, kind):
        written = format_
    elif format_ is not None and format_ not in _FORMATS and format_ not in _WIDTHS:
        lost.append(said("format", format_))
    if options.record.get("multipleOf") == 1:
        options.value("multipleOf")
        kind = "int"
    facets = Facets(
        low,
        high,
        low_open,
        high_open,
        options.count("minLength"),
        options.count("maxLength"),
        here,
        _FORMATS.get(format_ or ""),
        choices,
    )
    return Value(kind, written, facets=facets, lost=tuple(lost))


def _end(options: Given, plain: str, exclusive: str, kind: str, lost: list[str]) -> tuple[Bound | None, bool]:
    """One end of a range, and whether it is left out."""
    for key in (exclusive, plain):
        if key not in options or isinstance(options.record.get(key), bool):
            continue
        found = _bound(options, key, kind)
        if found is not None:
            return found, key == exclusive or (
                isinstance(options.record.get(exclusive), bool) and options.flag(exclusive)
            )
        lost.append(said(key, options.record.get(key), f"it is no {kind}"))
    return None, False


def _bound(options: Given, key: str, kind: str) -> Bound | None:
    """An end of a range; YAML may have read a date already."""
    value = options.value(key)
    try:
        if kind in ("date", "datetime"):
            found = datetime.fromisoformat(value) if isinstance(value, str) else value
            if isinstance(found, datetime):
                return found.date() if kind == "date" else found
            return found if isinstance(found, date) and kind == "date" else None
    except ValueError:
        return None
    return options.number(key) if not isinstance(value, str) else None


def _first(value: Value, custom: Mapping[str, Any]) -> Iterator[str]:
    """The modifiers that come before those of the value."""
    if value.kind == "list" and isinstance(custom.get("separator"), str) and custom["separator"]:
        yield f"separated by {spell.text(custom['separator'])}"
    if value.kind in ("int", "float") and isinstance(custom.get("unit"), str) and custom["unit"]:
        yield f"unit {spell.text(custom['unit'])}"
    if value.kind in ("date", "datetime") and value.type:
        yield f"format {spell.text(value.type)}"


def custom_properties(given: Given) -> dict[str, Any]:
    """The custom properties by their names."""
    found = (each for each in given.elements("customProperties") if isinstance(each, dict))
    return {each["property"]: each.get("value") for each in found if isinstance(each.get("property"), str)}


def texts_of(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str) and each] if isinstance(value, list) else []


def _labels(given: Given) -> tuple[DraftLabel, ...]:
    """The labels that a property lists with their definitions: as `enum`, or as dcl exports them."""
    listed = given.elements("enum") if "enum" in given else custom_properties(given).get("labels")
    choices: dict[str, Any] = {}
    below: dict[str, Any] = {}
    called: dict[str, Any] = {}
    for each in listed if isinstance(listed, list) else ():
        entry = each if isinstance(each, dict) else {"value": each}
        value = entry.get("value")
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            choices[str(value)] = entry.get("description") or entry.get("label")
            below[str(value)] = entry.get("below")
            called[str(value)] = entry.get("name")
    return label_tree(choices, below, called)


def _valid_values(given: Given) -> tuple[object, ...] | None:
    """The choices that a check for valid values lists."""
    for each in given.records("quality"):
        values = each.given("arguments").record.get("validValues")
        if isinstance(values, list) and each.record.get("mustBe") == 0:
            return tuple(value for value in values if isinstance(value, str | int | float))
    return None


def _rest_of_quality(given: Given) -> Iterator[str]:
    for each in given.records("quality"):
        if isinstance(each.given("arguments").record.get("validValues"), list) and each.record.get("mustBe") == 0:
            continue
        told = each.text("description") or each.text("name") or each.text("metric") or each.text("type")
        yield f'`quality` "{told}"' if told else "`quality` without a sentence"
