"""The guide as Markdown, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dcl.guide import markdown_text as md
from dcl.guide.model import (
    Changes,
    Code,
    Example,
    Field,
    Guide,
    Label,
    LabelSet,
    RuleGuide,
    TableGuide,
    Text,
    Values,
    WordDiff,
)
from dcl.guide.words import Speech
from dcl.pictures.model import Drawing, MarkedText


def markdown_guide(guide: Guide) -> str:
    """The guide; a picture is told in words."""
    return "\n\n".join(_Writer(Speech(guide.language)).whole(guide)) + "\n"


class _Writer:
    """Writes blocks: paragraphs, lists, tables."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def word(self, key: str, **values: str | int) -> str:
        return _text(self.speech.say(key, **values))

    def whole(self, guide: Guide) -> Iterator[str]:
        yield f"# {md.text(f'{guide.title} {guide.version}')}"
        if guide.task:
            yield _text(guide.task)
        if guide.settings:
            yield _list(f"{_text(each.name)}: {', '.join(map(md.text, each.values))}" for each in guide.settings)
        if guide.changes:
            yield from self._changes(guide.changes)
        if guide.label_sets:
            yield f"## {self.word('labels')}"
            for labels in guide.label_sets:
                yield from self._labels(labels)
        if guide.rules:
            yield f"## {self.word('rules')}"
            for rule in guide.rules:
                yield from self._rule(rule)
        yield f"## {self.word('tables')}"
        for table in guide.tables:
            yield from self._table(table)
        yield from self._checks(guide)
        yield from self._acceptance(guide)

    # ── Labels and tables ────────────────────────────────────────────────────────────────────────────────────

    def _labels(self, labels: LabelSet) -> Iterator[str]:
        yield f"### {md.code(labels.name)}"
        if labels.description:
            yield _text(labels.description)
        if labels.ordered:
            yield self.word("scale")
        elif labels.is_tree:
            yield self.word("tree")
        mark = "1." if labels.ordered else "-"
        yield "\n".join(line for label in labels.labels for line in self._label(label, mark, ""))

    def _label(self, label: Label, mark: str, indent: str) -> Iterator[str]:
        told = [_text(text) for text in (label.definition, *label.write) if text is not None]
        yield f"{indent}{mark} **{md.text(label.name)}**" + "".join(f" {text}" for text in told)
        for child in label.children:
            yield from self._label(child, "-", indent + "  ")

    def _table(self, table: TableGuide) -> Iterator[str]:
        yield f"### {md.code(table.name)}"
        if table.description:
            yield _text(table.description)
        if table.facts:
            yield _list(map(_text, table.facts))
        rows = [line for column in (*table.columns, *table.derived) for line in self._column(column, "")]
        if rows:
            yield _table([self.word("column"), self.word("holds")], rows)

    def _column(self, column: Field, above: str) -> Iterator[list[str]]:
        told = [_text(column.meaning)] if column.meaning else []
        told.append("; ".join(map(_text, (column.holds, *column.facts, *column.notes))))
        if column.formula:
            told.append(md.code(column.formula))
        yield [md.code(above + column.name), " – ".join(told)]
        for inner in column.fields:
            yield from self._column(inner, f"{above}{column.name}.")

    # ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────

    def _rule(self, rule: RuleGuide) -> Iterator[str]:
        yield f"### {md.text(rule.title)}"
        if rule.sentence:
            yield _text(rule.sentence)
        facts = [self.word(key) for key, holds in (("by_machine", rule.by_machine), ("by_people", rule.by_people))
                 if holds]  # fmt: skip
        facts += [self.word(rule.severity), *map(_text, rule.facts)]
        facts += [_text(text) for text in (rule.tolerance, rule.review) if text is not None]
        facts += [f"{self.word('applies')}: {md.code(when)}" for when in rule.when]
        facts += [f"{self.word('checks')}: {md.code(rule.check)}"] if rule.check else []
        facts += [f"{self.word('repair')}: {md.code(fix)}" for fix in rule.fixes]
        yield _list(facts)
        for kind, examples in (("right", rule.right), ("wrong", rule.wrong)):
            for example in examples:
                yield from self._example(kind, example)

    def _example(self, kind: str, example: Example) -> Iterator[str]:
        sign = "✓" if kind == "right" else "✗"
        picture = example.picture
        told = f": {md.text(picture.title)}" if isinstance(picture, Drawing | MarkedText) else ""
        yield f"{sign} **{self.word(kind)}**{told}"
        for values in example.tables:
            if values.name:
                yield md.code(values.name)
            yield self._values(values) if values.rows else self.word("no_rows")
            if values.left_out:
                yield _text(self.speech.count("more_rows", values.left_out))

    def _values(self, values: Values) -> str:
        marked = len(values.rows) > 1 and any(row.failing for row in values.rows)
        aside = any(row.times > 1 or row.note for row in values.rows)
        head = [*([" "] if marked else []), *map(md.code, values.columns), *([" "] if aside else [])]
        rows = []
        for row in values.rows:
            cells = [self.word("missing") if cell is None else md.text(cell) for cell in row.cells]
            notes = [f"× {row.times}"] if row.times > 1 else []
            notes += [_text(row.note)] if row.note else []
            rows.append(
                [*(["✗" if row.failing else " "] if marked else []), *cells, *([" ".join(notes)] if aside else [])]
            )
        return _table(head, rows)

    # ── What comes of a delivery ─────────────────────────────────────────────────────────────────────────────

    def _checks(self, guide: Guide) -> Iterator[str]:
        if not guide.rules:
            return
        yield f"## {self.word('who_checks')}"
        for key, rules in (
            ("machine_checks", [rule for rule in guide.rules if rule.by_machine]),
            ("people_review", [rule for rule in guide.rules if rule.by_people]),
        ):
            if rules:
                yield f"**{self.word(key)}**"
                yield _list(md.text(rule.title) for rule in rules)

    def _acceptance(self, guide: Guide) -> Iterator[str]:
        decisions = guide.acceptance
        yield f"## {self.word('acceptance')}"
        for key, lead, rules in (
            ("must", "must_lead", decisions.must),
            ("tolerated", None, decisions.tolerated),
            ("reviewed", None, decisions.review),
            ("warned", "warned_lead", decisions.warn),
            ("informed", None, decisions.inform),
        ):
            if rules or key == "must":
                yield f"**{self.word(key)}**"
                yield from [self.word(lead)] if lead and rules else []
                yield from [_list(self._decided(key, rule) for rule in rules)] if rules else []
            if key == "must":
                yield _text(decisions.of_columns)
        yield f"**{self.word('commands')}**"
        for command in decisions.commands:
            yield _text(command.purpose)
            yield md.block(command.line, "console")

    def _decided(self, key: str, rule: RuleGuide) -> str:
        how = {"tolerated": rule.tolerance, "reviewed": rule.review}.get(key)
        return md.text(rule.title) + (f": {_text(how)}" if how else "")

    def _changes(self, changes: Changes) -> Iterator[str]:
        yield f"## {self.word('changes')}"
        yield _text(changes.since)
        if not changes.groups:
            yield self.word("nothing_changed")
        for group in changes.groups:
            yield f"**{_text(group.title)}**"
            lines = []
            for change in group.changes:
                told = f" – {_text(change.sentence)}" if change.sentence else ""
                lines.append(f"- {self.word(change.kind)}: {md.code(change.name)}{told}")
                lines += [f"  - {_text(each.what)}: {self._diff(each.words)}" for each in change.differences]
            yield "\n".join(lines)

    def _diff(self, diff: WordDiff) -> str:
        old, new = (
            "".join(text for kind, text in diff.pieces if kind in ("same", side)).strip() for side in ("old", "new")
        )
        quoted = md.code if diff.is_code else _quoted
        said = [f"{self.word('old_words')} {quoted(old)}"] if old else []
        said += [f"{self.word('new_words')} {quoted(new)}"] if new else []
        return " ".join(said)


def _text(text: Text) -> str:
    return "".join(
        md.code(piece.text) if isinstance(piece, Code) else md.text(piece, opens=place == 0)
        for place, piece in enumerate(text.pieces)
    )


def _quoted(text: str) -> str:
    return f"“{md.text(text)}”"


def _list(items: Iterator[str] | Sequence[str] | map[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(md.cell, cells))} |" for cells in lines)
