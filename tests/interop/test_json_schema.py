"""What a JSON Schema of a contract looks like, and what it says of what it leaves out."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from dcl.interop.formats import EXPORTS
from tests.contract_text import HEADER, compiled
from tests.interop.gallery import contract


def exported(folder, text, table="t"):
    return EXPORTS["json-schema"].export(compiled(folder, text), table)


def schema(folder, text, table="t"):
    return json.loads(exported(folder, text, table).text)


def table(columns, rules=""):
    return f"table t {{\n{columns}\n}}\n{rules}\n"


def test_labels_are_an_enum_with_what_each_means(tmp_path):
    made = schema(
        tmp_path, 'labels l {\n  car named "0" "A car."\n  bus {\n    coach\n  }\n}\n' + table("x : l\ny : l?")
    )
    assert made["$defs"]["l"]["enum"] == ["0", "bus", "coach"]
    assert made["$defs"]["l"]["enumDescriptions"] == ["A car.", "", ""]
    assert made["$defs"]["l"]["x-dcl-below"] == {"coach": "bus"}
    assert made["properties"]["x"] == {"$ref": "#/$defs/l"}
    assert made["properties"]["y"] == {"anyOf": [{"$ref": "#/$defs/l"}, {"type": "null"}]}


def test_a_definition_may_have_any_name(tmp_path):
    made = schema(tmp_path, "labels `a/b ~é%` {\n  car\n}\n" + table("x : `a/b ~é%`"))
    validator = Draft202012Validator(made)
    assert validator.is_valid({"x": "car"})
    assert not validator.is_valid({"x": "bus"})


def test_constraints_stand_at_their_column(tmp_path):
    made = schema(
        tmp_path, table('n : int in 1..<9\nt : text? length 2..4 matches /a.*/\nl : list of int > 0 "Sizes."')
    )
    assert made["properties"]["n"] == {"type": "integer", "minimum": 1, "exclusiveMaximum": 9}
    assert made["properties"]["t"]["type"] == ["string", "null"]
    assert made["properties"]["t"]["maxLength"] == 4
    assert made["properties"]["l"]["items"]["exclusiveMinimum"] == 0
    assert made["properties"]["l"]["description"] == "Sizes."
    assert made["required"] == ["n", "l"]


def test_a_rule_is_named_and_has_its_sentence(tmp_path):
    rule = 'rule r on t {\n  "Say why."\n  when a\n  check b is not missing\n}'
    made = schema(tmp_path, table("a : bool\nb : text?", rule))
    assert made["allOf"] == [
        {
            "title": "r",
            "description": "Say why.",
            "if": {"properties": {"a": {"const": True}}},
            "then": {"required": ["b"], "properties": {"b": {"type": "string"}}},
        }
    ]


def test_an_open_table_takes_other_keys(tmp_path):
    assert "additionalProperties" not in schema(tmp_path, table("a : int\n..."))
    assert schema(tmp_path, table("a : int"))["additionalProperties"] is False


def test_words_of_columns(tmp_path):
    made = schema(tmp_path, table('a : text sensitive named "A:b"\nr : { x: int "Inside." }'))
    assert made["properties"]["A:b"]["x-dcl-sensitive"] is True
    assert made["properties"]["r"]["properties"]["x"]["description"] == "Inside."


REASONS = {
    "check x > y": "it compares values of a row with each other",
    "check x + 1 > 3": "it computes with values",
    "check to.x > 3": "it follows a reference into `o`",
    "check count(o) > 3": "it reads rows of `o`",
    'check lower(s) = "a"': "it computes `lower`",
    'check s > "a"': "texts have no order there",
    "check d > @2026-01-01": "it compares dates or durations, which are texts there",
    "check x > 3 and x > y": "it compares values of a row with each other",
    "check x > 3\n  severity warn": "it only warns",
    "check x > 3\n  severity info": "it only informs",
    "check x > 3\n  allow 1%": "it allows some rows to fail",
    "per s\n  check count() > 3": "it is decided once for each group of rows",
    "check count() > 3": "it is decided once for the whole table",
    "check s determines x": "it compares rows with each other",
    "pairs in s\n  check a.x != b.x": "it compares pairs of rows",
    "review 10": "people judge it",
    "check u < 3": "it reads `u`, which may be spelled with its unit",
    "check any(l, it = x)": "it compares values of a row with each other",
    'check batch != "x"': "it reads `batch`, which stands in the path of the file",
}


@pytest.mark.parametrize("clauses", REASONS)
def test_what_is_left_out_and_why(tmp_path, clauses):
    if "count(o)" in clauses:
        others = "table o {\n  x : int key\n  t : int references t\n}"
    else:
        others = "table o {\n  x : int key\n}"
    columns = (
        'source "{batch}.json"\nk : int key\nx : int\ny : int\nto : int references o\ns : text\n'
        'd : date format "%d.%m.%Y"\n'
        'u : int unit "kg"\nl : list of int'
    )
    made = exported(tmp_path, table(columns, others + f"\nrule r on t {{\n  {clauses}\n}}"))
    reasons = {each.id: each.why for each in made.left_out}
    assert reasons["r"] == REASONS[clauses]
    inside = json.loads(made.text)
    assert {each["rule"]: each["why"] for each in inside["x-dcl-left-out"]} == reasons
    assert "r" not in inside["x-dcl-expresses"]


def test_a_rule_is_stated_or_left_out(tmp_path):
    program = contract("street_boxes").program
    made = EXPORTS["json-schema"].export(contract("street_boxes"), "boxes")
    of_table = [rule.id for rule in program.rules if rule.table == "boxes"]
    assert sorted([*made.expressed, *(each.id for each in made.left_out)]) == sorted(of_table)


def test_what_is_stated_in_part_never_refuses_what_dcl_takes(tmp_path):
    made = exported(tmp_path, table('u : float unit "kg" > 3\nm : float? unit "%"\nd : duration'))
    validator = Draft202012Validator(json.loads(made.text))
    assert {each.id for each in made.left_out} == {"t.rows", "t.u.type", "t.u.range", "t.m.type", "t.d.type"}
    assert validator.is_valid({"u": "5 kg", "m": "nan", "d": "1h30min"})
    assert validator.is_valid({"u": 5, "m": None, "d": "-2.5s"})
    assert not validator.is_valid({"u": "5 lb", "m": "5%", "d": "2s"})
    assert not validator.is_valid({"u": 5, "m": 1, "d": "two"})


def test_no_sign_that_cannot_be_seen_gets_into_the_file(tmp_path):
    header = HEADER.replace("A contract of the tests.", r"A \u{202E}\u{9B}[2J\u{200B} 한국어 contract")
    made = EXPORTS["json-schema"].export(compiled(tmp_path, table("a : int"), header), "t")
    assert "한국어" in made.text
    assert not {"\u202e", "\u009b", "\u200b"} & set(made.text)
    assert "\u202e\u009b[2J\u200b" in json.loads(made.text)["description"]


def test_conditions_that_would_grow_without_end_are_left_out(tmp_path):
    inner = "x = 1"
    for _ in range(30):
        inner = f"(if {inner} then y = 1 else y = 2)"
    made = exported(tmp_path, table("x : int?\ny : int?", f"rule r on t {{\n  check {inner}\n}}"))
    assert [each.why for each in made.left_out if each.id == "r"] == ["written out as a schema it is too long"]
