"""Files of strangers become a contract that is as it should be, or one sentence; never anything else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.interop.draft import Draft
from dcl.interop.imports import IMPORTS, read_draft
from tests.interop.drafted import imported, refused, written

fuzz = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

names = st.one_of(
    st.sampled_from(
        ["a", "b", "id", "label", "text", "in", "`", "", "a b", "é", "\x1b[31m", "\u202e", 'x"', "\\", "#", "\n"]
    ),
    st.text(max_size=6),
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(-3, 9), st.floats(), names,
    st.sampled_from([2**63, -(2**63), 10**400, 1e308, -0.0, "2026-01-01", "^a$", "[0-9]+", "NA", "$image", "1", "0.5"]),
)  # fmt: skip


def given_records(values: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Records with some of these keys; here and there a value of a type that nobody expects."""
    return st.fixed_dictionaries(
        {}, optional={key: st.one_of(value, value, value, scalars) for key, value in values.items()}
    )


ENDS = ("minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength", "pattern", "format")
lists = st.lists(scalars, max_size=4)
schemas: st.SearchStrategy[Any] = st.deferred(
    lambda: given_records(
        {
            "type": st.one_of(
                st.sampled_from(["string", "integer", "number", "boolean", "array", "object", "null"]),
                st.lists(st.sampled_from(["string", "null", "integer"]), max_size=3),
            ),
            "properties": st.dictionaries(names, schemas, max_size=4),
            "required": st.lists(names, max_size=3),
            "items": schemas,
            "prefixItems": st.lists(schemas, max_size=3),
            "enum": lists,
            "const": scalars,
            "minimum": scalars,
            "maximum": scalars,
            "exclusiveMinimum": scalars,
            "multipleOf": scalars,
            "minLength": scalars,
            "maxLength": scalars,
            "minItems": scalars,
            "maxItems": scalars,
            "uniqueItems": st.booleans(),
            "pattern": names,
            "format": st.sampled_from(["date", "email", "date-time", "uuid", "odd"]),
            "additionalProperties": st.booleans(),
            "$ref": st.sampled_from(["#", "#/$defs/a", "#/properties/a", "#/a/b/c", "http://x", "#/$defs/b"]),
            "$defs": st.dictionaries(st.sampled_from(["a", "b"]), schemas, max_size=2),
            "anyOf": st.lists(schemas, max_size=3),
            "oneOf": st.lists(schemas, max_size=3),
            "allOf": st.lists(schemas, max_size=3),
            "not": schemas,
            "title": names,
            "description": names,
            "enumDescriptions": lists,
            "x-dcl-below": st.dictionaries(names, names, max_size=3),
            "x-dcl-key": st.lists(names, max_size=2),
            "x-dcl-ordered": st.booleans(),
            "x-dcl-contract": st.fixed_dictionaries({"name": names, "version": names}),
        }
    )
)
fields = given_records(
    {
        "name": names,
        "type": st.sampled_from(["string", "integer", "number", "boolean", "date", "datetime", "list", "any", "odd"]),
        "format": st.sampled_from(["default", "%Y", "%d.%m.%Y", "%H", "email", "any", "%"]),
        "missingValues": lists,
        "categories": st.lists(st.one_of(scalars, given_records({"value": scalars, "label": names})), max_size=3),
        "decimalChar": names,
        "constraints": given_records(
            dict.fromkeys(("required", "unique", "minimum", "maximum", "minLength", "maxLength", "pattern"), scalars)
            | {"enum": lists}
        ),
    }
)
resources = given_records(
    {
        "name": names,
        "path": names,
        "encoding": st.sampled_from(["utf-8", "latin-1", "odd"]),
        "dialect": given_records({"delimiter": names, "quoteChar": names, "header": st.booleans()}),
        "schema": given_records(
            {
                "fields": st.lists(fields, max_size=4),
                "primaryKey": st.one_of(names, st.lists(names, max_size=2)),
                "uniqueKeys": st.lists(st.lists(names, max_size=2), max_size=2),
                "missingValues": lists,
                "foreignKeys": st.lists(
                    given_records({"fields": names, "reference": given_records({"resource": names, "fields": names})}),
                    max_size=2,
                ),
            }
        ),
    }
)
properties: st.SearchStrategy[Any] = st.deferred(
    lambda: given_records(
        {
            "name": names,
            "logicalType": st.sampled_from(
                ["string", "integer", "number", "boolean", "date", "timestamp", "array", "object", "odd"]
            ),
            "logicalTypeOptions": given_records(
                dict.fromkeys(ENDS, scalars)
                | {"minItems": scalars, "uniqueItems": st.booleans(), "required": st.lists(names, max_size=2)}
            ),
            "required": st.booleans(),
            "unique": st.booleans(),
            "primaryKey": st.booleans(),
            "primaryKeyPosition": scalars,
            "enum": st.lists(st.one_of(scalars, given_records({"value": scalars, "description": names})), max_size=3),
            "quality": st.lists(
                given_records({"arguments": given_records({"validValues": lists}), "mustBe": st.just(0)})
            ),
            "relationships": st.lists(given_records({"to": names}), max_size=2),
            "items": properties,
            "properties": st.lists(properties, max_size=3),
            "classification": names,
            "description": names,
        }
    )
)
odcs = given_records(
    {
        "name": names,
        "version": names,
        "description": given_records({"purpose": names}),
        "team": st.one_of(lists, given_records({"members": st.lists(given_records({"username": names}), max_size=2)})),
        "schema": st.lists(
            given_records(
                {
                    "name": names,
                    "properties": st.lists(properties, max_size=4),
                    "relationships": st.lists(given_records({"from": names, "to": names}), max_size=2),
                }
            ),
            max_size=3,
        ),
    }
)
cvat = st.lists(
    given_records(
        {
            "name": names,
            "type": st.sampled_from(["rectangle", "polygon", "tag", "any", "odd", "ellipse"]),
            "attributes": st.lists(
                given_records(
                    {
                        "name": names,
                        "input_type": st.sampled_from(["select", "radio", "checkbox", "number", "text"]),
                        "values": lists,
                    }
                ),
                max_size=3,
            ),
        }
    ),
    max_size=4,
)

