"""What terms come to on a row."""

from datetime import date
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import pytest

from dcl.analysis.terms import (
    And,
    Arithmetic,
    Call,
    Column,
    Const,
    Field,
    If,
    Implies,
    InColumn,
    InRange,
    InSet,
    IsMissing,
    LabelPart,
    Matches,
    Negate,
    Not,
    Or,
    Path,
    Term,
    ToFloat,
)
from dcl.types import BOOL, BOX, DATE, FLOAT, INT, TEXT
from tests.engines.reference.building import COLOUR, GRADE, TYPES, column, compare, const, outcome, spec

N, M, X, T, B, C = (column(name) for name in ("n", "m", "x", "t", "b", "c"))
ANYTHING = spec("t", *TYPES)
THREE = (True, False, None)


def come_to(term: Term, **row: Any) -> bool | None:
    return outcome(ANYTHING, [row], term)[0]


@pytest.mark.parametrize("left", THREE)
@pytest.mark.parametrize("right", THREE)
def test_three_valued_and_or_implies(left: bool | None, right: bool | None) -> None:
    row = {"b": left, "c": right}
    both = False if False in (left, right) else None if None in (left, right) else True
    either = True if True in (left, right) else None if None in (left, right) else False
    follows = True if left is False or right is True else None if None in (left, right) else False
    assert come_to(And((B, C)), **row) is both
    assert come_to(Or((B, C)), **row) is either
    assert come_to(Implies(B, C), **row) is follows


@pytest.mark.parametrize(("value", "negated"), [(True, False), (False, True), (None, None)])
def test_not(value: bool | None, negated: bool | None) -> None:
    assert come_to(Not(B), b=value) is negated


def test_is_missing_is_never_unknown() -> None:
    assert come_to(IsMissing(N), n=None) is True
    assert come_to(IsMissing(N), n=1) is False
    assert come_to(IsMissing(compare(N, ">", 1)), n=None) is True


def test_a_misfit_is_missing() -> None:
    assert come_to(IsMissing(N), n="1") is True
    assert come_to(IsMissing(column("colour")), colour="green") is True


def test_if_looks_only_at_the_branch_it_takes() -> None:
    term = If(BOOL, B, compare(N, ">", 0), compare(M, ">", 0))
    assert come_to(term, b=True, n=1) is True
    assert come_to(term, b=False, n=1, m=0) is False
    assert come_to(term, b=True, m=1) is None
    assert come_to(term, n=1, m=1) is None


def test_if_without_else_is_missing_unless_its_condition_is_true() -> None:
    term = If(BOOL, B, compare(N, ">", 0), None)
    assert come_to(term, b=True, n=1) is True
    assert come_to(term, b=False, n=1) is None
    assert come_to(term, n=1) is None


