"""The site that `make site` builds: whole, alone, and fit for everybody."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from docs.site import build
from tests.docs.pages import ROOT

MAIN_PAGES = (
    "index", "tutorial", "guide", "reports", "vendor-reading", "vendor-checking", "language", "reference/grammar",
    "reference/functions", "errors/index", "contracts/street_boxes", "cases/per",
)  # fmt: skip
SCREENS = {"light": (1280, 900), "dark": (1280, 900), "phone": (390, 844)}


def nav_pages(items: Any) -> Iterator[str]:
    """The pages of the navigation, in order."""
    for item in items:
        for target in item.values():
            if isinstance(target, str):
                yield target
            else:
                yield from nav_pages(target)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gathered pages, as Markdown."""
    folder = tmp_path_factory.mktemp("pages")
    build.assemble(folder)
    return folder


def test_navigation_leads_to_pages(pages: Path) -> None:
    config = tomllib.loads((ROOT / "docs" / "site" / "zensical.toml").read_text(encoding="utf-8"))
    missing = [target for target in nav_pages(config["project"]["nav"]) if not (pages / target).is_file()]
    assert missing == []


def test_every_page_of_docs_is_in_the_navigation(pages: Path) -> None:
    config = tomllib.loads((ROOT / "docs" / "site" / "zensical.toml").read_text(encoding="utf-8"))
    listed = set(nav_pages(config["project"]["nav"]))
    assert {path.name for path in pages.glob("*.md")} - listed == set()


def test_a_link_out_of_the_site_ends_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    page = build.Page(PurePosixPath("docs/index.md"), PurePosixPath("index.md"))
    monkeypatch.setattr(build.Page, "text", lambda _: "see [the code](../dcl/api.py)")
    with pytest.raises(build.BrokenLink, match=r"docs/index.md: `../dcl/api.py`"):
        build._for_site(page, {})


def test_links_are_moved_and_code_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    where = PurePosixPath
    page = build.Page(where("docs/language.md"), where("language.md"))
    text = "[per](../tests/language/per.md#x)\n```dcl as-it-stands\n[a](b.md)\n```\n"
    monkeypatch.setattr(build.Page, "text", lambda _: text)
    moved = build._for_site(page, {where("tests/language/per.md"): where("cases/per.md")})
    assert moved == "[per](cases/per.md#x)\n```dcl\n[a](b.md)\n```\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make site` does."""
    pytest.importorskip("zensical")
    folder = tmp_path_factory.mktemp("site")
    assert build.build(folder) == 0
    return folder / "site"


@pytest.mark.tools
def test_no_page_names_another_host(site: Path) -> None:
    loads = re.compile(r'<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)="?(?:https?:)?//[^" >]+')
    found = [(path.name, loads.findall(path.read_text(encoding="utf-8"))) for path in site.rglob("*.html")]
    assert found
    assert [each for each in found if each[1]] == []


@pytest.mark.tools
def test_anchors_lead_to_places(site: Path) -> None:
    places = {path: set(re.findall(r'\bid="?([^" >]+)', path.read_text(encoding="utf-8"))) for path in _pages(site)}
    wrong = [
        f"{path.name}: {link}"
        for path in places
        for link in re.findall(r'href="?([^":>\s]*#[^" >]+)', path.read_text(encoding="utf-8"))
        if link.partition("#")[2] not in places.get((path.parent / (link.partition("#")[0] or path.name)).resolve(), ())
    ]
    assert wrong == []


@pytest.mark.tools
def test_contracts_are_coloured(site: Path) -> None:
    assert re.search(r'class="?language-dcl\b.*?<span class="?k\b', (site / "index.html").read_text("utf-8"), re.DOTALL)


def _pages(site: Path) -> list[Path]:
    return [path.resolve() for path in site.rglob("*.html") if path.name != "404.html"]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site behind a server of its own."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("there is no chromium")
    with playwright.sync_playwright() as runner:
        opened = runner.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS)
def test_pages_in_a_browser(screen: str, address: str, browser: Any) -> None:
    """No request elsewhere, nothing on the console, nothing that axe finds, no page wider than the screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    width, height = SCREENS[screen]
    scheme = "dark" if screen == "dark" else "light"
    tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    problems: list[str] = []
    tab.on("request", lambda request: request.url.startswith((address, "data:")) or problems.append(request.url))
    tab.on("console", lambda said: said.type == "error" and problems.append(said.text))
    tab.on("pageerror", lambda error: problems.append(str(error)))
    for page in MAIN_PAGES:
        tab.goto(f"{address}/{page}.html", wait_until="networkidle")
        found = axe.run(tab).response["violations"]
        problems += [f"{page}: {each['id']}: {each['nodes'][0]['html']}" for each in found]
        if tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            problems.append(f"{page} is wider than the screen")
    tab.close()
    assert problems == []


@pytest.mark.browser
def test_search_finds_a_function(address: str, browser: Any) -> None:
    tab = browser.new_page()
    tab.goto(f"{address}/index.html", wait_until="networkidle")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("fleiss_kappa")
    tab.get_by_text("fleiss_kappa").first.wait_for(timeout=5000)
    tab.close()
