"""Files of results, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_usage import DCL655
from dcl.tables.show import visible


class WholeFile:
    """A file that appears under its name only when it is complete; until then it is beside it under another."""

    def __init__(self, path: Path, draft: Path | None) -> None:
        self.path = path
        self._draft = draft

    @classmethod
    def open(cls, name: str, never: tuple[Path, ...] = ()) -> tuple[WholeFile | None, tuple[Diagnostic, ...]]:
        """Make sure that the file can be written. `never` are files that it must not replace."""
        path = Path(os.path.realpath(name))
        problem = _problem(path, never)
        if problem is None and path.exists() and not path.is_file():
            return cls(path, None), ()
        draft = None
        if problem is None:
            try:
                handle, made = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
                os.close(handle)
                draft = Path(made)
            except OSError as error:
                problem = (error.strerror or str(error)).lower()
        if problem is not None:
            return None, (Diagnostic(DCL655, f'"{visible(name, 200)}" cannot be written: {problem}'),)
        return cls(path, draft), ()

    @property
    def draft(self) -> Path:
        """Where to write the contents."""
        return self._draft or self.path

    def finish(self) -> None:
        """Give the file its name."""
        if self._draft is not None:
            self._draft.chmod(_mode(self.path))
            self._draft.replace(self.path)
            self._draft = None

    def discard(self) -> None:
        """Leave nothing behind; does nothing to a finished file."""
        if self._draft is not None:
            with contextlib.suppress(OSError):
                self._draft.unlink()
            self._draft = None


def open_folder(name: str) -> tuple[Path | None, tuple[Diagnostic, ...]]:
    """A folder to write pages into, made where it is not there yet; its parent must be."""
    path = Path(os.path.realpath(name))
    problem = None
    try:
        path.mkdir(exist_ok=True)
        if not os.access(path, os.W_OK):
            problem = "it is write-protected"
    except FileExistsError:
        problem = "it is a file"
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
    if problem is not None:
        return None, (Diagnostic(DCL655, f'the folder "{visible(name, 200)}" cannot be written: {problem}'),)
    return path, ()


def write_whole(path: Path, text: str) -> None:
    """Replace the text of a file at once."""
    file, problems = WholeFile.open(str(path))
    if file is None:
        raise OSError(problems[0].message)
    try:
        file.draft.write_text(text, encoding="utf-8", newline="")
        file.finish()
    finally:
        file.discard()


def _problem(path: Path, never: tuple[Path, ...]) -> str | None:
    if path.is_dir():
        return "it is a folder"
    if not path.parent.is_dir():
        return f'there is no folder "{visible(str(path.parent), 200)}"'
    if any(_is_same(path, other) for other in never):
        return "it is the contract or the data of this check"
    if path.is_file() and not os.access(path, os.W_OK):
        return "it is write-protected"
    return None


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
