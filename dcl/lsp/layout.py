"""The canonical layout as small edits, so that an editor keeps its place in the text."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import accumulate

from dcl.diagnostics import Edit
from dcl.source import SourceFile, Span
from dcl.syntax.format import format_source

MOST_LINES = 5_000
"""Longer files are replaced as a whole: comparing them line by line would take long."""


def layout_edits(source: SourceFile, within: Span | None = None) -> list[Edit] | None:
    """What would have to change, line by line; only where it touches a stretch, if one is given. Line ends stay.

    None where the text has mistakes: what is not understood is not laid out.
    """
    laid_out, _ = format_source(source)
    if laid_out is None:
        return None
    if "\r\n" in source.text:
        laid_out = laid_out.replace("\n", "\r\n")
    before, after = source.text.splitlines(keepends=True), laid_out.splitlines(keepends=True)
    if max(len(before), len(after)) > MOST_LINES:
        return [Edit(Span(source, 0, len(source.text)), laid_out)]
    places = [0, *accumulate(map(len, before))]
    edits = []
    for kind, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        start, end = places[first], places[last]
        touched = within is None or (start <= within.end and within.start <= end)
        if kind != "equal" and touched:
            edits.append(Edit(Span(source, start, end), "".join(after[new_first:new_last])))
    return edits
