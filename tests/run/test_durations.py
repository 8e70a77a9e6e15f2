"""Durations in results: microseconds for engines, `1h30min` for people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dcl.analysis.terms import TRUE, Aggregate, Column, OwnRows
from dcl.engines.base import Failure, Tally
from dcl.ir.program import ColumnSpec, GroupCheck, Program, RowCheck, Rule, TableSpec
from dcl.run.durations import as_timedelta, with_durations
from dcl.run.words import plain, quoted
from dcl.types import DURATION, FLOAT, INT, ListOf, Record, Type

LENGTH = Column(DURATION, "t", "length")
PROGRAM = Program(
    "p", "1.0.0", "p.dcl", "", None,
    (TableSpec("t", (ColumnSpec("length", "length", DURATION), ColumnSpec("n", "n", INT)), keys=("length",)),), (),
)  # fmt: skip


def test_values_and_keys_of_a_row_are_durations() -> None:
    rule = Rule("r", "t", "row", RowCheck(TRUE), shows=(("length", LENGTH), ("n", Column(INT, "t", "n"))))
    failure = Failure(0, {"length": 5_400_000_000}, {"length": "1x", "n": 3})
    shown = with_durations(PROGRAM, rule, Tally(1, 1, 0, failures=(failure,))).failures[0]
    assert shown.keys == {"length": timedelta(minutes=90)}
    assert shown.values == {"length": "1x", "n": 3}
    assert plain(shown.keys) == {"length": "1h30min"}


def test_what_is_measured_of_a_group_is_a_duration() -> None:
    mean = Aggregate(DURATION, "mean", OwnRows(), LENGTH, None, (), "mean(length)")
    body = GroupCheck(TRUE, per=(LENGTH,))
    rule = Rule("r", "t", "group", body, measures=(("mean(length)", mean),), group_names=("length",))
    failure = Failure(None, {"length": 1_000_000}, measured={"mean(length)": 250_000})
    tally = with_durations(PROGRAM, rule, Tally(1, 1, 0, failures=(failure,), measured={"mean(length)": None}))
    assert plain(tally.failures[0].measured) == {"mean(length)": "250ms"}
    assert plain(tally.failures[0].keys) == {"length": "1s"}
    assert tally.measured == {"mean(length)": None}


@pytest.mark.parametrize(
    ("value", "type_", "shown"),
    [
        (1_000_000, DURATION, "1s"),
        (1_000_000, INT, 1_000_000),
        ((1_000_000, None), ListOf(DURATION), ["1s", None]),
        ({"d": 0, "x": 1.5}, Record((("d", DURATION, True), ("x", FLOAT, True))), {"d": "0s", "x": 1.5}),
        (None, DURATION, None),
        ("***", DURATION, "***"),
    ],
)
def test_the_type_says_what_is_a_duration(value: Any, type_: Type, shown: Any) -> None:
    assert plain(as_timedelta(value, type_)) == shown


def test_a_duration_in_a_sentence_has_no_quotes() -> None:
    assert quoted(timedelta(seconds=-1)) == "-1s"
