"""The table of metrics: whole, light, and right by its own examples."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest

from dcl.functions.entry import MetricFunction
from dcl.functions.metrics import METRICS, levels
from dcl.functions.table import AGGREGATES, FUNCTIONS
from dcl.types import BOOL, DATE, FLOAT, INT, TEXT, LabelInfo, LabelType, OneOf, Type

GRADES = (LabelInfo("poor", "poor"), LabelInfo("good", "good"))


def as_python(source: str, entry: MetricFunction) -> Any:
    """The value of an example, which is spelled as in Python but for a few words."""

    def call(*columns: Any, **named: Any) -> Any:
        if entry.against:
            return entry.compute(*columns, named)
        given = {parameter.name: column for parameter, column in zip(entry.parameters, columns, strict=False)} | named
        constants = {parameter.name: given.pop(parameter.name) for parameter in entry.constants}
        assert set(given) == {parameter.name for parameter in entry.parameters}
        return entry.compute(given, constants)

    source = re.sub(r"(\w+): ", r"\1=", source)
    return eval(source, {entry.name: call, "missing": None, "true": True, "false": False})


@pytest.mark.parametrize("name", METRICS)
def test_each_example_comes_to_its_result(name: str) -> None:
    entry = METRICS[name]
    if name.endswith("_p"):
        pytest.importorskip("scipy")
    assert any(example.result is None for example in entry.examples)
    for example in entry.examples:
        result = as_python(example.source, entry)
        assert result == (None if example.result is None else pytest.approx(example.result))


def test_entries_are_listed_under_their_own_names() -> None:
    assert all(name == entry.name for name, entry in METRICS.items())
    assert not METRICS.keys() & {*FUNCTIONS, *AGGREGATES}


@pytest.mark.parametrize("name", METRICS)
def test_each_entry_says_what_it_means_whence_and_what_happens_at_the_edges(name: str) -> None:
    entry = METRICS[name]
    assert entry.summary.endswith((".", ")."))
    assert entry.source
    assert "nknown" in entry.degenerate
    assert not any(parameter.optional for parameter in entry.parameters)
    assert all(parameter.keyword for parameter in entry.constants)


@pytest.mark.parametrize("name", [name for name, entry in METRICS.items() if entry.against])
def test_drift_reads_one_column(name: str) -> None:
    assert len(METRICS[name].parameters) == 1


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        (INT, "interval"),
        (FLOAT, "interval"),
        (LabelType("grade", GRADES, ordered=True), "ordinal"),
        (LabelType("kind", GRADES), "nominal"),
        (OneOf(("a", "b")), "nominal"),
        (TEXT, "nominal"),
        (BOOL, "nominal"),
        (DATE, "nominal"),
    ],
    ids=str,
)
def test_the_level_of_alpha_follows_from_the_type(type_: Type, default: str) -> None:
    assert levels(type_)[0] == default


def test_texts_have_no_order_for_alpha() -> None:
    assert levels(TEXT) == ("nominal",)


def test_importing_the_metrics_loads_no_heavy_library() -> None:
    program = (
        "import sys, dcl.functions.metrics\n"
        "print([name for name in ('polars', 'numpy', 'scipy', 'cleanlab', 'sklearn') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
