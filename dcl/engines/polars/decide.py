"""What a rule on rows comes to on each row: whether it checks the row, and whether the row passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dcl.analysis.terms import Term
from dcl.engines.polars.data import Data
from dcl.engines.polars.leaves import own_aggregates
from dcl.engines.polars.rows import Rows
from dcl.engines.polars.terms import whole
from dcl.ir.program import CellCheck, RowCheck, Rule


@dataclass(frozen=True)
class Decision:
    """One rule as conditions on rows.

    `chosen` (never null) says which rows are checked, None: all. `passes` says which of these pass and is null where
    that is unknown; None: all of them. `inside` (never null) says which rows belong to a group, None: all.
    """

    rule: Rule
    chosen: pl.Expr | None
    passes: pl.Expr | None
    inside: pl.Expr | None = None


def stands_alone(rule: Rule) -> bool:
    """Whether each row can be decided without the other rows of its table."""
    match rule.body:
        case CellCheck():
            return True
        case RowCheck(check=check, when=when, per=per):
            return not per and not own_aggregates((check, *when))
        case _:
            return False


def needed_terms(rule: Rule) -> tuple[Term, ...]:
    """The terms of a rule that stands alone."""
    return (rule.body.check, *rule.body.when) if isinstance(rule.body, RowCheck) else ()


def decide_alone(data: Data, rows: Rows, rule: Rule) -> Decision:
    """Decides a rule that stands alone, on rows that have all it needs."""
    match rule.body:
        case CellCheck() as body:
            return _decide_cells(data, rows, rule, body)
        case RowCheck(check=check, when=when):
            return Decision(rule, all_true(rows, when), rows.expression(check))
        case body:
            raise TypeError(f"{type(body).__name__} is not decided row by row")


def _decide_cells(data: Data, rows: Rows, rule: Rule, body: CellCheck) -> Decision:
    cells = data.tables[rule.table].cells(body.column)
    rows.prepare([body.column])
    if body.kind == "required":
        return Decision(rule, None, ~cells.missing)
    breaks = cells.breaks.get(body.kind)
    return Decision(rule, ~cells.missing, None if breaks is None else ~breaks)


def all_true(rows: Rows, when: Sequence[Term]) -> pl.Expr | None:
    """Whether all of `when` is true, never null; None where there is nothing to ask."""
    if not when:
        return None
    return pl.all_horizontal(*(rows.expression(term) for term in when)).fill_null(value=False)


def choose(rows: Rows, when: Sequence[Term], per: Sequence[Term]) -> tuple[pl.Expr | None, pl.Expr | None]:
    """Which rows of a group `when` chooses, and which rows are in a group; None: all.

    Aggregates in `when` are those of all rows of the group.
    """
    if own := own_aggregates(when):
        rows.join_own(per, own, None)
    rows.need([*when, *per])
    inside = in_group(rows, per)
    chosen = all_true(rows, when)
    if chosen is None or inside is None:
        return (inside if chosen is None else chosen), inside
    return chosen & inside, inside


def in_group(rows: Rows, per: Sequence[Term]) -> pl.Expr | None:
    """Whether no `per` value of a row is missing; None without `per`."""
    if not per:
        return None
    return pl.all_horizontal(*(whole(rows.expression(term), term.type) for term in per))


def decide_in_groups(data: Data, rule: Rule, body: RowCheck) -> tuple[Rows, Decision]:
    """Decides a rule that compares a row with its group."""
    rows = data.rows(rule.table)
    chosen, inside = choose(rows, body.when, body.per)
    if chosen is not None:
        (chosen,) = rows.make(chosen)
    if own := own_aggregates([body.check]):
        rows.join_own(body.per, own, chosen)
    rows.need([body.check])
    return rows, Decision(rule, chosen, rows.expression(body.check), inside)
