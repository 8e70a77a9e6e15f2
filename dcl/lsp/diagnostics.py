"""What is to be said of the files in the editor: errors and lints, each in the file where it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from dcl.compile import in_order
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_modules import DCL405
from dcl.lsp.analysis import Analysis
from dcl.lsp.workspace import Workspace
from dcl.source import Span

Findings = dict[Path, tuple[Diagnostic, ...]]


def findings(workspace: Workspace, with_lints: bool) -> Findings:
    """The findings of each open file, and the errors of those that it uses and that use it.

    A file that is fine has an empty entry, so that what was said of it before is taken back.
    """
    found: defaultdict[Path, dict[tuple[object, ...], Diagnostic]] = defaultdict(dict)
    open_files = frozenset(workspace.open_files)
    for path in open_files:
        _ = found[path]
        for problem in workspace.problems(path):
            found[path].setdefault(_key(problem), problem)
        for analysis in workspace.analyses_with(path):
            lints = analysis.lints if with_lints else ()
            for diagnostic in (*analysis.diagnostics, *lints, *_unused_file(workspace, analysis)):
                place = analysis.path if diagnostic.span is None else Path(diagnostic.span.source.path)
                if place in open_files or diagnostic.is_error:
                    found[place].setdefault(_key(diagnostic), diagnostic)
    return {path: in_order(tuple(said.values())) for path, said in found.items()}


def _key(diagnostic: Diagnostic) -> tuple[object, ...]:
    span = diagnostic.span
    return (diagnostic.id, diagnostic.message, None if span is None else (span.start, span.end))


def _unused_file(workspace: Workspace, analysis: Analysis) -> Iterator[Diagnostic]:
    """A file that declares no contract is there for others; where none uses it, perhaps a line was forgotten."""
    if analysis.is_shared and analysis.path in workspace.files.buffers and not workspace.users(analysis.path):
        start = Span(analysis.module.source, 0, 0)
        message = "the file declares no contract, and no other file uses it"
        help = 'begin it with `contract NAME 1.0.0 { "What it is about." }`'
        yield Diagnostic(DCL405, message, start, (), help)


def shown_span(diagnostic: Diagnostic, span: Span) -> Span:
    """Where an editor underlines: the first line only of what is longer, and one sign of what has no width."""
    text = span.source.text
    end = text.find("\n", span.start, span.end)
    if end > span.start:
        return Span(span.source, span.start, end)
    if span.end > span.start:
        return span
    return Span(span.source, span.start, min(span.start + 1, len(text)))
