"""The lines of a text file that is read whole."""

from __future__ import annotations

from pathlib import Path

from dcl.diagnostics.model import Diagnostic
from dcl.readers.files import foreign_content, read_bytes, read_head
from dcl.readers.text_examine import nul_byte
from dcl.readers.text_source import BOM, UTF16, not_in_encoding, utf16


def lines_of(path: Path, wanted: str, encoding: str = "utf-8") -> tuple[list[str], Diagnostic | None]:
    """The lines without their ends. An empty file has none: it is for the format to say whether it may be empty."""
    head, problem = read_head(path)
    if problem or not head:
        return [], problem
    data, problem = read_bytes(path)
    if problem := problem or foreign_content(path, data[:512], wanted):
        return [], problem
    if encoding == "utf-8" and data.startswith(UTF16):
        return [], utf16(path)
    try:
        text = data.removeprefix(BOM).decode(encoding)
    except UnicodeDecodeError as error:
        return [], not_in_encoding(path, data[: error.start].count(b"\n") + 1, encoding)
    except UnicodeError:
        return [], not_in_encoding(path, 1, encoding)
    if "\0" in text:
        return [], nul_byte(path, text[: text.index("\0")].count("\n") + 1)
    # Not splitlines: a text may hold the rarer line ends of Unicode.
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return (lines if lines[-1] else lines[:-1]), None
