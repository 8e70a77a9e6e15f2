from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dcl.engines.base import Failure, Tally
from dcl.figures.model import Confusion, Distribution, Figures
from dcl.pages import charts
from dcl.report.html import html_pages, html_report, page_names
from dcl.report.html_extras import html_extras
from dcl.report.html_rows import LONGEST_CELL, PAGE
from dcl.run import check
from dcl.run.by import Part, parts_of
from tests.contract_text import compiled
from tests.report import results
from tests.report.hostile import TEXTS, everywhere
from tests.report.html_page import Page
from tests.run.delivery import CONTRACT, checked
from tests.run.street import CAREFUL, DOMAIN, INSIDE, KEY, ToldEngine, misfit, program, tables

NOTHING = Figures()


def page(result, figures=NOTHING, fail_on="error") -> Page:
    return Page(html_report(result, figures, fail_on))


def broken(rule=INSIDE, failures=(), failed=None, checked=1000):
    tally = Tally(checked, len(failures) if failed is None else failed, 0, failures=tuple(failures))
    return check(program(rule), tables(), ToldEngine({rule.id: tally}), None)


class TestVerdict:
    def test_it_comes_first_and_in_words(self):
        found = page(results.everything())
        assert found.texts("h1") == ["5 rules broken, 1 warning, 1 unknown, 1 not judged"]
        assert found.texts("p", "verdict-words") == ["There is no verdict: something could not be judged."]
        assert next(tag for tag, _, _ in found.elements if tag in ("h1", "h2")) == "h1"

    def test_data_that_keep_the_contract(self):
        found = page(results.clean())
        assert found.texts("h1") == ["No rule broken"]
        assert found.texts("p", "verdict-words") == ["The data keep the contract."]

    @pytest.mark.parametrize(("fail_on", "verdict"), [("error", "is-pass"), ("warn", "is-fail")])
    def test_a_warning_fails_only_where_it_is_asked_for(self, fail_on, verdict):
        result = broken(replace(INSIDE, severity="warn"), failed=1)
        assert verdict in page(result, fail_on=fail_on).attributes("section", "verdict")[0]["class"]

    def test_tables_time_and_fingerprint(self):
        said = " ".join(page(results.everything()).texts("dl"))
        for words in ("boxes1,000 rows boxes.csv", "images125 rows", "Took0.9 s", "Fingerprint0"):
            assert words in said

    def test_what_a_baseline_changed(self):
        from dcl.run.result import BaselineCounts

        result = replace(results.clean(), baseline=BaselineCounts(3, 1))
        said = page(result).texts("p", "aside-words")
        assert said == [
            "3 violations are known from the baseline, 1 of the baseline is gone: --prune-baseline takes it out."
        ]


class TestRules:
    def test_most_broken_first_then_what_is_open_then_what_holds(self):
        names = page(results.everything()).texts("span", "rule-name")
        assert names[0] == "boxes.label.domain"
        states = [each["data-state"] for each in page(results.everything()).attributes("details", "rule")]
        order = ["error", "warn", "unjudged", "unknown", "holds"]
        assert states == sorted(states, key=order.index)
        assert set(states) == set(order)

    def test_a_row_says_how_many_and_the_share(self):
        found = page(broken(failures=[misfit(1, "x", 1.0)] * 12, failed=12))
        assert found.texts("span", "numbers") == ["12 of 1,0001.2%"]
        assert "Cut a box at the edge of its image." in found.texts("summary")[0]

    def test_a_rule_without_a_sentence_says_what_is_wrong_and_what_it_wants(self):
        failure = Failure(16, {"box_id": 17}, {"label": "Car"})
        found = page(broken(DOMAIN, [failure]))
        assert found.texts("span", "sentence") == ['"Car" is not a road_user; did you mean car?']
        assert found.texts("p", "wants") == ["label is a road_user"]

    def test_the_bad_cell_is_marked_and_not_by_colour_alone(self):
        found = page(broken(DOMAIN, [Failure(16, {"box_id": 17}, {"label": "Car"})]))
        assert found.texts("td", "bad") == ["wrong: Car"]
        assert found.texts("td") == ["17", "wrong: Car", "car"]
        assert found.texts("th") == ["box_id", "label", "did you mean"]

    def test_every_column_of_a_key_is_bad(self):
        found = page(broken(KEY, [Failure(3, {"box_id": 4}, {"box_id": 4}), Failure(9, {"box_id": 4}, {"box_id": 4})]))
        assert found.texts("td", "bad") == ["wrong: 4", "wrong: 4"]
        assert found.texts("td")[0] == "4"

    def test_why_something_was_not_judged(self):
        text = html_report(results.everything(), NOTHING)
        assert "the engine could not evaluate it: ValueError: no way" in text

    def test_what_people_review(self):
        found = page(results.reviews())
        said = " ".join(found.texts("ul", "facts"))
        assert "review 132 rows (accept at 3 or fewer)" in said
        assert "refused by review: 4 bad of 132 judged" in said

    def test_what_a_rule_forgave(self):
        said = " ".join(page(results.clean()).texts("ul", "facts"))
        assert "4 of 9,113, within its 5" in said
        assert "4 pairs of 9,113, within its 0.1%" in said

    def test_measured_values(self):
        found = page(results.clean())
        assert "psi(label, last_release.label)0.03" in " ".join(found.texts("dl", "measured"))

    def test_each_rule_has_an_address_of_its_own(self):
        odd = [replace(INSIDE, id=name) for name in ("a b", "a-b", "a/b", "車", "轎", "\ud800")]
        result = check(program(*odd), tables(), ToldEngine())
        found = page(result)
        anchors = [each["id"] for each in found.attributes("details", "rule")]
        assert len(set(anchors)) == len(odd)
        assert [each["href"] for each in found.attributes("a", "link")] == [f"#{anchor}" for anchor in anchors]

    def test_one_broken_rule_is_shown_open(self):
        assert "open" in page(broken(failed=1)).attributes("details", "rule")[0]

    def test_tags_can_be_chosen(self):
        found = page(broken(failed=1))
        assert "geometry" in found.texts("option")
        assert found.attributes("details", "rule")[0]["data-tags"] == "geometry"


