from __future__ import annotations

import json

import jsonschema
import pytest

from dcl.report.json import json_report
from dcl.report.schema import SCHEMA, schema_text
from dcl.report.violations import COLUMNS, violation_rows
from tests.report import results

SHIPPED = json.loads(SCHEMA.read_text(encoding="utf-8"))


def loaded(result, **settings):
    return json.loads(json_report(result, **settings))


def rule(report, id_):
    return next(each for each in report["rules"] if each["id"] == id_)


def test_the_shipped_schema_is_current():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run `python -m dcl.report.schema`"


@pytest.mark.parametrize("name", ["everything", "clean", "wrong_header", "hostile", "reviews"])
def test_reports_keep_to_the_schema(name):
    jsonschema.Draft202012Validator.check_schema(SHIPPED)
    jsonschema.validate(loaded(getattr(results, name)()), SHIPPED, jsonschema.Draft202012Validator)


def test_the_schema_refuses_what_it_does_not_know():
    report = loaded(results.clean()) | {"more": 1}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, SHIPPED, jsonschema.Draft202012Validator)


def test_the_head():
    report = loaded(results.clean())
    assert list(report) == ["schema_version", "dcl_version", "contract", "verdict", "tables", "rules"]
    assert report["schema_version"] == 1
    assert report["contract"] == {
        "name": "street_boxes",
        "version": "2.1.0",
        "path": "contracts/street_boxes.dcl",
        "fingerprint": "sha256:0",
    }
    assert report["tables"]["boxes"] == {"rows": 1000, "source": "boxes.csv"}
    assert report["verdict"] == "pass"


def test_a_row_rule():
    found = rule(loaded(results.everything().limited(1)), "boxes.label.domain")
    assert found == {
        "id": "boxes.label.domain",
        "table": "boxes",
        "scope": "row",
        "severity": "error",
        "verdict": "fail",
        "checked": 1000,
        "passed": 988,
        "failed": 12,
        "unknown": 0,
        "allowed": 0,
        "violations": [
            {
                "row": 16,
                "keys": {"box_id": 17},
                "values": {"label": "Car"},
                "message": '"Car" is not a road_user',
                "suggestion": "car",
            }
        ],
        "truncated": True,
    }


def test_missing_values_are_null_and_fields_that_do_not_apply_are_absent():
    found = rule(loaded(results.everything()), "boxes.annotator.required")
    assert found["violations"][0]["values"] == {"annotator": None}
    assert "suggestion" not in found["violations"][0]
    assert not {"reason", "measured", "outside", "description"} & set(found)


def test_groups_and_tables_say_what_they_measured():
    report = loaded(results.everything())
    group = rule(report, "careful_annotators")
    assert group["outside"] == 7
    assert "measured" not in group
    assert group["violations"][0] == {
        "keys": {"annotator": "ann_007"},
        "values": {},
        "measured": {"share(label = image_id.gold)": 0.71234567},
        "message": "An annotator is right nine times in ten.",
    }
    assert rule(report, "no_drift")["measured"] == {"psi(label, last_release.label)": 0.0312345}


def test_a_blamed_column_and_what_it_should_hold():
    (found,) = rule(loaded(results.everything()), "one_annotator")["violations"]
    assert (found["column"], found["suggestion"]) == ("annotator", "ann_001")


def test_the_verdict_follows_fail_on():
    result = results.everything()
    assert loaded(result)["verdict"] == "unjudged"
    assert loaded(results.wrong_header())["verdict"] == "fail"


def test_terminal_sequences_are_json_escapes_and_come_back_as_they_were():
    text = json_report(results.hostile())
    assert text.isprintable() or set(text) & set("\x1b\x07\u202e\ud800") == set()
    text.encode("utf-8")
    values = [found["values"]["label"] for found in json.loads(text)["rules"][0]["violations"]]
    assert values[0] == "\x1b[2J\x1b]0;title\x07"
    assert values[2] == "\u202eright to left"
    assert values[3] == "\ud800half"


def test_violations_as_flat_rows():
    rows = violation_rows(results.everything().rules)
    assert tuple(rows) == COLUMNS
    assert len({len(values) for values in rows.values()}) == 1
    first = {name: values[0] for name, values in rows.items()}
    assert first == {
        "rule": "boxes.label.domain",
        "scope": "row",
        "table": "boxes",
        "row": 16,
        "other_row": None,
        "keys": '{"box_id": 17}',
        "column": "label",
        "value": "Car",
        "message": '"Car" is not a road_user',
        "suggestion": "car",
    }
    place = rows["rule"].index("inside_image")
    assert json.loads(rows["value"][place]) == {"x": 635.0, "w": 10.0, "image_id.width": 640}
    place = rows["rule"].index("careful_annotators")
    assert rows["row"][place] is None
    assert json.loads(rows["keys"][place]) == {"annotator": "ann_007"}
