from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from dcl.engines.base import Failure, Tally
from dcl.ir.program import Allow, GroupCheck, Review, ReviewOnly, RowCheck, Rule
from dcl.run import check, exit_status
from dcl.run.review import Judged, Plan, ReviewState, choosing, counting
from tests.run.street import INSIDE, W_RANGE, ToldEngine, cell, program, tables

TIGHT = Rule("tight", "boxes", "row", ReviewOnly(), review=Review(count=132, accept=Allow(count=3)))
LOTS = replace(TIGHT, id="lots", body=ReviewOnly(per=(cell("annotator"),)), group_names=("annotator",))


def reviewed(rule, tally, **settings):
    return check(program(rule), tables(), ToldEngine({rule.id: tally}, **settings))


def lots(*sizes):
    failures = tuple(Failure(None, {"annotator": place}, measured={"count()": n}) for place, n in enumerate(sizes))
    return Tally(len(sizes), len(sizes), 0, outside=4, failures=failures)


class TestWithoutACheck:
    def test_nothing_is_decided_before_people_judge(self):
        result = reviewed(TIGHT, Tally(9113, 9113, 0))
        rule = result.rules[0]
        assert rule.verdict == "review"
        assert (rule.checked, rule.passed, rule.failed, rule.unknown) == (9113, 0, 0, 9113)
        assert rule.review == ReviewState((Plan(132, 3),))
        assert rule.waits_for_people
        assert exit_status(result, "warn") == 0

    def test_a_plan_for_each_lot(self):
        rule = reviewed(LOTS, lots(1000, 200, 7)).rules[0]
        assert rule.review is not None
        assert rule.review.plans == (Plan(132, 3), Plan(132, 3), Plan(7, 3))
        assert (rule.review.size, rule.review.in_lots) == (271, True)
        assert (rule.checked, rule.outside) == (1207, 4)

    def test_a_share_is_of_the_lot(self):
        share = replace(LOTS, review=Review(share=Fraction(1, 100), accept=Allow(share=Fraction(1, 2))))
        rule = reviewed(share, lots(1000, 150)).rules[0]
        assert rule.review is not None
        assert rule.review.plans == (Plan(10, 5), Plan(2, 1))

    def test_without_a_row_there_is_nothing_to_review(self):
        rule = reviewed(TIGHT, Tally(0, 0, 0)).rules[0]
        assert (rule.verdict, rule.reason, rule.review) == ("pass", "nothing to check", None)

    def test_a_table_that_is_absent(self):
        rule = replace(TIGHT, table="last_release")
        given = tables()
        del given["last_release"]
        assert check(program(rule), given, ToldEngine()).rules[0].verdict == "unknown"

    def test_an_engine_that_fails(self):
        rule = reviewed(TIGHT, Tally(0, 0, 0), raises={TIGHT.id: ValueError("no")}).rules[0]
        assert rule.verdict == "unjudged"
        assert not rule.waits_for_people

    def test_no_engine_is_asked_for_a_review_itself(self):
        class Picky(ToldEngine):
            def check(self, program, tables, rules, limit):
                assert not any(isinstance(rule.body, ReviewOnly) for rule in rules)
                return super().check(program, tables, rules, limit)

        assert check(program(TIGHT, LOTS, W_RANGE), tables(), Picky({LOTS.id: lots(3)})).rules[2].verdict == "pass"


class TestBesideACheck:
    def test_the_check_decides(self):
        rule = reviewed(replace(INSIDE, review=Review(count=5)), Tally(10, 2, 1)).rules[0]
        assert (rule.verdict, rule.failed, rule.unknown) == ("fail", 2, 1)
        assert rule.review == ReviewState((Plan(2, 0),))
        assert rule.waits_for_people


class TestQuestions:
    def test_rows_are_chosen_as_the_check_chooses_them(self):
        rule = replace(INSIDE, body=replace(INSIDE.body, when=(INSIDE.body.check,)), review=Review(count=5))
        body = choosing(rule).body
        assert isinstance(body, RowCheck)
        assert body.when == (INSIDE.body.check,)

    def test_lots_are_counted_by_group(self):
        rule = counting(LOTS)
        assert isinstance(rule.body, GroupCheck)
        assert (rule.scope, rule.body.per) == ("group", (cell("annotator"),))


@pytest.mark.parametrize(
    ("judged", "is_open"),
    [
        (None, True),
        (Judged(1, 5, 0, "incomplete"), True),
        (Judged(1, 5, 0, "accepted"), False),
        (Judged(1, 5, 5, "refused"), False),
    ],
)
def test_a_review_is_open_until_it_is_decided(judged, is_open):
    assert ReviewState((Plan(5, 1),), judged=judged).is_open is is_open
