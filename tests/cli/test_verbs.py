from __future__ import annotations

import json

import pytest

from tests.cli.shop import CONTRACT, write

VERBS = ["check", "lint", "fmt", "test", "plan", "explain"]


@pytest.mark.parametrize("verb", [[], *([verb] for verb in VERBS)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_opens_with_an_example(dcl, verb, option):
    call = dcl(*verb, option)
    assert call.status == 0
    assert call.out.startswith("Example:\n  dcl ")


def test_version(dcl):
    call = dcl("--version")
    assert call.status == 0
    assert call.out.startswith("dcl, version ")


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["lint"], ["plan"]])
def test_bad_usage_is_2(dcl, arguments):
    call = dcl(*arguments)
    assert (call.status, call.out) == (2, "")


class TestLint:
    def test_a_clean_contract(self, shop, dcl):
        assert dcl("lint", "shop.dcl").status == 0

    def test_findings_are_1(self, shop, dcl):
        (shop / "shop.dcl").write_text(CONTRACT.removeprefix("dcl 1\n"))
        call = dcl("lint", "shop.dcl")
        assert call.status == 1
        assert "warning[DCL709]" in call.out

    def test_a_broken_contract_is_2(self, shop, dcl):
        (shop / "shop.dcl").write_text("contract {\n")
        call = dcl("lint", "shop.dcl")
        assert call.status == 2
        assert "error[DCL" in call.out

    def test_json(self, shop, dcl):
        (shop / "shop.dcl").write_text(CONTRACT.removeprefix("dcl 1\n"))
        found = json.loads(dcl("lint", "shop.dcl", "--format", "json").out)
        assert found["schema_version"] == 1
        assert found["diagnostics"][0]["code"] == "DCL709"

    def test_several_files_are_all_looked_at(self, shop, dcl):
        call = dcl("lint", "gone.dcl", "shop.dcl", "lost.dcl")
        assert call.status == 2
        assert "gone.dcl" in call.out
        assert "lost.dcl" in call.out


class TestTest:
    def test_examples_that_come_out_right(self, shop, dcl):
        call = dcl("test", "shop.dcl")
        assert (call.status, call.err) == (0, "")
        assert "✓ shop.dcl   6 of 6 examples as expected" in call.out

    def test_an_example_that_comes_out_wrong_is_1(self, shop, dcl):
        (shop / "shop.dcl").write_text(CONTRACT.replace('"sent", price: 1', '"sent", price: 0'))
        call = dcl("test", "shop.dcl")
        assert call.status == 1
        assert "✗ sent_is_paid" in call.out
        assert "shop.dcl:32" in call.out
        assert "without both a pass and a fail example: sent_is_paid" in call.out

    def test_json(self, shop, dcl):
        (found,) = json.loads(dcl("test", "shop.dcl", "--format", "json").out)["contracts"]
        assert found["path"] == "shop.dcl"
        assert {example["ok"] for example in found["examples"]} == {True}
        assert found["uncovered"] == []

    def test_a_broken_contract_is_2(self, shop, dcl):
        (shop / "shop.dcl").write_text("contract {\n")
        assert dcl("test", "shop.dcl").status == 2


class TestFmt:
    MESSY = CONTRACT.replace("  order : int    key", "  order: int key").replace("\n\nlabels", "\n\n\n\nlabels")

    def test_a_file_is_laid_out_in_place_once(self, shop, dcl):
        write(shop, contract=self.MESSY)
        assert dcl("fmt", "shop.dcl").status == 0
        first = (shop / "shop.dcl").read_text()
        assert first != self.MESSY
        assert dcl("fmt", "--check", "shop.dcl").status == 0
        assert dcl("fmt", "shop.dcl").status == 0
        assert (shop / "shop.dcl").read_text() == first

    def test_check_changes_nothing_and_is_1(self, shop, dcl):
        write(shop, contract=self.MESSY)
        call = dcl("fmt", "--check", "shop.dcl")
        assert (call.status, call.out) == (1, "shop.dcl would change\n")
        assert (shop / "shop.dcl").read_text() == self.MESSY

    def test_diff_shows_what_would_change(self, shop, dcl):
        write(shop, contract=self.MESSY)
        call = dcl("fmt", "--diff", "shop.dcl")
        assert call.status == 0
        assert "-  order: int key\n" in call.out
        assert (shop / "shop.dcl").read_text() == self.MESSY

    def test_a_broken_contract_is_2_and_stays_as_it_is(self, shop, dcl):
        write(shop, contract="contract {\n")
        call = dcl("fmt", "shop.dcl")
        assert (call.status, call.out) == (2, "")
        assert "error[DCL" in call.err
        assert (shop / "shop.dcl").read_text() == "contract {\n"


class TestPlan:
    def test_rules_and_queries(self, shop, dcl):
        call = dcl("plan", "shop.dcl")
        assert call.status == 0
        assert "orders.key" in call.out
        assert "once for the whole table `orders`" in call.out
        assert "SELECT" in call.out


class TestExplain:
    @pytest.mark.parametrize("name", ["DCL651", "dcl651", "unknown-rule"])
    def test_a_code(self, dcl, name):
        call = dcl("explain", name)
        assert call.status == 0
        assert call.out.startswith("DCL651 unknown-rule (error)\n\n`--rule` names a rule")
        assert "```" not in call.out

    def test_every_code_has_a_page(self, dcl):
        from dcl.cli.explain import all_codes

        for code in all_codes():
            call = dcl("explain", code)
            assert call.status == 0
            assert len(call.out.splitlines()) >= 3, code

    def test_an_unknown_code(self, dcl):
        call = dcl("explain", "DCL6511")
        assert call.status == 2
        assert "did you mean" in call.err

    def test_a_rule(self, shop, dcl):
        call = dcl("explain", "shop.dcl", "sent_is_paid")
        assert call.status == 0
        assert "Nothing leaves without a price." in call.out
        assert "once for each row of `orders`" in call.out
        assert "price > 0" in call.out
        assert "shop.dcl:30" in call.out

    def test_repairs_and_reviews_are_told_and_no_other_table(self, shop, dcl):
        rule = """
rule tidy_note on orders {
  "A note is short."
  check length(note) < 5
  review 2%
  fix note = trim(note)
  fix price = price + 1
}
"""
        (shop / "shop.dcl").write_text(CONTRACT + rule)
        call = dcl("explain", "shop.dcl", "tidy_note")
        assert call.status == 0
        assert "repair       note = trim(note)" in call.out
        assert "repair       price = price + 1" in call.out
        assert "people judge 2% of the rows, drawn at random; none may be bad" in call.out
        assert "table orders" in call.out
        assert "table archive" not in call.out

    def test_what_only_people_judge(self, shop, dcl):
        rule = """
rule polite on orders {
  "A note is polite."
  per state
  review 20
  allow 1
}
"""
        (shop / "shop.dcl").write_text(CONTRACT + rule)
        call = dcl("explain", "shop.dcl", "polite")
        assert "by people, on a sample of `orders`, once for each state" in call.out
        assert "people judge 20 rows, drawn at random; at most 1 may be bad" in call.out

    def test_an_unknown_rule(self, shop, dcl):
        call = dcl("explain", "shop.dcl", "sent_is_payed")
        assert call.status == 2
        assert "did you mean `sent_is_paid`?" in call.err
