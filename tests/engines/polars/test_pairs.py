"""Rules over pairs: both engines agree, also where only overlapping shapes are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.analysis.terms import (
    Aggregate,
    And,
    Call,
    Compare,
    Const,
    Elements,
    Implies,
    InRange,
    IsMissing,
    It,
    Not,
    Or,
    Order,
    Side,
    Term,
)
from dcl.engines.base import Tally
from dcl.engines.polars import PolarsEngine, RuleFailure, pairs, sweep
from dcl.engines.polars.fallback import translates
from dcl.engines.polars.sides import lifted
from dcl.engines.polars.touching import touching
from dcl.engines.reference import ReferenceEngine
from dcl.ir.program import ColumnSpec, PairCheck, Program, Rule, TableSpec
from dcl.tables.table import CellKind
from dcl.types import BOOL, BOX, FLOAT, INT, INTERVAL, TEXT, Type
from tests.engines.polars.strategies import ITEMS, OTHERS, rows
from tests.engines.polars.world import both, column, program, rule, table

BOXES: dict[str, Type] = {"id": INT, "image": INT, "n": INT, "x": FLOAT, "y": FLOAT, "w": FLOAT, "h": FLOAT}
EDGES = ("x", "y", "w", "h")


def of(name: str) -> Term:
    return replace(column("n"), type=BOXES[name], table="boxes", name=name)


def a(term: Term) -> Side:
    return Side(term.type, "a", term)


def b(term: Term) -> Side:
    return Side(term.type, "b", term)


BOX_OF = Call(BOX, "xywh", tuple(map(of, EDGES)))
INTERVAL_OF = Call(INTERVAL, "interval", (of("x"), of("w")))


def number(value: float) -> Const:
    return Const(FLOAT, value)


def of_both(function: str, shape: Term, type_: Type = FLOAT) -> Call:
    return Call(type_, function, (a(shape), b(shape)))


IOU, OVERLAP = of_both("iou", BOX_OF), of_both("overlap", BOX_OF)
INSIDE, SPOKEN = of_both("inside", BOX_OF, BOOL), of_both("overlap", INTERVAL_OF)
SAME_N = Compare("=", a(of("n")), b(of("n")))
CHECKS: tuple[Term, ...] = (
    Compare("<", IOU, number(0.5)),
    Compare("=", OVERLAP, number(0)),
    Compare("=", SPOKEN, number(0)),
    Not(Compare(">=", of_both("iou", INTERVAL_OF), number(0.25))),
    Not(INSIDE),
    InRange(IOU, number(0), number(0.5), open_end=False),
    And((Compare("<", IOU, number(0.5)), Compare("<=", OVERLAP, number(1)))),
    Or((SAME_N, Compare("<", IOU, number(0.3)))),
    Implies(SAME_N, Compare("=", OVERLAP, number(0))),
    Implies(Compare(">", IOU, number(0.5)), SAME_N),
    Or((IsMissing(IOU), Compare("<", IOU, number(0.3)))),
    Not(And((Not(IsMissing(IOU)), Compare(">", OVERLAP, number(0))))),
)
SPEC = TableSpec("boxes", tuple(ColumnSpec(name, name, type_) for name, type_ in BOXES.items()), keys=("id",))


def boxes_rule(check: Term, order: Order = (), within: tuple[Term, ...] = (of("image"),)) -> Rule:
    body = PairCheck(check, within, order=order)
    return Rule("pairs", "boxes", "row", body, shows=(("a.x", a(of("x"))), ("b.n", b(of("n"))), ("image", of("image"))))


def boxes_program(made: Rule) -> Program:
    return Program("boxes", "1.0.0", "boxes.dcl", "", None, (SPEC,), (made,))


def asked(engine: Any, made: Rule, rows: list[dict[str, Any]], limit: int | None = None) -> Tally:
    tables = {"boxes": table(CellKind.TYPED, rows, BOXES)}
    tally: Tally = engine.check(boxes_program(made), tables, [made], limit)[made.id]
    return tally


edges = st.none() | st.integers(-2, 6).map(float) | st.sampled_from((0.0, -0.0, 0.5, 1e-200, 1e200, 1.7e308, -1.7e308))
box_rows = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.none() | st.integers(1, 9),
            "image": st.none() | st.integers(1, 2),
            "n": st.none() | st.integers(1, 2),
            **dict.fromkeys(EDGES, edges),
        }
    ),
    max_size=9,
)


@pytest.fixture(params=["as usual", "as for many rows"])
def _sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small groups go the ways of large ones, too."""
    if request.param == "as for many rows":
        monkeypatch.setattr(pairs, "SMALL", 0)
        monkeypatch.setattr(sweep, "BLOCK", 3)


