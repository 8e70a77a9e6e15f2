"""The list in which one run over a file gathers its diagnostics."""

from __future__ import annotations

from dcl.diagnostics.codes_syntax import DCL118
from dcl.diagnostics.model import Code, Diagnostic, Edit, Label
from dcl.source import SourceFile, Span

LIMIT = 100
"""A file with more mistakes than this is no contract; the rest would help nobody."""


class Findings:
    """Diagnostics of one file. Offsets go in, spans come out."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self._found: list[Diagnostic] = []

    @property
    def full(self) -> bool:
        return len(self._found) >= LIMIT

    def add(
        self,
        code: type[Code],
        message: str,
        start: int,
        end: int,
        *,
        help: str | None = None,
        replace: str | None = None,
        edits: tuple[Edit, ...] = (),
        labels: tuple[Label, ...] = (),
    ) -> None:
        """Notes a mistake; `replace` is what mends the stretch itself."""
        if self.full:
            return
        span = Span(self.source, start, end)
        if replace is not None:
            edits = (Edit(span, replace),)
        self._found.append(Diagnostic(code, message, span, labels, help, edits))

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All of them in the order of the text, and a last word where there were too many."""
        found = sorted(self._found, key=lambda d: (d.span.start, d.span.end) if d.span else (0, 0))
        if self.full:
            found.append(Diagnostic(DCL118, f"stopped after {LIMIT} mistakes", found[-1].span))
        return tuple(found)
