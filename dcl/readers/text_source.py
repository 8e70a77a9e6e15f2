"""The bytes of a text file: the file itself, or what they are in memory once unpacked or decoded."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dcl.diagnostics.codes_data import DCL612
from dcl.diagnostics.model import Diagnostic
from dcl.readers.files import GZIP, empty_file, foreign_content, named, read_bytes, read_head
from dcl.readers.text_dialect import Dialect

BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class TextSource:
    """Text in UTF-8; `data` is None where the file itself holds it."""

    path: Path
    data: bytes | None = None

    def open(self) -> BinaryIO:
        """The bytes from the start, a byte-order mark left out."""
        stream: BinaryIO = self.path.open("rb") if self.data is None else io.BytesIO(self.data)
        if stream.read(len(BOM)) != BOM:
            stream.seek(0)
        return stream


def open_text(path: Path, dialect: Dialect, wanted: str) -> tuple[TextSource | None, Diagnostic | None]:
    """A file as text in UTF-8. Only what is packed or in another encoding is held in memory."""
    head, problem = read_head(path)
    if problem:
        return None, problem
    if not head:
        # A file that never had a header may be empty: it has no rows.
        return (TextSource(path), None) if not dialect.header else (None, empty_file(path))
    data: bytes | None = None
    if head.startswith(GZIP) or not dialect.is_utf8:
        data, problem = read_bytes(path)
        if problem:
            return None, problem
        head = data[:512]
    if problem := foreign_content(path, head, wanted):
        return None, problem
    if dialect.is_utf8:
        return (None, utf16(path)) if head.startswith(UTF16) else (TextSource(path, data), None)
    assert data is not None
    return _decoded(path, data, dialect.encoding)


def _decoded(path: Path, data: bytes, encoding: str) -> tuple[TextSource | None, Diagnostic | None]:
    try:
        return TextSource(path, data.decode(encoding).encode()), None
    except UnicodeDecodeError as error:
        return None, not_in_encoding(path, data[: error.start].count(b"\n") + 1, encoding)
    except UnicodeError:
        return None, not_in_encoding(path, 1, encoding)


def not_in_encoding(path: Path, line: int, encoding: str) -> Diagnostic:
    """A line of a file does not fit the encoding that it should have."""
    where = f"line {line:,} of {named(path)} is not text in"
    if encoding == "utf-8":
        help = 'save the file as UTF-8, or declare its encoding, as in `format csv(encoding: "latin-1")`'
        return Diagnostic(DCL612, f"{where} UTF-8", help=help)
    return Diagnostic(
        DCL612, f"{where} `{encoding}`", help="declare the encoding that the file has, or save it as UTF-8"
    )


def utf16(path: Path) -> Diagnostic:
    return Diagnostic(
        DCL612,
        f"{named(path)} is text in UTF-16, not in UTF-8",
        help='save the file as UTF-8, or declare it: `format csv(encoding: "utf-16")`',
    )
