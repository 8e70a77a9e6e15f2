"""Suspect labels: confident learning through cleanlab."""

from __future__ import annotations

import random

import pytest

from dcl.metrics.extras import MissingExtra
from dcl.metrics.suspects import confidence_in_label, suspect_labels, suspects

CAT = {"cat": 0.95, "dog": 0.03, "horse": 0.02}
DOG = {"cat": 0.05, "dog": 0.9, "horse": 0.05}


def test_confidence_in_label_is_the_probability_of_the_own_label() -> None:
    assert confidence_in_label("dog", CAT) == 0.03


@pytest.mark.parametrize("probabilities", [{"cat": 1.0}, {"cat": 1.0, "dog": None}, {}])
def test_confidence_in_label_is_unknown_without_its_probability(probabilities: dict[str, float | None]) -> None:
    assert confidence_in_label("dog", probabilities) is None


def test_finds_the_labels_that_were_swapped() -> None:
    pytest.importorskip("cleanlab")
    labels = ["cat"] * 20 + ["dog"] * 20
    probabilities = [CAT] * 20 + [DOG] * 20
    labels[3], labels[30] = "dog", "cat"
    flags = suspects(labels, probabilities)
    assert flags is not None
    assert [row for row, flag in enumerate(flags) if flag] == [3, 30]
    assert suspect_labels(labels, probabilities) == 0.05


def test_agrees_with_cleanlab_whatever_the_order_of_the_labels() -> None:
    filters = pytest.importorskip("cleanlab.filter")
    numpy = pytest.importorskip("numpy")
    chance = random.Random(5)
    names = ["zebra", "ant", "owl"]
    truths = [chance.randrange(3) for _ in range(200)]
    given = [truth if chance.random() < 0.8 else chance.randrange(3) for truth in truths]
    rows = []
    for truth in truths:
        weights = [chance.random() + 3 * (place == truth) for place in range(3)]
        rows.append([weight / sum(weights) for weight in weights])
    expected = filters.find_label_issues(numpy.array(given), numpy.array(rows), n_jobs=1).tolist()
    found = suspects([names[label] for label in given], [dict(zip(names, row, strict=True)) for row in rows])
    assert found == expected
    assert any(expected)


def test_rows_that_cannot_be_judged_are_left_out() -> None:
    pytest.importorskip("cleanlab")
    odd = [(None, CAT), ("cat", None), ("cow", CAT), ("cat", {"cat": None, "dog": 0.5}), ("cat", {"cat": 1.5})]
    plain = [("cat", CAT), ("dog", DOG)] * 5
    labels, probabilities = zip(*odd, *plain, strict=True)
    assert suspects(labels, probabilities) == [None] * 5 + [False] * 10
    assert suspect_labels(labels, probabilities) == 0


@pytest.mark.parametrize(
    ("labels", "probabilities"),
    [([], []), (["cat"] * 5, [DOG] * 5), ([None, "cat"], [CAT, None])],
    ids=["nothing", "one label", "no row with both"],
)
def test_is_unknown_with_fewer_than_two_labels(labels: list[str | None], probabilities: list[dict[str, float]]) -> None:
    assert suspects(labels, probabilities) is None
    assert suspect_labels(labels, probabilities) is None


def test_without_cleanlab_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> None:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr("dcl.metrics.extras.import_module", missing)
    with pytest.raises(MissingExtra, match=r'`suspect_labels` needs .* cleanlab.*pip install "dcl-lang\[suspects\]"'):
        suspect_labels(["cat", "dog"], [CAT, DOG])