class TestRows:
    def test_a_page_of_rows_stands_in_the_page_the_others_are_data(self):
        failures = [Failure(row, {"box_id": row}, {"label": f"<{row}>"}) for row in range(PAGE + 7)]
        found = page(broken(DOMAIN, failures))
        assert len(found.texts("td", "bad")) == PAGE
        (rest,) = found.data
        assert rest == [[str(row), [f"<{row}>"]] for row in range(PAGE, PAGE + 7)]

    def test_how_many_fail_besides(self):
        found = page(broken(failures=[misfit(1, "x", 1.0)], failed=12))
        assert found.texts("caption") == ["1 row, 11 more fail"]

    def test_a_long_cell_is_cut_and_says_so(self):
        text = html_report(broken(DOMAIN, [misfit(1, "label", "x" * 1_000_000)]), NOTHING)
        assert "(1,000,000 characters in all)" in text
        assert "x" * LONGEST_CELL not in text
        assert len(text) < 100_000

    def test_a_group_shows_what_it_came_to(self):
        share = "share(label = image_id.gold)"
        failure = Failure(None, {"annotator": "ann_007"}, measured={share: 0.5})
        found = page(broken(CAREFUL, [failure], checked=10))
        assert found.texts("td") == ["ann_007", "0.5"]


ATTRIBUTES = re.compile(
    "class|id|href|for|type|name|value|lang|content|charset|http-equiv|scope|role|tabindex|hidden|open|autocomplete"
    "|inputmode|spellcheck|selected|d|x|y|x1|x2|y1|y2|width|height|viewbox|transform|fill|stroke|stroke-width|opacity"
    "|fill-opacity|text-anchor|font-size|preserveaspectratio|aria-[a-z]+|data-[a-z]+"
)
"""None of them runs or loads anything but `href`, which is looked at."""


class TestStrangers:
    @pytest.mark.parametrize("text", TEXTS, ids=ascii)
    def test_no_text_is_obeyed(self, text, monkeypatch):
        monkeypatch.setattr(charts, "can_draw", lambda: False)
        written = html_report(everywhere(text), NOTHING)
        found = Page(written)
        assert not found.tags & {"img", "iframe", "object", "link", "base", "b", "em", "strong"} - {"strong"}
        assert len(found.scripts) == 2
        assert all(ATTRIBUTES.fullmatch(name) for _, attributes, _ in found.elements for name in attributes)
        assert all(each["href"].startswith("#") for each in found.attributes("a"))
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", written)
        written.encode("utf-8")

    @pytest.mark.parametrize(
        "text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028\ud800", "&lt;"]
    )
    def test_data_stay_data(self, text):
        failures = [Failure(row, {"box_id": text}, {"label": text}) for row in range(PAGE + 1)]
        written = html_report(broken(DOMAIN, failures), NOTHING)
        found = Page(written)
        assert len(found.scripts) == 2
        assert len(found.data) == 1
        assert found.data[0][0][1] == [found.data[0][0][0]]

    @pytest.mark.parametrize("text", TEXTS, ids=ascii)
    def test_charts_hold_texts_as_texts(self, text):
        figures = Figures(
            (Distribution(text, text, (text, "other"), {text: 3, "other": 1}, text, {text: 1, "other": 1}),),
            (Confusion(text, text, text, (text, "other"), {(text, text): 3, ("other", text): 1}),),
        )
        written = html_report(everywhere(text), figures)
        found = Page(written)
        assert "img" not in found.tags
        assert len(found.scripts) == 2
        assert all(ATTRIBUTES.fullmatch(name) for _, attributes, _ in found.elements for name in attributes)
        written.encode("utf-8")

    def test_a_name_that_looks_like_an_address_is_no_link(self):
        result = broken(replace(INSIDE, id="javascript:alert(1)", description="javascript:alert(1)"), failed=1)
        assert all(each["href"].startswith("#") for each in page(result).attributes("a"))


