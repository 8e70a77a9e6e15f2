"""Functions that give lists, or parts of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dcl.functions.entry import Example, Function, Kind, Parameter
from dcl.functions.shapes import once
from dcl.functions.text import BLANKS, TEXT_ONLY, words
from dcl.patterns import Pattern
from dcl.types import TEXT, ListOf, Type

FARTHEST = 2**40
"""No text and no list is as long as this."""


def gives_texts(_: Sequence[Type]) -> Type:
    return ListOf(TEXT)


def part_type(types: Sequence[Type]) -> Type:
    """A part of a list is such a list; a part of a label is a text and no label."""
    return types[0] if isinstance(types[0], ListOf) else TEXT


def sliced(whole: str | Sequence[Any], start: int, end: int) -> str | Sequence[Any] | None:
    return whole[start:end] if 0 <= start <= end else None


def sliced_in_polars(pl: Any, whole: Any, start: Any, end: Any) -> Any:
    def compute(whole: Any, start: Any, end: Any) -> Any:
        # Places far beyond any end are cut first, so that no difference of theirs needs more than 64 bits.
        first = start.clip(0, FARTHEST)
        length = (end.clip(0, FARTHEST) - first).clip(0)

        def part(whole: Any, dtype: Any) -> Any:
            return (whole.str if dtype == pl.String else whole.list).slice(first, length)

        return pl.when((start >= 0) & (start <= end)).then(whole.pipe_with_dtype(part))

    return once(pl, [whole, start.cast(pl.Int64), end.cast(pl.Int64)], compute, pl.dtype_of(whole))


def found(text: str, pattern: Pattern) -> tuple[str, ...]:
    return tuple(pattern.find_all(text))


def found_in_polars(pl: Any, text: Any, pattern: Pattern) -> Any:
    """Polars' own way takes the first option that matches and not the longest; each text is searched only once."""

    def search(column: Any) -> Any:
        parts = {text: pattern.find_all(text) for text in column.unique().drop_nulls()}
        return pl.Series([parts.get(text) for text in column], dtype=pl.List(pl.String))

    return text.map_batches(search, return_dtype=pl.List(pl.String), is_elementwise=True)


LISTS = (
    Function(
        name="words",
        family="text",
        parameters=TEXT_ONLY,
        result=gives_texts,
        summary="The pieces of a text between blanks, as a list.",
        reference=lambda text: tuple(words(text)),
        polars=lambda _, text: text.str.extract_all(f"[^{BLANKS}]+"),
        examples=(Example('words(" so  it goes")', ("so", "it", "goes")), Example('words(" ")', ())),
        degenerate="No piece is empty; a text of blanks has no words. Signs at words belong to them. Blanks are those "
        "that `trim` cuts.",
    ),
    Function(
        name="find",
        family="text",
        parameters=(*TEXT_ONLY, Parameter("pattern", Kind.PATTERN)),
        result=gives_texts,
        summary="All parts of the text that match the pattern, from left to right and each as long as can be (POSIX's "
        "leftmost longest), as a list.",
        reference=found,
        polars=found_in_polars,
        examples=(
            Example('find("rooms 12 and 7", /\\d+/)', ("12", "7")),
            Example('find("abc", /a|ab/)', ("ab",)),
            Example('find("abc", /x*/)', ()),
        ),
        degenerate="Parts do not overlap, and none is empty.",
    ),
    Function(
        name="slice",
        family="text",
        parameters=(
            Parameter("whole", Kind.TEXT_OR_LIST),
            Parameter("start", Kind.INT),
            Parameter("end", Kind.INT),
        ),
        result=part_type,
        summary="The characters of a text, or the elements of a list, from `start` up to but not including `end`, "
        "counted from 0, as span offsets are.",
        reference=sliced,
        polars=sliced_in_polars,
        examples=(
            Example('slice("London", 0, 3)', "Lon"),
            Example('slice("London", 4, 99)', "on"),
            Example('slice("London", 3, 1)', None),
            Example('slice(words("so it goes"), 1, 3)', ("it", "goes")),
        ),
        degenerate="Beyond the end there is nothing; a negative place, or an end before the start, makes it missing.",
    ),
)
