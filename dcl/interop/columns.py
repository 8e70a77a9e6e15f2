"""What the rules of single columns ask of their values, in the keywords of JSON Schema, for formats that take these.

Other formats read cells themselves, so here every cell fits its column: a number is a number, however it is spelled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dcl.analysis.contract import CheckedColumn, CheckedTable
from dcl.analysis.terms import InColumn, Matches
from dcl.compile import Compiled
from dcl.interop.bounds import bounds_of
from dcl.interop.exported import LeftOut
from dcl.interop.reasons import lenience, reason_of_rule, walk
from dcl.interop.schema_conditions import Beyond, Conditions
from dcl.interop.schema_logic import Schema, both
from dcl.interop.schema_types import Labels, Types
from dcl.ir.program import CellCheck, ColumnSpec, NoOtherColumns, RowCheck, Rule, TableSpec, UniqueCheck
from dcl.run.messages import constraint_of, is_column_rule
from dcl.types import DATE, DATETIME, LabelType, ListOf, OneOf, Type


@dataclass(frozen=True)
class Ask:
    """What one rule asks of a value, or of each element of a list (`of_elements`)."""

    rule: Rule
    schema: Schema
    of_elements: bool = False

    @property
    def pattern(self) -> str | None:
        """The pattern in the language's own spelling, where the rule asks for just that."""
        check = self.rule.body.check if isinstance(self.rule.body, RowCheck) else None
        return check.pattern if isinstance(check, Matches) else None


@dataclass(frozen=True)
class ColumnFacts:
    """A column with what is asked of it. Of `asks` a format takes those it can say."""

    spec: ColumnSpec
    checked: CheckedColumn
    required: bool
    unique: bool
    references: tuple[str, str] | None
    asks: tuple[Ask, ...]

    @property
    def name(self) -> str:
        return self.spec.file_name

    @property
    def type(self) -> Type:
        return self.spec.type

    @property
    def description(self) -> str | None:
        return self.checked.decl.description.value if self.checked.decl.description else None

    @property
    def choices(self) -> tuple[str, ...] | None:
        """The spellings of a column with a closed list of them (each element, of a list)."""
        return spellings(self.type.element if isinstance(self.type, ListOf) else self.type)


@dataclass(frozen=True)
class TableFacts:
    """A table, what is asked of its columns, and why its other rules are no business of single columns."""

    spec: TableSpec
    checked: CheckedTable
    rules: tuple[Rule, ...]
    columns: tuple[ColumnFacts, ...]
    others: tuple[LeftOut, ...]

    @cached_property
    def by_name(self) -> dict[str, ColumnFacts]:
        """The columns by the names that the contract gives them."""
        return {column.spec.name: column for column in self.columns}

    @cached_property
    def holds(self) -> frozenset[str]:
        """The rules that make a row wrong when it breaks them."""
        return frozenset(rule.id for rule in self.rules if lenience(rule) is None)

    @property
    def key(self) -> tuple[ColumnFacts, ...]:
        """The columns of the key, where the key makes rows wrong."""
        held = f"{self.spec.name}.key" in self.holds
        return tuple(self.by_name[name] for name in self.spec.keys) if held else ()

    @property
    def uniques(self) -> tuple[tuple[Rule, tuple[ColumnFacts, ...]], ...]:
        """The sets of several columns that are unique together, beside the key."""
        found = ((rule, rule.body.columns) for rule in self.rules if isinstance(rule.body, UniqueCheck))
        return tuple(
            (rule, tuple(self.by_name[name] for name in names))
            for rule, names in found
            if len(names) > 1 and rule.id in self.holds and constraint_of(rule) != "key"
        )

    @property
    def closed(self) -> bool:
        """Whether the table has no other columns."""
        return any(isinstance(rule.body, NoOtherColumns) and rule.id in self.holds for rule in self.rules)

    def left_out(self, expressed: Collection[str], why: str) -> tuple[LeftOut, ...]:
        """Every rule that a format does not state, in the order of reports."""
        reasons = {each.id: each.why for each in self.others}
        return tuple(LeftOut(rule.id, reasons.get(rule.id, why)) for rule in self.rules if rule.id not in expressed)


