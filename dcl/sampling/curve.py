"""How likely a sample is to accept a lot: the operating curve, and the walk along it that finds the smallest plan.

The number of bad rows in a sample follows the binomial law in a stream of data, and the hypergeometric law in a lot of
known size. Chances are updated from one sample to the next in 50 digits, whose rounding stays far below `CLOSE`; a
chance that comes as close as that to a limit is decided in whole numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from fractions import Fraction

PRECISE = Context(prec=50, Emin=MIN_EMIN, Emax=MAX_EMAX)
CLOSE = Decimal("1e-30")


@dataclass(frozen=True)
class Curve:
    """Lots with a share of bad rows. With `lot`, the number of its rows, the share makes a whole number of rows."""

    share: Fraction
    lot: int | None = None

    @property
    def bad(self) -> int:
        """How many rows of the lot are bad."""
        assert self.lot is not None
        return int(self.share * self.lot)

    def acceptance(self, size: int, accept_at: int) -> float:
        """The chance that a sample of `size` rows holds `accept_at` bad ones or fewer; next to none is none."""
        if self.lot is not None:
            size = min(size, self.lot)
        if accept_at >= size:
            return 1.0
        with localcontext(PRECISE):
            walk = _Walk(self)
            for _ in range(accept_at):
                walk.add_row_and_bad_one()
            while walk.size < size:
                walk.add_row()
            return min(float(walk.chance), 1.0) if walk.chance > CLOSE else 0.0

    def exact_acceptance(self, size: int, accept_at: int) -> Fraction:
        """The same chance as a fraction, for small samples."""
        if self.lot is None:
            bad, all_ = self.share.numerator, self.share.denominator
            ways = (math.comb(size, k) * bad**k * (all_ - bad) ** (size - k) for k in range(min(accept_at, size) + 1))
            return Fraction(sum(ways), all_**size)
        good = self.lot - self.bad
        ways = (math.comb(self.bad, k) * math.comb(good, size - k) for k in range(min(accept_at, size) + 1))
        return Fraction(sum(ways), math.comb(self.lot, size))


def smallest(good: Curve, bad: Curve, at_least: Fraction, at_most: Fraction, largest: int) -> tuple[int, int] | None:
    """The smallest sample, and its acceptance number: good lots are accepted `at_least`, bad ones `at_most` so often.

    For each acceptance number there is a smallest sample that keeps bad lots out. It grows with the acceptance number,
    so the first that lets good lots in, too, is the smallest of all; in a lot of known size that is at the latest when
    every row is reviewed. (W. C. Guenther, Journal of Quality Technology 1, 1969, 105-109.)
    """
    with localcontext(PRECISE):
        lets_in, keeps_out = _Walk(good), _Walk(bad)
        steps = (lets_in, keeps_out)
        for walk in steps:
            walk.add_row()
        while keeps_out.size <= largest:
            if keeps_out.compare(at_most) > 0:
                for walk in steps:
                    walk.add_row()
            elif lets_in.compare(at_least) >= 0:
                return keeps_out.size, keeps_out.accept_at
            else:
                for walk in steps:
                    walk.add_row_and_bad_one()
    return None


class _Walk:
    """A place on a curve: `chance` is that of at most `accept_at` bad rows in `size`, `edge` that of just so many."""

    def __init__(self, curve: Curve) -> None:
        self.curve = curve
        self.size = 0
        self.accept_at = 0
        self.chance = Decimal(1)
        self.edge = Decimal(1)
        self._share = _decimal(curve.share)
        self._bad = 0 if curve.lot is None else curve.bad

    def _next_is_bad(self) -> Decimal:
        """The chance that the next row is bad after just `accept_at` bad ones."""
        if self.curve.lot is None:
            return self._share
        return Decimal(self._bad - self.accept_at) / (self.curve.lot - self.size)

    def add_row(self) -> None:
        """One more row may be bad: then the sample has one too many."""
        is_bad = self._next_is_bad()
        self.chance -= self.edge * is_bad
        self.edge *= (1 - is_bad) * (self.size + 1) / (self.size + 1 - self.accept_at)
        self.size += 1

    def add_row_and_bad_one(self) -> None:
        """One more row, and one more may be bad: what is new is just one too many before, and then a good row."""
        is_bad = self._next_is_bad()
        self.chance += self.edge * is_bad * (self.size - self.accept_at) / (self.accept_at + 1)
        self.edge *= is_bad * (self.size + 1) / (self.accept_at + 1)
        self.size += 1
        self.accept_at += 1

    def compare(self, limit: Fraction) -> int:
        """-1, 0 or 1 as the chance is below, at or above a limit."""
        gap = self.chance - _decimal(limit)
        if abs(gap) > CLOSE:
            return 1 if gap > 0 else -1
        exact = self.curve.exact_acceptance(self.size, self.accept_at)
        return (exact > limit) - (exact < limit)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator
