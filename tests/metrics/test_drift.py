"""Drift held to SciPy and NumPy, to a real data set, and to its edges."""

from __future__ import annotations

import math
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dcl.metrics import drift
from dcl.metrics.drift import chi2, chi2_p, js_divergence, ks, ks_p, lost_values, new_values, psi
from dcl.metrics.extras import MissingExtra
from tests.shared_data import shared

ALL = [psi, js_divergence, ks, ks_p, chi2, chi2_p, new_values, lost_values]
SEEDS = range(5)


def entity_types(name: str) -> list[str]:
    """The types of the B- tags of a file of WNUT 2017."""
    lines = shared(f"wnut17/{name}").read_text(encoding="utf-8").split("\n")
    tags = (line.rpartition("\t")[2] for line in lines)
    return [tag.removeprefix("B-") for tag in tags if tag.startswith("B-")]


def categories(seed: int) -> tuple[list[str], list[str]]:
    chance = random.Random(seed)
    return chance.choices("abcde", [5, 3, 1, 1, 0], k=80), chance.choices("abcde", [3, 3, 1, 0, 1], k=120)


def numbers(seed: int, size: int = 150, other: int = 201) -> tuple[list[float], list[float]]:
    chance = random.Random(seed)
    return [chance.gauss(0.3, 1.2) for _ in range(size)], [chance.gauss(0, 1) for _ in range(other)]


@pytest.mark.parametrize(
    ("metric", "name", "expected"),
    [
        (psi, "emerging.dev.conll", 0.5707),
        (psi, "emerging.test.annotated", 0.2001),
        (js_divergence, "emerging.dev.conll", 0.0993),
        (js_divergence, "emerging.test.annotated", 0.0355),
    ],
)
def test_drift_of_real_entity_types_from_train(metric: Any, name: str, expected: float) -> None:
    assert metric(entity_types(name), entity_types("wnut17train.conll")) == pytest.approx(expected, abs=0.00005)


class TestPsi:
    def test_of_categories_by_hand(self) -> None:
        expected = (0.75 - 0.5) * math.log(0.75 / 0.5) + (0.25 - 0.5) * math.log(0.25 / 0.5)
        assert psi(["a", "a", "a", "b"], ["a", "b"]) == pytest.approx(expected)

    def test_reads_a_share_of_0_as_one_in_ten_thousand_on_either_side(self) -> None:
        expected = (1 - 0.0001) * math.log(1 / 0.0001) * 2
        assert psi(["a"], ["b"]) == pytest.approx(expected)

    def test_of_categories_does_not_change_when_the_sides_do(self) -> None:
        current, reference = categories(1)
        assert psi(current, reference) == psi(reference, current)

    @pytest.mark.parametrize("seed", SEEDS)
    def test_of_numbers_is_over_the_deciles_of_the_reference(self, seed: int) -> None:
        np = pytest.importorskip("numpy")
        current, reference = numbers(seed)
        cuts = np.quantile(reference, np.arange(1, 10) / 10)
        p, q = (np.bincount(np.searchsorted(cuts, side), minlength=10) / len(side) for side in (current, reference))
        p, q = np.where(p == 0, 0.0001, p), np.where(q == 0, 0.0001, q)
        assert psi(current, reference) == pytest.approx(float(((p - q) * np.log(p / q)).sum()), abs=1e-12)

    def test_of_numbers_depends_on_which_side_is_the_reference(self) -> None:
        current, reference = numbers(1)
        assert psi(current, reference) != pytest.approx(psi(reference, current))

    def test_sees_a_frequent_number_move_to_a_smaller_one(self) -> None:
        mostly_one = [1] * 95 + [0] * 5
        assert psi([0] * 100, mostly_one) > 1  # type: ignore[operator]
        assert psi(mostly_one, mostly_one) == 0

    def test_of_bools_is_of_categories(self) -> None:
        assert psi([True, False], [True, False]) == 0
        assert psi([True], [True]) == 0

    def test_of_times_is_over_deciles(self) -> None:
        days = [date(2026, 1, 1) + timedelta(days=count) for count in range(100)]
        moments = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=count) for count in range(100)]
        spans = [timedelta(seconds=count) for count in range(100)]
        plain = psi(list(range(50)), list(range(100)))
        assert plain == psi(days[:50], days) == psi(moments[:50], moments) == psi(spans[:50], spans)

    @pytest.mark.parametrize("metric", [psi, js_divergence])
    def test_is_unknown_where_the_reference_is_one_number(self, metric: Any) -> None:
        assert metric([1, 2, 3], [5, 5]) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_js_divergence_agrees_with_scipy(seed: int) -> None:
    spatial = pytest.importorskip("scipy.spatial.distance")
    current, reference = categories(seed)
    p, q = ([side.count(value) / len(side) for value in "abcde"] for side in (current, reference))
    assert js_divergence(current, reference) == pytest.approx(spatial.jensenshannon(p, q, base=2) ** 2, abs=1e-12)


