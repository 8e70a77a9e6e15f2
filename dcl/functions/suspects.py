"""What a model thinks of one label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dcl.functions.entry import Example, Function, Kind, Parameter
from dcl.functions.shapes import always, of_one_length
from dcl.metrics.suspects import confidence_in_label
from dcl.types import FLOAT


def confidence(label: str, probabilities: Mapping[str, float | None]) -> float | None:
    found = confidence_in_label(label, probabilities)
    return None if found is None else float(found)


def confidence_in_polars(pl: Any, label: Any, probabilities: Any) -> Any:
    def compute(columns: Sequence[Any]) -> Any:
        labels, records = of_one_length(columns)
        own = [
            pl.when(pl.lit(labels) == name).then(pl.lit(records.struct.field(name)).cast(pl.Float64))
            for name in records.struct.fields
        ]
        return pl.select(pl.coalesce(own)).to_series()

    return pl.map_batches([label, probabilities], compute, return_dtype=pl.Float64, is_elementwise=True)


CONFIDENCES = (
    Function(
        name="confidence_in_label",
        family="suspects",
        parameters=(Parameter("label", Kind.TEXT), Parameter("probabilities", Kind.PROBABILITIES)),
        result=always(FLOAT),
        summary="The probability that a model gives to the row's own label. `probabilities` is a record whose fields "
        "bear the names of the labels: `{ cat: float, dog: float }`, or `[ cat: float, dog: float ]` where the data "
        'have a list. Northcutt, Jiang & Chuang, Confident learning, 2021 ("self-confidence").',
        reference=confidence,
        polars=confidence_in_polars,
        examples=(
            Example('confidence_in_label("dog", { "cat": 0.75, "dog": 0.25 })', 0.25),
            Example('confidence_in_label("cow", { "cat": 0.75, "dog": 0.25 })', None),
        ),
        degenerate="Missing where the record has no field for the label, or nothing in it. Whether the numbers are "
        "probabilities is for the columns to say: `in 0..1`.",
    ),
)
