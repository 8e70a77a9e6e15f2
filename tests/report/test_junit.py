from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dcl.baseline.baseline import Baseline, apply
from dcl.engines.base import Tally
from dcl.report.junit import junit_report
from dcl.run import Result, check
from dcl.run.extras import Extras
from dcl.run.identity import identity
from tests.report import results
from tests.report.golden_file import assert_golden
from tests.report.hostile import TEXTS, everywhere
from tests.run.street import INSIDE, NOTES, ToldEngine, misfit, program, tables

xmlschema = pytest.importorskip("xmlschema")

REPORTS = ["everything", "clean", "wrong_header", "hostile", "reviews"]

PLACE = '<xs:attribute name="file" type="xs:string"/><xs:attribute name="line" type="xs:string"/>'


@pytest.fixture(scope="module")
def schema():
    """The schema of Jenkins, with the two attributes that other build servers want."""
    text = (Path(__file__).parent / "schemas" / "junit-10.xsd").read_text(encoding="utf-8")
    classname = '<xs:attribute name="classname" type="xs:string"/>'
    assert text.count(classname) == 1
    return xmlschema.XMLSchema(text.replace(classname, classname + PLACE))


def cases(result: Result, **settings) -> dict[str, ET.Element]:
    root = ET.fromstring(junit_report(result, **settings))
    return {case.get("name"): case for case in root.iter("testcase")}


@pytest.mark.parametrize("name", REPORTS)
def test_reports_keep_to_the_schema(name, schema):
    schema.validate(junit_report(getattr(results, name)()))


def test_reports_look_as_they_did():
    assert_golden("everything.junit.xml", junit_report(results.everything()))


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_no_text_is_obeyed(text, schema):
    report = junit_report(everywhere(text))
    schema.validate(report)
    root = ET.fromstring(report)
    assert {element.tag for element in root.iter()} == {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "error",
        "skipped",
    }
    said = [element.text or "" for element in root.iter()] + [value for e in root.iter() for value in e.attrib.values()]
    assert all(line.isprintable() for each in said for line in re.split("\n", each))


def test_a_suite_for_each_table_counts_its_cases():
    root = ET.fromstring(junit_report(results.everything()))
    (suite,) = root
    counts = {name: suite.get(name) for name in ("name", "tests", "failures", "errors", "skipped")}
    assert counts == {"name": "boxes", "tests": "16", "failures": "5", "errors": "2", "skipped": "1"}
    assert root.get("time") == "0.940"


def test_a_broken_rule_is_a_failure_with_its_first_rows():
    case = cases(results.everything())["inside_image"]
    assert (case.get("classname"), case.get("file"), case.get("line")) == (
        "street_boxes.boxes",
        "contracts/street_boxes.dcl",
        "49",
    )
    (failure,) = case
    assert failure.tag == "failure"
    assert failure.get("message") == "3 of 1,000: Cut a box at the edge of its image."
    assert failure.text.startswith("3 of 1,000: Cut a box at the edge of its image.\ncontracts/street_boxes.dcl:49\n")
    assert "    88       635   10   640\n" in failure.text


def test_a_broken_rule_that_does_not_fail_the_check_is_skipped():
    result = check(program(NOTES), tables(), ToldEngine({NOTES.id: Tally(9, 3, 0)}))
    (skipped,) = cases(result)["boxes.note.length"]
    assert (skipped.tag, skipped.get("message")) == ("skipped", "warning: 3 of 9: Say it in one sentence.")
    (failure,) = cases(result, fail_on="warn")["boxes.note.length"]
    assert failure.tag == "failure"


def test_what_could_not_be_judged_is_an_error():
    (error,) = cases(results.everything())["far_away"]
    assert (error.tag, error.get("type")) == ("error", "unjudged")
    assert error.get("message") == "not judged: the engine could not evaluate it: ValueError: no way"


def test_what_waits_or_is_unknown_is_skipped():
    (review,) = cases(results.reviews())["tight"]
    assert (review.tag, review.get("type")) == ("skipped", "review")
    assert review.get("message").startswith("review 132 rows")
    (unknown,) = cases(results.wrong_header())["no_drift"]
    assert (unknown.tag, unknown.get("message")) == ("skipped", "table `last_release` is absent")


def test_what_a_baseline_knows_is_no_failure():
    failure = misfit(2, "x", 1.0)
    result = check(
        program(INSIDE),
        tables(),
        ToldEngine({INSIDE.id: Tally(9, 1, 0, failures=(failure,))}),
        extras=Extras(identify=True),
    )
    known = Baseline("street_boxes", {INSIDE.id: frozenset({identity(result.program, INSIDE, failure)})})
    assert len(cases(result)["inside_image"]) == 1
    assert len(cases(apply(result, known))["inside_image"]) == 0


def test_a_rule_without_a_place_stands_at_the_contract():
    result = check(program(replace(INSIDE, location=None)), tables(), ToldEngine())
    assert cases(result)["inside_image"].get("file") == "contracts/street_boxes.dcl"
