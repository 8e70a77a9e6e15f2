"""Which columns, paths and aggregates a term reads from its own row, and which of them must be there before others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dcl.analysis.terms import (
    Aggregate,
    AllRows,
    Column,
    Elements,
    It,
    Metric,
    Outer,
    OwnRows,
    Path,
    Position,
    ReferringRows,
    Shifted,
    Side,
    Source,
    SpanNumber,
    Term,
    TiedRows,
    children,
)

Ties = tuple[tuple[Term, Term], ...]


def leaves_of(term: Term) -> Iterator[Term]:
    """The columns, paths, aggregates, elements and sides that the term reads from its row, not looking into them."""
    match term:
        case (
            Column() | Outer() | It() | Path() | Aggregate() | Metric() | Side() | Shifted() | Position() | SpanNumber()
        ):
            yield term
        case _:
            for part in children(term):
                yield from leaves_of(part)


def ties_of(source: Source) -> Ties:
    """What ties the rows of another table to this row, as pairs of a term there and a term here."""
    match source:
        case ReferringRows(table=table, column=column, key=key):
            return ((Column(key.type, table, column), key),)
        case TiedRows(ties=ties):
            return ties
        case _:
            return ()


def table_of(source: Source) -> str:
    """The other table that a source runs over."""
    match source:
        case ReferringRows(table=table) | TiedRows(table=table) | AllRows(table=table):
            return table
        case _:
            raise TypeError(f"{type(source).__name__} is of no other table")


def asked_of_each(term: Aggregate) -> tuple[Term, ...]:
    """What an aggregate evaluates on each row or element of its source."""
    return tuple(part for part in (term.argument, term.where) if part is not None)


def read_around(term: Aggregate) -> tuple[Term, ...]:
    """What an aggregate over another table reads of the row around it, besides its ties."""
    return tuple(dict.fromkeys(leaf for part in asked_of_each(term) for leaf in _around(part)))


def _around(term: Term) -> Iterator[Term]:
    match term:
        case Outer() | It():
            yield term
        case Aggregate(source=Elements(operand=operand)):
            yield from _around(operand)
            yield from (leaf for part in asked_of_each(term) for leaf in _around(part) if not isinstance(leaf, It))
        case _:
            for part in children(term):
                yield from _around(part)


def seen_from_here(leaf: Term) -> Term:
    """A leaf read around an aggregate, as the row around it knows it."""
    return Column(leaf.type, leaf.table, leaf.name) if isinstance(leaf, Outer) else leaf


def inputs_of(leaf: Term) -> tuple[Term, ...]:
    """The terms that must be in the frame before a leaf can be brought into it."""
    match leaf:
        case Path(base=base):
            return (base,)
        case Shifted() | Position() | SpanNumber():
            raise LookupError(f"a {type(leaf).__name__} is of an order; its value must be brought by the rule")
        case Metric() | Aggregate(source=OwnRows()):
            raise LookupError(f"`{leaf.text}` is of a group; its value must be brought by the rule")
        case Aggregate(source=Elements(operand=operand)):
            return (operand,)
        case Aggregate(source=source):
            return (*(here for _, here in ties_of(source)), *map(seen_from_here, read_around(leaf)))
        case _:
            return ()


def own_aggregates(terms: Iterable[Term]) -> tuple[Aggregate, ...]:
    """The aggregates over the rule's own rows in terms, each once."""
    found = dict.fromkeys(leaf for term in terms for leaf in leaves_of(term) if isinstance(leaf, Aggregate))
    return tuple(leaf for leaf in found if isinstance(leaf.source, OwnRows))


def reads_only_elements(term: Aggregate) -> bool:
    """Whether what is asked of each element of a list can be answered from the element alone."""
    parts = asked_of_each(term)
    leaves = [leaf for part in parts for leaf in leaves_of(part)]
    return all(isinstance(leaf, It) for leaf in leaves) and all(
        any(isinstance(leaf, It) for leaf in leaves_of(part)) for part in parts
    )


def leaves_of_group(terms: Iterable[Term]) -> tuple[Term, ...]:
    """What terms of a group read besides aggregates over its rows: all rows of the group have it alike."""
    found = dict.fromkeys(leaf for term in terms for leaf in leaves_of(term))
    of_rows = {leaf for leaf in found if isinstance(leaf, Aggregate) and isinstance(leaf.source, OwnRows)}
    return tuple(leaf for leaf in found if leaf not in of_rows and not isinstance(leaf, Metric))
