"""Source text and places in it; the only module that knows of lines and columns."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

_editor_line_end = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, eq=False)
class SourceFile:
    """One contract file: the name to show for it and its decoded text (no BOM)."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset at which each line begins; line 1 begins at 0."""
        starts = [0]
        starts.extend(i + 1 for i, char in enumerate(self.text) if char == "\n")
        return starts

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, columns in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    @cached_property
    def _editor_line_starts(self) -> list[int]:
        """Editors also end a line at a lone CR, which a contract may not hold."""
        return [0, *(end.end() for end in _editor_line_end.finditer(self.text))]

    def utf16_position(self, offset: int) -> tuple[int, int]:
        """Line and character of an offset as editors count them: from 0, in UTF-16 units."""
        starts = self._editor_line_starts
        line = bisect_right(starts, offset) - 1
        return line, utf16_length(self.text[starts[line] : offset])

    def utf16_offset(self, line: int, character: int) -> int:
        """The offset of such a place; one beyond the end of its line, or of the text, is the end."""
        starts = self._editor_line_starts
        if line >= len(starts):
            return len(self.text)
        end = starts[line + 1] if line + 1 < len(starts) else len(self.text)
        text = self.text[starts[line] : end].rstrip("\r\n")
        if text.isascii():
            return starts[line] + min(character, len(text))
        units = text.encode("utf-16-le", "surrogatepass")[: 2 * character]
        return starts[line] + len(units.decode("utf-16-le", "surrogatepass"))

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


@dataclass(frozen=True)
class Span:
    """A stretch of a source file, from `start` up to but not including `end`."""

    source: SourceFile = field(repr=False)
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a place; a stretch without width lies where it starts."""
        if self.source is not other.source:
            return False
        return self.start < max(other.end, other.start + 1) and other.start < max(self.end, self.start + 1)

    def to(self, other: Span) -> Span:
        """The stretch from the start of this span to the end of another one."""
        return Span(self.source, self.start, max(self.end, other.end))


def utf16_length(text: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def nfc(name: str) -> str:
    """A name as the language compares it: in Unicode's normal form C."""
    return unicodedata.normalize("NFC", name)
