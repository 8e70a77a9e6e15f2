"""A fast proof that all rows of a text file are sound, so that what Polars mends in silence cannot slip through.

Polars pads a row that is too short, cuts one that is too long where only some columns are read, and takes a blank line
for a row. Here only separators, line ends and quotes are kept of the file, a few megabytes at a time: in a sound file
those outside quotes repeat one pattern. Polars does it as plain arithmetic on bytes, which costs a fraction of parsing.
"""

from __future__ import annotations

from typing import BinaryIO

import polars as pl

from dcl.readers.text_dialect import Dialect

CHUNK = 1 << 22
_LINE_FEED, _RETURN = 10, 13


def every_row_fits(stream: BinaryIO, dialect: Dialect, width: int) -> bool:
    """Whether all that is left of a stream is UTF-8, without NUL, in rows of `width` fields, none of them blank.

    False is no verdict: it asks for a careful look.
    """
    proof = _Proof(dialect, width)
    rest = b""
    while block := stream.read(CHUNK):
        end = block.rfind(b"\n") + 1
        if end == 0:
            rest += block
            continue
        if not proof.takes(rest + block[:end]):
            return False
        rest = block[end:]
    return (not rest or proof.takes(rest + b"\n")) and proof.is_at_rest


class _Proof:
    """Goes over a file in pieces that end at a line end; knows from piece to piece where in the pattern it is."""

    def __init__(self, dialect: Dialect, width: int) -> None:
        self.width = width
        self.separator = ord(dialect.separator)
        self.quote = None if dialect.quote is None else ord(dialect.quote)
        self.inside = False
        self.phase = 0
        self.unit = dialect.separator_byte * (width - 1) + b"\n"
        self.pattern = _bytes_of(self.unit)

    @property
    def is_at_rest(self) -> bool:
        return not self.inside and self.phase == 0

    def takes(self, piece: bytes) -> bool:
        if b"\0" in piece or not _is_utf8(piece) or (self.width == 1 and _has_blank_line(piece)):
            return False
        signs = _bytes_of(piece)
        ends = signs.eq(self.separator) | signs.eq(_LINE_FEED) if self.width > 1 else signs.eq(_LINE_FEED)
        if self.quote is not None and self.quote in piece:
            marks = signs.eq(self.quote)
            return self._quotes_are_in_place(signs, marks) and self._follows(self._unquoted(signs.filter(ends | marks)))
        return self.inside or self._follows(signs.filter(ends))

    def _quotes_are_in_place(self, signs: pl.Series, marks: pl.Series) -> bool:
        """Whether each opening quote begins a cell and each closing one ends it; a doubled one closes and opens."""
        before = signs.shift(1, fill_value=_LINE_FEED).filter(marks)
        after = signs.shift(-1, fill_value=_LINE_FEED).filter(marks)
        opening = before.gather_every(2, int(self.inside))
        closing = after.gather_every(2, int(not self.inside))
        starts = opening.eq(self.separator) | opening.eq(_LINE_FEED) | opening.eq(self.quote)
        stops = closing.eq(self.separator) | closing.eq(_LINE_FEED) | closing.eq(self.quote) | closing.eq(_RETURN)
        return bool(starts.all() and stops.all())

    def _unquoted(self, kept: pl.Series) -> pl.Series:
        """The separators and line ends that stand outside quotes."""
        marks = kept.eq(self.quote)
        quotes = marks.cum_sum() + int(self.inside)
        self.inside = bool(quotes[-1] & 1)
        return kept.filter((quotes & 1).eq(0) & ~marks)

    def _follows(self, ends: pl.Series) -> bool:
        """Whether separators and line ends go on as the pattern does."""
        needed = self.phase + len(ends)
        if len(self.pattern) < needed:
            self.pattern = _bytes_of(self.unit * (needed // self.width + 1))
        expected = self.pattern.slice(self.phase, len(ends))
        self.phase = needed % self.width
        return ends.equals(expected)


def _bytes_of(piece: bytes) -> pl.Series:
    return pl.Series([piece], dtype=pl.Binary).cast(pl.List(pl.UInt8)).explode()


def _is_utf8(piece: bytes) -> bool:
    try:
        pl.Series([piece], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        return False
    return True


def _has_blank_line(piece: bytes) -> bool:
    return piece.startswith((b"\n", b"\r\n")) or b"\n\n" in piece or b"\n\r\n" in piece
