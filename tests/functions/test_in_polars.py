"""Each function of a row gives in Polars what its reference gives."""

from __future__ import annotations

import math
import time
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.functions import case
from dcl.functions.geometry import BOX_SIDES, INTERVAL_ENDS
from dcl.functions.table import FUNCTIONS
from dcl.functions.text import BLANKS
from dcl.patterns import Pattern, compiled

SETTINGS = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])

INTS = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-5, 5),
    st.sampled_from([-(2**63), 2**63 - 1, 2**53 + 1, -(2**53) - 1]),
)
EDGES = [
    0.49999999999999994,
    0.5,
    2.5,
    -2.5,
    4503599627370497.5,
    9007199254740993.0,
    2.0**63,
    -(2.0**63),
    1e300,
    5e-324,
]
FLOATS = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.floats(-1e3, 1e3), st.sampled_from(EDGES))
# What Unicode gained lately may be unknown to one of the two tables.
SETTLED = "".join(
    char
    for char in map(chr, range(0x30000))
    if unicodedata.ucd_3_2_0.category(char) not in ("Cn", "Cs") and unicodedata.category(char) != "Cn"
)
LETTERS = st.one_of(
    st.sampled_from("abAB-_ .\t\n\u00a0\u202f\u3000\u200b"), st.sampled_from("ßİıΣσςǅŉﬁᾳΐÅÄ中😀e\u0301Ａ")
)
TEXTS = st.one_of(
    st.text(LETTERS, max_size=8), st.text(st.sampled_from(SETTLED), max_size=4), st.text("ab-", max_size=6)
)
DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))
DATETIMES = st.datetimes(datetime.min, datetime.max)
PATTERNS = [compiled(text) for text in (r"a|b-", r"\p{L}{2}", r"\s", r"^".replace("^", r"\^"), r"b*")]

FINITE = st.floats(allow_nan=False, allow_infinity=False)
CLOSE = st.integers(-2, 6).map(float)
NUMBERS = st.lists(st.one_of(st.none(), CLOSE, FINITE), min_size=3, max_size=5).map(tuple)
RECORDS = st.tuples(FINITE, st.one_of(st.none(), st.integers(-3, 3)), CLOSE, FINITE).map(
    lambda items: dict(zip("xywh", items, strict=True))
)


def shapes(count: int, number: Any) -> Any:
    return st.tuples(*[number] * count)


DTYPES: dict[str, tuple[Any, Any]] = {
    "int": (INTS, pl.Int64),
    "float": (FLOATS, pl.Float64),
    "text": (TEXTS, pl.String),
    "date": (DATES, pl.Date),
    "datetime": (DATETIMES, pl.Datetime("us")),
    "list": (st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=4).map(tuple), pl.List(pl.Int64)),
    "texts": (st.lists(TEXTS, max_size=4).map(tuple), pl.List(pl.String)),
    "near": (st.integers(-3, 6).map(lambda x: x / 2), pl.Float64),
    "four": (NUMBERS, pl.List(pl.Float64)),
    "fours": (st.lists(st.integers(-3, 9), min_size=3, max_size=5).map(tuple), pl.List(pl.Int64)),
    "record": (RECORDS, pl.Struct({"x": pl.Float64, "y": pl.Int64, "w": pl.Float64, "h": pl.Float64})),
    "box": (st.one_of(shapes(4, FINITE), shapes(4, CLOSE)), pl.Struct(dict.fromkeys(BOX_SIDES, pl.Float64))),
    "interval": (
        st.one_of(shapes(2, FINITE), shapes(2, CLOSE)),
        pl.Struct(dict.fromkeys(INTERVAL_ENDS, pl.Float64)),
    ),
    "letter": (st.sampled_from("xyz"), pl.String),
    "digits": (st.integers(-2, 17), pl.Int64),
    "place": (st.one_of(st.integers(-2, 9), INTS), pl.Int64),
}

