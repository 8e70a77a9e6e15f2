from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dcl.ir.program import Allow, Review
from dcl.run.review import Plan, plan_of
from dcl.sampling.curve import Curve
from dcl.sampling.plan import Demand, percent, plan, probability_of_acceptance
from tests.properties.effort import examples

ALPHA, BETA = Fraction(5, 100), Fraction(10, 100)


def keeps(size: int, accept_at: int, demand: Demand) -> bool:
    """Whether a plan keeps a demand, in exact fractions."""
    return (
        demand.good.exact_acceptance(size, accept_at) >= 1 - demand.producer_risk
        and demand.bad.exact_acceptance(size, accept_at) <= demand.consumer_risk
    )


def smallest_by_trying(demand: Demand, largest: int) -> Plan | None:
    """The oracle: every sample in turn, with every acceptance number."""
    for size in range(1, largest + 1):
        for accept_at in range(size):
            if keeps(size, accept_at, demand):
                return Plan(size, accept_at)
    return None


@pytest.mark.parametrize(
    ("accept", "refuse", "size", "accept_at"),
    [
        ("1/100", "5/100", 132, 3),
        ("2/100", "8/100", 98, 4),
        ("0", "5/100", 45, 0),
        ("1/100", "2/100", 1235, 18),
        ("0", "1", 1, 0),
    ],
)
def test_known_plans(accept, refuse, size, accept_at):
    assert plan(Fraction(accept), Fraction(refuse)) == (Plan(size, accept_at), ())


@pytest.mark.parametrize(("accept", "refuse"), [("1/100", "5/100"), ("2/100", "8/100"), ("1/10", "3/10")])
def test_no_smaller_sample_would_do(accept, refuse):
    demand = Demand(Fraction(accept), Fraction(refuse))
    found, _ = plan(demand.accept, demand.refuse)
    assert keeps(found.size, found.accept_at, demand)
    assert not any(keeps(size, c, demand) for size in range(1, found.size) for c in range(min(size, 20)))


PERCENTS = st.integers(0, 100).map(lambda number: Fraction(number, 100))


@examples(60)
@given(st.data(), PERCENTS, PERCENTS, st.sampled_from([5, 10, 25]), st.sampled_from([5, 10, 25]))
def test_the_plan_is_the_smallest_of_all(data, accept, refuse, producer, consumer):
    assume(refuse - accept >= Fraction(3, 10))
    lot = data.draw(st.none() | st.integers(1, 40))
    demand = Demand(accept, refuse, Fraction(producer, 100), Fraction(consumer, 100), lot)
    found, problems = plan(accept, refuse, demand.producer_risk, demand.consumer_risk, lot)
    assert problems == ()
    assert found == smallest_by_trying(demand, lot or 100)


@examples(60)
@given(st.integers(1, 60), st.integers(0, 12), PERCENTS)
def test_chances_are_those_of_the_binomial_law(size, accept_at, share):
    exact = Curve(share).exact_acceptance(size, accept_at)
    assert probability_of_acceptance(Plan(size, accept_at), share) == pytest.approx(float(exact), rel=1e-13, abs=1e-29)


@examples(60)
@given(st.data(), st.integers(1, 60))
def test_chances_are_those_of_the_hypergeometric_law(data, lot):
    bad, size = data.draw(st.integers(0, lot)), data.draw(st.integers(1, lot))
    accept_at = data.draw(st.integers(0, size))
    curve = Curve(Fraction(bad, lot), lot)
    exact = curve.exact_acceptance(size, accept_at)
    assert curve.acceptance(size, accept_at) == pytest.approx(float(exact), rel=1e-13, abs=1e-29)


@examples(40)
@given(st.integers(1, 300), st.integers(0, 20), st.none() | st.integers(1, 400))
def test_the_operating_curve_falls(size, accept_at, lot):
    chances = [probability_of_acceptance(Plan(size, accept_at), Fraction(n, 100), lot) for n in range(101)]
    assert chances[0] == 1
    assert all(later <= earlier for earlier, later in pairwise(chances))
    assert chances[-1] == (1 if accept_at >= min(size, lot or size) else 0)


def test_a_tie_with_the_risk_is_kept():
    assert plan(Fraction(0), Fraction(9, 10)) == (Plan(1, 0), ())
    assert plan(Fraction(5, 100), Fraction(1)) == (Plan(1, 0), ())


def test_a_small_lot_needs_a_smaller_sample():
    assert plan(Fraction(1, 100), Fraction(5, 100), lot=1000)[0] == Plan(128, 3)
    assert plan(Fraction(1, 100), Fraction(5, 100), lot=10_000_000)[0] == Plan(132, 3)


@pytest.mark.parametrize("lot", [1, 2, 3, 7])
def test_the_smallest_lots_are_reviewed_as_a_whole_at_most(lot):
    found, _ = plan(Fraction(0), Fraction(1, 100), lot=lot)
    assert found.size <= lot


def test_rare_errors_in_a_large_sample():
    found, _ = plan(Fraction(0), Fraction(1, 40_000))
    assert found == Plan(92_103, 0)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((Fraction(5, 100), Fraction(1, 100)), "DCL672", "data with 1% bad rows cannot be refused where data with 5%"),
        ((Fraction(1, 100), Fraction(1, 100)), "DCL672", "cannot be refused"),
        ((Fraction(1, 100), Fraction(2)), "DCL672", "200%"),
        ((Fraction(-1, 100), Fraction(1, 100)), "DCL672", "-1%"),
        ((Fraction(1, 100), Fraction(5, 100), Fraction(0)), "DCL672", "the producer's risk cannot be 0%"),
        ((Fraction(1, 100), Fraction(5, 100), ALPHA, Fraction(6, 10)), "DCL672", "the consumer's risk cannot be 60%"),
        ((Fraction(1, 100), Fraction(5, 100), ALPHA, BETA, 0), "DCL672", "0 rows"),
        ((Fraction(1, 100), Fraction(101, 10_000)), "DCL673", "more than 100,000 rows"),
    ],
)
def test_what_cannot_be_promised(arguments, code, says):
    found, problems = plan(*arguments)
    assert found is None
    assert [problem.id for problem in problems] == [code]
    assert says in problems[0].message
    assert problems[0].help


class TestTheClausesOfARule:
    def test_numbers_are_taken_as_they_are(self):
        assert plan_of(Review(count=132, accept=Allow(count=3)), 5000) == Plan(132, 3)

    def test_a_share_of_rows_is_rounded_up(self):
        assert plan_of(Review(share=Fraction(2, 100)), 5001) == Plan(101, 0)

    def test_a_share_of_errors_is_of_the_sample_and_rounded_down(self):
        assert plan_of(Review(count=150, accept=Allow(share=Fraction(1, 100))), 5000) == Plan(150, 1)

    def test_a_small_table_is_reviewed_as_a_whole(self):
        assert plan_of(Review(count=132, accept=Allow(count=3)), 40) == Plan(40, 3)

    def test_an_empty_table_has_nothing_to_review(self):
        assert plan_of(Review(share=Fraction(2, 100)), 0) == Plan(0, 0)


@pytest.mark.parametrize(("share", "shown"), [("1/100", "1%"), ("1/1000", "0.1%"), ("1", "100%"), ("1/3", "33.3333%")])
def test_percent(share, shown):
    assert percent(Fraction(share)) == shown