xml_texts = st.one_of(
    st.sampled_from(["a", "b", "t", "", "$x", "multiple", "true", "1", "0", "-5", "1e999", "nan", "`", 'x"', "<", "é"]),
    st.text("ab`$\u202e\\", max_size=4),
)


def element(tags: str, keys: str, inside: st.SearchStrategy[list[str]]) -> st.SearchStrategy[str]:
    """Elements with some of these attributes."""
    given_ = st.dictionaries(st.sampled_from(keys.split()), xml_texts, max_size=5)

    def written_out(tag: str, attributes: dict[str, str], inner: list[str]) -> str:
        return f"<{tag}{''.join(f' {k}={quoteattr(v)}' for k, v in attributes.items())}>{''.join(inner)}</{tag}>"

    return st.builds(written_out, st.sampled_from(tags.split()), given_, inside)


nothing: st.SearchStrategy[list[str]] = st.just([])
options = element("Choice Label View", "value alias hint", nothing)
nested = element("Choice Label View", "value alias hint", st.lists(options, max_size=2))
controls = st.builds(
    lambda name, control: control.replace(" ", f' name="c{name}" toName="t" ', 1),
    st.integers(0, 3),
    element(
        "Choices Labels RectangleLabels Taxonomy Number Rating TextArea DateTime Odd",
        "choice required perRegion min max step maxRating visibleWhen whenTagName value",
        st.lists(nested, max_size=3),
    ).filter(lambda text: " " in text.partition(">")[0]),
)
shown = element("Text Image Audio Odd", "name value toName", nothing)


def check(folder: Path, content: str, format_: str) -> None:
    draft, _, problems = read_draft(content, "it", format_, "it.json")
    assert (draft is None) is bool(problems)
    if draft is None:
        assert problems[0].message.startswith("`it.json` ")
        assert problems[0].message.isprintable()
    else:
        assert isinstance(draft, Draft)
        assert "\x1b" not in written(folder, draft).text


@fuzz
@given(schema=schemas)
def test_json_schema(tmp_path: Path, schema: Any) -> None:
    check(tmp_path, json.dumps(schema), "json-schema")


@fuzz
@given(found=st.lists(resources, min_size=1, max_size=3), name=names)
def test_frictionless(tmp_path: Path, found: Any, name: str) -> None:
    check(tmp_path, json.dumps({"name": name, "resources": found}), "frictionless")


