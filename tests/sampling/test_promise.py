from __future__ import annotations

from fractions import Fraction

from dcl.run.review import Plan
from dcl.sampling.plan import Demand, plan_for
from dcl.sampling.promise import Promise, clauses, plan_words, promise_words


def promise_of(accept: str, refuse: str, **risks) -> Promise:
    demand = Demand(Fraction(accept), Fraction(refuse), **risks)
    found, _ = plan_for(demand)
    return Promise(found, demand)


def test_clauses():
    assert clauses(Plan(1235, 18)) == ("review 1235", "allow 18")


def test_what_is_done_in_words():
    assert plan_words(Plan(1235, 18)) == (
        "1,235 rows are drawn at random and judged by people; the data are accepted when 18 or fewer of them fail."
    )
    assert plan_words(Plan(60, 1)).endswith("when 1 of them or none fails.")
    assert plan_words(Plan(45, 0)).endswith("when none of them fails.")
    assert plan_words(Plan(1, 0)) == (
        "1 row is drawn at random and judged by people; the data are accepted when it does not fail."
    )


def test_what_is_promised_in_words():
    assert promise_words(promise_of("1/100", "5/100")) == (
        "Data with 1% bad rows are accepted 95.5% of the time (asked for: 95% or more).",
        "Data with 5% bad rows are refused 90.0% of the time (asked for: 90% or more).",
        "In between chance decides: data with 3% bad rows are accepted 43.8% of the time.",
    )


def test_a_lot_is_spoken_of_in_rows():
    assert promise_words(promise_of("0", "5/100", lot=100)) == (
        "Data without a bad row are accepted every time (asked for: 95% or more).",
        "Data with 5 bad rows in 100 are refused 90.6% of the time (asked for: 90% or more).",
        "In between chance decides: data with 2 bad rows in 100 are accepted 39.5% of the time.",
    )


def test_nothing_lies_between_no_row_and_one():
    assert len(promise_words(promise_of("0", "1/100", lot=10))) == 2


def test_no_less_is_shown_than_was_asked_for():
    good, *_ = promise_words(promise_of("1/100", "5/100", producer_risk=Fraction(1, 100_000)))
    assert good == "Data with 1% bad rows are accepted 99.9991% of the time (asked for: 99.999% or more)."
