"""The rows of a table with, beside their raw cells, whatever rules read of them: one lazy frame that grows.

Values come in rounds: first those that need only what is there, then those that need these. A path and an aggregate
over another table are joined once for all that share their ties. Joins keep the order of the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from dcl.analysis.terms import Aggregate, AllRows, Column, Elements, It, Metric, Outer, Path, Term
from dcl.engines.polars import aggregates
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.dtypes import dtype_of
from dcl.engines.polars.leaves import (
    Ties,
    asked_of_each,
    inputs_of,
    leaves_of,
    read_around,
    reads_only_elements,
    seen_from_here,
    table_of,
    ties_of,
)
from dcl.engines.polars.terms import Leaves, expression, whole
from dcl.engines.polars.weight import heavy_parts
from dcl.types import ListOf

if TYPE_CHECKING:
    from dcl.engines.polars.data import Data


class Rows:
    """A frame of rows of `table`, or of elements or pairs made from them; `id` is the column that numbers them."""

    def __init__(self, data: Data, table: str, frame: pl.LazyFrame, id_: str) -> None:
        self.frame = frame
        self.table = table
        self.id = id_
        self.leaves = Leaves({}, data.values_of)
        self.place: pl.Expr = pl.col(id_)
        """What the rows sort by for aggregates that take them in order; null in rows without a place."""
        self._data = data
        self._prepared: set[str] = set()

    def expression(self, term: Term) -> pl.Expr:
        """The term over the columns of the frame; `need` it first."""
        return expression(term, self.leaves)

    def know(self, leaf: Term, value: pl.Expr) -> None:
        """Takes an expression for the value of a leaf from now on."""
        self.leaves = self.leaves.beside({leaf: value})

    def need(self, terms: Iterable[Term]) -> None:
        """Brings everything that the terms read into the frame."""
        terms = tuple(terms)
        while waiting := self._waiting(terms):
            ready = [leaf for leaf in waiting if all(map(self._is_known, self._inputs(leaf)))]
            if not ready:
                raise LookupError(f"no value of {waiting[0]} can be brought to a row of {self.table}")
            self._bring(ready)
        self._lighten(terms)

    def _lighten(self, terms: Iterable[Term]) -> None:
        """Computes first what would be spelled too often in the expressions of the terms."""
        for term in terms:
            for part in heavy_parts(term, self.leaves.known):
                (value,) = self.make(self.expression(part))
                self.know(part, value)

    def make(self, *values: pl.Expr) -> tuple[pl.Expr, ...]:
        """Adds the values as columns of the frame, so that whatever reads them shares them."""
        names = [self._data.fresh() for _ in values]
        self.frame = self.frame.with_columns(value.alias(name) for name, value in zip(names, values, strict=True))
        return tuple(pl.col(name) for name in names)

    def _waiting(self, terms: Sequence[Term]) -> list[Term]:
        """The leaves still to bring, those that others need among them."""
        found: dict[Term, None] = {}
        left = list(terms)
        while left:
            for leaf in leaves_of(left.pop()):
                if leaf not in self.leaves.known and leaf not in found:
                    found[leaf] = None
                    left.extend(self._inputs(leaf))
        return list(found)

    def _is_known(self, term: Term) -> bool:
        return all(leaf in self.leaves.known for leaf in leaves_of(term))

    def _inputs(self, leaf: Term) -> tuple[Term, ...]:
        if isinstance(leaf, Column) and leaf.table == self.table:
            derived = self._data.tables[self.table].spec.derived_by_name.get(leaf.name)
            return () if derived is None else (derived,)
        # Around the rows of an inner aggregate, an outer row is known as such; around those of an outer one, as itself.
        return tuple(self._inward(term) for term in inputs_of(leaf))

    def _inward(self, term: Term) -> Term:
        if isinstance(term, Column) and term.table != self.table:
            return Outer(term.type, term.table, term.name)
        return term

    def _bring(self, ready: Sequence[Term]) -> None:
        columns = [leaf for leaf in ready if isinstance(leaf, Column)]
        self._bring_columns([leaf for leaf in columns if not self._inputs(leaf)])
        self._bring_derived([leaf for leaf in columns if self._inputs(leaf)])
        paths: dict[tuple[Term, str, str], list[Path]] = {}
        joined: dict[tuple[str, Ties], list[Aggregate]] = {}
        for leaf in ready:
            match leaf:
                case Path():
                    paths.setdefault((leaf.base, leaf.table, leaf.key), []).append(leaf)
                case Aggregate(source=Elements()):
                    self._bring_of_elements(leaf)
                case Aggregate(source=source) if read_around(leaf):
                    self._bring_bound(leaf, table_of(source))
                case Aggregate(source=AllRows(table=table)):
                    joined.setdefault((table, ()), []).append(leaf)
                case Aggregate(source=source):
                    joined.setdefault((table_of(source), ties_of(source)), []).append(leaf)
        for (base, table, key), of_base in paths.items():
            self._follow(base, table, key, of_base)
        for (table, ties), tied in joined.items():
            if ties:
                self._bring_tied(table, ties, tied)
            else:
                self._bring_totals(table, tied)

    def _bring_columns(self, columns: Sequence[Column]) -> None:
        read = [(column, self._data.tables[self.table].cells(column.name)) for column in columns]
        self.prepare(column.name for column in columns)
        self.frame = self.frame.with_columns(cells.value.alias(f"value.{column.name}") for column, cells in read)
        for column in columns:
            self.know(column, pl.col(f"value.{column.name}"))

    def prepare(self, columns: Iterable[str]) -> None:
        """Makes what the cells of declared columns are parts of, where it is not there yet."""
        fresh = [column for column in columns if column not in self._prepared]
        self._prepared.update(fresh)
        made = [self._data.tables[self.table].cells(column).prepared for column in fresh]
        if any(each is not None for each in made):
            self.frame = self.frame.with_columns(each for each in made if each is not None)

    def _bring_derived(self, columns: Sequence[Column]) -> None:
        terms = self._data.tables[self.table].spec.derived_by_name
        self._lighten(terms[column.name] for column in columns)
        values = [self.expression(terms[column.name]) for column in columns]
        for column, value in zip(columns, self.make(*values) if values else (), strict=True):
            self.know(column, value)

    def _follow(self, base: Term, table: str, key: str, paths: Sequence[Path]) -> None:
        """Joins the rows of another table by a key, but for the keys that several rows share."""
        other = self._data.rows(table)
        key_term = self._data.column(table, key)
        values = [self._data.column(table, path.column) for path in paths]
        other.need([key_term, *values])
        name, at = self._data.fresh(), other.expression(key_term)
        shown = {path: self._data.fresh() for path in paths}
        found = other.frame.filter(at.is_not_null())
        if len(repeated := self._data.repeated(table, key)):
            found = found.filter(~at.is_in(repeated.implode()))
        lookup = found.select(
            at.alias(name),
            *(other.expression(value).alias(shown[path]) for path, value in zip(paths, values, strict=True)),
        )
        self._join(lookup, [self.expression(base)], [name])
        for path in paths:
            self.know(path, pl.col(shown[path]))

    def _join(self, lookup: pl.LazyFrame, here: Sequence[pl.Expr], there: Sequence[str]) -> None:
        """Joins at most one row to each row; the keys of the lookup are dropped."""
        keys = [key.meta.output_name() for key in self.make(*here)]
        self.frame = self.frame.join(
            lookup, left_on=keys, right_on=list(there), how="left", nulls_equal=False, maintain_order="left"
        )

    def _bring_totals(self, table: str, terms: Sequence[Aggregate]) -> None:
        """Aggregates over a whole table are found at once and stand as constants."""
        other = self._data.rows(table)
        for term, value in zip(terms, other.totals(terms), strict=True):
            self.know(term, value)

    def totals(self, terms: Sequence[Aggregate], chosen: pl.Expr | None = None) -> tuple[pl.Expr, ...]:
        """What aggregates over all the rows of this frame, or the chosen ones, come to."""
        self.need(part for term in terms for part in asked_of_each(term))
        asked = self._asked(terms)
        frame = self.frame if chosen is None else self.frame.filter(chosen)
        names = [f"total{place}" for place in range(len(terms))]
        made = [
            aggregates.over(term, *asked[term], self.place).alias(name) for term, name in zip(terms, names, strict=True)
        ]
        settled = [aggregates.settled(term, pl.col(name)).alias(name) for term, name in zip(terms, names, strict=True)]
        found = collect(frame.select(made).select(settled))
        return tuple(
            pl.lit(found[name].item(), dtype=dtype_of(term.type)) for term, name in zip(terms, names, strict=True)
        )

    def _asked(self, terms: Sequence[Aggregate]) -> dict[Aggregate, tuple[pl.Expr | None, pl.Expr | None]]:
        """The argument and the `where` of each aggregate as columns of the frame."""
        parts = tuple(dict.fromkeys(part for term in terms for part in asked_of_each(term)))
        if not parts:
            return dict.fromkeys(terms, (None, None))
        columns: dict[Term | None, pl.Expr | None] = {None: None}
        columns.update(zip(parts, self.make(*map(self.expression, parts)), strict=True))
        return {term: (columns[term.argument], columns[term.where]) for term in terms}

    def by_group(
        self, keys: Sequence[Term], terms: Sequence[Aggregate], chosen: pl.Expr | None, *others: pl.Expr
    ) -> tuple[pl.LazyFrame, list[str], list[str]]:
        """Aggregates of the rows that agree on the keys, with the names of the keys and of the results."""
        self.need([*keys, *(part for term in terms for part in asked_of_each(term))])
        asked = self._asked(terms)
        columns = self.make(*map(self.expression, keys))
        is_there = [whole(column, key.type) for column, key in zip(columns, keys, strict=True)]
        frame = self.frame.filter(*is_there) if chosen is None else self.frame.filter(chosen, *is_there)
        names = [self._data.fresh() for _ in terms]
        made = [
            aggregates.over(term, *asked[term], self.place).alias(name) for term, name in zip(terms, names, strict=True)
        ]
        settled = [aggregates.settled(term, pl.col(name)).alias(name) for term, name in zip(terms, names, strict=True)]
        key_names = [column.meta.output_name() for column in columns]
        return frame.group_by(columns).agg(*made, *others).with_columns(settled), key_names, names

    def groups(
        self, keys: Mapping[str, Term], own: Sequence[Aggregate], alike: Sequence[Term], chosen: pl.Expr | None
    ) -> Rows:
        """One row for each group, numbered by its first row, with its keys, its aggregates and what all its rows have
        alike."""
        self.need([*keys.values(), *alike])
        places = {leaf: self._data.fresh() for leaf in alike}
        firsts = [self.expression(leaf).first().alias(name) for leaf, name in places.items()]
        frame, key_names, names = self.by_group(
            tuple(keys.values()), own, chosen, pl.col(self.id).min().alias(self.id), *firsts
        )
        made = Rows(self._data, self.table, frame.rename(dict(zip(key_names, keys, strict=True))), self.id)
        for leaf, name in (*zip(own, names, strict=True), *places.items()):
            made.know(leaf, pl.col(name))
        return made

    def as_one(self, terms: Sequence[Term], own: Mapping[Aggregate | Metric, pl.Expr]) -> Rows:
        """The table as one row that knows its own aggregates and metrics, and what the terms read of other tables."""
        made = Rows(self._data, self.table, pl.LazyFrame({self.id: [0]}), self.id)
        for term, value in own.items():
            made.know(term, value)
        made.need(terms)
        return made

    def _bring_tied(self, table: str, ties: Ties, terms: Sequence[Aggregate]) -> None:
        other = self._data.rows(table)
        grouped, keys, names = other.by_group([there for there, _ in ties], terms, None)
        self._join_results(
            grouped, [self.expression(here) for _, here in ties], keys, dict(zip(terms, names, strict=True))
        )

    def _join_results(
        self, grouped: pl.LazyFrame, here: Sequence[pl.Expr], keys: Sequence[str], names: dict[Aggregate, str]
    ) -> None:
        found = self._data.fresh()
        self._join(grouped.with_columns(pl.lit(value=True).alias(found)), here, keys)
        for term, name in names.items():
            value = pl.when(pl.col(found)).then(pl.col(name)).otherwise(aggregates.of_nothing(term))
            self.know(term, self.make(value)[0])

    def join_own(self, per: Sequence[Term], terms: Sequence[Aggregate], chosen: pl.Expr | None) -> None:
        """Brings aggregates over the rows of each row's own group, chosen ones only; without `per`, over all rows."""
        if not per:
            for term, value in zip(terms, self.totals(terms, chosen), strict=True):
                self.know(term, value)
            return
        grouped, keys, names = self.by_group(per, terms, chosen)
        self._join(grouped, [pl.col(key) for key in keys], keys)
        for term, name in zip(terms, names, strict=True):
            self.know(term, pl.col(name))

    def _bring_bound(self, term: Aggregate, table: str) -> None:
        """An aggregate that asks something of this row of each row of another table: by pairs of rows."""
        ties, around = ties_of(term.source), read_around(term)
        other = self._data.rows(table)
        inner = other._carried(term, Outer)
        other.need([*inner, *(there for there, _ in ties)])
        carried = other.make(*(other.expression(leaf) for leaf in inner)) if inner else ()
        inner_keys = other.make(*(other.expression(there) for there, _ in ties)) if ties else ()
        here = [self.expression(self._inward(seen_from_here(leaf))) for leaf in around]
        outer = self.make(*here)
        outer_keys = self.make(*(self.expression(here) for _, here in ties)) if ties else ()
        left = self.frame.select(self.id, *outer, *outer_keys)
        right = other.frame.select(*carried, *inner_keys)
        if ties:
            paired = left.join(right, left_on=list(outer_keys), right_on=list(inner_keys), how="inner")
        else:
            paired = left.join(right, how="cross")
        number = self._data.fresh()
        pairs = Rows(self._data, table, paired.with_row_index(number), number)
        for leaf, value in (*zip(inner, carried, strict=True), *zip(around, outer, strict=True)):
            pairs.know(leaf, value)
        self._join_back(pairs, term)

    def _join_back(self, pairs: Rows, term: Aggregate) -> None:
        """Joins what an aggregate over pairs or elements comes to for each row that they were made from."""
        pairs.need(asked_of_each(term))
        argument, where = pairs._asked([term])[term]
        result = self._data.fresh()
        made = pairs.frame.group_by(self.id).agg(aggregates.over(term, argument, where, pairs.place).alias(result))
        settled = made.with_columns(aggregates.settled(term, pl.col(result)).alias(result))
        self._join_results(settled, [pl.col(self.id)], [self.id], {term: result})

    def _bring_of_elements(self, term: Aggregate) -> None:
        if not isinstance(term.source, Elements):
            raise TypeError(f"`{term.text}` runs over no list")
        values = self.expression(term.source.operand)
        if term.argument is None and term.where is None:
            self.know(term, self.make(values.list.len().cast(pl.Int64))[0])
            return
        if reads_only_elements(term):
            inside = self.leaves.beside({_element(term): pl.element()})
            parts = [None if part is None else expression(part, inside) for part in (term.argument, term.where)]
            made = values.list.agg(aggregates.over(term, *parts))
            self.know(term, self.make(aggregates.settled(term, made))[0])
            return
        self._bring_of_exploded(term, values)

    def _bring_of_exploded(self, term: Aggregate, values: pl.Expr) -> None:
        """An aggregate that asks something of this row of each element of its list: by rows of elements."""
        inner = self._carried(term, It)
        self.need(inner)
        carried = self.make(*(self.expression(leaf) for leaf in inner)) if inner else ()
        (elements,) = self.make(values)
        number = self._data.fresh()
        exploded = self.frame.filter(elements.list.len() > 0).select(self.id, elements, *carried)
        each = Rows(
            self._data, self.table, exploded.explode(elements.meta.output_name()).with_row_index(number), number
        )
        each.know(_element(term), elements)
        for leaf, value in zip(inner, carried, strict=True):
            each.know(leaf, value)
        self._join_back(each, term)
        self.know(term, self.make(pl.when(elements.is_not_null()).then(self.leaves.known[term]))[0])

    def _carried(self, term: Aggregate, left_out: type[Outer] | type[It]) -> list[Term]:
        """What an aggregate asks of this row for each row or element, but for what is around it."""
        found: dict[Term, None] = {}
        for leaf in (leaf for part in asked_of_each(term) for leaf in leaves_of(part)):
            needed = [inner for part in self._inputs(leaf) for inner in leaves_of(part)]
            carried = needed if any(isinstance(inner, Outer | It) for inner in needed) else [leaf]
            found.update(dict.fromkeys(inner for inner in carried if not isinstance(inner, It | left_out)))
        return list(found)


def _element(term: Aggregate) -> It:
    if not isinstance(term.source, Elements) or not isinstance(term.source.operand.type, ListOf):
        raise TypeError(f"`{term.text}` runs over no list")
    return It(term.source.operand.type.element)
