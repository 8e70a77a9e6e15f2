"""From the checked contract to the program: every table to read, every rule as a formula, in the order of reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dcl.analysis.contract import (
    CheckedColumn,
    CheckedContract,
    CheckedRule,
    CheckedTable,
    Constraint,
    Dependence,
    Derived,
    Settings,
)
from dcl.analysis.own_rules import column_constraints
from dcl.analysis.terms import (
    Aggregate,
    AllRows,
    Column,
    Field,
    FromGroups,
    InColumn,
    IsMissing,
    Metric,
    Not,
    Path,
    ReferringRows,
    Term,
    TiedRows,
    children,
)
from dcl.ir.json import fingerprint
from dcl.ir.program import (
    Allow,
    Body,
    CellCheck,
    ColumnSpec,
    DeterminesCheck,
    GroupCheck,
    Location,
    NoOtherColumns,
    NotEmpty,
    PairCheck,
    Present,
    Program,
    Review,
    ReviewOnly,
    RowCheck,
    Rule,
    TableSpec,
    TextFormat,
    UniqueCheck,
)
from dcl.source import Span
from dcl.syntax import ast

_STRUCTURAL = {"present", "rows", "columns"}


def lower(contract: CheckedContract) -> Program:
    """The program of a checked contract."""
    lowering = _Lowering(contract)
    rules = tuple(lowering.rules())
    description = contract.decl.description
    program = Program(
        name=contract.decl.name.text,
        version=contract.decl.version,
        path=contract.path,
        fingerprint="",
        description=description.value if description else None,
        tables=tuple(_table(table) for table in contract.tables.values()),
        rules=rules,
    )
    return replace(program, fingerprint=fingerprint(program))


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(table: CheckedTable) -> TableSpec:
    return TableSpec(
        name=table.name,
        columns=tuple(_column(column, table.missing) for column in table.columns.values()),
        derived=tuple((name, derived.term) for name, derived in _in_order(table)),
        keys=table.keys,
        open=table.open,
        may_be_empty=table.may_be_empty,
        may_be_absent=table.may_be_absent,
        sources=table.sources,
        captured=table.captured,
        origin=table.origin,
        format=_text_format(table.format),
    )


def _column(column: CheckedColumn, missing: tuple[str, ...]) -> ColumnSpec:
    return ColumnSpec(
        name=column.name,
        file_name=column.file_name,
        type=column.type,
        optional=column.optional,
        missing=tuple(dict.fromkeys((*missing, *column.missing))),
        unit=column.unit,
        format=column.format,
        separator=column.separator,
        may_be_absent=column.may_be_absent,
        sensitive=column.sensitive,
        field_specs=tuple(_column(field, missing) for field in column.fields),
    )


def _in_order(table: CheckedTable) -> Iterator[tuple[str, Derived]]:
    """The derived columns, each after those that it reads. Circles are reported before."""
    placed: dict[str, None] = {}

    def place(name: str) -> None:
        if name in placed:
            return
        for read in _own_columns(table.derived[name].term, table.name):
            if read in table.derived and read != name:
                place(read)
        placed[name] = None

    for name in table.derived:
        place(name)
    return ((name, table.derived[name]) for name in placed)


def _own_columns(term: Term, table: str) -> Iterator[str]:
    if isinstance(term, Column) and term.table == table:
        yield term.name
    for child in children(term):
        yield from _own_columns(child, table)


def _text_format(statement: ast.FormatStatement | None) -> TextFormat:
    if statement is None:
        return TextFormat()
    options: dict[str, Any] = {}
    for option in statement.options:
        match option.value:
            case ast.Name(text=word):
                options[option.name.text] = word == "yes"
            case ast.IntLit(value=value) | ast.Text(value=value):
                options[option.name.text] = value
    return TextFormat(statement.format.text, **options)


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Lowering:
    def __init__(self, contract: CheckedContract) -> None:
        self.contract = contract
        self.needs: dict[tuple[str, str], frozenset[str]] = {}

    def rules(self) -> Iterator[Rule]:
        for table in self.contract.tables.values():
            yield from (self._spoken_of(rule) for rule in self._own_rules(table))
        for rule in self.contract.rules:
            yield self._rule(rule)

    def _spoken_of(self, rule: Rule) -> Rule:
        """A column's own rule with what `rule TABLE.COLUMN.CONSTRAINT { … }` says of it."""
        found = self.contract.column_rules.get(rule.id)
        if found is None:
            return rule
        decl, settings = found
        return replace(
            rule,
            description=settings.description or rule.description,
            severity=settings.severity or rule.severity,
            allow=_allow(settings),
            tags=settings.tags,
            location=_location(decl.target[0].span),
        )

    # ── Rules that tables and columns make ───────────────────────────────────────────────────────────────────

    def _own_rules(self, table: CheckedTable) -> Iterator[Rule]:
        at = _location(table.decl.name.span)
        if isinstance(table.origin, FromGroups):
            yield from self._uniques(table)
            return
        if not table.may_be_empty:
            yield Rule(f"{table.name}.rows", table.name, "table", NotEmpty(), location=at)
        if not table.open:
            yield Rule(f"{table.name}.columns", table.name, "table", NoOtherColumns(), location=at)
        for column in table.columns.values():
            yield from self._column_rules(table, column)
        if table.keys:
            first = table.columns[table.keys[0]].decl.span
            yield self._unique(f"{table.name}.key", table, table.keys, first)
        yield from self._uniques(table)

    def _uniques(self, table: CheckedTable) -> Iterator[Rule]:
        for columns, span in table.uniques:
            yield self._unique(f"{table.name}.{'+'.join(columns)}.unique", table, columns, span)

    def _unique(self, id_: str, table: CheckedTable, columns: tuple[str, ...], span: Span) -> Rule:
        types = {**table.made, **{column.name: column.type for column in table.columns.values()}}
        shows = tuple((name, Column(types[name], table.name, name)) for name in columns)
        column = columns[0] if len(columns) == 1 else None
        return Rule(id_, table.name, "row", UniqueCheck(columns), location=_location(span), column=column, shows=shows)

    def _column_rules(self, table: CheckedTable, column: CheckedColumn) -> Iterator[Rule]:
        constraints = {constraint.kind: constraint for constraint in column.constraints}
        cell = Column(column.type, table.name, column.name)
        nested = {f"{f.name}.{c.kind}": c for f in column.fields for c in f.constraints}
        for name in column_constraints(column):
            kind = name.removeprefix(f"{column.name}.")
            constraint = constraints.get(kind) or nested.get(kind)
            span = constraint.span if constraint else column.decl.span
            yield Rule(
                id=f"{table.name}.{name}",
                table=table.name,
                scope="table" if kind in _STRUCTURAL else "row",
                body=self._column_body(column, cell, kind, constraint),
                location=_location(span),
                formula=f"{column.name} {constraint.text}" if constraint else None,
                column=column.name,
                shows=((column.name, cell),),
                tables=()
                if constraint is None or constraint.term is None
                else self._tables(constraint.term, table.name),
            )

    def _column_body(self, column: CheckedColumn, cell: Column, kind: str, constraint: Constraint | None) -> Body:
        if kind == "present":
            return Present(column.name)
        if constraint is None:
            return CellCheck(column.name, kind)
        if constraint.term is None:
            return UniqueCheck((column.name,))
        judged = constraint.term
        subject = _subject(judged, cell)
        return RowCheck(judged, when=(Not(IsMissing(subject)),))

    # ── Rules by name ────────────────────────────────────────────────────────────────────────────────────────

    def _rule(self, rule: CheckedRule) -> Rule:
        order = tuple(term for term, _ in rule.order)
        terms = (*rule.check_terms, *rule.when, *rule.per, *(rule.within or ()), *order)
        needed = frozenset().union(*(self._tables(term, rule.table) for term in terms))
        settings = rule.settings
        reviewed = settings.review is not None and rule.check is None
        return Rule(
            id=rule.id,
            table=rule.table,
            scope=rule.scope,
            body=_body(rule),
            severity=settings.severity or "error",
            description=settings.description,
            location=_location(rule.check_span),
            formula=None if rule.check is None else " ".join(rule.check_span.text.removeprefix("check").split()),
            allow=Allow() if reviewed else _allow(settings),
            tags=settings.tags,
            shows=rule.shows,
            measures=rule.measures,
            group_names=rule.per_names,
            tables=tuple(sorted(needed)),
            review=_review(settings, reviewed),
            fixes=rule.fixes,
        )

    def _tables(self, term: Term, own: str) -> tuple[str, ...]:
        """The other tables that a term reads, also through derived columns."""
        return tuple(sorted(self._read(term) - {own}))

    def _read(self, term: Term) -> frozenset[str]:
        through = (self._read_by(table, column) for table, column in _columns_named(term))
        return frozenset(_tables_named(term)).union(*through)

    def _read_by(self, table: str, column: str) -> frozenset[str]:
        """The tables that a derived column reads; none for a declared one."""
        step = (table, column)
        if step not in self.needs:
            derived = self.contract.tables[table].derived.get(column) if table in self.contract.tables else None
            self.needs[step] = self._read(derived.term) if derived else frozenset()
        return self.needs[step]


