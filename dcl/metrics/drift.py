"""How far a column has moved away from a reference: the same column in the last release, or in another split.

Each function takes the current side, then the reference; a side is its values or, counted beforehand, a mapping from
value to count. Missing values (None) do not count. The result is None where a side is empty, and where a function says.

The p-values are SciPy's (the extra `stats`): the exact distribution of the two-sample Kolmogorov–Smirnov statistic is
not written in a few lines, and a well-kept library beats our own. SciPy takes 140 MB and up to a second to load, so it
is loaded for `ks_p` and `chi2_p` alone; nobody has to install it for the distances, which are plain sums over counts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

from dcl.metrics.extras import library
from dcl.metrics.numeric import total
from dcl.metrics.parts import shared_parts

Counts: TypeAlias = Mapping[Any, int]
Side: TypeAlias = Sequence[Hashable | None] | Counts

NO_SHARE = 0.0001
"""What `psi` reads for a share of 0, whose logarithm is not finite."""

EXACT = 10_000
"""Up to so many values on either side, `ks_p` is exact; beyond, SciPy, too, takes the limit distribution."""


def psi(current: Side, reference: Side) -> float | None:
    """The population stability index: Σ(p − q)·ln(p / q), with p the shares of the current side, q the reference's.

    Siddiqi, "Credit Risk Scorecards", 2006. It is over the values; over numbers, dates and durations it is over the
    parts between the deciles of the reference (see `dcl.metrics.parts`). A share of 0 is read as 0.0001, on either
    side. None also where the reference holds one number only, which has no deciles.
    """
    shares = shares_of_parts(current, reference)
    if shares is None:
        return None
    filled = [(p or NO_SHARE, q or NO_SHARE) for p, q in shares]
    return total((p - q) * math.log(p / q) for p, q in filled)


def js_divergence(current: Side, reference: Side) -> float | None:
    """The Jensen–Shannon divergence in bits, from 0 (the same shares) to 1 (no value in common).

    Lin, "Divergence measures based on the Shannon entropy", IEEE Transactions on Information Theory 37(1), 1991: the
    mean divergence of either side from the mean of the two. Nothing is smoothed, and no root is taken (the root is the
    Jensen–Shannon distance). It is over the same values or parts as `psi`, and None where that is.
    """
    shares = shares_of_parts(current, reference)
    if shares is None:
        return None
    middles = [(p, (p + q) / 2) for p, q in shares] + [(q, (p + q) / 2) for p, q in shares]
    return min(1.0, max(0.0, total(p * math.log2(p / middle) for p, middle in middles if p) / 2))


def ks(current: Side, reference: Side) -> float | None:
    """The two-sample Kolmogorov–Smirnov statistic: the greatest distance between the two shares of values up to x.

    Smirnov, "Table for estimating the goodness of fit of empirical distributions", Annals of Mathematical Statistics
    19, 1948. The values must have an order; labels of an ordered set are given by rank.
    """
    mine, theirs = counts(current), counts(reference)
    if not mine or not theirs:
        return None
    number, other = sum(mine.values()), sum(theirs.values())
    # Both shares times both numbers of rows, so that all arithmetic is of whole numbers.
    steps = {value: count * other for value, count in mine.items()}
    for value, count in theirs.items():
        steps[value] = steps.get(value, 0) - count * number
    distances = accumulate(map(steps.__getitem__, sorted(steps)))
    return max(map(abs, distances)) / (number * other)


def ks_p(current: Side, reference: Side) -> float | None:
    """How likely a statistic as great as `ks` is if both sides come from one distribution (two-sided).

    As in SciPy: exact up to 10,000 values on either side (Hodges, "The significance probability of the Smirnov
    two-sample test", Arkiv för Matematik 3, 1958), else from the distribution of the one-sample statistic at the
    effective size. With many equal values the true probability is smaller.
    """
    mine, theirs = counts(current), counts(reference)
    statistic = ks(mine, theirs)
    if statistic is None:
        return None
    stats = library("scipy.stats", "ks_p", "stats")
    number, other = sum(mine.values()), sum(theirs.values())
    if max(number, other) > EXACT:
        return float(stats.kstwo.sf(statistic, round(number * other / (number + other))))
    rank = {value: place for place, value in enumerate(sorted(mine.keys() | theirs.keys()))}
    one, two = ([rank[value] for value, count in side.items() for _ in range(count)] for side in (mine, theirs))
    return float(stats.ks_2samp(one, two, method="exact").pvalue)


def chi2(current: Side, reference: Side) -> float | None:
    """Pearson's chi-squared for the table of two sides by values: Σ(observed − expected)² / expected, uncorrected.

    Pearson, Philosophical Magazine 50, 1900, as a test of homogeneity: both sides are samples, so the expected counts
    come from both together, and a value that one side lacks is no division by zero. None also where only one value
    occurs. Numbers count value by value. It is a poor guide where expected counts are below 5, and grows with the
    number of rows; for a limit that means the same at any size take `psi` or `js_divergence`.
    """
    mine, theirs = counts(current), counts(reference)
    values = mine.keys() | theirs.keys()
    if not mine or not theirs or len(values) < 2:
        return None
    number, other = sum(mine.values()), sum(theirs.values())

    def parts(value: Any) -> float:
        here, there = mine.get(value, 0), theirs.get(value, 0)
        # Both rows of the table together: they deviate by the same amount.
        return (here * other - there * number) ** 2 / ((here + there) * number * other)

    return total(map(parts, values))


def chi2_p(current: Side, reference: Side) -> float | None:
    """How likely a statistic as great as `chi2` is if both sides come from one distribution.

    From the chi-squared distribution with one degree of freedom less than there are values.
    """
    mine, theirs = counts(current), counts(reference)
    statistic = chi2(mine, theirs)
    if statistic is None:
        return None
    special = library("scipy.special", "chi2_p", "stats")
    return float(special.chdtrc(len(mine.keys() | theirs.keys()) - 1, statistic))


def new_values(current: Side, reference: Side) -> float | None:
    """The share of the current rows whose value does not occur in the reference."""
    mine, theirs = counts(current), counts(reference)
    if not mine or not theirs:
        return None
    return sum(count for value, count in mine.items() if value not in theirs) / sum(mine.values())


def lost_values(current: Side, reference: Side) -> float | None:
    """The share of the reference's rows whose value does not occur any more."""
    return new_values(reference, current)


def counts(side: Side) -> dict[Any, int]:
    """How often each value occurs, missing ones left out."""
    if isinstance(side, Mapping):
        return {value: count for value, count in side.items() if count and value is not None}
    counted = Counter(side)
    del counted[None]
    return counted


def shares_of_parts(current: Side, reference: Side) -> list[tuple[float, float]] | None:
    """The current and the reference's share of each value, or of each part where the values lie on a line."""
    mine, theirs = counts(current), counts(reference)
    if not mine or not theirs:
        return None
    parts = shared_parts(mine, theirs)
    if parts is None:
        return None
    here, there = parts
    number, other = sum(here.values()), sum(there.values())
    return [(here.get(part, 0) / number, there.get(part, 0) / other) for part in here.keys() | there.keys()]
