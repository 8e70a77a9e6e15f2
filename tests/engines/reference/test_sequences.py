"""What the order of a rule gives: neighbours, places, spans, and aggregates that take the rows in order."""

from datetime import date
from typing import Any

import pytest

from dcl.analysis.terms import And, Column, Compare, Const, IsMissing, Not, Order, Position, Shifted, SpanNumber, Term
from dcl.engines.base import Tally
from dcl.engines.reference.sequences import span_numbers
from dcl.ir.program import GroupCheck, RowCheck
from dcl.types import BOOL, DATE, INT, TEXT
from tests.engines.reference.building import aggregate, check, column, compare, counts, rows_failing, spec

ITEMS = spec("t", "id", "n", "m", "t", "u", "b", "grade", "colour")
KEYED = spec("t", "id", "n", "m", "t", "u", "b", "grade", "colour", keys=("id",))
N, M, T, U, B = (column(name) for name in ("n", "m", "t", "u", "b"))
BY_N: Order = ((N, False),)
PLACE = Position(INT)


def prev(term: Term, default: Term | None = None) -> Shifted:
    return Shifted(term.type, term, -1, default)


def following(term: Term, default: Term | None = None) -> Shifted:
    return Shifted(term.type, term, 1, default)


def places(data: list[dict[str, Any]], order: Order, specs: Any = ITEMS, per: tuple[Term, ...] = ()) -> list[Any]:
    """The place of each row."""
    return come_to(PLACE, data, order, specs, per)


def come_to(term: Term, data: list[dict[str, Any]], order: Order, specs: Any = ITEMS, per: Any = ()) -> list[Any]:
    """What a term comes to on each row, told by a rule that no row meets."""
    body = RowCheck(Compare("!=", Const(INT, 1), Const(INT, 1)), per=per, order=order)
    tally = check(specs, data, body, shows=(("it", term),))
    found = {failure.row: failure.values["it"] for failure in tally.failures}
    return [found.get(row, "outside") for row in range(len(data))]


# The order


def test_rows_are_placed_by_value_whatever_their_place_in_the_file() -> None:
    assert places([{"n": 3}, {"n": 1}, {"n": 2}], BY_N) == [3, 1, 2]
    assert places([{"n": 3}, {"n": 1}, {"n": 2}], ((N, True),)) == [1, 3, 2]


def test_each_term_of_the_order_goes_up_or_down() -> None:
    data = [{"t": "a", "n": 1}, {"t": "b", "n": 1}, {"t": "a", "n": 2}, {"t": "b", "n": 2}]
    assert places(data, ((T, False), (N, True))) == [2, 4, 1, 3]
    assert places(data, ((T, True), (N, False))) == [3, 1, 4, 2]


def test_labels_of_an_ordered_set_go_by_rank_and_texts_by_code_points() -> None:
    graded = [{"grade": "high"}, {"grade": "low"}, {"grade": "mid"}]
    assert places(graded, ((column("grade"), False),)) == [3, 1, 2]
    assert places([{"t": "a"}, {"t": "Z"}, {"t": "ä"}], ((T, False),)) == [2, 1, 3]


def test_ties_go_by_key_in_either_direction_and_without_a_key_as_in_the_file() -> None:
    data = [{"id": 9, "n": 1}, {"id": 2, "n": 1}, {"id": 5, "n": 0}]
    assert places(data, BY_N, KEYED) == [3, 2, 1]
    assert places(data, ((N, True),), KEYED) == [2, 1, 3]
    assert places(data, BY_N) == [2, 3, 1]


def test_rows_that_tie_without_a_whole_key_come_after_those_with_one() -> None:
    composite = spec("t", "id", "t", "n", keys=("id", "t"))
    data = [{"id": 2, "n": 1}, {"id": 3, "t": "b", "n": 1}, {"id": 3, "t": "a", "n": 1}, {"t": "a", "n": 1}]
    assert places(data, BY_N, composite) == [3, 2, 1, 4]


