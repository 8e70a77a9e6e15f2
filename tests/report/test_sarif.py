from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from dcl.engines.base import Failure, Tally
from dcl.report.sarif import sarif_report
from dcl.run import Result, check
from dcl.run.extras import Extras
from tests.report import results
from tests.report.golden_file import assert_golden
from tests.report.hostile import TEXTS, everywhere
from tests.run.street import BOXES, DRIFT, INSIDE, KEY, NOTES, REQUIRED, ToldEngine, misfit, program, table, tables

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
REPORTS = ["everything", "clean", "wrong_header", "hostile", "reviews"]
IDENTIFY = Extras(identify=True)


def run_of(result: Result, **settings) -> dict:
    """The one run of the log, which keeps to the schema."""
    log = json.loads(sarif_report(result, **settings))
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    for found in run["results"]:
        assert run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"]
    return run


def broken(failures, rule=INSIDE, failed=None, **given) -> Result:
    tally = Tally(100, failed or len(failures), 0, failures=tuple(failures))
    return check(program(rule), tables(**given), ToldEngine({rule.id: tally}), extras=IDENTIFY)


@pytest.mark.parametrize("name", REPORTS)
def test_reports_keep_to_the_schema(name):
    assert run_of(getattr(results, name)())["tool"]["driver"]["name"] == "dcl"


def test_reports_look_as_they_did():
    assert_golden("everything_limit_2.sarif", sarif_report(results.everything().limited(2)))


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_no_text_is_obeyed(text):
    log = sarif_report(everywhere(text))
    assert log.isascii()
    run = run_of(everywhere(text))
    said = [found["message"]["text"] for found in run["results"]]
    said += [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert said
    assert {unicodedata.category(sign) for each in said for sign in each}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert "](" not in "".join(said)
    for rule in run["tool"]["driver"]["rules"]:
        assert re.findall(r"</?(?!code>|span>)\w|[|*\[`]", rule["help"]["markdown"]) == []
        assert len(rule["properties"]["tags"]) <= 1


def test_a_finding_lies_at_the_rule_and_names_its_data():
    (found,) = run_of(broken([misfit(6, "x", 9.5)]))["results"]
    assert found["message"]["text"] == "boxes, box_id 7: Cut a box at the edge of its image. (x 9.5)"
    (place,) = found["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "contracts/street_boxes.dcl", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 49, "startColumn": 9},
    }
    (data,) = found["relatedLocations"]
    assert data["physicalLocation"] == {"artifactLocation": {"uri": "boxes.csv", "uriBaseId": "%SRCROOT%"}}
    assert data["logicalLocations"] == [
        {"name": "box_id 7", "fullyQualifiedName": "boxes/box_id 7", "kind": "row"},
    ]


def test_a_column_s_own_rule_names_the_column():
    (found,) = run_of(broken([misfit(6, "annotator", None)], REQUIRED))["results"]
    assert found["relatedLocations"][0]["logicalLocations"] == [
        {"name": "annotator", "fullyQualifiedName": "boxes/box_id 7/annotator", "kind": "column"},
    ]


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("data/my boxes #1.csv", "data/my%20boxes%20%231.csv"),
        ("./über.csv", "%C3%BCber.csv"),
        ("a:b.csv", "a%3Ab.csv"),
        ("s3://bucket/boxes 1.parquet", "s3://bucket/boxes%201.parquet"),
        ("data/*.csv", None),
        ("a frame", None),
    ],
)
def test_the_file_of_the_data(source, uri):
    given = replace(table(BOXES), source=source)
    (found,) = run_of(broken([misfit(6, "x", 9.5)], boxes=given))["results"]
    data = found["relatedLocations"][0].get("physicalLocation")
    assert (data and data["artifactLocation"]["uri"]) == uri
    if uri is not None:
        assert ("uriBaseId" in data["artifactLocation"]) == ("://" not in uri)


def test_an_absolute_contract_is_no_part_of_the_repository():
    path = Path("/contracts/my boxes.dcl") if Path("/").is_absolute() else Path("C:/contracts/my boxes.dcl")
    rule = replace(INSIDE, location=replace(INSIDE.location, path=str(path)))
    (found,) = run_of(broken([misfit(6, "x", 9.5)], rule))["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": path.as_uri()}


def fingerprints(result: Result) -> list[str]:
    found = [each["partialFingerprints"] for each in run_of(result)["results"]]
    assert all(each["dclViolation/v1"] == each["primaryLocationLineHash"] for each in found)
    return [each["dclViolation/v1"] for each in found]


def test_fingerprints_stay_when_rows_and_values_change():
    before = fingerprints(broken([misfit(6, "x", 9.5), misfit(7, "x", 1.0)]))
    after = fingerprints(broken([misfit(1, "x", 2.0, box_id=8), misfit(90, "x", 3.0, box_id=7)]))
    assert before == after[::-1]
    assert len(set(before)) == 2


def test_fingerprints_tell_rules_and_rows_apart():
    other = replace(INSIDE, id="other")
    assert fingerprints(broken([misfit(6, "x", 9.5)])) != fingerprints(broken([misfit(6, "x", 9.5)], other))
    assert fingerprints(broken([misfit(6, "x", 9.5)])) != fingerprints(broken([misfit(7, "x", 9.5)]))


def test_severities_are_levels():
    found = run_of(broken([misfit(2, "note", "long")], NOTES))
    assert found["results"][0]["level"] == "warning"
    assert found["tool"]["driver"]["rules"][0]["defaultConfiguration"] == {"level": "warning"}
    note = run_of(broken([misfit(2, "note", "long")], replace(NOTES, severity="info")))
    assert note["results"][0]["level"] == "note"


def test_rules_that_hold_are_left_out():
    run = run_of(results.clean())
    assert run["results"] == run["tool"]["driver"]["rules"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_what_could_not_be_judged_is_no_finding():
    run = run_of(results.everything())
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    errors = [note for note in invocation["toolExecutionNotifications"] if note["level"] == "error"]
    assert [note["associatedRule"]["id"] for note in errors] == ["far_away", "gone"]
    assert {"far_away", "gone"}.isdisjoint(found["ruleId"] for found in run["results"])


def test_what_is_not_listed_is_told():
    run = run_of(broken([misfit(row, "x", 1.0) for row in range(3)], failed=50))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["level"] == "note"
    assert "50 of 100: Cut a box" in note["message"]["text"]
    assert "the first 3 are listed here" in note["message"]["text"]


def test_a_rule_on_a_whole_table_is_one_finding():
    (found,) = run_of(broken([], DRIFT, failed=1))["results"]
    assert found["message"]["text"].startswith("boxes: The mix of labels")
    assert found["partialFingerprints"]
    assert found["relatedLocations"][0]["logicalLocations"][0]["kind"] == "table"


def test_a_structural_rule_has_a_fingerprint_too():
    assert len(set(fingerprints(results.wrong_header()))) == 4


def test_people_are_asked_to_review():
    found = [each for each in run_of(results.reviews())["results"] if each["kind"] == "review"]
    assert [each["ruleId"] for each in found] == ["tight", "each_annotator", "half_judged", "looks_inside"]
    assert {each["level"] for each in found} == {"none"}


def test_rows_that_share_a_key_have_fingerprints_of_their_own():
    twins = [Failure(row, {"box_id": 3}, {"box_id": 3}) for row in (2, 9)]
    assert len(set(fingerprints(broken(twins, KEY)))) == 2
