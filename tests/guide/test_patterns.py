from __future__ import annotations

import pytest

from dcl.guide.patterns import pattern_words
from dcl.guide.words import Speech


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"ann_\d{3}", "ann_, then 3 digits"),
        (r".*\.jpg", "ends in .jpg"),
        (r"ann_.*", "starts with ann_"),
        (r".*road.*", "contains road"),
        (r"[A-Z]{2}", "2 capital letters A–Z"),
        (r"c\d", "c, then 1 digit"),
        (r"p\d+", "p, then 1 or more digits"),
        (r"\d{2,4}", "2 to 4 digits"),
        (r"\p{L}+", "1 or more letters"),
        (r"jpg|png|gif", "jpg, png or gif"),
        (r"a(b|c)?", "a, then perhaps b or c"),
        (r"\d?x", "perhaps 1 digit, then x"),
        (r"abc", "abc"),
        (r"[0-9a-f]{6}", None),
        (r"(O|[BI]-(person|place))", None),
        (r"a.c", None),
        (r"\d*", None),
        (r".*", None),
    ],
)
def test_in_words(pattern, words):
    found = pattern_words(pattern, Speech("en"))
    assert (found.plain if found else None) == words


def test_in_korean():
    assert pattern_words(r"ann_\d{3}", Speech("ko")).plain == "ann_ 다음 숫자 3자리"