@fuzz
@given(contract=odcs)
def test_odcs(tmp_path: Path, contract: Any) -> None:
    check(tmp_path, json.dumps(contract), "odcs")


@fuzz
@given(labels=cvat)
def test_cvat(tmp_path: Path, labels: Any) -> None:
    check(tmp_path, json.dumps(labels), "cvat")


@fuzz
@given(inner=st.lists(st.one_of(controls, controls, shown), min_size=1, max_size=5))
def test_label_studio(tmp_path: Path, inner: list[str]) -> None:
    check(tmp_path, f'<View><Text name="t" value="$t"/>{"".join(inner)}</View>', "label-studio")


DEEP = 100_000


@pytest.mark.parametrize("format_", ["json-schema", "odcs", "frictionless", "cvat"])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[" * DEEP, "DCL832"),
        ("[" * DEEP + "]" * DEEP, "DCL832"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "DCL832"),
        ('{"a": 1, "a": 2}', "DCL831"),
        ('{"a": 1} {"b": 2}', "DCL831"),
        ('{"a": ' + "9" * 5000 + "}", "DCL831"),
        ('{"a": tru', "DCL831"),
        ('{"a": "\\ud800"}', "DCL831"),
        ('{"\\udfff": 1}', "DCL831"),
        ("", None),
        (" " * 6_000_000, "DCL832"),
    ],
)
def test_json_that_is_broken_deep_or_large(format_: str, content: str, code: str | None) -> None:
    found, message = refused(content, format_)
    assert code in (None, found)
    assert len(message) < 400


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "DCL832"),
        ("a: &a [*a]", "DCL832"),
        ("a: *b", "DCL832"),
        ("- " * 300 + "a", "DCL832"),
        ("[" * 5000, "DCL832"),
        ("a: [1, 2", "DCL831"),
        ("a: !!python/object/apply:os.system ['true']", "DCL831"),
        ("a: 2026-99-99", "DCL831"),
        ("? [a]\n: b", "DCL831"),
        ("a: \x01", "DCL831"),
        ("a: " + "1" * 5000, "DCL831"),
    ],
)
def test_yaml_that_is_broken_deep_or_grows(content: str, code: str) -> None:
    pytest.importorskip("yaml")
    assert refused(content, "odcs")[0] == code


def test_yaml_may_use_a_name_again(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    first = "kind: DataContract\nschema:\n- name: t\n  properties:\n  - &c {name: a, logicalType: integer}\n"
    text = first + "  - <<: *c\n    name: b\n"
    assert imported(tmp_path, text).line("b :") == "b : int?"


def test_a_list_of_choices_that_is_far_too_long_is_a_comment(tmp_path: Path) -> None:
    many = [f"v{number}" for number in range(20_000)]
    found = imported(tmp_path, {"properties": {"a": {"type": "string", "enum": many}}}, "json-schema")
    assert any("a list of 20,000 choices" in each for each in found.losses)


def test_a_thousand_labels_are_taken_over(tmp_path: Path) -> None:
    labels = [{"name": f"label {number}", "type": "rectangle", "attributes": []} for number in range(1000)]
    assert len(imported(tmp_path, labels, "cvat").contract.checked.labels["label"].labels) == 1000


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        ({"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {"a": {}}}, "json-schema"),
        ({"properties": {"a": {}}}, "json-schema"),
        ({"kind": "DataContract", "schema": [{"name": "t", "properties": [{"name": "a"}]}]}, "odcs"),
        ({"fields": [{"name": "a"}]}, "frictionless"),
        ({"resources": [{"name": "r", "schema": {"fields": [{"name": "a"}]}}]}, "frictionless"),
        ([{"name": "a", "attributes": []}], "cvat"),
        ({"labels": [{"name": "a", "type": "tag"}]}, "cvat"),
        ('<View><Text name="t" value="$t"/><TextArea name="a" toName="t"/></View>', "label-studio"),
    ],
)
def test_a_format_is_recognised_by_what_stands_in_it(content: Any, format_: str) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    assert read_draft(text, "it", None, "it")[1] == format_


@pytest.mark.parametrize("content", [{}, [], [1], {"a": 1}])
def test_what_no_format_has_is_refused_with_their_names(content: Any) -> None:
    code, _ = refused(content)
    assert code == "DCL830"


def test_every_format_says_what_it_is() -> None:
    assert all(entry.name == name and entry.summary for name, entry in IMPORTS.items())
