"""Label sets in JSON Schema: constants with a definition each, or an enumeration with its descriptions."""

from __future__ import annotations

from typing import Any

from dcl.interop.draft import DraftLabel
from dcl.interop.given import Given
from dcl.interop.label_tree import label_tree


def labels_of(given: Given) -> tuple[DraftLabel, ...] | None:
    """The labels that a schema lists and defines; None where it lists none, or defines none of them."""
    constants = _constants(given)
    if constants is not None:
        return label_tree(constants)
    choices = given.record.get("enum")
    told = given.record.get("enumDescriptions")
    below = given.record.get("x-dcl-below")
    if not isinstance(choices, list) or not choices or not all(isinstance(choice, str) for choice in choices):
        return None
    if not (isinstance(told, list) and len(told) == len(choices)) and not below and "x-dcl-ordered" not in given:
        return None
    for key in ("enum", "enumDescriptions", "type"):
        given.value(key)
    descriptions = told if isinstance(told, list) and len(told) == len(choices) else [None] * len(choices)
    return label_tree(dict(zip(choices, descriptions, strict=True)), below if isinstance(below, dict) else {})


def _constants(given: Given) -> dict[str, Any] | None:
    for key in ("oneOf", "anyOf"):
        options = given.record.get(key)
        if not isinstance(options, list) or not options or not all(isinstance(each, dict) for each in options):
            continue
        if all(isinstance(each.get("const"), str) for each in options):
            for read in (key, "type", "enum"):
                given.value(read)
            return {each["const"]: each.get("description") or each.get("title") for each in options}
    return None
