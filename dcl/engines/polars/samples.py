"""The cells to show of failing rows, fetched at the end, once for each table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dcl.analysis.terms import Column, Term
from dcl.engines.base import Failure
from dcl.engines.polars.cells import ROW, raw_name
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.data import Data
from dcl.engines.polars.dtypes import outward
from dcl.engines.polars.leaves import own_aggregates
from dcl.engines.polars.rows import Rows
from dcl.ir.program import Rule

_GAP = 200_000
"""Failing rows this far apart are fetched apart, so that what lies between them is not read."""


@dataclass(frozen=True)
class Sample:
    """What is known of one row: its keys, and the values of the terms that rules show."""

    keys: Mapping[str, Any]
    values: Mapping[Term, Any]

    def failure(self, rule: Rule, row: int, column: str | None = None, suggestion: Any = None) -> Failure:
        """A failing row of a rule."""
        shown = {name: self.values[term] for name, term in rule.shows}
        return Failure(row, self.keys, shown, column=column, suggestion=suggestion)


def fetch_samples(data: Data, table: str, rules: Iterable[Rule], rows: pl.Series) -> dict[int, Sample]:
    """The samples of some rows of a table, with what the rules show."""
    if rows.is_empty():
        return {}
    keys = {name: data.column(table, name) for name in data.tables[table].spec.keys}
    terms = tuple(dict.fromkeys([*keys.values(), *(term for rule in rules for _, term in rule.shows)]))
    numbers = rows.unique().sort()
    columns = values_in(data, table, terms, numbers)
    samples = {}
    for place, row in enumerate(numbers):
        values = {term: columns[term][place] for term in terms}
        samples[row] = Sample({name: values[term] for name, term in keys.items()}, values)
    return samples


def values_in(data: Data, table: str, terms: Sequence[Term], numbers: pl.Series) -> dict[Term, Sequence[Any]]:
    """The values of the terms in the rows of these numbers, in this order."""
    declared = data.tables[table].spec.by_name
    plain = [term for term in terms if isinstance(term, Column) and term.name in declared]
    others = [term for term in terms if term not in plain]
    rows = Rows(data, table, _only(data.tables[table].base, numbers), ROW)
    if own := own_aggregates(others):
        raise LookupError(f"`{own[0].text}` is of a group and cannot be shown beside a row")
    rows.need(others)
    raw = rows.frame.clone().collect_schema().names()
    names = [raw_name(term.name) for term in plain if raw_name(term.name) in raw]
    made = {term: f"shown{place}" for place, term in enumerate(others)}
    plan = rows.frame.select(ROW, *names, *(rows.expression(term).alias(name) for term, name in made.items()))
    found = collect(plan).sort(ROW)
    values = {term: [outward(value, term.type) for value in found[name].to_list()] for term, name in made.items()}
    return values | {term: data.tables[table].shown(term.name, found, numbers) for term in plain}


def _only(base: pl.LazyFrame, numbers: pl.Series) -> pl.LazyFrame:
    """The rows of these numbers, read in stretches."""
    gaps = numbers.diff().fill_null(_GAP + 1) > _GAP
    stretches = numbers.to_frame("row").with_columns(gaps.cum_sum().alias("part")).partition_by("part")
    parts = []
    for stretch in stretches:
        first, last = stretch["row"][0], stretch["row"][-1]
        parts.append(base.slice(first, last - first + 1).filter(pl.col(ROW).is_in(stretch["row"].implode())))
    return parts[0] if len(parts) == 1 else pl.concat(parts)
