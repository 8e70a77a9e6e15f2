"""What aggregates run over, and what they skip."""

from typing import Any

import pytest

from dcl.analysis.terms import (
    AllRows,
    Arithmetic,
    Column,
    Elements,
    Field,
    InSet,
    IsMissing,
    It,
    Outer,
    Path,
    ReferringRows,
    Term,
    TiedRows,
)
from dcl.engines.base import Tally
from dcl.engines.rounding import rounded
from dcl.ir.program import ColumnSpec, GroupCheck, TableSpec
from dcl.types import BOOL, FLOAT, INT, TEXT, ListOf, Record
from tests.engines.reference.building import GRADE, aggregate, check, column, compare, const, counts, outcome, spec

ITEMS = spec("t", "id", "n", "x", "t", "b", "grade", "tags", "numbers")


def of_table(term: Term, rows: list[dict[str, Any]]) -> Tally:
    return check(ITEMS, rows, GroupCheck(term))


def holds(term: Term, rows: list[dict[str, Any]]) -> bool | None:
    return {(1, 1, 0, 0): True, (1, 0, 1, 0): False, (1, 0, 0, 1): None}[counts(of_table(term, rows))]


def test_aggregates_skip_missing_values_and_misfits() -> None:
    rows = [{"n": 1}, {"n": None}, {"n": 3}, {"n": "x"}]
    assert holds(compare(aggregate("sum", column("n")), "=", 4), rows)
    assert holds(compare(aggregate("mean", column("n"), type_=FLOAT), "=", 2.0), rows)
    assert holds(compare(aggregate("count"), "=", 4), rows)
    assert holds(compare(aggregate("count", IsMissing(column("n"))), "=", 2), rows)


@pytest.mark.parametrize("rows", [[], [{"n": None, "b": None, "t": None}]])
def test_of_nothing(rows: list[dict[str, Any]]) -> None:
    n, b = column("n"), column("b")
    assert holds(compare(aggregate("sum", n), "=", 0), rows)
    assert holds(compare(aggregate("distinct", n), "=", 0), rows)
    assert holds(compare(aggregate("count", b), "=", 0), rows)
    assert holds(aggregate("all", b, type_=BOOL), rows) is True
    assert holds(aggregate("any", b, type_=BOOL), rows) is False
    for name in ("min", "max", "mode"):
        assert holds(compare(aggregate(name, n), "=", 0), rows) is None
    for name in ("mean", "median", "stddev", "share"):
        assert holds(compare(aggregate(name, b if name == "share" else n, type_=FLOAT), "=", 0.0), rows) is None


def test_where_keeps_the_rows_for_which_it_is_true() -> None:
    rows = [{"n": 1, "b": True}, {"n": 2, "b": False}, {"n": 4, "b": None}]
    assert holds(compare(aggregate("sum", column("n"), where=column("b")), "=", 1), rows)
    assert holds(compare(aggregate("count", where=column("b")), "=", 1), rows)


def test_share_is_of_what_is_known() -> None:
    rows = [{"b": True}, {"b": False}, {"b": None}]
    assert holds(compare(aggregate("share", column("b"), type_=FLOAT), "=", 0.5), rows)


def test_a_sum_beyond_64_bits_is_missing() -> None:
    assert holds(compare(aggregate("sum", column("n")), ">", 0), [{"n": 2**63 - 1}, {"n": 1}]) is None


def test_a_float_result_has_12_significant_digits() -> None:
    rows = [{"x": 0.1}, {"x": 0.2}]
    assert holds(compare(aggregate("sum", column("x"), type_=FLOAT), "=", 0.3), rows)
    assert rounded(0.1 + 0.2) == 0.3
    assert rounded(123456789012.34567) == 123456789012.0
    assert rounded(-1.23456789012345e-200) == -1.23456789012e-200


def test_labels_of_an_ordered_set_have_a_least_and_a_greatest() -> None:
    rows = [{"grade": "mid"}, {"grade": "low"}, {"grade": "high"}]
    assert holds(compare(aggregate("max", column("grade"), type_=GRADE), "=", const("high", GRADE)), rows)
    assert holds(compare(aggregate("min", column("grade"), type_=GRADE), "=", const("low", GRADE)), rows)


def test_parameters_follow_the_argument() -> None:
    rows = [{"n": n} for n in (1, 2, 3, 4, 5)]
    assert holds(compare(aggregate("quantile", column("n"), type_=FLOAT, parameters=(0.25,)), "=", 2.0), rows)


