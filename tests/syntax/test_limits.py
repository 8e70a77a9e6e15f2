"""Texts that no contract looks like: one clear message, quickly, and never an exception."""

from __future__ import annotations

import time

import pytest

from dcl.syntax.findings import LIMIT
from tests.syntax.helpers import mistakes, only_mistake

DEEP = 20_000


@pytest.mark.parametrize(
    "text",
    [
        "let a = " + "(" * DEEP + "1" + ")" * DEEP,
        "let a = " + "[" * DEEP + "1" + "]" * DEEP,
        "let a = " + "not " * DEEP + "b",
        "let a = " + "-" * DEEP + "1",
        "let a = " + " or ".join(["b"] * DEEP),
        "table t {\n  x : " + "list of " * DEEP + "int\n}",
        "let a = " + "f(" * 101 + "1" + ")" * 101,
        "labels l " + "{ a " * 200 + "}" * 200,
    ],
    ids=["round", "square", "not", "minus", "or", "list of", "calls", "labels"],
)
def test_deep_nesting_is_refused(text: str) -> None:
    assert only_mistake(text).id == "DCL117"


def test_a_hundred_deep_is_fine() -> None:
    assert not mistakes("let a = " + "(" * 100 + "1" + ")" * 100)
    assert not mistakes("let a = " + " or ".join(["b"] * 100))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a" * 1_500_000, "a line of 1,500,000 signs"),
        ("let a = 1\n" * 300_000, "too large"),
        ("a" * 10_000_000, "too large"),
    ],
)
def test_a_data_file_is_refused(text: str, words: str) -> None:
    start = time.process_time()
    diagnostic = only_mistake(text)
    assert diagnostic.id == "DCL118"
    assert words in diagnostic.message
    assert time.process_time() - start < 2


@pytest.mark.parametrize("sign", [")", "(", "{", "\u00a0a", "\u202ea", "; ", "“", "\x00", "`", "@", "~", "== "])
def test_thousands_of_mistakes_stop_early(sign: str) -> None:
    found = mistakes(f"{sign}\n" * 5_000)
    assert 1 <= len(found) <= LIMIT + 1


@pytest.mark.parametrize(
    "text",
    [
        "let a = [1" + ",# " * 40 + "x\n 2]",
        "[" * 50_000 + ")" * 50_000,
        "1" * 500_000,
        '"""' * 100_000,
        "," + " \n" * 200_000,
    ],
    ids=["comments after a comma", "brackets that do not match", "digits", "quotes", "blank lines"],
)
def test_nothing_takes_long(text: str) -> None:
    start = time.process_time()
    mistakes(text)
    assert time.process_time() - start < 10
