"""Each aggregate gives in Polars what its reference gives, over a whole frame and over groups."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.functions.table import AGGREGATES

SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

INTS = st.one_of(st.integers(-5, 5), st.integers(-(2**63), 2**63 - 1))
# Sums of floats depend on their order where large ones cancel; the engines round, so moderate ones speak for all.
FLOATS = st.one_of(st.integers(-5, 5).map(float), st.floats(-1e6, 1e6).map(lambda x: round(x, 6) + 0.0))
KINDS: dict[str, tuple[Any, Any]] = {
    "int": (INTS, pl.Int64),
    "small": (st.integers(-100, 100), pl.Int64),
    "float": (FLOATS, pl.Float64),
    "text": (st.sampled_from(["", "a", "b", "ß", "😀", "中"]), pl.String),
    "bool": (st.booleans(), pl.Boolean),
    "date": (st.dates(date(2026, 1, 1), date(2026, 1, 4)), pl.Date),
}
VALUES = ["int", "float", "text", "bool", "date"]
CASES: dict[str, list[str]] = {
    "count": ["bool"],
    "share": ["bool"],
    "all": ["bool"],
    "any": ["bool"],
    "distinct": VALUES,
    "min": ["int", "float", "text", "date"],
    "max": ["int", "float", "text", "date"],
    "sum": ["int", "float"],
    "mean": ["small", "float"],
    "median": ["int", "float"],
    "quantile": ["small", "float"],
    "stddev": ["small", "float"],
    "mode": VALUES,
    "entropy": VALUES,
    "first": VALUES,
    "last": VALUES,
    "join": ["text"],
}
PARAMETERS = {
    "quantile": st.sampled_from([(0.0,), (0.25,), (0.9,), (1.0,)]),
    "join": st.sampled_from([("",), (" ",), (", ",)]),
}


def same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-11, abs_tol=1e-6 if max(abs(one), abs(other)) < 1e-3 else 1e-9)
    return type(one) is type(other) and one == other


def by_reference(name: str, values: list[Any], parameters: tuple[Any, ...]) -> Any:
    entry = AGGREGATES[name]
    present = [value for value in values if value is not None]
    return entry.reference(present, *parameters) if present else entry.of_nothing


def test_every_aggregate_is_compared() -> None:
    assert sorted(CASES) == sorted(AGGREGATES)


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, kinds in CASES.items() for kind in kinds])
def test_polars_gives_what_the_reference_gives(name: str, kind: str) -> None:
    strategy, dtype = KINDS[kind]
    entry = AGGREGATES[name]

    @SETTINGS
    @given(
        st.lists(st.tuples(st.integers(0, 2), st.one_of(st.none(), strategy)), max_size=10),
        PARAMETERS.get(name, st.just(())),
    )
    def compare(rows: list[tuple[int, Any]], parameters: tuple[Any, ...]) -> None:
        frame = pl.DataFrame(rows, schema={"g": pl.Int64, "x": dtype}, orient="row").lazy()
        made = entry.polars(pl, pl.col("x"), *parameters).alias("result")
        for engine in ("streaming", "in-memory"):
            whole = frame.select(made).collect(engine=engine)["result"].to_list()
            expected = by_reference(name, [value for _, value in rows], parameters)
            if not rows and whole == [None]:
                whole = [entry.of_nothing]
            assert len(whole) == 1
            assert same(whole[0], whole_type(expected, whole[0])), (whole, expected)
            groups = frame.group_by("g").agg(made).collect(engine=engine)
            for group, result in groups.iter_rows():
                expected = by_reference(name, [value for key, value in rows if key == group], parameters)
                assert same(result, whole_type(expected, result)), (group, result, expected)

    compare()


def whole_type(expected: Any, result: Any) -> Any:
    """The sum of nothing is the int 0 in the table and has the type of the column in Polars."""
    return float(expected) if expected == 0 and isinstance(result, float) else expected


@pytest.mark.parametrize("name", AGGREGATES)
def test_of_nothing(name: str) -> None:
    entry = AGGREGATES[name]
    parameters = {"quantile": (0.5,), "join": (" ",)}.get(name, ())
    dtype = KINDS[CASES[name][0]][1]
    for frame in (pl.DataFrame(schema={"x": dtype}), pl.DataFrame({"x": [None, None]}, schema={"x": dtype})):
        made = entry.polars(pl, pl.col("x"), *parameters)
        assert frame.lazy().select(made).collect(engine="streaming").item() == entry.of_nothing
    assert entry.reference([], *parameters) == entry.of_nothing


def test_count_without_a_condition_counts_rows() -> None:
    made = AGGREGATES["count"].polars(pl, None).alias("n")
    frame = pl.DataFrame({"g": [1, 1, None], "x": [None, 1, 2]})
    assert frame.lazy().select(made).collect(engine="streaming")["n"].to_list() == [3]
    assert frame.group_by("g", maintain_order=True).agg(made)["n"].to_list() == [2, 1]
    assert frame.clear().select(made).item() == 0


@pytest.mark.parametrize(
    ("values", "expected"),
    [([2**63 - 1, 1], None), ([2**63 - 1, 1, -1], 2**63 - 1), ([-(2**63), -1], None), ([2**62] * 4, None)],
)
def test_a_sum_beyond_64_bits_is_unknown(values: list[int], expected: int | None) -> None:
    entry = AGGREGATES["sum"]
    assert entry.reference(values) == expected
    frame = pl.DataFrame({"x": values}, schema={"x": pl.Int64})
    assert frame.lazy().select(entry.polars(pl, pl.col("x"))).collect(engine="streaming").item() == expected


@pytest.mark.parametrize("name", ["sum", "mean", "stddev"])
def test_a_result_that_is_not_finite_is_unknown(name: str) -> None:
    entry = AGGREGATES[name]
    values = [1.7e308, 1.7e308, -1e308]
    assert entry.reference(values) is None
    assert pl.DataFrame({"x": values}).select(entry.polars(pl, pl.col("x"))).item() is None


def test_an_aggregate_takes_a_computed_argument() -> None:
    chosen = pl.when(pl.col("g") == 1).then(pl.col("x"))
    frame = pl.DataFrame({"g": [1, 1, 2], "x": [3, 4, 9]}).lazy()
    results = frame.select(
        AGGREGATES["sum"].polars(pl, chosen).alias("sum"),
        AGGREGATES["mode"].polars(pl, chosen).alias("mode"),
        AGGREGATES["entropy"].polars(pl, chosen).alias("entropy"),
    ).collect(engine="streaming")
    assert results.row(0) == (7, None, 1.0)
