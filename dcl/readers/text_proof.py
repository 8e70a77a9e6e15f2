"""A fast proof that all rows of a text file are sound, so that what Polars mends in silence cannot slip through.

Polars pads a row that is too short, cuts one that is too long where only some columns are read, and takes a blank line
for a row. Here only separators, line ends and quotes are kept of the file, a megabyte at a time: in a sound file those
outside quotes repeat one pattern. Comparing costs a fraction of parsing.
"""

from __future__ import annotations

import re
from typing import BinaryIO

import polars as pl

from dcl.readers.text_dialect import Dialect

PIECE = 1 << 20
_LINE_FEED, _RETURN = 10, 13


def every_row_fits(stream: BinaryIO, dialect: Dialect, width: int) -> bool:
    """Whether all that is left of a stream is UTF-8, without NUL, in rows of `width` fields, none of them blank.

    False is no verdict: it asks for a careful look.
    """
    proof = _Proof(dialect, width)
    while piece := stream.read(PIECE):
        piece += stream.readline()
        if not proof.takes(piece if piece.endswith(b"\n") else piece + b"\n"):
            return False
    return proof.is_at_rest


class _Proof:
    """Goes over a file in pieces that end at a line end; knows from piece to piece where in the pattern it is."""

    def __init__(self, dialect: Dialect, width: int) -> None:
        self.width = width
        self.separator = dialect.separator_byte
        self.quote = dialect.quote_byte or b""
        self.dropped = bytes(set(range(256)) - set(self.separator + self.quote + b"\n\0"))
        self.quoted = re.compile(b"%b[^%b]*%b" % ((re.escape(self.quote),) * 3)) if self.quote else None
        self.row = self.separator * (width - 1) + b"\n"
        self.pattern = self.row
        self.phase = 0
        self.inside = False

    @property
    def is_at_rest(self) -> bool:
        return not self.inside and self.phase == 0

    def takes(self, piece: bytes) -> bool:
        kept = piece.translate(None, self.dropped)
        if not piece.isascii() and not _is_utf8(piece):
            return False
        if self.quoted and (self.inside or self.quote in kept):
            if b"\0" in kept or not self._quotes_are_in_place(piece):
                return False
            kept = self._unquoted(kept, self.quoted)
        if self.width == 1 and _has_blank_line(piece):
            return False
        return self._follows(kept)

    def _quotes_are_in_place(self, piece: bytes) -> bool:
        """Whether each opening quote begins a cell and each closing one ends it; a doubled one closes and opens."""
        signs = pl.Series([piece], dtype=pl.Binary).cast(pl.List(pl.UInt8)).explode()
        separator, quote = ord(self.separator), ord(self.quote)
        marks = signs.eq(quote)
        before = signs.shift(1, fill_value=_LINE_FEED).filter(marks)
        opening = before.gather_every(2, int(self.inside))
        starts = opening.eq(separator) | opening.eq(_LINE_FEED) | opening.eq(quote)
        after = signs.shift(-1, fill_value=_LINE_FEED).filter(marks)
        closing = after.gather_every(2, int(not self.inside))
        stops = closing.eq(separator) | closing.eq(_LINE_FEED) | closing.eq(quote)
        if _RETURN in closing:
            later = signs.shift(-2, fill_value=_LINE_FEED).filter(marks).gather_every(2, int(not self.inside))
            stops |= closing.eq(_RETURN) & later.eq(_LINE_FEED)
        return bool(starts.all() and stops.all())

    def _unquoted(self, kept: bytes, quoted: re.Pattern[bytes]) -> bytes:
        """The separators and line ends that stand outside quotes."""
        # Two quotes side by side take nothing in or out; most cells are left as such a pair.
        kept = quoted.sub(b"", (self.quote * self.inside + kept).replace(self.quote * 2, b""))
        begun = kept.find(self.quote)
        self.inside = begun >= 0
        return kept[:begun] if self.inside else kept

    def _follows(self, ends: bytes) -> bool:
        """Whether separators and line ends go on as the pattern does."""
        needed = self.phase + len(ends)
        if len(self.pattern) < needed:
            self.pattern = self.row * (needed // self.width + 1)
        is_expected = self.pattern.startswith(ends, self.phase)
        self.phase = needed % self.width
        return is_expected


def _is_utf8(piece: bytes) -> bool:
    try:
        pl.Series([piece], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        return False
    return True


def _has_blank_line(piece: bytes) -> bool:
    return piece.startswith((b"\n", b"\r\n")) or b"\n\n" in piece or b"\n\r\n" in piece