def _body(rule: CheckedRule) -> Body:
    match rule.check:
        case None:
            return ReviewOnly(rule.when, rule.per)
        case Dependence(left=left, right=right, right_names=names):
            return DeterminesCheck(left, right, names, rule.when, rule.per)
        case check if rule.within is not None:
            return PairCheck(check, rule.within, rule.when, rule.order)
        case check if rule.scope == "row":
            return RowCheck(check, rule.when, rule.per, rule.order)
        case check:
            return GroupCheck(check, rule.when, rule.per, rule.order)


def _review(settings: Settings, governs: bool) -> Review | None:
    """What people judge; `allow` is the acceptance number of a rule without a check."""
    if settings.review is None:
        return None
    accept = _allow(settings) if governs else Allow()
    return Review(settings.review.share, settings.review.count, accept)


def _tables_named(term: Term) -> Iterator[str]:
    match term:
        case Path(table=table) | InColumn(table=table) | Metric(against=(table, _)):
            yield table
        case Aggregate(source=ReferringRows(table=table) | AllRows(table=table) | TiedRows(table=table)):
            yield table
    for child in children(term):
        yield from _tables_named(child)


def _columns_named(term: Term) -> Iterator[tuple[str, str]]:
    match term:
        case Column(table=table, name=name):
            yield table, name
        case Path(table=table, column=column) | InColumn(table=table, column=column):
            yield table, column
        case Metric(against=(table, column)):
            yield table, column
    for child in children(term):
        yield from _columns_named(child)


def _subject(term: Term, cell: Column) -> Term:
    """The cell that a constraint judges: the column, or the field of its record that the constraint reads.

    Fields of the elements of a list are none: the cell is the whole list.
    """
    if isinstance(term, Field) and _root(term) == cell:
        return term
    return next((found for child in children(term) if (found := _subject(child, cell)) != cell), cell)


def _root(term: Term) -> Term:
    return _root(term.base) if isinstance(term, Field) else term


def _allow(settings: Settings) -> Allow:
    return Allow(settings.allow_share, settings.allow_count)


def _location(span: Span) -> Location:
    return Location(span.source.path, span.line, span.column)
