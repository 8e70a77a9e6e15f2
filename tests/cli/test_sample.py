from __future__ import annotations

import json

import pytest


def test_help_opens_with_an_example(dcl):
    assert dcl("sample", "--help").out.startswith("Example:\n  dcl sample street.dcl ")


def test_the_clauses_come_first_and_then_what_they_promise(dcl):
    call = dcl("sample", "--accept", "1%", "--refuse", "5%")
    assert (call.status, call.err) == (0, "")
    lines = call.out.splitlines()
    assert lines[:3] == ["review 132", "allow 3", ""]
    assert lines[3].startswith("132 rows are drawn at random")
    assert "accepted 95.5% of the time" in lines[4]
    assert "refused 90.0% of the time" in lines[5]


@pytest.mark.parametrize(("accept", "refuse"), [("2%", "8%"), ("0.02", "0.08"), ("2.0 %", " 8%"), ("0.02", "8%")])
def test_spellings_of_a_share(dcl, accept, refuse):
    assert dcl("sample", "--accept", accept, "--refuse", refuse).out.startswith("review 98\nallow 4\n")


def test_risks_and_the_size_of_the_lot(dcl):
    demand = ("sample", "--accept", "1%", "--refuse", "5%")
    assert dcl(*demand, "--lot", "1000").out.startswith("review 128\nallow 3\n")
    assert dcl(*demand, "--producer-risk", "10%", "--consumer-risk", "10%").out.startswith("review 105\nallow 2\n")


def test_json(dcl):
    found = json.loads(dcl("sample", "--accept", "1%", "--refuse", "5%", "--format", "json").out)
    assert found["schema_version"] == 1
    assert found["plan"] == {"size": 132, "accept_at": 3}
    assert found["clauses"] == ["review 132", "allow 3"]
    assert found["risks"] == {"producer": 0.05, "consumer": 0.1}
    assert found["lot"] is None
    assert found["good"]["share"] == 0.01
    assert found["good"]["accepted"] == pytest.approx(0.95574749)
    assert found["bad"]["refused"] == pytest.approx(0.90077170)
    assert len(found["words"]) == 4


@pytest.mark.parametrize(
    ("accept", "refuse", "code", "says"),
    [
        ("5%", "1%", "DCL672", "cannot be refused"),
        ("1%", "1.01%", "DCL673", "more than 100,000 rows"),
        ("1%", "200%", "DCL672", "200%"),
        ("1", "5%", "DCL671", "write `1%`"),
        ("1%", "0,5%", "DCL671", "write `0.5%`"),
        ("few", "5%", "DCL671", "a number with a percent sign"),
        ("٣%", "5%", "DCL671", "`--accept`"),
        ("-1%", "5%", "DCL671", "`--accept`"),
    ],
)
def test_what_cannot_be_computed_is_2(dcl, accept, refuse, code, says):
    call = dcl("sample", f"--accept={accept}", f"--refuse={refuse}")
    assert (call.status, call.out) == (2, "")
    assert f"error[{code}]" in call.err
    assert says in call.err


def test_a_wrong_risk_is_named_as_it_is_typed(dcl):
    call = dcl("sample", "--accept", "1%", "--refuse", "5%", "--producer-risk", "5")
    assert call.status == 2
    assert "`--producer-risk`" in call.err


@pytest.mark.parametrize("arguments", [(), ("--accept", "1%"), ("--refuse", "5%")])
def test_both_shares_are_needed(dcl, arguments):
    call = dcl("sample", *arguments)
    assert (call.status, call.out) == (2, "")
    assert "--accept 1% --refuse 5%" in call.err
