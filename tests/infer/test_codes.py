"""Patterns learnt from codes."""

from __future__ import annotations

import pytest

from dcl.infer.codes import endings, learn
from dcl.patterns import compiled


@pytest.mark.parametrize(
    ("values", "pattern"),
    [
        (["ann_001", "ann_017", "ann_230"], r"ann_\d{3}"),
        (["S1", "S9", "S3"], r"S\d+"),
        (["PAL0708", "PAL0809"], r"PAL\d{4}"),
        (["N1A1", "N31A2"], r"N\d+A\d+"),
        (["c6e78f57bb", "392311906f", "a1b2c3d4e5"], "[0-9a-f]{10}"),
        (["2026-01", "2026-12"], r"\d{4}\-\d{2}"),
        (["AL", "AK", "TX"], "[A-Z]{2}"),
        (["scenes/0001.jpg", "scenes/0002.png"], r"scenes\/\d{4}\.(jpg|png)"),
    ],
)
def test_codes_of_one_shape(values, pattern):
    assert learn(values) == pattern


@pytest.mark.parametrize(
    "values",
    [
        ["hello", "world"],
        ["hello there", "good bye"],
        ["a-1", "b/2"],
        ["a1", "b\n2"],
        [],
        ["word", "w2rd"],
        ["x" * 100 + "1"],
    ],
)
def test_words_have_no_shape(values):
    assert learn(values) is None


@pytest.mark.parametrize(
    "values", [["[1]", "[22]"], ["a.b$1", "a.b$2"], ["#1-2", "#3-4"], ["1/2", "3/4"], ["a&&1", "a&&2"]]
)
def test_signs_that_mean_something_in_patterns_stand_for_themselves(values):
    pattern = learn(values)
    assert pattern is not None
    assert all(compiled(pattern).matches(value) for value in values)


def test_files_by_their_endings():
    assert endings(["a/b.jpg", "holiday photo.png", "c.jpg"]) == r".*\.(jpg|png)"


def test_no_pattern_where_a_file_has_no_ending():
    assert endings(["a.jpg", "b"]) is None
