"""The report for people at a terminal: grouped by rule, most broken first."""

from __future__ import annotations

from collections.abc import Sequence

from dcl.report.grouped import broken_rules, open_rules
from dcl.report.log_lines import unobeyed
from dcl.report.style import Style, style
from dcl.report.text_cells import INDENT, lists_rows, table_lines
from dcl.report.text_parts import part_lines
from dcl.report.text_reviews import review_words
from dcl.report.text_words import baseline_words, count_parts, footer, headline, holding_notes, one_line, remarks
from dcl.run.messages import is_column_rule
from dcl.run.result import Result, RuleResult
from dcl.run.words import counted, listed
from dcl.tables.show import visible
from dcl.tables.width import pad, pad_left, width

MARKS = {"error": ("✗", "error"), "warn": ("!", "warning"), "info": ("!", "note")}
WIDEST_NAME = 40
DOT = " · "


def text_report(result: Result, colour: bool = False, room: int = 100) -> str:
    """The report as text, in `room` cells where cells can be cut to it."""
    return _Report(result, style(colour), room).text()


class _Report:
    def __init__(self, result: Result, paint: Style, room: int) -> None:
        self.result = result
        self.paint = paint
        self.room = room
        self.broken = broken_rules(result)
        self.open = open_rules(result)
        self.reviews = [rule for rule in result.rules if rule.waits_for_people]
        self.counts = [count_parts(rule) for rule in self.broken]
        names = [visible(rule.id) for rule in [*self.broken, *self.reviews]]
        names += [_open_name(rules) for rules in self.open]
        self.names = min(max([width(name) for name in [*names, self._holding()]], default=0), WIDEST_NAME)
        self.numbers = max((width(number) for number, _ in self.counts), default=0)
        self.totals = max((width(total) for _, total in self.counts), default=0)

    def text(self) -> str:
        blocks = [self._broken(rule, *count) for rule, count in zip(self.broken, self.counts, strict=True)]
        blocks += [[self._line("?", "warning", visible(rule.id), review_words(rule))] for rule in self.reviews]
        blocks += [self._open(rules) for rules in self.open]
        if self._holding():
            blocks.append(self._held())
        if parts := part_lines(self.result, self.paint):
            blocks.append(parts)
        lines = [self._head(), ""]
        for place, block in enumerate(blocks):
            if place and (len(blocks[place - 1]) > 1 or len(block) > 1):
                lines.append("")
            lines += block
        lines.append("")
        if known := baseline_words(self.result):
            lines.append(known)
        role = "error" if any(rule.severity == "error" for rule in self.broken) else "strong"
        return unobeyed("\n".join([*lines, self.paint(footer(self.result), role)]) + "\n")

    def _head(self) -> str:
        program = self.result.program
        parts = [f"{visible(name)} {counted(info.rows, 'row')}" for name, info in self.result.tables.items()]
        if self.result.seconds is not None:
            parts.append(f"{self.result.seconds:.1f} s")
        name = self.paint(f"{visible(program.name)} {visible(program.version)}", "strong")
        return f"{name}   {DOT.join(parts)}".rstrip()

    def _line(self, mark: str, role: str, name: str, rest: str) -> str:
        return f"{self.paint(mark, role)} {self.paint(pad(name, self.names), 'strong')}   {rest}".rstrip()

    def _broken(self, result: RuleResult, number: str, total: str) -> list[str]:
        mark, role = MARKS[result.severity]
        count = f"{pad_left(number, self.numbers)} {pad(total, self.totals)}   " if self.numbers or self.totals else ""
        aside = "" if result.severity == "error" else f"   ({result.severity})"
        lines = [self._line(mark, role, visible(result.id), count + headline(result) + aside)]
        lines += self._source(result)
        said = remarks(result)
        if said:
            lines.append(INDENT + DOT.join(said))
        if lists_rows(result):
            lines += table_lines(result, self.room, self.paint)
        return lines

    def _source(self, result: RuleResult) -> list[str]:
        """Where a rule with a name stands, and what it checks."""
        rule = result.rule
        if is_column_rule(rule) or rule.location is None:
            return []
        place = f"{visible(rule.location.path, 200)}:{rule.location.line}"
        formula = f"   {one_line(rule.formula)}" if rule.formula and rule.description else ""
        return [INDENT + self.paint(place, "faint") + formula]

    def _open(self, rules: Sequence[RuleResult]) -> list[str]:
        first = rules[0]
        reason = one_line(first.reason or "")
        said = f"not judged: {reason}" if first.verdict == "unjudged" else reason
        role = "error" if first.verdict == "unjudged" else "warning"
        lines = [self._line("?", role, _open_name(rules), said)]
        if len(rules) > 1:
            lines.append(INDENT + listed([visible(rule.id) for rule in rules]))
        return lines

    def _holding(self) -> str:
        holding = sum(rule.ok for rule in self.result.rules)
        return f"{counted(holding, 'rule')} hold{'s' if holding == 1 else ''}" if holding else ""

    def _held(self) -> list[str]:
        """The rules that hold on one line; what is to be said of them is wrapped at the dots."""
        rows: list[str] = [""]
        room = max(self.room - self.names - 5, 30)
        for note in holding_notes(self.result):
            joined = rows[-1] + DOT + note if rows[-1] else note
            if width(joined) > room and rows[-1]:
                rows.append(note)
            else:
                rows[-1] = joined
        lead = " " * (self.names + 5)
        return [self._line("✓", "good", self._holding(), rows[0]), *(lead + row for row in rows[1:])]


def _open_name(rules: Sequence[RuleResult]) -> str:
    return visible(rules[0].id) if len(rules) == 1 else counted(len(rules), "rule")
