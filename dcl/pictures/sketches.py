"""What a table can be drawn as, decided from its types and terms alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dcl.analysis.terms import Call, Column, Field, FromList, InColumn, Path, Shifted, SpanNumber, Term
from dcl.ir.program import ColumnSpec, Program, RowCheck, TableSpec
from dcl.pictures.shapes import Parts, inside, is_in_shares, is_plain, parts_of, terms_of
from dcl.types import BOX, FLOAT, INT, INTERVAL, TEXT, LabelType, ListOf, OneOf, Record, Type, is_text

PREFIX = "picture."
"""Begins the names of the values that pictures need, so that none is that of something else in a row."""

TURNS = (("role", "content"), ("speaker", "text"), ("from", "value"))
"""What the columns of a conversation are called: who speaks, and what is said."""

BOX_NAMES = (
    ("xywh", ("x", "y", "w", "h")),
    ("xywh", ("x", "y", "width", "height")),
    ("xyxy", ("xmin", "ymin", "xmax", "ymax")),
    ("xyxy", ("x1", "y1", "x2", "y2")),
    ("xyxy", ("left", "top", "right", "bottom")),
    ("cxcywh", ("cx", "cy", "w", "h")),
)
"""What the four numbers of a box are called, with the function that makes a box of them."""

SPAN_ENDS = (("start", "end"), ("begin", "end"), ("start_offset", "end_offset"))


@dataclass(frozen=True)
class Sketch:
    """How the rows of a table are drawn. Its terms are what a picture needs to know of a row."""

    table: str

    @property
    def needs(self) -> tuple[tuple[str, Term], ...]:
        """What to know of each row, by the names under which `draw` looks for it."""
        parts = ((field.name, getattr(self, field.name)) for field in fields(self))
        return tuple((PREFIX + name, part) for name, part in parts if isinstance(part, Term))


@dataclass(frozen=True)
class BoxSketch(Sketch):
    """Boxes in their frame, whose size is `width` and `height`; `in_shares`: a frame of 1 by 1."""

    left: Term
    top: Term
    right: Term
    bottom: Term
    width: Term | None = None
    height: Term | None = None
    label: Term | None = None
    in_shares: bool = False


@dataclass(frozen=True)
class IntervalSketch(Sketch):
    """Intervals along a line."""

    start: Term
    end: Term
    label: Term | None = None


@dataclass(frozen=True)
class SpanSketch(Sketch):
    """Stretches marked in a text; `end` is left out of them, as in `slice`."""

    text: Term
    start: Term
    end: Term
    label: Term | None = None


@dataclass(frozen=True)
class TagSketch(Sketch):
    """Tokens in the order of the rows, each with its tag."""

    tag: Term
    token: Term | None = None


@dataclass(frozen=True)
class TurnSketch(Sketch):
    """A conversation: each row is a turn."""

    role: Term
    content: Term


@dataclass(frozen=True)
class DialogueSketch(Sketch):
    """A conversation in each row: a list of records with these fields."""

    turns: Term
    role_field: str
    content_field: str


def sketch_of(program: Program, table: str) -> Sketch | None:
    """How to draw the rows of a table, or None where it holds nothing that can be drawn."""
    spec = program.table[table]
    for finder in (_boxes, _spans, _intervals, _turns, _dialogues, _tags):
        found = finder(program, spec)
        if found is not None:
            return found
    return None


def sides(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two rows of a pair, of which a report knows the values as `a.NAME` and `b.NAME`."""
    a, b = (
        {name.removeprefix(f"{side}."): value for name, value in values.items() if name.startswith(f"{side}.")}
        for side in ("a", "b")
    )
    return a, b


# ── One finder a kind ────────────────────────────────────────────────────────────────────────────────────────────


def _boxes(program: Program, spec: TableSpec) -> Sketch | None:
    named = _named_boxes(spec)
    for term, parts in (*_shapes(program, spec, BOX), *named):
        left, top, right, bottom = parts
        size = _frame(program, spec)
        width, height = (None, None) if size is None else size
        in_shares = size is None and is_in_shares(program, spec, term)
        return BoxSketch(spec.name, left, top, right, bottom, width, height, _label(program, spec), in_shares)
    return None


def _named_boxes(spec: TableSpec) -> Iterator[tuple[Term, Parts]]:
    """Boxes that no term speaks of: four numbers, beside each other or in a list, that are called as edges are."""
    records = [column for column in spec.columns if isinstance(column.type, Record)]
    for function, names in BOX_NAMES:
        columns = [spec.by_name[name] for name in names if name in spec.by_name]
        found = [tuple(_own(spec, column) for column in columns if column.type in (INT, FLOAT))]
        found += [_fields_of(_own(spec, record), names) for record in records]
        for numbers in found:
            parts = parts_of(made := Call(BOX, function, numbers), {}) if len(numbers) == len(names) else None
            if parts is not None:
                yield made, parts


def _fields_of(record: Term, names: tuple[str, ...]) -> tuple[Term, ...]:
    assert isinstance(record.type, Record)
    return tuple(Field(type_, record, name) for name, type_, _ in record.type.fields if name in names)


def _intervals(program: Program, spec: TableSpec) -> Sketch | None:
    for _, (start, end) in _shapes(program, spec, INTERVAL):
        return IntervalSketch(spec.name, start, end, _label(program, spec) or _choice(spec))
    return None


