"""Labels that a model finds hard to believe, by the probabilities that it gave to each label.

The probabilities of a row map each label to the model's probability for it. They should come from a model that has not
seen the row in training (cross-validation): a model that has learned a wrong label by heart believes it.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypeGuard

from dcl.metrics.extras import library

Probabilities: TypeAlias = Mapping[str, float | None]


def confidence_in_label(label: str, probabilities: Probabilities) -> float | None:
    """The probability that the row gives to its own label ("self-confidence"); None where it gives none.

    Northcutt, Jiang & Chuang, "Confident learning: estimating uncertainty in dataset labels", Journal of Artificial
    Intelligence Research 70, 2021.
    """
    return probabilities.get(label)


def suspects(labels: Sequence[str | None], probabilities: Sequence[Probabilities | None]) -> list[bool | None] | None:
    """Whether each row's label is suspect, by confident learning as cleanlab's `find_label_issues` does it.

    Northcutt, Jiang & Chuang 2021 (see above): how many labels of each kind are wrong is estimated from the rows that
    are confidently of another kind, and as many of the least plausible ones are suspect (`prune_by_noise_rate`). A row
    is left out (None) where its label or a probability is missing, where its label is none of those with a
    probability, or where a probability is not from 0 to 1. A label that only one row carries is never suspect. None for
    all where no row or only one kind of label is left, for then there is nothing that a label could be confused with.
    """
    usable = [fits(label, given) for label, given in zip(labels, probabilities, strict=True)]
    rows = [place for place, fit in enumerate(usable) if fit]
    given = [labels[row] for row in rows]
    if len(set(given)) < 2:
        return None
    found = label_issues(given, [probabilities[row] for row in rows])
    flags: list[bool | None] = [None] * len(labels)
    for row, suspect in zip(rows, found, strict=True):
        flags[row] = suspect
    return flags


def suspect_labels(labels: Sequence[str | None], probabilities: Sequence[Probabilities | None]) -> float | None:
    """The share of the rows whose label is suspect, of those that could be judged (see `suspects`)."""
    flags = suspects(labels, probabilities)
    judged = [flag for flag in flags or () if flag is not None]
    return sum(judged) / len(judged) if judged else None


def fits(label: str | None, probabilities: Probabilities | None) -> bool:
    return (
        label is not None
        and probabilities is not None
        and label in probabilities
        and all(map(is_probability, probabilities.values()))
    )


def is_probability(value: float | None) -> TypeGuard[float]:
    return value is not None and 0 <= value <= 1


def label_issues(labels: Sequence[Any], probabilities: Sequence[Any]) -> list[bool]:
    """What cleanlab says of rows that all fit. A label that a row does not name has the probability 0 there."""
    issues = library("cleanlab.filter", "suspect_labels", "suspects")
    numpy = library("numpy", "suspect_labels", "suspects")
    names = sorted({name for row in probabilities for name in row})
    place = {name: index for index, name in enumerate(names)}
    with warnings.catch_warnings():
        # It warns of each label that fewer than two rows carry; the language says what becomes of those.
        warnings.simplefilter("ignore", UserWarning)
        found = issues.find_label_issues(
            labels=numpy.array([place[label] for label in labels]),
            pred_probs=numpy.array([[row.get(name, 0.0) for name in names] for row in probabilities]),
            # One process: the others would have to load everything again.
            n_jobs=1,
        )
    return [bool(suspect) for suspect in found]
