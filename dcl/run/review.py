"""Rules that people judge: how many rows to choose from, in which lots, and the plan for each lot."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from dcl.analysis.terms import Aggregate, Const, OwnRows, Term
from dcl.engines.base import Tally
from dcl.ir.program import GroupCheck, Review, ReviewOnly, RowCheck, Rule
from dcl.types import BOOL, INT

NEVER = Const(BOOL, False)
"""No row meets it, so that every row that a rule chooses comes back as a failing one."""

ROWS = Aggregate(INT, "count", OwnRows(), None, None, (), "count()")


@dataclass(frozen=True)
class Plan:
    """Review `size` rows drawn at random; accept the lot when `accept_at` or fewer of them are bad."""

    size: int
    accept_at: int


@dataclass(frozen=True)
class Judged:
    """What people said of the rows that were drawn with `seed`: how many they judged, and how many are bad.

    `decision` is `accepted`, `refused` or `incomplete`; with several lots, refused where one of them is.
    """

    seed: int
    judged: int
    bad: int
    decision: str


@dataclass(frozen=True)
class ReviewState:
    """What people have to judge for a rule, a plan for each lot, and what came of it, where they did."""

    plans: tuple[Plan, ...]
    in_lots: bool = False
    judged: Judged | None = None

    @property
    def size(self) -> int:
        """How many rows people judge, in all lots together."""
        return sum(plan.size for plan in self.plans)

    @property
    def accept_at(self) -> int:
        """How many bad rows a lot may have; where lots differ, that of the one that may have most."""
        return max((plan.accept_at for plan in self.plans), default=0)

    @property
    def is_open(self) -> bool:
        """Whether people have something left to judge."""
        return self.size > 0 and (self.judged is None or self.judged.decision == "incomplete")


def plan_of(review: Review, rows: int) -> Plan:
    """The plan that a rule's `review` and `allow` make of a lot: shares of rows are rounded up, of errors down."""
    wanted = review.count or 0 if review.share is None else math.ceil(review.share * rows)
    size = min(wanted, rows)
    accept = review.accept
    return Plan(size, accept.count or 0 if accept.share is None else math.floor(accept.share * size))


def choosing(rule: Rule) -> Rule:
    """The rule that every row fails from which the sample of a review is drawn."""
    body = rule.body
    chosen = RowCheck(NEVER, getattr(body, "when", ()), lots_by(rule), getattr(body, "order", ()))
    return replace(rule, scope="row", body=chosen, shows=(), measures=(), review=None)


def counting(rule: Rule) -> Rule:
    """The rule whose tally tells how many rows there are to draw from, or how many in each lot."""
    if not lots_by(rule):
        return choosing(rule)
    body = rule.body
    lots = GroupCheck(NEVER, getattr(body, "when", ()), lots_by(rule), getattr(body, "order", ()))
    return replace(rule, scope="group", body=lots, shows=(), measures=((ROWS.text, ROWS),), review=None)


def lots_by(rule: Rule) -> tuple[Term, ...]:
    """What tells the lots of a rule apart; without it there is one lot."""
    per: tuple[Term, ...] = getattr(rule.body, "per", ())
    return per


def state_of(rule: Rule, tally: Tally) -> ReviewState:
    """The plans of a review, from the tally of `counting(rule)`."""
    assert rule.review is not None
    if not lots_by(rule):
        return ReviewState((plan_of(rule.review, tally.failed),))
    sizes = [(failure.measured or {})[ROWS.text] for failure in tally.failures]
    return ReviewState(tuple(plan_of(rule.review, size) for size in sizes), in_lots=True)


def rows_of(rule: Rule, tally: Tally) -> int:
    """How many rows there are to draw from, from the tally of `counting(rule)`."""
    if not lots_by(rule):
        return tally.failed
    return sum((failure.measured or {})[ROWS.text] for failure in tally.failures)


def is_for_people_alone(rule: Rule) -> bool:
    """Whether no machine checks the rule."""
    return isinstance(rule.body, ReviewOnly)
