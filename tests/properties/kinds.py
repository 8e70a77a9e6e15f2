"""Kinds of columns: how each is declared, the values that fit it, and the cells that nearly or never do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
from hypothesis import strategies as st

LABELS = """
labels colour {
  red
  green "Like grass."
  blue instead of "azure", "navy"
}

labels user {
  car "Cars."
  rider "Riders." {
    cyclist
    motorcyclist {
      courier
    }
  }
  unsure
}

labels grade ordered {
  low
  medium
  high
}

labels swapped {
  a named "b"
  b named "a" {
    `B-PER` named "ß" instead of "ss"
  }
  İx named "1"
}
"""
"""The label sets of every contract: flat, a tree, a scale, and spellings that are the names of other labels."""

SPELLINGS = {
    "colour": {"red": "red", "green": "green", "blue": "blue"},
    "user": {name: name for name in ("car", "rider", "cyclist", "motorcyclist", "courier", "unsure")},
    "grade": {"low": "low", "medium": "medium", "high": "high"},
    "swapped": {"a": "b", "b": "a", "B-PER": "ß", "İx": "1"},
}
CHOICES = ("none", "partial", "Heavy")

HUGE = (2**63 - 1, -(2**63), 2**62, -(2**62), 2**53, 2**53 + 1)
WORDS = (
    "a", "b", "ab", "AB", "aab", "Straße", "STRASSE", "İstanbul", "ΟΔΟΣ", "e\u0301", "é", "\U0001f600", "漢字", " a",
    "a ", "a\u00a0b", "\ta", "x\ny", "x\r\ny", '"', "a,b", "a;b", "#", "1", "true", "nan", "x\u0001y", "\u200b", "ﬁ",
    "ann_001", "a@b.example", "http://a.example", "red", "item",
)  # fmt: skip
DATES = (
    date(1, 1, 1), date(1582, 10, 10), date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29), date(2026, 11, 24),
    date(9999, 12, 31),
)  # fmt: skip
INSTANTS = (
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2024, 2, 29, 12, tzinfo=UTC),
    datetime(2026, 11, 24, 10, 0, 0, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
)
MISSING = ("NA", "n/a", "0", "ß", "-")
"""Spellings that a column or a table may declare as missing."""


def quoted(text: str) -> str:
    """A text as contracts spell it."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return (
        '"' + "".join(escapes.get(char, char if char.isprintable() else f"\\u{{{ord(char):x}}}") for char in text) + '"'
    )


def number(value: float) -> str:
    """A number as contracts spell it: with a digit at both ends, and a minus sign outside."""
    return repr(value).replace("e+", "e")


def instant(value: datetime) -> str:
    return "@" + value.isoformat().replace("+00:00", "Z")


@dataclass(frozen=True)
class Kind:
    """A type: its spelling, its values, its constants as contracts spell them, and cells that fit badly or oddly."""

    name: str
    declared: str
    values: st.SearchStrategy[Any]
    constants: st.SearchStrategy[str]
    dtype: Any
    spell: Callable[[Any], str] = str
    plain: Callable[[Any], Any] = lambda value: value
    odd: tuple[str, ...] = ("x", "-1")
    ordered: bool = True
    compared: bool = True


ODD_INTS = (
    "0 -1 +2 007 3.0 3. .5 3.5 -3.000 1e3 nan inf 1_0 1,5 0x1 --1 ٣ 9223372036854775807 -9223372036854775808"
    " 9223372036854775808 123456789012345678901234567890"
).split()
ODD_FLOATS = (*ODD_INTS, "1E-2", "1e400", "1e-400", "-0.0", "NaN", "-inf", "infinity", "5.e1", "0.1", " 1", "1 ")
ODD_DATES = (
    "2024-02-29 2023-02-29 2024-2-9 24-02-29 0000-01-01 0001-01-01 9999-12-31 2024-02-29T12:00:00 2024-13-01"
    " -2024-02-29 24.02.2024"
).split()
ODD_INSTANTS = (
    *ODD_DATES, "2024-02-29T12:00", "2024-02-29T12:00:00Z", "2024-02-29T24:00:00", "2024-02-29T12:00:60",
    "2024-02-29T12:00:00.5", "2024-02-29T12:00:00.1234567", "2024-02-29T12:00:00+02:00", "0001-01-01T00:00:00+02:00",
    "9999-12-31T23:59:59-02:00", "2024-02-29 12:00:00", "2024-02-29t12:00:00", "2024-02-29T12:00:00+99:99",
)  # fmt: skip

