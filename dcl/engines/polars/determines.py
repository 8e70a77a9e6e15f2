"""Dependence: rows that agree on the left agree on the right.

First each group is asked whether its smallest and greatest value differ; only in groups where they do is counted which
value most rows carry, and only their rows are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from dcl.analysis.terms import Term
from dcl.engines.base import Failure, Tally
from dcl.engines.polars.cells import ROW
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.data import Data
from dcl.engines.polars.decide import all_true
from dcl.engines.polars.dtypes import outward
from dcl.engines.polars.leaves import own_aggregates
from dcl.engines.polars.samples import fetch_samples
from dcl.engines.polars.terms import whole
from dcl.ir.program import DeterminesCheck, Rule


def check_determines(data: Data, rule: Rule, body: DeterminesCheck, limit: int | None) -> Tally:
    """The tally of a dependence. A row that misses a value on the left is unknown."""
    frame, left, right = _chosen_rows(data, rule, body)
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in (*left, *right))
    checked, decided = collect(frame.select(pl.len(), known.sum().alias("known"))).row(0)
    agreeing = frame.filter(pl.all_horizontal(pl.col(name).is_not_null() for name in left))
    torn = _torn_groups(agreeing, left, right)
    if torn.is_empty():
        return Tally(checked, 0, checked - decided)
    blamed = _blame(collect(agreeing.join(torn.lazy(), on=left, how="semi")), left, right)
    at_fault = pl.any_horizontal(pl.col(_fault(name)) for name in right)
    failing = blamed.filter(at_fault).sort(ROW)
    without_all = failing.select((~known).sum()).item()
    failures = _failures(data, rule, body, failing if limit is None else failing.head(limit), right)
    return Tally(checked, failing.height, checked - decided - without_all, failures=failures)


def _chosen_rows(data: Data, rule: Rule, body: DeterminesCheck) -> tuple[pl.LazyFrame, list[str], list[str]]:
    """The numbers of the rows that `when` chooses, with the values on both sides."""
    rows = data.rows(rule.table)
    if own := own_aggregates(body.when):
        rows.join_own(body.per, own, None)
    sides = (*body.per, *body.left, *body.right)
    rows.need([*body.when, *sides])
    chosen = all_true(rows, body.when)
    left = [f"left{place}" for place in range(len(body.per) + len(body.left))]
    right = [f"right{place}" for place in range(len(body.right))]
    values = [
        pl.when(whole(value, term.type)).then(value).alias(name)
        for name, term, value in zip((*left, *right), sides, map(rows.expression, sides), strict=True)
    ]
    frame = rows.frame if chosen is None else rows.frame.filter(chosen)
    return frame.select(ROW, *values), left, right


def _torn_groups(frame: pl.LazyFrame, left: Sequence[str], right: Sequence[str]) -> pl.DataFrame:
    """The groups whose rows do not agree on some column on the right."""
    schema = frame.clone().collect_schema()

    def differs(name: str) -> pl.Expr:
        column = pl.col(name)
        return column.drop_nulls().n_unique() > 1 if schema[name].is_nested() else column.min() != column.max()

    groups = frame.group_by(left).agg(differs(name).alias(name) for name in right)
    return collect(groups.filter(pl.any_horizontal(right)).select(left))


def _fault(name: str) -> str:
    return f"fault.{name}"


def _expected(name: str) -> str:
    return f"expected.{name}"


def _blame(rows: pl.DataFrame, left: Sequence[str], right: Sequence[str]) -> pl.DataFrame:
    """For each column on the right whether a row is at fault, and what was expected where one value is most common."""
    for name in right:
        column = pl.col(name)
        votes = rows.filter(column.is_not_null()).group_by(*left, name).agg(pl.len().alias("votes"))
        most = votes.filter(pl.col("votes") == pl.col("votes").max().over(left))
        winners = most.group_by(left).agg(
            pl.when(pl.len() == 1).then(column.first()).alias(_expected(name)), pl.len().alias("winners")
        )
        joined = rows.join(winners, on=left, how="left")
        agrees = (pl.col("winners") == 1) & (column == pl.col(_expected(name)))
        fault = column.is_not_null() & ~agrees.fill_null(value=False)
        rows = joined.with_columns(fault.alias(_fault(name))).drop("winners")
    return rows


def _failures(
    data: Data, rule: Rule, body: DeterminesCheck, failing: pl.DataFrame, right: Sequence[str]
) -> tuple[Failure, ...]:
    """One failure for each column at fault, in the order of the rows."""
    samples = fetch_samples(data, rule.table, [rule], failing[ROW])
    return tuple(
        samples[row[ROW]].failure(rule, row[ROW], named, _suggested(row, column, term))
        for row in failing.iter_rows(named=True)
        for column, named, term in zip(right, body.right_names, body.right, strict=True)
        if row[_fault(column)]
    )


def _suggested(row: dict[str, Any], column: str, term: Term) -> Any:
    return outward(row[_expected(column)], term.type)
