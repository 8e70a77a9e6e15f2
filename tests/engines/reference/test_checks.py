"""What the bodies of rules check, and what they tell of failures."""

from typing import Any

import pytest

from dcl.analysis.terms import And, Path, Term
from dcl.engines.base import Failure
from dcl.engines.reference import ReferenceEngine
from dcl.ir.program import CellCheck, DeterminesCheck, GroupCheck, Present, ReviewOnly, RowCheck, Rule, UniqueCheck
from dcl.types import FLOAT, INT
from tests.engines.reference.building import (
    aggregate,
    check,
    column,
    compare,
    const,
    counts,
    program,
    rows_failing,
    spec,
    table,
)

ITEMS = spec("t", "id", "n", "m", "t", "u", "b", "colour", keys=("id",))
N, M, T, U, B = (column(name) for name in ("n", "m", "t", "u", "b"))
COUNT = aggregate("count", text="count()")


def rows(name: str, *values: Any) -> list[dict[str, Any]]:
    return [{"id": place, name: value} for place, value in enumerate(values)]


# Cells


def test_required_checks_every_row_and_a_misfit_is_not_missing() -> None:
    tally = check(ITEMS, rows("n", 1, None, "x"), CellCheck("n", "required"))
    assert counts(tally) == (3, 2, 1, 0)
    assert rows_failing(tally) == [1]


def test_type_checks_every_cell_that_is_not_missing() -> None:
    tally = check(ITEMS, rows("n", 1, None, "x"), CellCheck("n", "type"), shows=(("n", N),))
    assert counts(tally) == (2, 1, 1, 0)
    assert tally.failures == (Failure(2, {"id": 2}, {"n": '"x"'}),)


def test_a_value_outside_its_labels_breaks_domain_and_not_type() -> None:
    data = rows("colour", "0", "green", None, 3)
    domain = check(ITEMS, data, CellCheck("colour", "domain"), shows=(("colour", column("colour")),))
    assert counts(domain) == (3, 1, 2, 0)
    assert [failure.values for failure in domain.failures] == [{"colour": "green"}, {"colour": "3"}]
    assert counts(check(ITEMS, data, CellCheck("colour", "type"))) == (3, 3, 0, 0)


def test_a_column_that_the_file_lacks_is_missing_in_every_row() -> None:
    data = [{"id": 1}, {"id": 2}]
    assert counts(check(ITEMS, data, CellCheck("n", "required"))) == (2, 0, 2, 0)
    assert counts(check(ITEMS, data, CellCheck("n", "type"))) == (0, 0, 0, 0)
    assert counts(check(ITEMS, data, RowCheck(compare(N, ">", 1)))) == (2, 0, 0, 2)


# Rows


def test_rows_pass_fail_or_are_unknown() -> None:
    tally = check(ITEMS, rows("n", 1, 5, None), RowCheck(compare(N, ">", 1)), shows=(("n", N),))
    assert counts(tally) == (3, 1, 1, 1)
    assert tally.failures == (Failure(0, {"id": 0}, {"n": 1}),)


def test_only_the_first_failures_are_kept_and_all_are_counted() -> None:
    tally = check(ITEMS, rows("n", *range(50)), RowCheck(compare(N, "<", 0)), limit=3)
    assert tally.failed == 50
    assert rows_failing(tally) == [0, 1, 2]


def test_a_limit_of_nothing_keeps_nothing() -> None:
    tally = check(ITEMS, rows("n", 1), RowCheck(compare(N, "<", 0)), limit=0)
    assert (tally.failed, tally.failures) == (1, ())


def test_when_chooses_the_rows_for_which_all_is_true() -> None:
    body = RowCheck(compare(M, "=", 0), when=(compare(N, ">", 1), B))
    data = [{"n": 2, "b": True, "m": 1}, {"n": 2, "b": None, "m": 1}, {"n": 0, "b": True, "m": 1}, {"n": 9, "b": True}]
    assert counts(check(ITEMS, data, body)) == (2, 0, 1, 1)


def test_aggregates_stay_inside_the_group_and_rows_without_one_are_outside() -> None:
    body = RowCheck(compare(N, "<=", aggregate("min", N)), per=(T,))
    data = [{"t": "a", "n": 1}, {"t": "b", "n": 9}, {"t": "a", "n": 2}, {"t": None, "n": 99}]
    tally = check(ITEMS, data, body)
    assert counts(tally) == (3, 2, 1, 0)
    assert rows_failing(tally) == [2]
    assert tally.outside == 1


