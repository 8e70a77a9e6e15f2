"""Metrics: the columns that they read are gathered by Polars, group by group, and measured in Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from dcl.analysis.terms import Metric, Term
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.dtypes import dtype_of, outward
from dcl.engines.polars.leaves import leaves_of
from dcl.engines.polars.rows import Rows
from dcl.engines.polars.terms import whole
from dcl.engines.reference.metrics import constants_of, placed
from dcl.engines.reference.values import representable
from dcl.engines.rounding import rounded
from dcl.functions.metrics import METRICS
from dcl.types import ListOf, Record

if TYPE_CHECKING:
    from dcl.engines.polars.data import Data


def metrics_in(terms: Iterable[Term]) -> tuple[Metric, ...]:
    """The metrics in terms, each once."""
    found = dict.fromkeys(leaf for term in terms for leaf in leaves_of(term))
    return tuple(leaf for leaf in found if isinstance(leaf, Metric))


def of_table(data: Data, rows: Rows, term: Metric, chosen: pl.Expr | None) -> pl.Expr:
    """What a metric over all chosen rows comes to."""
    names = _names(term)
    found = collect(_read(rows, term, (), chosen).sort(rows.id))
    columns = {argument: found[name].to_list() for argument, name in names.items()}
    return pl.lit(_measured(data, term, columns), dtype=dtype_of(term.type))


def of_groups(data: Data, rows: Rows, term: Metric, per: Sequence[Term], chosen: pl.Expr | None) -> pl.LazyFrame:
    """What a metric comes to in each group, as `result` beside the group's `key0`, `key1` and so on."""
    keys = [f"key{place}" for place in range(len(per))]
    names = _names(term)
    read = collect(_read(rows, term, per, chosen)).sort(rows.id)
    found = read.group_by(keys, maintain_order=True).agg(*(pl.col(name) for name in names.values()))
    results = [
        _measured(data, term, dict(zip(names, columns, strict=True)))
        for columns in zip(*(found[name].to_list() for name in names.values()), strict=True)
    ]
    return found.select(*keys, pl.Series("result", results, dtype=dtype_of(term.type))).lazy()


def _names(term: Metric) -> dict[str, str]:
    return {argument: f"argument{place}" for place, (argument, _) in enumerate(term.arguments)}


def _read(rows: Rows, term: Metric, per: Sequence[Term], chosen: pl.Expr | None) -> pl.LazyFrame:
    """The arguments of the rows that the metric runs over, with the values of their group."""
    asked = [argument for _, argument in term.arguments]
    rows.need([*per, *asked, *([] if term.where is None else [term.where])])
    conditions = [whole(rows.expression(key), key.type) for key in per]
    conditions += [] if chosen is None else [chosen]
    conditions += [] if term.where is None else [rows.expression(term.where)]
    values = {f"key{place}": rows.expression(key) for place, key in enumerate(per)}
    values |= {name: rows.expression(each) for name, each in zip(_names(term).values(), asked, strict=True)}
    return (rows.frame.filter(*conditions) if conditions else rows.frame).select(rows.id, **values)


def _measured(data: Data, term: Metric, columns: dict[str, list[Any]]) -> Any:
    function = METRICS[term.function]
    types = {name: argument.type for name, argument in term.arguments}
    values = {
        name: placed(function, types[name], (outward(value, types[name]) for value in column))
        for name, column in columns.items()
    }
    constants = constants_of(function, term)
    if term.against is None:
        result = function.compute(values, constants)
    else:
        first, type_ = next(iter(types.items()))
        result = function.compute(values[first], _other_side(data, term, type_), constants)
    return representable(rounded(result) if isinstance(result, float) else result)


def _other_side(data: Data, term: Metric, type_: Any) -> Any:
    """The column that a metric measures against: how often each value stands in it, where values can be counted."""
    if term.against is None:
        raise ValueError(f"`{term.text}` measures against nothing")
    column = data.column(*term.against)
    rows = data.rows(term.against[0])
    rows.need([column])
    frame = rows.frame.select(value=rows.expression(column))
    function = METRICS[term.function]
    if isinstance(type_, ListOf | Record):
        return placed(function, type_, (outward(value, column.type) for value in collect(frame)["value"].to_list()))
    counted = collect(frame.drop_nulls().group_by("value").agg(pl.len().alias("rows")).sort("value"))
    values = placed(function, type_, (outward(value, column.type) for value in counted["value"].to_list()))
    return dict(zip(values, counted["rows"].to_list(), strict=True))
