"""Measuring columns against each other: what points at what, what follows from what, what is unique together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import polars as pl

from dcl.infer.dependencies import Agreement
from dcl.infer.guess import TableGuess
from dcl.tables.table import CellKind, Table

TRIED_FIRST = 20_000
"""On the first rows most of what does not hold is found out."""


class Columns:
    """The columns of a table as texts, what is missing as null; each is read once.

    In frames they are called by their places, since Polars takes a name such as `*` for all columns.
    """

    def __init__(self, table: Table, guess: TableGuess) -> None:
        self.table = table
        self.missing = {column.name: {*guess.missing, *column.missing} for column in guess.columns}
        self.place = {name: place for place, name in enumerate(table.columns)}
        self.known: dict[str, pl.Series] = {}

    def called(self, name: str) -> str:
        """What a column is called in frames."""
        return f"column {self.place[name]}"

    def series(self, name: str) -> pl.Series:
        """One column."""
        if name not in self.known:
            self.known |= dict(zip([name], self._read([name], None), strict=True))
        return self.known[name]

    def frame(self, names: Sequence[str]) -> pl.DataFrame:
        """Some columns."""
        lacking = [name for name in names if name not in self.known]
        self.known |= dict(zip(lacking, self._read(lacking, None), strict=True))
        return pl.DataFrame([self.known[name].alias(self.called(name)) for name in names])

    def _read(self, names: Sequence[str], first: int | None) -> Iterator[pl.Series]:
        """Columns, or their first rows."""
        if self.table.records is not None:
            for name in names:
                values = [_text(record.get(name)) for record in self.table.records[:first]]
                yield self._cleaned(name, pl.Series(values, dtype=pl.String))
        elif self.table.frame is not None and names:
            frame = self.table.frame if first is None else self.table.frame.head(first)
            chosen = frame.select(pl.nth([self.place[name] for name in names])).collect(engine="streaming")
            for name, series in zip(names, chosen, strict=True):
                yield self._cleaned(name, series.cast(pl.String))

    def _cleaned(self, name: str, series: pl.Series) -> pl.Series:
        nothing = {*self.missing[name], *([""] if self.table.kind is CellKind.TEXT else [])}
        return series.set(series.is_in(list(nothing)), None) if nothing else series

    def codes(self, names: Sequence[str], first: int | None = None) -> pl.DataFrame:
        """Some columns, or their first rows, as numbers that are equal just where their values are."""
        series = list(self._read(names, first)) if first is not None else self.frame(names).get_columns()
        return pl.DataFrame([_coded(each).alias(self.called(name)) for name, each in zip(names, series, strict=True)])


def _coded(series: pl.Series) -> pl.Series:
    return series.cast(pl.Categorical).to_physical().cast(pl.Int64)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_contained(inner: pl.Series, outer: pl.Series) -> bool:
    """Whether every value of a column stands in another one; two different ones at least."""
    values = inner.drop_nulls().unique()
    return len(values) > 1 and bool(values.is_in(outer.drop_nulls().implode()).all())


def agreements(columns: Columns, names: Sequence[str]) -> Iterator[Agreement]:
    """All pairs of columns of which the right one follows from the left one."""
    if len(names) < 2:
        return
    called = {columns.called(name): name for name in names}
    head = columns.codes(names, TRIED_FIRST)
    hopeful = {left: _following(head, left, [each for each in called if each != left]) for left in called}
    needed = {each for left, rights in hopeful.items() if rights for each in (left, *rights)}
    codes = columns.codes([called[each] for each in called if each in needed])
    for left, tried in hopeful.items():
        for right in _following(codes, left, tried):
            yield _agreement(codes[left].alias(called[left]), codes[right].alias(called[right]))


def _following(codes: pl.DataFrame, left: str, rights: list[str]) -> list[str]:
    if not rights:
        return []
    grouped = codes.lazy().filter(pl.col(left).is_not_null()).group_by(left)
    spread = grouped.agg((pl.col(right).max() - pl.col(right).min()).alias(right) for right in rights)
    widest = spread.select(pl.col(rights).max()).collect().row(0)
    return [right for right, width in zip(rights, widest, strict=True) if width == 0]


def _agreement(left: pl.Series, right: pl.Series) -> Agreement:
    both = left.is_not_null() & right.is_not_null()
    rows = int(both.sum())
    sizes = left.filter(both).value_counts(name="count")["count"]
    commonest = right.filter(both).value_counts(name="count")["count"].max()
    share = commonest / rows if isinstance(commonest, int) and rows else 1.0
    return Agreement(left.name, right.name, int((sizes > 1).sum()), rows - len(sizes), share)


def unique_pairs(columns: Columns, names: Sequence[str]) -> Mapping[tuple[str, str], float]:
    """The pairs of columns that no two rows agree on, and how many pairs of rows would by chance."""
    if len(names) < 2:
        return {}
    called = {name: columns.called(name) for name in names}
    head = columns.codes(names, TRIED_FIRST)
    hopeful = [(one, two) for one, two in combinations(names, 2) if _is_unique(head, called[one], called[two])]
    codes = columns.codes([name for name in names if any(name in pair for pair in hopeful)])
    alike = {name: _alike(codes[called[name]]) for name in names if called[name] in codes.columns}
    rows = codes.height
    return {
        (one, two): rows * (rows - 1) / 2 * alike[one] * alike[two]
        for one, two in hopeful
        if _is_unique(codes, called[one], called[two])
    }


def _alike(codes: pl.Series) -> float:
    """How likely two rows taken at random have the same value."""
    shares = codes.drop_nulls().value_counts(name="count")["count"] / max(1, len(codes))
    return float((shares * shares).sum())


def _is_unique(codes: pl.DataFrame, one: str, two: str) -> bool:
    if codes[one].null_count() or codes[two].null_count():
        return False
    return not codes.select(one, two).is_duplicated().any()


def first_values(columns: Columns, names: Sequence[str], left: str, number: int) -> list[dict[str, str]]:
    """A few rows with different left values, in which all the columns are there: for examples."""
    frame = columns.frame(names).drop_nulls()
    rows = frame.unique(columns.called(left), keep="first", maintain_order=True).head(number).rows()
    return [dict(zip(names, row, strict=True)) for row in rows]