def test_an_aggregate_in_when_is_of_all_rows_of_the_group_and_in_check_of_the_chosen() -> None:
    body = RowCheck(compare(COUNT, "=", 1), when=(compare(COUNT, ">=", 2), compare(N, ">", 1)), per=(T,))
    data = [{"t": "a", "n": 1}, {"t": "a", "n": 2}, {"t": "b", "n": 2}]
    tally = check(ITEMS, data, body)
    assert counts(tally) == (1, 1, 0, 0)


def test_a_misfit_in_per_belongs_to_no_group() -> None:
    body = GroupCheck(compare(COUNT, ">=", 2), per=(column("colour"),))
    tally = check(ITEMS, rows("colour", "0", "0", "green"), body, group_names=("colour",))
    assert (counts(tally), tally.outside) == ((1, 1, 0, 0), 1)


def test_misfit_keys_and_shown_terms() -> None:
    width = Path(INT, N, "t", "id", "m")
    data = [{"id": "x", "n": 7, "m": 1}, {"id": 7, "n": 7, "m": 2}]
    tally = check(ITEMS, data, RowCheck(compare(M, ">", 1)), shows=(("m", M), ("n.m", width), ("u", U)))
    assert tally.failures == (Failure(0, {"id": '"x"'}, {"m": 1, "n.m": 2, "u": None}),)


def test_an_empty_table_has_nothing_to_check() -> None:
    assert counts(check(ITEMS, [], RowCheck(compare(N, ">", 1)))) == (0, 0, 0, 0)


# Groups and tables


def test_groups_come_in_the_order_of_their_first_row() -> None:
    body = GroupCheck(compare(COUNT, ">=", 2), per=(T,))
    data = rows("t", "z", "a", "m", "a", None)
    tally = check(ITEMS, data, body, group_names=("t",), measures=(("count()", COUNT),))
    assert (counts(tally), tally.outside) == ((3, 1, 2, 0), 1)
    assert tally.failures == (
        Failure(None, {"t": "z"}, measured={"count()": 1}),
        Failure(None, {"t": "m"}, measured={"count()": 1}),
    )


def test_a_column_of_per_belongs_to_the_group() -> None:
    check_term: Term = compare(T, "=", "a")
    body = GroupCheck(And((check_term, compare(COUNT, "=", 2))), per=(T,))
    assert counts(check(ITEMS, rows("t", "a", "a", "b"), body, group_names=("t",))) == (2, 1, 1, 0)


def test_a_group_is_there_only_where_a_chosen_row_is() -> None:
    body = GroupCheck(compare(COUNT, "=", 1), when=(compare(N, ">", 1),), per=(T,))
    data = [{"t": "a", "n": 0}, {"t": "b", "n": 2}, {"t": "b", "n": 0}]
    assert counts(check(ITEMS, data, body, group_names=("t",))) == (1, 1, 0, 0)


def test_a_group_of_which_nothing_is_known_is_unknown() -> None:
    body = GroupCheck(compare(aggregate("mean", N, type_=FLOAT), ">", const(0.0)), per=(T,))
    data = [{"t": "a", "n": None}, {"t": "b", "n": 1}]
    assert counts(check(ITEMS, data, body, group_names=("t",))) == (2, 1, 0, 1)


def test_a_table_is_checked_once_and_tells_what_was_measured() -> None:
    body = GroupCheck(compare(COUNT, ">=", 3), when=(compare(N, ">", 1),))
    tally = check(ITEMS, rows("n", 1, 2, 3), body, measures=(("count()", COUNT),))
    assert counts(tally) == (1, 0, 1, 0)
    assert tally.measured == {"count()": 2}
    assert tally.failures == (Failure(None, {}, measured={"count()": 2}),)


def test_a_table_without_rows_is_checked_too() -> None:
    mean = aggregate("mean", N, type_=FLOAT, text="mean(n)")
    body = GroupCheck(compare(mean, ">", 0.0))
    tally = check(ITEMS, [], body, measures=(("mean(n)", mean),))
    assert (counts(tally), tally.measured) == ((1, 0, 0, 1), {"mean(n)": None})


# Review


