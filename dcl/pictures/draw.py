"""From the values of rows to a picture of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dcl.pictures.boxes import Box, drawn_boxes
from dcl.pictures.intervals import Interval, drawn_intervals
from dcl.pictures.model import Picture
from dcl.pictures.sketches import (
    PREFIX,
    BoxSketch,
    DialogueSketch,
    IntervalSketch,
    Sketch,
    SpanSketch,
    TagSketch,
    TurnSketch,
)
from dcl.pictures.svg import number
from dcl.pictures.texts import Span, dialogue, marked_text, tagged_tokens
from dcl.pictures.words import ENGLISH, PictureWords
from dcl.tables.show import MASK
from dcl.types import LabelType, OneOf

Values = Mapping[str, Any]
"""What the terms that a sketch needs came to in one row, by their names; what is missing or masked is not drawn."""

SIDES = ("a", "b")


def draw(
    sketch: Sketch,
    rows: Sequence[Values],
    *,
    failing: Collection[int] = (),
    pair: bool = False,
    words: PictureWords = ENGLISH,
) -> Picture | None:
    """A picture of rows; None where they hold nothing to draw.

    `failing` are the places of the rows to mark. The two rows of a `pair` are told apart as `a` and `b`.
    """
    match sketch:
        case BoxSketch():
            return _boxes(sketch, rows, failing, pair, words)
        case IntervalSketch():
            return drawn_intervals(_intervals(rows, failing, pair), words)
        case SpanSketch():
            return _spans(sketch, rows, failing, pair, words)
        case TagSketch():
            return tagged_tokens(_texts(rows, "token", "tag", failing), words)
        case TurnSketch():
            return dialogue(_texts(rows, "role", "content", failing), words)
        case DialogueSketch():
            return _dialogue(sketch, rows, failing, words)
        case _:
            return None


def _of(row: Values, name: str) -> Any:
    value = row.get(PREFIX + name)
    return None if value == MASK else value


def _number(row: Values, name: str) -> float | None:
    return number(_of(row, name))


def _text(row: Values, name: str) -> str | None:
    value = _of(row, name)
    return value if isinstance(value, str) else None


def _side(place: int, pair: bool) -> str:
    return SIDES[place] if pair and place < len(SIDES) else ""


def _boxes(
    sketch: BoxSketch, rows: Sequence[Values], failing: Collection[int], pair: bool, words: PictureWords
) -> Picture | None:
    found = []
    sizes = []
    for place, row in enumerate(rows):
        left, top, right, bottom = (_number(row, name) for name in ("left", "top", "right", "bottom"))
        if left is None or top is None or right is None or bottom is None:
            continue
        label, side = _text(row, "label") or "", _side(place, pair)
        names = (side, label) if side else (label, "")
        found.append(Box(left, top, right, bottom, *names, second=side == "b", failing=place in failing))
        width, height = _number(row, "width"), _number(row, "height")
        if width is not None and height is not None:
            sizes.append((width, height))
    size = max(sizes, default=(1.0, 1.0) if sketch.in_shares else None)
    return drawn_boxes(found, size, words)


def _intervals(rows: Sequence[Values], failing: Collection[int], pair: bool) -> list[Interval]:
    found = []
    for place, row in enumerate(rows):
        start, end = _number(row, "start"), _number(row, "end")
        if start is not None and end is not None:
            side = _side(place, pair)
            name = side or _text(row, "label") or ""
            found.append(Interval(start, end, name, second=side == "b", failing=place in failing))
    return found


def _spans(
    sketch: SpanSketch, rows: Sequence[Values], failing: Collection[int], pair: bool, words: PictureWords
) -> Picture | None:
    """Spans in their text; as intervals along a line where the text is not known."""
    texts = {text for row in rows if (text := _text(row, "text")) is not None}
    if len(texts) != 1:
        return drawn_intervals(_intervals(rows, failing, pair), words) if not texts else None
    found = []
    for place, row in enumerate(rows):
        start, end = _number(row, "start"), _number(row, "end")
        if start is not None and end is not None:
            label = _text(row, "label") or ""
            found.append(Span(int(start), int(end), label, _side(place, pair), place in failing))
    return marked_text(texts.pop(), found, words, _kinds(sketch))


def _kinds(sketch: SpanSketch) -> tuple[str, ...]:
    match sketch.label.type if sketch.label is not None else None:
        case LabelType(labels=labels):
            return tuple(label.name for label in labels)
        case OneOf(choices=choices):
            return choices
        case _:
            return ()


def _texts(
    rows: Sequence[Values], first: str, second: str, failing: Collection[int]
) -> list[tuple[str | None, str | None, bool]]:
    return [(_text(row, first), _text(row, second), place in failing) for place, row in enumerate(rows)]


def _dialogue(
    sketch: DialogueSketch, rows: Sequence[Values], failing: Collection[int], words: PictureWords
) -> Picture | None:
    """The conversation of the first row that is marked, or of the first one."""
    place = min(failing, default=0)
    turns = _of(rows[place], "turns") if place < len(rows) else None
    if not isinstance(turns, list | tuple):
        return None
    names = (sketch.role_field, sketch.content_field)
    told = [tuple(turn.get(name) for name in names) for turn in turns if isinstance(turn, Mapping)]
    texts = [tuple(value if isinstance(value, str) and value != MASK else None for value in turn) for turn in told]
    return dialogue([(role, content, False) for role, content in texts], words)
