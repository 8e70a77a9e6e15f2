"""Frictionless: a Table Schema for one table, or a Data Package for the whole contract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dcl.compile import Compiled
from dcl.interop.columns import ColumnFacts, TableFacts, table_facts
from dcl.interop.exported import Exported, LeftOut
from dcl.interop.frictionless_columns import field_of
from dcl.interop.json_text import json_text
from dcl.ir.program import CellCheck, NoOtherColumns, Present, Rule, TableSpec

_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_WILD = re.compile(r"[*?\[\]{}#:]|^/|(^|/)\.\.(/|$)")
"""What no path of a package may hold: patterns, captures, parts of files, prefixes, ways out of its folder."""

WHY = "Table Schema has no words for it"


@dataclass(frozen=True)
class Described:
    """The schema of one table with what it states."""

    schema: dict[str, Any]
    expressed: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def export(contract: Compiled, table: str | None) -> Exported:
    """The schema of a table, or a package of all tables."""
    if table is not None:
        found = _described(table_facts(contract, table), {}, {})
        return Exported(json_text({"$schema": _SCHEMA, **found.schema}), found.left_out, found.expressed)
    facts = {spec.name: table_facts(contract, spec.name) for spec in contract.program.tables if spec.origin is None}
    resources = resource_names(facts)
    described = {name: _described(each, facts, resources) for name, each in facts.items()}
    package = _package(contract, facts, described, resources)
    left_out = [*_pathless(facts.values()), *(each for one in described.values() for each in one.left_out)]
    made = [spec.name for spec in contract.program.tables if spec.origin is not None]
    left_out += (LeftOut(name, "it is made from another table, so no file holds it") for name in made)
    return Exported(
        json_text(package), tuple(left_out), tuple(id_ for one in described.values() for id_ in one.expressed)
    )


def resource_names(tables: Iterable[str]) -> dict[str, str]:
    """A name for the resource of each table: small letters, digits and a few signs are all there may be."""
    names: dict[str, str] = {}
    for table in tables:
        plain = re.sub(r"[^a-z0-9._-]+", "-", table.lower()).strip("-") or "table"
        taken = sum(name == plain or name.startswith(f"{plain}-") for name in names.values())
        names[table] = f"{plain}-{taken + 1}" if plain in names.values() else plain
    return names


def _package(
    contract: Compiled,
    facts: Mapping[str, TableFacts],
    described: Mapping[str, Described],
    resources: Mapping[str, str],
) -> dict[str, Any]:
    program, decl = contract.program, contract.checked.decl
    package: dict[str, Any] = {"$schema": _PACKAGE, "name": resource_names([program.name])[program.name]}
    package["version"] = program.version
    if program.description is not None:
        package["description"] = program.description
    for setting in decl.settings:
        if setting.name.text == "homepage" and len(setting.values) == 1:
            package["homepage"] = setting.values[0].value
        if setting.name.text == "owner":
            package["contributors"] = [{"title": value.value, "roles": ["owner"]} for value in setting.values]
    package["resources"] = [
        _resource(each.spec, resources[name], described[name].schema) for name, each in facts.items()
    ]
    return package


def _resource(spec: TableSpec, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    path = plain_path(spec) or f"{name}.csv"
    resource: dict[str, Any] = {"name": name, "type": "table", "path": path}
    dialect: dict[str, Any] = {}
    if not spec.format.header:
        dialect["header"] = False
    csv: dict[str, Any] = {}
    if spec.format.separator is not None:
        csv["delimiter"] = spec.format.separator
    if spec.format.quote and spec.format.quote != '"':
        csv["quoteChar"] = spec.format.quote
    if csv:
        dialect["csv"] = csv
    if dialect:
        resource["dialect"] = dialect
    if spec.format.encoding != "utf-8":
        resource["encoding"] = spec.format.encoding
    return {**resource, "schema": schema}


def plain_path(spec: TableSpec) -> str | None:
    """The file of a table, where its `source` is the path of just one."""
    if len(spec.sources) != 1 or _WILD.search(spec.sources[0]):
        return None
    return spec.sources[0]


def _pathless(facts: Iterable[TableFacts]) -> Iterable[LeftOut]:
    for each in facts:
        if plain_path(each.spec) is None:
            yield LeftOut(f"{each.spec.name}.source", "no single path says where its files are")


def _described(facts: TableFacts, others: Mapping[str, TableFacts], resources: Mapping[str, str]) -> Described:
    spec = facts.spec
    expressed: list[str] = []
    fields = []
    for column in facts.columns:
        field = field_of(column, spec)
        fields.append(field.descriptor)
        expressed += field.expressed
        expressed += [rule.id for rule in facts.rules if _is_stated(rule, column, facts, field.exact)]
    schema: dict[str, Any] = {"fields": fields, "fieldsMatch": _match(facts)}
    if facts.closed:
        expressed += [rule.id for rule in facts.rules if isinstance(rule.body, NoOtherColumns)]
    if facts.checked.decl.description is not None:
        schema = {"description": facts.checked.decl.description.value, **schema}
    schema["missingValues"] = ["", *facts.checked.missing]
    if facts.key:
        schema["primaryKey"] = [column.name for column in facts.key]
        expressed.append(f"{spec.name}.key")
    links = _links(facts, others, resources)
    if links:
        schema["foreignKeys"] = [link for _, link in links]
        expressed += [id_ for id_, _ in links]
    if facts.uniques:
        schema["uniqueKeys"] = [[column.name for column in columns] for _, columns in facts.uniques]
        expressed += [rule.id for rule, _ in facts.uniques]
    in_order = tuple(rule.id for rule in facts.rules if rule.id in set(expressed))
    return Described(schema, in_order, facts.left_out(in_order, WHY))


def _match(facts: TableFacts) -> str:
    """How the columns of the file meet the fields; the order of columns never counts."""
    if any(column.spec.may_be_absent for column in facts.columns):
        return "superset" if facts.closed else "partial"
    return "equal" if facts.closed else "subset"


def _is_stated(rule: Rule, column: ColumnFacts, facts: TableFacts, exact: bool) -> bool:
    """Whether the field states one of the rules that cells break before they have a value."""
    if rule.column != column.spec.name or rule.id not in facts.holds:
        return False
    match rule.body:
        case Present():
            return not any(each.spec.may_be_absent for each in facts.columns)
        case CellCheck(kind="type" | "domain" | "unit"):
            return exact
    return False


def _links(
    facts: TableFacts, others: Mapping[str, TableFacts], resources: Mapping[str, str]
) -> list[tuple[str, dict[str, Any]]]:
    """The references to other tables of the package, by the ids of their rules."""
    found = []
    for column in facts.columns:
        if column.references is not None and column.references[0] in others:
            table, to = column.references
            reference = {"resource": resources[table], "fields": [others[table].by_name[to].name]}
            id_ = f"{facts.spec.name}.{column.spec.name}.references"
            found.append((id_, {"fields": [column.name], "reference": reference}))
    return found
