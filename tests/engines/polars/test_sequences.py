"""Rules in an order: both engines agree on neighbours, places, spans and aggregates that take the rows in order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.analysis.terms import (
    Aggregate,
    Compare,
    Const,
    IsMissing,
    Order,
    OwnRows,
    Position,
    Shifted,
    SpanNumber,
    Term,
)
from dcl.engines.polars.fallback import translates
from dcl.ir.program import GroupCheck, RowCheck
from dcl.tables.table import CellKind
from dcl.types import INT, TEXT
from tests.engines.polars.strategies import ITEMS, OTHERS, rows
from tests.engines.polars.world import both, column, const, program, rule, table

N, T, U, SIZE_OF = column("n"), column("t"), column("u"), column("size")
PLACE, SPAN = Position(INT), SpanNumber(INT, T)


def prev(term: Term, default: Term | None = None) -> Shifted:
    return Shifted(term.type, term, -1, default)


def following(term: Term, default: Term | None = None) -> Shifted:
    return Shifted(term.type, term, 1, default)


def own(function: str, argument: Term | None, where: Term | None = None, *parameters: Any) -> Aggregate:
    type_ = INT if argument is None or function == "count" else argument.type
    return Aggregate(type_, function, OwnRows(), argument, where, parameters, f"{function}({argument}, {where})")


CHECKS: tuple[Term, ...] = (
    Compare("<", prev(N), N),
    Compare("<=", N, following(N, const(3))),
    Compare("=", prev(T, U), T),
    Compare("<=", prev(SIZE_OF), SIZE_OF),
    Compare("<", PLACE, const(2)),
    Compare("=", SPAN, const(1)),
    IsMissing(SPAN),
    IsMissing(prev(column("f"))),
    Compare("=", own("first", T), T),
    Compare("=", own("last", N, Compare("<", PLACE, const(3))), N),
    Compare("=", own("join", T, None, "-"), U),
    Compare("=", own("max", prev(N)), N),
)
GROUP_CHECKS: tuple[Term, ...] = (
    Compare("<", own("count", None, Compare("<", N, prev(N))), const(1)),
    Compare("=", own("first", T), own("last", T)),
    Compare("=", own("join", T, Compare(">", N, const(0)), " "), const("a b", TEXT)),
    Compare("<", own("max", SPAN), const(2)),
    Compare("<", own("max", PLACE), const(2)),
)
ORDERS: tuple[Order, ...] = (((N, False),), ((SIZE_OF, True), (N, False)), ((T, True),), ((column("f"), False),))
PERS: tuple[tuple[Term, ...], ...] = ((), (U,), (column("ref"), column("b")), (SPAN,), (U, SPAN))
WHENS: tuple[tuple[Term, ...], ...] = ((), (column("b"),), (Compare(">", PLACE, const(1)),), (IsMissing(prev(N)),))
TAGS = ("B-x", "I-x", "I-y", "O", "B", "I", "B-", "I-x-y", "")


def with_tags(drawn: list[dict[str, Any]], tags: list[str | None]) -> list[dict[str, Any]]:
    return [{**row, "t": tag} for row, tag in zip(drawn, tags, strict=False)]


@pytest.mark.parametrize("kind", list(CellKind))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_both_engines_agree(kind: CellKind, data: st.DataObject) -> None:
    order, per, when = (data.draw(st.sampled_from(choices)) for choices in (ORDERS, PERS, WHENS))
    in_groups = data.draw(st.booleans())
    if in_groups:
        check = data.draw(st.sampled_from(GROUP_CHECKS))
        names = tuple(f"per{place}" for place in range(len(per)))
        made = rule(GroupCheck(check, when, per, order), group_names=names)
    else:
        check = data.draw(st.sampled_from(CHECKS))
        made = rule(RowCheck(check, when, per, order), shows=(("n", N), ("t", T)))
    drawn = data.draw(rows(kind, ITEMS))
    if data.draw(st.booleans()):
        drawn = with_tags(drawn, data.draw(st.lists(st.none() | st.sampled_from(TAGS), min_size=9, max_size=9)))
    tables = {"items": table(kind, drawn), "others": table(kind, data.draw(rows(kind, OTHERS, 4)), OTHERS)}
    assert translates(program([made]), made)
    both([made], tables, data.draw(st.sampled_from((None, 0, 2))), missing=("NA",))


@pytest.mark.parametrize(
    "check",
    [
        Compare("=", prev(prev(N)), N),
        Compare("=", Shifted(INT, own("count", None), -1, None), N),
        Compare("=", prev(PLACE), Const(INT, 1)),
    ],
)
def test_what_is_asked_of_the_order_in_another_row_is_left_to_the_reference_engine(check: Term) -> None:
    made = rule(RowCheck(check, (), (), ORDERS[0]))
    assert not translates(program([made]), made)
    both([made], {"items": table(CellKind.JSON, [{"n": 2}, {"n": 1}]), "others": table(CellKind.JSON, [], OTHERS)})


def test_aggregates_without_an_order_take_the_rows_as_in_the_file() -> None:
    data = [{"id": 1, "t": "b", "u": "x"}, {"id": 2, "t": "a", "u": "x"}, {"id": 3, "u": "x"}]
    made = rule(RowCheck(Compare("=", own("join", T, None, ""), const("ba", TEXT)), (), (U,)))
    tables = {"items": table(CellKind.JSON, data), "others": table(CellKind.JSON, [], OTHERS)}
    assert both([made], tables)["rule"].passed == 3
