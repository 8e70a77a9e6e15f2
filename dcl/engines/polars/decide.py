"""What a rule on rows comes to on each row: whether it checks the row, and whether the row passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dcl.analysis.terms import (
    Column,
    Compare,
    Const,
    InRange,
    InSet,
    IsMissing,
    Matches,
    Not,
    Term,
    ToFloat,
    children,
)
from dcl.engines.polars.data import Data
from dcl.engines.polars.leaves import leaves_of, own_aggregates
from dcl.engines.polars.rows import Rows
from dcl.engines.polars.sequences import bring_sequences
from dcl.engines.polars.statistics import is_provable, never
from dcl.engines.polars.terms import expression, whole
from dcl.ir.program import CellCheck, RowCheck, Rule
from dcl.types import ListOf, Record


@dataclass(frozen=True)
class Decision:
    """One rule as conditions on the rows of a frame.

    `chosen` names the column (never null) that says which rows are checked, None: all. `passes` says which of these
    pass and is null where that is unknown; None: all of them. A `certain` decision is never unknown on a chosen row,
    and null or true on all others; without `chosen` it checks the rows on which it is not null. `inside` names the
    column (never null) that says which rows belong to a group, None: all.
    """

    rule: Rule
    chosen: str | None
    passes: pl.Expr | None
    certain: bool = False
    inside: str | None = None


def stands_alone(rule: Rule) -> bool:
    """Whether each row can be decided without the other rows of its table."""
    match rule.body:
        case CellCheck():
            return True
        case RowCheck(check=check, when=when, per=per, order=order):
            return not per and not order and not own_aggregates((check, *when))
        case _:
            return False


class Decider:
    """Decides the rules of one table that stand alone, with what several rules ask made once."""

    def __init__(self, data: Data, table: str, rows: Rows | None = None) -> None:
        self.rows = data.rows(table) if rows is None else rows
        self._source = data.tables[table]
        self._made: dict[object, str] = {}

    def decide(self, rule: Rule) -> Decision:
        """The decision of one rule, and in `rows` all that it reads."""
        match rule.body:
            case CellCheck(column=column, kind=kind):
                return self._decide_cells(rule, column, kind)
            case RowCheck(check=check, when=when):
                return self._decide_rows(rule, check, when)
            case body:
                raise TypeError(f"{type(body).__name__} is not decided row by row")

    def _decide_cells(self, rule: Rule, column: str, kind: str) -> Decision:
        self.rows.prepare([column])
        cells = self._source.cells(column)
        there = None if cells.missing is None else self._once(("there", column), ~cells.missing)
        if kind == "required":
            return Decision(rule, None, None if there is None else pl.col(there), certain=True)
        breaks = cells.breaks.get(kind)
        return Decision(rule, there, None if breaks is None else ~breaks, certain=True)

    def _decide_rows(self, rule: Rule, check: Term, when: tuple[Term, ...]) -> Decision:
        self.rows.need([check, *when])
        passes = self.rows.expression(check)
        asked = frozenset(map(_asked_to_be_there, when))
        if when and known_with(check) == asked:
            return Decision(rule, None, None if self._is_proved(check) else passes, certain=True)
        chosen = all_true(self.rows, when)
        return Decision(rule, None if chosen is None else self._once(when, chosen), passes)

    def _is_proved(self, check: Term) -> bool:
        """Whether statistics tell that the check is true of all rows of a Parquet file."""
        if not self._source.table.parquet or not is_provable(check):
            return False
        columns = [leaf for leaf in leaves_of(check) if isinstance(leaf, Column)]
        if not all(column.name in self._source.spec.by_name for column in columns):
            return False
        cells = {column: self._source.cells(column.name) for column in columns}
        if any(each.missing is not None or each.breaks or each.prepared is not None for each in cells.values()):
            return False
        raw = self.rows.leaves.beside({column: each.value for column, each in cells.items()})
        return never(self._source.base, ~expression(check, raw))

    def _once(self, asked: object, value: pl.Expr) -> str:
        if asked not in self._made:
            (made,) = self.rows.make(value)
            self._made[asked] = made.meta.output_name()
        return self._made[asked]


def _asked_to_be_there(condition: Term) -> Term | None:
    """The column of a condition that says no more than that the column is not missing."""
    match condition:
        case Not(operand=IsMissing(operand=Column() as column)):
            return column
        case _:
            return None


def known_with(check: Term) -> frozenset[Term] | None:
    """The columns such that the check is known exactly where none of them is missing; None where this is not sure."""
    match check:
        case Column():
            return frozenset([check])
        case Const():
            return frozenset()
        case Not() | InSet() | Matches() | ToFloat() | Compare() | InRange():
            if isinstance(check, Compare) and isinstance(check.left.type, ListOf | Record):
                return None
            parts = [known_with(part) for part in children(check)]
            return None if None in parts else frozenset().union(*(part for part in parts if part is not None))
        case _:
            return None


def all_true(rows: Rows, when: Sequence[Term]) -> pl.Expr | None:
    """Whether all of `when` is true, never null; None where there is nothing to ask."""
    if not when:
        return None
    return pl.all_horizontal(*(rows.expression(term) for term in when)).fill_null(value=False)


def choose(rows: Rows, when: Sequence[Term], per: Sequence[Term]) -> tuple[str | None, str | None]:
    """The columns that say which rows of a group `when` chooses, and which rows are in a group; None: all.

    Aggregates in `when` are those of all rows of the group.
    """
    if own := own_aggregates(when):
        rows.join_own(per, own, None)
    rows.need([*when, *per])
    inside = in_group(rows, per)
    chosen = all_true(rows, when)
    if inside is None:
        return (None if chosen is None else _made(rows, chosen)), None
    members = _made(rows, inside)
    return (members if chosen is None else _made(rows, chosen & pl.col(members))), members


def _made(rows: Rows, value: pl.Expr) -> str:
    return rows.make(value)[0].meta.output_name()


def in_group(rows: Rows, per: Sequence[Term]) -> pl.Expr | None:
    """Whether no `per` value of a row is missing; None without `per`."""
    if not per:
        return None
    return pl.all_horizontal(*(whole(rows.expression(term), term.type) for term in per))


def decide_in_groups(data: Data, rule: Rule, body: RowCheck) -> tuple[Rows, Decision]:
    """Decides a rule that compares a row with its group."""
    rows = data.rows(rule.table)
    bring_sequences(data, rows, (body.check, *body.when), body.per, body.order)
    chosen, inside = choose(rows, body.when, body.per)
    if own := own_aggregates([body.check]):
        rows.join_own(body.per, own, None if chosen is None else pl.col(chosen))
    rows.need([body.check])
    return rows, Decision(rule, chosen, rows.expression(body.check), inside=inside)
