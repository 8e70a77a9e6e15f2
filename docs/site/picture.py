"""Makes docs/images/guide.png, the picture of the guide. It needs Chromium and Playwright."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "images" / "guide.png"


def guide(folder: Path) -> Path:
    """The guide that the picture shows."""
    page = folder / "guide.html"
    contract = str(ROOT / "contracts" / "street_boxes.dcl")
    subprocess.run([sys.executable, "-m", "dcl", "guide", contract, "--output", str(page)], check=True)  # noqa: S603
    return page


def photograph(page: Path, picture: Path) -> None:
    """Open the page in a browser and photograph it from the first rule on."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1200, "height": 740}, color_scheme="light")
        tab.goto(page.as_uri())
        heading = tab.get_by_role("heading", name="Inside image").first
        heading.evaluate("heading => window.scrollTo(0, heading.getBoundingClientRect().top + window.scrollY - 80)")
        tab.wait_for_timeout(300)
        tab.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        photograph(guide(Path(folder)), PICTURE)
