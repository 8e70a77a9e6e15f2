"""Frictionless descriptors as contracts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.interop.drafted import Imported, imported, refused


def of(folder: Path, field: dict[str, Any], **more: Any) -> Imported:
    """The contract of a schema with one field `c`, which must be there."""
    required = {"constraints": {**field.get("constraints", {}), "required": True}}
    return imported(folder, {"fields": [{"name": "c", **field, **required}], **more})


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ({}, "text"),
        ({"type": "integer"}, "int"),
        ({"type": "number"}, "float"),
        ({"type": "boolean"}, "bool"),
        ({"type": "year"}, "int"),
        ({"type": "date"}, "date"),
        ({"type": "date", "format": "%d.%m.%Y"}, 'date format "%d.%m.%Y"'),
        ({"type": "datetime"}, "datetime"),
        ({"type": "any"}, "any"),
        ({"type": "string", "format": "email"}, "text format email"),
        ({"type": "list", "itemType": "integer"}, 'list of int separated by ","'),
        ({"type": "list", "delimiter": ";"}, 'list of text separated by ";"'),
        ({"constraints": {"enum": ["a", "b"]}}, 'one of { "a", "b" }'),
        ({"type": "integer", "constraints": {"enum": ["1", 2]}}, "int in { 1, 2 }"),
        ({"type": "integer", "constraints": {"minimum": "1", "maximum": 5}}, "int in 1..5"),
        ({"type": "number", "constraints": {"exclusiveMinimum": 0}}, "float > 0"),
        ({"type": "date", "constraints": {"minimum": "2026-01-01"}}, "date >= @2026-01-01"),
        ({"constraints": {"pattern": "[A-Z]{2}", "minLength": 2}}, "text matches /[A-Z]{2}/ length 2.."),
        ({"constraints": {"unique": True}}, "text unique"),
        ({"type": "integer", "missingValues": ["", "-"]}, 'int missing "-"'),
    ],
)
def test_a_field_as_a_column(tmp_path: Path, field: dict[str, Any], said: str) -> None:
    found = of(tmp_path, field)
    assert found.line("c :") == f"c : {said}"
    assert found.losses == ()


@pytest.mark.parametrize(
    ("field", "lost"),
    [
        ({"type": "geopoint"}, '`type: "geopoint"` (there is no such type)'),
        ({"type": "object"}, "(it holds more than one value)"),
        ({"type": "date", "format": "any"}, "(no format here says this)"),
        ({"type": "date", "constraints": {"minimum": "soon"}}, "(it is no date)"),
        ({"constraints": {"pattern": r"\w+"}}, "(no pattern here says exactly this)"),
        ({"constraints": {"jsonSchema": {}}}, "`jsonSchema: {}`"),
        ({"type": "number", "bareNumber": False}, '(write the unit that the numbers end in, as in `unit "mm"`)'),
        ({"type": "boolean", "constraints": {"minimum": 1}}, "a range, as bool has no order"),
    ],
)
def test_what_cannot_be_said_is_a_comment(tmp_path: Path, field: dict[str, Any], lost: str) -> None:
    found = of(tmp_path, field)
    assert any(lost in each for each in found.losses), found.losses


def test_fields_may_be_missing_unless_required(tmp_path: Path) -> None:
    assert imported(tmp_path, {"fields": [{"name": "a"}]}).line("a :") == "a : text?"


def test_the_key_is_never_missing(tmp_path: Path) -> None:
    found = imported(tmp_path, {"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["b", "a"]})
    assert (found.line("a :"), found.line("b :")) == ("a : text key", "b : text key")


def test_a_key_that_is_no_field_is_a_comment(tmp_path: Path) -> None:
    found = imported(tmp_path, {"fields": [{"name": "a"}], "primaryKey": "gone"})
    assert found.losses == ("it: the key `gone`: `gone` is no column of single values",)


def test_columns_that_are_unique_together(tmp_path: Path) -> None:
    found = imported(tmp_path, {"fields": [{"name": "a"}, {"name": "b"}], "uniqueKeys": [["a", "b"]]})
    assert found.line("unique") == "unique a, b"


def test_missing_values_hold_for_the_table(tmp_path: Path) -> None:
    assert of(tmp_path, {}, missingValues=["", "NA", "-"]).line("missing") == 'missing "NA", "-"'
    assert "an empty cell is a value" in of(tmp_path, {}, missingValues=["NA"]).losses[0]


def test_categories_are_a_label_set(tmp_path: Path) -> None:
    field = {"type": "integer", "categories": [{"value": 1, "label": "One."}, {"value": 2}], "categoriesOrdered": True}
    labels = of(tmp_path, field).contract.checked.labels["c"]
    assert labels.ordered
    assert [(label.spelling, label.description) for label in labels.labels] == [("1", "One."), ("2", None)]


def package(*resources: dict[str, Any]) -> dict[str, Any]:
    return {"name": "shop", "version": "1.2.0", "resources": list(resources)}


ITEMS = {"name": "items", "path": "data/items.csv", "schema": {"fields": [{"name": "id"}], "primaryKey": "id"}}


def orders(to: str) -> dict[str, Any]:
    key = {"fields": "item", "reference": {"resource": "items", "fields": to}}
    return {"name": "orders", "schema": {"fields": [{"name": "item"}], "foreignKeys": [key]}}


def test_a_package_is_a_contract_with_a_table_for_each_resource(tmp_path: Path) -> None:
    found = imported(tmp_path, package(ITEMS, orders("id"))).contract.checked
    assert (found.decl.name.text, found.decl.version) == ("shop", "1.2.0")
    assert found.tables["items"].sources == ("data/items.csv",)
    assert found.tables["orders"].columns["item"].references == ("items", "id")


def test_a_reference_to_what_is_no_key_is_a_comment(tmp_path: Path) -> None:
    found = imported(tmp_path, package(ITEMS, orders("gone")))
    assert "the reference to `items.gone`" in found.losses[0]


@pytest.mark.parametrize("path", ["../up.csv", "/etc/passwd", "https://a.example/x.csv", "{x}.csv", "a/../../b.csv"])
def test_a_path_that_leads_elsewhere_is_a_comment(tmp_path: Path, path: str) -> None:
    found = imported(tmp_path, package({**ITEMS, "path": path}))
    assert found.contract.checked.tables["items"].sources == ()
    assert any("`path: " in each for each in found.losses)


def test_how_the_file_is_written(tmp_path: Path) -> None:
    numbers = {"fields": [{"name": "a", "type": "number", "decimalChar": ",", "groupChar": "."}]}
    resource = {"name": "r", "dialect": {"delimiter": ";", "header": False}, "encoding": "latin-1", "schema": numbers}
    line = imported(tmp_path, package(resource)).line("format")
    assert line == 'format csv(decimal: ",", thousands: ".", separator: ";", header: no, encoding: "latin-1")'


def test_numbers_with_several_signs_are_a_comment(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "number", "decimalChar": ","}, {"name": "b", "type": "number"}]
    assert any("not one sign for all of them" in each for each in imported(tmp_path, {"fields": fields}).losses)


def test_fields_without_names_or_with_the_same_one(tmp_path: Path) -> None:
    found = imported(tmp_path, {"fields": [{}, {"name": "a"}, {"name": "a"}, "b"]}, "frictionless")
    assert list(found.contract.checked.tables["it"].columns) == ["column", "a", "a_2"]
    assert any('"b" in `fields`' in each for each in found.losses)


@pytest.mark.parametrize("content", [{"fields": []}, {"resources": []}, {"resources": [{"path": "x"}]}, {}])
def test_what_describes_no_table_is_refused(content: Any) -> None:
    assert refused(content, "frictionless")[0] == "DCL833"
