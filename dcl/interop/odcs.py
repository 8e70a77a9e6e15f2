"""The Open Data Contract Standard, version 3.1, as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dcl.compile import Compiled
from dcl.interop.columns import ColumnFacts, TableFacts, table_facts
from dcl.interop.exported import Exported, LeftOut
from dcl.interop.odcs_columns import property_of
from dcl.interop.odcs_quality import checks_of, metric_of, name_of, quality_of
from dcl.ir.program import Rule

VERSION = "v3.1.0"
WHY = "it is there in words, and its check for dcl alone"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_KNOWN = ("owner", "status", "homepage", "license", "domain", "tenant")


def export(contract: Compiled, table: str | None) -> Exported:
    """The contract, or what it says of one table."""
    program = contract.program
    names = [spec.name for spec in program.tables if spec.origin is None and table in (None, spec.name)]
    facts = {name: table_facts(contract, name) for name in names}
    expressed: list[str] = []
    left_out: list[LeftOut] = []
    objects = []
    for each in facts.values():
        described = _Object(each, contract, facts)
        objects.append(described.made())
        expressed += described.expressed
        left_out += each.left_out(described.expressed, WHY)
    if table is None:
        made = [spec.name for spec in program.tables if spec.origin is not None]
        left_out += (LeftOut(name, "it is made from another table, so nobody delivers it") for name in made)
    text = _yaml({**_header(contract), "schema": objects})
    return Exported(text, tuple(left_out), tuple(expressed))


def _yaml(value: Any) -> str:
    """YAML in which a text of several lines stands on several lines, and none is longer than people read."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """The safe writer, with blocks for long texts."""

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = "|" if "\n" in value else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    return str(yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100))


def _header(contract: Compiled) -> dict[str, Any]:
    program = contract.program
    settings = {each.name.text: [value.value for value in each.values] for each in contract.checked.decl.settings}
    header: dict[str, Any] = {"apiVersion": VERSION, "kind": "DataContract", "id": program.name, "name": program.name}
    header["version"] = program.version
    header["status"] = settings.get("status", ["active"])[0]
    for word in ("domain", "tenant"):
        if word in settings:
            header[word] = settings[word][0]
    if program.description is not None:
        header["description"] = {"purpose": program.description}
    if "owner" in settings:
        header["team"] = {"members": [{"username": owner, "role": "owner"} for owner in settings["owner"]]}
    if "homepage" in settings:
        header["authoritativeDefinitions"] = [{"url": url, "type": "homepage"} for url in settings["homepage"]]
    custom = [("dcl.fingerprint", program.fingerprint)]
    custom += [(name, ", ".join(values)) for name, values in settings.items() if name not in _KNOWN]
    custom += [("license", ", ".join(settings["license"]))] if "license" in settings else []
    header["customProperties"] = [{"property": name, "value": value} for name, value in custom]
    return header


class _Object:
    """One table as an object of the schema."""

    def __init__(self, facts: TableFacts, contract: Compiled, tables: Mapping[str, TableFacts]) -> None:
        self.facts = facts
        self.program = contract.program
        self.checks = checks_of(contract.checked)
        self.tables = tables
        self.properties = {column.spec.name: property_of(column) for column in facts.columns}
        self.plain = frozenset(self._stated_by_properties())
        self.expressed = tuple(
            rule.id for rule in facts.rules if rule.id in self.plain or metric_of(rule, facts) is not None
        )

    def made(self) -> dict[str, Any]:
        facts = self.facts
        made: dict[str, Any] = {"name": facts.spec.name, "logicalType": "object"}
        if facts.checked.decl.description is not None:
            made["description"] = facts.checked.decl.description.value
        made["properties"] = [self._property(column) for column in facts.columns]
        made["quality"] = self._quality(None)
        custom = {"sources": list(facts.spec.sources), "otherColumns": facts.spec.open}
        made["customProperties"] = [{"property": name, "value": value} for name, value in custom.items() if value]
        return {name: value for name, value in made.items() if value}

    def _property(self, column: ColumnFacts) -> dict[str, Any]:
        made = dict(self.properties[column.spec.name].described)
        if column in self.facts.key:
            made["primaryKey"] = True
            made["primaryKeyPosition"] = self.facts.key.index(column) + 1
        link = self._link(column)
        if link is not None:
            made["relationships"] = [{"type": "foreignKey", "to": link}]
        quality = self._quality(column.spec.name)
        return {**made, "quality": quality} if quality else made

    def _quality(self, column: str | None) -> list[dict[str, Any]]:
        """The rules of a column, or of the table, that nothing else in the file states."""
        rules = {
            name_of(rule.id): rule
            for rule in self.facts.rules
            if self._belongs(rule) == column and rule.id not in self.plain
        }
        return [quality_of(rule, self.facts, self.program, self.checks) for rule in rules.values()]

    def _belongs(self, rule: Rule) -> str | None:
        return rule.column if rule.column in self.facts.by_name else None

    def _stated_by_properties(self) -> Iterator[str]:
        """The ids of the rules that names, types and options of properties state."""
        facts = self.facts
        if facts.key:
            yield f"{facts.spec.name}.key"
        if facts.closed:
            yield f"{facts.spec.name}.columns"
        for column in facts.columns:
            described = self.properties[column.spec.name]
            yield from described.expressed
            words = {
                "present": not column.spec.may_be_absent,
                "type": described.exact,
                "required": column.required,
                "unique": column.unique,
                "references": self._link(column) is not None,
            }
            own = f"{facts.spec.name}.{column.spec.name}"
            yield from (f"{own}.{word}" for word, stated in words.items() if stated and f"{own}.{word}" in facts.holds)

    def _link(self, column: ColumnFacts) -> str | None:
        """What the column refers to, where the standard can name it."""
        if column.references is None or column.references[0] not in self.tables:
            return None
        return ".".join(column.references) if all(map(_NAME.match, column.references)) else None
