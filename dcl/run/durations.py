"""Durations of a tally as `timedelta`s: engines count microseconds, people are shown `1h30min`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from dcl.engines.base import Failure, Tally
from dcl.ir.program import DeterminesCheck, Program, Rule
from dcl.types import DURATION, ListOf, Record, Type


def with_durations(program: Program, rule: Rule, tally: Tally) -> Tally:
    """The tally with a `timedelta` for each duration in what it shows."""
    spec = program.table[rule.table]
    columns = {column.name: column.type for column in spec.columns}
    shown = {**columns, **{name: term.type for name, term in rule.shows}}
    keys = {**columns, **{name: term.type for name, term in _groups(rule)}}
    measured = {text: term.type for text, term in rule.measures}
    right = rule.body if isinstance(rule.body, DeterminesCheck) else None
    expected = {} if right is None else dict(zip(right.right_names, (term.type for term in right.right), strict=True))
    if not any(_holds_duration(type_) for types in (shown, keys, measured, expected) for type_ in types.values()):
        return tally

    def converted(failure: Failure) -> Failure:
        return replace(
            failure,
            keys=_each(failure.keys, keys),
            other_keys=None if failure.other_keys is None else _each(failure.other_keys, keys),
            values=_each(failure.values, shown),
            measured=None if failure.measured is None else _each(failure.measured, measured),
            suggestion=as_timedelta(failure.suggestion, expected.get(failure.column or "")),
        )

    whole = None if tally.measured is None else _each(tally.measured, measured)
    return replace(tally, failures=tuple(map(converted, tally.failures)), measured=whole)


def _groups(rule: Rule) -> list[tuple[str, Any]]:
    per = getattr(rule.body, "per", ()) if rule.scope == "group" else ()
    return list(zip(rule.group_names, per, strict=False))


def _each(values: Mapping[str, Any], types: Mapping[str, Type]) -> dict[str, Any]:
    return {name: as_timedelta(value, types.get(name)) for name, value in values.items()}


def _holds_duration(type_: Type) -> bool:
    if isinstance(type_, ListOf):
        return _holds_duration(type_.element)
    if isinstance(type_, Record):
        return any(_holds_duration(field) for _, field, _ in type_.fields)
    return type_ == DURATION


def as_timedelta(value: Any, type_: Type | None) -> Any:
    """The value with its durations as `timedelta`s; raw texts of misfits stay as they are."""
    if type_ == DURATION and isinstance(value, int):
        return timedelta(microseconds=value)
    if isinstance(type_, ListOf) and isinstance(value, list | tuple):
        return tuple(as_timedelta(element, type_.element) for element in value)
    if isinstance(type_, Record) and isinstance(value, Mapping):
        types = {name: field for name, field, _ in type_.fields}
        return {name: as_timedelta(part, types.get(name)) for name, part in value.items()}
    return value