def test_places_count_inside_the_group() -> None:
    data = [{"t": "a", "n": 2}, {"t": "b", "n": 1}, {"t": "a", "n": 1}, {"n": 0}]
    assert places(data, BY_N, per=(T,)) == [2, 1, 1, "outside"]


def test_a_row_with_a_missing_order_value_is_passed_over() -> None:
    data = [{"n": 1, "m": 10}, {"n": None, "m": 20}, {"n": 2, "m": 30}, {"n": "x", "m": 40}]
    assert places(data, BY_N) == [1, None, 2, None]
    assert come_to(prev(M, Const(INT, -1)), data, BY_N) == [-1, None, 10, None]
    assert come_to(following(M, Const(INT, -1)), data, BY_N) == [30, None, -1, None]


# Neighbours


def test_the_row_before_and_the_row_after() -> None:
    data = [{"n": 2, "m": 20}, {"n": 3, "m": 30}, {"n": 1, "m": 10}]
    assert come_to(prev(M), data, BY_N) == [10, 20, None]
    assert come_to(following(M), data, BY_N) == [30, None, 20]


def test_the_default_stands_only_where_there_is_no_row() -> None:
    data = [{"n": 1}, {"n": 2, "m": 20}, {"n": 3, "m": 30}]
    assert come_to(prev(M, N), data, BY_N) == [1, None, 20]


def test_neighbours_of_neighbours() -> None:
    data = [{"n": n, "m": n * 10} for n in (1, 2, 3)]
    assert come_to(prev(prev(M)), data, BY_N) == [None, None, 10]
    assert come_to(prev(following(M)), data, BY_N) == [None, 20, 30]


def test_neighbours_are_seen_also_where_when_leaves_them_out() -> None:
    data = [{"n": 1, "t": "B"}, {"n": 2, "t": "I"}, {"n": 3, "t": "O"}, {"n": 4, "t": "I"}]
    body = RowCheck(compare(prev(T), "=", "B"), when=(compare(T, "=", "I"),), order=BY_N)
    tally = check(ITEMS, data, body)
    assert (counts(tally), rows_failing(tally)) == ((2, 1, 1, 0), [3])


def test_when_may_look_at_neighbours_itself() -> None:
    data = [{"n": 1, "m": 5}, {"n": 2, "m": 5}, {"n": 3, "m": 6}]
    body = RowCheck(compare(M, "=", 6), when=(Not(Compare("=", M, prev(M, Const(INT, 0)))),), order=BY_N)
    assert rows_failing(check(ITEMS, data, body)) == [0]


def test_neighbours_stay_inside_the_group() -> None:
    data = [{"t": "a", "n": 1, "m": 1}, {"t": "b", "n": 2, "m": 2}, {"t": "a", "n": 3, "m": 3}]
    assert come_to(prev(M), data, BY_N, per=(T,)) == [None, None, 1]


# Spans


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O B-X I-X O B-Y", [None, 1, 1, None, 2]),
        ("B-X B-X I-X", [1, 2, 2]),
        ("I-X I-X", [1, 1]),
        ("B-X I-Y I-Y", [1, 2, 2]),
        ("B-X O I-X", [1, None, 2]),
        ("B I O I", [1, 1, None, 2]),
        ("B-PER-SON I-PER-SON I-PER", [1, 1, 2]),
        ("x B-X X-B", [None, 1, None]),
        ("", []),
    ],
)
def test_spans_of_tags(tags: str, spans: list[int | None]) -> None:
    assert span_numbers(tags.split()) == spans


def test_a_missing_tag_ends_a_span() -> None:
    assert span_numbers(["B-X", None, "I-X"]) == [1, None, 2]


