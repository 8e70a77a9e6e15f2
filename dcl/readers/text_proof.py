"""A fast proof that all rows of a text file are sound, so that what Polars mends in silence cannot slip through.

Polars pads a row that is too short, cuts one that is too long where only some columns are read, and takes a blank line
for a row. Here only separators, line ends and quotes are looked at, a megabyte at a time, as columns of bytes: in a
sound file the separators and line ends outside quotes repeat one pattern. Comparing costs a fraction of parsing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import BinaryIO

import polars as pl

from dcl.readers.text_dialect import Dialect

PIECE = 1 << 20
_LINE_FEED = 10


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
        self.separator = ord(dialect.separator)
        self.quote = dialect.quote_byte
        self.row = dialect.separator_byte * (width - 1) + b"\n"
        self.pattern = _signs(self.row)
        self.phase = 0
        self.inside = False

    @property
    def is_at_rest(self) -> bool:
        return not self.inside and self.phase == 0

    def takes(self, piece: bytes) -> bool:
        if b"\0" in piece or not (piece.isascii() or _is_utf8(piece)):
            return False
        if self.width == 1 and _has_blank_line(piece):
            return False
        if b"\r" in piece:
            piece = piece.replace(b"\r\n", b"\n")
        signs = _signs(piece)
        ends = signs.eq(self.separator) | signs.eq(_LINE_FEED)
        if self.quote and (self.inside or self.quote in piece):
            outside = self._outside_quotes(signs, ends, signs.eq(ord(self.quote)))
        else:
            outside = signs.filter(ends)
        return outside is not None and self._follows(outside)

    def _outside_quotes(self, signs: pl.Series, ends: pl.Series, marks: pl.Series) -> pl.Series | None:
        """The separators and line ends that stand outside quotes; None where a quote is not in its place."""
        edges = ends | marks
        if not self._quotes_are_in_place(edges, marks):
            return None
        is_end = ends.filter(edges)
        places = _counted(len(is_end)).filter(is_end)
        # Of what stands before an end, all but the earlier ends are quotes; each goes in or out, a doubled one both.
        quotes = places - _counted(len(places)) + int(self.inside)
        self.inside ^= bool(marks.sum() % 2)
        return signs.filter(ends).filter(quotes & 1 == 0)

    def _quotes_are_in_place(self, edges: pl.Series, marks: pl.Series) -> bool:
        """Whether each opening quote begins a cell and each closing one ends it; a doubled one closes and opens.

        A piece begins after a line end and ends with one, so that its first sign needs none before it.
        """
        is_opening = _alternating(int(marks.sum()), not self.inside)
        begins = edges.slice(0, len(edges) - 1).filter(marks.slice(1))
        ends = edges.slice(1).filter(marks.slice(0, len(marks) - 1))
        first = int(marks[0])
        return bool((begins | ~is_opening.slice(first)).all() and (ends | is_opening).all())

    def _follows(self, ends: pl.Series) -> bool:
        """Whether separators and line ends go on as the pattern does."""
        needed = self.phase + len(ends)
        if len(self.pattern) < needed:
            self.pattern = _signs(self.row * (needed // self.width + 1))
        is_expected = bool(ends.eq(self.pattern.slice(self.phase, len(ends))).all())
        self.phase = needed % self.width
        return is_expected


def _signs(data: bytes) -> pl.Series:
    """Bytes as a column of their own, which is compared many at a time."""
    return pl.Series([data], dtype=pl.Binary).cast(pl.List(pl.UInt8)).explode()


@lru_cache(maxsize=1)
def _numbers(size: int) -> pl.Series:
    return pl.int_range(size, dtype=pl.UInt32, eager=True)


def _counted(size: int) -> pl.Series:
    """0, 1, 2 …"""
    return _numbers(_room(size)).slice(0, size)


@lru_cache(maxsize=1)
def _turns(size: int) -> pl.Series:
    return _numbers(size) & 1 == 0


def _alternating(size: int, first: bool) -> pl.Series:
    """True and false by turns."""
    return _turns(_room(size + 1)).slice(0 if first else 1, size)


def _room(size: int) -> int:
    """A size that seldom changes."""
    return max(2 * PIECE, 1 << size.bit_length())


def _is_utf8(piece: bytes) -> bool:
    try:
        pl.Series([piece], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        return False
    return True


def _has_blank_line(piece: bytes) -> bool:
    return piece.startswith((b"\n", b"\r\n")) or b"\n\n" in piece or b"\n\r\n" in piece
