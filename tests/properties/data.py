"""Random data for the tables of a contract: the same values in every form, and wild cells of each form."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import strategies as st

from tests.properties import kinds
from tests.properties.worlds import Column, Draw, Table, World

Row = dict[str, Any]


@st.composite
def values(draw: st.DrawFn, world: World) -> dict[str, list[Row]]:
    """Rows of values that fit, some missing, for each table, by the names in the file."""
    return {table.name: _rows(draw, table, _value) for table in world.tables}


def _rows(draw: Draw, table: Table, cell: Any) -> list[Row]:
    size = draw(st.sampled_from((0, 1, 2, 3, 5, 8, 12) if table.name == "items" else (0, 1, 3, 5)))
    cells = {column.in_file: cell(column) for column in table.columns}
    return draw(st.lists(st.fixed_dictionaries(cells), min_size=size, max_size=size))  # type: ignore[no-any-return]


def _value(column: Column) -> st.SearchStrategy[Any]:
    seldom = st.sampled_from((True,) + (False,) * (3 if column.optional else 12))
    return seldom.flatmap(lambda missing: st.none() if missing else column.kind.values)


def frames(world: World, rows: dict[str, list[Row]]) -> dict[str, pl.DataFrame]:
    """The values as frames of the declared types."""
    return {
        table.name: pl.DataFrame(
            {column.in_file: [row[column.in_file] for row in rows[table.name]] for column in table.columns},
            schema={column.in_file: column.kind.dtype for column in table.columns},
        )
        for table in world.tables
    }


def records(world: World, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The values as JSON holds them; of a missing cell now and then the key is left out."""
    made: dict[str, list[Row]] = {}
    for table in world.tables:
        plain = {column.in_file: column.kind.plain for column in table.columns}
        made[table.name] = [
            {
                name: None if cell is None else plain[name](cell)
                for name, cell in row.items()
                if cell is not None or place % 2 == 0
            }
            for place, row in enumerate(rows[table.name])
        ]
        if made[table.name]:
            made[table.name][0] = dict.fromkeys(plain) | made[table.name][0]
    return made


def texts(world: World, rows: dict[str, list[Row]]) -> dict[str, str]:
    """The values as comma-separated text."""
    made = {}
    for table in world.tables:
        spelled = [
            ["" if row[column.in_file] is None else column.spelled(row[column.in_file]) for column in table.columns]
            for row in rows[table.name]
        ]
        made[table.name] = comma_separated([column.in_file for column in table.columns], spelled)
    return made