@pytest.mark.parametrize("op", ["=", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize(("left", "right"), [(1, 2), (2, 2), (3, 2)])
def test_comparisons(op: str, left: int, right: int) -> None:
    meaning = dict(zip(("=", "!=", "<", "<=", ">", ">="), (eq, ne, lt, le, gt, ge), strict=True))
    assert come_to(compare(N, op, M), n=left, m=right) is meaning[op](left, right)
    assert come_to(compare(N, op, M), n=left) is None


def test_texts_compare_by_code_points() -> None:
    assert come_to(compare(T, "<", "a"), t="Z") is True
    assert come_to(compare(T, "<", "ä"), t="z") is True
    assert come_to(compare(T, "=", "é"), t="e\u0301") is False
    assert come_to(compare(T, "<", "\U0001f600"), t="\uff5e") is True


def test_labels_of_an_ordered_set_compare_by_rank() -> None:
    high = const("high", GRADE)
    assert come_to(compare(column("grade"), "<", high), grade="mid") is True
    assert come_to(compare(column("grade"), ">=", high), grade="mid") is False
    assert come_to(InRange(column("grade"), const("mid", GRADE), None, open_end=False), grade="low") is False


def test_an_int_meets_a_float_as_a_float() -> None:
    assert come_to(compare(ToFloat(FLOAT, N), "=", X), n=2**53 + 1, x=2.0**53) is True


def test_lists_and_records_are_equal_by_their_parts_and_unknown_with_a_missing_one() -> None:
    numbers, box = column("numbers"), column("box")
    assert come_to(compare(numbers, "=", numbers), numbers=[1, 2]) is True
    assert come_to(compare(numbers, "=", numbers), numbers=[1, None]) is None
    assert come_to(compare(box, "!=", box), box={"w": 1, "h": 2}) is False
    assert come_to(compare(box, "=", box), box={"w": 1}) is None


@pytest.mark.parametrize(
    ("op", "left", "right", "result"),
    [
        ("+", 2**63 - 1, 1, None),
        ("-", -(2**63), 1, None),
        ("*", 2**62, 2, None),
        ("+", 250, 10, 260),
        ("-", 10, 250, -240),
        ("*", -(2**62), 2, -(2**63)),
    ],
)
def test_int_arithmetic_is_missing_beyond_64_bits(op: str, left: int, right: int, result: int | None) -> None:
    made = Arithmetic(INT, op, N, M)
    assert come_to(IsMissing(made), n=left, m=right) is (result is None)
    if result is not None:
        assert come_to(compare(made, "=", result), n=left, m=right) is True


def test_the_negative_of_the_least_int_is_missing() -> None:
    assert come_to(IsMissing(Negate(INT, N)), n=-(2**63)) is True
    assert come_to(compare(Negate(INT, N), "=", -5), n=5) is True


@pytest.mark.parametrize(
    ("op", "left", "right"), [("/", 1.0, 0.0), ("/", 0.0, 0.0), ("*", 1e200, 1e200), ("+", 1.7e308, 1.7e308)]
)
def test_a_float_result_that_is_not_finite_is_missing(op: str, left: float, right: float) -> None:
    assert come_to(IsMissing(Arithmetic(FLOAT, op, X, const(right))), x=left) is True


def test_ranges_include_their_ends_unless_open() -> None:
    closed = InRange(N, const(1), const(3), open_end=False)
    half_open = InRange(N, const(1), const(3), open_end=True)
    assert [come_to(closed, n=n) for n in (0, 1, 3, 4, None)] == [False, True, True, False, None]
    assert [come_to(half_open, n=n) for n in (0, 1, 3)] == [False, True, False]
    assert come_to(InRange(N, const(1), None, open_end=False), n=10**18) is True


def test_a_range_with_a_missing_end_is_unknown() -> None:
    assert come_to(InRange(N, M, const(3), open_end=False), n=5) is None


def test_sets() -> None:
    assert [come_to(InSet(N, (1, 2)), n=n) for n in (1, 3, None)] == [True, False, None]


def test_patterns_match_the_whole_text() -> None:
    term = Matches(T, r"ann_\d{3}")
    assert [come_to(term, t=t) for t in ("ann_123", "ann_123\n", "xann_123", "ann_١٢٣", None)] == [
        True,
        False,
        False,
        False,
        None,
    ]


def test_fields_of_records() -> None:
    width, height = (Field(INT, column("box"), name) for name in ("w", "h"))
    assert come_to(compare(width, "=", 3), box={"w": 3}) is True
    assert come_to(IsMissing(height), box={"w": 3}) is True
    assert come_to(IsMissing(width)) is True


def test_parts_of_labels() -> None:
    colour = column("colour")
    assert come_to(compare(LabelPart(TEXT, "parent", colour), "=", "blue"), colour="navy") is True
    assert come_to(IsMissing(LabelPart(TEXT, "parent", colour)), colour="blue") is True
    assert [come_to(LabelPart(BOOL, "leaf", colour), colour=c) for c in ("0", "blue", "navy")] == [True, False, True]
    assert come_to(compare(LabelPart(INT, "depth", colour), "=", 2), colour="navy") is True


def test_a_label_is_its_name_whatever_its_spelling() -> None:
    assert come_to(compare(column("colour"), "=", const("red", COLOUR)), colour="0") is True


def test_functions_are_missing_where_an_argument_is() -> None:
    length = Call(INT, "length", (T,))
    assert come_to(compare(length, "=", 2), t="äö") is True
    assert come_to(compare(length, "=", 2)) is None


def test_functions_take_patterns() -> None:
    assert [come_to(Call(BOOL, "contains", (T,), r"\d"), t=t) for t in ("a1", "a", None)] == [True, False, None]


def test_dates_compare() -> None:
    day = Const(DATE, date(2026, 11, 24))
    assert come_to(compare(day, "<", Const(DATE, date(2026, 11, 25)))) is True


IMAGES = spec("images", "id", "n", "t")
BOXES = spec("t", "image", "n")
WIDTH = Path(INT, column("image"), "images", "id", "n")


def test_a_path_is_missing_unless_exactly_one_row_has_the_key() -> None:
    data = {
        "t": [{"image": 1, "n": 5}, {"image": 2, "n": 5}, {"image": 7, "n": 5}, {"image": None, "n": 5}],
        "images": [{"id": 1, "n": 5}, {"id": 2, "n": 5}, {"id": 2, "n": 5}, {"id": None, "n": 5}],
    }
    assert outcome([BOXES, IMAGES], data, compare(N, "=", WIDTH)) == [True, None, None, None]


def test_in_column_is_unknown_only_for_a_missing_operand() -> None:
    data = {"t": [{"n": 1}, {"n": 2}, {"n": None}], "images": [{"n": 1}, {"n": None}]}
    assert outcome([BOXES, IMAGES], data, InColumn(N, "images", "n")) == [True, False, None]


def test_a_long_chain_of_derived_columns_is_no_deep_recursion() -> None:
    first = ("d0", Arithmetic(INT, "+", N, const(1)))
    rest = [(f"d{n}", Arithmetic(INT, "+", Column(INT, "t", f"d{n - 1}"), const(1))) for n in range(1, 2000)]
    chained = spec("t", "n", derived=(first, *rest))
    assert outcome(chained, [{"n": 0}], compare(Column(INT, "t", "d1999"), "=", 2000)) == [True]


def test_derived_columns_may_use_paths_and_other_derived_columns() -> None:
    twice = Arithmetic(INT, "*", WIDTH, const(2))
    boxes = spec(
        "t", "image", derived=(("twice", twice), ("more", Arithmetic(INT, "+", Column(INT, "t", "twice"), const(1))))
    )
    data = {"t": [{"image": 1}, {"image": 2}], "images": [{"id": 1, "n": 5}]}
    assert outcome([boxes, IMAGES], data, compare(Column(INT, "t", "more"), "=", 11)) == [True, None]


def test_boxes_are_made_and_measured() -> None:
    def box(left: Term) -> Call:
        return Call(BOX, "xywh", (ToFloat(FLOAT, left), *(Const(FLOAT, number) for number in (0.0, 2.0, 2.0))))

    overlap = Call(FLOAT, "iou", (box(N), box(M)))
    assert come_to(compare(overlap, "=", 1 / 3), n=0, m=1) is True
    assert come_to(compare(overlap, "=", 0.0), n=0, m=2) is True
    assert come_to(IsMissing(overlap), n=0) is True
