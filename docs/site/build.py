"""Builds the documentation site: `python docs/site/build.py build` gathers the pages in build/ and makes build/site.

The pages are written to be read in the repository. Here they are brought together with what they link to: the pages of
the conformance suite and the contracts of the gallery. A link that leads nowhere ends the build.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

_FENCE = re.compile(r"^(\s*`{3,})\s*(\w[\w-]*)?.*$")
_COMMENT = re.compile(r"^<!--(?:(?!-->).)*-->\n", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?\[(?:[^\[\]]|\[[^\]]*\])*\]\()([^)\s]+)(\))")


class BrokenLink(Exception):
    """A page links to what the site does not hold."""


@dataclass(frozen=True)
class Page:
    """A file of the repository, and where it stands in the site."""

    source: PurePosixPath
    target: PurePosixPath

    def text(self) -> str:
        text = (ROOT / self.source).read_text(encoding="utf-8")
        if self.source.suffix == ".dcl":
            return f"# {self.source.name}\n\n```dcl\n{text}```\n"
        return text


def pages() -> Iterator[Page]:
    """Every page of the site."""
    for path in sorted((ROOT / "docs").rglob("*.md")):
        inside = path.relative_to(ROOT / "docs").as_posix()
        yield Page(_in_repository(path), _target(inside))
    for path in sorted((ROOT / "tests" / "language").glob("*.md")):
        yield Page(_in_repository(path), _target(f"cases/{path.name}"))
    for path in sorted((ROOT / "contracts").iterdir()):
        if path.suffix in (".md", ".dcl"):
            yield Page(_in_repository(path), _target(f"contracts/{path.stem}.md"))
    yield Page(PurePosixPath("CHANGELOG.md"), PurePosixPath("changes.md"))


def pictures() -> Iterator[Path]:
    """Every file that pages show."""
    yield from sorted((ROOT / "docs" / "images").glob("*.*"))


def assemble(folder: Path) -> None:
    """Write all pages into a folder, with links that hold there."""
    places = {page.source: page.target for page in pages()}
    places |= {_in_repository(path): PurePosixPath("images") / path.name for path in pictures()}
    for page in pages():
        target = folder / page.target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_for_site(page, places), encoding="utf-8")
    for path in pictures():
        (folder / "images").mkdir(exist_ok=True)
        shutil.copyfile(path, folder / "images" / path.name)
    for name in ("site.css", "site.js"):
        shutil.copyfile(HERE / name, folder / name)


def build(folder: Path) -> int:
    """Build the site into `folder`/site; the status of Zensical."""
    for old in ("pages", "site", ".cache"):
        shutil.rmtree(folder / old, ignore_errors=True)
    assemble(folder / "pages")
    shutil.copyfile(HERE / "zensical.toml", folder / "zensical.toml")
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", str(folder / "zensical.toml")]
    plain = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(  # noqa: S603
        command, check=False, env=plain, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
    return done.returncode


def _in_repository(path: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(ROOT).as_posix())


def _target(path: str) -> PurePosixPath:
    return PurePosixPath(re.sub(r"README\.md$", "index.md", path))


def _for_site(page: Page, places: dict[PurePosixPath, PurePosixPath]) -> str:
    """The text of a page with its links made to hold, code blocks marked with their language alone, and no comments."""
    lines, fence = [], ""
    for line in _COMMENT.sub("", page.text()).split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1].strip()
            lines.append(f"{found[1]}{found[2] or ''}")
            continue
        if found and line.strip() == fence:
            fence = ""
        lines.append(line if fence else _LINK.sub(_moved(page, places), line))
    return "\n".join(lines)


def _moved(page: Page, places: dict[PurePosixPath, PurePosixPath]) -> Callable[[re.Match[str]], str]:
    def move(found: re.Match[str]) -> str:
        path, mark, anchor = found[2].partition("#")
        if not path or re.match(r"[a-z]+:", path):
            return found[0]
        meant = PurePosixPath(normpath(page.source.parent / path))
        target = places.get(meant) or places.get(meant / "README.md")
        if target is None:
            raise BrokenLink(f"{page.source}: `{found[2]}` is no page of the site")
        return f"{found[1]}{relpath(target, page.target.parent)}{mark}{anchor}{found[3]}"

    return move


if __name__ == "__main__":
    try:
        sys.exit(build(Path(sys.argv[1]).resolve()))
    except BrokenLink as broken:
        sys.exit(str(broken))