CASES: dict[str, list[str]] = {
    "abs": ["int", "float"],
    "round": ["int", "float", "int digits", "float digits"],
    "floor": ["int", "float"],
    "ceil": ["int", "float"],
    "sqrt": ["int", "float"],
    "least": ["int int", "float float float", "text text", "date date", "datetime datetime"],
    "greatest": ["int int", "float float float", "text text", "date date", "datetime datetime"],
    "mod": ["int int", "float float", "int digits"],
    "near": ["int int int", "float float float", "int float digits"],
    "length": ["text", "list"],
    "lower": ["text"],
    "upper": ["text"],
    "trim": ["text"],
    "normalize": ["text"],
    "contains": ["text text"],
    "starts_with": ["text text"],
    "ends_with": ["text text"],
    "before": ["text text"],
    "after": ["text text"],
    "words": ["text"],
    "slice": ["text place place", "list place place", "texts place place"],
    "edit_distance": ["text text"],
    "word_error_rate": ["text text"],
    "similarity": ["text text"],
    "date": ["datetime"],
    "year": ["date", "datetime"],
    "month": ["date", "datetime"],
    "day": ["date", "datetime"],
    "hour": ["datetime"],
    "weekday": ["date", "datetime"],
    "xywh": ["float float float float", "int float int near", "four", "fours", "record"],
    "xyxy": ["float float float float", "near near near near", "four", "record"],
    "cxcywh": ["near near near near", "float float float float int int", "four", "four near near", "record int int"],
    "interval": ["int int", "float float"],
    "area": ["box"],
    "iou": ["box box", "interval interval"],
    "inside": ["box box", "interval interval"],
    "overlap": ["box box", "interval interval"],
    "gap": ["box box", "interval interval"],
    "confidence_in_label": ["letter record"],
}
ELSEWHERE = ["find"]


def inward(value: Any, dtype: Any) -> Any:
    return (
        dict(zip(dtype.to_schema(), value, strict=True))
        if isinstance(dtype, pl.Struct) and isinstance(value, tuple)
        else value
    )


def outward(value: Any) -> Any:
    """A value of Polars as the reference has it."""
    if isinstance(value, dict):
        return tuple(value.values())
    return tuple(value) if isinstance(value, list) else value


def in_polars(name: str, frame: pl.DataFrame, *arguments: Any) -> list[Any]:
    expression = FUNCTIONS[name].polars(pl, *arguments)
    lazy = frame.lazy().select(result=expression).collect(engine="streaming")["result"].to_list()
    eager = frame.select(result=expression)["result"].to_list()
    assert lazy == eager
    return [outward(value) for value in lazy]


def by_reference(name: str, rows: Sequence[Sequence[Any]]) -> list[Any]:
    reference = FUNCTIONS[name].reference
    results = [None if None in row else reference(*row) for row in rows]
    return [None if isinstance(value, float) and not math.isfinite(value) else value for value in results]


def test_every_function_is_compared() -> None:
    assert sorted([*CASES, *ELSEWHERE]) == sorted(FUNCTIONS)


@pytest.mark.parametrize(("name", "kinds"), [(name, kinds) for name, cases in CASES.items() for kinds in cases])
def test_polars_gives_what_the_reference_gives(name: str, kinds: str) -> None:
    strategies = [DTYPES[kind][0] for kind in kinds.split()]
    schema = {f"c{place}": DTYPES[kind][1] for place, kind in enumerate(kinds.split())}

    @SETTINGS
    @given(st.lists(st.tuples(*(st.one_of(st.none(), strategy) for strategy in strategies)), max_size=8))
    def compare(rows: list[tuple[Any, ...]]) -> None:
        held = [[inward(value, dtype) for value, dtype in zip(row, schema.values(), strict=True)] for row in rows]
        frame = pl.DataFrame(held, schema=schema, orient="row")
        assert in_polars(name, frame, *map(pl.col, schema)) == by_reference(name, rows)

    compare()


@pytest.mark.parametrize("name", ["before", "after", "contains", "starts_with", "ends_with", "edit_distance"])
@pytest.mark.parametrize("constant", ["-", "", "ß", None])
def test_a_constant_stands_for_every_row(name: str, constant: str | None) -> None:
    texts = ["a-b-c", "", None, "-", "ß"]
    literal = pl.lit(constant, dtype=pl.String)
    rows = [(text, constant) for text in texts]
    assert in_polars(name, pl.DataFrame({"t": texts}), pl.col("t"), literal) == by_reference(name, rows)
    empty = pl.DataFrame(schema={"t": pl.String})
    assert in_polars(name, empty, pl.col("t"), literal) == []
    turned = [(constant, text) for text in texts]
    assert in_polars(name, pl.DataFrame({"t": texts}), literal, pl.col("t")) == by_reference(name, turned)


