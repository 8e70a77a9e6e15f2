"""What a failing item is known by from one day to the next: the rule that it breaks and its key, never its place."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any

from dcl.engines.base import Failure
from dcl.ir.program import Program, Rule
from dcl.run.result import Violation
from dcl.run.words import plain

DIGITS = 15
"""Engines add in different orders, so the last digits of a float may differ; these do not."""


def identity(program: Program, rule: Rule, failure: Failure) -> str:
    """A SHA-256 over the contract's name, the rule and the key of the item, from values as they are, not masked.

    A row without a key is known by the values that the rule shows; several rows may then have one identity.
    """
    known_by = [program.name, rule.id, failure.column, *_item(rule, failure)]
    return hashlib.sha256(_spelled(known_by).encode("ascii")).hexdigest()


def identity_of(program: Program, rule: Rule, violation: Violation) -> str | None:
    """The identity that a violation was given. One of a whole table needs no values, so it is known without."""
    if violation.identity is None and rule.scope == "table":
        return identity(program, rule, Failure(None, {}, column=violation.column))
    return violation.identity


def _item(rule: Rule, failure: Failure) -> list[Any]:
    """What tells the item from the others that break the same rule."""
    match rule.scope:
        case "table":
            return []
        case "group":
            return [failure.keys]
        case "pair":
            return _pair(failure)
        case _:
            return [failure.keys] if _tells_apart(failure.keys) else [failure.keys, failure.values]


def _pair(failure: Failure) -> list[Any]:
    """Both rows. Without an order or a key it is chance which of them is `a`, so they are sorted."""
    sides: list[Any] = [failure.keys, failure.other_keys or {}]
    if all(map(_tells_apart, sides)):
        return sorted(sides, key=_spelled)
    values = failure.values
    shared = {name: value for name, value in values.items() if not name.startswith(("a.", "b."))}
    for place, prefix in enumerate(("a.", "b.")):
        own = {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}
        sides[place] = [sides[place], own]
    return [shared, *sorted(sides, key=_spelled)]


def _tells_apart(keys: Mapping[str, Any]) -> bool:
    """Whether a row has a key, and no part of it is missing."""
    return bool(keys) and all(value is not None for value in keys.values())


def _spelled(value: Any) -> str:
    return json.dumps(_canonical(value), sort_keys=True, separators=(",", ":"), allow_nan=False)


def _canonical(value: Any) -> Any:
    """A value as every engine and every version of Python spells it: 5 and 5.0 are one number."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return None if math.isnan(value) else str(value)
        rounded = float(f"{value:.{DIGITS}g}")
        return int(rounded) if rounded.is_integer() else rounded
    if isinstance(value, Mapping):
        return {str(name): _canonical(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(part) for part in value]
    return plain(value)
