"""What the pattern parser takes, and the sentence for what it refuses."""

from __future__ import annotations

import pytest

from dcl.diagnostics.codes_patterns import DCL160, DCL161, DCL162
from dcl.patterns import PatternError, parse_pattern


def refusal(text: str) -> PatternError:
    with pytest.raises(PatternError) as caught:
        parse_pattern(text)
    return caught.value


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"ann_\d{3}", ["ann_001"], ["ann_01", "ann_٣٣٣", "ann_001\n", "xann_001"]),
        (r".*\.jpg", [".jpg", "a.jpg"], ["ajpg", "a\n.jpg"]),
        (r"a|bc", ["a", "bc"], ["ac", "abc", ""]),
        (r"(a|b)*c", ["c", "abbac"], ["ab", "cc"]),
        (r"[^a-c\]]", ["d", "é", "\n"], ["a", "b", "]", ""]),
        (r"[a-]+", ["a-a"], ["b"]),
        (r"[-a]+", ["a-a"], ["b"]),
        (r"[&\-~]", ["&", "-", "~"], ["a"]),
        (r"\w+", ["Az_09"], ["é", "a b"]),
        (r"\s", [" ", "\t", "\n", "\r"], ["\u00a0", "\f"]),
        (r"\p{Lu}\p{L}+", ["Éa", "Ab"], ["ab", "A1"]),
        (r"[\p{L}\d]+", ["é9"], ["-"]),
        (r"[^\p{L}]", ["1", "-"], ["a"]),
        (r"\u{1F600}|\t|\n", ["😀", "\t", "\n"], ["u"]),
        (r"a\/b", ["a/b"], ["a\\/b"]),
        (r"\^\$\.\*\(\)\[\]\{\}\|\\\?\+", ["^$.*()[]{}|\\?+"], [""]),
        (r"a{2}", ["aa"], ["a", "aaa"]),
        (r"a{2,}", ["aa", "aaaa"], ["a"]),
        (r"a{1,2}b?", ["a", "aab"], ["", "aaa"]),
        (r"(a{0}b){2}", ["bb"], ["abb", "b"]),
        (r"x{1000}", ["x" * 1000], ["x" * 999, "x" * 1001]),
        (r"<a b>", ["<a b>"], ["ab"]),
    ],
)
def test_a_pattern_speaks_of_the_whole_value(pattern: str, yes: list[str], no: list[str]) -> None:
    compiled = parse_pattern(pattern)
    assert [text for text in yes if not compiled.matches(text)] == []
    assert [text for text in no if compiled.matches(text)] == []


@pytest.mark.parametrize(
    ("pattern", "offset", "words"),
    [
        ("", 0, "empty"),
        ("^a", 0, "always speaks of the whole value; leave `^` out"),
        ("a$", 1, "always speaks of the whole value; leave `$` out"),
        (r"\Aa", 0, "whole value"),
        (r"a\b", 1, "word boundary"),
        (r"a\z", 1, "whole value"),
        ("(?:a)", 0, "`( )`"),
        ("(?=a)", 0, "look ahead"),
        ("b(?!a)", 1, "not matches"),
        ("(?<=a)b", 0, "look back"),
        ("(?<!a)b", 0, "look back"),
        ("(?<name>a)", 0, "names"),
        ("(?P<name>a)", 0, "names"),
        ("(?i)car", 0, "flags"),
        ("(?>a)", 0, "`( )`"),
        (r"(a)\1", 3, "earlier bracket"),
        ("a*?", 2, "lazy"),
        ("a++", 2, "possessive"),
        ("[[:alpha:]]", 1, "named classes"),
        ("[a&&b]", 2, "`&&`"),
        ("[a--b]", 2, "`--`"),
        ("[a[b]]", 2, r"`\[`"),
        (r"\p{Greek}", 0, "general category"),
        (r"\P{L}", 0, "[^"),
        (r"\D", 0, r"`[^\d]`"),
    ],
)
def test_what_patterns_leave_out_is_refused_with_the_repair(pattern: str, offset: int, words: str) -> None:
    error = refusal(pattern)
    assert words in error.message
    assert error.offset == offset
    assert error.code in (DCL160, DCL161)


