"""Writes a drafted contract out, in the one layout that contracts have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dcl.interop import spell
from dcl.interop.draft import Draft, DraftColumn, DraftLabel, DraftLabels, DraftRule, DraftTable
from dcl.source import SourceFile
from dcl.syntax.format import format_source
from dcl.tables.show import visible

LONGEST_COMMENT = 300
NOT_TAKEN_OVER = "not taken over: "


def write(draft: Draft) -> str:
    """The text of a contract."""
    parts = [_header(draft), *map(_labels, draft.labels), *map(_table, draft.tables), *map(_rule, draft.rules)]
    lines = [line for part in parts for line in (*part, "")]
    text, problems = format_source(SourceFile("<draft>", "\n".join(lines) + "\n"))
    assert text is not None, f"the draft does not parse: {problems[0].message}\n" + "\n".join(lines)
    return text


def record(fields: Iterable[DraftColumn], is_open: bool = False) -> str:
    """A record type. What is remarked on its fields is lost: move it to the column before."""
    inside = [_declaration(field) for field in fields] + ["..."] * is_open
    return f"{{ {', '.join(inside)} }}"


def fixed_list(fields: Iterable[DraftColumn]) -> str:
    """The type of a list of just these items."""
    return f"[ {', '.join(_declaration(field) for field in fields)} ]"


def _header(draft: Draft) -> Iterator[str]:
    yield from _comments(draft.comments, ())
    yield "dcl 1"
    yield ""
    yield from _comments((), draft.lost)
    yield f"contract {spell.name(draft.name)} {draft.version} {{"
    yield from _described(draft.description)
    yield from (f"{spell.name(name)} {spell.texts(values)}" for name, values in draft.settings)
    yield "}"


def _labels(labels: DraftLabels) -> Iterator[str]:
    yield from _comments(labels.comments, labels.lost)
    yield f"labels {spell.name(labels.name)}{' ordered' * labels.ordered} {{"
    yield from _described(labels.description)
    for label in labels.labels:
        yield from _label(label)
    yield "}"


def _label(label: DraftLabel) -> Iterator[str]:
    words = [spell.name(label.name)]
    if label.spelling is not None and label.spelling != label.name:
        words.append(f"named {spell.text(label.spelling)}")
    words += _described(label.description)
    if label.instead_of:
        words.append(f"instead of {spell.texts(label.instead_of)}")
    if not label.children:
        yield " ".join(words)
        return
    yield " ".join((*words, "{"))
    for child in label.children:
        yield from _label(child)
    yield "}"


def _table(table: DraftTable) -> Iterator[str]:
    yield from _comments(table.comments, table.lost)
    yield f"table {spell.name(table.name)} {{"
    yield from _described(table.description)
    yield from table.statements
    yield ""
    for column in table.columns:
        yield from _comments(column.comments, column.lost)
        yield _declaration(column) + (f"  # {_comment(column.remark)}" if column.remark else "")
    if table.open:
        yield "..."
    yield "}"


def _declaration(column: DraftColumn) -> str:
    words = [spell.name(column.name), ":", column.type + "?" * column.optional]
    if column.spelling is not None and column.spelling != column.name:
        words.append(f"named {spell.text(column.spelling)}")
    return " ".join((*words, *column.modifiers, *_described(column.description)))


def _rule(rule: DraftRule) -> Iterator[str]:
    yield from _comments(rule.comments, ())
    head = f"{spell.name(rule.name)} on {', '.join(map(spell.name, rule.on))}" if rule.on else rule.name
    yield f"rule {head} {{"
    yield from _described(rule.description)
    yield from rule.clauses
    yield "}"


def _described(description: str | None) -> list[str]:
    return [spell.text(description)] if description else []


def _comments(comments: Iterable[str], lost: Iterable[str]) -> Iterator[str]:
    for comment in comments:
        yield f"# {_comment(comment)}"
    for what in lost:
        yield f"# {_comment(NOT_TAKEN_OVER + what)}"


def _comment(comment: str) -> str:
    return visible(comment, LONGEST_COMMENT)
