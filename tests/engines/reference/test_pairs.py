"""Rules over pairs: which rows meet, which of them is `a`, and what a failing pair tells."""

import tracemalloc
from typing import Any

from dcl.analysis.terms import And, Compare, Elements, InRange, It, Side, Term
from dcl.engines.base import Failure, Tally
from dcl.ir.program import PairCheck
from dcl.types import BOOL, INT, TEXT
from tests.engines.reference.building import aggregate, check, column, compare, const, counts, spec

ITEMS = spec("t", "id", "n", "m", "t", "b", "grade", "tags")
KEYED = spec("t", "id", "n", "m", "t", "b", "grade", "tags", keys=("id",))
N, M, T, B = (column(name) for name in ("n", "m", "t", "b"))


def a(term: Term) -> Side:
    return Side(term.type, "a", term)


def b(term: Term) -> Side:
    return Side(term.type, "b", term)


NEVER = Compare("!=", const(1), const(1))


def pairs(data: list[dict[str, Any]], specs: Any = ITEMS, **clauses: Any) -> list[tuple[int | None, int | None]]:
    """The rows of each pair, as a rule that no pair meets tells them."""
    return rows_of(check(specs, data, PairCheck(NEVER, **{"within": (T,), **clauses})))


def rows_of(tally: Tally) -> list[tuple[int | None, int | None]]:
    return [(failure.row, failure.other_row) for failure in tally.failures]


def together(*values: int | None, name: str = "n") -> list[dict[str, Any]]:
    return [{"t": "x", name: value} for value in values]


def test_every_two_rows_that_agree_are_a_pair() -> None:
    data = [{"t": "x"}, {"t": "y"}, {"t": "x"}, {"t": "x"}, {"t": "y"}, {"t": "z"}]
    assert pairs(data) == [(0, 2), (0, 3), (1, 4), (2, 3)]


def test_rows_agree_on_all_columns_and_a_missing_one_leaves_them_outside() -> None:
    data = [{"t": "x", "m": 1}, {"t": "x", "m": 2}, {"t": "x", "m": 1}, {"t": "x"}, {"m": 1}]
    tally = check(ITEMS, data, PairCheck(NEVER, within=(T, M)))
    assert (rows_of(tally), counts(tally), tally.outside) == ([(0, 2)], (1, 0, 1, 0), 2)


def test_both_rows_meet_when() -> None:
    data = [{"t": "x", "b": True}, {"t": "x", "b": False}, {"t": "x", "b": True}, {"t": "x"}]
    assert pairs(data, when=(B,)) == [(0, 2)]


def test_a_pair_passes_fails_or_is_unknown() -> None:
    tally = check(ITEMS, together(1, 2, None), PairCheck(Compare("<", a(N), b(N)), within=(T,)))
    assert counts(tally) == (3, 1, 0, 2)
    tally = check(ITEMS, together(2, 1), PairCheck(Compare("<", a(N), b(N)), within=(T,)))
    assert counts(tally) == (1, 0, 1, 0)


def test_a_is_the_earlier_row_by_order() -> None:
    assert pairs(together(3, 1, 2), order=((N, False),)) == [(1, 0), (1, 2), (2, 0)]
    assert pairs(together(3, 1, 2), order=((N, True),)) == [(0, 1), (0, 2), (2, 1)]


def test_without_an_order_a_has_the_smaller_key() -> None:
    data = [{"t": "x", "id": 3}, {"t": "x", "id": 1}, {"t": "x", "id": 2}]
    assert pairs(data, KEYED) == [(1, 0), (1, 2), (2, 0)]


def test_keys_of_several_columns_and_of_ordered_labels() -> None:
    composite = spec("t", "grade", "m", "t", keys=("grade", "m"))
    data = [{"t": "x", "grade": grade, "m": m} for grade, m in (("mid", 1), ("low", 2), ("low", 1))]
    assert pairs(data, composite) == [(1, 0), (2, 0), (2, 1)]


def test_rows_that_tie_go_by_key_and_those_without_a_key_or_a_place_come_last() -> None:
    data = [{"t": "x", "id": 2, "n": 1}, {"t": "x", "id": 1, "n": 1}, {"t": "x", "id": 0}, {"t": "x", "n": 1}]
    assert pairs(data, KEYED, order=((N, False),)) == [(0, 2), (0, 3), (1, 0), (1, 2), (1, 3), (3, 2)]


def test_a_failing_pair_shows_both_rows() -> None:
    data = [{"id": 7, "t": "x", "n": 2}, {"id": 5, "t": "x", "n": "two"}]
    body = PairCheck(NEVER, within=(T,))
    tally = check(KEYED, data, body, shows=(("a.n", a(N)), ("b.n", b(N)), ("t", T)))
    expected = {"a.n": '"two"', "b.n": 2, "t": "x"}
    assert tally.failures == (Failure(1, {"id": 5}, expected, other_row=0, other_keys={"id": 7}),)


def test_what_the_rows_agree_on_is_written_bare() -> None:
    check_term = And((compare(T, "=", "x"), Compare("=", a(T), T), Compare("=", b(T), T)))
    data = [{"t": "x"}, {"t": "x"}, {"t": "y"}, {"t": "y"}]
    tally = check(ITEMS, data, PairCheck(check_term, within=(T,)))
    assert (counts(tally), rows_of(tally)) == ((2, 1, 1, 0), [(2, 3)])


def test_a_list_of_one_row_against_the_other_row() -> None:
    shared = aggregate("any", Compare("=", It(TEXT), b(T)), Elements(a(column("tags"))), type_=BOOL)
    data = [{"n": 1, "t": "k", "tags": ["p", "q"]}, {"n": 1, "t": "q"}, {"n": 1, "t": "r"}]
    assert counts(check(ITEMS, data, PairCheck(shared, within=(N,)))) == (3, 1, 1, 1)


def test_the_first_failing_pairs_are_kept_and_all_are_counted() -> None:
    tally = check(ITEMS, together(1, 2, 3, 4), PairCheck(NEVER, within=(T,)), limit=2)
    assert (tally.failed, rows_of(tally)) == (6, [(0, 1), (0, 2)])


def test_pairs_are_never_all_in_memory() -> None:
    data = together(*range(200))
    body = PairCheck(InRange(a(N), const(0, INT), None, open_end=False), within=(T,))
    check(ITEMS, data[:2], body)
    tracemalloc.start()
    tally = check(ITEMS, data, body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert tally.checked == 200 * 199 / 2
    assert peak < 500_000
