"""Failing rows told apart by values that they carry, and how many rows carry which values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from dcl.analysis.terms import Column, Term
from dcl.engines.polars.cells import ROW, raw_name
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.data import Data
from dcl.engines.polars.dtypes import outward
from dcl.engines.polars.fused import RowCounts
from dcl.engines.polars.samples import values_in
from dcl.engines.splitting import Splitter, hashable


def split_rows(
    data: Data, counts: Sequence[RowCounts], splitters: Mapping[str, Splitter], limit: int | None
) -> tuple[list[RowCounts], dict[str, tuple[Mapping[Any, int], ...]]]:
    """The counts with the rows to list, out of all that fail, and how many failing rows carry which value."""
    found = []
    splits: dict[str, tuple[Mapping[Any, int], ...]] = {}
    for table in dict.fromkeys(count.rule.table for count in counts):
        of_table = [count for count in counts if count.rule.table == table]
        values = _values_by_row(data, table, of_table, splitters)
        for count in of_table:
            splitter = splitters[count.rule.id]
            columns = [values.get(name, {}) for name in splitter.split.names]
            splits[count.rule.id] = tuple(Counter(column[row] for row in count.rows if column) for column in columns)
            rows = count.rows
            if limit is not None:
                items = [[(column[row],) if column else () for column in columns] for row in rows]
                rows = rows.gather(splitter.first(items, limit))
            found.append(replace(count, rows=rows))
    return found, splits


def _values_by_row(
    data: Data, table: str, counts: Sequence[RowCounts], splitters: Mapping[str, Splitter]
) -> dict[str, dict[int, Any]]:
    """What the failing rows of a table carry, by the names of the split."""
    failing = [count for count in counts if len(count.rows)]
    if not failing:
        return {}
    rule = failing[0].rule
    shows = dict(rule.shows)
    names = [name for name in splitters[rule.id].split.names if name in shows]
    numbers = pl.concat([count.rows for count in failing]).unique().sort()
    columns = values_in(data, table, tuple(dict.fromkeys(shows[name] for name in names)), numbers)
    rows = numbers.to_list()
    return {name: dict(zip(rows, map(hashable, columns[shows[name]]), strict=True)) for name in names}


def count_values(data: Data, table: str, terms: Sequence[Term]) -> dict[tuple[Any, ...], int]:
    """How many rows of a table have which values of the terms: a cell that does not fit stands by its raw text."""
    of_table = data.tables[table]
    rows = data.rows(table)
    raw = rows.frame.clone().collect_schema().names()
    plain = {term: raw_name(term.name) for term in terms if _is_declared(term, of_table.spec.by_name)}  # type: ignore[attr-defined]
    others = [term for term in terms if term not in plain]
    rows.need(others)
    made = {term: f"counted{place}" for place, term in enumerate(others)}
    keys = [pl.col(name) for name in dict.fromkeys(plain.values()) if name in raw]
    keys += [rows.expression(term).alias(name) for term, name in made.items()]
    if not keys:
        return {(None,) * len(terms): data.size(table)}
    found = collect(rows.frame.group_by(keys).agg(pl.len().alias("rows"), pl.col(ROW).min()))
    values = {term: [outward(value, term.type) for value in found[name]] for term, name in made.items()}
    values |= {term: list(of_table.shown(term.name, found, found[ROW])) for term in plain}  # type: ignore[attr-defined]
    counts: Counter[tuple[Any, ...]] = Counter()
    for place, rows_here in enumerate(found["rows"]):
        counts[tuple(hashable(values[term][place]) for term in terms)] += rows_here
    return dict(counts)


def _is_declared(term: Term, columns: Mapping[str, object]) -> bool:
    return isinstance(term, Column) and term.name in columns
