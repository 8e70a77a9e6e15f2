"""Reads the pages of `docs/` as a reader does, and does what they say: `README.md` beside this file describes how."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import dcl
from dcl.cli import main
from dcl.cli.group import dcl as commands
from tests.language.markdown_cases import PRELUDE

ROOT = Path(__file__).parents[2]

_FENCE = re.compile(r"^(\s*)(`{3,})\s*(\w[\w-]*)?")
_MARK = re.compile(r"<!-- (file|append|with|status|prints|not run|in a checkout)\b:? ?(.*?)-->", re.DOTALL)
_COMMENT = re.compile(r"^<!--.*?-->", re.MULTILINE | re.DOTALL)
_TIME = re.compile(r"\b\d+(\.\d+)? s\b")
_SHOWS_FILE = re.compile(r"^cat (\S+)$")


class Mistake(Exception):
    """A page says what is not so."""


@dataclass(frozen=True)
class Block:
    """A block of code, and the marks in comments right before it."""

    language: str
    text: str
    line: int
    marks: dict[str, str]


def read_blocks(text: str) -> Iterator[Block]:
    """The blocks of a page in order."""
    lines, start, prose = text.split("\n"), 0, 0
    while start < len(lines):
        fence = _FENCE.match(lines[start])
        if not fence:
            start += 1
            continue
        end = next(n for n in range(start + 1, len(lines)) if lines[n].strip() == fence[2])
        marks = {name: said.strip() for name, said in _MARK.findall(_last_comments("\n".join(lines[prose:start])))}
        indent = len(fence[1])
        body = "".join(f"{line[indent:]}\n" for line in lines[start + 1 : end])
        yield Block(fence[3] or "", body, start + 1, marks)
        start = prose = end + 1


def _last_comments(prose: str) -> str:
    """The comments that stand right before a block, with nothing between."""
    found = re.search(r"((?:<!--(?:(?!-->).)*-->\s*)+)\Z", prose, re.DOTALL)
    return found[1] if found else ""


@dataclass
class Reader:
    """Follows one page in a folder of its own."""

    page: Path
    folder: Path
    status: int = 0
    printed: str = ""
    names: dict[str, object] = field(default_factory=dict)

    def follow(self) -> None:
        """Do everything that the page says, in order."""
        text = self.page.read_text(encoding="utf-8")
        if stray := [comment for comment in _COMMENT.findall(text) if not _MARK.fullmatch(comment)]:
            raise AssertionError(f"{self.page.name}: `{stray[0]}` is no mark that is known")
        if "<!-- in a checkout -->" in text:
            shutil.copytree(ROOT / "contracts", self.folder / "contracts")
        for block in read_blocks(text):
            try:
                self._do(block)
            except Mistake as mistake:
                raise AssertionError(f"{self.page.name}:{block.line}: {mistake}") from None

    def _do(self, block: Block) -> None:
        name = block.marks.get("file") or block.marks.get("append")
        if name:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") + "\n" if "append" in block.marks else ""
            path.write_text(before + block.text, encoding="utf-8")
        if "not run" in block.marks:
            if not block.marks["not run"]:
                raise Mistake("say why the block is not run")
        elif "prints" in block.marks:
            compare(block.text, self.printed)
        elif block.language == "dcl":
            self._compile(block, name)
        elif block.language in ("console", "sh"):
            self._commands(block)
        elif block.language == "python":
            self._python(block)

    def _compile(self, block: Block, name: str | None) -> None:
        if name:
            path = self.folder / name
        else:
            named = re.search(r"^(dcl \d|contract )", block.text, re.MULTILINE)
            path = self.folder / "block.dcl"
            path.write_text(("" if named else PRELUDE) + block.text + block.marks.get("with", ""), encoding="utf-8")
        try:
            dcl.load(path)
        except dcl.ContractError as error:
            raise Mistake(str(error)) from None

    def _commands(self, block: Block) -> None:
        """Run the lines that start with `$`; of a block without any, see whether `dcl` takes what is typed."""
        if "$ " not in block.text:
            for line in block.text.splitlines():
                understood(line)
            return
        for command, output in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE):
            compare(output, self._run(command))
        expected = block.marks.get("status")
        if self.status == 2 and expected != "2":
            raise Mistake(f"`dcl` could not judge:\n{self.printed}")
        if expected is not None and self.status != int(expected):
            raise Mistake(f"the status is {self.status}")

    def _run(self, command: str) -> str:
        if command == "echo $?":
            return f"{self.status}\n"
        if shown := _SHOWS_FILE.match(command):
            return (self.folder / shown[1]).read_text(encoding="utf-8")
        program, *arguments = _expanded(shlex.split(command, comments=True), self.folder)
        if program != "dcl":
            raise Mistake(f"`{program}` is not run here; say so with `<!-- not run: … -->`")
        out = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            self.status = main(arguments)
        self.printed = out.getvalue()
        return self.printed

    def _python(self, block: Block) -> None:
        out = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out):
            exec(compile(block.text, f"{self.page.name}:{block.line}", "exec"), self.names)
        self.printed = out.getvalue()


def _expanded(words: list[str], folder: Path) -> list[str]:
    """What a shell makes of `*`."""
    expanded: list[str] = []
    for word in words:
        found = sorted(str(path.relative_to(folder)) for path in folder.glob(word)) if "*" in word else []
        expanded += found or [word]
    return expanded


def understood(line: str) -> None:
    """Whether `dcl` has the verb and the options of a line."""
    import click

    words = shlex.split(line, comments=True)
    if not words or words[0] != "dcl":
        return
    command = commands.get_command(click.Context(commands), words[1])
    if command is None:
        raise Mistake(f"there is no `dcl {words[1]}`")
    if "--help" in words:
        return
    words = words[: words.index(">")] if ">" in words else words
    words = words[: words.index(">>")] if ">>" in words else words
    try:
        command.make_context(words[1], words[2:])
    except click.UsageError as error:
        raise Mistake(f"`{line}`: {error.message}") from None


def compare(expected: str, printed: str) -> None:
    """A line of just `…` stands for any lines, a time for any time."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(_TIME.sub("TIME", line.rstrip())) + r" *\n"
        for line in expected.splitlines()
    )
    if not re.fullmatch(pattern + r"\n*", _TIME.sub("TIME", "".join(f"{line}\n" for line in printed.splitlines()))):
        raise Mistake(f"the page shows\n{expected}\nand this is what comes:\n{printed}")