@pytest.mark.parametrize(("digits", "expected"), [(0, 2.0), (2, 1.57), (15, 1.567890123456789), (16, None), (-1, None)])
def test_round_takes_a_constant_number_of_digits(digits: int, expected: float | None) -> None:
    frame = pl.DataFrame({"x": [1.567890123456789, None]})
    assert in_polars("round", frame, pl.col("x"), pl.lit(digits)) == [expected, None]
    assert by_reference("round", [(1.567890123456789, digits)]) == [expected]


def test_slice_takes_constant_places() -> None:
    frame = pl.DataFrame({"t": ["London", "", None]})
    assert in_polars("slice", frame, pl.col("t"), pl.lit(1), pl.lit(3)) == ["on", "", None]


@SETTINGS
@given(st.lists(st.one_of(st.none(), TEXTS), max_size=8), st.sampled_from(PATTERNS))
def test_contains_and_find_take_a_pattern(texts: list[str | None], pattern: Pattern) -> None:
    frame = pl.DataFrame({"t": texts}, schema={"t": pl.String})
    expected = by_reference("contains", [(text, pattern) for text in texts])
    assert in_polars("contains", frame, pl.col("t"), pattern) == expected
    parts = by_reference("find", [(text, pattern) for text in texts])
    assert in_polars("find", frame, pl.col("t"), pattern) == parts


@pytest.mark.parametrize("name", ["lower", "upper"])
def test_case_changes_one_letter_for_one_letter(name: str) -> None:
    frame = pl.DataFrame({"t": list(SETTLED)})
    changed = in_polars(name, frame, pl.col("t"))
    assert changed == [FUNCTIONS[name].reference(char) for char in SETTLED]
    assert all(len(char) == 1 for char in changed)


@pytest.mark.parametrize(
    ("text", "upper", "lower"),
    [
        ("ß", "ß", "ß"),
        ("İ", "İ", "i"),
        ("ΑΣ", "ΑΣ", "ασ"),
        ("ᾳ", "ᾼ", "ᾳ"),
        ("ŉ", "ŉ", "ŉ"),
        ("ǆ", "Ǆ", "ǆ"),
        ("ﬁ", "ﬁ", "ﬁ"),
    ],
)
def test_case_follows_the_simple_mapping(text: str, upper: str, lower: str) -> None:
    assert (case.upper(text), case.lower(text)) == (upper, lower)


def test_no_letter_with_a_case_lies_beyond_the_table() -> None:
    beyond = map(chr, range(case.LAST_WITH_CASE + 1, 0x110000))
    assert not any(case.upper_letter(char) != char or case.lower_letter(char) != char for char in beyond)


@pytest.mark.parametrize("blank", BLANKS)
def test_trim_cuts_each_blank(blank: str) -> None:
    frame = pl.DataFrame({"t": [f"{blank}a{blank}b{blank}"]})
    assert in_polars("trim", frame, pl.col("t")) == [f"a{blank}b"]
    assert in_polars("normalize", frame, pl.col("t")) == ["a b"]


@pytest.mark.parametrize("name", ["abs", "round", "floor", "ceil", "lower", "upper", "trim", "normalize", "sqrt"])
def test_nesting_does_not_blow_up_the_plan(name: str) -> None:
    entry = FUNCTIONS[name]
    text = name in ("lower", "upper", "trim", "normalize")
    expression = pl.col("x")
    for _ in range(90):
        expression = entry.polars(pl, expression)
    started = time.monotonic()
    pl.DataFrame({"x": ["a"] if text else [2.5]}).lazy().select(expression).collect(engine="streaming")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("name", ["least", "greatest", "mod", "before", "after"])
@pytest.mark.parametrize("place", [0, 1])
def test_nesting_on_either_side_does_not_blow_up_the_plan(name: str, place: int) -> None:
    leaf = pl.col("t") if name in ("before", "after") else pl.col("x")
    expression = leaf
    for _ in range(60):
        arguments = [expression, leaf] if place == 0 else [leaf, expression]
        expression = FUNCTIONS[name].polars(pl, *arguments)
    started = time.monotonic()
    pl.DataFrame({"x": [2], "t": ["a"]}).lazy().select(expression).collect(engine="streaming")
    assert time.monotonic() - started < 5
