"""Matching: the same as Polars, and in a time that grows with the text alone."""

from __future__ import annotations

import time
import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcl.patterns import FORMATS, NAMED_FORMATS, Pattern, compiled, parse_pattern

LETTERS = "ab1_ \n\r\t-é٣Ǆ😀.\u00a0ß"
SIGNS = [
    "a", "b", "é", "😀", "1", " ", "-", ".", r"\.", r"\d", r"\w", r"\s", r"\n", r"\t", r"\-", r"\u{E9}",
    r"\p{L}", r"\p{Lu}", r"\p{N}", "[a-b]", "[^a]", r"[^\d\n]", r"[\p{L}_]", r"[^\p{L}é]", "[é-😀]", r"[\s\-]", "<",
]  # fmt: skip
PATTERNS = st.recursive(
    st.sampled_from(SIGNS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda options: f"({'|'.join(options)})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,}", "{0,2}", "{0}"])).map(
            lambda pair: f"({pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=8,
)
TEXTS = st.text(alphabet=LETTERS, max_size=8)


def polars_says(pattern: Pattern, texts: list[str]) -> list[bool]:
    return pl.Series(texts, dtype=pl.String).str.contains(f"^{pattern.rust()}$").to_list()


@settings(max_examples=300, deadline=None)
@given(PATTERNS, st.lists(TEXTS, min_size=1, max_size=10))
def test_matches_agrees_with_polars(source: str, texts: list[str]) -> None:
    pattern = parse_pattern(source)
    texts = [*texts, *(text + "\n" for text in texts)]
    assert [pattern.matches(text) for text in texts] == polars_says(pattern, texts)


@settings(max_examples=200, deadline=None)
@given(PATTERNS, st.lists(TEXTS, min_size=1, max_size=10))
def test_found_in_agrees_with_polars(source: str, texts: list[str]) -> None:
    pattern = parse_pattern(source)
    found = pl.Series(texts, dtype=pl.String).str.contains(pattern.rust()).to_list()
    assert [pattern.found_in(text) for text in texts] == found


@settings(max_examples=200, deadline=None)
@given(PATTERNS, TEXTS)
def test_find_all_takes_the_leftmost_longest_parts(source: str, text: str) -> None:
    pattern = parse_pattern(source)
    expected = []
    start = 0
    while start < len(text):
        ends = [end for end in range(len(text), start, -1) if pattern.matches(text[start:end])]
        if ends:
            expected.append(text[start : ends[0]])
        start = ends[0] if ends else start + 1
    assert pattern.find_all(text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "parts"),
    [
        ("a|ab", "abab", ["ab", "ab"]),
        (r"\d+", "a12b345", ["12", "345"]),
        ("x*", "axxbx", ["xx", "x"]),
        ("a(.*b)?", "aaab", ["aaab"]),
        ("z", "abc", []),
        ("a", "", []),
    ],
)
def test_find_all(pattern: str, text: str, parts: list[str]) -> None:
    assert compiled(pattern).find_all(text) == parts


@pytest.mark.parametrize(
    "pattern", ["(a*)*b", "(a|aa)+b", "(a|a?)+b", "(.*)(.*)(.*)b", "a{0,300}b", "(a?){100}a{100}b"]
)
def test_no_pattern_takes_long(pattern: str) -> None:
    text = "a" * 10_000
    started = time.process_time()
    assert not compiled(pattern).matches(text)
    assert not compiled(pattern).found_in(text)
    assert compiled(pattern).find_all(text) == []
    assert time.process_time() - started < 8


def test_find_all_does_not_start_over_at_every_place() -> None:
    text = "a" * 20_000
    started = time.process_time()
    assert compiled("a(.*b)?").find_all(text) == ["a"] * 20_000
    assert time.process_time() - started < 4


@pytest.mark.parametrize(
    "pattern",
    [
        "(.{1000}){10}", r"([^\n]{1000}){10}", "([^é]{500}){9}", "(([^\\n]?)*){1000}",
        r"\p{L}{100}", r"[\p{L}\p{N}]{50}", r"(\p{L}{100})(.{1000}){5}", r"(\w{1000}){10}", "((a|b?)*){1000}",
        "([a-z가-힣]{1000}){5}", "a" * 10_000, "([acegikmoqsuwy02468]{1000}){10}",
        "(" * 100 + "ab|c" + ")*" * 60 + ")" * 40,
    ],
)  # fmt: skip
def test_whatever_dcl_takes_polars_takes(pattern: str) -> None:
    assert polars_says(parse_pattern(pattern), ["a"]) in ([True], [False])


def test_the_deepest_pattern_that_dcl_takes_polars_takes() -> None:
    pattern = "a"
    for _ in range(59):
        pattern = f"(c{pattern}|b)*"
    assert polars_says(parse_pattern(pattern), ["c", "x"]) == [True, False]


@pytest.mark.parametrize("category", ["L", "Lu", "Ll", "Nd", "N", "P", "S", "Z", "Cc", "M"])
def test_a_category_is_the_same_in_polars(category: str) -> None:
    # Characters of the last Unicode versions may differ, so the planes that are long settled speak for all.
    chars = [chr(code) for code in range(0x0250) if unicodedata.category(chr(code)) != "Cn"]
    pattern = compiled(f"\\p{{{category}}}")
    assert [pattern.matches(char) for char in chars] == polars_says(pattern, chars)


def test_an_alternative_cannot_leave_its_pattern() -> None:
    assert compiled("a|b").rust() == "(?:a|b)"


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_takes_its_good_examples_only(name: str) -> None:
    entry = NAMED_FORMATS[name]
    pattern = entry.compiled
    assert [text for text in entry.good if not pattern.matches(text)] == []
    assert [text for text in entry.bad if pattern.matches(text)] == []
    assert polars_says(pattern, list(entry.good)) == [True] * len(entry.good)
    assert polars_says(pattern, list(entry.bad)) == [False] * len(entry.bad)


def test_ipv6_agrees_with_the_standard_library() -> None:
    import ipaddress
    import random

    source = random.Random(7)
    pattern = compiled(FORMATS["ipv6"])
    for _ in range(4000):
        pieces = [source.choice(["1", "ab", "", "", ":", "0000", "192.0.2.1"]) for _ in range(source.randint(1, 10))]
        text = ":".join(pieces)
        try:
            ipaddress.IPv6Address(text)
            right = True
        except ValueError:
            right = False
        assert pattern.matches(text) == right, text
