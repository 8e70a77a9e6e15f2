"""Acceptance plans: how many rows to review, and how many of them may be bad.

A single sampling plan by attributes, the kind that ISO 2859 tabulates, computed from its two risks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_sampling import DCL672, DCL673
from dcl.run.review import Plan
from dcl.sampling.curve import Curve, smallest

LARGEST = 100_000
"""The largest sample that a plan may ask for."""

PRODUCER_RISK = Fraction(5, 100)
CONSUMER_RISK = Fraction(10, 100)
LARGEST_RISK = Fraction(1, 2)


@dataclass(frozen=True)
class Demand:
    """What a plan must keep.

    A lot with the share `accept` of bad rows is refused at most `producer_risk` of the time, one with the share
    `refuse` is accepted at most `consumer_risk` of the time. `lot` is how many rows there are, where that is known.
    """

    accept: Fraction
    refuse: Fraction
    producer_risk: Fraction = PRODUCER_RISK
    consumer_risk: Fraction = CONSUMER_RISK
    lot: int | None = None

    @property
    def good(self) -> Curve:
        """The worst lot, in whole rows, that is as good as `accept`."""
        return Curve(self.accept, None) if self.lot is None else _whole(math.floor(self.accept * self.lot), self.lot)

    @property
    def bad(self) -> Curve:
        """The best lot, in whole rows, that is as bad as `refuse`."""
        return Curve(self.refuse, None) if self.lot is None else _whole(math.ceil(self.refuse * self.lot), self.lot)


def plan(
    accept: Fraction,
    refuse: Fraction,
    producer_risk: Fraction = PRODUCER_RISK,
    consumer_risk: Fraction = CONSUMER_RISK,
    lot: int | None = None,
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The smallest plan that keeps both risks, or why there is none."""
    return plan_for(Demand(accept, refuse, producer_risk, consumer_risk, lot))


def plan_for(demand: Demand) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The smallest plan that keeps a demand, or why there is none."""
    problem = _impossible(demand)
    if problem is not None:
        return None, (problem,)
    found = smallest(demand.good, demand.bad, 1 - demand.producer_risk, demand.consumer_risk, LARGEST)
    if found is None:
        message = f"to tell {percent(demand.accept)} from {percent(demand.refuse)} bad rows, a sample needs more than"
        help_ = "move the two shares apart, or allow larger risks"
        return None, (Diagnostic(DCL673, f"{message} {LARGEST:,} rows", help=help_),)
    return Plan(*found), ()


def probability_of_acceptance(plan: Plan, share: Fraction, lot: int | None = None) -> float:
    """How often a plan accepts data with this share of bad rows, in a lot rounded up to a whole row."""
    curve = Curve(share) if lot is None else _whole(math.ceil(share * lot), lot)
    return curve.acceptance(plan.size, plan.accept_at)


def percent(share: Fraction) -> str:
    """A share as people write it."""
    return f"{float(share * 100):.6g}%"


def _whole(bad: int, lot: int) -> Curve:
    return Curve(Fraction(bad, lot), lot)


def _impossible(demand: Demand) -> Diagnostic | None:
    """Why no plan could ever do what is asked."""
    accept, refuse = percent(demand.accept), percent(demand.refuse)
    if not (0 <= demand.accept <= 1 and 0 <= demand.refuse <= 1):
        message = f"from {accept} to {refuse} bad rows cannot be"
        return Diagnostic(DCL672, message, help="a share goes from 0% to 100%")
    if demand.accept >= demand.refuse:
        message = f"data with {refuse} bad rows cannot be refused where data with {accept} are accepted"
        return Diagnostic(DCL672, message, help="the share to accept must be below the share to refuse")
    for name, risk in (("producer", demand.producer_risk), ("consumer", demand.consumer_risk)):
        if not 0 < risk <= LARGEST_RISK:
            message = f"the {name}'s risk cannot be {percent(risk)}"
            return Diagnostic(DCL672, message, help="a risk is more than 0% and at most 50%; 5% or 10% is usual")
    if demand.lot is not None and demand.lot < 1:
        message = f"no sample can be drawn from {demand.lot:,} rows"
        return Diagnostic(DCL672, message, help="a lot has 1 row or more")
    return None
