"""Quick fixes: what a finding itself says would mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dcl.diagnostics import Diagnostic, Edit
from dcl.diagnostics.codes_lint import DCL709
from dcl.diagnostics.codes_names import DCL204, DCL209
from dcl.diagnostics.codes_types import DCL312
from dcl.interop import spell
from dcl.source import Span

_guess = re.compile(r"did you mean `(.+?)`\?")
_alternatives = re.compile(r"^write `([^`]+)`(?: or `([^`]+)`)?")
_quoted = re.compile(r'`([^`]+)`|"([^"]+)"')


@dataclass(frozen=True)
class Action:
    """A repair that a person may choose. `sure` is said of one that the finding itself carries."""

    title: str
    diagnostic: Diagnostic
    edits: tuple[Edit, ...]
    sure: bool = False


def actions(diagnostics: Iterable[Diagnostic], place: Span) -> Iterator[Action]:
    """The repairs of what was found at a place of a file."""
    for diagnostic in diagnostics:
        span = diagnostic.span
        if span is None or span.source.path != place.source.path or not _touches(span, place):
            continue
        if diagnostic.edits:
            yield Action(_title(diagnostic), diagnostic, diagnostic.edits, sure=True)
        for edit in _suggested(diagnostic, span):
            yield Action(f"change to `{edit.text.strip()}`", diagnostic, (edit,))


def _touches(span: Span, place: Span) -> bool:
    return span.start <= place.end and place.start <= span.end


def _title(diagnostic: Diagnostic) -> str:
    return diagnostic.help or f"mend: {diagnostic.message}"


def _suggested(diagnostic: Diagnostic, span: Span) -> Iterator[Edit]:
    """The repairs that the help of a finding names in words."""
    help = diagnostic.help or ""
    guess = _guess.search(help)
    written = _alternatives.match(help)
    if guess is not None:
        edit = _in_place_of_the_wrong_word(diagnostic, span, guess.group(1))
        if edit is not None:
            yield edit
    elif diagnostic.code is DCL209:
        yield Edit(span, f'"{span.text}"')
    elif diagnostic.code in (DCL204, DCL312) and written is not None and not written.group(1).startswith("by "):
        for text in filter(None, written.groups()):
            yield Edit(span, text)
    elif diagnostic.code is DCL709:
        yield Edit(Span(span.source, 0, 0), "dcl 1\n\n")


def _in_place_of_the_wrong_word(diagnostic: Diagnostic, span: Span, guess: str) -> Edit | None:
    """The guess where the wrong word stands: the whole stretch, or the word of it that the message quotes."""
    text = span.text
    if text.startswith('"'):
        return Edit(span, spell.text(guess))
    if re.fullmatch(r"`[^`]+`|\w+", text):
        return Edit(span, spell.name(guess))
    for match in _quoted.finditer(diagnostic.message):
        wrong = match.group(1) or match.group(2)
        if text.count(wrong) == 1:
            start = span.start + text.index(wrong)
            return Edit(Span(span.source, start, start + len(wrong)), guess)
    return None
