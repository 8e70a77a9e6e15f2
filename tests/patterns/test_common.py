"""Whether two patterns have a text in common: never denied where there is one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcl.patterns import compiled
from dcl.patterns.common import surely_apart
from tests.patterns.test_matching import PATTERNS, TEXTS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "b"),
        ("a*b", "a*c"),
        (r"ann_\d{3}", r"ann_\d{4}"),
        (r"ann_\d+", r"\w{3}"),
        (r".*\.jpg", r".*\.png"),
        (r"\p{Lu}.*", r"\d+"),
        ("[^a]", "a"),
        ("(ab)*", "(ab)*a"),
        ("b?", "a+"),
    ],
)
def test_patterns_without_a_common_text(one: str, other: str) -> None:
    assert surely_apart(one, other)
    assert surely_apart(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a*", "b*"), (r"\d{3}", r"\d+"), (r".*\.jpg", "a.*"), (r"\p{L}", r"\p{Lu}"), (r"\p{L}+", "é"), ("[^a]", "[^b]")],
)
def test_patterns_with_a_common_text(one: str, other: str) -> None:
    assert not surely_apart(one, other)


@settings(max_examples=300, deadline=None)
@given(PATTERNS, PATTERNS, st.lists(TEXTS, min_size=1, max_size=10))
def test_a_text_that_matches_both_is_never_denied(one: str, other: str, texts: list[str]) -> None:
    if any(compiled(one).matches(text) and compiled(other).matches(text) for text in texts):
        assert not surely_apart(one, other)


def test_large_patterns_are_left_open_before_they_take_long() -> None:
    start = time.perf_counter()
    assert not surely_apart("(a|b)*a(a|b){600}", "(a|b)*b(a|b){600}")
    assert time.perf_counter() - start < 2
