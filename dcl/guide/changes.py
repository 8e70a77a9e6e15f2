"""What changed since an older contract, by name and by what is written; what that means for data is another matter."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dcl.analysis.contract import CheckedContract
from dcl.analysis.translations import Described, own_language, said
from dcl.compile import Compiled
from dcl.guide.model import Change, ChangeGroup, Changes, Difference, Text, WordDiff
from dcl.guide.texts import anchor_of, told
from dcl.guide.words import Speech
from dcl.syntax import ast
from dcl.syntax.layout import one_line

MOST_WORDS = 1_500
"""Longer texts are not compared word by word."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class _Thing:
    """Something with a name. `said` is what it says in words, by the aspect; `written` what it says in dcl."""

    decl: Described | None
    anchor: str
    said: str = ""
    written: Mapping[str, str] = field(default_factory=dict)


Things = dict[str, _Thing]


def changes(old: Compiled, new: Compiled, speech: Speech) -> Changes:
    """What is new, gone or different for readers of a language."""
    comparing = _Comparing(old.checked, new.checked, speech)
    kinds = {
        "task": _task, "labels": _labels, "values": _values, "tables": _tables, "columns": _columns, "rules": _rules,
    }  # fmt: skip
    groups = []
    for kind, things in kinds.items():
        found = tuple(comparing.changes(things(old.checked), things(new.checked)))
        if found:
            groups.append(ChangeGroup(speech.say(f"changed_{kind}"), found))
    return Changes(speech.say("since", version=old.checked.decl.version), tuple(groups))


@dataclass(frozen=True)
class _Comparing:
    old: CheckedContract
    new: CheckedContract
    speech: Speech

    def changes(self, before: Things, after: Things) -> Iterator[Change]:
        for name, thing in after.items():
            if name not in before:
                yield Change("new", name, thing.anchor, self._sentence(self.new, thing))
            else:
                differences = tuple(self._differences(before[name], thing))
                if differences:
                    yield Change("changed", name, thing.anchor, None, differences)
        for name, thing in before.items():
            if name not in after:
                yield Change("gone", name, None, self._sentence(self.old, thing))

    def _sentence(self, contract: CheckedContract, thing: _Thing) -> Text | None:
        return None if thing.decl is None else told(thing.decl, self.speech.language, own_language(contract))

    def _differences(self, before: _Thing, after: _Thing) -> Iterator[Difference]:
        if before.decl is not None and after.decl is not None:
            old, new, language = self._texts(before.decl, after.decl)
            if old != new:
                yield Difference(self.speech.say(f"what_{after.said}"), word_diff(old, new, language))
        for aspect in dict.fromkeys((*before.written, *after.written)):
            old, new = before.written.get(aspect, ""), after.written.get(aspect, "")
            if old != new:
                diff = word_diff(old, new, self.speech.speaks, is_code=True)
                yield Difference(self.speech.say(f"what_{aspect}"), diff)

    def _texts(self, before: Described, after: Described) -> tuple[str, str, str]:
        """What a thing said and says, and in which language. A text that was translated only now has not changed."""
        if all(self._is_translated(decl) for decl in (before, after)):
            language = self.speech.language
        else:
            language = own_language(self.new)
        return said(before, language) or "", said(after, language) or "", language

    def _is_translated(self, decl: Described) -> bool:
        return any(each.language.text == self.speech.language for each in decl.translations)


def word_diff(old: str, new: str, language: str, is_code: bool = False) -> WordDiff:
    """Two texts word by word."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        before, after = [old], [new]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    steps = [("".join(before[low:high]), "".join(after[first:last]))
             for _, low, high, first, last in matcher.get_opcodes()]  # fmt: skip
    pieces: list[tuple[str, str]] = []
    for gone, come in _runs(steps):
        kinds = (("same", gone),) if gone == come else (("old", gone), ("new", come))
        pieces.extend((kind, text) for kind, text in kinds if text)
    return WordDiff(language, tuple(pieces), is_code)


def _runs(steps: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Changes with only blanks between them are one, so that several words are replaced at once."""
    found: list[tuple[str, str]] = []
    for place, (gone, come) in enumerate(steps):
        blank = gone == come and gone.isspace() and 0 < place < len(steps) - 1
        joins = found and found[-1][0] != found[-1][1] and (blank or gone != come)
        if joins:
            found[-1] = (found[-1][0] + gone, found[-1][1] + come)
        else:
            found.append((gone, come))
    return found


