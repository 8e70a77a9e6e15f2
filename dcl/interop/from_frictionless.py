"""Frictionless (a Table Schema, a resource or a package) to a contract: each resource is a table."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from dcl.diagnostics.codes_import import DCL833
from dcl.interop import spell
from dcl.interop.draft import Draft, DraftTable, Names
from dcl.interop.frictionless_fields import Fields
from dcl.interop.given import Given, said
from dcl.interop.keys import Link, with_key, with_references
from dcl.interop.parsed import Refused, json_or_yaml
from dcl.interop.values import LabelSets

_SILENT = frozenset(
    "$schema profile name title description homepage version keywords image id created contributors sources licenses "
    "resources fields primaryKey foreignKeys uniqueKeys missingValues fieldsMatch path schema dialect encoding type "
    "mediatype format scheme hash bytes stats compression".split()
)


def read(text: str, name: str) -> Draft:
    """The draft of a contract; raises Refused."""
    root = Given(json_or_yaml(text))
    draft = _Reader(root, name).draft()
    if not draft.tables:
        help = "a table is a resource whose `schema` has `fields`"
        raise Refused(DCL833, "describes no table with fields", help)
    return draft


class _Reader:
    def __init__(self, root: Given, name: str) -> None:
        self.root = root
        self.name = name
        self.names = Names.of_contract()
        self.labels = LabelSets(self.names)
        self.tables: dict[str, str] = {}
        self.columns: dict[str, dict[str, str]] = {}
        self.wanted: list[tuple[str, Given]] = []

    def draft(self) -> Draft:
        tables = [table for resource in self._resources() if (table := self._table(resource)) is not None]
        linked = with_references(tables, self._links())
        version = self.root.text("version") or ""
        return Draft(
            spell.as_name(self.root.text("name") or self.name, "imported"),
            version if spell.is_version(version) else "0.1.0",
            self.root.text("description") if "resources" in self.root else None,
            labels=self.labels.drafts(),
            tables=linked,
            lost=self.root.lost(_SILENT),
        )

    def _resources(self) -> Iterator[Given]:
        if "resources" in self.root:
            yield from self.root.records("resources")
        elif "schema" in self.root:
            yield self.root
        else:
            yield Given({"name": self.name, "schema": dict(self.root.record)})

    def _table(self, resource: Given) -> DraftTable | None:
        called = resource.text("name") or self.name
        schema = resource.given("schema")
        if not schema.elements("fields"):
            return None
        name = self.tables[called] = self.names.pick(called, "records")
        fields = Fields(schema, self.labels)
        columns = fields.columns()
        self.columns[name] = fields.names
        keys = [fields.names.get(key, key) for key in schema.texts("primaryKey")]
        columns, lost_key = with_key(columns, keys)
        self.wanted += ((name, key) for key in schema.records("foreignKeys"))
        uniques = list(self._uniques(schema, fields))
        return DraftTable(
            name,
            columns,
            resource.text("description") or schema.text("description"),
            (*self._source(resource), *self._format(resource, fields), *fields.missing(), *uniques),
            schema.text("fieldsMatch") in ("subset", "superset", "partial"),
            lost=(*lost_key, *fields.lost, *schema.lost(_SILENT), *resource.lost(_SILENT)),
        )

    def _uniques(self, schema: Given, fields: Fields) -> Iterator[str]:
        for key in schema.elements("uniqueKeys"):
            names = [fields.names.get(str(each), "") for each in (key if isinstance(key, list) else [key])]
            if names and all(names) and len(set(names)) == len(names):
                yield f"unique {', '.join(map(spell.name, names))}"
            else:
                fields.lost = (*fields.lost, said("uniqueKeys", key, "not all of these are fields"))

    def _source(self, resource: Given) -> Iterator[str]:
        paths = resource.texts("path")
        if paths and all(map(spell.is_plain_path, paths)):
            yield f"source {spell.texts(paths)}"
        elif paths:
            resource.lose("path", "a source lies beside the contract or below it")

    def _format(self, resource: Given, fields: Fields) -> Iterator[str]:
        """How a file of text is written, where it is not as usual."""
        dialect = resource.given("dialect")
        options: dict[str, str] = dict(fields.numbers())
        csv = Given(dialect.record["csv"]) if isinstance(dialect.record.get("csv"), dict) else dialect
        dialect.value("csv")
        for key, option, usual in (("delimiter", "separator", ","), ("quoteChar", "quote", '"')):
            sign = csv.text(key)
            if sign is not None and sign != usual and len(sign) == 1 and sign.isascii():
                options[option] = spell.text(sign)
        if "header" in csv and not csv.flag("header"):
            options["header"] = "no"
        encoding = resource.text("encoding")
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8", "utf-8-sig"):
            if _is_encoding(encoding):
                options["encoding"] = spell.text(encoding)
            else:
                resource.lose("encoding", "there is no such encoding")
        if options:
            yield f"format csv({', '.join(f'{name}: {value}' for name, value in options.items())})"

    def _links(self) -> Iterator[Link]:
        for table, key in self.wanted:
            target = key.given("reference")
            to_table = self.tables.get(target.text("resource") or "", table if not target.text("resource") else "")
            pairs = zip(key.texts("fields"), target.texts("fields"), strict=False)
            for column, to_column in pairs:
                names = self.columns.get(to_table, {})
                yield Link(table, self.columns[table].get(column, column), to_table, names.get(to_column, to_column))


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return True
