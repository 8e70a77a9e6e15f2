from __future__ import annotations

import base64
import hashlib
import re

import pytest
from jinja2 import UndefinedError

from dcl.pages.escape import shown
from dcl.pages.render import policy, render

WORDS = {"skip": "Skip", "language": "Language", "light": "Light", "dark": "Dark", "to_top": "Top"}


def page(**values):
    known = {"language": "en", "languages": ("en",), "page_title": "A page", "words": WORDS}
    return render("base.html", **{**known, **values})


def hash_of(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class TestPolicy:
    def test_nothing_is_allowed_but_what_stands_in_the_page(self):
        found = policy("a {}", ("b();",))
        assert found.startswith("default-src 'none'; img-src data:; ")
        assert f"style-src 'sha256-{hash_of('a {}')}'" in found
        assert f"script-src 'sha256-{hash_of('b();')}'" in found
        assert "unsafe" not in found

    def test_a_page_without_scripts_allows_none(self):
        assert "script-src 'none'" in policy("", ())

    def test_the_hashes_are_those_of_what_is_written(self):
        html = page(more_style="p { color: red; }")
        content = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1].replace("&#39;", "'")
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
        scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
        assert "p { color: red; }" in style
        assert content == policy(style, tuple(scripts))

    def test_no_style_stands_at_an_element(self):
        assert " style=" not in page()


class TestEscaping:
    @pytest.mark.parametrize(
        "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>", "</title>"]
    )
    def test_a_strangers_title_stays_text(self, hostile):
        html = page(page_title=hostile)
        assert html.count(hostile) == page().count(hostile)

    def test_what_cannot_be_seen_is_written_out(self):
        assert "A\\u{1b}[31m\\u{202e}page" in page(page_title="A\x1b[31m\u202epage")

    def test_a_value_that_is_forgotten_is_an_error(self):
        with pytest.raises(UndefinedError):
            render("base.html", language="en", languages=("en",), words=WORDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x00\x07", "\\u{0}\\u{7}"),
        ("a\u2066b\u2069", "a\\u{2066}b\\u{2069}"),
        ("‍family 👨‍👩‍👧", "‍family 👨‍👩‍👧"),
        ("", ""),
    ],
)
def test_shown(text, expected):
    assert shown(text) == expected


class TestLanguages:
    def test_one_language_has_no_switch(self):
        assert "<select" not in page()

    def test_several_have_one_that_names_them_in_their_own_words(self):
        html = page(language="ko", languages=("ko", "en", "pt_BR"))
        assert '<html lang="ko">' in html
        assert '<option value="ko" lang="ko" selected>한국어</option>' in html
        assert '<option value="pt-BR" lang="pt-BR">Português (pt-BR)</option>' in html

    def test_a_language_from_the_right(self):
        assert '<html lang="ar" dir="rtl">' in page(language="ar", languages=("ar",))
