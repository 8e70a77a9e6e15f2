"""Functions of texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Sequence
from typing import Any

from dcl.functions import case
from dcl.functions.entry import Example, Function, Kind, Parameter
from dcl.functions.shapes import always, once, value_by_value
from dcl.patterns import Pattern
from dcl.types import BOOL, FLOAT, INT, TEXT

SPACES = (0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
"""All spaces of Unicode (category Zs), the non-breaking ones among them."""

BLANKS = "\t\n\r" + "".join(map(chr, SPACES))
"""What `trim`, `normalize` and words take for blanks. Signs without width (U+200B, U+2060, U+FEFF) are none."""

WORD = re.compile(f"[^{BLANKS}]+")

TEXT_ONLY = (Parameter("text", Kind.TEXT),)
TWO_TEXTS = (Parameter("a", Kind.TEXT), Parameter("b", Kind.TEXT))


def words(text: str) -> list[str]:
    """The pieces between blanks."""
    return WORD.findall(text)


def normalized(text: str) -> str:
    return " ".join(words(case.lower(unicodedata.normalize("NFKC", text))))


def normalized_in_polars(pl: Any, text: Any) -> Any:
    lowered = case.in_polars(pl, text.str.normalize("NFKC"), to_lower=True)
    return lowered.str.replace_all(f"[{BLANKS}]+", " ").str.strip_chars(" ")


def length_in_polars(pl: Any, value: Any) -> Any:
    def by_type(value: Any, dtype: Any) -> Any:
        return (value.str.len_chars() if dtype == pl.String else value.list.len()).cast(pl.Int64)

    return value.pipe_with_dtype(by_type)


def contains(text: str, part: str | Pattern) -> bool:
    return part.found_in(text) if isinstance(part, Pattern) else part in text


def contains_in_polars(_: Any, text: Any, part: Any) -> Any:
    if isinstance(part, Pattern):
        return text.str.contains(part.rust())
    return text.str.contains(part, literal=True)


def after(text: str, separator: str) -> str:
    return text.partition(separator)[2] if separator else text


def before(text: str, separator: str) -> str:
    return text.partition(separator)[0] if separator else ""


def after_in_polars(pl: Any, text: Any, separator: Any) -> Any:
    def compute(text: Any, separator: Any) -> Any:
        rest = text.str.splitn(separator, 2).struct.field("field_1").fill_null("")
        whole = text.is_not_null() & separator.is_not_null()
        return pl.when(whole).then(pl.when(separator == "").then(text).otherwise(rest))

    return once(pl, [text, separator], compute, pl.String)


def before_in_polars(pl: Any, text: Any, separator: Any) -> Any:
    def compute(text: Any, separator: Any) -> Any:
        start = text.str.splitn(separator, 2).struct.field("field_0")
        whole = text.is_not_null() & separator.is_not_null()
        return pl.when(whole).then(pl.when(separator == "").then(pl.lit("")).otherwise(start))

    return once(pl, [text, separator], compute, pl.String)


def distance(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    """How many elements have to be put in, taken out or replaced to make the one the other (Levenshtein)."""
    row = list(range(len(b) + 1))
    for count, element in enumerate(a, start=1):
        above, row = row, [count]
        for place, other in enumerate(b):
            row.append(min(above[place + 1] + 1, row[place] + 1, above[place] + (element != other)))
    return row[-1]


def word_error_rate(text: str, reference: str) -> float | None:
    expected = words(reference)
    return distance(words(text), expected) / len(expected) if expected else None


def similarity(a: str, b: str) -> float:
    longer = max(len(a), len(b))
    return 1 - distance(a, b) / longer if longer else 1.0


# rapidfuzz computes the same distances as above many times faster; it is loaded when a contract first needs it.


def distance_in_polars(pl: Any, a: Any, b: Any) -> Any:
    from rapidfuzz.distance import Levenshtein

    return value_by_value(pl, [a, b], Levenshtein.distance, pl.Int64)


def word_error_rate_in_polars(pl: Any, text: Any, reference: Any) -> Any:
    from rapidfuzz.distance import Levenshtein

    def rate(text: str, reference: str) -> float | None:
        expected = words(reference)
        return Levenshtein.distance(words(text), expected) / len(expected) if expected else None

    return value_by_value(pl, [text, reference], rate, pl.Float64)


def similarity_in_polars(pl: Any, a: Any, b: Any) -> Any:
    from rapidfuzz.distance import Levenshtein

    def similar(a: str, b: str) -> float:
        longer = max(len(a), len(b))
        return 1 - Levenshtein.distance(a, b) / longer if longer else 1.0

    return value_by_value(pl, [a, b], similar, pl.Float64)


TEXTS = (
    Function(
        name="length",
        family="text",
        parameters=(Parameter("value", Kind.TEXT_OR_LIST),),
        result=always(INT),
        summary="How many characters (Unicode code points) a text has, or how many elements a list.",
        reference=len,
        polars=length_in_polars,
        examples=(Example('length("Zoë")', 3), Example('length("")', 0)),
        degenerate="A letter with a separate accent counts as two.",
        exact=True,
    ),
    Function(
        name="lower",
        family="text",
        parameters=TEXT_ONLY,
        result=always(TEXT),
        summary="The text in small letters, letter by letter (Unicode's simple case mapping).",
        reference=case.lower,
        polars=lambda pl, text: case.in_polars(pl, text, to_lower=True),
        examples=(Example('lower("ÄB")', "äb"), Example('lower("ΟΔΟΣ")', "οδοσ")),
        degenerate="The length stays as it is.",
    ),
    Function(
        name="upper",
        family="text",
        parameters=TEXT_ONLY,
        result=always(TEXT),
        summary="The text in capitals, letter by letter (Unicode's simple case mapping).",
        reference=case.upper,
        polars=lambda pl, text: case.in_polars(pl, text, to_lower=False),
        examples=(Example('upper("äb")', "ÄB"), Example('upper("straße")', "STRAßE")),
        degenerate="The length stays as it is; a letter without a single capital, such as ß, stays small.",
    ),
    Function(
        name="trim",
        family="text",
        parameters=TEXT_ONLY,
        result=always(TEXT),
        summary="The text without blanks at its ends: spaces of any width, non-breaking ones too, tabs and line ends.",
        reference=lambda text: text.strip(BLANKS),
        polars=lambda pl, text: text.str.strip_chars(BLANKS),
        examples=(Example('trim("  a b\\n")', "a b"),),
        degenerate="Signs without width (U+200B, U+2060, U+FEFF) are no blanks and stay.",
    ),
    Function(
        name="normalize",
        family="text",
        parameters=TEXT_ONLY,
        result=always(TEXT),
        summary="The text in Unicode's form NFKC and in small letters, each run of blanks one space, none at the ends.",
        reference=normalized,
        polars=normalized_in_polars,
        examples=(Example('normalize(" Ａ  ﬁne\\tDAY ")', "a fine day"),),
        degenerate="Characters newer than the Unicode tables at hand stay as they are.",
    ),
    Function(
        name="contains",
        family="text",
        parameters=(*TEXT_ONLY, Parameter("part", Kind.TEXT_OR_PATTERN)),
        result=always(BOOL),
        summary="Whether the text holds the other text, or a part that matches the pattern.",
        reference=contains,
        polars=contains_in_polars,
        examples=(
            Example('contains("a.b", ".")', True),
            Example('contains("ab", ".")', False),
            Example('contains("room 12", /\\d+/)', True),
        ),
        degenerate="Every text contains the empty text.",
        exact=True,
    ),
    Function(
        name="starts_with",
        family="text",
        parameters=(*TEXT_ONLY, Parameter("start", Kind.TEXT)),
        result=always(BOOL),
        summary="Whether the text begins with the other one.",
        reference=lambda text, start: text.startswith(start),
        polars=lambda pl, text, start: text.str.starts_with(start),
        examples=(Example('starts_with("ann_01", "ann_")', True),),
        degenerate="Every text starts with the empty text.",
        exact=True,
    ),
    Function(
        name="ends_with",
        family="text",
        parameters=(*TEXT_ONLY, Parameter("end", Kind.TEXT)),
        result=always(BOOL),
        summary="Whether the text ends with the other one.",
        reference=lambda text, end: text.endswith(end),
        polars=lambda pl, text, end: text.str.ends_with(end),
        examples=(Example('ends_with("a.jpg", ".png")', False),),
        degenerate="Every text ends with the empty text.",
        exact=True,
    ),
    Function(
        name="before",
        family="text",
        parameters=(*TEXT_ONLY, Parameter("separator", Kind.TEXT)),
        result=always(TEXT),
        summary="What stands before the first separator; the whole text where there is none.",
        reference=before,
        polars=before_in_polars,
        examples=(Example('before("a-b-c", "-")', "a"), Example('before("abc", "-")', "abc")),
        degenerate="An empty separator stands at the very start.",
    ),
    Function(
        name="after",
        family="text",
        parameters=(*TEXT_ONLY, Parameter("separator", Kind.TEXT)),
        result=always(TEXT),
        summary="What stands after the first separator; the empty text where there is none.",
        reference=after,
        polars=after_in_polars,
        examples=(Example('after("a-b-c", "-")', "b-c"), Example('after("abc", "-")', "")),
        degenerate="An empty separator stands at the very start.",
    ),
    Function(
        name="edit_distance",
        family="text",
        parameters=TWO_TEXTS,
        result=always(INT),
        summary="How many characters must be put in, taken out or replaced to make `a` into `b` (Levenshtein).",
        reference=distance,
        polars=distance_in_polars,
        examples=(Example('edit_distance("kitten", "sitting")', 3),),
        degenerate="Characters are code points.",
    ),
    Function(
        name="word_error_rate",
        family="text",
        parameters=(*TEXT_ONLY, Parameter("reference", Kind.TEXT)),
        result=always(FLOAT),
        summary="How many words must be put in, taken out or replaced to make `text` into `reference`, for each word "
        "of `reference`. Words stand between blanks.",
        reference=word_error_rate,
        polars=word_error_rate_in_polars,
        examples=(
            Example('word_error_rate("a b d", "a b c d")', 0.25),
            Example('word_error_rate("a b c", "a")', 2.0),
            Example('word_error_rate("a", "")', None),
        ),
        degenerate="May be above 1. Missing where `reference` has no word. Case and punctuation count.",
    ),
    Function(
        name="similarity",
        family="text",
        parameters=TWO_TEXTS,
        result=always(FLOAT),
        summary="1 − edit distance / length of the longer text: 1 for equal texts, 0 where nothing is shared.",
        reference=similarity,
        polars=similarity_in_polars,
        examples=(Example('similarity("abcd", "abxd")', 0.75), Example('similarity("", "")', 1.0)),
        degenerate="Two empty texts are equal: 1.",
    ),
)
