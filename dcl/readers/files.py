"""What is the same for files of every format: opening them, and seeing at once that one is not what it should be."""

from __future__ import annotations

import gzip
import io
import stat
import zlib
from pathlib import Path

from dcl.diagnostics.codes_data import DCL606, DCL610, DCL611, DCL616, DCL617
from dcl.diagnostics.model import Diagnostic
from dcl.tables.show import visible

GZIP = b"\x1f\x8b"
_LFS = b"version https://git-lfs.github.com/spec/v1"
_MAGIC = (
    (b"PAR1", "Parquet data"),
    (b"ARROW1", "Arrow data"),
    (b"FEA1", "data of an old Feather version"),
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook or Word document"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x28\xb5\x2f\xfd", "data packed with zstd"),
    (b"BZh", "data packed with bzip2"),
    (b"\xfd7zXZ", "data packed with xz"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_SMALL, _MOST_GROWTH = 1 << 28, 200
"""Packed data may grow to this many bytes, or by this factor if that is more: annotations grow 10 to 60 times."""

_WEB_PAGE = (b"<!doctype html", b"<html")


def named(path: str | Path) -> str:
    """A path as messages show it."""
    return f"`{visible(str(path), 200)}`"


def count_of(number: int, noun: str) -> str:
    """`1 field`, `2,000 fields`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def check_path(path: Path) -> Diagnostic | None:
    """Why a path cannot be read as a file, asked before it is opened: a pipe would wait for ever."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Diagnostic(
            DCL606, f"there is no file {named(path)}", help="check the path and the folder it starts from"
        )
    except (OSError, ValueError) as error:
        return unreadable(path, error)
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    return Diagnostic(
        DCL606,
        f"{named(path)} is not an ordinary file (a pipe or a device has no end that can be checked)",
        help="write the data to a file first",
    )


def unreadable(path: Path, error: Exception) -> Diagnostic:
    """The operating system does not let dcl open or read a file."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Diagnostic(
        DCL606,
        f"{named(path)} cannot be read: {visible(reason.lower())}",
        help="check that the file may be read by you",
    )


def read_head(path: Path, size: int = 512) -> tuple[bytes, Diagnostic | None]:
    """The first bytes of a file, or why there are none."""
    if problem := check_path(path):
        return b"", problem
    try:
        with path.open("rb") as file:
            head = file.read(size)
    except OSError as error:
        return b"", unreadable(path, error)
    if head.startswith(_LFS):
        message = f"{named(path)} holds only a Git LFS pointer, not the data"
        return b"", Diagnostic(DCL611, message, help="run `git lfs pull`")
    return head, None


def empty_file(path: Path) -> Diagnostic:
    return Diagnostic(DCL616, f"{named(path)} is empty", help="write the file again; without rows it has its header")


def foreign_content(path: Path, head: bytes, wanted: str) -> Diagnostic | None:
    """What a file holds where its first bytes show that it is no `wanted` text."""
    for magic, meaning in _MAGIC:
        if head.startswith(magic):
            return wrong_content(path, meaning, wanted)
    if head.lstrip().lower().startswith(_WEB_PAGE):
        return wrong_content(path, "a web page", wanted)
    return None


def wrong_content(path: Path, meaning: str, wanted: str) -> Diagnostic:
    return Diagnostic(
        DCL610,
        f"{named(path)} holds {meaning}, not {wanted}",
        help=f"save the data as {wanted}, or write the format that the file has before its path",
    )


def describe(head: bytes) -> str:
    """What the first bytes of a file look like."""
    for magic, meaning in ((GZIP, "data packed with gzip"), *_MAGIC):
        if head.startswith(magic):
            return meaning
    return "text" if _is_text(head) else "something else"


def _is_text(head: bytes) -> bool:
    return b"\0" not in head and "\ufffd" not in head[: len(head) - 4].decode("utf-8", "replace")


def damaged(path: Path, what: str) -> Diagnostic:
    return Diagnostic(DCL617, f"{named(path)} is damaged or cut off: {what}", help="get or write the file again")


class _BombError(Exception):
    """Packed data that grow as no real data do."""


def _unpacked(data: bytes) -> bytes:
    most = max(_SMALL, _MOST_GROWTH * len(data))
    with gzip.open(io.BytesIO(data)) as stream:
        unpacked = stream.read(most + 1)
    if len(unpacked) > most:
        raise _BombError
    return unpacked


def read_bytes(path: Path) -> tuple[bytes, Diagnostic | None]:
    """All of a file, unpacked where it is packed with gzip."""
    try:
        data = path.read_bytes()
        if data.startswith(GZIP):
            data = _unpacked(data)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return b"", damaged(path, "what is packed in it does not come to an end")
    except _BombError:
        message = f"{named(path)} would grow more than {_MOST_GROWTH} times when unpacked"
        return b"", Diagnostic(DCL617, message, help="unpack it yourself and look what is in it")
    except OSError as error:
        return b"", unreadable(path, error)
    if not data:
        return b"", empty_file(path)
    return data, None
