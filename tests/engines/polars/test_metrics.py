"""Metrics in rules on groups and on tables: both engines agree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.analysis.terms import Compare, Const, Metric, Order, Shifted, Term
from dcl.engines.polars.fallback import translates
from dcl.functions.metrics import METRICS
from dcl.ir.program import GroupCheck, RowCheck
from dcl.tables.table import CellKind
from dcl.types import FLOAT, INT, TEXT
from tests.engines.polars.strategies import ITEMS, OTHERS, rows
from tests.engines.polars.world import both, column, program, rule, table

N, T, SIZE_OF, USER_OF = column("n"), column("t"), column("size"), column("user")


def answers(function: str, label: Term, where: Term | None = None, **constants: Any) -> Metric:
    arguments = (("label", label), ("item", column("ref")), ("rater", column("b")))
    return Metric(FLOAT, function, arguments, where, tuple(constants.items()), None, f"{function} of {label}")


def drift(function: str, name: str, other: str, where: Term | None = None) -> Metric:
    """A metric whose first parameter may be called by another name."""
    parameter = METRICS[function].parameters[0].name
    return Metric(FLOAT, function, ((parameter, column(name)),), where, (), ("others", other), f"{function} of {name}")


MEASURES: tuple[Metric, ...] = (
    answers("agreement", T),
    answers("kappa", SIZE_OF, Compare("=", column("b"), column("b"))),
    answers("fleiss_kappa", USER_OF, Compare(">", N, Const(INT, 0))),
    answers("alpha", SIZE_OF),
    answers("alpha", SIZE_OF, level="nominal"),
    answers("alpha", column("d"), level="ordinal"),
    drift("psi", "user", "user"),
    drift("js_divergence", "t", "t", Compare("!=", T, Const(TEXT, "a"))),
    drift("ks", "n", "v"),
    drift("chi2", "user", "user"),
    drift("new_values", "t", "t"),
    drift("lost_values", "t", "t"),
)
PERS: tuple[tuple[Term, ...], ...] = ((), (column("seen"),), (column("ref"), column("f")))
WHENS: tuple[tuple[Term, ...], ...] = ((), (column("b"),))


@pytest.mark.parametrize("kind", list(CellKind))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_both_engines_agree(kind: CellKind, data: st.DataObject) -> None:
    metric, per = data.draw(st.sampled_from(MEASURES)), data.draw(st.sampled_from(PERS))
    check = Compare("<", metric, Const(FLOAT, data.draw(st.sampled_from((-1.0, 0.25, 2.0)))))
    body = GroupCheck(check, data.draw(st.sampled_from(WHENS)), per)
    names = tuple(f"per{place}" for place in range(len(per)))
    made = rule(body, measures=((metric.text, metric),), group_names=names)
    tables = {
        "items": table(kind, data.draw(rows(kind, ITEMS))),
        "others": table(kind, data.draw(rows(kind, OTHERS, 4)), OTHERS),
    }
    assert translates(program([made]), made)
    both([made], tables, missing=("NA",))


def test_a_metric_over_what_the_order_gives() -> None:
    order: Order = ((N, False),)
    metric = answers("agreement", Shifted(TEXT, T, -1, None))
    made = rule(GroupCheck(Compare("<", metric, Const(FLOAT, 0.0)), (), (), order), measures=((metric.text, metric),))
    data = [{"n": n, "t": t, "ref": 1, "b": n % 2 == 0} for n, t in enumerate(("a", "a", "a", "b"))]
    assert translates(program([made]), made)
    found = both([made], {"items": table(CellKind.JSON, data), "others": table(CellKind.JSON, [], OTHERS)})
    assert found["rule"].measured == {metric.text: 1.0}


def test_a_metric_beside_a_row_is_left_to_the_reference_engine() -> None:
    made = rule(RowCheck(Compare("<", MEASURES[0], Const(FLOAT, 0.5))))
    assert not translates(program([made]), made)
    both([made], {"items": table(CellKind.JSON, [{"t": "a"}]), "others": table(CellKind.JSON, [], OTHERS)})
