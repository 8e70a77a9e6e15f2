"""The report as a comment on a pull request: the verdict, a table of what is broken, and a few rows of each rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dcl.report.grouped import broken_rules, open_rules
from dcl.report.markdown_text import code, prose
from dcl.report.text_cells import lists_rows, row_cells
from dcl.report.text_reviews import review_words
from dcl.report.text_words import (
    baseline_words,
    count_parts,
    footer,
    headline,
    holding_notes,
    measured_words,
    remarks,
)
from dcl.run.by import parts_of
from dcl.run.messages import is_column_rule
from dcl.run.result import Result, RuleResult
from dcl.run.words import counted, listed, text_of

LIMIT = 65_000
"""GitHub takes 65,536 characters; these are bytes, so that nothing depends on how it counts."""

SIDE = 10_000
"""How much of the comment each list beside the broken rules may take."""

RESERVED = 400
"""What the head of the table and the sentence on what is left out take."""

ROWS = 10
COLUMNS = 12
ENTRIES = 20
"""How much is shown of the rows of a rule, of their columns, and of everything else that may be many."""

NO_BREAK = "\N{NO-BREAK SPACE}"
VERDICTS = {"pass": "✅", "fail": "❌", "unjudged": "❓"}
MARKS = {"error": f"❌{NO_BREAK}error", "warn": f"⚠️{NO_BREAK}warning", "info": f"ℹ️{NO_BREAK}note"}


def markdown_report(result: Result, fail_on: str = "error") -> str:
    """The report as Markdown for GitHub, short enough for a comment whatever happens."""
    broken = broken_rules(result)
    head, tail = "\n".join(_head(result, fail_on)), "\n".join(_tail(result))
    room = LIMIT - RESERVED - _size(head) - _size(tail)
    details = _fitting(map(_details, broken), room)
    spared = room - sum(map(_size, details)) if len(details) == len(broken) else 0
    table = _fitting(map(_summary, broken), max(room // 2, spared))
    rows = _fitting(details[: len(table)], room - sum(map(_size, table)))
    left_out = _left_out(len(broken) - len(table), len(table) - len(rows))
    return "\n".join([head, *_with_head(table), *filter(None, rows), *left_out, tail]).rstrip("\n") + "\n"


def _size(text: str) -> int:
    """How much of a comment a text and its line end take."""
    return len(text.encode()) + 1


def _fitting(texts: Iterable[str], room: int) -> list[str]:
    """The first of them, as many as there is room for."""
    found = []
    for text in texts:
        room -= _size(text)
        if room < 0:
            break
        found.append(text)
    return found


def _with_head(table: Sequence[str]) -> list[str]:
    return ["| | Rule | Failed | What is wrong |", "| --- | --- | --- | --- |", *table, ""] if table else []


def _left_out(rules: int, rows: int) -> list[str]:
    said = [counted(rules, "more broken rule")] if rules else []
    if rows:
        said.append(f"the rows of {counted(rows, 'rule')}")
    return [f"A comment holds no more: left out are {' and '.join(said)}.", ""] if said else []


def _head(result: Result, fail_on: str) -> Iterator[str]:
    program = result.program
    yield f"## {VERDICTS[result.verdict(fail_on)]} {prose(f'{program.name} {program.version}', 120)}: {footer(result)}"
    yield ""
    tables = [f"{prose(name, 40)} {counted(info.rows, 'row')}" for name, info in result.tables.items()]
    if tables:
        yield " · ".join(_first(tables))
        yield ""


def _summary(result: RuleResult) -> str:
    count = " ".join(count_parts(result)).strip() or ", ".join(measured_words(result))
    cells = (MARKS[result.severity], code(result.id), prose(count).replace(" ", NO_BREAK), prose(headline(result)))
    return _line(cells)


def _details(result: RuleResult) -> str:
    """What unfolds below the table; nothing where the table says it all."""
    body = [*_about(result), *_rows(result)]
    return (
        "\n".join(["<details>", f"<summary>{code(result.id)}</summary>", "", *body, "</details>", ""]) if body else ""
    )


def _about(result: RuleResult) -> list[str]:
    rule = result.rule
    found = []
    if rule.location is not None and not is_column_rule(rule):
        place = code(f"{rule.location.path}:{rule.location.line}", 200)
        found.append(f"{place} checks {code(' '.join(rule.formula.split()), 400)}" if rule.formula else place)
    if said := remarks(result):
        found.append(prose(" · ".join(said)))
    return [line for text in found for line in (text, "")]


def _rows(result: RuleResult) -> list[str]:
    """A few of the failing items as a table; the cell that is to blame is bold, and its column has a mark."""
    shown = result.limited(ROWS)
    if not lists_rows(result) or not shown.violations:
        return []
    rows = [(row_cells(result, violation), _blamed(result, violation.column)) for violation in shown.violations]
    names = list(dict.fromkeys(name for cells, _ in rows for name in cells))
    hidden = len(names) - COLUMNS
    blamed = {name for _, name in rows}
    names = sorted(names, key=lambda name: name not in blamed)[:COLUMNS] if hidden > 0 else names
    lines = [
        _line(f"❌ {code(name, 40)}" if name in blamed else code(name, 40) for name in names),
        _line("---" for _ in names),
    ]
    for cells, bad in rows:
        marked = ((code(cells.get(name, "")), name == bad and name in cells) for name in names)
        lines.append(_line(f"<b>{text}</b>" if is_bad else text for text, is_bad in marked))
    more = result.failed - result.known - shown.listed
    notes = [f"… {more:,} more"] if more > 0 else []
    if hidden > 0:
        notes.append(f"{counted(hidden, 'more column')} not shown")
    return [*lines, "", *([", ".join(notes), ""] if notes else [])]


def _blamed(result: RuleResult, column: str | None) -> str | None:
    return column or (result.rule.column if result.scope == "row" else None)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _tail(result: Result) -> Iterator[str]:
    """What is not broken: to review, not decided, holding, whose rows they are, what a baseline knew."""
    entries = [f"❓ {code(rule.id)}: {prose(review_words(rule))}" for rule in result.rules if rule.waits_for_people]
    entries += [_open(rules) for rules in open_rules(result)]
    entries = _first(entries)
    holding = sum(rule.ok for rule in result.rules)
    if holding:
        notes = _first([prose(note) for note in holding_notes(result)])
        said = f": {' · '.join(notes)}" if notes else ""
        entries.append(f"✅ {counted(holding, 'rule')} hold{'s' if holding == 1 else ''}{said}")
    if known := baseline_words(result):
        entries.append(f"📌 {prose(known)}")
    yield from (f"- {entry}" for entry in entries)
    yield from _parts(result)


def _open(rules: Sequence[RuleResult]) -> str:
    first = rules[0]
    names = code(first.id) if len(rules) == 1 else listed([code(rule.id) for rule in rules])
    said = " could not be judged" if first.verdict == "unjudged" else ""
    return f"❓ {names}{said}: {prose(first.reason or '')}"


def _parts(result: Result) -> Iterator[str]:
    if result.by is None:
        return
    parts = parts_of(result, result.by)
    yield ""
    yield _line((code(result.by, 40), "Rows", "Failed"))
    yield _line(("---", "--:", "--:"))
    for part in parts[:ENTRIES]:
        name = code(text_of(part.value) or "", 40) or "(missing)"
        yield _line((name, f"{sum(part.rows.values()):,}", f"{part.failures:,}"))
    if len(parts) > ENTRIES:
        yield ""
        yield f"… {len(parts) - ENTRIES:,} more"


def _first(texts: Sequence[str]) -> list[str]:
    """The first of them, as long as they are few and short, and how many there are more."""
    kept = _fitting(texts[:ENTRIES], SIDE)
    return [*kept, f"{len(texts) - len(kept):,} more"] if len(texts) > len(kept) else kept
