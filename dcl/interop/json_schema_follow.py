"""Schemas behind references and alternatives: one plain record for each, or what cannot be followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dcl.interop.given import said

MOST_REFERENCES = 20
"""How many references may lead from one to the next."""

SILENT = frozenset(
    "$schema $id $anchor $defs $vocabulary definitions $comment title description default examples example readOnly "
    "writeOnly deprecated contentMediaType contentEncoding contentSchema id enumDescriptions x-dcl-contract x-dcl-key "
    "x-dcl-expresses x-dcl-left-out x-dcl-below x-dcl-ordered x-dcl-sensitive".split()
)
"""Keys that say nothing about which values are valid, or are read where they are needed."""

_TIGHTER = {"minimum": max, "exclusiveMinimum": max, "minLength": max, "minItems": max}
_TIGHTER |= {"maximum": min, "exclusiveMaximum": min, "maxLength": min, "maxItems": min}
_DESCRIBING = frozenset(("$ref", "type", "properties", "enum", "const", "items"))


@dataclass(frozen=True)
class Followed:
    """A schema as one record.

    `nullable`: null fits, too. `missing` are texts that stand for a missing value. `name` and `target` are those of the
    last reference; `references` are all that led here.
    """

    record: Mapping[str, Any]
    nullable: bool = False
    missing: tuple[str, ...] = ()
    name: str | None = None
    target: Mapping[str, Any] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def follow(root: Mapping[str, Any], schema: Any, passed: tuple[str, ...] = ()) -> Followed:
    """The schema itself, behind its references and a single alternative beside null."""
    found = Followed(schema if isinstance(schema, dict) else {}, references=passed)
    for _ in range(MOST_REFERENCES):
        step = _behind_reference(root, found) or _alternative(found)
        if step is None:
            return found
        found = step
    return replace(found, record={}, lost=(*found.lost, "references that lead on and on"))


def _behind_reference(root: Mapping[str, Any], at: Followed) -> Followed | None:
    pointer = at.record.get("$ref")
    if not isinstance(pointer, str):
        return None
    rest = {name: value for name, value in at.record.items() if name != "$ref"}
    target = _target(root, pointer)
    if target is None:
        return replace(at, record={}, lost=(*at.lost, said("$ref", pointer, "nothing in the file is there")))
    if pointer in at.references:
        return replace(at, record={}, lost=(*at.lost, said("$ref", pointer, "it holds itself")))
    both = _joined(rest, target)
    if both is None:
        both = dict(target)
        at = replace(at, lost=(*at.lost, said("$ref", pointer, "what stands beside it says otherwise")))
    name = pointer.rpartition("/")[2] or None
    return replace(at, record=both, name=name, target=target, references=(*at.references, pointer))


def _target(root: Mapping[str, Any], pointer: str) -> Mapping[str, Any] | None:
    """What a JSON Pointer into this file leads to; other files are never opened."""
    if pointer == "#":
        return root
    if not pointer.startswith("#/"):
        return None
    found: Any = root
    for part in pointer[2:].split("/"):
        if not isinstance(found, dict):
            return None
        found = found.get(part.replace("~1", "/").replace("~0", "~"))
    return found if isinstance(found, dict) else None


def _alternative(at: Followed) -> Followed | None:
    """Takes in the one alternative that there is beside missing values, and what `allOf` adds."""
    for key in ("anyOf", "oneOf", "allOf"):
        options = at.record.get(key)
        if not isinstance(options, list) or not options or not all(isinstance(option, dict) for option in options):
            continue
        found = _of_all(options) if key == "allOf" else _beside_missing(options)
        rest = {name: value for name, value in at.record.items() if name != key}
        both = None if found is None else _joined(rest, found.record)
        if found is not None and both is not None:
            missing = (*at.missing, *found.missing)
            return replace(at, record=both, nullable=at.nullable or found.nullable, missing=missing)
    return None


def _beside_missing(options: list[dict[str, Any]]) -> Followed | None:
    """The one alternative that is no missing value."""
    absent = [option for option in options if _stands_for_missing(option)]
    others = [option for option in options if option not in absent]
    if len(others) != 1:
        return None
    return Followed(others[0], bool(absent), tuple(text for option in absent for text in _texts(option)))


def _of_all(options: list[dict[str, Any]]) -> Followed | None:
    """All options at once, if they agree on which values are missing."""
    found: Followed | None = None
    for option in options:
        inner = option.get("anyOf") if len(option) == 1 else None
        is_choice = isinstance(inner, list) and all(isinstance(each, dict) for each in inner)
        here = _beside_missing(inner or []) if is_choice else Followed(option)
        if here is None or (found is not None and (found.nullable, found.missing) != (here.nullable, here.missing)):
            return None
        both = here.record if found is None else _joined(found.record, here.record)
        if both is None:
            return None
        found = replace(here, record=both)
    return found if found is not None and found.record.keys() & _DESCRIBING else None


def _stands_for_missing(option: Mapping[str, Any]) -> bool:
    """Null, alone or with texts such as "N/A"."""
    if option.keys() - SILENT == {"type"}:
        return bool(option["type"] == "null")
    if option.keys() - SILENT == {"const"}:
        return option["const"] is None
    values = option.get("enum")
    if option.keys() - SILENT != {"enum"} or not isinstance(values, list):
        return False
    return None in values and all(value is None or isinstance(value, str) for value in values)


def _texts(option: Mapping[str, Any]) -> list[str]:
    return [value for value in option.get("enum", ()) if isinstance(value, str)]


def _joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any] | None:
    """Both at once, what is said of the first winning; None where the two together are more than one schema says."""
    both = {**second, **first}
    for key in first.keys() & second.keys() - SILENT:
        a, b = first[key], second[key]
        if key in _TIGHTER and _is_number(a) and _is_number(b):
            both[key] = _TIGHTER[key](a, b)
        elif a != b:
            return None
    return both


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
