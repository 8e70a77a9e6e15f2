"""Schemas as values: joined, chosen from, turned around, and kept as short as people would write them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from operator import ge, le
from typing import Any

Schema = dict[str, Any] | bool

_MOST_PARTS = 5_000
_DEEPEST = 150

_OF_NUMBERS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
_OF_TEXTS = frozenset({"minLength", "maxLength", "pattern"})
_OF_LISTS = frozenset({"items", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems"})
_OF_RECORDS = frozenset({"properties", "required"})
_NARROWER = {"minimum": max, "maximum": min, "minLength": max, "maxLength": min, "minItems": max, "maxItems": min}
"""How two bounds are one: the narrower one holds."""

_OF_ELEMENTS = frozenset({"contains", "minContains", "maxContains"})
_SAME_IF_BOTH = {"properties", "required", "items", "prefixItems"}
"""Keywords that can be poured into one, beside bounds."""


def both(*schemas: Schema) -> Schema:
    """What fits all of them."""
    joined: Schema = True
    apart: list[dict[str, Any]] = []
    for schema in _parts(schemas, "allOf"):
        if schema is False:
            return False
        if isinstance(schema, dict) and schema not in apart:
            together = _poured(joined, schema)
            if together is None:
                apart.append(schema)
            else:
                joined = together
    if joined is False:
        return False
    if not apart:
        return joined
    rest: list[Schema] = [] if joined is True else [joined]
    options = [*rest, *apart]
    return options[0] if len(options) == 1 else {"allOf": options}


def either(*schemas: Schema) -> Schema:
    """What fits at least one of them."""
    options: list[Schema] = []
    for schema in _parts(schemas, "anyOf"):
        if schema is True:
            return True
        if schema is not False and schema not in options:
            options.append(schema)
    if not options:
        return False
    return options[0] if len(options) == 1 else {"anyOf": options}


def neither(schema: Schema) -> Schema:
    """What does not fit it."""
    if isinstance(schema, bool):
        return not schema
    return schema["not"] if schema.keys() == {"not"} else {"not": schema}


def one_of(values: Iterable[Any]) -> Schema:
    """One of these values, of none: nothing."""
    # To JSON, 1 and true are two values; to Python they are equal.
    found = list({(type(value), value): value for value in values}.values())
    if not found:
        return False
    return {"const": found[0]} if len(found) == 1 else {"enum": found}


def values_of(schema: Schema) -> list[Any] | None:
    """The values of a schema that lists them."""
    if isinstance(schema, dict) and schema.keys() == {"const"}:
        return [schema["const"]]
    if isinstance(schema, dict) and schema.keys() == {"enum"}:
        return list(schema["enum"])
    return None


def or_one_of(schema: Schema, values: list[Any]) -> Schema:
    """What fits the schema or is one of the values, which are null and texts."""
    if schema is True or (isinstance(schema, dict) and _takes_anyway(schema, values)):
        return schema
    listed = values_of(schema)
    return either(schema, one_of(values)) if listed is None else one_of([*listed, *values])


def is_too_large(schema: Schema) -> bool:
    """Whether a schema has too many parts, or too deep ones. It stops there, as a part may be shared many times."""
    left: list[tuple[Any, int]] = [(schema, 0)]
    count = 0
    while left:
        part, depth = left.pop()
        count += 1
        if count > _MOST_PARTS or depth > _DEEPEST:
            return True
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        left.extend((value, depth + 1) for value in inner if isinstance(value, dict | list))
    return False


def _parts(schemas: Iterable[Schema], word: str) -> Iterable[Schema]:
    for schema in schemas:
        if isinstance(schema, dict) and schema.keys() == {word}:
            yield from schema[word]
        else:
            yield schema


def _poured(one: Schema, other: dict[str, Any]) -> Schema | None:
    """Two schemas as one without `allOf`; None where their keywords stand in each other's way."""
    if one is True:
        return other
    if not isinstance(one, dict) or not _can_be_poured(one, other):
        return None
    poured = {**one, **other}
    for word in one.keys() & other.keys():
        if word in _NARROWER:
            poured[word] = _NARROWER[word](one[word], other[word])
        elif word == "required":
            poured[word] = list(dict.fromkeys([*one[word], *other[word]]))
        elif word == "properties":
            names = dict.fromkeys([*one[word], *other[word]])
            poured[word] = {name: both(one[word].get(name, True), other[word].get(name, True)) for name in names}
        elif word == "items":
            poured[word] = both(one[word], other[word])
        elif word == "prefixItems":
            pairs = zip_longest(one[word], other[word], fillvalue=True)
            poured[word] = [both(*pair) for pair in pairs]
    return _without_idle_bounds(poured)


def _can_be_poured(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if _OF_ELEMENTS & one.keys() and _OF_ELEMENTS & other.keys():
        return False
    for these, those in ((one, other), (other, one)):
        # `items` speaks of what `prefixItems` beside it leaves over.
        if "items" in these and len(those.get("prefixItems", ())) > len(these.get("prefixItems", ())):
            return False
    if "items" in one and "items" in other and ("prefixItems" in one) != ("prefixItems" in other):
        return False
    shared = one.keys() & other.keys() - _SAME_IF_BOTH - _NARROWER.keys()
    return all(one[word] == other[word] for word in shared)


def _without_idle_bounds(schema: dict[str, Any]) -> dict[str, Any]:
    """Without bounds that narrower ones, or listed values, make idle."""
    idle: set[str] = set()
    for word, open_word, beyond in (("minimum", "exclusiveMinimum", ge), ("maximum", "exclusiveMaximum", le)):
        if word in schema and open_word in schema:
            idle.add(word if beyond(schema[open_word], schema[word]) else open_word)
        listed = schema.get("enum", [schema["const"]] if "const" in schema else ())
        if word in schema and listed and all(_is_number(each) and beyond(each, schema[word]) for each in listed):
            idle.add(word)
    return {word: value for word, value in schema.items() if word not in idle} if idle else schema


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _takes_anyway(schema: dict[str, Any], values: list[Any]) -> bool:
    """Whether null and these texts fit already, since the schema speaks of values of other types only."""
    words = schema.keys()
    if words == {"not"}:
        listed = values_of(schema["not"])
        return listed is not None and not any(value in listed for value in values)
    of_others = _OF_NUMBERS | _OF_LISTS | _OF_RECORDS
    return words <= (of_others if any(isinstance(value, str) for value in values) else of_others | _OF_TEXTS)