def test_the_rows_to_review_are_counted_and_none_of_them_fails() -> None:
    data = [{"n": 1, "t": "a"}, {"n": 2, "t": "b"}, {"n": 3}, {"n": None, "t": "a"}]
    assert counts(check(ITEMS, data, ReviewOnly())) == (4, 4, 0, 0)
    tally = check(ITEMS, data, ReviewOnly(when=(compare(N, ">", 1),), per=(T,)))
    assert (counts(tally), tally.outside) == ((1, 1, 0, 0), 1)


# Unique


def test_every_row_that_shares_its_key_fails() -> None:
    tally = check(ITEMS, rows("n", 1, 2, 1, 1), UniqueCheck(("n",)))
    assert (counts(tally), rows_failing(tally)) == ((4, 1, 3, 0), [0, 2, 3])


def test_rows_with_a_missing_part_are_not_checked_for_uniqueness() -> None:
    data = [{"n": 1, "m": 1}, {"n": 1}, {"n": 1}, {"n": "x", "m": 1}, {"n": 1, "m": 1}]
    assert counts(check(ITEMS, data, UniqueCheck(("n", "m")))) == (2, 0, 2, 0)


# Determines


def determines(data: list[dict[str, Any]], limit: int | None = None, **clauses: Any) -> Any:
    body = DeterminesCheck((T,), (U, N), ("u", "n"), **clauses)
    return check(ITEMS, data, body, limit)


def blamed(tally: Any) -> list[tuple[int | None, str | None, Any]]:
    return [(failure.row, failure.column, failure.suggestion) for failure in tally.failures]


def test_the_most_common_value_is_expected() -> None:
    data = [
        {"t": "a", "u": "x", "n": 1},
        {"t": "a", "u": "x", "n": 1},
        {"t": "a", "u": "y", "n": 2},
        {"t": "b", "u": "z", "n": 3},
    ]
    tally = determines(data)
    assert counts(tally) == (4, 3, 1, 0)
    assert blamed(tally) == [(2, "u", "x"), (2, "n", 1)]


def test_without_a_single_most_common_value_every_row_fails_without_suggestion() -> None:
    data = [{"t": "a", "u": "x", "n": 1}, {"t": "a", "u": "y", "n": 1}]
    tally = determines(data)
    assert counts(tally) == (2, 0, 2, 0)
    assert blamed(tally) == [(0, "u", None), (1, "u", None)]


def test_missing_values_have_no_vote_and_leave_a_row_unknown_unless_it_fails() -> None:
    data = [
        {"t": "a", "u": None, "n": 1},
        {"t": "a", "u": "x", "n": 1},
        {"t": "a", "u": None, "n": 2},
        {"t": None, "u": "q", "n": 9},
        {"t": "b", "u": None, "n": None},
    ]
    tally = determines([*data, {"t": "a", "u": "x", "n": 1}])
    assert counts(tally) == (6, 2, 1, 3)
    assert blamed(tally) == [(2, "n", 1)]


def test_the_limit_counts_rows_and_keeps_all_their_blamed_columns() -> None:
    data = [{"t": "a", "u": u, "n": n} for u, n in (("x", 1), ("y", 2))]
    tally = determines(data, limit=1)
    assert tally.failed == 2
    assert blamed(tally) == [(0, "u", None), (0, "n", None)]


def test_per_joins_the_left_side_and_when_chooses_who_votes() -> None:
    data = [
        {"t": "a", "m": 1, "b": True, "u": "x", "n": 1},
        {"t": "a", "m": 2, "b": True, "u": "y", "n": 1},
        {"t": "a", "m": 1, "b": False, "u": "z", "n": 1},
        {"t": "a", "m": None, "b": True, "u": "z", "n": 1},
    ]
    tally = determines(data, per=(M,), when=(B,))
    assert counts(tally) == (3, 2, 0, 1)


# The engine


def test_the_engine_counts_rows_and_tallies_rules_by_id() -> None:
    made = table([{"id": 1}, {"id": 1}])
    rules = [Rule("t.key", "t", "row", UniqueCheck(("id",))), Rule("t.id.type", "t", "row", CellCheck("id", "type"))]
    tallies = ReferenceEngine().check(program(ITEMS), {"t": made}, rules, None)
    assert ReferenceEngine().rows(made) == 2
    assert {name: counts(tally) for name, tally in tallies.items()} == {
        "t.key": (2, 0, 2, 0),
        "t.id.type": (2, 2, 0, 0),
    }


def test_what_the_header_decides_is_not_asked_of_an_engine() -> None:
    with pytest.raises(TypeError, match="before any engine is asked"):
        check(ITEMS, [], Present("id"))