class TestCharts:
    def test_what_to_compare_is_drawn(self):
        pytest.importorskip("vl_convert")
        found = page(results.everything())
        assert "Violations by rule" in found.texts("h3")
        (drawn,) = found.attributes("svg", "chart")
        assert drawn["role"] == "img"
        assert drawn["aria-label"].startswith("Violations by rule. boxes.label.domain has the most: 12 of ")

    def test_the_numbers_stand_below(self):
        found = page(results.everything())
        assert "boxes.label.domain" in found.texts("th")

    def test_without_the_library_the_numbers_are_shown_and_how_to_get_it(self, monkeypatch):
        monkeypatch.setattr(charts, "can_draw", lambda: False)
        monkeypatch.setattr("dcl.report.html.can_draw", lambda: False)
        found = page(results.everything())
        assert found.attributes("svg", "chart") == []
        assert "open" in found.attributes("details", "numbers-of")[0]
        assert any("pip install 'dcl-lang[charts]'" in said for said in found.texts("p", "aside-words"))


class TestParts:
    def pages(self, folder) -> dict[str, str]:
        extras = html_extras(compiled(folder, CONTRACT).program, "vendor")
        return html_pages(checked(folder, extras=extras), NOTHING)

    def test_a_first_page_and_one_for_each_value(self, tmp_path):
        names = list(self.pages(tmp_path))
        assert names[:3] == ["index.html", "bob.html", "acme.html"]
        assert re.fullmatch(r"without-a-value-[0-9a-f]{12}\.html", names[3])

    def test_the_first_page_is_its_owners_and_leads_to_the_others(self, tmp_path):
        pages = self.pages(tmp_path)
        index = Page(pages["index.html"])
        assert "This page is for you" in index.texts("p", "aside-words")[0]
        links = [each["href"] for each in index.attributes("a") if not each["href"].startswith("#")]
        assert links == [name for name in pages if name != "index.html"]

    @pytest.mark.parametrize(("name", "mine", "theirs"), [("acme.html", "acme", "bob"), ("bob.html", "bob", "acme")])
    def test_a_page_holds_nothing_of_others(self, tmp_path, name, mine, theirs):
        text = self.pages(tmp_path)[name]
        own = text.replace("bobville", "")
        assert mine in text
        assert theirs not in own
        assert "losttown" not in text
        assert "lost-1" not in text
        assert "lostcar" not in text
        for hidden in ("acmesecret", "bobsecret"):
            assert hidden not in text
        assert [each["href"] for each in Page(text).attributes("a") if not each["href"].startswith("#")] == []

    def test_a_page_says_whose_it_is(self, tmp_path):
        found = Page(self.pages(tmp_path)["acme.html"])
        assert found.texts("p", "kicker") == ["Report on test 1.0.0 for vendor acme"]
        assert "This page holds only what belongs to vendor acme." in found.texts("p", "aside-words")[0]

    def test_pictures_are_of_its_own_rows_too(self, tmp_path):
        found = Page(self.pages(tmp_path)["acme.html"])
        assert found.attributes("svg", "drawing")

    def test_a_report_in_one_file_lists_the_parts(self, tmp_path):
        found = page(checked(tmp_path))
        assert "By vendor" in found.texts("h2")
        assert found.texts("caption")
        assert [each["href"] for each in found.attributes("a") if not each["href"].startswith("#")] == []

    def test_names_of_pages_are_safe_and_tell_values_apart(self):
        odd = ["../../etc/passwd", "a/b", "a b", "", None, "車", "x" * 500, ".hidden", "-rf", "a\0b", "\ud800", "acme."]
        values = ["acme", "ACME", "index", "con", "com1", "1", 1, "acme-0123456789ab", *odd]
        names = page_names(tuple(Part(value, {}, {}) for value in values))
        assert len({name.lower() for name in names}) == len(values)
        assert all(re.fullmatch(r"[a-z0-9_][a-z0-9_-]{0,70}\.html", name) for name in names)
        assert not {"index.html", "con.html", "com1.html"} & set(names)
        assert names[0] == "acme.html"

    def test_the_name_of_a_page_stays_whatever_else_there_is(self):
        alone = page_names((Part("a b", {}, {}),))
        among = page_names((Part("a/b", {}, {}), Part("a b", {}, {})))
        assert among[1] == alone[0]

    def test_parts_are_ordered_as_in_the_result(self, tmp_path):
        result = checked(tmp_path)
        names = page_names(parts_of(result, "vendor"))
        assert names[0] == "bob.html"
