"""Programs as JSON, and back, for tools that read compiled contracts; the fingerprint of a contract's meaning."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from dcl import types
from dcl.analysis import terms
from dcl.ir import program
from dcl.ir.program import Program

KIND = "$"
"""The key that names the class of an encoded value; no field is called so."""

_CLASSES: dict[str, type] = {
    name: value
    for module in (types, terms, program)
    for name, value in vars(module).items()
    if isinstance(value, type) and is_dataclass(value)
}


def to_json(value: Program) -> str:
    """A program as JSON text; equal programs give equal texts."""
    return json.dumps(_encoded(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Program:
    """The program that `to_json` wrote. Raises ValueError where the text is none."""
    value = _decoded(json.loads(text))
    if not isinstance(value, Program):
        raise ValueError("the JSON text holds no compiled contract")
    return value


def fingerprint(value: Program) -> str:
    """`sha256:…` of what the contract means: places in files, layout and comments take no part."""
    rules = tuple(replace(rule, location=None, formula=None) for rule in value.rules)
    meaning = replace(value, path="", fingerprint="", rules=rules)
    return "sha256:" + hashlib.sha256(to_json(meaning).encode()).hexdigest()


def _encoded(value: Any) -> Any:
    match value:
        case tuple():
            return [_encoded(item) for item in value]
        case Fraction():
            return {KIND: "Fraction", "value": str(value)}
        case datetime():
            return {KIND: "datetime", "value": value.isoformat()}
        case date():
            return {KIND: "date", "value": value.isoformat()}
        case _ if is_dataclass(value):
            encoded = {field.name: _encoded(getattr(value, field.name)) for field in fields(value) if field.init}
            return {KIND: type(value).__name__, **encoded}
        case _:
            return value


def _decoded(value: Any) -> Any:
    match value:
        case list():
            return tuple(_decoded(item) for item in value)
        case {"$": "Fraction", "value": str(text)}:
            return Fraction(text)
        case {"$": "datetime", "value": str(text)}:
            return datetime.fromisoformat(text)
        case {"$": "date", "value": str(text)}:
            return date.fromisoformat(text)
        case {"$": str(name), **attributes}:
            if name not in _CLASSES:
                raise ValueError(f"the JSON text speaks of `{name}`, which this version does not know")
            return _CLASSES[name](**{str(key): _decoded(item) for key, item in attributes.items()})
        case _:
            return value
