"""Columns in words that an annotator reads: what a cell holds, and what else is to be known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from dcl.analysis.contract import CheckedColumn, CheckedTable, Constraint
from dcl.analysis.terms import Aggregate, And, Compare, Elements, InRange, InSet, Matches, Term
from dcl.guide.model import Code, Field, Text
from dcl.guide.patterns import pattern_words
from dcl.guide.texts import anchor_of, told
from dcl.guide.words import Speech
from dcl.run.words import constant, plain
from dcl.syntax import ast
from dcl.syntax.layout import one_line
from dcl.types import DATE, DATETIME, LabelType, ListOf, OneOf, Record, Type

MOST_CHOICES = 40

_COMPARED = {
    "=": "equal", "!=": "not_equal", ">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than",
}  # fmt: skip

SAMPLE = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
"""Written out to show what a format of dates looks like."""


@dataclass(frozen=True)
class Columns:
    """Says what columns hold. `own` is the language of the contract."""

    speech: Speech
    own: str

    def field(self, column: CheckedColumn, table: CheckedTable) -> Field:
        """A column, or a field of a record."""
        return Field(
            name=column.name,
            meaning=told(column.decl, self.speech.language, self.own),
            holds=self.type_words(column.type),
            labels=_label_anchor(column.type),
            facts=tuple(self._facts(column)),
            notes=tuple(self._notes(column, table)),
            fields=tuple(self.field(each, table) for each in column.fields),
        )

    def computed(self, decl: ast.LetDecl, type_: Type) -> Field:
        """A column that is computed."""
        return Field(
            name=decl.name.text,
            meaning=told(decl, self.speech.language, self.own),
            holds=self.type_words(type_),
            labels=_label_anchor(type_),
            facts=(),
            notes=(),
            formula=one_line(decl.value.span.text),
        )

    # ── Types ────────────────────────────────────────────────────────────────────────────────────────────────

    def type_words(self, type_: Type) -> Text:
        """What a value of a type is."""
        match type_:
            case LabelType(name=name, ordered=ordered):
                return self.speech.say("step_of" if ordered else "label_of", set=Code(name))
            case OneOf(choices=choices):
                return self.speech.say("one_of", choices=self._choices(list(choices)))
            case ListOf(element=element):
                return self.speech.say("list_of", element=self.type_words(element))
            case Record(positional=True, fields=fields):
                return self.speech.say("fixed_list", size=len(fields))
            case Record(fields=fields):
                names: list[str | Code | Text] = [Code(name) for name, _, _ in fields]
                return self.speech.say("record", fields=self.speech.listed(names)) if names else self.speech.say("any")
            case _:
                return self.speech.say(str(type_))

    def _choices(self, values: list[str]) -> Text:
        shown: list[str | Code | Text] = [Code(value) for value in values[:MOST_CHOICES]]
        if len(values) > MOST_CHOICES:
            shown.append("…")
        return self.speech.listed(shown, "or")

    # ── What must be true of a cell ──────────────────────────────────────────────────────────────────────────

    def _facts(self, column: CheckedColumn) -> Iterator[Text]:
        if column.key:
            yield self.speech.say("key")
        for constraint in column.constraints:
            if constraint.kind != "references" or column.references is None:
                yield self._constraint(column, constraint)
        if column.references is not None:
            yield self.speech.say("refers", table=Code(column.references[0]))
        if column.separator is not None:
            yield self.speech.say("separated", separator=Code(column.separator))
        if column.unit is not None:
            yield self.speech.say("unit", unit=Code(column.unit))

    def _constraint(self, column: CheckedColumn, constraint: Constraint) -> Text:
        if constraint.kind == "unique":
            return self.speech.say("unique_elements" if isinstance(column.type, ListOf) else "unique")
        term = constraint.term
        if constraint.kind == "length" and term is not None:
            return self._length(column, term) or self._as_written(constraint)
        of_elements = isinstance(term, Aggregate) and isinstance(term.source, Elements)
        judged = term.argument if isinstance(term, Aggregate) and of_elements else term
        words = None if judged is None else self._wanted(judged)
        if constraint.kind == "format":
            words = self.speech.say("format", format=Code(constraint.text.rsplit(" ", 1)[-1]))
        if words is None:
            return self._as_written(constraint)
        return self.speech.say("each_element", what=words) if of_elements else words

    def _as_written(self, constraint: Constraint) -> Text:
        return self.speech.say("written_as", formula=Code(one_line(constraint.text)))

    def _wanted(self, term: Term) -> Text | None:
        match term:
            case Compare(op=op, right=right):
                bound = constant(right)
                return None if bound is None else self.speech.say(_COMPARED[op], n=bound)
            case InRange():
                return self._range(term)
            case InSet(values=values):
                return self.speech.say("from_list", choices=self._choices([str(plain(value)) for value in values]))
            case Matches(pattern=pattern):
                words = pattern_words(pattern, self.speech)
                code = Code(f"/{pattern}/")
                if words is None:
                    return self.speech.say("matches_plain", pattern=code)
                return self.speech.say("matches", words=words, pattern=code)
            case And(parts=parts):
                found = [self._wanted(part) for part in parts]
                known: list[str | Code | Text] = [each for each in found if each is not None]
                return self.speech.listed(known) if len(known) == len(found) else None
            case _:
                return None

    def _range(self, term: InRange) -> Text | None:
        low, high = (None if end is None else constant(end) for end in (term.low, term.high))
        if (low is None) != (term.low is None) or (high is None) != (term.high is None):
            return None
        if low is not None and high is not None:
            return self.speech.say("from_to_below" if term.open_end else "from_to", low=low, high=high)
        if low is not None:
            return self.speech.say("at_least", n=low)
        return self.speech.say("less_than" if term.open_end else "at_most", n=str(high))

    def _length(self, column: CheckedColumn, term: Term) -> Text | None:
        size = self._wanted(term)
        if size is None:
            return None
        unit = "list" if isinstance(column.type, ListOf) else "text"
        is_one = isinstance(term, Compare) and constant(term.right) == "1"
        return self.speech.say(f"length_{unit}_1" if is_one else f"length_{unit}", size=size)

    # ── What else there is to know ───────────────────────────────────────────────────────────────────────────

    def _notes(self, column: CheckedColumn, table: CheckedTable) -> Iterator[Text]:
        if column.optional:
            yield self.speech.say("optional")
        if column.missing:
            spellings: list[str | Code | Text] = [Code(spelling) for spelling in column.missing]
            yield self.speech.say("cell_missing", spellings=self.speech.listed(spellings, "or"))
        example = _date_example(column, table)
        if example is not None:
            yield self.speech.say("spelled_like", example=Code(example))
        if column.file_name != column.name:
            yield self.speech.say("file_name", name=Code(column.file_name))
        if column.sensitive:
            yield self.speech.say("sensitive")
        if column.may_be_absent:
            yield self.speech.say("column_may_be_absent")


def _label_anchor(type_: Type) -> str | None:
    inner = type_.element if isinstance(type_, ListOf) else type_
    return anchor_of("labels", inner.name) if isinstance(inner, LabelType) else None


def _date_example(column: CheckedColumn, table: CheckedTable) -> str | None:
    """A date as the column wants it spelled, where that is not as usual."""
    if column.type not in (DATE, DATETIME):
        return None
    written = column.format or _dates_of(table)
    # Python's own spelling for parts without a zero in front differs between systems.
    return None if written is None else SAMPLE.strftime(written.replace("%-", "%"))


def _dates_of(table: CheckedTable) -> str | None:
    """How the table spells its dates."""
    for option in () if table.format is None else table.format.options:
        if option.name.text == "dates" and isinstance(option.value, ast.Text):
            return option.value.value
    return None
