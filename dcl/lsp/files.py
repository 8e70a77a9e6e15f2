"""Contract files as the editor sees them: what is open there stands before what is on the disk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_lsp import DCL851
from dcl.modules import Parsed
from dcl.source import SourceFile
from dcl.syntax.parse import parse
from dcl.syntax.read import read_source

SUFFIX = ".dcl"
MOST_FILES = 1_000
"""A folder with more contracts than this is not looked through to its end."""
MOST_ENTRIES = 50_000

_uses_something = re.compile(r"^[ \t]*use\b", re.MULTILINE)

Stamp = tuple[int, int] | str


@dataclass(eq=False)
class _Kept:
    """What is known of a file as long as its stamp holds: the time and size on the disk, or the text of a buffer."""

    stamp: Stamp
    source: SourceFile | None
    problems: tuple[Diagnostic, ...]
    parsed: Parsed | None = None


class Files:
    """Reads each file once for each of its states. A source is named by its resolved path."""

    def __init__(self) -> None:
        self.buffers: dict[Path, str] = {}
        self._kept: dict[Path, _Kept] = {}

    def open(self, path: Path, text: str) -> None:
        """Take the text of an editor in place of the file."""
        # Editors that keep the mark at the start of a file count it as a sign; a blank keeps all places where they are.
        self.buffers[path.resolve()] = " " + text[1:] if text.startswith("\ufeff") else text

    def close(self, path: Path) -> None:
        self.buffers.pop(path.resolve(), None)

    def reader(self, path: Path, shown: str) -> tuple[Parsed | None, tuple[Diagnostic, ...]]:
        """A file, parsed, as `load_modules` asks for it; whatever it is called, it goes by its resolved path."""
        resolved = path.resolve()
        if resolved.suffix != SUFFIX and resolved not in self.buffers:
            message = f"the editor reads only files that end in `{SUFFIX}`, so `{resolved.name}` is not looked at"
            return None, (Diagnostic(DCL851, message, help="`dcl lint` reads it"),)
        kept = self._kept_of(resolved)
        if kept.source is not None and kept.parsed is None:
            tree, found = parse(kept.source)
            kept.parsed = (kept.source, tree)
            kept.problems = (*kept.problems, *found)
        return kept.parsed, kept.problems

    def source(self, path: Path) -> SourceFile | None:
        """The text of a file that is open or is a contract; None where it cannot be read."""
        resolved = path.resolve()
        if resolved.suffix != SUFFIX and resolved not in self.buffers:
            return None
        return self._kept_of(resolved).source

    def may_use_others(self, path: Path) -> bool:
        """Whether a file may hold a `use`, without parsing it."""
        source = self.source(path)
        return source is not None and _uses_something.search(source.text) is not None

    def _kept_of(self, path: Path) -> _Kept:
        stamp = self._stamp(path)
        kept = self._kept.get(path)
        if kept is None or kept.stamp != stamp:
            source, problems = self._read(path)
            kept = self._kept[path] = _Kept(stamp, source, problems)
        return kept

    def _read(self, path: Path) -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
        if path in self.buffers:
            return SourceFile(str(path), self.buffers[path]), ()
        source, problems = read_source(path, path.name)
        return (None if source is None else SourceFile(str(path), source.text)), problems

    def _stamp(self, path: Path) -> Stamp:
        if path in self.buffers:
            return self.buffers[path]
        try:
            found = path.stat()
        except OSError:
            return (0, -1)
        return (found.st_mtime_ns, found.st_size)


def contracts_in(folders: Iterable[Path]) -> Iterator[Path]:
    """The contract files in some folders, hidden ones and links aside; not all of them where there are too many."""
    found = entries = 0
    for folder in folders:
        for parent, inner, names in os.walk(folder):
            inner[:] = sorted(name for name in inner if not name.startswith(".") and name != "node_modules")
            entries += len(inner) + len(names)
            for name in sorted(names):
                path = Path(parent, name)
                if path.suffix == SUFFIX and path.is_file() and not path.is_symlink():
                    found += 1
                    yield path.resolve()
                if found >= MOST_FILES:
                    return
            if entries >= MOST_ENTRIES:
                return
