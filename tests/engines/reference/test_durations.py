"""Arithmetic of dates, datetimes and durations, and what aggregates make of durations."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dcl.analysis.terms import Arithmetic, Column, Const, IsMissing, Negate, Term
from dcl.ir.program import ColumnSpec, GroupCheck, RowCheck, TableSpec
from dcl.types import DATE, DATETIME, DURATION, FLOAT, INT, Type
from tests.engines.reference.building import aggregate, check, compare, counts

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
NATURAL: dict[type, Type] = {date: DATE, datetime: DATETIME, float: FLOAT}


def number(value: Any) -> Const:
    return Const(NATURAL.get(type(value), INT), value)


def lasting(microseconds: int) -> Const:
    return Const(DURATION, microseconds)


def comes_to(type_: Type, op: str, left: Term, right: Term) -> Any:
    """The value of the arithmetic, told by a rule that no row meets."""
    made = Arithmetic(type_, op, left, right)
    spec = TableSpec("t", (ColumnSpec("n", "n", INT),))
    never = compare(number(1), "!=", 1)
    return check(spec, [{"n": 1}], RowCheck(never), shows=(("it", made),)).failures[0].values["it"]


def test_a_time_less_another_is_a_duration() -> None:
    assert comes_to(DURATION, "-", number(NOON.replace(hour=14)), number(NOON)) == 2 * HOUR
    assert comes_to(DURATION, "-", number(NOON), number(NOON.replace(microsecond=1))) == -1
    assert comes_to(DURATION, "-", number(date(2026, 11, 24)), number(date(2026, 11, 22))) == 2 * DAY


def test_a_datetime_moves_by_a_duration() -> None:
    assert comes_to(DATETIME, "+", number(NOON), lasting(2 * HOUR)) == NOON.replace(hour=14)
    assert comes_to(DATETIME, "+", lasting(2 * HOUR), number(NOON)) == NOON.replace(hour=14)
    assert comes_to(DATETIME, "-", number(NOON), lasting(1)) == NOON.replace(hour=11, minute=59, second=59) + (
        NOON.replace(microsecond=999_999) - NOON
    )


@pytest.mark.parametrize(("op", "days"), [("+", 3_000_000), ("-", 800_000), ("+", 100_000_000)])
def test_a_datetime_beyond_the_years_there_are_is_missing(op: str, days: int) -> None:
    assert comes_to(DATETIME, op, number(NOON), lasting(days * DAY)) is None


def test_durations_add_up_within_64_bits() -> None:
    assert comes_to(DURATION, "+", lasting(HOUR), lasting(1)) == HOUR + 1
    assert comes_to(DURATION, "-", lasting(HOUR), lasting(DAY)) == -23 * HOUR
    assert comes_to(DURATION, "+", lasting(2**63 - 1), lasting(1)) is None


@pytest.mark.parametrize(
    ("op", "duration", "by", "result"),
    [
        ("*", 3, 2, 6),
        ("*", 2**62, 2, None),
        ("*", 2**53 + 1, 3, 3 * (2**53 + 1)),
        ("*", 3, 0.5, 2),
        ("*", -3, 0.5, -2),
        ("*", HOUR, 1.5, HOUR + HOUR // 2),
        ("*", HOUR, 1e300, None),
        ("/", 3, 2, 2),
        ("/", -3, 2, -2),
        ("/", 4, 3, 1),
        ("/", 1, 0.4, 3),
        ("/", HOUR, 0, None),
        ("/", HOUR, 0.0, None),
    ],
)
def test_durations_are_stretched_and_rounded_half_away_from_zero(op: str, duration: int, by: Any, result: Any) -> None:
    assert comes_to(DURATION, op, lasting(duration), number(by)) == result
    if op == "*":
        assert comes_to(DURATION, op, number(by), lasting(duration)) == result


def test_a_duration_divided_by_another_is_a_number() -> None:
    assert repr(comes_to(FLOAT, "/", lasting(HOUR), lasting(2 * HOUR))) == "0.5"
    assert comes_to(FLOAT, "/", lasting(HOUR), lasting(0)) is None


def test_the_opposite_of_a_duration() -> None:
    spec = TableSpec("t", (ColumnSpec("n", "n", INT),))
    assert counts(check(spec, [{"n": 1}], RowCheck(compare(Negate(DURATION, lasting(5)), "=", -5)))) == (1, 1, 0, 0)
    assert counts(check(spec, [{"n": 1}], RowCheck(IsMissing(Negate(DURATION, lasting(-(2**63))))))) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("function", "result"), [("min", 1), ("max", 4), ("sum", 7), ("mean", 2), ("median", 2), ("distinct", 3)]
)
def test_aggregates_of_durations_are_whole_microseconds(function: str, result: int) -> None:
    spec = TableSpec("t", (ColumnSpec("start", "start", DATETIME), ColumnSpec("end", "end", DATETIME)))
    lasts = Arithmetic(DURATION, "-", Column(DATETIME, "t", "end"), Column(DATETIME, "t", "start"))
    start = "2026-11-24T12:00:00Z"
    data = [{"start": start, "end": f"2026-11-24T12:00:00.00000{n}Z"} for n in (1, 2, 4)] + [{"start": start}]
    type_ = INT if function == "distinct" else DURATION
    measure = aggregate(function, lasts, type_=type_, text="it")
    tally = check(spec, data, GroupCheck(compare(measure, "=", result)), measures=(("it", measure),))
    assert (counts(tally), tally.measured) == ((1, 1, 0, 0), {"it": result})
