"""The schemas inside a JSON Schema: references followed, alternatives taken apart, each made a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dcl.diagnostics.codes_import import DCL832
from dcl.interop.draft import DraftColumn, Names
from dcl.interop.facets import Facets
from dcl.interop.given import Given, said
from dcl.interop.json_schema_follow import SILENT, Followed, follow
from dcl.interop.json_schema_labels import labels_of
from dcl.interop.parsed import Refused
from dcl.interop.regex import ECMA, to_pattern
from dcl.interop.values import LabelSets, Value, anything, as_fields, column
from dcl.interop.write import fixed_list, record
from dcl.patterns.pattern import parse_pattern

DEEPEST = 10
"""How deep records and lists of a schema are taken over."""
MOST_STEPS = 5_000
"""How many schemas are read, those behind references each time."""

_KINDS = {"string": "text", "integer": "int", "number": "float", "boolean": "bool", "array": "list", "object": "record"}
_TIMES = {"date": "date", "date-time": "datetime"}
_SOME_TIMES = {
    "date": ("0001-01-01", "2024-02-29", "1999-12-31", "9999-10-30"),
    "datetime": ("0001-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "9999-12-31T12:34:56+01:00"),
}
_FORMATS = {"email": "email", "uri": "url", "hostname": "hostname", "ipv4": "ipv4", "ipv6": "ipv6", "uuid": "uuid"}


def is_closed(schema: Given) -> bool:
    """Whether a record may have no other fields; marks the keys that say so as read."""
    closed = [schema.record.get(key) is False for key in ("additionalProperties", "unevaluatedProperties")]
    for key in ("additionalProperties", "unevaluatedProperties"):
        if schema.record.get(key) in (True, False, None):
            schema.value(key)
    return any(closed)


class Schemas:
    """Reads the schemas of one file; `labels` gathers the label sets that they make."""

    def __init__(self, root: Mapping[str, Any], labels: LabelSets) -> None:
        self.root = root
        self.labels = labels
        self.steps = 0

    def followed(self, schema: Any, passed: tuple[str, ...] = ()) -> Followed:
        """The schema behind its references; `passed` are those that led to it."""
        return follow(self.root, schema, passed)

    # ── Records ──────────────────────────────────────────────────────────────────────────────────────────────

    def fields(
        self, schema: Given, passed: tuple[str, ...] = (), depth: int = 0
    ) -> tuple[tuple[DraftColumn, ...], tuple[str, ...]]:
        """The columns of a table or the fields of a record, and what is lost beside them."""
        names = Names()
        properties = schema.given("properties").record
        required = set(schema.texts("required"))
        columns = []
        for key, inner in properties.items():
            name = names.pick(key, "column")
            value = self.value(inner, name, passed, depth)
            shown = self.followed(inner, passed).record
            given = Given(shown)
            optional = value.optional or key not in required
            first = ["sensitive"] if given.record.get("x-dcl-sensitive") is True else []
            columns.append(column(name, replace(value, optional=optional), given.text("description"), key, first))
        lost = tuple(f"`required: {key}`, which no property is called" for key in sorted(required - properties.keys()))
        return tuple(columns), lost

    # ── Values ───────────────────────────────────────────────────────────────────────────────────────────────

    def value(self, schema: Any, name: str, passed: tuple[str, ...] = (), depth: int = 0) -> Value:
        """What a schema says of a value. `name` is what it is called, `passed` are the references that led here."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Refused(DCL832, f"leads to more than {MOST_STEPS:,} schemas when its references are followed")
        if schema is True or schema == {}:
            return anything()
        if not isinstance(schema, dict):
            return anything(said(name, schema, "where a schema should be"))
        if depth > DEEPEST:
            return anything(f"what nests more than {DEEPEST} deep")
        followed = self.followed(schema, passed)
        given = Given(followed.record)
        value = self._typed(given, followed, name, depth)
        value = value.losing(*followed.lost, *given.lost(SILENT))
        optional = value.optional or followed.nullable
        return replace(value, optional=optional, missing=(*value.missing, *followed.missing))

    def _typed(self, given: Given, followed: Followed, name: str, depth: int) -> Value:
        labels = labels_of(given)
        if labels is not None:
            told = followed.target.get("description")
            told = told if isinstance(told, str) else None
            return self.labels.add(followed.name or name, labels, given.record.get("x-dcl-ordered") is True, told)
        types = [each for each in given.texts("type") if each in _KINDS or each == "null"]
        nullable = "null" in types
        choices, holds_null = _choices(given)
        kinds = [_KINDS[each] for each in types if each != "null"]
        if not kinds and (kind := _kind_of(choices)):
            kinds = [kind]
        if len(kinds) != 1:
            if choices is not None:
                given.lose("const" if "const" in given else "enum", "a column has one type")
            return self._untyped(given, kinds)
        value = self._of_kind(kinds[0], given, followed, name, depth, choices)
        return replace(value, optional=nullable and (choices is None or holds_null))

    def _untyped(self, given: Given, kinds: list[str]) -> Value:
        if kinds:
            return anything(said("type", given.value("type"), "a column has one type"))
        if "properties" in given or "items" in given:
            given.lose("type", "without it, any type fits")
        return anything()

    def _of_kind(
        self, kind: str, given: Given, followed: Followed, name: str, depth: int, choices: tuple[object, ...] | None
    ) -> Value:
        if kind == "record":
            return self._record(given, followed, depth)
        if kind == "list":
            return self._list(given, followed, name, depth)
        if kind == "text":
            return self._text(given, followed, choices)
        if kind == "bool":
            return Value("bool", facets=Facets(choices=None if choices in ((True, False), (False, True)) else choices))
        return _number(kind, given, choices)

    def _record(self, given: Given, followed: Followed, depth: int) -> Value:
        columns, lost = self.fields(given, followed.references, depth + 1)
        fields, lost_inside = as_fields(columns)
        is_open = not is_closed(given)
        if not fields and not is_open:
            return anything("that the record has no fields")
        return Value("record", record(fields, is_open), lost=(*lost, *lost_inside))

    def _list(self, given: Given, followed: Followed, name: str, depth: int) -> Value:
        facets = Facets(least=given.count("minItems"), most=given.count("maxItems"), unique=given.flag("uniqueItems"))
        if (fixed := self._fixed(given, followed, facets, depth)) is not None:
            return fixed
        items = given.value("items")
        element = anything() if items is None else self.value(items, name, followed.references, depth + 1)
        if "prefixItems" in given or isinstance(items, list):
            given.lose("prefixItems" if "prefixItems" in given else "items", "the list may hold more or fewer")
            element = anything()
        if element.kind == "any" and element.optional:
            element = replace(element, optional=False)
        return Value("list", facets=facets, element=element)

    def _fixed(self, given: Given, followed: Followed, facets: Facets, depth: int) -> Value | None:
        """A list of just so many items, each with a type of its own; None where it is no such list."""
        items = given.record.get("prefixItems")
        if not isinstance(items, list) or given.record.get("items") is not False or facets.least != len(items):
            return None
        given.value("prefixItems")
        given.value("items")
        columns = []
        for place, item in enumerate(items, 1):
            value = self.value(item, f"item_{place}", followed.references, depth + 1)
            columns.append(column(f"item_{place}", value))
        fields, lost = as_fields(columns)
        return Value("record", fixed_list(fields), lost=lost)

    def _text(self, given: Given, followed: Followed, choices: tuple[object, ...] | None) -> Value:
        format_ = given.text("format")
        if choices is not None and followed.name is not None and all(isinstance(each, str) for each in choices):
            named = [(each, None) for each in choices if isinstance(each, str)]
            return self.labels.of(followed.name, named, given.text("description")) if named else anything()
        if format_ in _TIMES and choices is None:
            return self._time(given, _TIMES[format_])
        lost = [] if format_ is None or format_ in _FORMATS else [said("format", format_)]
        pattern = given.text("pattern")
        written = None if pattern is None else to_pattern(pattern, ECMA)
        if pattern is not None and written is None:
            lost.append(said("pattern", pattern, "no pattern here says exactly this"))
        facets = Facets(
            least=given.count("minLength"),
            most=given.count("maxLength"),
            pattern=written,
            format=_FORMATS.get(format_ or ""),
            choices=choices,
            but=tuple(each for each in _excluded(given) if each not in followed.missing),
        )
        return Value("text", facets=facets, lost=tuple(lost))

    def _time(self, given: Given, kind: str) -> Value:
        """A date or a datetime; a pattern beside it only repeats its spelling where it lets all of them through."""
        pattern = given.text("pattern")
        if pattern is not None:
            written = to_pattern(pattern, ECMA)
            if written is None or not all(parse_pattern(written).matches(each) for each in _SOME_TIMES[kind]):
                given.lose("pattern")
        return Value(kind)