@pytest.mark.usefixtures("_sizes")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(box_rows, st.sampled_from(CHECKS), st.booleans(), st.sampled_from((None, 0, 1, 3)))
def test_sweeping_finds_what_looking_at_all_pairs_finds(
    rows: list[dict[str, Any]], check: Term, ordered: bool, limit: int | None
) -> None:
    made = boxes_rule(check, ((of("n"), True),) if ordered else ())
    assert translates(boxes_program(made), made)
    assert asked(PolarsEngine(), made, rows, limit) == asked(ReferenceEngine(), made, rows, limit)


@pytest.mark.parametrize("check", CHECKS)
def test_the_sweep_is_taken_where_no_check_of_shapes_apart_fails(check: Term) -> None:
    assert touching(lifted(check)) is not None


@pytest.mark.parametrize(
    "check",
    [
        Compare(">", IOU, number(0.5)),
        Compare("<=", OVERLAP, number(-1)),
        Or((SAME_N, Compare(">", IOU, number(0.3)))),
        And((SAME_N, Compare("<", IOU, number(0.3)))),
        Compare("<", Call(FLOAT, "iou", (a(BOX_OF), a(BOX_OF))), number(0.5)),
        Compare("<", of_both("gap", BOX_OF), number(1)),
        SAME_N,
    ],
)
def test_all_pairs_are_looked_at_where_shapes_apart_may_fail(check: Term) -> None:
    assert touching(lifted(check)) is None


PAIR_CHECKS: tuple[Term, ...] = (
    Compare("<", a(column("n")), b(column("n"))),
    Implies(Compare("=", a(column("t")), b(column("t"))), Compare("=", a(column("user")), b(column("user")))),
    Compare("<=", a(column("size")), b(column("size"))),
    Compare("=", a(column("far")), b(column("far"))),
    Or((a(column("b")), b(column("b")))),
    Compare("=", column("seen"), a(column("seen"))),
    Aggregate(
        BOOL, "any", Elements(a(column("tags"))), Compare("=", It(TEXT), b(column("t"))), None, (), "any(it = b.t)"
    ),
    Const(BOOL, False),
)
WITHIN = (("t",), ("ref",), ("user", "b"), ("size",), ("d",), ("f",))
SHOWS: Mapping[str, Term] = {"a.n": a(column("n")), "b.n": b(column("n")), "t": column("t"), "b.far": b(column("far"))}


@pytest.mark.parametrize("kind", list(CellKind))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_both_engines_agree(kind: CellKind, data: st.DataObject) -> None:
    made = rule(
        PairCheck(
            data.draw(st.sampled_from(PAIR_CHECKS)),
            tuple(map(column, data.draw(st.sampled_from(WITHIN)))),
            data.draw(st.sampled_from(((), (column("b"),), (Compare(">", column("n"), Const(INT, 0)),)))),
            data.draw(st.sampled_from(((), ((column("size"), True),), ((column("f"), False), (column("t"), True))))),
        ),
        shows=tuple(SHOWS.items()),
    )
    items, others = data.draw(rows(kind, ITEMS)), data.draw(rows(kind, OTHERS, 4))
    tables = {"items": table(kind, items), "others": table(kind, others, OTHERS)}
    assert translates(program([made]), made)
    both([made], tables, data.draw(st.sampled_from((None, 0, 2))), missing=("NA",))


def test_too_many_pairs_are_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MOST", 2)
    rows = [{"id": each, "image": 1, "n": each} for each in range(3)]
    with pytest.raises(RuleFailure, match="there are 3 pairs to look at and it stops at 2; name more columns"):
        asked(PolarsEngine(), boxes_rule(SAME_N), rows)


def test_explain_names_the_plan() -> None:
    swept, plain = boxes_rule(CHECKS[0]), boxes_rule(SAME_N)
    assert "sweep over touching shapes" in PolarsEngine().explain(boxes_program(swept))
    assert "all pairs, a block at a time" in PolarsEngine().explain(boxes_program(plain))