def test_elements_of_a_list() -> None:
    of_tags = Elements(column("tags"))
    allowed = aggregate("all", InSet(It(TEXT), ("a", "b")), of_tags, type_=BOOL)
    rows: list[dict[str, Any]] = [{"tags": ["a", "b"]}, {"tags": ["a", "c"]}, {"tags": []}, {"tags": None}]
    assert outcome(ITEMS, rows, allowed) == [True, False, True, None]


def test_missing_elements_are_skipped_and_other_columns_are_of_the_row() -> None:
    larger = aggregate("count", compare(It(INT), ">", column("n")), Elements(column("numbers")))
    rows = [{"numbers": [1, None, 5], "n": 2}, {"numbers": [1, None, 5], "n": 5}]
    assert outcome(ITEMS, rows, compare(larger, "=", 1)) == [True, False]


IMAGES = spec("t", "id", "n")
BOXES = spec("boxes", "image", "n", "t")
REFERRING = ReferringRows("boxes", "image", column("id"))
BOX_WIDTH = column("n", "boxes")
DATA = {
    "t": [{"id": 1, "n": 5}, {"id": 2, "n": 5}, {"id": 3, "n": 1}, {"id": None, "n": 1}],
    "boxes": [{"image": 1, "n": 4}, {"image": 1, "n": 6}, {"image": 2, "n": None}, {"image": None, "n": 9}],
}


def test_rows_that_refer_here() -> None:
    assert outcome([IMAGES, BOXES], DATA, compare(aggregate("count", source=REFERRING), ">=", 1)) == [
        True,
        True,
        False,
        False,
    ]
    mean = compare(aggregate("mean", BOX_WIDTH, REFERRING, type_=FLOAT), "=", 5.0)
    assert outcome([IMAGES, BOXES], DATA, mean) == [True, None, None, None]


def test_where_may_read_the_rules_own_row() -> None:
    larger = aggregate("count", source=REFERRING, where=compare(BOX_WIDTH, ">", Outer(INT, "t", "n")))
    assert outcome([IMAGES, BOXES], DATA, compare(larger, "=", 1)) == [True, False, False, False]


def test_all_rows_of_another_table() -> None:
    everything = AllRows("boxes")
    total = aggregate("sum", BOX_WIDTH, everything)
    assert outcome([IMAGES, BOXES], DATA, compare(total, "=", 19)) == [True] * 4
    smaller = aggregate("count", source=everything, where=compare(BOX_WIDTH, "<=", Outer(INT, "t", "n")))
    assert outcome([IMAGES, BOXES], DATA, compare(smaller, "=", 1)) == [True, True, False, False]


def test_rows_tied_by_where() -> None:
    answers, gold = spec("t", "t", "n"), spec("gold", "t", "n")
    tied = TiedRows("gold", ((column("t", "gold"), column("t")),))
    best = aggregate("max", column("n", "gold"), tied)
    data = {
        "t": [{"t": "a", "n": 5}, {"t": "b", "n": 5}, {"t": "c", "n": 1}, {"t": None, "n": 1}],
        "gold": [{"t": "a", "n": 3}, {"t": "a", "n": 5}, {"t": "b", "n": 1}, {"t": None, "n": 7}],
    }
    assert outcome([answers, gold], data, compare(column("n"), "<=", best)) == [True, False, None, None]
    above = aggregate("count", source=tied, where=compare(column("n", "gold"), "<", Outer(INT, "t", "n")))
    assert outcome([answers, gold], data, compare(above, "=", 1)) == [True, True, False, False]


def test_an_aggregate_over_rows_of_an_aggregate() -> None:
    drawn = aggregate("count", source=REFERRING)
    most = compare(aggregate("max", drawn), "=", 2)
    assert counts(check([IMAGES, BOXES], DATA, GroupCheck(most))) == (1, 1, 0, 0)


def test_a_table_that_refers_to_itself_keeps_the_rows_apart() -> None:
    terms = spec("t", "id", "image", "n")
    children = ReferringRows("t", "image", column("id"))
    larger = aggregate("count", source=children, where=compare(column("n"), ">", Outer(INT, "t", "n")))
    rows = [{"id": 1, "n": 5}, {"id": 2, "image": 1, "n": 6}, {"id": 3, "image": 1, "n": 4}]
    assert outcome(terms, rows, compare(larger, "=", 1)) == [True, False, False]