def _number(kind: str, given: Given, choices: tuple[object, ...] | None) -> Value:
    low, low_open = _end(given, "minimum", "exclusiveMinimum", lambda a, b: a >= b)
    high, high_open = _end(given, "maximum", "exclusiveMaximum", lambda a, b: a <= b)
    if given.record.get("multipleOf") == 1:
        given.value("multipleOf")
        kind = "int"
    return Value(kind, facets=Facets(low, high, low_open, high_open, choices=choices))


def _end(given: Given, plain: str, exclusive: str, tighter: Any) -> tuple[int | float | None, bool]:
    """One end of a range and whether it is left out. Older drafts have `exclusiveMinimum: true`."""
    end = given.number(plain)
    if isinstance(given.record.get(exclusive), bool):
        return end, given.flag(exclusive)
    other = given.number(exclusive)
    if other is None or end is None:
        return (end, False) if other is None else (other, True)
    return (other, True) if tighter(other, end) else (end, False)


def _choices(given: Given) -> tuple[tuple[object, ...] | None, bool]:
    """All values that `enum` and `const` allow, but for null, and whether null is one; None where they are silent."""
    if "const" in given:
        found = [given.value("const")]
    elif isinstance(given.record.get("enum"), list):
        found = given.elements("enum")
    else:
        return None, False
    plain = tuple(each for each in found if isinstance(each, str | int | float | bool))
    if any(isinstance(each, dict | list) for each in found):
        given.lose("enum", "lists and records are no choices")
    return plain, None in found


def _kind_of(choices: tuple[object, ...] | None) -> str | None:
    if not choices:
        return None
    for types, kind in (((str,), "text"), ((bool,), "bool")):
        if all(isinstance(each, types) for each in choices):
            return kind
    if any(isinstance(each, str | bool) for each in choices):
        return None
    return "int" if all(isinstance(each, int) for each in choices) else "float"


def _excluded(given: Given) -> tuple[str, ...]:
    """The texts that a value is not, as `not` says."""
    inner = given.record.get("not")
    if not isinstance(inner, dict) or inner.keys() - SILENT not in ({"const"}, {"enum"}):
        return ()
    values = [inner["const"]] if "const" in inner else inner["enum"]
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        return ()
    given.value("not")
    return tuple(values)
