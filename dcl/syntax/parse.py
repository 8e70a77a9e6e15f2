"""The syntax stage: the text of a contract file becomes its syntax tree."""

from __future__ import annotations

from itertools import pairwise

from dcl.diagnostics.codes_syntax import DCL118
from dcl.diagnostics.model import Diagnostic
from dcl.source import SourceFile, Span
from dcl.syntax.ast import File
from dcl.syntax.automaton import Automaton, Mistake
from dcl.syntax.build_declarations import Builder
from dcl.syntax.findings import Findings
from dcl.syntax.grammar import load_tables
from dcl.syntax.lines import join
from dcl.syntax.mistakes import explain
from dcl.syntax.read import LARGEST_FILE, read_source, too_large
from dcl.syntax.scan import scan

__all__ = ["parse", "read_source"]

LONGEST_LINE = 1_000_000


def parse(source: SourceFile) -> tuple[File, tuple[Diagnostic, ...]]:
    """Reads a contract: what could be read of it, and every mistake of spelling. Never raises, whatever the text."""
    refused = _refuse(source)
    if refused is not None:
        return _empty(source), (refused,)
    findings = Findings(source)
    tokens = join(source, scan(source, findings), findings)
    if findings.full:
        return _empty(source), findings.sorted()

    def report(mistake: Mistake) -> bool:
        explain(mistake, tokens, findings)
        return not findings.full

    file = Automaton(load_tables(), tokens, Builder(findings).build, report).run()
    return (_empty(source) if file is None else file), findings.sorted()


def _empty(source: SourceFile) -> File:
    return File(Span(source, 0, 0), ())


def _refuse(source: SourceFile) -> Diagnostic | None:
    """What no contract looks like is not read at all: reading it would take long and say nothing."""
    if len(source.text) > LARGEST_FILE:
        return too_large(source.path)
    if len(source.text) > LONGEST_LINE:
        starts = [*source.line_starts, len(source.text)]
        for start, end in pairwise(starts):
            if end - start > LONGEST_LINE:
                message = f"a line of {end - start:,} signs; the limit is {LONGEST_LINE:,}"
                return Diagnostic(DCL118, message, Span(source, start, start), help="is this a data file?")
    return None
