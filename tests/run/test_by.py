from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from dcl.baseline.baseline import apply, baseline_of
from dcl.run.by import check_by, part_of, parts_of, result_of
from dcl.run.extras import Extras
from dcl.run.sensitive import MASK
from tests.contract_text import compiled
from tests.run.delivery import COLUMNS, CONTRACT, ROWS, checked, text_table


def own(result, value):
    """What the part of a value may see."""
    return result_of(result, next(part for part in parts_of(result, result.by) if part.value == value))


def said(result) -> str:
    """Everything that a result says of data."""
    rules = [{name: each for name, each in asdict(rule).items() if name != "rule"} for rule in result.rules]
    tables = {name: asdict(info) for name, info in result.tables.items()}
    return json.dumps([rules, tables, repr(result.parts), repr(result.baseline), result.seconds], default=str)


class TestParts:
    def test_the_one_with_most_failures_comes_first(self, tmp_path):
        parts = parts_of(checked(tmp_path), "vendor")
        assert [part.value for part in parts] == ["bob", "acme", None]
        assert [part.rows for part in parts] == [{"boxes": 3}, {"boxes": 3}, {"boxes": 1}]
        assert [part.failures for part in parts] == sorted((part.failures for part in parts), reverse=True)

    def test_one_without_failures_is_there(self, tmp_path):
        contract = "table t {\n  id : int key\n  vendor : text\n}\n"
        tables = {"t": text_table(("id", "vendor"), [("1", "acme"), ("1", "acme"), ("2", "bob")])}
        parts = parts_of(checked(tmp_path, contract, tables=tables), "vendor")
        assert [(part.value, part.failures) for part in parts] == [("acme", 2), ("bob", 0)]

    def test_a_violation_knows_its_part(self, tmp_path):
        result = checked(tmp_path)
        assert [part_of(v, "vendor") for v in result.rule["boxes.x.range"].violations] == ["acme", "bob", None]
        assert ["acme", "bob"] in [part_of(v, "vendor") for v in result.rule["apart"].violations]
        assert part_of(result.rule["enough"].violations[0], "vendor") is None
        assert part_of(result.rule["apart"].violations[0], None) is None


class TestWhatAPartMaySee:
    @pytest.mark.parametrize("engine", ["reference", "polars"])
    @pytest.mark.parametrize(("value", "mine", "theirs"), [("acme", "acme", "bob"), ("bob", "bob", "acme")])
    def test_nothing_of_others(self, tmp_path, engine, value, mine, theirs):
        found = said(own(checked(tmp_path, engine=engine), value))
        assert mine in found
        assert theirs not in found.replace("bobville", "").replace("twin", "")
        assert "lost" not in found.replace("boblost", "")
        assert "acmesecret" not in found
        assert "bobsecret" not in found

    def test_the_rows_of_a_missing_value(self, tmp_path):
        found = said(own(checked(tmp_path), None))
        assert "lost-1" in found
        assert "acme" not in found
        assert "bob" not in found

    def test_neither_rules_over_all_rows_nor_over_groups_of_others(self, tmp_path):
        names = {rule.id for rule in own(checked(tmp_path), "acme").rules}
        assert {"many", "apart", "one_city", "boxes.x.range"} <= names
        assert not {"workers", "enough", "looked_at", "boxes.rows", "images.name.type"} & names

    def test_counts_are_its_own(self, tmp_path):
        result = own(checked(tmp_path), "bob")
        rule = result.rule["boxes.x.range"]
        assert (rule.verdict, rule.failed, rule.checked, len(rule.violations)) == ("fail", 1, 3, 1)
        assert (rule.unknown, rule.outside, rule.allowed, rule.split) == (0, 0, 0, {})
        assert result.tables["boxes"].rows == 3
        assert result.tables["boxes"].source == ""

    def test_a_rule_that_others_break_holds(self, tmp_path):
        rule = own(checked(tmp_path), "bob").rule["one_city"]
        assert (rule.verdict, rule.failed, rule.violations) == ("pass", 0, ())

    def test_what_is_forgiven_as_a_whole_is_forgiven(self, tmp_path):
        whole = checked(tmp_path, CONTRACT.replace("allow 50%", "allow 100%"))
        rule = own(whole, "bob").rule["narrow"]
        assert (rule.verdict, rule.failed > 0, rule.failed <= rule.allowed) == ("pass", True, True)

    def test_of_a_pair_with_others_only_its_own_row(self, tmp_path):
        rule = own(checked(tmp_path), "acme").rule["apart"]
        for violation in rule.violations:
            shown = json.dumps([violation.keys, violation.other_keys, violation.values, violation.beside], default=str)
            assert "bob" not in shown
            assert "lost" not in shown
        mixed = [v for v in rule.violations if v.row is None or v.other_row is None]
        assert mixed
        assert all(MASK in [*v.keys.values(), *v.other_keys.values()] for v in mixed)
        assert (rule.listed, rule.failed, rule.truncated) == (7, 7, False)

    def test_no_count_and_no_value_of_rows_that_share_a_key(self, tmp_path):
        messages = [v.message for v in own(checked(tmp_path), "acme").rule["boxes.key"].violations]
        assert messages == ['"twin" appears more than once']

    def test_no_value_that_rows_of_others_expect(self, tmp_path):
        (violation,) = own(checked(tmp_path), "acme").rule["one_city"].violations
        assert (violation.suggestion, violation.values["city"]) == (None, "acmeville")
        assert "bobville" not in violation.message

    def test_no_value_of_the_row_before(self, tmp_path):
        result = own(checked(tmp_path, CONTRACT.replace("x > prev(x, -1)", "x - prev(x, -1) < 5")), "bob")
        shown = [v.values for v in result.rule["next_to"].violations]
        assert all("110" not in str(values) for values in shown)

    def test_after_a_baseline_only_what_is_new_counts(self, tmp_path):
        before = checked(tmp_path, extras=Extras(by="vendor", identify=True))
        after = apply(before, baseline_of(before))
        result = own(after, "bob")
        assert result.baseline is None
        assert {rule.failed for rule in result.rules} == {0}
        assert {rule.verdict for rule in result.rules} <= {"pass", "unknown"}


class TestCheckBy:
    CONTRACT = (
        'table t {\n  id : int key\n  vendor : text\n  who : text sensitive\n  tags : list of text separated by ";"\n'
        "  let hidden = upper(who)\n}\n"
    )

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("vendr", "`vendr` is not a column of any table"),
            ("who", "sensitive"),
            ("hidden", "sensitive"),
            ("tags", "more than one value"),
            ("\x1b[2J", "\\u{1b}"),
        ],
    )
    def test_what_no_report_can_go_by(self, tmp_path, name, said):
        (problem,) = check_by(compiled(tmp_path, self.CONTRACT).program, name)
        assert said in problem.message

    def test_a_name_that_is_nearly_right(self, tmp_path):
        (problem,) = check_by(compiled(tmp_path, self.CONTRACT).program, "vendr")
        assert problem.help == "did you mean `vendor`?"

    def test_a_column_that_is_there(self, tmp_path):
        assert check_by(compiled(tmp_path, self.CONTRACT).program, "vendor") == ()


def test_no_cell_of_another_vendor_stands_in_the_planted_data():
    """The test of leaks says nothing unless cells tell their vendor."""
    vendor = COLUMNS.index("vendor")
    marked = [row for row in ROWS if row[vendor] and any(row[vendor] in cell for cell in row)]
    assert len(marked) == 6
