"""A new name for something, in every file that names it. The data keep theirs.

Where the data call a column or a label by the name that goes, `named` says so from then on. A rename that would change
what the contract means is refused in one sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

from dcl.diagnostics import Edit
from dcl.interop import spell
from dcl.lsp.analysis import Analysis, analysis_of
from dcl.lsp.declarations import Declaration, Kind
from dcl.lsp.definition import uses_of
from dcl.lsp.files import Files
from dcl.lsp.occurrences import Form, Occurrence
from dcl.lsp.workspace import Workspace
from dcl.source import SourceFile, Span, nfc
from dcl.syntax import ast
from dcl.syntax.tokens import RESERVED

_reserved = frozenset(word.lower() for word in RESERVED)
_in_backticks = re.compile(r"`[^`\r\n]+`")
_unfit = re.compile(r"[`\r\n]")

RENAMED = frozenset(
    {Kind.TABLE, Kind.COLUMN, Kind.DERIVED, Kind.LABELS, Kind.LABEL, Kind.CONSTANT, Kind.RULE, Kind.BOUND}
)


class Refused(Exception):
    """Why something is not renamed, in one sentence."""


def renamable(analysis: Analysis, source: SourceFile, offset: int) -> tuple[Span, str]:
    """The stretch of the name at a place, and the name; or `Refused`."""
    occurrence = _renamable(analysis, source, offset)
    span = occurrence.span
    if span.text[:1] in ('"', "`"):
        span = Span(span.source, span.start + 1, span.end - 1)
    return span, occurrence.declaration.name


def _renamable(analysis: Analysis, source: SourceFile, offset: int) -> Occurrence:
    occurrence = next(iter(analysis.occurrences.at(source, offset)), None)
    if occurrence is None:
        raise Refused("there is no name here that this contract declares")
    declaration = occurrence.declaration
    if declaration.kind not in RENAMED:
        raise Refused(f"a {declaration.kind.value} is not renamed from here")
    if declaration.implicit and occurrence.form is not Form.CAPTURE:
        capture = declaration.span.text.startswith('"')
        where = "stands in the braces of the `source`; rename it there" if capture else "comes with the table"
        raise Refused(f"`{declaration.name}` {where}")
    return occurrence


def rename(workspace: Workspace, analysis: Analysis, source: SourceFile, offset: int, wanted: str) -> list[Edit]:
    """The edits that give the thing at a place another name, in all files; or `Refused`."""
    declaration = _renamable(analysis, source, offset).declaration
    new = _checked_name(wanted)
    if new == declaration.name:
        return []
    edits: dict[Span, Edit] = {}
    _check_files_are_right(workspace, declaration)
    for each, uses in _named_together(workspace, declaration).items():
        _check_is_free(workspace, each, new)
        edits.update((use.span, Edit(use.span, _written(use, new))) for use in uses)
        kept = _spelling_in_the_data(each, uses)
        if kept is not None:
            edits[kept.span] = kept
    _check_meaning_is_kept(workspace, declaration, list(edits.values()))
    return list(edits.values())


def _named_together(workspace: Workspace, declaration: Declaration) -> dict[Declaration, list[Occurrence]]:
    """What is declared, and what a rule on several tables names by the same word; each with all its uses."""
    found = {declaration: uses_of(workspace, declaration)}
    known = {declaration.key}
    waiting = [declaration]
    while waiting:
        places = {use.span for use in found[waiting.pop()]}
        for analysis in workspace.analyses_with(Path(declaration.span.source.path)):
            for other in (each for span in places for each in analysis.occurrences.at(span.source, span.start)):
                if other.span in places and other.declaration.key not in known:
                    known.add(other.declaration.key)
                    found[other.declaration] = uses_of(workspace, other.declaration)
                    waiting.append(other.declaration)
    return found


def _checked_name(wanted: str) -> str:
    """The new name without its backticks, if it can be one."""
    stripped = wanted.strip()
    quoted = _in_backticks.fullmatch(stripped) is not None
    new = nfc(stripped[1:-1] if quoted else stripped)
    if not new.strip():
        raise Refused("a name needs at least one sign")
    if _unfit.search(new):
        raise Refused("a name stands on one line and holds no backtick")
    if new in _reserved and not quoted:
        raise Refused(f"`{new}` is a word of the language; another name, or `` `{new}` `` in backticks, would do")
    return new


def _written(use: Occurrence, new: str) -> str:
    match use.form:
        case Form.TEXT:
            return spell.text(new)
        case Form.CAPTURE:
            return new
        case _:
            return spell.name(new)


# ── What must be so before ───────────────────────────────────────────────────────────────────────────────────────


def _check_is_free(workspace: Workspace, declaration: Declaration, new: str) -> None:
    for analysis in workspace.analyses_with(Path(declaration.span.source.path)):
        taken = _taken(analysis, declaration, new)
        if taken is not None:
            raise Refused(f"`{new}` is already the name of {taken}")


def _taken(analysis: Analysis, declaration: Declaration, new: str) -> str | None:
    """What bears a name where the declared thing is seen."""
    if analysis.context is None:
        return None
    if declaration.kind in (Kind.COLUMN, Kind.DERIVED):
        for table in analysis.context.tables.values():
            if new in table.column_names() and any(
                item is declaration.node for item in (*table.items, *table.decl.items)
            ):
                return f"a column of `{table.name}`"
        return None
    if declaration.kind is Kind.LABEL:
        for decl in analysis.occurrences.in_file(declaration.span.source):
            other = decl.declaration
            if decl.declares and other.kind is Kind.LABEL and other.owner == declaration.owner and other.name == new:
                return f"a label of `{declaration.owner}`"
        return None
    if declaration.kind is Kind.BOUND:
        return None
    for names in analysis.context.universe.names_in.values():
        if new in names.declared and declaration.name in names.declared:
            return f"something else in `{analysis.module.source.name}`"
    return None


def _check_files_are_right(workspace: Workspace, declaration: Declaration) -> None:
    """In a contract with mistakes not every use is known, so that a rename would miss some."""
    for analysis in workspace.analyses_with(Path(declaration.span.source.path)):
        if analysis.has_errors:
            name = analysis.module.source.name
            raise Refused(f"`{name}` holds mistakes; mend them first, so that no use of the name is missed")


# ── What is kept ─────────────────────────────────────────────────────────────────────────────────────────────────


def _spelling_in_the_data(declaration: Declaration, uses: list[Occurrence]) -> Edit | None:
    """What says from now on how the data call the renamed column or label; None where nothing need say so."""
    node = declaration.node
    word = f" named {spell.text(declaration.name)}"
    if isinstance(node, ast.LabelDecl):
        end = node.name.span.end
        return None if node.named is not None else Edit(Span(node.span.source, end, end), word)
    if not isinstance(node, ast.ColumnDecl) or any(isinstance(each, ast.NamedModifier) for each in node.modifiers):
        return None
    if declaration.implicit or any(use.form is Form.CAPTURE for use in uses):
        return None
    end = node.modifiers[-1].span.end if node.modifiers else node.type.span.end
    return Edit(Span(node.span.source, end, end), word)


def _check_meaning_is_kept(workspace: Workspace, declaration: Declaration, edits: list[Edit]) -> None:
    """Try the edits out on the side: nothing may break, and every name must go on naming the same thing."""
    changed = Files()
    changed.buffers = dict(workspace.files.buffers)
    for path, text in edited(edits).items():
        changed.open(path, text)
    for before in workspace.analyses_with(Path(declaration.span.source.path)):
        after, _ = analysis_of(before.path, workspace.root_of(before.path), changed)
        if after is None or after.has_errors:
            wrong = next((found.message for found in after.diagnostics if found.is_error), "") if after else ""
            raise Refused(f"the new name does not fit: {wrong or 'the contract could not be read any more'}")
        if _shape(before) != _shape(after):
            raise Refused("the new name would be taken for something else in one of its places")


def _shape(analysis: Analysis) -> Counter[tuple[str, int]]:
    """How often each declaration is named, by its place in the order of the declarations of its file."""
    order: dict[tuple[str, int, str], tuple[str, int]] = {}
    for source in analysis.sources.values():
        declared = [each.declaration for each in analysis.occurrences.in_file(source) if each.declares]
        order.update({declaration.key: (source.path, place) for place, declaration in enumerate(declared)})
    counted: Counter[tuple[str, int]] = Counter()
    for source in analysis.sources.values():
        for each in analysis.occurrences.in_file(source):
            counted[order.get(each.declaration.key, (source.path, -1))] += 1
    return counted


def edited(edits: list[Edit]) -> dict[Path, str]:
    """The texts of the files after some edits."""
    by_source: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_source[edit.span.source.path].append(edit)
    texts: dict[Path, str] = {}
    for path, inside in by_source.items():
        text = inside[0].span.source.text
        for edit in sorted(inside, key=lambda each: each.span.start, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        texts[Path(path)] = text
    return texts
