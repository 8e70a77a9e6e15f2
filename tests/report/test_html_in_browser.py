"""The report in a real browser: without network, for eyes, keyboards and screen readers, with many rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dcl.engines.base import Failure, Tally
from dcl.figures.measure import figures_of
from dcl.figures.model import Figures
from dcl.report.html import html_pages, html_report
from dcl.report.html_extras import html_extras
from dcl.run import check
from tests.contract_text import compiled
from tests.report import results
from tests.report.hostile import TEXTS, everywhere
from tests.run.delivery import COLUMNS, CONTRACT, IMAGES, ROWS, checked, text_table
from tests.run.street import DOMAIN, INSIDE, ToldEngine, misfit, program, tables

pytestmark = pytest.mark.browser

MANY = 50_000
FASTEST = 1500
"""Milliseconds in which a page with many rows can be used."""


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no chromium here")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, tmp_path):
    """Opens a page from a file; whatever it asks of the network and every message of the console fail the test."""
    pages, problems = [], []

    def opened(text: str, **settings):
        path = tmp_path / "report.html"
        path.write_text(text, encoding="utf-8")
        page = browser.new_page(**settings)
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: problems.append(request.url) if request.url != path.as_uri() else None)
        page.on("dialog", lambda dialog: problems.append("dialog"))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert problems == []


@pytest.fixture(scope="module")
def delivery(tmp_path_factory) -> str:
    folder: Path = tmp_path_factory.mktemp("delivery")
    made = compiled(folder, CONTRACT)
    result = checked(folder, extras=html_extras(made.program, None))
    given = {"boxes": text_table(COLUMNS, ROWS), "images": text_table(("name", "width"), IMAGES)}
    from dcl.engines.named import engine_named

    return html_report(result, figures_of(made.checked, made.program, given, engine_named("reference")))


@pytest.fixture(scope="module")
def many() -> str:
    failures = tuple(Failure(row, {"box_id": MANY - row}, {"label": f"kind {row % 977}"}) for row in range(MANY))
    few = Tally(10, 1, 0, failures=(misfit(1, "x", 1.0),))
    told = {DOMAIN.id: Tally(MANY, MANY, 0, failures=failures), INSIDE.id: few}
    return html_report(check(program(DOMAIN, INSIDE), tables(), ToldEngine(told), None), Figures())


def violations_of(page) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in axe.Axe().run(page).response["violations"]]


REPORTS = ["everything", "clean", "wrong_header", "hostile", "reviews"]


class TestAccess:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("name", REPORTS)
    def test_reports(self, visit, name, scheme):
        page = visit(html_report(getattr(results, name)(), Figures()), color_scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert violations_of(page) == []

    @pytest.mark.parametrize("width", [390, 1280])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_a_delivery_with_pictures_and_charts(self, visit, delivery, scheme, width):
        page = visit(delivery, color_scheme=scheme, viewport={"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.locator("svg.drawing").count() > 0
        assert page.locator("svg.chart").count() > 0
        assert violations_of(page) == []

    def test_the_pages_of_a_folder(self, visit, tmp_path):
        result = checked(tmp_path, extras=html_extras(compiled(tmp_path, CONTRACT).program, "vendor"))
        for text in html_pages(result, Figures()).values():
            assert violations_of(visit(text)) == []


class TestStrangers:
    @pytest.mark.parametrize("text", TEXTS[:3] + TEXTS[-4:], ids=ascii)
    def test_nothing_runs(self, visit, text):
        page = visit(html_report(everywhere(text), Figures()))
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.locator("main img, main script:not([type])").count() == 0

    def test_nothing_runs_in_rows_that_a_script_makes(self, visit):
        text = "</script><img src=x onerror=alert(1)><script>alert(1)</script>"
        failures = tuple(Failure(row, {"box_id": text}, {"label": text}) for row in range(120))
        told = {DOMAIN.id: Tally(120, 120, 0, failures=failures)}
        page = visit(html_report(check(program(DOMAIN), tables(), ToldEngine(told), None), Figures()))
        page.get_by_role("button", name="Next").click()
        assert page.locator("td.bad").first.inner_text().endswith(text)
        assert page.locator("main img").count() == 0


class TestRows:
    def test_many_rows_do_not_freeze_the_page(self, visit, many):
        page = visit(many)
        ready = page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
        assert ready < FASTEST
        paging = page.evaluate(
            """() => {
              const rule = document.querySelector("details.rule");
              rule.open = true;
              return new Promise((done) => setTimeout(() => {
                const began = performance.now();
                rule.querySelector("[data-go=on]").click();
                rule.getBoundingClientRect();
                done(performance.now() - began);
              }, 50));
            }"""
        )
        assert paging < 100
        print(f"{len(many) / 1e6:.1f} MB, interactive after {ready:.0f} ms, next page in {paging:.1f} ms")

    def test_pages_of_rows(self, visit, many):
        page = visit(many)
        page.locator("details.rule summary").first.click()
        shown = page.locator("details.rule").first
        assert shown.locator("caption").inner_text() == "1–50 of 50,000 rows"
        shown.get_by_role("button", name="Next").click()
        assert shown.locator("tbody tr").count() == 50
        assert shown.locator("tbody td").first.inner_text() == str(MANY - 50)
        shown.get_by_role("button", name="Last").click()
        assert shown.locator("tbody td").first.inner_text() == "50"
        assert shown.get_by_role("button", name="Next").is_disabled()
        shown.get_by_role("button", name="First").click()
        assert shown.locator("tbody td").first.inner_text() == str(MANY)

    def test_rows_are_sorted_as_numbers(self, visit, many):
        page = visit(many)
        page.locator("details.rule summary").first.click()
        head = page.locator("details.rule").first.get_by_role("button", name="box_id")
        head.click()
        assert page.locator("tbody td").first.inner_text() == "1"
        assert page.locator("th[aria-sort=ascending]").count() == 1
        head.click()
        assert page.locator("tbody td").first.inner_text() == str(MANY)

    def test_without_script_the_first_rows_are_there(self, visit, many):
        page = visit(many, java_script_enabled=False)
        page.locator("details.rule summary").first.click()
        assert page.locator("details.rule").first.locator("tbody tr").count() == 50
        assert "The first 50 of 50,000 rows" in page.locator("caption").first.inner_text()
        assert page.locator(".filters").is_hidden()


class TestUse:
    def test_filters(self, visit):
        page = visit(html_report(results.everything(), Figures()))
        every = page.locator("details.rule").count()
        page.get_by_label("Show").select_option("warn")
        assert page.locator("details.rule:not([hidden])").count() == 1
        assert page.locator("#found").inner_text() == f"1 of {every} rules"
        page.get_by_label("Show").select_option("")
        page.get_by_label("Tag").select_option("geometry")
        assert page.locator("details.rule:not([hidden]) .rule-name").all_inner_texts() == ["inside_image", "far_away"]
        page.get_by_label("Tag").select_option("")
        page.get_by_label("Search").fill("EDGE of its image")
        page.locator("#found:not(:empty)").wait_for()
        assert page.locator("details.rule:not([hidden]) .rule-name").first.inner_text() == "inside_image"
        page.get_by_label("Search").press("Escape")
        assert page.locator("details.rule:not([hidden])").count() == every

    def test_a_link_opens_its_rule(self, visit):
        page = visit(html_report(results.everything(), Figures()))
        page.evaluate("location.hash = 'rule-boxes.w.range'")
        page.locator("[id='rule-boxes.w.range'][open]").wait_for()
        assert page.locator("#holding").get_attribute("open") is not None

    def test_a_rule_is_opened_with_the_keyboard_alone(self, visit):
        page = visit(html_report(results.everything(), Figures()))
        page.locator("#unfold").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator("details.rule").first.get_attribute("open") is not None
        # The heads become buttons when the browser tells that the rule was opened, a moment later.
        page.locator("details.rule[open] th button").first.wait_for()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('th')") is not None

    def test_search_has_a_key(self, visit):
        page = visit(html_report(results.everything(), Figures()))
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "words"

    def test_all_rules_are_opened_and_closed(self, visit):
        page = visit(html_report(results.everything(), Figures()))
        page.get_by_role("button", name="Open all").click()
        assert page.locator(".rule-list > details.rule[open]:visible").count() > 5
        page.get_by_role("button", name="Close all").click()
        assert page.locator("details.rule[open]").count() == 0

    @pytest.mark.parametrize("width", [320, 390, 768])
    def test_a_narrow_page_does_not_scroll_sideways(self, visit, delivery, width):
        page = visit(delivery, viewport={"width": width, "height": 800})
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_on_paper_all_is_open_and_nothing_is_there_to_click(self, visit, delivery):
        page = visit(delivery)
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details.rule:not([open])").count() == 0
        assert page.locator("button:visible, input:visible, select:visible").count() == 0
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details.rule[open]").count() <= 1