@pytest.mark.parametrize(
    ("pattern", "offset", "words"),
    [
        ("(a", 0, "never closed"),
        ("x((a)", 1, "never closed"),
        ("a)", 1, "closes no bracket"),
        ("[a", 0, "never closed"),
        ("[]", 0, "nothing stands between"),
        ("[^]", 0, "nothing stands between"),
        ("a]", 1, "closes no bracket"),
        ("a}", 1, "closes no bracket"),
        ("*a", 0, "nothing does"),
        ("a|+", 2, "nothing does"),
        ("({2})", 1, "nothing does"),
        ("a**", 2, "two counts"),
        ("a{2}{3}", 4, "two counts"),
        ("a{,3}", 1, "`{0,3}`"),
        ("a{x}", 1, r"`\{`"),
        ("a{3,1}", 1, "`{1,3}`"),
        ("[z-a]", 1, "backwards"),
        (r"[\d-z]", 1, "no range"),
        (r"[a-\p{L}]", 1, "no range"),
        ("[a-b-c]", 4, r"`\-`"),
        ("a||b", 2, "nothing stands here"),
        ("(|a)", 1, "nothing stands here"),
        ("a()", 2, "nothing stands here"),
        ("a\\", 1, "ends after"),
        (r"\q", 0, "no meaning"),
        (r"\é", 0, "no meaning"),
        (r"\pL", 0, r"`\p{L}`"),
        (r"\x41", 0, r"`\u{41}`"),
        (r"\u0041", 0, r"`\u{0041}`"),
        (r"\u{110000}", 0, "no character"),
        (r"\u{D800}", 0, "no character"),
        (r"[\u{DFFF}]", 1, "no character"),
    ],
)
def test_a_misspelled_pattern_is_refused_at_its_place(pattern: str, offset: int, words: str) -> None:
    error = refusal(pattern)
    assert words in error.message
    assert error.offset == offset


@pytest.mark.parametrize(
    ("pattern", "offset", "words"),
    [
        ("a{1001}", 1, "up to 1000"),
        ("a{0,1001}", 1, "up to 1000"),
        ("a{" + "9" * 100_000 + "}", 1, "up to 1000"),
        ("(a{1000}){11}", 0, "11,000 signs"),
        ("((a{1000}){1000}){1000}", 1, "10,000"),
        (r"\p{L}{101}", 0, "`\\p` 101 times"),
        (r"([\p{L}\p{N}]{51})", 1, "102 times"),
        ("(" * 101 + "a" + ")" * 101, 100, "100 deep"),
        ("a" * 10_001, 0, "10,001 signs"),
        ("([^é]{1000}){10}", 0, "too large"),
    ],
)
def test_a_pattern_that_is_too_large_is_refused(pattern: str, offset: int, words: str) -> None:
    error = refusal(pattern)
    assert words in error.message
    assert error.offset == offset
    assert error.code is DCL162


def test_nesting_that_is_too_deep_for_an_engine_is_refused() -> None:
    pattern = "a"
    for _ in range(80):
        pattern = f"(c{pattern}|b)*"
    assert "nest too deep" in refusal(pattern).message


def test_a_hundred_brackets_are_fine() -> None:
    assert parse_pattern("(" * 100 + "a" + ")" * 100).matches("a")


@pytest.mark.parametrize("pattern", ["(" * 100_000, "[" * 100_000, "a|" * 100_000, "\\" * 99_999, "(?:" * 50_000])
def test_a_hostile_pattern_gets_a_sentence_and_no_traceback(pattern: str) -> None:
    assert refusal(pattern).message
