"""JSON Schema as a contract: what it says of a record, and what becomes a comment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dcl.types import FLOAT, INT, LabelType, Record
from tests.interop.drafted import Imported, imported, refused


def of(folder: Path, schema: Any, **more: Any) -> Imported:
    """The contract of a record with one field `c`, which must be there."""
    return imported(folder, {"type": "object", "properties": {"c": schema}, "required": ["c"], **more}, "json-schema")


def line(folder: Path, schema: Any, **more: Any) -> str:
    return of(folder, schema, **more).line("c :")


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "string"}, "text"),
        ({"type": "integer"}, "int"),
        ({"type": "number"}, "float"),
        ({"type": "number", "multipleOf": 1}, "int"),
        ({"type": "boolean"}, "bool"),
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "string", "format": "date-time"}, "datetime"),
        ({"type": "string", "format": "uri"}, "text format url"),
        ({"type": ["string", "null"]}, "text?"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "int?"),
        ({"anyOf": [{"type": "integer", "minimum": 1}, {"enum": [None, "N/A"]}]}, 'int? >= 1 missing "N/A"'),
        ({"enum": ["a", "b"]}, 'one of { "a", "b" }'),
        ({"enum": ["a", None], "type": ["string", "null"]}, 'one of { "a" }?'),
        ({"const": "a"}, 'one of { "a" }'),
        ({"enum": [1, 2]}, "int in { 1, 2 }"),
        ({"enum": [1, 2.5]}, "float in { 1, 2.5 }"),
        ({"enum": [True, False]}, "bool"),
        ({"type": "integer", "minimum": 0, "maximum": 5}, "int in 0..5"),
        ({"type": "number", "exclusiveMinimum": 0}, "float > 0"),
        ({"type": "number", "minimum": 0, "exclusiveMinimum": True}, "float > 0"),
        ({"type": "number", "minimum": 3, "exclusiveMinimum": 1}, "float >= 3"),
        ({"type": "number", "minimum": 0, "exclusiveMaximum": 1}, "float in 0..<1"),
        ({"type": "integer", "exclusiveMinimum": 0, "maximum": 2.5}, "int in 1..2"),
        ({"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1}, "int"),
        ({"type": "string", "minLength": 1, "maxLength": 9}, "text length 1..9"),
        ({"type": "string", "pattern": "^a\\d$"}, r"text matches /a\d/"),
        ({"type": "string", "not": {"enum": ["a", "b"]}}, 'text != "a" != "b"'),
        ({"type": "array", "items": {"type": "integer", "minimum": 0}}, "list of int >= 0"),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "list of (text?)"),
        ({"type": "array", "items": {"enum": ["a"]}, "uniqueItems": True}, 'list of one of { "a" } unique'),
        ({"type": "array", "items": {"type": "integer"}, "minItems": 1}, "list of int length 1.."),
        ({"type": "array", "items": {"type": "array", "items": {"type": "number"}}}, "list of list of float"),
        (True, "any?"),
    ],
)
def test_a_schema_as_a_column(tmp_path: Path, schema: Any, said: str) -> None:
    found = of(tmp_path, schema)
    assert found.line("c :") == f"c : {said}"
    assert found.losses == ()


@pytest.mark.parametrize(
    ("schema", "lost"),
    [
        ({"type": "number", "multipleOf": 0.5}, "`multipleOf: 0.5`"),
        ({"type": "string", "pattern": "(?i)x"}, '`pattern: "(?i)x"` (no pattern here says exactly this)'),
        ({"type": "string", "format": "duration"}, '`format: "duration"`'),
        ({"type": ["string", "integer"]}, "(a column has one type)"),
        ({"enum": [1, "a"]}, "(a column has one type)"),
        ({"type": "integer", "minimum": 5, "maximum": 3}, "a range that no value meets: from 5 to 3"),
        ({"type": "string", "minLength": 5, "maxLength": 3}, "a length that nothing has: from 5 to 3"),
        ({"type": "integer", "minimum": "1"}, '`minimum: "1"` (where a number should be)'),
        ({"type": "integer", "minimum": 1e400}, "(where a number that fits into 64 bits should be)"),
        ({"type": "integer", "exclusiveMinimum": 0, "maximum": 0.5}, "a range that no value meets: from 1 to 0"),
        ({"type": "integer", "minimum": 1e30}, "a range that no value meets"),
        ({"type": "string", "minLength": 1e19}, "(where a whole number from 0 should be)"),
        ({"type": "string", "minLength": -1}, "(where a whole number from 0 should be)"),
        ({"$ref": "https://example.org/other.json"}, "(nothing in the file is there)"),
        ({"$ref": "#/$defs/gone"}, "(nothing in the file is there)"),
        ({"$ref": "#"}, "(it holds itself)"),
        ({"anyOf": [{"type": "integer"}, {"type": "string"}]}, "`anyOf: […, …]`"),
        ({"type": "array", "contains": {"const": 1}}, "`contains: {const: 1}`"),
        ({"type": "array", "items": {"type": "string", "maxLength": 3}}, "the length of each element"),
        ({"type": "object", "properties": {"a": {"type": "number", "multipleOf": 2}}}, "in `a`: `multipleOf: 2`"),
        (7, "(where a schema should be)"),
        ({"type": "integer", "const": []}, "lists and records are no choices"),
        ({"type": "string", "unheard": "of\n\x1b"}, '`unheard: "of\\\\n\\\\u{1b}"`'),
    ],
)
def test_what_cannot_be_said_is_a_comment_above_the_column(tmp_path: Path, schema: Any, lost: str) -> None:
    found = of(tmp_path, schema)
    assert any(lost in each for each in found.losses), found.losses
    assert all(f"# not taken over: {each.partition(': ')[2]}"[:200] in found.text for each in found.losses)


def test_a_field_that_may_be_absent_may_be_missing(tmp_path: Path) -> None:
    found = imported(tmp_path, {"properties": {"a": {"type": "integer"}}}, "json-schema")
    assert found.line("a :") == "a : int?"


def test_a_closed_record_is_a_closed_table(tmp_path: Path) -> None:
    assert of(tmp_path, {"type": "integer"}, additionalProperties=False).contract.checked.tables["it"].open is False
    assert of(tmp_path, {"type": "integer"}).contract.checked.tables["it"].open is True


def test_title_and_descriptions(tmp_path: Path) -> None:
    found = of(tmp_path, {"type": "integer", "description": "It."}, title="boxes", description="One row per box.")
    assert found.line("c :") == 'c : int "It."'
    assert found.contract.checked.tables["boxes"].decl.description.value == "One row per box."  # type: ignore[union-attr]


def test_constants_with_definitions_are_a_label_set(tmp_path: Path) -> None:
    found = of(tmp_path, {"oneOf": [{"const": "car", "title": "A car."}, {"const": "b us", "description": "A bus."}]})
    labels = found.contract.checked.labels["c"]
    assert [(label.spelling, label.description) for label in labels.labels] == [("car", "A car."), ("b us", "A bus.")]


def test_an_enumeration_under_defs_is_one_label_set_for_all_that_refer_to_it(tmp_path: Path) -> None:
    kind = {"$ref": "#/$defs/kind"}
    schema = {"properties": {"a": kind, "b": {**kind, "description": "Mine."}}, "$defs": {"kind": {"enum": ["x", "y"]}}}
    found = imported(tmp_path, schema, "json-schema")
    assert list(found.contract.checked.labels) == ["kind"]
    assert (found.line("a :"), found.line("b :")) == ("a : kind?", 'b : kind? "Mine."')


def test_records_and_fixed_lists(tmp_path: Path) -> None:
    inner = {"type": "object", "properties": {"x": {"type": "number", "minimum": 0}}, "required": ["x"]}
    assert line(tmp_path, {**inner, "additionalProperties": False}) == "c : { x: float >= 0 }"
    assert line(tmp_path, inner) == "c : { x: float >= 0, ... }"
    fixed = {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "number"}], "items": False, "minItems": 2}
    type_ = of(tmp_path, fixed).contract.checked.tables["it"].columns["c"].type
    assert isinstance(type_, Record)
    assert type_.positional
    assert [field[1] for field in type_.fields] == [INT, FLOAT]


def test_the_schema_of_a_list_of_records_is_that_of_its_records(tmp_path: Path) -> None:
    schema = {"type": "array", "items": {"$ref": "#/$defs/row"}, "$defs": {"row": {"properties": {"a": {"const": 1}}}}}
    assert imported(tmp_path, schema, "json-schema").line("a :") == "a : int? in { 1 }"


def test_rules_over_several_fields_are_named_in_a_comment(tmp_path: Path) -> None:
    found = of(
        tmp_path, {"type": "integer"}, allOf=[{"if": {}, "description": "Say why."}], dependentRequired={"c": []}
    )
    assert set(found.losses) == {'it: the rule "Say why."', "it: `dependentRequired: {c: []}`"}


def test_a_name_that_the_language_cannot_write_keeps_its_spelling(tmp_path: Path) -> None:
    found = imported(tmp_path, {"properties": {"a`b\n": {}, "a`b ": {}}}, "json-schema")
    columns = found.contract.checked.tables["it"].columns
    assert [column.file_name for column in columns.values()] == ["a`b\n", "a`b "]


@pytest.mark.parametrize("content", [[], [1], 3, "a", {"type": "object"}, {"properties": {}}, {"properties": []}])
def test_what_describes_no_record_is_refused(content: Any) -> None:
    code, message = refused(content if not isinstance(content, str) else '"a"', "json-schema")
    assert code in ("DCL833", "DCL831")
    assert message.startswith("`it.json` ")


def test_references_that_multiply_are_refused() -> None:
    defs = {
        f"d{n}": {"type": "object", "properties": {f"p{k}": {"$ref": f"#/$defs/d{n + 1}"} for k in range(9)}}
        for n in range(9)
    }
    defs["d9"] = {"properties": {"a": {}}}
    code, message = refused({"$ref": "#/$defs/d0", "$defs": defs}, "json-schema")
    assert (code, "when its references are followed" in message) == ("DCL832", True)


def test_a_schema_that_holds_itself_ends(tmp_path: Path) -> None:
    tree = {"type": "object", "properties": {"below": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}}
    found = imported(
        tmp_path, {"properties": {"root": {"$ref": "#/$defs/tree"}}, "$defs": {"tree": tree}}, "json-schema"
    )
    assert any("it holds itself" in each for each in found.losses)


def test_labels_keep_their_tree_and_their_order(tmp_path: Path) -> None:
    tree = {"enum": ["a", "b"], "x-dcl-below": {"b": "a"}, "enumDescriptions": ["A.", "B."]}
    scale = {"enum": ["low", "high"], "x-dcl-ordered": True}
    found = imported(tmp_path, {"properties": {"t": tree, "s": scale}}, "json-schema").contract.checked
    assert [label.parent for label in found.labels["t"].labels] == [None, "a"]
    assert found.labels["s"].ordered
    assert isinstance(found.tables["it"].columns["s"].type, LabelType)


def test_labels_below_each_other_in_a_circle_stand_at_the_top(tmp_path: Path) -> None:
    circle = {"enum": ["a", "b"], "x-dcl-below": {"b": "a", "a": "b"}}
    found = imported(tmp_path, {"properties": {"t": circle}}, "json-schema").contract.checked
    assert [label.parent for label in found.labels["t"].labels] == [None, None]