words = st.sampled_from(WORDS)
ints = st.integers(-3, 6) | st.sampled_from(HUGE)
small_ints = st.integers(-3, 6)
mild_floats = st.integers(-12, 12).map(lambda count: count / 4)
wild_floats = mild_floats | st.sampled_from((1e308, -1e308, 5e-324, 0.1, -0.0, 1e16, 0.30000000000000004))


def of_labels(name: str) -> Kind:
    spellings = SPELLINGS[name]
    return Kind(
        name,
        name,
        st.sampled_from([*spellings.values()]),
        st.sampled_from([quoted(label) for label in spellings]),
        pl.String,
        odd=("azure", "Red", "ss", "A", "x", " red"),
        ordered=name == "grade",
    )


INT = Kind("int", "int", ints, ints.map(str), pl.Int64, odd=(*ODD_INTS, "x"))
SMALL = Kind("int", "int", small_ints, small_ints.map(str), pl.Int64, odd=(*ODD_INTS, "x"))
FLOAT = Kind("float", "float", wild_floats, wild_floats.map(number), pl.Float64, number, odd=(*ODD_FLOATS, "x"))
MILD = Kind("float", "float", mild_floats, mild_floats.map(number), pl.Float64, number, odd=("x", "nan", "1e400"))
TEXT = Kind("text", "text", words, words.map(quoted) | st.just('""'), pl.String, odd=("", " "))
BOOL = Kind(
    "bool", "bool", st.booleans(), st.sampled_from(("true", "false")), pl.Boolean, lambda value: str(value).lower(),
    odd=("True", "FALSE", "yes", "1", ""), ordered=False,
)  # fmt: skip
DATE = Kind(
    "date", "date", st.sampled_from(DATES), st.sampled_from(DATES).map(lambda day: "@" + day.isoformat()), pl.Date,
    date.isoformat, date.isoformat, (*ODD_DATES,),
)  # fmt: skip
DATETIME = Kind(
    "datetime", "datetime", st.sampled_from(INSTANTS), st.sampled_from(INSTANTS).map(instant),
    pl.Datetime("us", "UTC"), datetime.isoformat, datetime.isoformat, ODD_INSTANTS,
)  # fmt: skip
ONE_OF = Kind(
    "one of", "one of { " + ", ".join(map(quoted, CHOICES)) + " }", st.sampled_from(CHOICES),
    st.sampled_from(CHOICES).map(quoted), pl.String, odd=("NONE", "heavy", "x"),
)  # fmt: skip
COLOUR, USER, GRADE, SWAPPED = map(of_labels, SPELLINGS)

SCALARS = (INT, SMALL, FLOAT, MILD, TEXT, BOOL, DATE, DATETIME, ONE_OF, COLOUR, USER, GRADE, SWAPPED)


def list_of(element: Kind, optional: bool = False) -> Kind:
    """A list, its elements spelled between semicolons without blanks around them."""
    inside = {TEXT: st.sampled_from([word for word in WORDS if word == word.strip() and ";" not in word and word])}
    elements = inside.get(element, element.values)
    return Kind(
        f"list of {element.name}",
        f"list of ({element.declared}?)" if optional else f"list of {element.declared}",
        st.lists(elements, max_size=4),
        st.nothing(),
        pl.List(element.dtype),
        lambda value: ";".join(map(element.spell, value)),
        lambda value: [element.plain(part) for part in value],
        ("a", "1;2", "a ; b", ";", "1;x", "3;3", "NA;1", "a;;b", "\ta"),
        ordered=False,
        compared=False,
    )


def record() -> Kind:
    """A record with an optional number and a text in it."""
    values = st.fixed_dictionaries({"city": words, "floor": st.none() | small_ints})
    return Kind(
        "record",
        '{ city: text length 1..5, floor: int? >= 0 missing "NA" }',
        values,
        st.nothing(),
        pl.Struct({"city": pl.String, "floor": pl.Int64}),
        json.dumps,
        odd=("{}", '{"city": "x"}', "x"),
        ordered=False,
        compared=False,
    )


LISTS = (list_of(TEXT), list_of(SMALL), list_of(MILD), list_of(TEXT, True), list_of(GRADE), list_of(DATE))
RECORD = record()
ODD_JSON = (
    True, False, 0, 1, 1.0, 2.5, 10**30, -1e308, "", "1", "NA", "x", [], ["a"], [None], [1, "a"], {}, {"city": "x"},
    {"city": "x", "floor": 1.0, "more": 1}, {"city": None, "floor": "NA"}, {"city": "NA", "floor": "NA"},
)  # fmt: skip
