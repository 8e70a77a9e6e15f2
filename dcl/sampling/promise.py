"""What an acceptance plan promises: the clauses of a contract, and sentences for people."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from dcl.run.review import Plan
from dcl.run.words import counted
from dcl.sampling.curve import Curve
from dcl.sampling.plan import Demand, percent

FINEST = 6
"""The most decimals of a percentage."""


@dataclass(frozen=True)
class Promise:
    """How often a plan accepts the lots that its demand speaks of, and those half way between the two."""

    plan: Plan
    demand: Demand

    @property
    def good_accepted(self) -> float:
        return self._accepted(self.demand.good)

    @property
    def bad_refused(self) -> float:
        return 1 - self._accepted(self.demand.bad)

    @property
    def between(self) -> Curve:
        demand = self.demand
        if demand.lot is None:
            return Curve((demand.accept + demand.refuse) / 2)
        return Curve(Fraction((demand.good.bad + demand.bad.bad) // 2, demand.lot), demand.lot)

    @property
    def between_accepted(self) -> float:
        return self._accepted(self.between)

    def _accepted(self, curve: Curve) -> float:
        return curve.acceptance(self.plan.size, self.plan.accept_at)


def clauses(plan: Plan) -> tuple[str, str]:
    """What to write into a rule of the contract."""
    return f"review {plan.size}", f"allow {plan.accept_at}"


def plan_words(plan: Plan) -> str:
    """What is done, in a sentence."""
    drawn = "1 row is" if plan.size == 1 else f"{plan.size:,} rows are"
    return f"{drawn} drawn at random and judged by people; the data are accepted when {_limit_words(plan)}."


def promise_words(promise: Promise) -> tuple[str, ...]:
    """What it is good for, a sentence for each kind of data."""
    demand = promise.demand
    in_, out = 1 - demand.producer_risk, 1 - demand.consumer_risk
    good = (
        f"{_data(demand.good)} are accepted {_often(promise.good_accepted, in_)} (asked for: {percent(in_)} or more)."
    )
    bad = f"{_data(demand.bad)} are refused {_often(promise.bad_refused, out)} (asked for: {percent(out)} or more)."
    if promise.between in (demand.good, demand.bad):
        return good, bad
    between = _data(promise.between)
    often = f"{promise.between_accepted * 100:.1f}% of the time"
    return good, bad, f"In between chance decides: {between[:1].lower()}{between[1:]} are accepted {often}."


def _limit_words(plan: Plan) -> str:
    if plan.accept_at == 0:
        return "it does not fail" if plan.size == 1 else "none of them fails"
    return "1 of them or none fails" if plan.accept_at == 1 else f"{plan.accept_at:,} or fewer of them fail"


def _data(curve: Curve) -> str:
    if curve.share == 0:
        return "Data without a bad row"
    if curve.lot is None:
        return f"Data with {percent(curve.share)} bad rows"
    return f"Data with {counted(curve.bad, 'bad row')} in {curve.lot:,}"


def _often(chance: float, asked: Fraction) -> str:
    """How often, rounded down, so that no more is promised than is kept, and as fine as what was asked for."""
    if chance == 1:
        return "every time"
    for decimals in range(1, FINEST + 1):
        shown = math.floor(chance * 100 * 10**decimals) / 10**decimals
        if shown >= asked * 100:
            break
    return f"{shown:.{decimals}f}% of the time"
