"""What a contract is in the Open Data Contract Standard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft201909Validator

from dcl.interop.formats import EXPORTS
from tests.contract_text import compiled

yaml = pytest.importorskip("yaml")

SCHEMA = Path(__file__).parent / "schemas" / "odcs-v3.1.0.json"
HEADER = """dcl 1
contract street 2.1.0 {
  "Road users."
  owner "a@b.example", "c@d.example"
  homepage "https://acme.example"
  license "CC-BY-4.0"
}
"""
TEXT = r"""
labels kind {
  car "A car."
  bus named "0"
}
table shops {
  id : int key
}
table t {
  "One row per box."
  a    : int    key
  b    : text   key named "B b" matches /x\d/
  shop : int    references shops
  kind : kind?
  who  : text   sensitive
  day  : date   in @2026-01-01..
  at   : datetime < @2026-01-01T10:00:00Z
  list : list of int  length 1..3 unique
  rec  : { x: float, y: text? "Why." }
  unique shop, day
}
rule small on t {
  "Few are large."
  per kind
  when a > 3
  check share(list is missing) < 5%
  severity warn
  tags "size"
}
rule looked_at on t {
  "People look."
  review 20
}
"""


@pytest.fixture
def made(tmp_path):
    return yaml.safe_load(EXPORTS["odcs"].export(compiled(tmp_path, TEXT, HEADER), None).text)


@pytest.fixture
def properties(made):
    return {each["name"]: each for each in made["schema"][1]["properties"]}


def test_it_is_valid(made):
    validator = Draft201909Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(made)] == []


def test_the_head(made):
    assert (made["id"], made["version"], made["status"], made["apiVersion"]) == ("street", "2.1.0", "active", "v3.1.0")
    assert made["description"] == {"purpose": "Road users."}
    assert [member["username"] for member in made["team"]["members"]] == ["a@b.example", "c@d.example"]
    assert made["authoritativeDefinitions"] == [{"url": "https://acme.example", "type": "homepage"}]
    assert {"property": "license", "value": "CC-BY-4.0"} in made["customProperties"]


def test_types_and_options(properties):
    assert properties["b"]["physicalName"] == "B b"
    assert properties["b"]["logicalTypeOptions"]["pattern"] == "^x[0-9]$(?!\\n)"
    assert (properties["a"]["primaryKeyPosition"], properties["b"]["primaryKeyPosition"]) == (1, 2)
    assert properties["day"]["logicalTypeOptions"] == {"minimum": "2026-01-01"}
    assert properties["at"]["logicalTypeOptions"] == {"exclusiveMaximum": "2026-01-01T10:00:00Z"}
    assert properties["list"]["logicalTypeOptions"] == {"uniqueItems": True, "minItems": 1, "maxItems": 3}
    assert properties["list"]["items"]["logicalType"] == "integer"
    assert [field["required"] for field in properties["rec"]["properties"]] == [True, False]
    assert properties["who"]["classification"] == "confidential"
    assert properties["shop"]["relationships"] == [{"type": "foreignKey", "to": "shops.id"}]


def test_labels_are_valid_values(properties):
    (quality,) = properties["kind"]["quality"]
    assert (quality["metric"], quality["mustBe"]) == ("invalidValues", 0)
    assert quality["arguments"] == {"validValues": ["car", "0"]}
    labels = next(each["value"] for each in properties["kind"]["customProperties"] if each["property"] == "labels")
    assert labels == [{"value": "car", "description": "A car."}, {"value": "0", "name": "bus"}]


def test_rules(made):
    quality = {each["name"]: each for each in made["schema"][1]["quality"]}
    assert quality["t.rows"]["metric"] == "rowCount"
    assert quality["t.shop+day.unique"]["arguments"] == {"properties": ["shop", "day"]}
    assert quality["small"] == {
        "name": "small",
        "description": "Few are large.",
        "type": "custom",
        "engine": "dcl",
        "implementation": {"rule": "small", "check": "per kind\nwhen a > 3\ncheck share(list is missing) < 5%"},
        "severity": "warning",
        "tags": ["size"],
    }
    assert quality["looked_at"]["type"] == "text"


def test_a_name_that_the_standard_cannot_refer_to_is_left_out(tmp_path):
    text = "table `my shops` {\n  id : int key\n}\ntable t {\n  s : int references `my shops`\n}"
    made = EXPORTS["odcs"].export(compiled(tmp_path, text), None)
    assert "relationships" not in made.text
    assert "t.s.references" in {each.id for each in made.left_out}


def test_texts_that_look_like_other_things_stay_texts(tmp_path):
    text = 'table t {\n  "no"\n  yes : one of { "no", "1", "null", "2026-01-01", "!!python/object:os.system" }\n}'
    (table,) = yaml.safe_load(EXPORTS["odcs"].export(compiled(tmp_path, text), None).text)["schema"]
    assert table["description"] == "no"
    (column,) = table["properties"]
    assert column["name"] == "yes"
    values = column["quality"][0]["arguments"]["validValues"]
    assert values == ["no", "1", "null", "2026-01-01", "!!python/object:os.system"]
