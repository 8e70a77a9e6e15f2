"""The table of all functions. Importing it loads neither Polars nor any other heavy library."""

from __future__ import annotations

from dcl.functions.aggregates import COUNTS_AND_CONDITIONS, IN_ORDER, NUMBERS_AND_VALUES
from dcl.functions.boxes import GEOMETRY
from dcl.functions.entry import AggregateFunction, Function
from dcl.functions.lists import LISTS
from dcl.functions.numbers import NUMBERS
from dcl.functions.suspects import CONFIDENCES
from dcl.functions.text import TEXTS
from dcl.functions.time import TIMES

FUNCTIONS: dict[str, Function] = {
    entry.name: entry for entry in (*NUMBERS, *TEXTS, *LISTS, *TIMES, *GEOMETRY, *CONFIDENCES)
}
"""The functions of a row, by name."""

AGGREGATES: dict[str, AggregateFunction] = {
    entry.name: entry for entry in (*COUNTS_AND_CONDITIONS, *NUMBERS_AND_VALUES, *IN_ORDER)
}
"""The functions over rows, by name."""

LATER: dict[str, str] = {
    **dict.fromkeys(("prev", "next", "position", "span"), "rows in an order"),
    **dict.fromkeys(("agreement", "kappa", "fleiss_kappa", "alpha"), "agreement between annotators"),
    **dict.fromkeys(("accuracy", "f1", "surely"), "answers against gold"),
    "suspect_labels": "suspect labels",
    **dict.fromkeys(("psi", "js_divergence", "ks", "ks_p", "chi2", "chi2_p"), "drift between tables"),
    **dict.fromkeys(("new_values", "lost_values"), "drift between tables"),
}
"""The functions of the language that this version lacks, with what they belong to."""
