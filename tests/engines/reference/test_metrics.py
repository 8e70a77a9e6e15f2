"""Metrics over the rows of a group: which rows and which values they are given, and what becomes of the result."""

from typing import Any

from dcl.analysis.terms import Metric, Term, Value
from dcl.engines.base import Failure, Tally
from dcl.ir.program import GroupCheck, RowCheck
from dcl.metrics.agreement import alpha
from dcl.metrics.drift import ks, psi
from dcl.types import FLOAT
from tests.engines.reference.building import GRADE, aggregate, check, column, compare, const, counts, spec

ITEMS = spec("t", "id", "n", "m", "t", "u", "b", "c", "grade")
BEFORE = spec("before", "t", "n", "grade")
N, M, T, U, B, C, RATED = (column(name) for name in ("n", "m", "t", "u", "b", "c", "grade"))


def metric(
    function: str,
    where: Term | None = None,
    against: tuple[str, str] | None = None,
    parameters: tuple[tuple[str, Value], ...] = (),
    **arguments: Term,
) -> Metric:
    return Metric(FLOAT, function, tuple(arguments.items()), where, parameters, against, "it")


def of_table(term: Metric, data: Any, specs: Any = ITEMS, **clauses: Any) -> Any:
    """What the metric comes to on a table."""
    tally = check(specs, data, GroupCheck(compare(term, ">=", 0.0), **clauses), measures=(("it", term),))
    assert tally.measured is not None
    assert (tally.measured["it"] is None) == (tally.unknown == 1)
    return tally.measured["it"]


def answers(*rows: tuple[Any, Any, Any], label: str = "t") -> list[dict[str, Any]]:
    return [{label: given, "n": item, "u": rater} for given, item, rater in rows]


def test_a_metric_reads_its_columns_by_name() -> None:
    data = answers(("x", 1, "ann"), ("x", 1, "bob"), ("x", 2, "ann"), ("y", 2, "bob"))
    assert of_table(metric("agreement", label=T, item=N, rater=U), data) == 0.5


def test_a_metric_that_cannot_be_measured_is_unknown() -> None:
    assert of_table(metric("agreement", label=T, item=N, rater=U), answers(("x", 1, "ann"))) is None
    assert of_table(metric("accuracy", label=N, truth=M), []) is None


def test_a_result_has_12_significant_digits() -> None:
    data = [{"n": 1, "m": 1}, {"n": 1, "m": 1}, {"n": 1, "m": 0}]
    assert of_table(metric("accuracy", label=N, truth=M), data) == 0.666666666667


def test_when_and_where_choose_the_rows() -> None:
    right = metric("accuracy", label=N, truth=M)
    data = [{"n": 1, "m": 1, "b": True}, {"n": 1, "m": 2, "b": True}, {"n": 1, "m": 2, "b": False}, {"n": 3, "m": 2}]
    assert of_table(right, data, when=(B,)) == 0.5
    assert of_table(metric("accuracy", where=B, label=N, truth=M), data) == 0.5
    assert of_table(metric("accuracy", where=compare(N, ">", 1), label=N, truth=M), data) == 0.0


def per_rater(limit: float, data: list[dict[str, Any]]) -> Tally:
    right = metric("accuracy", label=N, truth=M)
    body = GroupCheck(compare(right, ">=", limit), per=(T,))
    return check(ITEMS, data, body, group_names=("t",), measures=(("accuracy(n, m)", right),))


def test_each_group_is_measured_by_itself() -> None:
    data = [{"t": "ann", "n": 1, "m": 1}, {"t": "bob", "n": 1, "m": 2}, {"t": "bob", "n": 2, "m": 2}, {"t": "cy"}]
    tally = per_rater(0.6, data)
    assert counts(tally) == (3, 1, 1, 1)
    assert tally.failures == (Failure(None, {"t": "bob"}, measured={"accuracy(n, m)": 0.5}),)


