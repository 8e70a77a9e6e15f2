"""What a rule over pairs asks of each of the two rows alone, so that it is made once for each row and not for each
pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dcl.analysis.terms import (
    Aggregate,
    Const,
    Elements,
    It,
    ReferringRows,
    Side,
    Source,
    Term,
    TiedRows,
    children,
    rebuilt,
)
from dcl.engines.polars.leaves import leaves_of


def lifted(term: Term) -> Term:
    """The term with each part that reads one row only as a `Side` of a bare term; the two rows agree on all else."""
    if isinstance(term, Const) or not any(True for _ in leaves_of(term)):
        return term
    sides = set(_sides_of(term))
    if len(sides) < 2:
        return Side(term.type, next(iter(sides), "a"), bare(term))
    return term if isinstance(term, Aggregate) else rebuilt(term, lifted)


def sided(term: Term) -> Iterator[Side]:
    """The sides in a term."""
    if isinstance(term, Side):
        yield term
    else:
        for part in children(term):
            yield from sided(part)


def bare(term: Term) -> Term:
    """The term as the row that it reads sees it."""
    match term:
        case Side(operand=operand):
            return operand
        case Aggregate(source=source, argument=argument, where=where):
            return replace(
                term,
                source=_bare_source(source),
                argument=None if argument is None else bare(argument),
                where=None if where is None else bare(where),
            )
        case _:
            return rebuilt(term, bare)


def _bare_source(source: Source) -> Source:
    match source:
        case Elements(operand=operand):
            return Elements(bare(operand))
        case ReferringRows(table=table, column=column, key=key):
            return ReferringRows(table, column, bare(key))
        case TiedRows(table=table, ties=ties):
            return TiedRows(table, tuple((there, bare(here)) for there, here in ties))
        case _:
            return source


def _sides_of(term: Term) -> Iterator[str]:
    """The sides that a term reads. The element of a list is of no side: the list around it is."""
    if isinstance(term, Side):
        yield term.side
    elif not isinstance(term, It):
        for part in children(term):
            yield from _sides_of(part)
