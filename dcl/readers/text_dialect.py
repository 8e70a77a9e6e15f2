"""How a text file is written: its separator, its quotation mark, its encoding."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from dcl.diagnostics.codes_data import DCL622
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TextFormat
from dcl.tables.show import visible

SEPARATORS = {"csv": ",", "tsv": "\t"}
NO_TEXT_ENCODINGS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw-unicode-escape"})


@dataclass(frozen=True)
class Dialect:
    """`quote` is None where a quotation mark is a sign like any other."""

    separator: str
    quote: str | None
    encoding: str
    header: bool
    skip: int

    @property
    def separator_byte(self) -> bytes:
        return self.separator.encode()

    @property
    def quote_byte(self) -> bytes | None:
        return None if self.quote is None else self.quote.encode()

    @property
    def is_utf8(self) -> bool:
        return self.encoding in ("utf-8", "utf-8-sig", "ascii")


def dialect_of(format: TextFormat, name: str) -> tuple[Dialect | None, Diagnostic | None]:
    """What the table's `format` statement says, filled up with what is usual for the format `name`."""
    separator = SEPARATORS[name] if format.separator is None else format.separator
    quote = format.quote or None
    for word, sign in (("separator", separator), ("quote", quote)):
        if sign is not None and not _is_sign(sign):
            message = f'the {word} "{visible(sign)}" cannot be used: it is one plain sign, such as `;` or `|`'
            return None, Diagnostic(DCL622, message, help=f"write the {word} of the file in the table's `format`")
    if separator == quote:
        return None, Diagnostic(
            DCL622, f'"{visible(separator)}" cannot be both the separator and the quote', help="change one of the two"
        )
    encoding = encoding_of(format.encoding)
    if encoding is None:
        return None, unknown_encoding(format.encoding)
    return Dialect(separator, quote, encoding, format.header, max(format.skip, 0)), None


def _is_sign(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text not in "\r\n\0"


def unknown_encoding(name: str) -> Diagnostic:
    message = f'"{visible(name)}" is not an encoding that dcl knows'
    return Diagnostic(DCL622, message, help="write one such as `utf-8`, `latin-1`, `cp1252` or `utf-16`")


def encoding_of(name: str) -> str | None:
    """The name that Python gives an encoding of text."""
    try:
        found = codecs.lookup(name)
        is_text = isinstance("".encode(name), bytes) and isinstance(b"".decode(name), str)
    except (LookupError, ValueError, TypeError):
        return None
    return found.name if is_text and found.name not in NO_TEXT_ENCODINGS else None