def comma_separated(header: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def write_texts(folder: Path, made: dict[str, str]) -> dict[str, Path]:
    paths = {}
    for name, text in made.items():
        paths[name] = folder / f"{name}.csv"
        paths[name].write_bytes(text.encode())
    return paths


def write_records(folder: Path, made: dict[str, list[Row]]) -> dict[str, Path]:
    paths = {}
    for name, rows in made.items():
        paths[name] = folder / f"{name}.ndjson"
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        paths[name].write_bytes(text.encode())
    return paths


# ── Wild cells ───────────────────────────────────────────────────────────────────────────────────────────────────


@st.composite
def wild_texts(draw: st.DrawFn, world: World) -> dict[str, str]:
    """Text files with misfits, odd spellings, declared missing spellings, and now and then other columns."""
    made = {}
    for table in world.tables:
        rows = _rows(draw, table, _wild_text)
        header = [column.in_file for column in table.columns]
        header = _header(draw, header)
        made[table.name] = comma_separated(header, [[row.get(name, "more") for name in header] for row in rows])
    return made


def _header(draw: Draw, names: list[str]) -> list[str]:
    """The columns as they are, or one short, or one more, or in another order."""
    change = draw(st.sampled_from(("", "", "", "", "", "less", "more", "turned")))
    if change == "less" and len(names) > 1:
        return names[:-1]
    if change == "turned":
        return names[::-1]
    return [*names, "undeclared"] if change == "more" else names


def _wild_text(column: Column) -> st.SearchStrategy[str]:
    fitting = column.kind.values.map(column.spelled)
    bare = column.kind.values.map(column.kind.spell)
    odd = st.sampled_from(column.kind.odd) | st.sampled_from(column.kind.odd).map(
        lambda cell: cell + (column.unit or "")
    )
    return fitting | fitting | fitting | odd | st.sampled_from(("", "", *kinds.MISSING)) | bare


@st.composite
def wild_records(draw: st.DrawFn, world: World) -> dict[str, list[Row]]:
    """Records whose cells hold whatever JSON holds, and now and then lack a key."""
    made = {}
    for table in world.tables:
        rows = _rows(draw, table, _wild_json)
        made[table.name] = [{name: cell for name, cell in row.items() if cell != "absent"} for row in rows]
        if draw(st.integers(0, 5)) == 0:
            made[table.name] = [{**row, "undeclared": 1} for row in made[table.name]]
    return made


def _wild_json(column: Column) -> st.SearchStrategy[Any]:
    fitting = column.kind.values.map(column.kind.plain)
    odd = st.sampled_from(kinds.ODD_JSON) | st.sampled_from(column.kind.odd) | st.sampled_from(kinds.MISSING)
    return fitting | fitting | fitting | odd | st.sampled_from((None, "absent"))


@st.composite
def wild_frames(draw: st.DrawFn, world: World) -> dict[str, pl.DataFrame]:
    """Frames some of whose columns have another type than the contract declares."""
    made = {}
    for table in world.tables:
        rows = _rows(draw, table, lambda column: st.none())
        size = len(rows)
        series = [_series(draw, column, size) for column in table.columns]
        if draw(st.integers(0, 5)) == 0:
            series = series[::-1][: max(1, len(series) - 1)]
        made[table.name] = pl.DataFrame(series)
    return made


OTHER_TYPES: tuple[tuple[Any, tuple[Any, ...]], ...] = (
    (pl.Int8, (-128, 127, 0, 1)),
    (pl.Int32, (-1, 0, 1, 2**31 - 1)),
    (pl.UInt64, (0, 1, 2**63 - 1, 2**63, 2**64 - 1)),
    (pl.Int128, (0, 1, -(2**63), 2**63, 2**100)),
    (pl.Float32, (0.0, 1.0, 0.1, 2.5, float("nan"), float("inf"))),
    (pl.Float64, (0.0, -0.0, 1.0, 2.0, 0.5, 1e18, 2.0**63, -(2.0**63), float("nan"), float("inf"), float("-inf"))),
    (pl.Boolean, (True, False)),
    (pl.String, ("", "1", "NA", "red", "2024-02-29", "2024-02-29T12:00:00Z", "x", "5 oz", "5%", "nan")),
    (pl.Categorical, ("red", "car", "low", "a", "none", "x", "")),
    (pl.Date, kinds.DATES),
    (pl.Datetime("us"), tuple(moment.replace(tzinfo=None) for moment in kinds.INSTANTS)),
    (pl.Datetime("ms", "Europe/Berlin"), kinds.INSTANTS[2:4]),
    (pl.Datetime("ns", "UTC"), kinds.INSTANTS[1:4]),
    (pl.List(pl.Int64), ([], [1], [1, None], [3, 3])),
    (pl.List(pl.String), ([], ["a"], ["a", "NA", ""], [None])),
    (pl.Array(pl.Int32, 2), ([1, 2], [3, 3])),
    (pl.Struct({"city": pl.String, "floor": pl.Int32}), ({"city": "x", "floor": 1}, {"city": None, "floor": None})),
    (pl.Struct({"city": pl.String, "more": pl.Int32}), ({"city": "x", "more": 1},)),
    (pl.Null, (None,)),
    (pl.Decimal(38, 2), (Decimal("1.00"), Decimal("2.50"), Decimal("9223372036854775808.00"))),
)  # fmt: skip


def _series(draw: Draw, column: Column, size: int) -> pl.Series:
    if draw(st.integers(0, 2)) > 0:
        cells = draw(st.lists(_value(column), min_size=size, max_size=size))
        if column.kind.name == "float":
            cells = [draw(st.sampled_from((cell, cell, cell, float("nan"), float("inf")))) for cell in cells]
        return pl.Series(column.in_file, cells, dtype=column.kind.dtype)
    dtype, some = draw(st.sampled_from(OTHER_TYPES))
    one = st.sampled_from((*some, None, *some))
    cells = draw(st.lists(one, min_size=size, max_size=size))
    return pl.Series(column.in_file, cells, dtype=dtype)
