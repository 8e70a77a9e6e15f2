"""Tables given from Python: frames of Polars, pandas and Arrow, and lists of dictionaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dcl.diagnostics.codes_data import DCL614, DCL621
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.captures import with_captures
from dcl.readers.frame_values import NoValueError, plain_value
from dcl.readers.json import records_table
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table

Result = tuple[Table | None, tuple[Diagnostic, ...]]

SHOWN = "a frame"


def frame_table(value: object, name: str, spec: TableSpec | None = None) -> Result:
    """A table from a value of Python; `name` is the contract's name for it.

    With its `spec`, what the paths of files would give is missing.
    """
    table, problems = _table(value, name)
    return (with_captures(table, spec) if table and spec else table), problems


def _table(value: object, name: str) -> Result:
    if isinstance(value, pl.LazyFrame):
        return _lazy_table(value, name)
    if isinstance(value, pl.DataFrame):
        return _typed(value.lazy(), value.columns)
    if type(value).__module__.partition(".")[0] == "pandas" and hasattr(value, "columns"):
        return _pandas_table(value, name)
    if hasattr(value, "__arrow_c_stream__"):
        return _arrow_table(value, name)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return _records(value, name)
    kind = visible(type(value).__name__)
    return _no(
        name,
        f"gets a value of type `{kind}`, which is no table",
        "give a frame of Polars, pandas or Arrow, a list of dictionaries, or a path",
    )


def _typed(frame: pl.LazyFrame, columns: Sequence[str]) -> Result:
    return Table(CellKind.TYPED, tuple(columns), SHOWN, frame=frame), ()


def _lazy_table(frame: pl.LazyFrame, name: str) -> Result:
    try:
        return _typed(frame, frame.clone().collect_schema().names())
    except Exception as error:  # noqa: BLE001 - a lazy frame holds whatever its maker planned
        return _no(
            name, f"gets a lazy frame that cannot be planned: {_words(error)}", "collect it to see what is wrong"
        )


def _arrow_table(value: Any, name: str) -> Result:
    names = getattr(value, "column_names", None)
    if isinstance(names, list) and (problem := _named_twice(names, name)):
        return None, (problem,)
    try:
        frame = pl.DataFrame(value)
    except Exception as error:  # noqa: BLE001 - the other library decides what it raises
        return _no(name, f"gets Arrow data that cannot be read: {_words(error)}", "convert them to a Polars frame")
    return _typed(frame.lazy(), frame.columns)


def _pandas_table(value: Any, name: str) -> Result:
    """Column by column as Arrow does it, NaN and NaT as missing; where a column mixes kinds, cell by cell."""
    columns = [str(column) for column in value.columns]
    if problem := _named_twice(columns, name):
        return None, (problem,)
    named = value.set_axis(columns, axis="columns")
    try:
        frame = pl.from_pandas(named, nan_to_null=True)
    except Exception:  # noqa: BLE001 - Arrow refuses mixed columns in many ways, and may not be installed
        rows = zip(*(named[column].tolist() for column in columns), strict=True)
        return _records([dict(zip(columns, row, strict=True)) for row in rows], name, columns)
    if any(kind.base_type() is pl.Object for kind in frame.dtypes):
        return _records(named.to_dict("records"), name, columns)
    return _typed(frame.lazy(), columns)


def _records(values: Sequence[Any], name: str, columns: Sequence[str] = ()) -> Result:
    records: list[dict[str, Any]] = []
    for place, value in enumerate(values):
        if not isinstance(value, Mapping):
            kind = visible(type(value).__name__)
            return _no(name, f"gets a list whose item {place} is of type `{kind}`", "give a list of dictionaries")
        try:
            records.append({str(key): plain_value(inner) for key, inner in value.items()})
        except NoValueError as error:
            return _no(
                name, f"gets in row {place} {error}", "give texts, numbers, truth values, dates, lists, dictionaries"
            )
    table = records_table(records, SHOWN)
    if columns:
        table = Table(table.kind, tuple(columns), SHOWN, records=table.records)
    return table, ()


def _named_twice(columns: Sequence[str], name: str) -> Diagnostic | None:
    seen = set()
    for column in columns:
        if column in seen:
            message = f"the frame for `{visible(name)}` has two columns named `{visible(column)}`"
            return Diagnostic(DCL614, message, help="rename one of them")
        seen.add(column)
    return None


def _no(name: str, message: str, help: str) -> Result:
    return None, (Diagnostic(DCL621, f"`{visible(name)}` {message}", help=help),)


def _words(error: Exception) -> str:
    return visible(str(error).strip().split("\n")[0], 200) or type(error).__name__
