"""Why another format cannot state a rule, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dcl.analysis.terms import (
    Aggregate,
    AllRows,
    Arithmetic,
    Call,
    Column,
    Compare,
    Elements,
    Field,
    InColumn,
    InRange,
    InSet,
    It,
    Metric,
    Path,
    Position,
    ReferringRows,
    Shifted,
    SpanNumber,
    Term,
    TiedRows,
    children,
)
from dcl.ir.program import (
    DeterminesCheck,
    GroupCheck,
    NotEmpty,
    PairCheck,
    ReviewOnly,
    Rule,
    UniqueCheck,
)
from dcl.types import DATE, DATETIME, DURATION

SEVERITIES = {"warn": "it only warns", "info": "it only informs"}


def reason_of_rule(rule: Rule) -> str | None:
    """Why no schema of one record can state a rule of this kind; None where it may."""
    match rule.body:
        case ReviewOnly():
            return "people judge it"
        case NotEmpty():
            return "it speaks of the whole file"
        case PairCheck():
            return "it compares pairs of rows"
        case UniqueCheck() | DeterminesCheck():
            return "it compares rows with each other"
        case GroupCheck(per=per):
            return "it is decided once for each group of rows" if per else "it is decided once for the whole table"
    return lenience(rule)


def lenience(rule: Rule) -> str | None:
    """Why a rule that a row breaks does not make the row wrong; None where it does."""
    if rule.severity != "error":
        return SEVERITIES[rule.severity]
    if rule.allow.count or rule.allow.share:
        return "it allows some rows to fail"
    return None


def reason_of_term(term: Term) -> str:
    """Why a condition is beyond a schema: its most telling part."""
    found = {type(part): part for part in reversed(list(walk(term)))}
    for kind, words in _TELLING.items():
        if kind in found:
            return words(found[kind])
    return "it asks more of a row than a schema can say"


def walk(term: Term) -> Iterator[Term]:
    """A term and all that is inside it."""
    yield term
    for child in children(term):
        yield from walk(child)


def _of_aggregate(term: Aggregate) -> str:
    match term.source:
        case ReferringRows(table=table) | AllRows(table=table) | TiedRows(table=table):
            return f"it reads rows of `{table}`"
        case Elements():
            return f"it computes `{term.function}` of a list"
    return "it counts over other rows"


def _of_comparison(term: Term) -> str:
    parts = [part for child in children(term) for part in walk(child)]
    if sum(isinstance(part, Column | It | Field) for part in parts) > 1:
        return "it compares values of a row with each other"
    if any(part.type in (DATE, DATETIME, DURATION) for part in parts):
        return "it compares dates or durations, which are texts there"
    return "texts have no order there"


def _of_path(term: Path) -> str:
    return f"it follows a reference into `{term.table}`"


def _of_lookup(term: InColumn) -> str:
    return f"it looks for a row in `{term.table}`"


def _of_call(term: Call) -> str:
    return f"it computes `{term.function}`"


_TELLING: dict[type[Term], Callable[[Any], str]] = {
    Path: _of_path,
    InColumn: _of_lookup,
    Metric: lambda _: "it measures whole columns",
    Shifted: lambda _: "it depends on the order of the rows",
    Position: lambda _: "it depends on the order of the rows",
    SpanNumber: lambda _: "it depends on the order of the rows",
    Aggregate: _of_aggregate,
    Arithmetic: lambda _: "it computes with values",
    Call: _of_call,
    Compare: _of_comparison,
    InRange: _of_comparison,
    InSet: lambda _: "it lists dates or durations, which are spelled in several ways",
}
"""Kinds of terms, the most telling first, with what to say of them."""
