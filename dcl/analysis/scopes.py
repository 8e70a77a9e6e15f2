"""The scope of a rule: decided for each row, each pair, each group, or once; and what a check reads and measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dcl.analysis.terms import (
    Aggregate,
    Column,
    Field,
    Metric,
    OwnRows,
    Path,
    Position,
    Shifted,
    Side,
    SpanNumber,
    Term,
    children,
)


def scope_of(term: Term, per: tuple[Term, ...]) -> str:
    """`row` where anything of the row stands in the term, else `group` with `per` and `table` without."""
    if _holds_row(term, per):
        return "row"
    return "group" if per else "table"


def _holds_row(term: Term, per: tuple[Term, ...]) -> bool:
    if term in per:
        return False
    match term:
        case Column() | Shifted() | Position() | SpanNumber():
            return True
        case Aggregate(source=source):
            return not isinstance(source, OwnRows)
        case Metric():
            return False
        case _:
            return any(_holds_row(child, per) for child in children(term))


def measured(term: Term) -> tuple[Aggregate | Metric, ...]:
    """The aggregates and metrics over the rule's own rows in a term, outermost first."""
    if isinstance(term, Metric):
        return (term,)
    if isinstance(term, Aggregate):
        return (term,) if isinstance(term.source, OwnRows) else ()
    return tuple(aggregate for child in children(term) for aggregate in measured(child))


def shown(terms: Iterable[Term]) -> tuple[tuple[str, Term], ...]:
    """The columns, paths and aggregates over other tables that terms read, each once, by their source text."""
    found: dict[str, Term] = {}
    for term in terms:
        for part in _readings(term):
            found.setdefault(spelled(part), part)
    return tuple(found.items())


def _readings(term: Term) -> Iterator[Term]:
    if isinstance(term, Metric) or (isinstance(term, Aggregate) and isinstance(term.source, OwnRows)):
        return
    if isinstance(term, Side):
        yield from (Side(part.type, term.side, part) for part in _readings(term.operand))
    elif isinstance(term, Aggregate) or spelled(term):
        yield term
    else:
        for child in children(term):
            yield from _readings(child)


def spelled(term: Term) -> str:
    """How an author writes a column, a path or an aggregate; empty for any other term."""
    match term:
        case Column(name=name):
            return name
        case Path(base=base, column=name) | Field(base=base, name=name):
            return f"{spelled(base)}.{name}"
        case Side(side=side, operand=operand):
            return f"{side}.{spelled(operand)}"
        case Aggregate(text=text):
            return text
        case _:
            return ""
