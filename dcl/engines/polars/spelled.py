"""Cells read in batches: quickly where a vectorised reading is sure, one by one where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import polars as pl

from dcl.engines.polars.dtypes import INSTANT, dtype_of, inward
from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells import Misfit, cell_reader
from dcl.tables.cells_durations import MICROSECONDS
from dcl.tables.cells_numbers import PERCENT
from dcl.tables.cells_text import BLANKS, spelling_of_times
from dcl.tables.table import CellKind
from dcl.time_format import ISO_DATE, ISO_DATETIME
from dcl.types import BOOL, DATE, DATETIME, DURATION, FLOAT, INT, TEXT, ListOf, Record

STATES = {"missing": 1, "type": 2, "domain": 3, "unit": 4}
"""What a cell without a value is. A cell with one has the state 0."""

_REMEMBERED = 100_000
_UP_TO_SECONDS = len("2026-11-24T10:00:00")


def state_of(cell: object) -> int:
    """The state of a cell as `dcl.tables.cells` reads it."""
    if isinstance(cell, Misfit):
        return STATES[cell.kind]
    return STATES["missing"] if cell is None else 0


class CellBatch:
    """Reads the cells of one column, a batch at a time, into structs of a value and a state."""

    def __init__(self, spec: ColumnSpec, kind: CellKind, format: TextFormat) -> None:
        self._spec = spec
        self._kind = kind
        self._format = format
        self._read_cell = cell_reader(spec, kind, format)
        self._known: dict[Any, tuple[Any, int]] = {}
        self._value_dtype = dtype_of(spec.type)
        self.dtype = pl.Struct({"value": self._value_dtype, "state": pl.UInt8()})

    def read(self, raw: pl.Series) -> pl.Series:
        """The values and states of a batch of raw cells."""
        raw = raw.alias("raw")
        missing = self._surely_missing(raw)
        value = self._surely_read(raw)
        if self._spec.missing and missing.any():
            # A number may be declared as a spelling of "missing".
            value = value.zip_with(~missing, pl.Series("value", [None], dtype=self._value_dtype))
        doubtful = value.is_null() & ~missing
        state = missing.cast(pl.UInt8) * STATES["missing"]
        if doubtful.any():
            value, state = self._settle(raw, value, state, doubtful)
        return pl.DataFrame([value.alias("value"), state.alias("state")]).to_struct("cell")

    def _surely_missing(self, raw: pl.Series) -> pl.Series:
        if isinstance(self._spec.type, ListOf) and self._kind is CellKind.TEXT:
            return pl.repeat(value=False, n=len(raw), dtype=pl.Boolean, eager=True)
        missing = raw.is_null()
        if raw.dtype.is_float():
            missing = missing | raw.is_nan().fill_null(value=True)
        if raw.dtype == pl.String:
            if self._kind is CellKind.TEXT:
                missing = missing | (raw == "").fill_null(value=True)
            if self._spec.missing:
                missing = missing | raw.is_in(list(self._spec.missing)).fill_null(value=True)
        return missing

    def _surely_read(self, raw: pl.Series) -> pl.Series:
        """The values that a vectorised reading is sure of; null for all other cells, missing ones among them."""
        reading = self._reading(raw.dtype)
        if reading is None:
            return pl.Series("value", [None], dtype=self._value_dtype).new_from_index(0, len(raw))
        return raw.to_frame("raw").select(reading(pl.col("raw")).alias("value")).to_series()

    def _reading(self, dtype: pl.DataType) -> Callable[[pl.Expr], pl.Expr] | None:
        if dtype.is_float() and self._spec.type == INT:
            return _whole_floats
        if isinstance(self._spec.type, Record) and isinstance(dtype, pl.List | pl.Array):
            return _items_reading(self._spec.type, dtype)
        if dtype != pl.String:
            return None
        if self._kind is CellKind.TEXT or self._spec.unit is not None:
            return self._text_reading()
        return self._time_reading() if self._spec.type in (DATE, DATETIME) else None

    def _text_reading(self) -> Callable[[pl.Expr], pl.Expr] | None:
        type_, percent = self._spec.type, self._spec.unit == PERCENT
        if type_ == INT and not percent:
            return lambda raw: _ints(self._number(raw))
        if type_ == FLOAT:
            return lambda raw: _floats(self._number(raw), percent)
        if type_ == BOOL and self._spec.unit is None:
            return _bools
        if type_ in (DATE, DATETIME) and self._spec.unit is None:
            return self._time_reading()
        if type_ == DURATION and self._spec.unit is None:
            return _durations
        if type_ == ListOf(TEXT) and self._spec.unit is None and not self._spec.missing:
            return self._texts_parted
        return None

    def _number(self, raw: pl.Expr) -> pl.Expr:
        """The text of a number with a point as its decimal sign and without its unit; null where in doubt."""
        if self._spec.unit is not None:
            bare = raw.str.strip_suffix(self._spec.unit).str.strip_chars_end(BLANKS)
            raw = pl.when(raw.str.ends_with(self._spec.unit)).then(bare)
        if self._format.decimal != ".":
            pointless = pl.when(~raw.str.contains(".", literal=True)).then(raw)
            raw = pointless.str.replace(self._format.decimal, ".", literal=True)
        return raw

    def _time_reading(self) -> Callable[[pl.Expr], pl.Expr] | None:
        spelling = spelling_of_times(self._spec, self._format)
        if spelling == ISO_DATE:
            return _iso_dates
        return _iso_datetimes if spelling == ISO_DATETIME else None

    def _texts_parted(self, raw: pl.Expr) -> pl.Expr:
        separator = self._spec.separator
        parts = raw.reshape((-1, 1)).arr.to_list() if separator is None else raw.str.split(separator)
        stripped = parts.list.eval(pl.element().str.strip_chars(BLANKS))
        return pl.when(raw != "").then(stripped)

    def _settle(
        self, raw: pl.Series, value: pl.Series, state: pl.Series, doubtful: pl.Series
    ) -> tuple[pl.Series, pl.Series]:
        """Reads the doubtful cells one by one, a spelling that comes again only once."""
        read = list(self._read_all(raw.filter(doubtful)))
        values = pl.Series("value", [each for each, _ in read], dtype=self._value_dtype)
        states = pl.Series("state", [each for _, each in read], dtype=pl.UInt8)
        places = pl.select(
            pl.when(doubtful)
            .then(doubtful.cast(pl.Int64).cum_sum() + (len(raw) - 1))
            .otherwise(pl.int_range(len(raw), dtype=pl.Int64))
        ).to_series()
        return pl.concat([value, values]).gather(places), pl.concat([state, states]).gather(places)

    def _read_all(self, cells: Iterable[Any]) -> Iterator[tuple[Any, int]]:
        for raw in cells:
            if not isinstance(raw, str):
                yield self._read_one(raw)
                continue
            if (known := self._known.get(raw)) is None:
                known = self._read_one(raw)
                if len(self._known) < _REMEMBERED:
                    self._known[raw] = known
            yield known

    def _read_one(self, raw: Any) -> tuple[Any, int]:
        cell = self._read_cell(raw.to_list() if isinstance(raw, pl.Series) else raw)
        state = state_of(cell)
        return (inward(cell, self._spec.type) if state == 0 else None), state


def _ints(text: pl.Expr) -> pl.Expr:
    """Polars takes just a sign and ASCII digits that fit 64 bits; `3.0` is a second spelling."""
    return pl.coalesce(text, pl.lit("")).str.strip_suffix(".0").cast(pl.Int64, strict=False)


def _floats(text: pl.Expr, percent: bool) -> pl.Expr:
    """Polars takes the spellings of dcl and those of what is not finite."""
    if percent:
        text = pl.when(~text.str.contains("[eE]")).then(text + "e-2")
    value = text.cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value)


def _bools(text: pl.Expr) -> pl.Expr:
    spellings = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
    return text.replace_strict(spellings, default=None, return_dtype=pl.Boolean)


def _durations(text: pl.Expr) -> pl.Expr:
    """Sums of whole numbers that cannot leave 64 bits; `1.5h` is doubtful."""
    parts = text.str.extract_groups("^" + "".join(f"(?:([0-9]{{1,6}}){unit})?" for unit in MICROSECONDS) + "$")
    numbers = (parts.struct.field(str(place + 1)).cast(pl.Int64) for place in range(len(MICROSECONDS)))
    terms = [number * size for number, size in zip(numbers, MICROSECONDS.values(), strict=True)]
    return pl.when(pl.any_horizontal(term.is_not_null() for term in terms)).then(pl.sum_horizontal(terms))


def _items_reading(type_: Record, dtype: pl.List | pl.Array) -> Callable[[pl.Expr], pl.Expr] | None:
    """Fixed lists of floats, such as the `bbox` of COCO, where the column holds plain numbers."""
    plain = dtype.inner in (pl.Float32, pl.Float64, pl.Int8, pl.Int16, pl.Int32, pl.Int64)
    if not (plain and type_.positional and all(field == FLOAT for _, field, _ in type_.fields)):
        return None

    def read(raw: pl.Expr) -> pl.Expr:
        lists = raw.cast(pl.List(pl.Float64))
        items = [lists.list.get(place, null_on_oob=True).alias(name) for place, (name, _, _) in enumerate(type_.fields)]
        right = (lists.list.len() == len(items)) & pl.all_horizontal(item.is_finite() for item in items)
        return pl.when(right).then(pl.struct(items))

    return read


def _iso_dates(text: pl.Expr) -> pl.Expr:
    sure = text.str.contains("^[0-9]{4}-[0-9]{2}-[0-9]{2}$") & ~text.str.starts_with("0000")
    return pl.when(sure).then(text).str.to_date("%Y-%m-%d", strict=False)


def _iso_datetimes(text: pl.Expr) -> pl.Expr:
    """Instants without a zone or in UTC; those with another zone, or near the ends of time, are doubtful."""
    sure = text.str.contains(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-5][0-9](?:\.[0-9]{1,6})?Z?$"
    ) & ~text.str.starts_with("0000")
    plain = pl.when(sure).then(text).str.strip_suffix("Z").str.replace(" ", "T", literal=True)
    to_the_second = plain.str.len_bytes() == _UP_TO_SECONDS
    # Polars reads instants without a fraction more than twice as fast.
    quick = pl.when(to_the_second).then(plain).str.to_datetime("%Y-%m-%dT%H:%M:%S", time_unit="us", strict=False)
    slow = pl.when(~to_the_second).then(plain).str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False)
    return pl.coalesce(quick, slow).cast(INSTANT)


def _whole_floats(raw: pl.Expr) -> pl.Expr:
    """Frames often hold whole numbers as floats, for NaN's sake."""
    whole = raw.is_finite() & (raw == raw.floor()) & raw.is_between(-(2.0**63), 2.0**63, closed="left")
    return pl.when(whole).then(raw).cast(pl.Int64, strict=False)
