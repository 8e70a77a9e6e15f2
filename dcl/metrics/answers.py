"""The answers of annotators, made ready for measuring how well they agree.

One row is one answer: a label, the item it is about, and the rater who gave it. A row that lacks one of the three
(None) is no answer; it is never a category of its own. The same answer given twice by one rater to one item counts
once. Where a rater gave different answers to one item, nobody knows which of them is meant, and none counts; so no
rater ever agrees or disagrees with himself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from typing import Any, TypeAlias

Label: TypeAlias = Hashable
Item: TypeAlias = Hashable
Rater: TypeAlias = Hashable
Answers: TypeAlias = Collection[list[Any]]
"""For each item the labels that it got, one of each rater who answered."""


def answers(
    labels: Sequence[Label | None], items: Sequence[Item | None], raters: Sequence[Rater | None]
) -> dict[tuple[Item, Rater], Label]:
    """The answer of each rater to each item."""
    if None in labels or None in items or None in raters:
        rows = [row for row in zip(labels, items, raters, strict=True) if None not in row]
        labels, items, raters = zip(*rows, strict=True) if rows else ((), (), ())
    given = dict(zip(zip(items, raters, strict=True), labels, strict=True))
    if len(given) < len(labels):
        # `given` has the last answer of several; where an earlier one differs, none of them counts.
        for item, rater, label in zip(items, raters, labels, strict=True):
            if given.get((item, rater), label) != label:
                del given[item, rater]
    return given


def answers_by_item(
    labels: Sequence[Label | None], items: Sequence[Item | None], raters: Sequence[Rater | None]
) -> Answers:
    """The answers to each item that has any."""
    found: defaultdict[Item, list[Any]] = defaultdict(list)
    for (item, _), label in answers(labels, items, raters).items():
        found[item].append(label)
    return found.values()


def compared(by_item: Answers) -> Answers:
    """The answers to the items that at least two raters answered; only those say anything of agreement."""
    return [of_item for of_item in by_item if len(of_item) > 1]


def votes(labels: Sequence[Label]) -> dict[Label, int]:
    """How often each label was given. For a handful of labels this is much faster than a `Counter`."""
    counts: dict[Label, int] = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    return counts
