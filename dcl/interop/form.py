"""A table as the form that an annotator fills in: what is looked at, what is drawn on it, what is asked of it.

Decided from types, formulas and the usual names of columns, so that a tool offers only what the contract allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dcl.analysis.contract import CheckedColumn, CheckedTable
from dcl.analysis.terms import Aggregate, Call, Column, Compare, InSet, Metric, Term
from dcl.compile import Compiled
from dcl.pictures.shapes import inside, terms_of
from dcl.pictures.sketches import BoxSketch, IntervalSketch, SpanSketch, TagSketch, sketch_of
from dcl.types import BOOL, DATE, DATETIME, FLOAT, INT, TEXT, LabelType, ListOf, OneOf, Type

_PEOPLE = frozenset("annotator labeller labeler worker rater coder judge grader reviewer listener completed_by".split())
_PLACES = frozenset(("position", "parent"))
_SIZES = frozenset(("width", "height"))
_IMAGES = frozenset("image picture photo photograph img".split())
_SOUNDS = frozenset("audio recording sound call".split())
_IMAGE_ENDINGS = ("jpg", "jpeg", "png", "webp")
_SOUND_ENDINGS = ("wav", "mp3", "flac", "ogg")


@dataclass(frozen=True)
class Choice:
    """One of the values to choose from: `spelling` in the data, `name` for people, the name of what is above it."""

    spelling: str
    name: str
    description: str | None = None
    parent: str | None = None


@dataclass(frozen=True)
class Question:
    """A column that the annotator fills in. `choices` are all that may be chosen; `several` may be chosen at once.

    Without choices, `type` says what is written.
    """

    column: CheckedColumn
    type: Type
    several: bool = False
    choices: tuple[Choice, ...] = ()
    ordered: bool = False

    @property
    def is_tree(self) -> bool:
        return any(choice.parent is not None for choice in self.choices)


@dataclass(frozen=True)
class Form:
    """`shape` is what is drawn: a `box`, a `span` of a text, an `interval` of a recording, or nothing (None).

    `medium` is what is looked at (`image`, `text`, `audio`) and `shown` the column that holds it, where the table has
    one. `label` is what a shape is called; `questions` are the others. `passed_over` are columns that nobody is asked
    for, with the reason.
    """

    table: CheckedTable
    shape: str | None
    medium: str
    shown: CheckedColumn | None
    label: Question | None
    questions: tuple[Question, ...]
    passed_over: tuple[tuple[str, str], ...]


def form_of(contract: Compiled, table: str) -> Form:
    """What the annotator of a table sees and is asked."""
    return _Reader(contract, table).form()


class _Reader:
    def __init__(self, contract: Compiled, table: str) -> None:
        self.checked = contract.checked
        self.table = contract.checked.tables[table]
        self.rules = [rule for rule in contract.program.rules if rule.table == table]
        self.terms = [term for rule in self.rules for term in terms_of(rule.body)]
        self.sketch = sketch_of(contract.program, table)

    def form(self) -> Form:
        shape, drawn = self._shape()
        reasons = {column.name: self._reason(column, drawn) for column in self.table.columns.values()}
        asked = [question for name, reason in reasons.items() if not reason and (question := self._question(name))]
        medium, shown = self._medium(shape, [question for question in asked if not question.choices], reasons)
        asked = [question for question in asked if question.column is not shown]
        reasons |= dict.fromkeys(self._unasked(reasons, asked, shown), "its type is none that the tools ask for")
        label = next((question for question in asked if question.choices and not question.several), None)
        label = label if shape else None
        others = tuple(question for question in asked if question is not label)
        passed = tuple((name, reason) for name, reason in reasons.items() if reason)
        return Form(self.table, shape, medium, shown, label, others, passed)

    def _unasked(
        self, reasons: dict[str, str | None], asked: list[Question], shown: CheckedColumn | None
    ) -> Iterator[str]:
        names = {question.column.name for question in asked} | ({shown.name} if shown else set())
        return (name for name, reason in reasons.items() if not reason and name not in names)

    # ── What is drawn ────────────────────────────────────────────────────────────────────────────────────────

    def _shape(self) -> tuple[str | None, frozenset[str]]:
        """What a row is a drawing of, and the columns that the drawing fills."""
        match self.sketch:
            case BoxSketch(left=left, top=top, right=right, bottom=bottom):
                return "box", self._read(left, top, right, bottom)
            case SpanSketch(start=start, end=end):
                return "span", self._read(start, end) | self._spelled_out()
            case IntervalSketch(start=start, end=end):
                names = self._read(start, end)
                return "span" if all(self.table.columns[name].type == INT for name in names) else "interval", names
            case _:
                return None, frozenset()

    def _read(self, *terms: Term) -> frozenset[str]:
        """The columns of this table that terms read."""
        parts = (part for term in terms for part in inside(term) if isinstance(part, Column))
        return frozenset(
            part.name for part in parts if part.table == self.table.name and part.name in self.table.columns
        )

    def _spelled_out(self) -> frozenset[str]:
        """Columns that repeat what a span marks, as in `slice(text, start, end) = words`."""
        found: set[str] = set()
        for term in self.terms:
            if isinstance(term, Compare) and term.op == "=":
                sides = (term.left, term.right)
                if any(isinstance(side, Call) and side.function == "slice" for side in sides):
                    found |= self._read(*(side for side in sides if isinstance(side, Column)))
        return frozenset(found)

    # ── What is asked ────────────────────────────────────────────────────────────────────────────────────────

    def _reason(self, column: CheckedColumn, drawn: frozenset[str]) -> str | None:
        """Why nobody is asked for a column; None where somebody is."""
        if column.key or (column.is_unique and not isinstance(column.type, ListOf)):
            return "it names the row"
        if column.name in drawn:
            return "it comes from what is drawn"
        if column.references and not self._referenced(column):
            return "it points to a row of another table"
        if column.implicit or column.name in _PLACES:
            return "it comes from where the row stands"
        if column.name in _SIZES and self.table.columns.keys() >= _SIZES:
            return "it comes from the picture"
        if column.name.lower() in _PEOPLE or column.name in self._named_by_rules():
            return "it says who did the work or on what"
        if len(self._choices(column)) == 1 and not column.optional:
            return "there is nothing to choose"
        return None

    def _named_by_rules(self) -> frozenset[str]:
        """Columns by which rules group the work, but for those with a closed list of values."""
        found = [term for rule in self.rules for term in getattr(rule.body, "per", ())]
        for metric in self.terms:
            if isinstance(metric, Metric):
                found += [term for name, term in metric.arguments if name in ("item", "rater")]
        return frozenset(name for name in self._read(*found) if not self._choices(self.table.columns[name]))

    def _question(self, name: str) -> Question | None:
        column = self.table.columns[name]
        several = isinstance(column.type, ListOf)
        type_ = column.type.element if isinstance(column.type, ListOf) else column.type
        choices = self._choices(column)
        if choices:
            return Question(column, type_, several, choices, isinstance(type_, LabelType) and type_.ordered)
        if type_ == TEXT or (type_ in (INT, FLOAT, DATE, DATETIME) and not several):
            return Question(column, type_, several)
        return None

    def _choices(self, column: CheckedColumn) -> tuple[Choice, ...]:
        """All the values that a column may have, where they are listed."""
        type_ = column.type.element if isinstance(column.type, ListOf) else column.type
        type_ = self._referenced(column) or type_
        if isinstance(type_, LabelType):
            return tuple(Choice(info.spelling, info.name, info.description, info.parent) for info in type_.labels)
        if isinstance(type_, OneOf):
            return tuple(Choice(choice, choice) for choice in type_.choices)
        if type_ == BOOL:
            return (Choice("true", "true"), Choice("false", "false"))
        return tuple(Choice(str(value), str(value)) for value in listed(column))

    def _referenced(self, column: CheckedColumn) -> LabelType | None:
        """The label set behind a reference to a table of classes, as COCO has it."""
        if column.references is None:
            return None
        columns = self.checked.tables[column.references[0]].columns.values()
        return next((each.type for each in columns if isinstance(each.type, LabelType) and each.is_unique), None)

    # ── What is looked at ────────────────────────────────────────────────────────────────────────────────────

    def _medium(
        self, shape: str | None, written: list[Question], reasons: dict[str, str | None]
    ) -> tuple[str, CheckedColumn | None]:
        texts = [question.column for question in written if question.type == TEXT and not question.several]
        if shape is not None:
            medium = {"box": "image", "span": "text", "interval": "audio"}[shape]
            return medium, self._looked_at(reasons)
        if token := self._looked_at(reasons):
            return "text", token
        for column in self.table.columns.values():
            found = _medium_of(column)
            if found and (column in texts or reasons[column.name]):
                return found, column
        return "text", next((column for column in texts if not column.optional), None)

    def _looked_at(self, reasons: dict[str, str | None]) -> CheckedColumn | None:
        """The column of this table that holds the text which spans or tags are marked in."""
        match self.sketch:
            case SpanSketch(text=Column(name=name)) | TagSketch(token=Column(name=name)):
                reasons[name] = None
                return self.table.columns[name]
            case _:
                return None


def _medium_of(column: CheckedColumn) -> str | None:
    if column.type != TEXT:
        return None
    words = set(column.name.lower().split("_"))
    patterns = " ".join(constraint.text.lower() for constraint in column.constraints if constraint.kind == "matches")
    if words & _IMAGES or any(ending in patterns for ending in _IMAGE_ENDINGS):
        return "image"
    return "audio" if words & _SOUNDS or any(ending in patterns for ending in _SOUND_ENDINGS) else None


def listed(column: CheckedColumn) -> tuple[int | float | str, ...]:
    """The values of `in { … }`, for each element where the column is a list."""
    for constraint in column.constraints:
        term = constraint.term
        if isinstance(term, Aggregate):
            term = term.argument
        if constraint.kind == "domain" and isinstance(term, InSet):
            return tuple(value for value in term.values if isinstance(value, int | float | str))
    return ()