def _shapes(program: Program, spec: TableSpec, type_: Type) -> Iterator[tuple[Term, Parts]]:
    """The boxes or intervals of a table: its derived columns first, then those that its rules make."""
    for term in (*(term for _, term in spec.derived), *_rule_terms(program, spec)):
        if term.type == type_ and _reads_own_rows(term, spec):
            parts = parts_of(term, spec.derived_by_name)
            if parts is not None:
                yield term, parts


def _reads_own_rows(term: Term, spec: TableSpec) -> bool:
    return all(found.table == spec.name for found in inside(term) if isinstance(found, Column))


def _rule_terms(program: Program, spec: TableSpec) -> Iterator[Term]:
    for rule in program.rules:
        if rule.table == spec.name:
            yield from terms_of(rule.body)


def _frame(program: Program, spec: TableSpec) -> tuple[Term, Term] | None:
    """The size of the picture: `width` and `height` of the row that this one refers to, or of the row itself."""
    for column, path in _references(program, spec):
        target = program.table[path.table]
        if {"width", "height"} <= target.by_name.keys():
            width, height = (_step(column, path, target.by_name[name]) for name in ("width", "height"))
            return width, height
    if {"x", "y"} <= spec.by_name.keys():
        return None  # here they are the size of the box
    sizes = [spec.by_name.get(name) for name in ("width", "height")]
    own = [_own(spec, size) for size in sizes if size is not None and size.type in (INT, FLOAT)]
    return (own[0], own[1]) if len(own) == 2 else None


def _references(program: Program, spec: TableSpec) -> Iterator[tuple[ColumnSpec, InColumn]]:
    """The columns that refer to another table, each with the rule that says so."""
    if isinstance(spec.origin, FromList):
        parent = spec.by_name["parent"]
        yield parent, InColumn(_own(spec, parent), spec.origin.table, spec.origin.parent_key)
    for rule in program.rules:
        if rule.table == spec.name and isinstance(rule.body, RowCheck) and isinstance(rule.body.check, InColumn):
            column = spec.by_name.get(rule.column or "")
            if column is not None and rule.id == f"{spec.name}.{column.name}.references":
                yield column, rule.body.check


def _step(column: ColumnSpec, to: InColumn, target: ColumnSpec) -> Term:
    return Path(target.type, to.operand, to.table, to.column, target.name)


def _own(spec: TableSpec, column: ColumnSpec) -> Term:
    return Column(column.type, spec.name, column.name)


def _label(program: Program, spec: TableSpec) -> Term | None:
    """The label of a row: its first column of a label set, else that of a row that it refers to."""
    own = next((_own(spec, column) for column in spec.columns if isinstance(column.type, LabelType)), None)
    if own is not None:
        return own
    for column, path in _references(program, spec):
        for target in program.table[path.table].columns:
            if isinstance(target.type, LabelType):
                return _step(column, path, target)
    return None


def _choice(spec: TableSpec) -> Term | None:
    return next((_own(spec, column) for column in spec.columns if isinstance(column.type, OneOf)), None)


def _spans(program: Program, spec: TableSpec) -> Sketch | None:
    for term in (*(found for _, let in spec.derived for found in inside(let)), *_rule_terms(program, spec)):
        if isinstance(term, Call) and term.function == "slice":
            text, start, end = term.arguments
            if is_plain(text) and is_plain(start) and is_plain(end) and _reads_own_rows(term, spec):
                return SpanSketch(spec.name, text, start, end, _label(program, spec) or _choice(spec))
    return _named_spans(program, spec)


def _named_spans(program: Program, spec: TableSpec) -> Sketch | None:
    """Columns called `start` and `end` with the text of the row that this one refers to."""
    for start, end in SPAN_ENDS:
        ends = [spec.by_name.get(name) for name in (start, end)]
        found = [_own(spec, column) for column in ends if column is not None and column.type == INT]
        for column, path in _references(program, spec) if len(found) == 2 else ():
            text = program.table[path.table].by_name.get("text")
            if text is not None and text.type == TEXT:
                label = _label(program, spec) or _choice(spec)
                return SpanSketch(spec.name, _step(column, path, text), found[0], found[1], label)
    return None


def _turns(program: Program, spec: TableSpec) -> Sketch | None:
    for who, what in TURNS:
        role, content = spec.by_name.get(who), spec.by_name.get(what)
        if role is not None and content is not None and is_text(role.type) and content.type == TEXT:
            return TurnSketch(spec.name, _own(spec, role), _own(spec, content))
    return None


def _dialogues(program: Program, spec: TableSpec) -> Sketch | None:
    for column in spec.columns:
        if isinstance(column.type, ListOf) and isinstance(column.type.element, Record):
            record = column.type.element
            for who, what in TURNS:
                if record.field(who) is not None and record.field(what) is not None:
                    return DialogueSketch(spec.name, _own(spec, column), who, what)
    return None


def _tags(program: Program, spec: TableSpec) -> Sketch | None:
    for term in _rule_terms(program, spec):
        if isinstance(term, SpanNumber | Shifted) and isinstance(term.operand, Column):
            tag = term.operand
            if tag.table == spec.name and tag.name in spec.by_name and is_text(tag.type):
                token = _token(spec, tag.name)
                if token is not None or isinstance(term, SpanNumber):
                    return TagSketch(spec.name, tag, token)
    return None


def _token(spec: TableSpec, tag: str) -> Term | None:
    """The column of the tokens: the first of a CoNLL file, else one that is called so."""
    first = (spec.format.columns or "").split()[:1]
    for name in (*first, "token", "word", "form"):
        column = spec.by_name.get(name)
        if column is not None and column.type == TEXT and name != tag:
            return _own(spec, column)
    return None