def test_js_divergence_goes_from_0_to_1() -> None:
    assert js_divergence(["a", "b"], ["b", "a", "a", "b"]) == 0
    assert js_divergence(["a", "b", "c"], ["d"]) == 1


class TestKs:
    @pytest.mark.parametrize("seed", SEEDS)
    @pytest.mark.parametrize("digits", [10, 0], ids=["no ties", "ties"])
    def test_agrees_with_scipy(self, seed: int, digits: int) -> None:
        stats = pytest.importorskip("scipy.stats")
        current, reference = ([round(value, digits) for value in side] for side in numbers(seed))
        expected = stats.ks_2samp(current, reference)
        assert ks(current, reference) == pytest.approx(expected.statistic, abs=1e-12)
        assert ks_p(current, reference) == pytest.approx(expected.pvalue, rel=1e-9)

    def test_beyond_ten_thousand_values_agrees_with_scipy(self) -> None:
        stats = pytest.importorskip("scipy.stats")
        current, reference = numbers(7, 12_000, 3_000)
        assert ks_p(current, reference[:300]) == pytest.approx(
            stats.ks_2samp(current, reference[:300]).pvalue, rel=1e-6
        )

    def test_takes_dates(self) -> None:
        days = [date(2026, 1, day) for day in (1, 2, 3, 4)]
        assert ks(days[:2], days[2:]) == 1

    def test_of_constant_columns_says_whether_they_are_the_same(self) -> None:
        assert (ks([5, 5], [5]), ks([5, 5], [6])) == (0, 1)


class TestChi2:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_agrees_with_scipy(self, seed: int) -> None:
        stats = pytest.importorskip("scipy.stats")
        current, reference = categories(seed)
        values = sorted({*current, *reference})
        table = [[side.count(value) for value in values] for side in (current, reference)]
        expected = stats.chi2_contingency(table, correction=False)
        assert chi2(current, reference) == pytest.approx(expected.statistic, abs=1e-9)
        assert chi2_p(current, reference) == pytest.approx(expected.pvalue, rel=1e-9)

    @pytest.mark.parametrize("metric", [chi2, chi2_p])
    def test_is_unknown_where_only_one_value_occurs(self, metric: Any) -> None:
        assert metric(["a", "a"], ["a"]) is None


def test_new_and_lost_values_are_shares_of_rows() -> None:
    current, reference = ["a", "a", "b", "new"], ["a", "lost", "lost", "b", "b"]
    assert new_values(current, reference) == 0.25
    assert lost_values(current, reference) == 0.4


@pytest.mark.parametrize("metric", ALL)
@pytest.mark.parametrize(("current", "reference"), [([], [1, 2]), ([1, 2], []), ([], []), ([None], [1, 2])])
def test_is_unknown_where_a_side_is_empty(metric: Any, current: Any, reference: Any) -> None:
    assert metric(current, reference) is None


@pytest.mark.parametrize("metric", ALL)
def test_counts_give_the_same_as_values(metric: Any) -> None:
    pytest.importorskip("scipy")
    current, reference = ([round(value) for value in side] for side in numbers(4))
    assert metric(Counter(current), Counter(reference)) == metric(current, reference)


@pytest.mark.parametrize("metric", ALL)
def test_missing_values_do_not_count(metric: Any) -> None:
    pytest.importorskip("scipy")
    current, reference = [1, 2, 2, 3], [1, 1, 2, 4]
    assert metric([*current, None], [None, *reference]) == metric(current, reference)
    assert metric({1: 1, 2: 2, 3: 1, None: 9, 4: 0}, reference) == metric(current, reference)


@pytest.mark.parametrize("metric", [ks_p, chi2_p])
def test_p_values_without_scipy_say_what_to_install(metric: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> None:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr("dcl.metrics.extras.import_module", missing)
    with pytest.raises(MissingExtra, match=rf'`{metric.__name__}` needs .* scipy.*pip install "dcl-lang\[stats\]"'):
        metric([1, 2], [2, 3])


def test_the_limit_of_exact_p_values_is_that_of_scipy() -> None:
    assert drift.EXACT == 10_000
