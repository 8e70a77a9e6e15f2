"""The table of functions: whole, light, and right by its own examples."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, datetime
from typing import Any

import pytest

from dcl.analysis.sequences import SEQUENCES
from dcl.functions.entry import AggregateFunction, Function
from dcl.functions.metrics import METRICS
from dcl.functions.table import AGGREGATES, FUNCTIONS
from dcl.patterns import compiled

ON_THE_PAGE = """
abs round floor ceil sqrt least greatest mod near
length lower upper trim normalize contains find starts_with ends_with before after slice words join edit_distance
word_error_rate similarity
date year month day hour weekday
xywh xyxy cxcywh interval area iou inside overlap gap
count share distinct min max sum mean median quantile stddev mode all any first last entropy
prev next position span
agreement kappa fleiss_kappa alpha
accuracy f1 surely
confidence_in_label suspect_labels
psi js_divergence ks chi2 ks_p chi2_p new_values lost_values
"""


def test_the_tables_hold_the_functions_of_the_page() -> None:
    names = [*FUNCTIONS, *AGGREGATES, *METRICS, *SEQUENCES]
    assert sorted(names) == sorted(ON_THE_PAGE.split())


def test_entries_are_listed_under_their_own_names() -> None:
    assert all(name == entry.name for name, entry in [*FUNCTIONS.items(), *AGGREGATES.items()])


def test_importing_the_table_loads_no_heavy_library() -> None:
    program = (
        "import sys, dcl.functions.table\n"
        "print([name for name in ('polars', 'rapidfuzz', 'lark', 'click', 'pydantic') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def as_python(source: str, entry: Function | AggregateFunction) -> Any:
    """The value of an example: spelled as in Python but for patterns, times and a few words."""
    source = re.sub(r"/((?:[^/\\]|\\.)+)/", lambda found: f"compiled({found[1]!r})", source)
    source = re.sub(r"@([0-9TZ:+-]+)", lambda found: f"time({found[1]!r})", source)
    source = re.sub(r"(\w+): ", r"\1=", source)
    source = source.replace("missing, ", "").replace(", missing", "")

    def time(spelling: str) -> date:
        return datetime.fromisoformat(spelling) if "T" in spelling else date.fromisoformat(spelling)

    others = {name: other.reference for name, other in FUNCTIONS.items()}
    words = {**others, entry.name: entry.reference, "compiled": compiled, "time": time, "true": True, "false": False}
    return eval(source, words)


@pytest.mark.parametrize("name", [*FUNCTIONS, *AGGREGATES])
def test_each_example_comes_to_its_result(name: str) -> None:
    entry = FUNCTIONS.get(name) or AGGREGATES[name]
    assert entry.examples
    for example in entry.examples:
        result = as_python(example.source, entry)
        assert result == example.result
        assert type(result) is type(example.result)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_only_the_last_parameters_may_be_left_out_or_repeated(name: str) -> None:
    parameters = FUNCTIONS[name].parameters
    optional = [parameter.optional for parameter in parameters]
    assert optional == sorted(optional)
    assert not any(parameter.repeated for parameter in parameters[:-1])
