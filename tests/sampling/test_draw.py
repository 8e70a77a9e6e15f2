from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcl.sampling.draw import allot, draw, draw_by
from tests.properties.effort import examples

ROOT = Path(__file__).parents[2]


class TestTheSameRowsEverywhere:
    """These numbers may never change: a sheet that people have filled in hangs on them."""

    def test_of_a_table(self):
        assert draw(1000, 10, 7) == [391, 415, 480, 666, 743, 793, 833, 850, 906, 954]
        assert draw(10**9, 5, 2026) == [9464581, 362043753, 648556587, 801113321, 832540482]
        assert draw(2**70, 2, -1) == [337631863122072050338, 1056422414699494699640]

    def test_of_groups(self):
        assert draw_by(["a"] * 90 + ["b"] * 8 + ["c"] * 2, 10, 7) == [3, 8, 15, 31, 36, 51, 54, 86, 95, 99]

    def test_ties(self):
        assert allot([1] * 20, 5, 1) == [1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]

    @pytest.mark.parametrize("seed", ["0", "1"])
    def test_whatever_order_the_process_keeps_its_sets_in(self, seed):
        code = "from dcl.sampling.draw import draw_by; print(draw_by(list('abcdefgh') * 20 + ['z', None], 12, 5))"
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        assert done.stdout.strip() == str(draw_by([*list("abcdefgh") * 20, "z", None], 12, 5))


@examples(100)
@given(st.integers(0, 500), st.integers(0, 600), st.integers())
def test_a_sample_is_rows_of_the_table_each_once_in_order(rows, size, seed):
    drawn = draw(rows, size, seed)
    assert len(drawn) == min(rows, size)
    assert drawn == sorted(set(drawn))
    assert all(0 <= row < rows for row in drawn)


def test_another_seed_draws_other_rows():
    assert len({tuple(draw(1000, 10, seed)) for seed in range(50)}) == 50


def test_each_row_is_as_likely_as_any_other():
    drawn = Counter(row for seed in range(4000) for row in draw(10, 3, seed))
    assert all(abs(drawn[row] - 1200) < 5 * (4000 * 0.3 * 0.7) ** 0.5 for row in range(10))


def test_each_pair_of_rows_is_as_likely_as_any_other():
    drawn = Counter(tuple(draw(5, 2, seed)) for seed in range(4000))
    assert len(drawn) == 10
    assert all(abs(number - 400) < 5 * (4000 * 0.1 * 0.9) ** 0.5 for number in drawn.values())


@examples(100)
@given(st.lists(st.integers(1, 200), min_size=1, max_size=12), st.data(), st.integers(0, 99))
def test_groups_get_their_share_and_at_least_one_row(counts, data, seed):
    size = data.draw(st.integers(0, sum(counts) + 3))
    shares = allot(counts, size, seed)
    assert sum(shares) == min(size, sum(counts))
    assert all(0 <= share <= count for share, count in zip(shares, counts, strict=True))
    if size >= len(counts):
        assert min(shares) >= 1


def test_shares_that_come_out_even_are_exact():
    assert allot([500, 300, 200], 10, 1) == [5, 3, 2]


def test_the_largest_remainder_gets_the_row_that_is_left():
    assert allot([60, 25, 15], 10, 1) in ([6, 3, 1], [6, 2, 2])
    assert allot([61, 22, 17], 10, 1) == [6, 2, 2]


def test_a_rare_group_is_seen_and_the_rest_pays():
    assert allot([980, 10, 10], 20, 1) == [18, 1, 1]


def test_with_too_few_rows_the_large_groups_are_seen():
    assert allot([100, 1, 90, 1], 2, 1) == [1, 0, 1, 0]


def test_groups_are_drawn_apart():
    strata = ["car", "truck", None] * 100
    drawn = draw_by(strata, 30, 3)
    assert Counter(strata[row] for row in drawn) == {"car": 10, "truck": 10, None: 10}
    assert len({row // 3 for row in drawn}) > 20, "the groups do not draw the same places"


def test_nothing_to_draw_from():
    assert draw_by([], 10, 1) == []
    assert allot([], 10, 1) == []
