from __future__ import annotations

from markupsafe import escape

from dcl.pages.languages import InLanguages, Variant, direction, language_name, one_of_many, tag


def test_tags_as_html_has_them():
    assert tag("zh_Hant") == "zh-Hant"


def test_names():
    assert language_name("ko") == "한국어"
    assert language_name("en_GB") == "English (en-GB)"
    assert language_name("xx") == "xx"


def test_directions():
    assert direction("he") == "rtl"
    assert direction("ko") is None


class TestInLanguages:
    def test_one_text_for_all_readers(self):
        said = InLanguages((Variant(("en", "ko"), "en", "Every <image>."),))
        assert str(escape(said)) == '<span lang="en">Every &lt;image&gt;.</span>'

    def test_a_text_for_each_reader(self):
        said = InLanguages((Variant(("en", "fr"), "en", "car"), Variant(("ko",), "ko", "승용차")))
        assert str(escape(said)) == (
            '<span lang="en" data-in="en fr">car</span><span lang="ko" data-in="ko">승용차</span>'
        )

    def test_markup_stays_and_text_loses_what_cannot_be_seen(self):
        said = InLanguages((Variant(("en",), "en", "<b>x</b>", markup=True), Variant(("ar",), "ar", "a\u202eb")))
        assert "<b>x</b>" in said.__html__()
        assert '<span lang="ar" dir="rtl" data-in="ar">a\\u{202e}b</span>' in said.__html__()


def test_the_style_hides_what_is_for_others():
    style = one_of_many(["en", "pt_BR"])
    assert (
        'html:has(#language option[value="pt-BR"]:checked) [data-in]:not([data-in~="pt-BR"]) { display: none; }'
        in style
    )
    assert style.count("{") == 2