# ── What there is, by kind ───────────────────────────────────────────────────────────────────────────────────────


def _task(contract: CheckedContract) -> Things:
    return {contract.decl.name.text: _Thing(contract.decl, "task", "description")}


def _values(contract: CheckedContract) -> Things:
    return {
        name: _Thing(decl, "rules", "description", {"value": one_line(decl.value.span.text)})
        for name, decl in contract.constants.items()
        if name in contract.used | contract.own_names
    }


def _labels(contract: CheckedContract) -> Things:
    found: Things = {}
    for name, decl in contract.label_decls.items():
        if name in contract.used | contract.own_names:
            found[name] = _Thing(decl, anchor_of("labels", name), "description")
            for label, above in _all_labels(decl.labels, ()):
                found[f"{name}: {label.name.text}"] = _label(label, name, above)
    return found


def _all_labels(
    labels: tuple[ast.LabelDecl, ...], above: tuple[str, ...]
) -> Iterator[tuple[ast.LabelDecl, tuple[str, ...]]]:
    for label in labels:
        yield label, above
        yield from _all_labels(label.children, (*above, label.name.text))


def _label(label: ast.LabelDecl, of: str, above: tuple[str, ...]) -> _Thing:
    written = {
        "spelling": label.named.value if label.named else label.name.text,
        "wrong": ", ".join(text.value for text in label.instead_of),
        "place": " › ".join(above),
        "image": label.image.value if label.image else "",
    }
    return _Thing(label, anchor_of("label", of, label.name.text), "definition", written)


def _tables(contract: CheckedContract) -> Things:
    found: Things = {}
    for name, table in contract.tables.items():
        statements = (item for item in table.decl.items if not isinstance(item, ast.ColumnDecl | ast.LetDecl))
        origin = [] if table.decl.origin is None else [table.decl.origin.span.text]
        spelled = [" ".join(text.split()) for text in (*origin, *(statement.span.text for statement in statements))]
        written = {"statements": "; ".join(spelled)}
        found[name] = _Thing(table.decl, anchor_of("table", name), "description", written)
    return found


def _columns(contract: CheckedContract) -> Things:
    found: Things = {}
    for name, table in contract.tables.items():
        for item in table.decl.items:
            if isinstance(item, ast.ColumnDecl):
                written = _written_column(item)
            elif isinstance(item, ast.LetDecl):
                written = one_line(item.value.span.text)
            else:
                continue
            thing = _Thing(item, anchor_of("table", name), "description", {"declaration": written})
            found[f"{name}.{item.name.text}"] = thing
    return found


def _written_column(decl: ast.ColumnDecl) -> str:
    span = decl.type.span
    for modifier in decl.modifiers:
        span = span.to(modifier.span)
    return one_line(span.text)


def _rules(contract: CheckedContract) -> Things:
    decls = [rule.decl for rule in contract.rules] + [decl for decl, _ in contract.column_rules.values()]
    return {decl.name: _rule(decl) for decl in decls}


_ASPECTS: dict[type[ast.Clause], str] = {
    ast.CheckClause: "check",
    ast.WhenClause: "when",
    ast.PerClause: "scope",
    ast.PairsClause: "scope",
    ast.OrderByClause: "scope",
    ast.EachClause: "scope",
    ast.SeverityClause: "severity",
    ast.AllowClause: "allow",
    ast.ReviewClause: "review",
}


def _rule(decl: ast.RuleDecl) -> _Thing:
    written: dict[str, str] = {"tables": ", ".join(name.text for name in decl.tables), "severity": "error"}
    for clause in decl.clauses:
        aspect = _ASPECTS.get(type(clause))
        if aspect is not None:
            text = _clause_text(clause)
            written[aspect] = f"{written[aspect]}; {text}" if aspect in written and aspect != "severity" else text
    return _Thing(decl, anchor_of("rule", decl.name), "sentence", written)


def _clause_text(clause: ast.Clause) -> str:
    match clause:
        case ast.CheckClause(condition=condition) | ast.WhenClause(condition=condition):
            return one_line(condition.span.text)
        case ast.SeverityClause(severity=severity):
            return severity
        case _:
            return " ".join(clause.span.text.split())
