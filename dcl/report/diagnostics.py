"""Diagnostics with the source they speak of, as text for people and as JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dcl.diagnostics import Diagnostic
from dcl.report.style import Style, style
from dcl.source import Span
from dcl.tables.width import sign_width

TAB = 4
WINDOW = 100
"""How many cells of a source line are shown; of a longer one, those around the place."""

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def render(diagnostics: Iterable[Diagnostic], colour: bool = False) -> str:
    """All diagnostics, parted by blank lines; empty where there are none."""
    return "\n".join(_render(diagnostic, style(colour)) for diagnostic in diagnostics)


def _render(diagnostic: Diagnostic, paint: Style) -> str:
    role = "error" if diagnostic.is_error else "warning"
    lines = [
        paint(f"{diagnostic.code.level.value}[{diagnostic.id}]", role)
        + paint(f": {_safe(diagnostic.message)}", "strong")
    ]
    gutter = _gutter(diagnostic)
    if diagnostic.span is not None:
        lines += _places(diagnostic, diagnostic.span, gutter, role, paint)
    if diagnostic.help:
        lines.append(f"{' ' * gutter} {paint('=', 'note')} help: {_safe(diagnostic.help)}")
    return "\n".join(lines) + "\n"


def _gutter(diagnostic: Diagnostic) -> int:
    """The room for line numbers."""
    spans = [label.span for label in diagnostic.labels]
    if diagnostic.span is not None:
        spans.append(diagnostic.span)
    return max((len(str(span.line)) for span in spans), default=1)


@dataclass(frozen=True)
class _Mark:
    """What to underline in a line, and the word to put beside it."""

    span: Span
    sign: str
    text: str
    role: str


def _places(diagnostic: Diagnostic, span: Span, gutter: int, role: str, paint: Style) -> list[str]:
    """The place itself with what is labelled on the same line, then each other labelled place."""
    marks = [_Mark(label.span, "-", label.text, "note") for label in diagnostic.labels]
    beside = [mark for mark in marks if mark.span.source is span.source and mark.span.line == span.line]
    lines = _snippet([_Mark(span, "^", "", role), *beside], "-->", gutter, paint)
    for mark in marks:
        if mark not in beside:
            lines += _snippet([mark], ":::", gutter, paint)
    return lines


def _snippet(marks: Sequence[_Mark], arrow: str, gutter: int, paint: Style) -> list[str]:
    first = marks[0].span
    shown = _Line(first)
    bar = paint("|", "note")
    lines = [
        f"{' ' * gutter}{paint(arrow, 'note')} {_safe(first.source.path)}:{first.line}:{first.column}",
        f"{' ' * gutter} {bar}",
        f"{paint(str(first.line).rjust(gutter), 'note')} {bar} {shown.text}".rstrip(),
    ]
    for mark in marks:
        start, length = shown.underline(mark.span)
        note = f" {_safe(mark.text)}" if mark.text else ""
        lines.append(f"{' ' * gutter} {bar} {' ' * start}{paint(mark.sign * length + note, mark.role)}")
    return lines


class _Line:
    """A source line as it is shown: tabs widened, what cannot be seen written out, long lines cut around a place."""

    def __init__(self, span: Span) -> None:
        self._start = span.source.line_starts[span.line - 1]
        self._cells = _cells(span.source.line(span.line))
        self._offsets = [0]
        for cell in self._cells:
            self._offsets.append(self._offsets[-1] + sum(map(sign_width, cell)))
        self._first, self._last = self._window(self._index(span.start))
        self._lead = "…" if self._first else ""
        tail = "…" if self._last < len(self._cells) else ""
        self.text = self._lead + "".join(self._cells[self._first : self._last]) + tail

    def _index(self, offset: int) -> int:
        return min(max(offset - self._start, 0), len(self._cells))

    def _window(self, place: int) -> tuple[int, int]:
        """The cells to show: all of them, or those around the place."""
        if self._offsets[-1] <= WINDOW:
            return 0, len(self._cells)
        first = place
        while first > 0 and self._offsets[place] - self._offsets[first - 1] <= WINDOW // 3:
            first -= 1
        last = first
        while last < len(self._cells) and self._offsets[last + 1] - self._offsets[first] <= WINDOW:
            last += 1
        return first, last

    def underline(self, span: Span) -> tuple[int, int]:
        """Where to underline a span, and how wide: at least one cell, and not beyond what is shown."""
        start = min(max(self._index(span.start), self._first), self._last)
        end = min(max(self._index(span.end), start), self._last)
        before = len(self._lead) + self._offsets[start] - self._offsets[self._first]
        return before, max(self._offsets[end] - self._offsets[start], 1)


def _cells(line: str) -> list[str]:
    """What is shown for each sign of a line."""
    cells: list[str] = []
    column = 0
    for sign in line:
        if sign == "\t":
            cell = " " * (TAB - column % TAB)
        elif unicodedata.category(sign) in HIDDEN:
            cell = f"\\u{{{ord(sign):x}}}"
        else:
            cell = sign
        cells.append(cell)
        column += sum(map(sign_width, cell))
    return cells


def _safe(text: str) -> str:
    """A message, which may quote data or file names, without anything that a terminal obeys."""
    return "".join(
        f"\\u{{{ord(sign):x}}}" if sign != "\n" and unicodedata.category(sign) in HIDDEN else sign for sign in text
    )


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Diagnostics as plain values; what does not apply is left out."""
    return [_object(diagnostic) for diagnostic in diagnostics]


def _object(diagnostic: Diagnostic) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": diagnostic.id,
        "slug": diagnostic.code.slug,
        "level": diagnostic.code.level.value,
        "message": diagnostic.message,
    }
    if diagnostic.span is not None:
        found["location"] = _location(diagnostic.span)
    if diagnostic.labels:
        found["labels"] = [{"location": _location(label.span), "text": label.text} for label in diagnostic.labels]
    if diagnostic.help:
        found["help"] = diagnostic.help
    if diagnostic.edits:
        found["edits"] = [{"location": _location(edit.span), "text": edit.text} for edit in diagnostic.edits]
    return found


def _location(span: Span) -> dict[str, Any]:
    end_line, end_column = span.source.position(span.end)
    return {
        "path": span.source.path,
        "line": span.line,
        "column": span.column,
        "end_line": end_line,
        "end_column": end_column,
    }
