from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest

from dcl.report.schema import SCHEMA

CONTRACT = """\
dcl 1

contract street 1.0.0 {
  "Boxes on a street."
}

table boxes {
  "One row per drawn box."
  box_id : int  key
  who    : text
  label  : text  sensitive
  w      : float
}

rule tight on boxes {
  "The edges touch the object."
  when w > 1
  review 5
  allow 1
}

rule each_annotator on boxes {
  "Everybody draws tight boxes."
  per who
  review 2
}

rule wide on boxes {
  "A box is wide, and looks wide."
  check w > 0
  review 10%
}
"""

ONLY_TIGHT = ("--rule", "tight")


@pytest.fixture
def street(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "street.dcl").write_text(CONTRACT, encoding="utf-8")
    lines = [f"{n},{'abc'[n % 3]},secret{n},{n % 8 + 1}" for n in range(40)]
    (tmp_path / "boxes.csv").write_text("\n".join(["box_id,who,label,w", *lines]) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def sample(dcl):
    """Calls `dcl sample` on the street."""
    return lambda *options: dcl("sample", "street.dcl", "boxes.csv", *options)


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def fill(path, *verdicts: str, note: str = "") -> str:
    """Writes the verdicts into the lines of a sheet, from the top; gives its name."""
    lines = records(path.read_text(encoding="utf-8"))
    for line, verdict in zip(lines, verdicts, strict=False):
        line |= {"verdict": verdict, "note": note if verdict == "fail" else ""}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    return path.name


class TestDraw:
    def test_the_sheet_of_one_rule_goes_to_standard_output(self, street, sample):
        call = sample(*ONLY_TIGHT)
        assert call.status == 0
        lines = records(call.out)
        assert list(lines[0]) == ["row", "box_id", "who", "label", "w", "verdict", "note", "sample"]
        assert len(lines) == 5
        assert all(float(line["w"]) > 1 and int(line["row"]) == int(line["box_id"]) + 1 for line in lines)
        assert call.err == "drew 5 of 35 rows for `tight` with seed 1\n"

    def test_sensitive_cells_are_masked(self, street, sample):
        call = sample(*ONLY_TIGHT)
        assert "secret" not in call.out
        assert {line["label"] for line in records(call.out)} == {"***"}

    def test_the_same_command_draws_the_same_rows_and_another_seed_others(self, street, sample):
        assert sample(*ONLY_TIGHT).out == sample(*ONLY_TIGHT).out
        assert sample(*ONLY_TIGHT).out != sample(*ONLY_TIGHT, "--seed", "2").out

    def test_by_draws_from_each_value(self, street, sample):
        call = sample(*ONLY_TIGHT, "--by", "who")
        assert {line["who"] for line in records(call.out)} == {"a", "b", "c"}
        assert "by `who`" in call.err

    def test_each_lot_has_its_own_sample(self, street, sample):
        lines = records(sample("--rule", "each_annotator").out)
        assert sorted(line["who"] for line in lines) == ["a", "a", "b", "b", "c", "c"]

    def test_beside_a_check_what_it_reads_comes_first(self, street, sample):
        call = sample("--rule", "wide")
        assert list(records(call.out)[0]) == ["row", "box_id", "w", "verdict", "note", "who", "label", "sample"]
        assert len(records(call.out)) == 4

    def test_several_rules_need_a_name_for_each_sheet(self, street, sample):
        call = sample()
        assert (call.status, call.out) == (2, "")
        assert "`tight`, `each_annotator` and `wide`" in call.err
        assert "{rule}" in call.err

    def test_a_sheet_for_each_rule(self, street, sample):
        assert sample("--output", "to_do_{rule}.csv").status == 0
        assert sorted(path.name for path in street.glob("to_do*")) == [
            "to_do_each_annotator.csv",
            "to_do_tight.csv",
            "to_do_wide.csv",
        ]

    def test_the_data_are_never_replaced(self, street, sample):
        call = sample(*ONLY_TIGHT, "--output", "boxes.csv")
        assert call.status == 2
        assert "the data of this check" in call.err

    @pytest.mark.parametrize(
        ("options", "code", "says"),
        [
            (("--rule", "tigt"), "DCL651", "did you mean `tight`?"),
            (("--rule", "boxes.w.type"), "DCL679", "has no `review`"),
            (("--by", "wo"), "DCL680", "did you mean `who`?"),
        ],
    )
    def test_what_cannot_be_drawn_is_2(self, street, sample, options, code, says):
        call = sample(*options)
        assert (call.status, call.out) == (2, "")
        assert code in call.err
        assert says in call.err

    def test_a_plan_needs_no_contract(self, street, sample):
        call = sample("--accept", "1%", "--refuse", "5%")
        assert (call.status, call.out) == (2, "")
        assert "no contract is read" in call.err


class TestDecide:
    @pytest.fixture
    def sheet(self, street, sample):
        sample(*ONLY_TIGHT, "--output", "tight.csv")
        return street / "tight.csv"

    @pytest.mark.parametrize(
        ("verdicts", "status", "verdict", "decision"),
        [
            (["pass"] * 5, 0, "pass", "accepted"),
            (["pass", "fail", "pass", "pass", "pass"], 0, "pass", "accepted"),
            (["fail", "fail"], 1, "fail", "refused"),
            (["pass", "fail"], 0, "review", "incomplete"),
            ([], 0, "review", "incomplete"),
        ],
    )
    def test_verdicts_decide(self, sheet, sample, verdicts, status, verdict, decision):
        call = sample(*ONLY_TIGHT, "--verdicts", fill(sheet, *verdicts), "--format", "json")
        assert (call.status, call.err) == (status, "")
        report = json.loads(call.out)
        jsonschema.validate(report, json.loads(SCHEMA.read_text(encoding="utf-8")))
        rule = report["rules"][0]
        bad = verdicts.count("fail")
        assert rule["verdict"] == verdict
        assert rule["review"] == {
            "size": 5,
            "accept": 1,
            "seed": 1,
            "judged": len(verdicts),
            "bad": bad,
            "decision": decision,
        }
        assert (rule["checked"], rule["failed"], rule["passed"]) == (35, bad, len(verdicts) - bad)

    def test_the_report_tells_what_people_found(self, sheet, sample):
        call = sample(*ONLY_TIGHT, "--verdicts", fill(sheet, "fail", "fail", "pass", note="too loose"))
        assert "✗ tight   2 of 3   The edges touch the object." in call.out
        assert "refused by review: 2 bad of 3 judged (accept at 1 or fewer)" in call.out
        assert call.out.count("too loose") == 2
        assert "1 rule broken" in call.out

    def test_an_accepted_rule_says_so(self, sheet, sample):
        call = sample(*ONLY_TIGHT, "--verdicts", fill(sheet, *["pass"] * 5))
        assert "tight accepted by review: 0 bad of 5 judged (accept at 1 or fewer)" in call.out

    def test_what_is_left_to_judge(self, sheet, sample):
        call = sample(*ONLY_TIGHT, "--verdicts", fill(sheet, "pass", "fail"))
        assert "? tight   review 5 rows (accept at 1 or fewer): 2 judged, 1 bad; dcl sample …" in call.out

    def test_another_seed_does_not_fit_the_sheet(self, sheet, sample):
        call = sample(*ONLY_TIGHT, "--verdicts", fill(sheet, "pass"), "--seed", "2")
        assert call.status == 2
        assert "DCL675" in call.err
        assert "? tight   not judged" in call.out

    def test_the_column_to_draw_by_is_named_again(self, street, sample):
        sample(*ONLY_TIGHT, "--by", "who", "--output", "by_who.csv")
        filled = ("--verdicts", fill(street / "by_who.csv", *["pass"] * 5))
        assert "accepted by review" in sample(*ONLY_TIGHT, "--by", "who", *filled).out
        assert "DCL675" in sample(*ONLY_TIGHT, *filled).err

    def test_other_data_do_not_fit_the_sheet(self, street, sheet, sample):
        name = fill(sheet, *["pass"] * 5)
        data = street / "boxes.csv"
        data.write_text(data.read_text().replace(",a,", ",z,").replace(",b,", ",z,").replace(",c,", ",z,"))
        call = sample(*ONLY_TIGHT, "--verdicts", name)
        assert call.status == 2
        assert "DCL677" in call.err

    def test_a_word_that_is_no_verdict(self, sheet, sample):
        call = sample(*ONLY_TIGHT, "--verdicts", fill(sheet, "pass", "pas", "pass", "pass", "pass"))
        assert call.status == 2
        assert "did you mean `pass`?" in call.err
        assert "1 not judged" in call.out

    def test_two_people_share_the_rows(self, street, sheet, sample):
        sample(*ONLY_TIGHT, "--output", "other.csv")
        fill(street / "other.csv", "", "", "", "pass", "pass")
        both = ("--verdicts", fill(sheet, "pass", "pass", "pass"), "--verdicts", "other.csv")
        assert "5 judged" in sample(*ONLY_TIGHT, *both).out
        fill(street / "other.csv", "fail", "", "", "pass", "pass")
        call = sample(*ONLY_TIGHT, *both)
        assert call.status == 2
        assert "another sheet has a different verdict" in call.err

    def test_one_bad_lot_breaks_the_rule(self, street, sample):
        sample("--rule", "each_annotator", "--output", "lots.csv")
        verdicts = ["pass"] * 5 + ["fail"]
        call = sample("--rule", "each_annotator", "--verdicts", fill(street / "lots.csv", *verdicts))
        assert call.status == 1
        assert "refused by review: 1 bad of 6 judged in 3 lots (accept each at 0)" in call.out

    def test_people_refuse_what_the_check_let_through(self, street, sample):
        sample("--rule", "wide", "--output", "wide.csv")
        call = sample("--rule", "wide", "--verdicts", fill(street / "wide.csv", "fail"), "--format", "json")
        rule = json.loads(call.out)["rules"][0]
        assert call.status == 1
        assert (rule["verdict"], rule["failed"], rule["checked"]) == ("fail", 0, 40)
        assert rule["reason"] == "people refused its sample"

    def test_all_sheets_at_once(self, street, sample):
        sample("--output", "s_{rule}.csv")
        names = ("tight", "each_annotator", "wide")
        given = [part for name in names for part in ("--verdicts", fill(street / f"s_{name}.csv", *["pass"] * 6))]
        call = sample(*given)
        assert (call.status, call.err) == (0, "")
        assert call.out.count("accepted by review") == 3
        assert "no rule broken\n" in call.out


class TestCheck:
    def test_what_people_judge_counts_as_nothing(self, street, dcl):
        call = dcl("check", "street.dcl", "boxes.csv")
        assert (call.status, call.err) == (0, "")
        assert "? tight            review 5 rows (accept at 1 or fewer): dcl sample …" in call.out
        assert "? each_annotator   review 6 rows in 3 lots (accept each at 0): dcl sample …" in call.out
        assert "? wide             review 4 rows (accept at 0): dcl sample …" in call.out
        assert "no rule broken, 3 to review" in call.out

    @pytest.mark.parametrize("engine", ["polars", "reference"])
    def test_json(self, street, dcl, engine):
        call = dcl("check", "street.dcl", "boxes.csv", "--format", "json", "--engine", engine)
        report = json.loads(call.out)
        jsonschema.validate(report, json.loads(SCHEMA.read_text(encoding="utf-8")))
        rules = {rule["id"]: rule for rule in report["rules"]}
        assert report["verdict"] == "pass"
        assert rules["tight"]["verdict"] == rules["each_annotator"]["verdict"] == "review"
        assert (rules["tight"]["checked"], rules["tight"]["unknown"]) == (35, 35)
        assert rules["tight"]["review"] == {"size": 5, "accept": 1}
        assert rules["each_annotator"]["review"] == {"size": 6, "accept": 0, "lots": 3}
        assert (rules["wide"]["verdict"], rules["wide"]["review"]) == ("pass", {"size": 4, "accept": 0})


MADE = """
table people from boxes per who order by box_id {
  let labels = join(label, " ")
  let boxes = count()
}

rule busy on people {
  "Nobody draws everything."
  check boxes < 5 or length(labels) < 5
}

rule known on people {
  "We know this person."
  review 1
}
"""


def test_tables_made_of_sensitive_columns_are_masked_too(street, dcl):
    (street / "street.dcl").write_text(CONTRACT.replace("who    : text", "who    : text  sensitive") + MADE)
    for verb in (("check", "street.dcl", "boxes.csv", "--format", "json"), ("sample", "street.dcl", "boxes.csv")):
        call = dcl(*verb, "--rule", "busy" if verb[0] == "check" else "known")
        assert "***" in call.out
        assert "secret" not in call.out
    assert "14" in dcl("check", "street.dcl", "boxes.csv", "--rule", "busy").out
