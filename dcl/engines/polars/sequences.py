"""The terms that need an order: the row before and after, the place of a row, and the spans of tags.

Rows are sorted once by group and precedence; what each finds beside it goes back to it by its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import polars as pl

from dcl.analysis.terms import Order, Position, Shifted, SpanNumber, Term, children
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.leaves import own_aggregates
from dcl.engines.polars.precedence import precedence, sortable
from dcl.engines.polars.rows import Rows
from dcl.engines.polars.terms import whole
from dcl.engines.reference.sequences import needs_order
from dcl.functions.aggregates import IN_ORDER
from dcl.types import INT

if TYPE_CHECKING:
    from dcl.engines.polars.data import Data

Ordered = Shifted | Position | SpanNumber
_IN_ORDER = frozenset(entry.name for entry in IN_ORDER)
_PLACE = Position(INT)


def bring_sequences(data: Data, rows: Rows, terms: Sequence[Term], per: Sequence[Term], order: Order) -> None:
    """Brings what the terms, and those of `per`, ask of the order of the rows."""
    if not order:
        return
    wide = [term for term in per if not needs_order(term)]
    if len(wide) < len(per):
        _bring(data, rows, _ordered_in(per), wide, order)
    leaves = [leaf for leaf in _ordered_in(terms) if leaf not in rows.leaves.known]
    if any(term.function in _IN_ORDER for term in own_aggregates(terms)):
        leaves = [*(leaf for leaf in leaves if leaf != _PLACE), _PLACE]
    if leaves:
        _bring(data, rows, leaves, per, order)
    if _PLACE in leaves:
        rows.place = rows.expression(_PLACE)


def _ordered_in(terms: Iterable[Term]) -> list[Ordered]:
    """The terms that need an order, those inside aggregates among them, each once."""
    return list(dict.fromkeys(leaf for term in terms for leaf in _found_in(term)))


def _found_in(term: Term) -> Iterator[Ordered]:
    if isinstance(term, Shifted | Position | SpanNumber):
        yield term
    else:
        for part in children(term):
            yield from _found_in(part)


def _bring(data: Data, rows: Rows, leaves: Sequence[Ordered], per: Sequence[Term], order: Order) -> None:
    read = {leaf: leaf.operand for leaf in leaves if not isinstance(leaf, Position)}
    defaults = [leaf.default for leaf in leaves if isinstance(leaf, Shifted) and leaf.default is not None]
    sorted_by = [term for term, _ in order]
    keys = [data.column(rows.table, name) for name in data.tables[rows.table].spec.keys]
    rows.need([*per, *sorted_by, *keys, *read.values(), *defaults])
    by = [(sortable(rows.expression(term), term), False) for term in per]
    groups = [f"per{place}" for place in range(len(per))]
    by += precedence(rows, order, keys)
    names = [*groups, *(f"by{place}" for place in range(len(per), len(by)))]
    has_place = [whole(rows.expression(term), term.type) for term in (*per, *sorted_by)]
    found = collect(
        rows.frame.filter(*has_place).select(
            rows.id,
            **{name: value for name, (value, _) in zip(names, by, strict=True)},
            **{f"read{leaves.index(leaf)}": rows.expression(term) for leaf, term in read.items()},
        )
    )
    found = found.sort(*names, rows.id, descending=[*(falls for _, falls in by), False])
    group = pl.struct(groups).rle_id() if groups else pl.lit(0, dtype=pl.UInt32)
    placed = found.lazy().with_columns(g=group).with_columns(begins=_differs("g", 1), ends=_differs("g", -1))
    made = [_beside(leaf, f"read{place}").alias(f"beside{place}") for place, leaf in enumerate(leaves)]
    _give_back(data, rows, leaves, collect(placed.select(rows.id, "begins", "ends", *made).sort(rows.id)))


def _differs(name: str, by: int) -> pl.Expr:
    return (pl.col(name) != pl.col(name).shift(by)).fill_null(value=True)


def _beside(leaf: Ordered, read: str) -> pl.Expr:
    """What a row of the sorted frame finds beside it."""
    match leaf:
        case Position():
            place = pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
            return place - _at_begin(place - 1)
        case Shifted(offset=offset):
            edge = pl.col("begins" if offset < 0 else "ends")
            return pl.when(~edge).then(pl.col(read).shift(-offset))
        case SpanNumber():
            return _span(pl.col(read).fill_null("").str.splitn("-", 2))


def _span(tag: pl.Expr) -> pl.Expr:
    """The number of the span of a row, from its tag split into a mark and a kind."""
    mark, kind = tag.struct.field("field_0"), tag.struct.field("field_1").fill_null("")
    is_inside = mark.is_in(["B", "I"])
    open_kind = pl.when(is_inside).then(kind)
    before = pl.when(~pl.col("begins")).then(open_kind.shift())
    starts = ((mark == "B") | (is_inside & open_kind.ne_missing(before))).cast(pl.Int64)
    count = starts.cum_sum()
    return pl.when(is_inside).then(count - _at_begin(count - starts))


def _at_begin(value: pl.Expr) -> pl.Expr:
    """The value in the first row of the group."""
    return pl.when(pl.col("begins")).then(value).forward_fill()


def _give_back(data: Data, rows: Rows, leaves: Sequence[Ordered], found: pl.DataFrame) -> None:
    names = {name: data.fresh() for name in found.columns if name != rows.id}
    rows.frame = rows.frame.join(found.rename(names).lazy(), on=rows.id, how="left", maintain_order="left")
    for place, leaf in enumerate(leaves):
        value = pl.col(names[f"beside{place}"])
        if isinstance(leaf, Shifted) and leaf.default is not None:
            edge = pl.col(names["begins" if leaf.offset < 0 else "ends"])
            value = pl.when(edge).then(rows.expression(leaf.default)).otherwise(value)
        rows.know(leaf, rows.make(value)[0])