def test_a_row_may_be_compared_with_the_metric_of_its_group() -> None:
    right = metric("accuracy", label=N, truth=M)
    data = [{"t": "a", "n": 1, "m": 1}, {"t": "a", "n": 1, "m": 2}, {"t": "b", "n": 1, "m": 1}]
    assert counts(check(ITEMS, data, RowCheck(compare(right, "=", 1.0), per=(T,)))) == (3, 1, 2, 0)


def test_metrics_and_aggregates_meet_in_one_check() -> None:
    right = metric("accuracy", label=N, truth=M)
    best = compare(right, ">=", aggregate("share", B, type_=FLOAT))
    assert counts(check(ITEMS, [{"n": 1, "m": 1, "b": True}], GroupCheck(best))) == (1, 1, 0, 0)


GRADED = [("low", 1, "ann"), ("mid", 1, "bob"), ("high", 2, "ann"), ("high", 2, "bob"), ("low", 3, "ann")]
GRADED += [("high", 3, "bob"), ("mid", 4, "ann"), ("mid", 4, "bob")]


def expected_alpha(level: str) -> float:
    labels, items, raters = zip(*GRADED, strict=True)
    result = alpha([GRADE.rank[label] for label in labels], items, raters, level)
    assert result is not None
    return round(result, 12)


def test_labels_of_an_ordered_set_are_ordinal_unless_said_otherwise() -> None:
    data = answers(*GRADED, label="grade")
    rated = {"label": RATED, "item": N, "rater": U}
    found = {level: of_table(metric("alpha", parameters=(("level", level),), **rated), data) for level in LEVELS}
    assert {level: round(value, 12) for level, value in found.items()} == {
        level: expected_alpha(level) for level in LEVELS
    }
    assert len(set(found.values())) == 3
    assert of_table(metric("alpha", **rated), data) == found["ordinal"]


LEVELS = ("nominal", "ordinal", "interval")


def test_other_labels_are_nominal_and_numbers_lie_on_a_line() -> None:
    rows = [(GRADE.rank[label], item, rater) for label, item, rater in GRADED]
    numbers = [{"m": label, "n": item, "u": rater} for label, item, rater in rows]
    assert round(of_table(metric("alpha", label=M, item=N, rater=U), numbers), 12) == expected_alpha("interval")
    texts = answers(*GRADED)
    assert round(of_table(metric("alpha", label=T, item=N, rater=U), texts), 12) == expected_alpha("nominal")


def test_drift_is_measured_against_a_whole_column() -> None:
    data = {"t": [{"t": "x"}, {"t": "x"}, {"t": "y"}, {"t": None}], "before": [{"t": "x"}, {"t": "y"}, {"t": None}]}
    found = of_table(metric("psi", label=T, against=("before", "t")), data, [ITEMS, BEFORE])
    assert found == round(psi(["x", "x", "y"], ["x", "y"]) or 0, 12)
    only_y = metric("new_values", where=compare(T, "=", "y"), label=T, against=("before", "t"))
    assert of_table(only_y, data, [ITEMS, BEFORE]) == 0.0


def test_ordered_labels_are_categories_to_psi_and_places_to_ks() -> None:
    here, before = ["low", "low", "high"], ["low", "mid", "high"]
    data = {"t": [{"grade": label} for label in here], "before": [{"grade": label} for label in before]}
    specs = [ITEMS, BEFORE]
    drift = of_table(metric("psi", label=RATED, against=("before", "grade")), data, specs)
    assert drift == round(psi(here, before) or 0, 11)
    farthest = of_table(metric("ks", value=RATED, against=("before", "grade")), data, specs)
    assert farthest == round(ks([0, 0, 2], [0, 1, 2]) or 0, 12)


def test_conditions_are_measured() -> None:
    sure = metric("surely", condition=compare(N, "=", const(1)))
    assert 0.2 < of_table(sure, [{"n": 1}, {"n": None}]) < 0.21
