"""How well annotators agree. What counts as an answer is said in `dcl.metrics.answers`.

None where there is nothing to measure: no answers, one rater only, no item that two raters answered; for the
coefficients that correct for chance also where only one value occurs, because then agreement cannot be other than full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from typing import Any

from dcl.metrics.answers import Answers, Item, Label, Rater, answers, answers_by_item, compared, votes
from dcl.metrics.numeric import finite, total

LEVELS = ("nominal", "ordinal", "interval")
"""The levels of measurement that `alpha` knows: other labels differ; by rank; by the square of the distance."""


def agreement(
    labels: Sequence[Label | None], items: Sequence[Item | None], raters: Sequence[Rater | None]
) -> float | None:
    """Of all pairs of answers by two raters to one item, the share that are equal.

    This is the observed agreement of Artstein & Poesio, "Inter-coder agreement for computational linguistics",
    Computational Linguistics 34(4), 2008, section 2.2, with all pairs put together: where items have unequal numbers of
    answers, each pair weighs the same, not each item. It is not corrected for chance, so a single value gives 1.
    """
    by_item = compared(answers_by_item(labels, items, raters))
    pairs = sum(map(all_pairs, by_item))
    return sum(map(equal_pairs, by_item)) / pairs if pairs else None


def kappa(labels: Sequence[Label | None], items: Sequence[Item | None], raters: Sequence[Rater | None]) -> float | None:
    """Cohen's kappa: (Po − Pe) / (1 − Pe), over the items that both raters answered; None unless there are just two.

    Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960. Pe comes
    from the shares of the labels of each rater on these items.
    """
    by_rater: dict[Rater, dict[Item, Label]] = {}
    for (item, rater), label in answers(labels, items, raters).items():
        by_rater.setdefault(rater, {})[item] = label
    if len(by_rater) != 2:
        return None
    one, other = by_rater.values()
    pairs = [(label, other[item]) for item, label in one.items() if item in other]
    of_one, of_other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    # Both shares times the square of the number of pairs, so that all arithmetic is of whole numbers.
    observed = sum(a == b for a, b in pairs) * len(pairs)
    expected = sum(count * of_other[label] for label, count in of_one.items())
    possible = len(pairs) ** 2
    return (observed - expected) / (possible - expected) if possible > expected else None


def fleiss_kappa(
    labels: Sequence[Label | None], items: Sequence[Item | None], raters: Sequence[Rater | None]
) -> float | None:
    """Fleiss' kappa: (P − Pe) / (1 − Pe), where P is the mean over the items of their share of equal pairs.

    Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin 76(5), 1971, who has the same
    number of answers to each item. For unequal numbers, as Gwet, "Handbook of Inter-Rater Reliability", 4th edition,
    2014, chapter 2: P is over the items with at least two answers; Pe is the sum of the squared shares of the labels,
    where the share of a label is its mean share of the votes over all items, so each item weighs the same.
    """
    by_item = answers_by_item(labels, items, raters)
    at_least_twice = compared(by_item)
    if not at_least_twice:
        return None
    observed = total(equal_pairs(of_item) / all_pairs(of_item) for of_item in at_least_twice) / len(at_least_twice)
    shares: dict[Label, list[float]] = {}
    for of_item in by_item:
        for label, count in votes(of_item).items():
            shares.setdefault(label, []).append(count / len(of_item))
    if len(shares) == 1:
        return None
    expected = total((total(of_label) / len(by_item)) ** 2 for of_label in shares.values())
    return (observed - expected) / (1 - expected)


def alpha(
    labels: Sequence[Any], items: Sequence[Item | None], raters: Sequence[Rater | None], level: str
) -> float | None:
    """Krippendorff's alpha: 1 − Do / De, from the coincidence matrix, at a level of measurement, with missing answers.

    Krippendorff, "Computing Krippendorff's alpha-reliability", 2011. An item with m answers adds each of its m(m − 1)
    ordered pairs with the weight 1 / (m − 1); items with one answer add nothing. Do is the sum of the squared distances
    of the pairs, De that of all pairs that the same values could form. The distance is 0 or 1 for nominal values, that
    of the numbers for interval values, and for ordinal values that of their mean ranks among all compared answers,
    which is Krippendorff's sum of the counts in between. The sums are taken from counts, never pair by pair.
    """
    if level not in LEVELS:
        raise ValueError(f"the level of alpha is one of {', '.join(LEVELS)}, not {level!r}")
    by_item = compared(answers_by_item(labels, items, raters))
    counts = Counter(chain.from_iterable(by_item))
    if len(counts) < 2:
        return None
    if level == "nominal":
        return nominal_alpha(by_item, counts)
    places: dict[Any, float] = mean_ranks(counts) if level == "ordinal" else {value: value for value in counts}
    return finite(lambda: alpha_of_places(by_item, counts, places))


def nominal_alpha(by_item: Answers, counts: Mapping[Any, int]) -> float:
    number = sum(counts.values())
    unequal = Counter[int]()
    for of_item in by_item:
        unequal[len(of_item)] += all_pairs(of_item) - equal_pairs(of_item)
    observed = total(pairs / (count - 1) for count, pairs in unequal.items())
    expected = (number**2 - sum(count**2 for count in counts.values())) / (number - 1)
    return 1 - observed / expected


def alpha_of_places(by_item: Answers, counts: Mapping[Any, int], places: Mapping[Any, float]) -> float:
    """Alpha where the distance of two values is that of their places on a line.

    The squared distances of all ordered pairs of m numbers add up to 2m times their squared distances from their mean.
    """

    def observed(of_item: list[Any]) -> float:
        here = [places[label] for label in of_item]
        mean = total(here) / len(here)
        return len(here) * total([(place - mean) ** 2 for place in here]) / (len(here) - 1)

    number = sum(counts.values())
    mean = total(count * places[value] for value, count in counts.items()) / number
    spread = total(count * (places[value] - mean) ** 2 for value, count in counts.items())
    return 1 - total(map(observed, by_item)) * (number - 1) / (number * spread)


def mean_ranks(counts: Mapping[Any, int]) -> dict[Any, float]:
    """The mean place of each value when all are sorted."""
    values = sorted(counts)
    ends = accumulate(counts[value] for value in values)
    return {value: end - counts[value] / 2 for value, end in zip(values, ends, strict=True)}


def all_pairs(of_item: list[Any]) -> int:
    """How many ordered pairs of answers there are."""
    return len(of_item) * (len(of_item) - 1)


def equal_pairs(of_item: list[Any]) -> int:
    return sum(count * (count - 1) for count in votes(of_item).values())
