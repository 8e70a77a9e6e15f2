"""Answers held against what is known to be right. Rows where either is missing do not count."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from dcl.metrics.numeric import total

Z = 1.959964
"""The normal quantile of 97.5 %: a two-sided interval of 95 % leaves 2.5 % on either side."""


def accuracy(labels: Sequence[Hashable | None], truths: Sequence[Hashable | None]) -> float | None:
    """The share of rows whose label is the true one. None where no row has both."""
    pairs = both_known(labels, truths)
    return sum(label == truth for label, truth in pairs) / len(pairs) if pairs else None


def f1(labels: Sequence[Hashable | None], truths: Sequence[Hashable | None]) -> float | None:
    """F1: 2·TP / (2·TP + FP + FN), of `true` where the values are bools, else the mean over the classes.

    Van Rijsbergen, "Information Retrieval", 2nd edition, 1979, chapter 7. The mean over the classes ("macro") takes
    each class that occurs among the labels or the truths, all with the same weight, so that a class which is never
    found, or only ever claimed, counts as 0. None where no row has both, or, for bools, where nothing is true.
    """
    pairs = both_known(labels, truths)
    right = Counter(label for label, truth in pairs if label == truth)
    given = Counter(label for label, _ in pairs)
    wanted = Counter(truth for _, truth in pairs)
    classes: set[Hashable] = given.keys() | wanted.keys()
    if all(isinstance(value, bool) for value in classes):
        classes &= {True}
    if not classes:
        return None
    return total(2 * right[value] / (given[value] + wanted[value]) for value in classes) / len(classes)


def surely(conditions: Iterable[bool | None]) -> float | None:
    """The share of which one can be sure: the lower end of the Wilson score interval of 95 % for `share`.

    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
    Association 22, 1927, without a correction for continuity. The interval is two-sided (z = 1.959964), as libraries
    and papers print it; so a share that is in truth lower comes out as high as this once in forty times. None where the
    condition is nowhere true or false.
    """
    outcomes = [outcome for outcome in conditions if outcome is not None]
    number = len(outcomes)
    if not number:
        return None
    hits = sum(outcomes)
    if not hits:
        return 0.0
    square = Z * Z
    middle = hits + square / 2
    margin = Z * math.sqrt(hits * (number - hits) / number + square / 4)
    return (middle - margin) / (number + square)


def both_known(labels: Sequence[Hashable | None], truths: Sequence[Hashable | None]) -> list[tuple[Hashable, Hashable]]:
    rows = zip(labels, truths, strict=True)
    return [(label, truth) for label, truth in rows if label is not None and truth is not None]