def test_spans_are_numbered_in_order_in_each_group() -> None:
    data = [{"t": "a", "n": 2, "u": "I-X"}, {"t": "b", "n": 1, "u": "B-X"}, {"t": "a", "n": 1, "u": "B-X"}]
    data += [{"t": "a", "n": 3, "u": "O"}, {"t": "a", "n": 4, "u": "B-X"}, {"t": "a", "u": "B-X"}]
    assert come_to(SpanNumber(INT, U), data, BY_N, per=(T,)) == [1, 1, 1, None, 2, None]


def test_a_group_for_each_span_counts_inside_the_other_groups() -> None:
    tags = ["B-X", "I-X", "O", "B-X"]
    data = [{"t": t, "n": n, "u": tag} for t in "ab" for n, tag in enumerate(tags)]
    body = GroupCheck(compare(aggregate("count"), "=", 2), per=(T, SpanNumber(INT, U)), order=BY_N)
    tally = check(ITEMS, data, body, group_names=("t", "span(u)"))
    assert (counts(tally), tally.outside) == ((4, 2, 2, 0), 2)
    assert [failure.keys for failure in tally.failures] == [{"t": "a", "span(u)": 2}, {"t": "b", "span(u)": 2}]


# Aggregates


def of_groups(term: Term, data: list[dict[str, Any]], **clauses: Any) -> Tally:
    return check(ITEMS, data, GroupCheck(term, **clauses))


def test_aggregates_see_the_neighbours_of_each_row() -> None:
    rising = aggregate("all", compare(prev(M, M), "<=", M), type_=BOOL)
    data = [{"n": 2, "m": 20}, {"n": 1, "m": 10}, {"n": 3, "m": 30}]
    assert counts(of_groups(rising, data, order=BY_N)) == (1, 1, 0, 0)
    assert counts(of_groups(rising, [*data, {"n": 4, "m": 0}], order=BY_N)) == (1, 0, 1, 0)
    assert counts(of_groups(rising, [*data, {"n": None, "m": 0}], order=BY_N)) == (1, 1, 0, 0)


def test_first_and_last_of_each_group_in_order() -> None:
    first, last = aggregate("first", U, type_=TEXT), aggregate("last", U, type_=TEXT)
    ends = And((compare(first, "=", "x"), compare(last, "=", "z")))
    data = [{"t": "a", "n": 3, "u": "z"}, {"t": "b", "n": 1, "u": "z"}, {"t": "a", "n": 1, "u": "x"}]
    data += [{"t": "a", "n": 2, "u": "y"}, {"t": "b", "n": 2, "u": "x"}, {"t": "a", "u": "w"}]
    assert counts(check(ITEMS, data, GroupCheck(ends, per=(T,), order=BY_N), group_names=("t",))) == (2, 1, 1, 0)


def test_aggregates_in_order_run_over_the_chosen_rows_only() -> None:
    joined = aggregate("join", U, type_=TEXT, parameters=("-",))
    data = [{"n": 3, "u": "c", "b": True}, {"n": 2, "u": "b", "b": False}, {"n": 1, "u": "a", "b": True}, {"u": "d"}]
    assert counts(of_groups(compare(joined, "=", "a-c"), data, when=(B,), order=BY_N)) == (1, 1, 0, 0)


def test_other_aggregates_count_rows_without_a_place_too() -> None:
    assert counts(of_groups(compare(aggregate("count"), "=", 2), [{"n": 1}, {"n": None}], order=BY_N)) == (1, 1, 0, 0)


def test_dates_may_give_the_order() -> None:
    day = Column(DATE, "t", "day")
    days = spec("t", "n", derived=(("day", Const(DATE, date(2026, 11, 24))),))
    assert places([{"n": 1}, {"n": 2}], ((day, False), (N, True)), days) == [2, 1]


def test_a_place_is_missing_without_an_order() -> None:
    assert counts(check(ITEMS, [{"n": 1}], RowCheck(IsMissing(PLACE)))) == (1, 1, 0, 0)
