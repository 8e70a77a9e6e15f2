"""While a statement is half typed, what the last whole text said still holds for all that is around it."""

from __future__ import annotations

from dcl.lsp.analysis import Analysis
from dcl.lsp.definition import definition
from dcl.lsp.hover import Hover, hover
from dcl.lsp.workspace import Workspace
from dcl.source import SourceFile, Span


class Earlier:
    """The last good analysis of a file, and where in its text a place of the text of now was."""

    def __init__(self, good: Analysis, source: SourceFile) -> None:
        self.good = good
        self.source = source
        old, new = good.module.source.text, source.text
        self._same_before = _same_signs(old, new)
        most = min(len(old), len(new)) - self._same_before
        self._same_behind = min(_same_signs(old[::-1], new[::-1]), most)
        self._longer = len(new) - len(old)

    def offset(self, offset: int) -> int | None:
        """Where a place was; None inside of what is typed."""
        if offset < self._same_before:
            return offset
        return offset - self._longer if offset > len(self.source.text) - self._same_behind else None

    def span(self, span: Span) -> Span | None:
        """Where a stretch of the text of then is now."""
        if span.source is not self.good.module.source:
            return span
        if span.end <= self._same_before:
            return Span(self.source, span.start, span.end)
        if span.start >= len(span.source.text) - self._same_behind:
            return Span(self.source, span.start + self._longer, span.end + self._longer)
        return None


def _same_signs(one: str, other: str) -> int:
    """With how many signs two texts begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _earlier(workspace: Workspace, analysis: Analysis) -> Earlier | None:
    good = workspace.last_good(analysis.path)
    if good is None or good is analysis or analysis.is_well_spelled:
        return None
    return Earlier(good, analysis.module.source)


def hover_now(workspace: Workspace, analysis: Analysis, source: SourceFile, offset: int) -> Hover | None:
    """What there is to say of a place, from the last whole text where the one of now does not tell."""
    earlier = None if analysis.occurrences.at(source, offset) else _earlier(workspace, analysis)
    before = None if earlier is None else earlier.offset(offset)
    if earlier is not None and before is not None:
        found = hover(earlier.good, earlier.good.module.source, before)
        span = None if found is None else earlier.span(found[1])
        if found is not None and span is not None:
            return found[0], span
    return hover(analysis, source, offset)


def definition_now(workspace: Workspace, analysis: Analysis, source: SourceFile, offset: int) -> list[Span]:
    """The same for where a thing is declared."""
    earlier = None if analysis.occurrences.at(source, offset) else _earlier(workspace, analysis)
    before = None if earlier is None else earlier.offset(offset)
    if earlier is not None and before is not None:
        spans = definition(earlier.good, earlier.good.module.source, before)
        return [now for span in spans if (now := earlier.span(span)) is not None]
    return definition(analysis, source, offset)
