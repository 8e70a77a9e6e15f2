"""The guide in a real browser: can everybody use it, does it print, does it stay by itself?"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from dcl.compile import compile_contract
from dcl.guide.html import html_guide
from dcl.guide.make import make_guides
from tests.contract_text import compiled
from tests.guide.strangers import TEXTS, strange
from tests.guide.street import STREET, street

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
GALLERY = Path(__file__).parent.parent.parent / "contracts"
CONTRACTS = ["street_boxes", "spans", "chats", "wnut17", "essays", "preferences"]

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")]


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a guide; whatever the page asks the network for, or complains of, is noted."""
    contexts = []

    def open_guide(html, width=1280, height=900, **settings):
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (page.complaints.append("a dialog"), dialog.dismiss()))
        file = tmp_path / "guide.html"
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        return page

    yield open_guide
    for context in contexts:
        context.close()


def html_of(contract, languages=("en",), since=None):
    return html_guide(make_guides(contract, languages, since)[0])


def gallery(name, languages=("en", "ko")):
    return html_of(compile_contract(GALLERY / f"{name}.dcl")[0], languages)


def violations(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]


def said(page, words):
    """Waits until the page says how many entries are left."""
    playwright.expect(page.locator("#found")).to_contain_text(words)


def shown_entries(page):
    return page.eval_on_selector_all("main .entry", "all => all.filter(e => e.checkVisibility()).map(e => e.id)")


WAYS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"width": 375, "height": 760},
    "phone in the dark": {"width": 375, "height": 760, "color_scheme": "dark"},
}


class TestForEverybody:
    @pytest.mark.parametrize(
        ("name", "way"),
        [*(("street_boxes", way) for way in WAYS), *((name, "phone in the dark") for name in CONTRACTS[1:])],
    )
    def test_no_violation_of_the_accessibility_rules(self, opened, name, way):
        page = opened(gallery(name), **WAYS[way])
        assert violations(page) == []

    @pytest.mark.parametrize("way", ["light", "dark"])
    def test_in_each_language_with_what_changed(self, opened, tmp_path, way):
        (tmp_path / "old").mkdir()
        before = compiled(tmp_path / "old", STREET.replace("Cars and vans.", "Cars."), header="")
        page = opened(html_of(street(tmp_path), ("en", "ko"), before), **WAYS[way])
        assert violations(page) == []
        page.select_option("#language", "ko")
        assert violations(page) == []

    @pytest.mark.parametrize("name", CONTRACTS)
    def test_nothing_is_wider_than_a_phone(self, opened, name):
        page = opened(gallery(name), width=375, height=760)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375

    def test_the_first_key_leads_past_the_bar(self, opened, tmp_path):
        page = opened(html_of(street(tmp_path)))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


class TestByItself:
    @pytest.mark.parametrize("name", CONTRACTS)
    def test_no_request_and_no_complaint(self, opened, name):
        page = opened(gallery(name))
        page.click("#scheme")
        page.fill("#search", "a")
        page.wait_for_timeout(150)
        assert page.asked == [page.url]
        assert page.complaints == []

    @pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
    def test_texts_of_strangers_do_nothing(self, opened, tmp_path, text):
        page = opened(html_of(strange(tmp_path, text), ("en", "ko")))
        assert page.asked == [page.url]
        assert page.complaints == []
        assert page.locator("main img").count() == 0

    def test_a_script_in_a_picture_never_runs(self, opened, tmp_path):
        svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
        (tmp_path / "car.svg").write_text(svg)
        text = STREET.replace('"Cars and vans."', '"Cars and vans." image "car.svg"', 1)
        page = opened(html_of(compiled(tmp_path, text, header="")))
        page.wait_for_timeout(100)
        assert page.locator("#label-road_user-car img").count() == 1
        assert page.complaints == []

    def test_a_script_put_into_the_page_is_refused(self, opened, tmp_path):
        html = html_of(street(tmp_path)).replace("</main>", "<script>document.title = 'broken'</script></main>")
        page = opened(html)
        assert page.title() != "broken"
        assert any("Content Security Policy" in complaint for complaint in page.complaints)