def test_paths_inside_an_aggregate_start_at_the_inner_row() -> None:
    over_width = compare(BOX_WIDTH, ">", Path(INT, column("image", "boxes"), "t", "id", "n"))
    term = compare(aggregate("count", over_width, REFERRING), "=", 1)
    assert outcome([IMAGES, BOXES], DATA, term) == [True, False, False, False]


def test_derived_columns_may_count_the_rows_that_refer_here() -> None:
    drawn = Arithmetic(INT, "+", aggregate("count", source=REFERRING), const(1))
    images = spec("t", "id", derived=(("drawn", drawn),))
    assert outcome([images, BOXES], DATA, compare(Column(INT, "t", "drawn"), "=", 3)) == [True, False, False, False]


NESTED = ListOf(ListOf(INT))
CORNERS = Record((("x", INT, False), ("y", INT, True)))
SHAPES = TableSpec(
    "t",
    (
        ColumnSpec("n", "n", INT),
        ColumnSpec("lines", "lines", NESTED),
        ColumnSpec("corner", "corner", CORNERS),
        ColumnSpec("corners", "corners", ListOf(CORNERS)),
    ),
)


def of_shapes(term: Term, rows: list[dict[str, Any]]) -> bool | None:
    tally = check(SHAPES, rows, GroupCheck(term))
    return {(1, 1, 0, 0): True, (1, 0, 1, 0): False, (1, 0, 0, 1): None}[counts(tally)]


def test_lists_inside_lists_are_asked_one_by_one() -> None:
    lines = Column(NESTED, "t", "lines")
    all_rise = aggregate("all", compare(It(INT), ">", 0), Elements(It(ListOf(INT))), type_=BOOL)
    every = aggregate("all", all_rise, Elements(lines), type_=BOOL)
    rows: list[dict[str, Any]] = [{"lines": [[1, 2], [3]]}, {"lines": [[1], [0]]}, {"lines": [[]]}, {"lines": None}]
    assert outcome(SHAPES, rows, every) == [True, False, True, None]


def test_records_and_lists_of_them_are_values_that_can_be_counted() -> None:
    corner, corners = Column(CORNERS, "t", "corner"), Column(ListOf(CORNERS), "t", "corners")
    one, other = {"x": 1, "y": 2}, {"x": 1}
    rows = [{"corner": one, "corners": [one, other]}, {"corner": other, "corners": [one, other]}, {"corner": one}]
    assert of_shapes(compare(aggregate("distinct", corner), "=", 2), rows)
    assert of_shapes(compare(aggregate("distinct", corners), "=", 1), rows)


def test_the_most_common_and_the_first_record_are_records() -> None:
    corner = Column(CORNERS, "t", "corner")
    rows = [{"n": 2, "corner": {"x": 5}}, {"n": 1, "corner": {"x": 7}}, {"n": 3, "corner": {"x": 5}}]
    common = Field(INT, aggregate("mode", corner, type_=CORNERS), "x")
    assert of_shapes(compare(common, "=", 5), rows)
    earliest = Field(INT, aggregate("first", corner, type_=CORNERS), "x")
    tally = check(SHAPES, rows, GroupCheck(compare(earliest, "=", 7), order=((column("n"), False),)))
    assert counts(tally) == (1, 1, 0, 0)


def test_lists_are_equal_when_their_elements_are_in_the_same_order() -> None:
    same = compare(column("numbers"), "=", column("tags"))
    rows: list[dict[str, Any]] = [
        {"numbers": [1, 2], "tags": [1, 2]},
        {"numbers": [1, 2], "tags": [2, 1]},
        {"numbers": [1], "tags": [1, 1]},
        {"numbers": [], "tags": []},
        {"numbers": [1, None], "tags": [2, 3]},
    ]
    numbers = ListOf(INT, element_optional=True)
    two = TableSpec("t", (ColumnSpec("numbers", "numbers", numbers), ColumnSpec("tags", "tags", numbers)))
    assert outcome(two, rows, same) == [True, False, False, True, None]


def test_first_and_last_of_a_list_pass_over_missing_elements() -> None:
    of_numbers = Elements(column("numbers"))
    ends = [aggregate(function, It(INT), of_numbers) for function in ("first", "last")]
    rows: list[dict[str, Any]] = [{"numbers": [None, 4, 5]}, {"numbers": [5, 4, None]}, {"numbers": [None]}]
    assert outcome(ITEMS, rows, compare(ends[0], "=", 4)) == [True, False, None]
    assert outcome(ITEMS, rows, compare(ends[1], "=", 4)) == [False, True, None]