def spellings(type_: Type) -> tuple[str, ...] | None:
    """The spellings of a closed list of values."""
    if isinstance(type_, LabelType):
        return tuple(label.spelling for label in type_.labels)
    return type_.choices if isinstance(type_, OneOf) else None


def table_facts(contract: Compiled, table: str) -> TableFacts:
    """What is asked of each declared column of a table."""
    spec, checked = contract.program.table[table], contract.checked.tables[table]
    rules = tuple(rule for rule in contract.program.rules if rule.table == table)
    declared = [column for column in spec.columns if not checked.columns[column.name].implicit]
    names = frozenset(column.name for column in declared)
    conditions = Conditions(spec, Types(Labels.of(spec.columns), spec.format), names, names)
    asks: dict[str, list[Ask]] = {name: [] for name in names}
    others = []
    for rule in rules:
        why = reason_of_rule(rule)
        if why is None and isinstance(rule.body, RowCheck):
            try:
                column, ask = _ask(conditions, checked, rule)
                asks[column].append(ask)
            except Beyond as error:
                why = error.why
        if why is not None:
            others.append(LeftOut(rule.id, why))
    columns = tuple(_column(column, checked, rules, tuple(asks[column.name])) for column in declared)
    return TableFacts(spec, checked, rules, columns, tuple(others))


def _column(column: ColumnSpec, table: CheckedTable, rules: tuple[Rule, ...], asks: tuple[Ask, ...]) -> ColumnFacts:
    held = [rule for rule in rules if rule.column == column.name and lenience(rule) is None]
    return ColumnFacts(
        spec=column,
        checked=table.columns[column.name],
        required=any(isinstance(rule.body, CellCheck) and rule.body.kind == "required" for rule in held),
        unique=any(isinstance(rule.body, UniqueCheck) and constraint_of(rule) == "unique" for rule in held),
        references=next(_references(held), None),
        asks=asks,
    )


def _references(rules: list[Rule]) -> Iterator[tuple[str, str]]:
    for rule in rules:
        if isinstance(rule.body, RowCheck) and constraint_of(rule) == "references":
            yield from ((term.table, term.column) for term in walk(rule.body.check) if isinstance(term, InColumn))


def _ask(conditions: Conditions, table: CheckedTable, rule: Rule) -> tuple[str, Ask]:
    """The column that a rule speaks of alone, and what it asks of it; raises Beyond."""
    assert isinstance(rule.body, RowCheck)
    if not is_column_rule(rule) and rule.body.when:
        raise Beyond("it holds only for some rows")
    own = table.columns.get(rule.column or "")
    if own is not None and constraint_of(rule) == "range" and own.type in (DATE, DATETIME):
        return own.name, Ask(rule, _between(own))
    schema = conditions.truth(rule.body.check).not_false
    properties = schema.get("properties", {}) if isinstance(schema, dict) and schema.keys() == {"properties"} else {}
    if len(properties) != 1:
        raise Beyond("it speaks of more than one column")
    ((name, asked),) = properties.items()
    column = next(each.name for each in conditions.table.columns if each.file_name == name)
    if isinstance(asked, dict) and asked.keys() == {"items"}:
        return column, Ask(rule, asked["items"], of_elements=True)
    return column, Ask(rule, asked)


def _between(column: CheckedColumn) -> Schema:
    """The range of a column of dates or datetimes; the ends are Python's."""
    bounds = bounds_of(column)
    if bounds is None:
        raise Beyond("it is more than one range")
    made: dict[str, Any] = {}
    if bounds.low is not None:
        made["exclusiveMinimum" if bounds.low_open else "minimum"] = bounds.low
    if bounds.high is not None:
        made["exclusiveMaximum" if bounds.high_open else "maximum"] = bounds.high
    return made


def taken(
    asks: Collection[Ask], words: Collection[str], of_elements: bool = False
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The keywords of the rules that ask for nothing but these, as one, and the ids of the rules."""
    joined: Schema = True
    ids = []
    for ask in asks:
        together = both(joined, ask.schema)
        if isinstance(together, dict) and together.keys() <= set(words) and ask.of_elements is of_elements:
            joined = together
            ids.append(ask.rule.id)
    return joined if isinstance(joined, dict) else {}, tuple(ids)
