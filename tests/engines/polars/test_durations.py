"""Arithmetic of times and durations: both engines agree, at the ends of what can be held as well."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcl.analysis.terms import Arithmetic, Column, Compare, Const, Negate, Term
from dcl.engines.polars import PolarsEngine
from dcl.engines.polars.fallback import translates
from dcl.engines.reference import ReferenceEngine
from dcl.ir.program import ColumnSpec, Program, RowCheck, Rule, TableSpec
from dcl.tables.table import CellKind, Table
from dcl.types import BOOL, DATE, DATETIME, DURATION, FLOAT, INT, Type

TYPES: dict[str, Type] = {
    "p": DURATION, "q": DURATION, "s": DATETIME, "e": DATETIME, "d": DATE, "n": INT, "f": FLOAT,
}  # fmt: skip
SPEC = TableSpec("t", tuple(ColumnSpec(name, name, type_, optional=True) for name, type_ in TYPES.items()))
P, Q, S, E, D, N, F = (Column(type_, "t", name) for name, type_ in TYPES.items())
TERMS: tuple[Term, ...] = (
    Arithmetic(DURATION, "+", P, Q),
    Arithmetic(DURATION, "-", P, Q),
    Arithmetic(DURATION, "*", P, N),
    Arithmetic(DURATION, "*", F, P),
    Arithmetic(DURATION, "/", P, F),
    Arithmetic(FLOAT, "/", P, Q),
    Arithmetic(DURATION, "-", S, E),
    Arithmetic(DURATION, "-", D, D),
    Arithmetic(DATETIME, "+", S, P),
    Arithmetic(DATETIME, "+", P, S),
    Arithmetic(DATETIME, "-", S, P),
    Negate(DURATION, P),
)
NEVER = Compare("!=", Const(BOOL, True), Const(BOOL, True))
RULES = tuple(
    Rule(f"rule{place}", "t", "row", RowCheck(NEVER), shows=(("it", term),)) for place, term in enumerate(TERMS)
)
PROGRAM = Program("times", "1.0.0", "times.dcl", "", None, (SPEC,), RULES)

MOST = 2**63 - 1
durations = st.none() | st.integers(-5, 5) | st.sampled_from((MOST, -MOST, -MOST - 1, 10**15, 3 * 10**17))
instants = st.none() | st.sampled_from((datetime(1, 1, 1), datetime(2026, 11, 25, 1, 2, 3, 4), datetime.max))
cells = st.lists(
    st.fixed_dictionaries(
        {
            "p": durations,
            "q": durations,
            "s": instants,
            "e": instants,
            "d": st.none() | st.sampled_from((date.min, date(2026, 11, 25), date.max)),
            "n": st.none() | st.integers(-3, 3) | st.sampled_from((MOST, -MOST)),
            "f": st.none() | st.sampled_from((0.0, 0.5, -0.5, 1e-300, 1e300, 2.5)),
        }
    ),
    max_size=4,
)
FRAME: dict[str, Any] = {
    "p": pl.Int64, "q": pl.Int64, "s": pl.Datetime("us"), "e": pl.Datetime("us"), "d": pl.Date, "n": pl.Int64,
    "f": pl.Float64,
}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(cells)
def test_both_engines_agree(rows: list[dict[str, Any]]) -> None:
    frame = pl.DataFrame({name: [row[name] for row in rows] for name in FRAME}, schema=FRAME)
    # Python shows no durations beyond a billion days.
    frame = frame.with_columns(pl.col("p", "q").clip(-(10**18), 10**18).cast(pl.Duration("us")))
    table = Table(CellKind.TYPED, tuple(TYPES), "a frame", frame=frame.lazy())
    expected = ReferenceEngine().check(PROGRAM, {"t": table}, RULES, None)
    found = PolarsEngine().check(PROGRAM, {"t": table}, RULES, None)
    for rule, term in zip(RULES, TERMS, strict=True):
        assert repr(found[rule.id]) == repr(expected[rule.id]), term


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_arithmetic_of_durations_is_native(rule: Rule) -> None:
    assert translates(PROGRAM, rule)
