"""JSON Schema 2020-12 for one record of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dcl.analysis.contract import CheckedColumn, CheckedTable
from dcl.compile import Compiled
from dcl.interop.exported import Exported, LeftOut
from dcl.interop.json_text import json_text
from dcl.interop.reasons import lenience, reason_of_rule
from dcl.interop.schema_conditions import Beyond, Conditions
from dcl.interop.schema_logic import Schema, both
from dcl.interop.schema_types import Labels, Types
from dcl.ir.program import CellCheck, NoOtherColumns, Present, RowCheck, Rule, TableSpec
from dcl.run.messages import is_column_rule

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FITS = ("type", "domain", "unit")
"""The rules that a cell breaks where it does not fit its column."""


@dataclass(frozen=True)
class Stated:
    """What a schema says of one rule: `schema` is of a record; True where other parts of the schema say it."""

    rule: Rule
    schema: Schema


def export(contract: Compiled, table: str | None) -> Exported:
    """The schema of one record of a table."""
    assert table is not None
    spec, checked = contract.program.table[table], contract.checked.tables[table]
    rules = [rule for rule in contract.program.rules if rule.table == table]
    conditions = conditions_of(spec, rules, _descriptions(checked))
    stated, left_out = stated_rules(conditions, rules)
    schema = _schema(contract, checked, conditions, stated, left_out)
    return Exported(json_text(schema), left_out, tuple(each.rule.id for each in stated))


def conditions_of(
    spec: TableSpec, rules: Sequence[Rule], descriptions: Mapping[tuple[str, ...], str] | None = None
) -> Conditions:
    """Which columns the schema holds to their type and to be there; the conditions of the rules rest on that."""
    types = Types(Labels.of(spec.columns), spec.format, descriptions or {})
    lenient = {(rule.column, rule.body.kind) for rule in rules if isinstance(rule.body, CellCheck) and lenience(rule)}
    loose = {column.name: why for column in spec.columns if (why := types.loose(column)) is not None}
    implicit = {column.name for column in spec.columns} - {rule.column for rule in rules}
    fitting = (
        column.name
        for column in spec.columns
        if column.name not in implicit and not any((column.name, kind) in lenient for kind in FITS)
    )
    required = (
        column.name
        for column in spec.columns
        if not column.optional and column.name not in implicit and (column.name, "required") not in lenient
    )
    return Conditions(spec, types, frozenset(fitting), frozenset(required), loose)


def stated_rules(conditions: Conditions, rules: Sequence[Rule]) -> tuple[tuple[Stated, ...], tuple[LeftOut, ...]]:
    """What a schema of one record says of the rules, and which it leaves out."""
    stated, left_out = [], []
    for rule in rules:
        try:
            stated.append(Stated(rule, _rule_schema(conditions, rule)))
        except Beyond as error:
            left_out.append(LeftOut(rule.id, error.why))
    return tuple(stated), tuple(left_out)


def _rule_schema(conditions: Conditions, rule: Rule) -> Schema:
    """A record keeps the rule just when it fits the schema."""
    if (why := reason_of_rule(rule)) is not None:
        raise Beyond(why)
    match rule.body:
        case CellCheck(column=column, kind="type") if column in conditions.loose:
            raise Beyond(f"it is stated only in part: it reads `{column}`, {conditions.loose[column]}")
        case Present(column=column) if column not in conditions.required | _optional(conditions.table):
            raise Beyond("its `required` is not stated")
        case RowCheck(check=check, when=when):
            kept = conditions.truth(check).not_false
            if is_column_rule(rule):
                return kept
            chosen = both(*(conditions.truth(each).true for each in when))
            return kept if chosen is True else True if chosen is False else {"if": chosen, "then": kept}
    return True


def _optional(table: TableSpec) -> frozenset[str]:
    return frozenset(column.name for column in table.columns if column.optional)


# ── The schema ───────────────────────────────────────────────────────────────────────────────────────────────────


def _schema(
    contract: Compiled,
    checked: CheckedTable,
    conditions: Conditions,
    stated: Sequence[Stated],
    left_out: Sequence[LeftOut],
) -> dict[str, Any]:
    program, spec = contract.program, conditions.table
    description = checked.decl.description.value if checked.decl.description else program.description
    properties, others = _own_rules(conditions, stated)
    schema: dict[str, Any] = {"$schema": DIALECT, "title": spec.name}
    if description is not None:
        schema["description"] = description
    schema["$comment"] = _comment(program.name, program.version, spec.name, left_out)
    schema["type"] = "object"
    schema["properties"] = {
        column.file_name: _property(conditions, checked.columns[column.name], properties.get(column.file_name, True))
        for column in spec.columns
    }
    needed = [column.file_name for column in spec.columns if column.name in conditions.required]
    if needed:
        schema["required"] = needed
    if any(isinstance(each.rule.body, NoOtherColumns) for each in stated):
        schema["additionalProperties"] = False
    if others:
        schema["allOf"] = others
    if conditions.types.labels.names:
        schema["$defs"] = conditions.types.labels.definitions()
    schema["x-dcl-contract"] = {"name": program.name, "version": program.version, "table": spec.name}
    if spec.keys:
        schema["x-dcl-key"] = [spec.by_name[key].file_name for key in spec.keys]
    schema["x-dcl-expresses"] = [each.rule.id for each in stated]
    schema["x-dcl-left-out"] = [{"rule": each.id, "why": each.why} for each in left_out]
    return schema


def _comment(name: str, version: str, table: str, left_out: Sequence[LeftOut]) -> str:
    made = f"One record of `{table}`, made by `dcl export` from {name} {version}."
    if not left_out:
        return made
    return f"{made} Not all of the contract is in it: `x-dcl-left-out` lists what `dcl check` alone can tell."


def _own_rules(conditions: Conditions, stated: Sequence[Stated]) -> tuple[dict[str, Schema], list[dict[str, Any]]]:
    """What the rules of single columns ask of their values, by file name; and all other rules, each with its words."""
    properties: dict[str, Schema] = {}
    others = []
    for each in stated:
        if not isinstance(each.schema, dict):
            if each.schema is False:
                others.append({**_words(each.rule), "not": {}})
            continue
        column = each.rule.column
        own = each.schema.get("properties", {}) if each.schema.keys() == {"properties"} else {}
        if (
            is_column_rule(each.rule)
            and column is not None
            and own.keys() == {conditions.table.by_name[column].file_name}
        ):
            for name, schema in own.items():
                properties[name] = both(properties.get(name, True), schema)
        else:
            others.append({**_words(each.rule), **each.schema})
    return properties, others


def _words(rule: Rule) -> dict[str, Any]:
    return {"title": rule.id} if rule.description is None else {"title": rule.id, "description": rule.description}


def _property(conditions: Conditions, column: CheckedColumn, own: Schema) -> Schema:
    """What may stand in a column, with its words."""
    name = column.name
    spec = conditions.table.by_name[name]
    rules = own
    if not column.implicit:
        fits = name in conditions.fitting
        cell = conditions.types.cell(spec, (name,), fits, required=name in conditions.required)
        rules = both(cell, own)
    words: dict[str, Any] = {}
    if column.implicit:
        words["$comment"] = (
            "a part of the path of the file" if name in conditions.table.captured else "has its own table"
        )
    elif column.decl.description is not None:
        words["description"] = column.decl.description.value
    if column.unit is not None:
        words["x-dcl-unit"] = column.unit
    if column.sensitive:
        words["x-dcl-sensitive"] = True
    if rules is False:
        return {**words, "not": {}}
    return {**words, **rules} if isinstance(rules, dict) else words or True


def _descriptions(table: CheckedTable) -> dict[tuple[str, ...], str]:
    """The descriptions of the fields of records, by their path."""

    def of(column: CheckedColumn, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        for each in column.fields:
            inner = (*path, each.name)
            if each.decl.description is not None:
                yield inner, each.decl.description.value
            yield from of(each, inner)

    return dict(pair for column in table.columns.values() for pair in of(column, (column.name,)))
