"""The spelling for JSON Schema finds just what the pattern matches, in Python's `re` and in JavaScript."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata

import pytest
from hypothesis import given, settings

from dcl.patterns import FORMATS, compiled
from dcl.patterns.ecma import literal, spelled, whole
from tests.patterns.test_matching import PATTERNS, TEXTS

TRICKY = {
    r"a|b": ("a", "b", "ab", "a\n", "\na", ""),
    r"[^a]": ("b", "\n", "\r", "😀", "a", "bb"),
    r".": ("a", "\n", "\r", "\u2028", "😀"),
    r"[\-\]\[\^\\a-c]+": ("-]", "[^", "\\", "b", "d", "-a"),
    r"a{2,3}(bc)?": ("aa", "aabc", "a", "aaaa", "aabcbc"),
    r"\$\^\.\*\/\{\}": ("$^.*/{}", "$^.*/{"),
    r"\d\w\s": ("1a ", "٣a ", "1ä ", "1a\u00a0", "1a\n"),
    r"\u{1F600}[\u{1F600}-\u{1F64F}\n]": ("😀😁", "😀\n", "😁😀"),
    r"\p{Lu}\p{P}*": ("Ä", "A!", "ä", "𝐀", "A-"),
    r"[^\p{L}]": ("1", "a", "é", "\n"),
    r"[&~|#]{2}": ("&&", "~~", "||", "##", "&a"),
    r"x[^\n\-\]]?": ("x", "x-", "x]", "x\n", "xa"),
    "\u0301|\u200b|\u202e": ("\u0301", "\u200b", "\u202e", ""),
}


@pytest.mark.parametrize("source", TRICKY)
def test_tricky_patterns(source):
    pattern = compiled(source)
    expression = whole(pattern.node)
    for text in TRICKY[source]:
        assert (re.search(expression, text) is not None) == pattern.matches(text), (expression, text)


@settings(max_examples=300, deadline=None)
@given(source=PATTERNS, text=TEXTS)
def test_it_agrees_with_the_pattern(source, text):
    pattern = compiled(source)
    assert (re.search(whole(pattern.node), text) is not None) == pattern.matches(text)
    assert (re.search(spelled(pattern.node), text) is not None) == pattern.found_in(text)


@pytest.mark.parametrize("name", FORMATS)
def test_named_formats_compile(name):
    assert re.compile(whole(compiled(FORMATS[name]).node))


@pytest.mark.parametrize("text", ["a.b*c", "$(x)", "-", "a-b/[c]", "é\n\t", "{1}|\\d", "\u0000\u202e"])
def test_a_literal_stands_for_itself(text):
    assert re.fullmatch(literal(text), text)
    assert not re.fullmatch(literal(text), text + "x")


def test_no_sign_that_cannot_be_seen_stands_bare():
    expression = whole(compiled("\u202e\u200b[\u0000-\u001f]").node)
    assert all(unicodedata.category(char)[0] != "C" for char in expression)


@pytest.mark.tools
def test_javascript_reads_them_alike():
    """Node, with the `u` flag that JSON Schema asks for."""
    asked = [(whole(compiled(source).node), text) for source, texts in TRICKY.items() for text in texts]
    asked += [(whole(compiled(pattern).node), "x") for pattern in FORMATS.values()]
    code = (
        "const asked = JSON.parse(require('fs').readFileSync(0));"
        "console.log(JSON.stringify(asked.map(([pattern, text]) => new RegExp(pattern, 'u').test(text))))"
    )
    done = subprocess.run(["node", "-e", code], input=json.dumps(asked), capture_output=True, text=True, check=True)
    expected = [re.search(expression, text) is not None for expression, text in asked]
    assert json.loads(done.stdout) == expected
