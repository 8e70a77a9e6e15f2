"""Reads contract files: the only file access of the syntax stage."""

from __future__ import annotations

from pathlib import Path

from dcl.diagnostics.codes_syntax import DCL118, DCL120
from dcl.diagnostics.model import Diagnostic
from dcl.source import SourceFile

LARGEST_FILE = 2_000_000
"""In signs (and, before decoding, in bytes of four times as many)."""


def read_source(path: Path, shown: str) -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
    """The text of a contract file; None and the reason where it cannot be read. `shown` is its name for people."""
    try:
        if path.is_dir():
            return None, (Diagnostic(DCL120, f"`{shown}` is a folder, not a contract file"),)
        if path.stat().st_size > 4 * LARGEST_FILE:
            return None, (too_large(shown),)
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, (Diagnostic(DCL120, f"there is no file `{shown}`", help="check the path"),)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        return None, (Diagnostic(DCL120, f"`{shown}` cannot be read: {reason}"),)
    except ValueError:
        return None, (Diagnostic(DCL120, f"`{shown}` is not a path"),)
    try:
        return SourceFile(shown, raw.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"`{shown}` is not UTF-8: line {line} holds bytes that are no text"
        return None, (Diagnostic(DCL120, message, help="save the file as UTF-8"),)


def too_large(shown: str) -> Diagnostic:
    """What is said of a file that no contract would be."""
    message = f"`{shown}` is too large for a contract: the limit is {LARGEST_FILE:,} signs"
    return Diagnostic(DCL118, message, help="is this a data file?")
