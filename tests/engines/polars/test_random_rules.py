"""The Polars engine says what the reference engine says, on random rows and random rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.engines.polars import distinct, keys, samples
from dcl.ir.program import Rule
from dcl.tables.table import CellKind
from tests.engines.polars.strategies import ITEMS, OTHERS, rows, rules
from tests.engines.polars.world import both, in_parquet, table


@pytest.fixture(params=["as usual", "as for many rows"])
def _sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small tables go the ways of large ones, too."""
    if request.param == "as for many rows":
        monkeypatch.setattr(distinct, "_TRIED", -1)
        monkeypatch.setattr(samples, "_GAP", 0)
        monkeypatch.setattr(keys, "_TRIED", 2)


@pytest.mark.usefixtures("_sizes")
@pytest.mark.parametrize("kind", [*CellKind, "Parquet"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_rules(kind: CellKind | str, tmp_path: Path, data: st.DataObject) -> None:
    of_cells = kind if isinstance(kind, CellKind) else CellKind.TYPED
    items: list[dict[str, Any]] = data.draw(rows(of_cells, ITEMS))
    others: list[dict[str, Any]] = data.draw(rows(of_cells, OTHERS, 4))
    asked: list[Rule] = data.draw(st.lists(rules(), min_size=1, max_size=3))
    tables = {"items": table(of_cells, items), "others": table(of_cells, others, OTHERS)}
    if kind == "Parquet":
        tables = {name: in_parquet(made, tmp_path / f"{name}.parquet") for name, made in tables.items()}
    limit = data.draw(st.sampled_from((None, 0, 1, 20)))
    numbered = [replace(rule, id=f"rule{place}") for place, rule in enumerate(asked)]
    both(numbered, tables, limit, missing=("NA",))
