"""The rows of a text file, one by one with their lines: slow and exact, for the header and for finding faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from dcl.readers.text_dialect import Dialect


class Fault(Enum):
    """What a quotation mark does wrong."""

    STRAY = "stray"
    OPEN = "open"


@dataclass(frozen=True)
class Row:
    """A row and the line on which it begins, counted from 1; after a fault there are no more."""

    line: int
    lines: int
    fields: int
    raw: bytes
    fault: Fault | None = None

    @property
    def is_blank(self) -> bool:
        return self.raw in (b"", b"\n", b"\r\n")


def rows_of(lines: Iterable[bytes], dialect: Dialect, first_line: int = 1) -> Iterator[Row]:
    """Part lines into rows; a quoted cell may hold line ends."""
    separator, quote = dialect.separator_byte, dialect.quote_byte
    begun: list[bytes] = []
    inside, separators, begin = False, 0, first_line
    for number, line in enumerate(lines, first_line):
        if not inside:
            begin = number
            if quote is None or quote not in line:
                yield Row(number, 1, line.count(separator) + 1, line)
                continue
        found, inside, is_stray = _separators(line, separator, quote or b"", inside)
        separators += found
        begun.append(line)
        if is_stray:
            yield Row(begin, len(begun), 0, b"".join(begun), Fault.STRAY)
            return
        if not inside:
            yield Row(begin, len(begun), separators + 1, b"".join(begun))
            begun, separators = [], 0
    if inside:
        yield Row(begin, len(begun), separators + 1, b"".join(begun), Fault.OPEN)


def _separators(line: bytes, separator: bytes, quote: bytes, inside: bool) -> tuple[int, bool, bool]:
    """How many cells end on a line, whether the last is still quoted at its end, and whether a quote is stray."""
    body = line.removesuffix(b"\n").removesuffix(b"\r")
    count, place = 0, 0
    while True:
        if inside:
            place = _after_closing(body, quote, place)
            if place < 0:
                return count, True, False
            inside = False
            if place == len(body):
                return count, False, False
            if body[place : place + 1] != separator:
                return count, False, True
            count, place = count + 1, place + 1
        elif body.startswith(quote, place):
            inside, place = True, place + 1
        else:
            end = body.find(separator, place)
            if quote in body[place : end if end >= 0 else len(body)]:
                return count, False, True
            if end < 0:
                return count, False, False
            count, place = count + 1, end + 1


def _after_closing(body: bytes, quote: bytes, place: int) -> int:
    """The place after the quote that closes a cell; -1 where none does. A doubled quote belongs to the cell."""
    while (end := body.find(quote, place)) >= 0:
        if not body.startswith(quote, end + 1):
            return end + 1
        place = end + 2
    return -1
