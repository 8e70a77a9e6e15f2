"""The contract files of the opened folders, with an analysis of each that is kept for as long as it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dcl.diagnostics import Diagnostic
from dcl.lsp.analysis import Analysis, analysis_of
from dcl.lsp.files import Files, contracts_in
from dcl.source import SourceFile
from dcl.syntax import ast

MOST_USERS = 50
"""A file that more than this many others use is checked in the context of so many of them."""


@dataclass(frozen=True, eq=False)
class _Kept:
    root: Path
    generation: int
    analysis: Analysis | None
    problems: tuple[Diagnostic, ...]


class Workspace:
    """Answers for the state that the editor shows. Paths are resolved ones."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self.files = Files()
        self.folders = [folder.resolve() for folder in folders]
        self._generation = 0  # changes when files come or go
        self._kept: dict[Path, _Kept] = {}
        self._good: dict[Path, Analysis] = {}
        self._known: set[Path] | None = None
        self._targets: dict[Path, tuple[SourceFile, tuple[Path, ...]]] = {}
        self._users: dict[Path, list[Path]] | None = None

    # ── What happens in the editor ───────────────────────────────────────────────────────────────────────────

    @property
    def open_files(self) -> tuple[Path, ...]:
        return tuple(self.files.buffers)

    def open(self, path: Path, text: str) -> None:
        """A file was opened, or its text changed."""
        self.files.open(path, text)
        self._users = None

    def close(self, path: Path) -> None:
        self.files.close(path)
        self._good.pop(path.resolve(), None)
        self._users = None

    def changed_on_disk(self) -> None:
        """Files came or went."""
        self._generation += 1
        self._known = self._users = None

    def written_on_disk(self, path: Path) -> None:
        """A file was written, by the editor or by others."""
        self._users = None
        if path.resolve() not in self.contracts():
            self.changed_on_disk()

    def set_folders(self, folders: Iterable[Path]) -> None:
        self.folders = [folder.resolve() for folder in folders]
        self.changed_on_disk()

    # ── Analyses ─────────────────────────────────────────────────────────────────────────────────────────────

    def source(self, path: Path) -> SourceFile | None:
        return self.files.source(path)

    def analysis(self, path: Path) -> Analysis | None:
        """The analysis of a file as its own root; None where it cannot be read."""
        return self._analysed(path.resolve()).analysis

    def problems(self, path: Path) -> tuple[Diagnostic, ...]:
        """Why there is no analysis of a file."""
        return self._analysed(path.resolve()).problems

    def latest(self, path: Path) -> Analysis | None:
        """The analysis that there is, perhaps of a text of a moment ago; made where there is none."""
        kept = self._kept.get(path.resolve())
        return kept.analysis if kept is not None else self.analysis(path)

    def last_good(self, path: Path) -> Analysis | None:
        """The latest analysis in which every statement was understood."""
        return self._good.get(path.resolve())

    def analyses_with(self, path: Path) -> Iterator[Analysis]:
        """The analysis of a file, and of each file that uses it."""
        for each in (path.resolve(), *self.users(path)):
            analysis = self.analysis(each)
            if analysis is not None:
                yield analysis

    def _analysed(self, path: Path) -> _Kept:
        root = self.root_of(path)
        kept = self._kept.get(path)
        if kept is None or not self._holds(kept, root):
            analysis, problems = analysis_of(path, root, self.files)
            kept = self._kept[path] = _Kept(root, self._generation, analysis, problems)
            if analysis is not None and analysis.is_well_spelled:
                self._good[path] = analysis
        return kept

    def _holds(self, kept: _Kept, root: Path) -> bool:
        if kept.root != root or kept.generation != self._generation or kept.analysis is None:
            return False
        return all(self.files.source(Path(path)) is source for path, source in kept.analysis.sources.items())

    def root_of(self, path: Path) -> Path:
        """The folder that no `use` may leave: that of the contract, also for a file that a contract uses."""
        if not self._is_contract(path):
            for user in self.users(path):
                if self._is_contract(user):
                    return user.parent
            for folder in self.folders:
                if path.is_relative_to(folder):
                    return folder
        return path.parent

    def _is_contract(self, path: Path) -> bool:
        parsed, _ = self.files.reader(path, path.name)
        return parsed is not None and any(isinstance(node, ast.ContractDecl) for node in parsed[1].declarations)

    # ── Who uses whom ────────────────────────────────────────────────────────────────────────────────────────

    def contracts(self) -> tuple[Path, ...]:
        """All contract files that are known: those of the folders and those that are open."""
        if self._known is None:
            self._known = set(contracts_in(self.folders))
        return tuple(sorted({*self._known, *self.files.buffers}))

    def users(self, path: Path) -> tuple[Path, ...]:
        """The files that use a file, directly or not."""
        if self._users is None:
            self._users = self._used_by()
        found: dict[Path, None] = {}
        waiting = [path.resolve()]
        while waiting and len(found) < MOST_USERS:
            for user in self._users.get(waiting.pop(0), ()):
                if user not in found and user != path:
                    found[user] = None
                    waiting.append(user)
        return tuple(found)

    def _used_by(self) -> dict[Path, list[Path]]:
        """From each file to those that use it directly."""
        users: defaultdict[Path, list[Path]] = defaultdict(list)
        for each in self.contracts():
            for target in self._targets_of(each):
                users[target].append(each)
        return users

    def _targets_of(self, path: Path) -> tuple[Path, ...]:
        """The files that a file uses directly."""
        source = self.files.source(path)
        if source is None or not self.files.may_use_others(path):
            return ()
        known = self._targets.get(path)
        if known is None or known[0] is not source:
            parsed, _ = self.files.reader(path, path.name)
            nodes = () if parsed is None else parsed[1].declarations
            written = (node.path.value for node in nodes if isinstance(node, ast.UseDecl))
            targets = (target for each in written if (target := used_file(path, each)) is not None)
            known = self._targets[path] = (source, tuple(targets))
        return known[1]


def used_file(path: Path, written: str) -> Path | None:
    """The file that a `use` in another one names; None for what `use` refuses, which is not even looked for."""
    if "\0" in written or "\\" in written or Path(written).is_absolute():
        return None
    try:
        return (path.parent / written).resolve()
    except (OSError, RuntimeError):
        return None
