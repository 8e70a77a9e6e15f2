"""How a text file is written, told by its first lines: the sign between cells, quotation marks, encoding, header."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dcl.ir.program import TextFormat
from dcl.readers.files import GZIP
from dcl.readers.text_dialect import SEPARATORS
from dcl.readers.text_source import UTF16

HEAD = 1 << 18
MOST_LINES = 200
MOST_SKIPPED = 10
"""So many lines of titles and remarks may stand above the header."""

_SIGNS = (",", ";", "\t", "|")
_SINGLY_QUOTED = re.compile(r"(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|\n\r])", re.MULTILINE)
_NO_NAME = re.compile(r"[+-]?\d+[.,]\d+|\d{5,}|[+-]\d+|\d{1,3}|\d{4}-\d{2}-\d{2}.*|https?://.+")
"""What a cell of data looks like and a name of a column does not; a year does."""


def sniff(path: str, format: str) -> TextFormat:
    """What the first bytes of a file say of how it is written; what is usual where they say nothing."""
    head = _head(path)
    encoding = encoding_of(head)
    lines = head.decode(encoding, "ignore").splitlines(keepends=True)[:MOST_LINES]
    if len(head) == HEAD and len(lines) < MOST_LINES:
        lines = lines[:-1]
    usual = SEPARATORS[format]
    quote = "'" if _quotes_singly(lines) else '"'
    separator, rows = _separator(lines, usual, quote)
    titles = _titles(rows)
    first = rows[titles] if titles < len(rows) else []
    return TextFormat(
        separator=None if separator == usual else separator,
        header=not _is_data(first, rows[titles + 1 :]),
        quote=quote,
        encoding=encoding,
        skip=_lines_of(titles, lines),
    )


def _head(path: str) -> bytes:
    """The first bytes, unpacked; what cannot be read is the reader's to tell."""
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(HEAD)
        if head.startswith(GZIP):
            with gzip.open(path) as packed:
                head = packed.read(HEAD)
    except (OSError, EOFError, zlib.error):
        return b""
    return head


def encoding_of(head: bytes) -> str:
    """UTF-8 unless the bytes are none; then the usual encoding of Western Europe, as nothing tells its kin apart."""
    if head.startswith(UTF16):
        return "utf-16"
    try:
        head[: len(head) - 3 if len(head) == HEAD else None].decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        if error.end == len(head) and error.reason == "unexpected end of data":
            return "utf-8"
    try:
        head.decode("cp1252")
        return "cp1252"
    except UnicodeDecodeError:
        return "latin-1"


def _quotes_singly(lines: Sequence[str]) -> bool:
    text = "".join(lines)
    return '"' not in text and len(_SINGLY_QUOTED.findall(text)) >= len(lines) > 0


def _separator(lines: Sequence[str], usual: str, quote: str) -> tuple[str, list[list[str]]]:
    """The sign that parts most lines into the same number of cells, the usual one where several do it as well."""
    best, best_rows, best_rank = usual, _rows(lines, usual, quote), (0.0, 0)
    for sign in (usual, *(each for each in _SIGNS if each != usual)):
        rows = _rows(lines, sign, quote)
        widths = Counter(len(row) for row in rows)
        if not widths:
            continue
        width, times = widths.most_common(1)[0]
        rank = (times / len(rows), width) if width > 1 else (0.0, 0)
        if rank[0] >= 0.8 and rank[1] > 1 and (rank[0] > best_rank[0] or sign == usual):
            best, best_rows, best_rank = sign, rows, rank
    return best, best_rows


def _rows(lines: Sequence[str], sign: str, quote: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(lines, delimiter=sign, quotechar=quote) if row]
    except csv.Error:
        return []


def _titles(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand above the header: those with fewer cells than all that follow."""
    if len(rows) < 4 or any("\n" in cell for row in rows[: MOST_SKIPPED + 1] for cell in row):
        return 0
    width, times = Counter(len(row) for row in rows).most_common(1)[0]
    first = next(place for place, row in enumerate(rows) if len(row) == width)
    is_title = all(len(row) < width for row in rows[:first])
    return first if first <= MOST_SKIPPED and is_title and times + first == len(rows) else 0


def _lines_of(titles: int, lines: Sequence[str]) -> int:
    """On how many lines some rows of titles stand, blank lines among them."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return filled[titles] if titles else 0


def _is_data(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is no header: it holds what no column is called, and the rows below hold the like."""
    if not first or not others:
        return False
    places = [place for place, cell in enumerate(first) if _NO_NAME.fullmatch(cell.strip())]
    counted = [int(first[place]) for place in places if first[place].strip().isdecimal()]
    if len(counted) > 1 and counted == list(range(counted[0], counted[0] + len(counted))):
        # Places and years are names of columns, too: 0, 1, 2 and 2024, 2025.
        return False
    return any(place < len(row) and _NO_NAME.fullmatch(row[place].strip()) for place in places for row in others[:5])
