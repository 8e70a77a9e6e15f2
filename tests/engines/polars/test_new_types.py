"""Fixed lists, lists of records, durations and columns of anything: both engines read and compare them alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.analysis.terms import Aggregate, Call, Column, Compare, Const, Elements, Field, IsMissing, It, OwnRows, Term
from dcl.engines.polars import PolarsEngine
from dcl.engines.polars.fallback import translates
from dcl.engines.reference import ReferenceEngine
from dcl.ir.program import CellCheck, ColumnSpec, GroupCheck, Program, RowCheck, Rule, TableSpec, UniqueCheck
from dcl.tables.table import CellKind, Table
from dcl.types import ANY, BOX, DURATION, FLOAT, INT, TEXT, ListOf, Record, Type

BBOX = Record(tuple((side, FLOAT, False) for side in "xywh"), positional=True)
TURN = Record((("role", TEXT, False), ("n", INT, True)))
TYPES: dict[str, Type] = {
    "id": INT,
    "bbox": BBOX,
    "turns": ListOf(TURN),
    "takes": DURATION,
    "note": ANY,
    "tags": ListOf(TEXT),
    "more": ListOf(TEXT, element_optional=True),
    "grid": ListOf(ListOf(INT)),
}
SPEC = TableSpec(
    "t",
    tuple(
        ColumnSpec(name, name, type_, optional=True, separator=" " if isinstance(type_, ListOf) else None)
        for name, type_ in TYPES.items()
    ),
    keys=("id",),
)


def column(name: str) -> Column:
    return Column(TYPES[name], "t", name)


def rule(name: str, body: Any, *shows: str) -> Rule:
    return Rule(name, "t", "row", body, shows=tuple((each, column(each)) for each in shows))


AREA = Call(FLOAT, "area", (Call(BOX, "xywh", (column("bbox"),)),))
MANY = Aggregate(INT, "count", Elements(column("turns")), None, None, (), "count")
SUM = Aggregate(INT, "sum", Elements(column("turns")), Field(INT, It(TURN), "n"), None, (), "sum")
SPENT = Aggregate(DURATION, "mean", OwnRows(), column("takes"), None, (), "mean(takes)")
CHECKS: dict[str, Term] = {
    "wide": Compare(">", Field(FLOAT, column("bbox"), "w"), Const(FLOAT, 1.0)),
    "area": Compare(">", AREA, Const(FLOAT, 1.0)),
    "same bbox": Compare("=", column("bbox"), column("bbox")),
    "turns": Compare("<", MANY, Const(INT, 2)),
    "sum": Compare("<", SUM, Const(INT, 2)),
    "long": Compare("<", column("takes"), Const(DURATION, 1_500_000)),
    "missing note": IsMissing(column("note")),
    "missing turns": IsMissing(column("turns")),
    "tags": Compare("=", column("tags"), column("more")),
    "other tags": Compare("!=", column("more"), column("tags")),
    "grid": Compare("=", column("grid"), column("grid")),
}
RULES = (
    *(rule(name, RowCheck(check), "bbox", "takes", "tags", "more", "turns", "note") for name, check in CHECKS.items()),
    *(rule(f"{name} {kind}", CellCheck(name, kind), name) for name in TYPES for kind in ("type", "required")),
    rule("unique", UniqueCheck(("takes",)), "takes"),
    Rule("mean", "t", "table", GroupCheck(Compare("<", SPENT, Const(DURATION, 1))), measures=(("mean(takes)", SPENT),)),
)
PROGRAM = Program("new", "1.0.0", "new.dcl", "", None, (SPEC,), RULES)

numbers = st.integers(0, 3) | st.sampled_from((0.5, "x", None))
texts = st.sampled_from(("", "a", "b"))
json_rows = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.integers(1, 5),
            "bbox": st.none() | st.just("x") | st.lists(numbers, min_size=3, max_size=5),
            "turns": st.none()
            | st.lists(
                st.fixed_dictionaries({}, optional={"role": texts | st.just(1), "n": st.none() | st.integers(0, 2)}),
                max_size=3,
            ),
            "takes": st.none() | st.sampled_from(("1s", "2.5s", "1h30m", "soon", 3)),
            "note": st.none() | numbers | texts | st.lists(numbers, max_size=2),
            "tags": st.none() | st.lists(texts, max_size=2),
            "more": st.none() | st.lists(st.none() | texts, max_size=2),
            "grid": st.none() | st.lists(st.lists(st.integers(0, 2) | st.none(), max_size=2), max_size=2),
        },
    ),
    max_size=4,
)
FRAME: dict[str, Any] = {
    "id": pl.Int64,
    "bbox": pl.List(pl.Float64),
    "turns": pl.List(pl.Struct({"role": pl.String, "n": pl.Int64})),
    "takes": pl.Duration("us"),
    "note": pl.Float64,
    "tags": pl.List(pl.String),
    "more": pl.List(pl.String),
    "grid": pl.List(pl.List(pl.Int64)),
}
floats = st.none() | st.sampled_from((0.0, 1.5, 2.0, float("nan"), float("inf")))
typed_rows = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.none() | st.integers(1, 5),
            "bbox": st.none() | st.lists(floats, min_size=3, max_size=5),
            "turns": st.none()
            | st.lists(
                st.fixed_dictionaries({"role": st.none() | texts, "n": st.none() | st.integers(0, 2)}), max_size=3
            ),
            "takes": st.none() | st.integers(-2, 3).map(lambda number: timedelta(microseconds=number * 750_001)),
            "note": floats,
            "tags": st.none() | st.lists(texts, max_size=2),
            "more": st.none() | st.lists(st.none() | texts, max_size=2),
            "grid": st.none() | st.lists(st.lists(st.integers(0, 2) | st.none(), max_size=2), max_size=2),
        }
    ),
    max_size=4,
)


def agree(table: Table) -> None:
    expected = ReferenceEngine().check(PROGRAM, {"t": table}, RULES, None)
    found = PolarsEngine().check(PROGRAM, {"t": table}, RULES, None)
    for each in RULES:
        assert repr(found[each.id]) == repr(expected[each.id]), each.id


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(json_rows)
def test_both_engines_agree_on_json(rows: list[dict[str, Any]]) -> None:
    agree(Table(CellKind.JSON, tuple(TYPES), "records", records=tuple(rows)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed_rows)
def test_both_engines_agree_on_a_frame(rows: list[dict[str, Any]]) -> None:
    frame = pl.DataFrame({name: [row[name] for row in rows] for name in FRAME}, schema=FRAME)
    agree(Table(CellKind.TYPED, tuple(TYPES), "a frame", frame=frame.lazy()))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_rules_are_decided_natively(rule: Rule) -> None:
    assert translates(PROGRAM, rule)
