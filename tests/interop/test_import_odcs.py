"""Contracts of the Open Data Contract Standard as contracts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.interop.drafted import Imported, imported, refused

HEAD = {"apiVersion": "v3.1.0", "kind": "DataContract", "id": "1", "name": "shop", "version": "1.2.0"}


def odcs(*tables: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**HEAD, "schema": list(tables), **more}


def of(folder: Path, given: dict[str, Any]) -> Imported:
    """The contract of an object with one property `c`, which must be there."""
    return imported(folder, odcs({"name": "t", "properties": [{"name": "c", "required": True, **given}]}))


def typed(kind: str, **options: Any) -> dict[str, Any]:
    return {"logicalType": kind, "logicalTypeOptions": options}


VALID = {"metric": "invalidValues", "arguments": {"validValues": ["x", "y"]}, "mustBe": 0}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (typed("string", minLength=1, maxLength=9), "text length 1..9"),
        (typed("string", pattern="^a$"), "text matches /a/"),
        (typed("string", format="email"), "text format email"),
        (typed("integer", minimum=0, maximum=5), "int in 0..5"),
        (typed("integer", format="i32"), "int"),
        (typed("number", exclusiveMinimum=0), "float > 0"),
        (typed("number", minimum=0, exclusiveMinimum=True), "float > 0"),
        (typed("boolean"), "bool"),
        (typed("date", minimum="2026-01-01"), "date >= @2026-01-01"),
        (typed("timestamp", maximum="2026-01-01T10:00:00+01:00"), "datetime <= @2026-01-01T09:00:00Z"),
        ({"logicalType": "string", "quality": [VALID]}, 'one of { "x", "y" }'),
        ({"logicalType": "string", "unique": True}, "text unique"),
        ({"logicalType": "string", "classification": "restricted"}, "text sensitive"),
        ({"logicalType": "string", "classification": "public"}, "text"),
        ({**typed("array", minItems=1, uniqueItems=True), "items": typed("string")}, "list of text unique length 1.."),
        ({"logicalType": "object", "properties": [{"name": "a", "required": True, **typed("number")}]}, "{ a: float }"),
        ({"logicalType": "integer", "description": "It."}, 'int "It."'),
    ],
)
def test_a_property_as_a_column(tmp_path: Path, given: dict[str, Any], said: str) -> None:
    found = of(tmp_path, given)
    assert found.line("c :") == f"c : {said}"
    assert found.losses == ()


@pytest.mark.parametrize(
    ("given", "lost"),
    [
        (typed("time"), "(there is no such type)"),
        (typed("date", format="yyyy-MM-dd"), '`format: "yyyy-MM-dd"`'),
        (typed("number", multipleOf=5), "`multipleOf: 5`"),
        (typed("integer", minimum="low"), "(it is no int)"),
        ({"logicalType": "string", "quality": [{"type": "text", "description": "Be kind."}]}, '`quality` "Be kind."'),
        ({"logicalType": "string", "classification": "purple"}, '`classification: "purple"`'),
        ({"logicalType": "object"}, "a record whose fields are not told"),
    ],
)
def test_what_cannot_be_said_is_a_comment(tmp_path: Path, given: dict[str, Any], lost: str) -> None:
    found = of(tmp_path, given)
    assert any(lost in each for each in found.losses), found.losses


def test_the_head_of_the_contract(tmp_path: Path) -> None:
    team = {"members": [{"username": "ann", "role": "Owner"}, {"username": "bob"}]}
    told = {"purpose": "What we sell.", "usage": "For reports."}
    table = {"name": "t", "properties": [{"name": "c", "logicalType": "integer"}]}
    found = imported(tmp_path, odcs(table, team=team, description=told, servers=[{"server": "x"}]))
    assert found.text.startswith(
        "dcl 1\n\n# not taken over: `servers: […]`\ncontract shop 1.2.0 {\n"
        '  "What we sell.\\nFor reports."\n  owner "ann"\n}\n'
    )


def test_a_version_of_another_kind_is_a_comment(tmp_path: Path) -> None:
    table = {"name": "t", "properties": [{"name": "c", "logicalType": "integer"}]}
    assert imported(tmp_path, odcs(table, version="v2.0.0")).contract.checked.decl.version == "2.0.0"
    found = imported(tmp_path, odcs(table, version="spring"))
    assert found.contract.checked.decl.version == "0.1.0"
    assert "write it as in 1.0.0" in found.losses[0]


def test_listed_values_with_definitions_are_a_label_set(tmp_path: Path) -> None:
    given = {"logicalType": "string", "enum": [{"value": "a", "description": "An A."}, {"value": "b"}]}
    labels = of(tmp_path, given).contract.checked.labels["c"].labels
    assert [(label.spelling, label.description) for label in labels] == [("a", "An A."), ("b", None)]


ITEMS = {
    "name": "items",
    "properties": [
        {"name": "id", "logicalType": "integer", "primaryKey": True, "required": True},
        {"name": "sku", "logicalType": "string", "unique": True, "required": True},
    ],
}


@pytest.mark.parametrize(
    ("to", "reference"),
    [
        ("items.id", "references items"),
        ("items.sku", None),
        ("schema/items/properties/id", "references items"),
        ("/schema/items/properties/id", "references items"),
        ("gone.id", None),
    ],
)
def test_references(tmp_path: Path, to: str, reference: str | None) -> None:
    orders = {
        "name": "orders",
        "properties": [{"name": "item", "logicalType": "integer", "relationships": [{"to": to}]}],
    }
    found = imported(tmp_path, odcs(ITEMS, orders))
    assert found.line("item :") == f"item : int? {reference or ''}".strip()
    assert bool(found.losses) is (reference is None)


def test_a_reference_to_a_unique_column_names_it(tmp_path: Path) -> None:
    orders = {"name": "orders", "properties": [{"name": "sku", "logicalType": "string"}]}
    orders["relationships"] = [{"from": "orders.sku", "to": "items.sku"}]
    assert "references items.sku" in imported(tmp_path, odcs(ITEMS, orders)).text


def test_the_key_goes_by_position(tmp_path: Path) -> None:
    pair = [
        {"name": name, "logicalType": "integer", "primaryKey": True, "primaryKeyPosition": n}
        for name, n in (("a", 2), ("b", 1))
    ]
    found = imported(tmp_path, odcs({"name": "t", "properties": pair}))
    assert found.contract.checked.tables["t"].keys == ("a", "b")


def test_rules_of_the_table_are_comments(tmp_path: Path) -> None:
    table = {**ITEMS, "quality": [{"type": "sql", "query": "SELECT 1"}, {}]}
    found = imported(tmp_path, odcs(table))
    assert [each for each in found.losses if "quality" in each] == [
        'items: `quality` "SELECT 1"',
        "items: `quality` without a sentence",
    ]


@pytest.mark.parametrize("content", [odcs(), odcs({"name": "t"}), {**HEAD}, [1]])
def test_what_describes_no_table_is_refused(content: Any) -> None:
    assert refused(content, "odcs")[0] == "DCL833"


def test_the_older_specification_is_named() -> None:
    code, message = refused({"dataContractSpecification": "1.1.0", "models": {"a": {}}}, "odcs")
    assert code == "DCL831"
    assert "Data Contract Specification" in message


YAML = """\
apiVersion: v3.1.0
kind: DataContract
schema:
- name: t
  properties:
  - {name: c, logicalType: date, logicalTypeOptions: {minimum: 2026-01-01}}
"""


def test_yaml_is_read_with_its_dates(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    assert imported(tmp_path, YAML).line("c :") == "c : date? >= @2026-01-01"
