"""What is asked of one column, for libraries that check frames."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from dcl.interop.columns import Ask, ColumnFacts, TableFacts, spellings
from dcl.interop.python_source import rust_pattern
from dcl.interop.schema_logic import Schema, both, values_of
from dcl.types import DATE, ListOf, Record, Type


@dataclass(frozen=True)
class Words:
    """The keywords that a library has a check for; `enum` and `none_of` are lists of values."""

    known: Collection[str]


def asked_of(
    column: ColumnFacts, facts: TableFacts, words: Words, of_elements: bool = False
) -> tuple[dict[str, Any], set[str]]:
    """What the rules ask of a column (or of each element of its list), as values of keywords, and their ids."""
    found: dict[str, Any] = {}
    ids: set[str] = set()
    for ask in column.asks:
        added = _keywords(ask, column.type) if ask.of_elements is of_elements else None
        joined = _joined(found, added) if added is not None and added.keys() <= set(words.known) else None
        if joined is not None:
            found = joined
            ids.add(ask.rule.id)
    type_ = column.type.element if of_elements and isinstance(column.type, ListOf) else column.type
    choices = spellings(type_)
    if choices is not None and "enum" in words.known and "enum" not in found:
        found["enum"] = list(choices)
    return found, ids if of_elements else ids | _own(column, facts, type_)


def _own(column: ColumnFacts, facts: TableFacts, type_: Type) -> set[str]:
    """The rules that the type of the column, and whether it may be null, state."""
    own = f"{facts.spec.name}.{column.spec.name}"
    words = ["type", "domain", *(["required"] if column.required else [])]
    words += [] if column.spec.may_be_absent else ["present"]
    if isinstance(type_, ListOf | Record):
        # That elements and fields are there is more than a data type says.
        words.remove("type")
    found = {f"{own}.{word}" for word in words}
    return {rule.id for rule in facts.rules if rule.id in found & facts.holds and not _is_constraint(rule.id, column)}


def _is_constraint(id_: str, column: ColumnFacts) -> bool:
    """Whether the rule is one of the column's constraints, as `in { … }` of a text is, and not of its type."""
    return any(ask.rule.id == id_ for ask in column.asks)


def _keywords(ask: Ask, type_: Type) -> dict[str, Any] | None:
    """The keywords of a rule; a pattern in the spelling of Polars."""
    if type_ in (DATE, ListOf(DATE)) and not isinstance(next(iter(_bounds(ask.schema)), None), date):
        # Here dates are no texts, so that only their bounds can be compared.
        return None
    schema: Schema = ask.schema
    if schema is True:
        return {}
    listed = values_of(schema)
    if listed is not None:
        return {"enum": listed}
    if not isinstance(schema, dict):
        return None
    if schema.keys() == {"not"}:
        refused = values_of(schema["not"])
        return None if refused is None else {"none_of": refused}
    if "pattern" in schema:
        return None if ask.pattern is None or len(schema) > 1 else {"pattern": rust_pattern(ask.pattern)}
    return schema


def _bounds(schema: Schema) -> list[Any]:
    return list(schema.values()) if isinstance(schema, dict) else []


def _joined(found: dict[str, Any], added: dict[str, Any]) -> dict[str, Any] | None:
    """Two sets of keywords as one; None where they stand in each other's way."""
    if not found:
        return added
    together = both(dict(found), added)
    return together if isinstance(together, dict) and "allOf" not in together else None
