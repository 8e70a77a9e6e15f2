"""What is decided from the header and the size of a table alone, and which rules have nothing to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dcl.analysis.terms import InColumn, Term, children
from dcl.diagnostics import did_you_mean
from dcl.ir.program import Body, NoOtherColumns, NotEmpty, Present, Program, RowCheck, Rule, TableSpec, UniqueCheck
from dcl.run.messages import constraint_of, is_column_rule
from dcl.run.result import RuleResult, Violation
from dcl.tables.table import CellKind, Table


@dataclass(frozen=True)
class Header:
    """The columns that a table should have, and those that it has; one made from another table has all it should."""

    spec: TableSpec
    table: Table | None

    @cached_property
    def absent(self) -> frozenset[str]:
        """The declared columns that the file lacks.

        In JSON an absent key is a missing value: a column that may hold missing values is never absent there, and a
        file without records lacks none.
        """
        if self.table is None or (self.table.kind is CellKind.JSON and not self.table.columns):
            return frozenset()
        there = frozenset(self.table.columns)
        return frozenset(
            column.name
            for column in self.spec.columns
            if column.file_name not in there and not (self.table.kind is CellKind.JSON and column.optional)
        )

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file."""
        return tuple(column.name for column in self.spec.columns) if self.table is None else self.table.columns

    @cached_property
    def undeclared(self) -> tuple[str, ...]:
        declared = {column.file_name for column in self.spec.columns}
        return () if self.table is None else tuple(name for name in self.table.columns if name not in declared)


def headers(program: Program, tables: Mapping[str, Table]) -> dict[str, Header]:
    """The headers of the tables that are there, and of those that can be made from them."""
    there = {spec.name: Header(spec, tables[spec.name]) for spec in program.tables if spec.name in tables}
    return there | {name: Header(program.table[name], None) for name in made_tables(program, tables)}


def made_tables(program: Program, tables: Mapping[str, Table]) -> tuple[str, ...]:
    """The tables that are made from tables that are there."""
    return tuple(
        spec.name
        for spec in program.tables
        if spec.origin is not None and spec.name not in tables and root_of(program, spec.name) in tables
    )


def root_of(program: Program, table: str) -> str:
    """The table with files that a table is made from, over as many steps as it takes; itself where it has its own."""
    origin = program.table[table].origin
    return table if origin is None else root_of(program, origin.table)


def decide(rule: Rule, header: Header, rows: int) -> RuleResult | None:
    """The result of a rule that needs only the header and the size of its table; None for the others."""
    found = _violations(rule.body, header, rows)
    if found is None:
        return None
    checked = len(header.columns) if isinstance(rule.body, NoOtherColumns) else 1
    return RuleResult(rule, "fail" if found else "pass", checked, len(found), violations=found)


def _violations(body: Body, header: Header, rows: int) -> tuple[Violation, ...] | None:
    match body:
        case Present(column=column):
            return (_absent_column(header, column),) if column in header.absent else ()
        case NoOtherColumns():
            return tuple(_undeclared_column(header, name) for name in header.undeclared)
        case NotEmpty():
            empty = rows == 0 and not header.spec.may_be_empty
            return (Violation(f"`{header.spec.name}` has no row"),) if empty else ()
        case _:
            return None


def _absent_column(header: Header, column: str) -> Violation:
    file_name = header.spec.by_name[column].file_name
    called = "" if file_name == column else f' (the contract expects it as "{file_name}")'
    message = f"the column `{column}` is absent{called}"
    return Violation(message, column=column, suggestion=did_you_mean(file_name, header.undeclared))


def _undeclared_column(header: Header, name: str) -> Violation:
    expected = [header.spec.by_name[column].file_name for column in sorted(header.absent)]
    message = f"`{name}` is not a column of `{header.spec.name}`"
    return Violation(message, column=name, suggestion=did_you_mean(name, expected))


def without_table(program: Program, rule: Rule, there: Mapping[str, object]) -> RuleResult | None:
    """The result of a rule that needs a table without data; None where all its tables are there."""
    lacking = [name for name in (rule.table, *rule.tables) if name not in there]
    if not lacking:
        return None
    allowed = [name for name in lacking if program.table[root_of(program, name)].may_be_absent]
    if len(allowed) < len(lacking):
        name = next(name for name in lacking if name not in allowed)
        return RuleResult(rule, "unjudged", reason=f"table `{name}` has no data")
    return RuleResult(rule, "unknown", reason=f"table `{allowed[0]}` is absent", absent_table=allowed[0])


def without_column(rule: Rule, headers: Mapping[str, Header]) -> RuleResult | None:
    """The result of a column's own rule where the column is absent; None for other rules.

    A reference into an absent column is one of them: no row could be right.
    """
    if not is_column_rule(rule):
        return None
    needed = [(rule.table, rule.column)] if rule.column else []
    if isinstance(rule.body, UniqueCheck):
        needed = [(rule.table, name) for name in rule.body.columns]
    if isinstance(rule.body, RowCheck) and constraint_of(rule) == "references":
        needed += [(term.table, term.column) for term in _terms(rule.body.check) if isinstance(term, InColumn)]
    for table, column in needed:
        if column in headers[table].absent:
            of = "" if table == rule.table else f" of `{table}`"
            return RuleResult(rule, "unknown", reason=f"the column `{column}`{of} is absent")
    return None


def _terms(term: Term) -> list[Term]:
    return [term, *(inner for child in children(term) for inner in _terms(child))]
