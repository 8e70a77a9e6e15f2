"""A regular expression is taken over only where the pattern means exactly the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcl.interop.regex import ECMA, PYTHON, to_pattern
from dcl.patterns.pattern import parse_pattern


@pytest.mark.parametrize(
    ("expression", "pattern"),
    [
        (r"^ann_\d{3}$", r"ann_\d{3}"),
        (r"^[A-Z]{2}-[\w.-]+\.jpg$", r"[A-Z]{2}-[\w.\-]+\.jpg"),
        (r"^(?:a|b)$", "a|b"),
        (r"^(?:a|b)c$", "(a|b)c"),
        (r"^.*?/x$", r"[^\n\u{d}\u{2028}\u{2029}]*\/x"),
        (r"^[^\]\d]+$", r"[^\]\d]+"),
        (r"^\u00e9\x41\u{1F600}$", "éA😀"),
        (r"^\p{Lu}\P{L}$", r"\p{Lu}[^\p{L}]"),
        (r"^[0-9]+[A-Za-z0-9_]$(?!\n)", r"\d+\w"),
        (r"^x\\$", r"x\\"),
        (r"^\t\r$", r"\t\u{d}"),
    ],
)
def test_taken_over(expression: str, pattern: str) -> None:
    assert to_pattern(expression, ECMA) == pattern


@pytest.mark.parametrize(
    "expression",
    [
        "abc",  # found anywhere
        "^abc",
        "abc$",
        r"^abc\$",
        "^a|b$",  # the anchors belong to one side each
        r"^\s+$",  # more blanks than \s has here
        "^(?i)a$",
        "^(?=a)a$",
        r"^(a)\1$",
        "^[a-\\d]$",
        "^[]$",
        "^((a|b)c$",
        "^a{2,1}$",
        r"^\bword\b$",
        r"^\ud83d$",
        "^a**$",
        "^" + "(" * 200 + "a" + ")" * 200 + "$",
        "^" + "a" * 6000 + "$",
        "^$",
    ],
)
def test_not_taken_over(expression: str) -> None:
    assert to_pattern(expression, ECMA) is None


def test_expressions_of_frictionless_speak_of_the_whole_text() -> None:
    assert to_pattern("[A-Z]+", PYTHON) == "[A-Z]+"
    assert to_pattern("a|b", PYTHON) == "a|b"
    assert to_pattern(r"\d", PYTHON) == r"\p{Nd}"
    assert to_pattern(r"\w", PYTHON) is None


pieces = st.sampled_from(
    ["a", "b", "0", "-", ".", r"\.", r"\d", r"\w", "[a-c]", "[^a]", r"[\d.-]", "(a|b)", "(?:ab)?", "+", "*", "?", "{2}"]
)


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(pieces, min_size=1, max_size=6), text=st.text("ab0-.\r_", max_size=6))
def test_both_match_the_same_texts(parts: list[str], text: str) -> None:
    expression = "^(?:" + "".join(parts) + ")$"
    pattern = to_pattern(expression, ECMA)
    if pattern is None:
        return
    # Python's expressions read as ECMA-262 would: `.` leaves out line ends, classes are of ASCII, `$` is the very end.
    python = "".join(r"[^\n\r\u2028\u2029]" if part == "." else part for part in parts)
    expected = re.fullmatch(f"(?:{python})", text, re.ASCII) is not None
    assert parse_pattern(pattern).matches(text) is expected
