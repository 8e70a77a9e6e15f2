"""What a term reads: which tables, and whose rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dcl.analysis.terms import (
    Aggregate,
    AllRows,
    Column,
    InColumn,
    Metric,
    OwnRows,
    Path,
    Position,
    ReferringRows,
    Shifted,
    SpanNumber,
    Term,
    TiedRows,
    children,
)
from dcl.ir.program import Program, Rule


def tables_read(program: Program, term: Term) -> frozenset[str]:
    """Every table that a term reads, also through derived columns."""
    return frozenset(_tables_in(program, term))


def _tables_in(program: Program, term: Term) -> Iterator[str]:
    match term:
        case Column(table=table, name=name):
            yield table
            derived = program.table[table].derived_by_name.get(name)
            if derived is not None:
                yield from _tables_in(program, derived)
        case Path(table=table) | InColumn(table=table):
            yield table
        case Aggregate(source=ReferringRows(table=table) | AllRows(table=table) | TiedRows(table=table)):
            yield table
        case Metric(against=against) if against is not None:
            yield against[0]
        case _:
            pass
    for child in children(term):
        yield from _tables_in(program, child)


@dataclass(frozen=True)
class Owner:
    """Tells the values that come from rows with one value of a column alone from those that take in rows of others.

    `parted` are the tables that have the column; `within`: the rule goes by the column, so that its groups do not mix.
    """

    program: Program
    parted: frozenset[str]
    within: bool

    def owns(self, term: Term) -> bool:
        """Whether the value of a term takes in no row of others."""
        match term:
            case Column(table=table, name=name):
                derived = self.program.table[table].derived_by_name.get(name)
                return derived is None or self.owns(derived)
            case Shifted() | Position() | SpanNumber() | Metric() | Aggregate(source=OwnRows()) if not self.within:
                return False
            case Path(table=table) if table in self.parted:
                return False
            case Aggregate(source=ReferringRows(table=table) | AllRows(table=table) | TiedRows(table=table)):
                return table not in self.parted
            case _:
                return all(self.owns(child) for child in children(term))


def goes_by(rule: Rule, column: Term) -> bool:
    """Whether the groups of a rule have one value of a column each."""
    body = rule.body
    within: tuple[Term, ...] = (*getattr(body, "per", ()), *getattr(body, "left", ()), *getattr(body, "within", ()))
    return column in within
