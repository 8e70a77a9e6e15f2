"""Answers against gold, held to scikit-learn, statsmodels and real answers."""

from __future__ import annotations

import pytest

from dcl.metrics.gold import accuracy, f1, surely
from tests.metrics.annotators import random_answers, snow


@pytest.mark.parametrize(("task", "expected"), [("rte", 0.7291), ("temp", 0.7338), ("wsd", 0.9819)])
def test_accuracy_of_real_answers(task: str, expected: float) -> None:
    answered = snow(task)
    assert accuracy(answered.labels, answered.golds) == pytest.approx(expected, abs=0.00005)


def test_accuracy_leaves_out_what_is_missing() -> None:
    assert accuracy(["a", "b", None, "a"], ["a", "a", "b", None]) == 0.5


@pytest.mark.parametrize("metric", [accuracy, f1])
@pytest.mark.parametrize(("labels", "truths"), [([], []), (["a", None], [None, "a"])])
def test_is_unknown_without_a_row_that_has_both(metric, labels, truths) -> None:  # type: ignore[no-untyped-def]
    assert metric(labels, truths) is None


@pytest.mark.parametrize("seed", range(5))
def test_f1_of_labels_is_the_mean_over_the_classes_as_in_scikit_learn(seed: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    answered = random_answers(seed, ["a", "b", "c", "d"], items=8)
    labels = ["only claimed", *answered.labels, "a"]
    truths = ["a", *answered.golds, "never found"]
    expected = metrics.f1_score(truths, labels, average="macro", zero_division=0)
    assert f1(labels, truths) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_f1_of_conditions_is_that_of_true_as_in_scikit_learn(seed: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    answered = random_answers(seed, [True, False])
    expected = metrics.f1_score(answered.golds, answered.labels)
    assert f1(answered.labels, answered.golds) == pytest.approx(expected, abs=1e-12)


def test_f1_of_conditions_is_unknown_where_nothing_is_true() -> None:
    assert f1([False, False], [False, False]) is None


def test_f1_of_conditions_that_are_all_true_is_one() -> None:
    assert f1([True, True], [True, True]) == 1.0


@pytest.mark.parametrize(("hits", "number"), [(0, 1), (1, 1), (0, 20), (20, 20), (18, 20), (900, 1000), (1, 1000)])
def test_surely_is_the_lower_end_of_the_wilson_interval_as_in_statsmodels(hits: int, number: int) -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    low, _ = proportion.proportion_confint(hits, number, alpha=0.05, method="wilson")
    conditions = [True] * hits + [False] * (number - hits) + [None]
    assert surely(conditions) == pytest.approx(low, abs=1e-7)


@pytest.mark.parametrize("conditions", [[], [None, None]])
def test_surely_is_unknown_of_nothing(conditions: list[None]) -> None:
    assert surely(conditions) is None
