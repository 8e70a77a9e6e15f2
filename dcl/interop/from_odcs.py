"""The Open Data Contract Standard (version 3) to a contract: each object of its schema is a table."""

from __future__ import annotations

from collections.abc import Iterator

from dcl.diagnostics.codes_import import DCL831, DCL833
from dcl.interop import spell
from dcl.interop.draft import Draft, DraftTable, Names
from dcl.interop.given import Given, said
from dcl.interop.keys import Link, with_key, with_references
from dcl.interop.odcs_properties import Properties, custom_properties, texts_of
from dcl.interop.parsed import Refused, json_or_yaml
from dcl.interop.values import LabelSets

_SILENT = frozenset(
    "apiVersion kind id name version status description schema tags authoritativeDefinitions contractCreatedTs "
    "customProperties slaDefaultElement context".split()
)
_SILENT_OF_TABLES = frozenset(
    "id name physicalName physicalType logicalType businessName description tags customProperties properties "
    "deprecated authoritativeDefinitions dataGranularityDescription synonyms context".split()
)


def read(text: str, name: str) -> Draft:
    """The draft of a contract; raises Refused."""
    root = Given(json_or_yaml(text))
    if isinstance(root.record.get("models"), dict) and "schema" not in root:
        raise Refused(
            DCL831, "is of the older Data Contract Specification, which ended in 2026", "convert it to ODCS 3"
        )
    draft = _Reader(root, name).draft()
    if not draft.tables:
        raise Refused(DCL833, "describes no table: its `schema` lists no object with `properties`")
    return draft


class _Reader:
    def __init__(self, root: Given, name: str) -> None:
        self.root = root
        self.name = name
        self.names = Names.of_contract()
        self.labels = LabelSets(self.names)
        self.tables: dict[str, str] = {}
        self.columns: dict[str, dict[str, str]] = {}
        self.wanted: list[tuple[str, str, str]] = []

    def draft(self) -> Draft:
        tables = [table for each in self.root.records("schema") if (table := self._table(each)) is not None]
        links = [link for each in self.wanted if (link := self._link(*each)) is not None]
        version = self.root.text("version") or ""
        found = version.removeprefix("v")
        lost = () if not version or spell.is_version(found) else (said("version", version, "write it as in 1.0.0"),)
        return Draft(
            spell.as_name(self.root.text("name") or self.root.text("id") or self.name, "imported"),
            found if spell.is_version(found) else "0.1.0",
            self._purpose(),
            tuple(self._settings()),
            self.labels.drafts(),
            with_references(tables, links),
            lost=(*lost, *self.root.lost(_SILENT)),
        )

    def _purpose(self) -> str | None:
        if isinstance(self.root.record.get("description"), str):
            return self.root.text("description")
        description = self.root.given("description")
        told = [text for key in ("purpose", "usage", "limitations") if (text := description.text(key))]
        return "\n".join(told) or None

    def _settings(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Who owns the data; `team` is a list of people in version 3.0 and a record with `members` in 3.1."""
        team = self.root.record.get("team")
        people = list(
            self.root.records("team") if isinstance(team, list) else self.root.given("team").records("members")
        )
        owners = [each for each in people if (each.text("role") or "").lower() in ("owner", "data owner")]
        named = [name for each in owners or people[:1] if (name := each.text("username") or each.text("name"))]
        if named:
            yield "owner", tuple(named)

    def _table(self, given: Given) -> DraftTable | None:
        called = given.text("name") or given.text("physicalName") or ""
        if not given.elements("properties"):
            return None
        name = self.names.pick(called, "records")
        self.tables.setdefault(called, name)
        properties = Properties(self.labels)
        columns = properties.columns(given.records("properties"))
        self.columns[name] = properties.names
        keyed, lost = with_key(columns, properties.keys())
        self.wanted += ((name, column, to) for column, to in properties.references)
        self.wanted += ((name, properties.names.get(column, column), to) for column, to in self._relationships(given))
        uniques: list[str] = []
        told = [f"`quality` {each}" for each in _qualities(given, properties.names, uniques)]
        custom = custom_properties(given)
        paths = texts_of(custom.get("sources"))
        source = [f"source {spell.texts(paths)}"] if paths and all(map(spell.is_plain_path, paths)) else []
        return DraftTable(
            name,
            keyed,
            given.text("description"),
            (*source, *uniques),
            custom.get("otherColumns") is True,
            lost=(*lost, *told, *given.lost(_SILENT_OF_TABLES)),
        )

    def _relationships(self, given: Given) -> Iterator[tuple[str, str]]:
        for each in given.records("relationships"):
            columns, targets = each.texts("from"), each.texts("to")
            if len(columns) == 1 and len(targets) == 1:
                yield columns[0].rpartition(".")[2], targets[0]
            elif columns:
                given.lose("relationships", "a reference is of one column")

    def _link(self, table: str, column: str, to: str) -> Link | None:
        """`to` is `table.column`, or `schema/table/properties/column`."""
        parts = to.strip("/").split("/")
        called, _, target = to.rpartition(".")
        if len(parts) == 4 and parts[0] == "schema" and parts[2] == "properties":
            called, target = parts[1], parts[3]
        to_table = self.tables.get(called, called)
        names = self.columns.get(to_table, {})
        return Link(table, column, to_table, names.get(target, target))


def _qualities(given: Given, names: dict[str, str], uniques: list[str]) -> Iterator[str]:
    """What the rules of a table say that no statement says; `uniques` gathers those."""
    for each in given.records("quality"):
        metric = each.text("metric") or each.text("rule")
        if metric == "rowCount" and each.record.get("mustBeGreaterThan") == 0:
            continue  # A table has a row unless it says otherwise.
        together = [names.get(column) for column in each.given("arguments").texts("properties")]
        if metric == "duplicateValues" and each.record.get("mustBe") == 0 and len(set(together)) > 1 and all(together):
            uniques.append(f"unique {', '.join(spell.name(column) for column in dict.fromkeys(together) if column)}")
            continue
        told = each.text("description") or each.text("name") or each.text("query") or each.text("metric")
        yield f'"{told}"' if told else "without a sentence"
