"""The report as annotations of GitHub Actions: one for each broken rule, at its line in the contract.

GitHub shows ten of each level in a step and drops the others without a word. So the tenth says how many more there
are; they follow as plain lines of the log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dcl.ir.program import Location
from dcl.report.grouped import broken_rules
from dcl.report.log_lines import unobeyed
from dcl.report.places import place_of, slashed
from dcl.report.style import bare
from dcl.report.text_cells import lists_rows, table_lines
from dcl.report.text_reviews import review_words
from dcl.report.text_words import baseline_words, footer, one_line, remarks, told
from dcl.run.result import Result, RuleResult
from dcl.run.words import counted
from dcl.tables.show import visible

MOST = 10
"""How many annotations of a level GitHub shows."""

ROWS = 5
WIDTH = 100
LEVELS = {"error": "error", "warn": "warning", "info": "notice"}


@dataclass(frozen=True)
class _Note:
    """An annotation before it is spelled. Its first line says the most."""

    level: str
    place: Location
    title: str
    lines: tuple[str, ...]


def github_report(result: Result, fail_on: str = "error") -> str:
    """The workflow commands, most broken first, and a last line that says how the check ended."""
    notes = list(_notes(result))
    found: list[str] = []
    for level in ("error", "warning", "notice"):
        found += _of_level([note for note in notes if note.level == level])
    said = [footer(result), *filter(None, [baseline_words(result)])]
    last = f"{visible(result.program.name)} {visible(result.program.version)}: {result.verdict(fail_on)}: "
    return "\n".join([*found, unobeyed(last + ". ".join(said))]) + "\n"


def _notes(result: Result) -> Iterator[_Note]:
    for rule in result.rules:
        if rule.verdict == "unjudged" or rule.cannot_be_judged:
            yield _Note("error", place_of(result, rule), rule.id, (f"not judged: {one_line(rule.reason or '')}",))
    for rule in broken_rules(result):
        yield _Note(LEVELS[rule.severity], place_of(result, rule), rule.id, (told(rule), *_rows(rule)))
    for rule in result.rules:
        if rule.waits_for_people:
            yield _Note("notice", place_of(result, rule), rule.id, (review_words(rule),))
        elif rule.verdict == "unknown" and not rule.cannot_be_judged:
            yield _Note("notice", place_of(result, rule), rule.id, (one_line(rule.reason or "unknown"),))


def _rows(result: RuleResult) -> list[str]:
    """What else there is to know, and a few of the failing items in columns."""
    rows = table_lines(result.limited(ROWS), WIDTH, bare) if lists_rows(result) else []
    return [*remarks(result), *(line.strip() for line in rows)]


def _of_level(notes: list[_Note]) -> Iterable[str]:
    if len(notes) <= MOST:
        return map(_command, notes)
    shown, others = notes[: MOST - 1], notes[MOST - 1 :]
    first = others[0]
    more = f"{counted(len(others), 'more rule')}; all of them are in the log of this step"
    summary = _Note(first.level, first.place, "more", (more, *(visible(note.title) for note in others[:MOST])))
    rest = [unobeyed(f"{note.level}: {visible(note.title)}: {note.lines[0]}") for note in others]
    return [*map(_command, shown), _command(summary), *rest]


def _command(note: _Note) -> str:
    place = f"file={_property(slashed(note.place.path))},line={note.place.line},col={note.place.column}"
    return f"::{note.level} {place},title={_property(visible(note.title))}::{_data(chr(10).join(note.lines))}"


def _data(text: str) -> str:
    """A message, with what would end it escaped."""
    return re.sub("[%\r\n]", lambda found: f"%{ord(found[0]):02X}", text)


def _property(text: str) -> str:
    return re.sub("[%\r\n:,]", lambda found: f"%{ord(found[0]):02X}", text)