class TestSearch:
    @pytest.fixture
    def page(self, opened, tmp_path):
        return opened(html_of(street(tmp_path), ("en", "ko")))

    def test_by_keyboard_alone(self, page):
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "search"
        page.keyboard.type("two-wheeler")
        said(page, "of")
        assert shown_entries(page) == ["label-road_user-rider"]
        assert page.inner_text("#found") == "1 of 17 labels and rules"
        assert page.get_attribute("#found", "aria-live") == "polite"
        page.keyboard.press("Escape")
        assert len(shown_entries(page)) == 17
        assert page.inner_text("#found") == ""

    def test_a_label_is_shown_in_its_place(self, page):
        page.fill("#search", "cyclist")
        said(page, "1 of")
        assert shown_entries(page) == ["label-road_user-rider", "label-road_user-cyclist"]

    def test_all_words_count(self, page):
        page.fill("#search", "cut edge")
        said(page, "of")
        assert shown_entries(page) == ["rule-inside_image"]

    def test_nothing_left(self, page):
        page.fill("#search", "zebra")
        said(page, "0 of")
        assert shown_entries(page) == []
        assert violations(page) == []

    def test_in_korean(self, page):
        page.select_option("#language", "ko")
        page.fill("#search", "승용차")
        said(page, "개")
        assert shown_entries(page) == ["label-road_user-car"]
        assert page.inner_text("#found") == "라벨과 규칙 17개 중 1개"

    def test_a_link_to_what_is_hidden_shows_all_again(self, page):
        page.fill("#search", "two-wheeler")
        said(page, "of")
        page.click('.contents a[href="#rule-tight"]')
        assert page.locator("#rule-tight").is_visible()

    def test_a_slash_in_the_field_is_a_slash(self, page):
        page.focus("#search")
        page.keyboard.type("a/b")
        assert page.input_value("#search") == "a/b"


class TestLanguages:
    def test_the_switch(self, opened, tmp_path):
        page = opened(html_of(street(tmp_path), ("en", "ko")))
        assert page.inner_text("#labels-title") == "Labels"
        page.focus("#language")
        page.keyboard.press("ArrowDown")
        assert page.inner_text("#labels-title") == "라벨"
        assert page.evaluate("document.documentElement.lang") == "ko"
        assert "Cars and vans." not in page.inner_text("main")

    def test_without_scripts(self, opened, tmp_path):
        page = opened(html_of(street(tmp_path), ("ko", "en")), java_script_enabled=False)
        assert page.locator("#labels-title").inner_text() == "라벨"
        page.select_option("#language", "en")
        assert page.locator("#labels-title").inner_text() == "Labels"


class TestScheme:
    def test_the_button(self, opened, tmp_path):
        page = opened(html_of(street(tmp_path)), color_scheme="light")
        paper = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(paper)
        assert page.inner_text("#scheme") == "Dark"
        page.click("#scheme")
        assert page.evaluate(paper) != light
        assert page.inner_text("#scheme") == "Light"

    def test_without_scripts_all_content_is_there_and_no_control_that_does_nothing(self, opened, tmp_path):
        page = opened(html_of(street(tmp_path)), java_script_enabled=False)
        assert page.locator("#rule-inside_image").is_visible()
        assert not page.locator("#scheme").is_visible()
        assert not page.locator("#search").is_visible()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="there is no pdftotext")
class TestOnPaper:
    def printed(self, page, tmp_path):
        file = tmp_path / "guide.pdf"
        page.pdf(path=str(file), format="A4")
        done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
        return " ".join(done.stdout.split())

    def test_labels_and_rules_and_no_controls(self, opened, tmp_path):
        text = self.printed(opened(html_of(street(tmp_path), ("en", "ko"))), tmp_path)
        for said in ("cyclist", "Cars and vans.", "Cut a box at the edge of its image.", "The edges touch the object."):
            assert said in text
        for control in ("Search labels", "Language", "Skip to", "Top", "한국어"):
            assert control not in text

    def test_the_chosen_language(self, opened, tmp_path):
        page = opened(html_of(street(tmp_path), ("en", "ko")))
        page.select_option("#language", "ko")
        text = self.printed(page, tmp_path)
        assert "승용차와 승합차." in text
        assert "Cars and vans." not in text

    def test_all_is_there_after_a_search(self, opened, tmp_path):
        page = opened(html_of(street(tmp_path)))
        page.fill("#search", "zebra")
        said(page, "0 of")
        assert "Cut a box at the edge of its image." in self.printed(page, tmp_path)
