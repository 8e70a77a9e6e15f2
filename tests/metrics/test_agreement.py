"""Agreement held to published examples, to maintained libraries and to real answers."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from itertools import combinations
from typing import Any

import pytest

from dcl.metrics.agreement import LEVELS, agreement, alpha, fleiss_kappa, kappa
from tests.metrics.annotators import Answered, random_answers, snow

SEEDS = range(5)

KRIPPENDORFF_2011 = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Four observers (rows) of twelve units: the example C of Krippendorff 2011, and that of Gwet's `raw_4raters`."""


def table(text: str) -> tuple[list[int | None], list[int], list[int]]:
    rows = [line.split() for line in text.split("\n") if line]
    cells = [(cell, unit, rater) for rater, row in enumerate(rows) for unit, cell in enumerate(row)]
    return (
        [None if cell == "." else int(cell) for cell, _, _ in cells],
        [unit for _, unit, _ in cells],
        [rater for _, _, rater in cells],
    )


class TestAlpha:
    @pytest.mark.parametrize(("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
    def test_comes_to_the_published_values(self, level: str, expected: float) -> None:
        assert alpha(*table(KRIPPENDORFF_2011), level) == pytest.approx(expected, abs=0.0005)

    @pytest.mark.parametrize(
        ("task", "level", "expected"),
        [
            ("rte", "nominal", 0.2415),
            ("temp", "nominal", 0.2234),
            ("wsd", "nominal", 0.9372),
            ("valence", "interval", 0.3256),
            ("wordsim", "interval", 0.6701),
        ],
    )
    def test_of_real_answers(self, task: str, level: str, expected: float) -> None:
        assert alpha(*snow(task).columns, level) == pytest.approx(expected, abs=0.00005)

    @pytest.mark.parametrize("seed", SEEDS)
    @pytest.mark.parametrize("level", LEVELS)
    def test_agrees_with_nltk_on_random_tables_with_gaps(self, seed: int, level: str) -> None:
        metrics = pytest.importorskip("nltk.metrics.agreement")
        answered = random_answers(seed, [1, 2, 3, 5, 8])
        task = metrics.AnnotationTask(
            zip(answered.raters, answered.items, answered.labels, strict=True), distance=distance(level, answered)
        )
        assert alpha(*answered.columns, level) == pytest.approx(task.alpha(), abs=1e-12)

    @pytest.mark.parametrize("level", LEVELS)
    def test_does_not_depend_on_the_order_of_the_rows(self, level: str) -> None:
        answered = random_answers(1, [0.1, 0.7, 1e6, 3.3])
        rows = list(zip(*answered.columns, strict=True))
        random.Random(2).shuffle(rows)
        labels, items, raters = zip(*rows, strict=True)
        assert alpha(labels, items, raters, level) == alpha(*answered.columns, level)

    def test_of_full_agreement_is_one(self) -> None:
        assert alpha(["a", "a", "b", "b"], [1, 1, 2, 2], ["x", "y", "x", "y"], "nominal") == 1.0

    def test_a_missing_answer_is_no_category(self) -> None:
        labels = ["a", "a", "b", "b", None, None, "a"]
        assert alpha(labels, [1, 1, 2, 2, 3, 3, 3], ["x", "y", "x", "y", "x", "y", "z"], "nominal") == 1.0

    def test_is_unknown_where_it_would_not_be_finite(self) -> None:
        assert alpha([1e300, -1e300], [1, 1], ["x", "y"], "interval") is None
        assert alpha([1e-300, 2e-300], [1, 1], ["x", "y"], "interval") is None

    def test_an_unknown_level_is_refused(self) -> None:
        with pytest.raises(ValueError, match="nominal, ordinal, interval"):
            alpha([], [], [], "ratio")


def distance(level: str, answered: Answered) -> Any:
    """The squared distance of two values in Krippendorff's words, for the oracle."""
    times = Counter(answered.items)
    rows = zip(answered.labels, answered.items, strict=True)
    counts = Counter(label for label, item in rows if times[item] > 1)

    def ordinal(one: int, other: int) -> float:
        low, high = sorted((one, other))
        between = sum(count for value, count in counts.items() if low <= value <= high)
        return float((between - (counts[low] + counts[high]) / 2) ** 2) if low != high else 0.0

    return {
        "nominal": lambda one, other: float(one != other),
        "ordinal": ordinal,
        "interval": lambda one, other: float((one - other) ** 2),
    }[level]


class TestKappa:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_agrees_with_scikit_learn_on_the_items_of_both(self, seed: int) -> None:
        metrics = pytest.importorskip("sklearn.metrics")
        answered = random_answers(seed, ["a", "b", "c"], raters=2)
        given: dict[Any, dict[Any, Any]] = defaultdict(dict)
        for label, item, rater in zip(*answered.columns, strict=True):
            given[item][rater] = label
        both = [(of_item["rater 0"], of_item["rater 1"]) for of_item in given.values() if len(of_item) == 2]
        expected = metrics.cohen_kappa_score(*zip(*both, strict=True))
        assert kappa(*answered.columns) == pytest.approx(expected, abs=1e-12)

    def test_comes_to_a_textbook_value(self) -> None:
        # 50 items: both yes 20, both no 15, only the first yes 5, only the second yes 10.
        pairs = [("yes", "yes")] * 20 + [("no", "no")] * 15 + [("yes", "no")] * 5 + [("no", "yes")] * 10
        labels = [label for pair in pairs for label in pair]
        items = [item for item in range(50) for _ in range(2)]
        assert kappa(labels, items, ["x", "y"] * 50) == pytest.approx(0.4)

    def test_is_of_just_two_raters(self) -> None:
        assert kappa(["a", "b", "a"], [1, 1, 1], ["x", "y", "z"]) is None

    def test_a_third_rater_without_an_answer_is_none(self) -> None:
        assert kappa(["a", "a", "b", "b", None], [1, 1, 2, 2, 1], ["x", "y", "x", "y", "z"]) == 1.0

    def test_is_unknown_without_an_item_in_common(self) -> None:
        assert kappa(["a", "b"], [1, 2], ["x", "y"]) is None


class TestFleissKappa:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_agrees_with_statsmodels_where_all_answer(self, seed: int) -> None:
        rating = pytest.importorskip("statsmodels.stats.inter_rater")
        answered = random_answers(seed, ["a", "b", "c"], given=1)
        votes: dict[Any, Counter[Any]] = defaultdict(Counter)
        for label, item, _ in zip(*answered.columns, strict=True):
            votes[item][label] += 1
        counts = [[of_item[label] for label in "abc"] for of_item in votes.values()]
        assert fleiss_kappa(*answered.columns) == pytest.approx(rating.fleiss_kappa(counts), abs=1e-12)

    def test_with_unequal_numbers_comes_to_gwets_value(self) -> None:
        assert fleiss_kappa(*table(KRIPPENDORFF_2011)) == pytest.approx(0.76117, abs=0.000005)


class TestAgreement:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_is_the_share_of_equal_pairs(self, seed: int) -> None:
        answered = random_answers(seed, ["a", "b", "c"])
        by_item = defaultdict(list)
        for label, item in zip(answered.labels, answered.items, strict=True):
            by_item[item].append(label)
        pairs = [one == other for labels in by_item.values() for one, other in combinations(labels, 2)]
        assert agreement(*answered.columns) == sum(pairs) / len(pairs)

    def test_takes_no_chance_off(self) -> None:
        assert agreement(["a", "a"], [1, 1], ["x", "y"]) == 1.0


def alpha_nominal(labels: Any, items: Any, raters: Any) -> float | None:
    return alpha(labels, items, raters, "nominal")


ALL = [agreement, kappa, fleiss_kappa, alpha_nominal]


@pytest.mark.parametrize("metric", ALL)
@pytest.mark.parametrize(
    ("labels", "items", "raters"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param([None, None], [1, 1], ["x", "y"], id="no answer"),
        pytest.param(["a", "b"], [None, None], ["x", "y"], id="no item"),
        pytest.param(["a", "b"], [1, 1], [None, None], id="no rater"),
        pytest.param(["a", "b", "a"], [1, 2, 3], ["x", "x", "x"], id="one rater"),
        pytest.param(["a", "b", "a"], [1, 1, 2], ["x", "x", "x"], id="one rater, twice"),
        pytest.param(["a", "b"], [1, 2], ["x", "y"], id="no item twice"),
    ],
)
def test_is_unknown_with_nothing_to_compare(metric: Any, labels: Any, items: Any, raters: Any) -> None:
    assert metric(labels, items, raters) is None


@pytest.mark.parametrize(
    "metric", [kappa, fleiss_kappa, *(lambda *a, level=level: alpha(*a, level) for level in LEVELS)]
)
def test_corrected_for_chance_is_unknown_where_only_one_value_occurs(metric: Any) -> None:
    assert metric([1, 1, 1, 1], [1, 1, 2, 2], ["x", "y", "x", "y"]) is None


@pytest.mark.parametrize("metric", ALL)
class TestRepeatedAnswers:
    labels = ("a", "a", "b", "b", "a", "b")
    items = (1, 1, 2, 2, 3, 3)
    raters = ("x", "y", "x", "y", "x", "y")

    def test_the_same_answer_twice_counts_once(self, metric: Any) -> None:
        twice = metric(self.labels * 2, self.items * 2, self.raters * 2)
        assert twice == metric(self.labels, self.items, self.raters)

    @pytest.mark.parametrize("others", ["c", "ca", "ac"])
    def test_different_answers_count_for_nothing(self, metric: Any, others: str) -> None:
        labels, items, raters = (
            (*self.labels, *others),
            (*self.items, *(3 for _ in others)),
            (*self.raters, *("x" for _ in others)),
        )
        without = self.labels[:4] + self.labels[5:], self.items[:4] + self.items[5:], self.raters[:4] + self.raters[5:]
        assert metric(labels, items, raters) == metric(*without)


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_alpha_of_a_million_answers_takes_seconds(level: str) -> None:
    import time

    chance = random.Random(3)
    labels = [chance.randrange(10) for _ in range(1_000_000)]
    items = [place // 5 for place in range(1_000_000)]
    raters = [place % 5 for place in range(1_000_000)]
    start = time.process_time()
    assert alpha(labels, items, raters, level) == pytest.approx(0, abs=0.01)
    assert time.process_time() - start < 10
