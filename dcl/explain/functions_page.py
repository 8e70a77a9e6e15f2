"""The page of all functions, from the table that the checker and the engines read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from dcl.analysis.wording import describe
from dcl.explain.sequences import SEQUENCES
from dcl.functions.entry import AggregateFunction, Example, Function, Kind, MetricFunction, Parameter
from dcl.functions.metrics import METRICS
from dcl.functions.table import AGGREGATES, FUNCTIONS
from dcl.types import BOOL, BOX, DATE, DATETIME, DURATION, FLOAT, INT, INTERVAL, TEXT, ListOf, Type

HEAD = """# Functions

Written by `make docs` from the table of functions, which the checker and the engines read. Every example is run by the
tests. What a comment shows is what the line comes to.

In a signature, `[…]` may be left out, `…` stands for more of the same, and a name with a colon is written out:
`near(a, b, within: 0.01)`. Whatever is computed from a missing value is missing, unless the entry says otherwise.
"""

AGGREGATES_HEAD = """An aggregate looks at many rows: those of the group, those of another table that refer to this row
(`count(boxes)`), or the elements of a list. It skips missing and unknown values."""

TITLES = {"suspects": "Suspects, row by row"}
HEADS = {"boxes and intervals": "A box is shown as its left, top, right and bottom edge, an interval as its two ends."}
METRICS_HEADS = {
    "agreement": (
        "Agreement between annotators",
        "Each row is one answer: a label, the item that was labelled, and who labelled it.",
    ),
    "gold": ("Answers against gold", "Each row holds a label and the true one."),
    "drift": ("Drift", "The second argument is the whole column of another table, such as that of the last release."),
    "suspects": ("Suspect labels", "These need the probabilities that a model gave to each label."),
}

_SAMPLES: dict[Kind, tuple[Type, ...]] = {
    Kind.NUMBER: (INT, FLOAT),
    Kind.AMOUNT: (INT, FLOAT, DURATION),
    Kind.ORDERED: (INT, FLOAT, TEXT, DATE),
    Kind.VALUE: (INT, FLOAT, TEXT, BOOL),
    Kind.TEXT_OR_LIST: (TEXT, ListOf(INT)),
    Kind.TIME: (DATE, DATETIME),
    Kind.INT: (INT,),
    Kind.TEXT: (TEXT,),
    Kind.BOOL: (BOOL,),
    Kind.DATETIME: (DATETIME,),
    Kind.LIST: (ListOf(INT),),
    Kind.TEXT_OR_PATTERN: (TEXT,),
    Kind.PATTERN: (TEXT,),
    Kind.FOUR_NUMBERS: (ListOf(FLOAT),),
    Kind.BOX: (BOX,),
    Kind.SHAPE: (BOX, INTERVAL),
}


def functions_page() -> str:
    """The page as Markdown."""
    parts = [HEAD, _contents()]
    for family, functions in _families(FUNCTIONS.values()):
        parts += [f"## {TITLES.get(family, family.capitalize())}", HEADS.get(family, "")]
        parts += [_function(each) for each in functions]
    parts += ["## Aggregates", AGGREGATES_HEAD, *(_aggregate(each) for each in AGGREGATES.values())]
    parts += ["## Sequences", "These need the `order by` of their rule, or of the table that is made."]
    parts += [
        _entry(each.name, _sequence(each.name, each.arguments), f"{each.summary} {each.degenerate}", ())
        for each in SEQUENCES
    ]
    for family, metrics in _families(METRICS.values()):
        title, head = METRICS_HEADS[family]
        parts += [f"## {title}", head, *(_metric(each) for each in metrics)]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _families(entries: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """The entries by family, in the order in which families first appear."""
    order = {family: place for place, family in enumerate(dict.fromkeys(each.family for each in entries))}
    for family, group in groupby(sorted(entries, key=lambda each: order[each.family]), key=lambda each: each.family):
        yield family, list(group)


def _contents() -> str:
    rows = [
        (TITLES.get(family, family), [each.name for each in group]) for family, group in _families(FUNCTIONS.values())
    ]
    rows += [("aggregates", list(AGGREGATES)), ("sequences", [each.name for each in SEQUENCES])]
    rows += [(family, [each.name for each in group]) for family, group in _families(METRICS.values())]
    lines = (f"| {family} | {' '.join(f'[`{name}`](#{name})' for name in names)} |" for family, names in rows)
    return "\n".join(("| family | functions |", "|---|---|", *lines))


def _function(entry: Function) -> str:
    signatures = [_signature(entry.name, entry.parameters)]
    if entry.instead:
        signatures.append(_signature(entry.name, entry.instead))
    gives = _gives([_result(entry, sample) for sample in _samples(entry.parameters)])
    text = f"{entry.summary} {entry.degenerate}"
    return _entry(entry.name, "\n".join(signatures), text, entry.examples, _takes(entry.parameters), gives)


def _samples(parameters: Sequence[Parameter]) -> list[list[Type]]:
    """Types that the parameters take: all of the first type of their kinds, all of the second, and so on."""
    samples = []
    for written in (parameters, [each for each in parameters if not each.optional]):
        columns = [_SAMPLES.get(each.kind, (TEXT,)) for each in written]
        count = max(map(len, columns), default=1)
        samples += [[types[min(place, len(types) - 1)] for types in columns] for place in range(count)]
    return samples


def _result(entry: Function, types: list[Type]) -> tuple[Type, Type]:
    repeated = bool(entry.parameters) and entry.parameters[-1].repeated
    return types[0], entry.result([*types, types[-1]] if repeated else types)


def _gives(results: list[tuple[Type, Type]]) -> str:
    found = list(dict.fromkeys(result for _, result in results))
    if len(found) == 1:
        return _described(found[0])
    if all(taken == given for taken, given in results):
        return "a value of the same type"
    return " or ".join(map(_described, found))


def _described(type_: Type) -> str:
    special: dict[Type, str] = {BOX: "a box", INTERVAL: "an interval"}
    return special.get(type_) or describe(type_)


def _aggregate(entry: AggregateFunction) -> str:
    first = [] if entry.argument is None else [Parameter("x", entry.argument, optional=entry.argument_optional)]
    parameters = (*first, *entry.parameters)
    gives = _gives([(each, entry.result(each)) for each in _SAMPLES.get(entry.argument or Kind.VALUE, (TEXT,))])
    text = f"{entry.summary} {entry.degenerate}"
    return _entry(entry.name, _signature(entry.name, parameters), text, entry.examples, _takes(parameters), gives)


def _metric(entry: MetricFunction) -> str:
    written = [*entry.parameters, *entry.constants]
    if entry.against:
        written.insert(1, Parameter("table.column", entry.parameters[0].kind))
    text = f"{entry.summary} {entry.degenerate}"
    body = _entry(
        entry.name, _signature(entry.name, written), text, entry.examples, _takes(written), describe(entry.result)
    )
    return f"{body}\n\nSource: {entry.source}."


def _signature(name: str, parameters: Sequence[Parameter]) -> str:
    needed = ", ".join(_argument(each) for each in parameters if not each.optional)
    free = ", ".join(_argument(each) for each in parameters if each.optional)
    if not free:
        return f"{name}({needed})"
    return f"{name}({needed}[, {free}])" if needed else f"{name}([{free}])"


def _sequence(name: str, arguments: tuple[str, ...]) -> str:
    return f"{name}({'[, '.join(arguments)}{']' * (len(arguments) - 1)})"


def _argument(parameter: Parameter) -> str:
    if parameter.keyword:
        return f"{parameter.name}: …"
    return f"{parameter.name}, …" if parameter.repeated else parameter.name


def _takes(parameters: Sequence[Parameter]) -> str:
    return " · ".join(f"`{each.name}`: {each.kind.value}" for each in parameters)


def _entry(name: str, signature: str, text: str, examples: Sequence[Example], takes: str = "", gives: str = "") -> str:
    parts = [f"### {name}", f"```dcl\n{signature}\n```", text.strip()]
    if takes or gives:
        parts.append(" → ".join(part for part in (takes, gives) if part))
    if examples:
        width = max(len(each.source) for each in examples)
        lines = [f"{each.source:{width}}  # {_shown(each.result)}" for each in examples]
        parts.append("```dcl\n" + "\n".join(lines) + "\n```")
    return "\n\n".join(parts)


def _shown(value: Any) -> str:
    """A value as a contract would write it."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dt.date):
        return f"@{value.isoformat()}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return str(value)
