"""The functions of the language as an editor shows them: how each is written, what it means, an example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dcl.explain.sequences import SEQUENCES, Sequence
from dcl.functions.entry import AggregateFunction, Example, Function, Kind, MetricFunction, Parameter
from dcl.functions.metrics import METRICS
from dcl.functions.table import AGGREGATES, FUNCTIONS


@dataclass(frozen=True)
class Help:
    """What there is to say of a function. `arguments` are how its arguments are written, each with a name."""

    name: str
    arguments: tuple[str, ...]
    meaning: str
    edges: str = ""
    example: str = ""
    source: str = ""

    @property
    def signature(self) -> str:
        return f"{self.name}({', '.join(self.arguments)})"

    @property
    def markdown(self) -> str:
        parts = [f"```dcl\n{self.signature}\n```", self.meaning]
        if self.example:
            parts.append(f"```dcl\n{self.example}\n```")
        if self.edges:
            parts.append(self.edges)
        if self.source:
            parts.append(f"_{self.source}_")
        return "\n\n".join(parts)


@cache
def all_functions() -> dict[str, Help]:
    """Every function there is, by its name."""
    helps = [
        *(_of_function(function) for function in FUNCTIONS.values()),
        *(_of_aggregate(function) for function in AGGREGATES.values()),
        *(_of_metric(metric) for metric in METRICS.values()),
        *(_of_sequence(sequence) for sequence in SEQUENCES),
    ]
    return {help.name: help for help in helps}


def _of_function(function: Function) -> Help:
    arguments = tuple(_written(parameter) for parameter in function.parameters)
    return Help(function.name, arguments, function.summary, function.degenerate, _first(function.examples, "missing"))


def _of_aggregate(function: AggregateFunction) -> Help:
    takes = () if function.argument is None else ("condition" if function.argument is Kind.BOOL else "x",)
    arguments = (*takes, *(_written(parameter) for parameter in function.parameters))
    return Help(function.name, arguments, function.summary, function.degenerate, _first(function.examples, "unknown"))


def _of_metric(metric: MetricFunction) -> Help:
    arguments = [_written(parameter) for parameter in (*metric.parameters, *metric.constants)]
    if metric.against:
        arguments.insert(1, "other_table.column")
    return Help(metric.name, tuple(arguments), metric.summary, metric.degenerate, source=metric.source)


def _of_sequence(sequence: Sequence) -> Help:
    edges = f"{sequence.degenerate} It needs the `order by` of its rule."
    return Help(sequence.name, sequence.arguments, sequence.summary, edges, sequence.example)


def _written(parameter: Parameter) -> str:
    if parameter.keyword:
        return f"{parameter.name}: …"
    return f"{parameter.name}, …" if parameter.repeated else parameter.name


def _first(examples: Iterable[Example], nothing: str) -> str:
    example = next(iter(examples), None)
    return "" if example is None else f"{example.source}    # {_result(example.result, nothing)}"


def _result(value: Any, nothing: str) -> str:
    if value is None:
        return nothing
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
