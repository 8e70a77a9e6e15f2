"""Whatever a table holds: its draft compiles, is laid out, has no lint and accepts the table."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.infer.given import accepted, drafted

names = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\0"), max_size=8)
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\0"), max_size=6)
spellings = st.sampled_from(
    "|1|2|-3|0.5|1,5|1.234,5|1,234|007|NA|N/A|-|true|False|2026-01-02|02.01.2026|01/02/2026|2026-01-02T03:04:05Z|3s|"
    "12 mm|5%|a;b|b;c|x1|x2|nan|1e400".split("|")
)


@st.composite
def text_columns(draw):
    rows = draw(st.integers(1, 40))
    columns = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    pools = [draw(st.lists(st.one_of(spellings, texts), min_size=1, max_size=4)) for _ in columns]
    return {
        name: draw(st.lists(st.sampled_from(pool), min_size=rows, max_size=rows))
        for name, pool in zip(columns, pools, strict=True)
    }


quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def fresh(folder: Path) -> Path:
    for path in folder.iterdir():
        path.unlink()
    return folder


@quick
@given(text_columns())
def test_text_files(tmp_path, columns):
    folder = fresh(tmp_path)
    # Quoting everything keeps one column of empty cells apart from blank lines.
    pl.DataFrame(columns).write_csv(folder / "t.csv", quote_style="always")
    accepted(folder, drafted(folder, str(folder / "t.csv")))


values = {
    pl.Int64: st.integers(-(2**63), 2**63 - 1) | st.integers(0, 5),
    pl.Float64: st.floats() | st.floats(0, 1),
    pl.String: texts | spellings,
    pl.Boolean: st.booleans(),
    pl.Date: st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    pl.Datetime("us"): st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    pl.Duration("us"): st.timedeltas(timedelta(days=-10), timedelta(days=10)),
    pl.List(pl.Int64): st.lists(st.none() | st.integers(0, 9), max_size=3),
    pl.Struct({"a": pl.Int64, "b c": pl.String}): st.fixed_dictionaries(
        {"a": st.none() | st.integers(0, 9), "b c": texts}
    ),
}


@st.composite
def frames(draw):
    rows = draw(st.integers(1, 25))
    series = []
    for name in draw(st.lists(names, min_size=1, max_size=4, unique=True)):
        dtype = draw(st.sampled_from(list(values)))
        found = draw(st.lists(st.none() | values[dtype], min_size=rows, max_size=rows))
        series.append(pl.Series(name, found, dtype=dtype))
    return pl.DataFrame(series)


@quick
@given(frames())
def test_typed_files(tmp_path, frame):
    folder = fresh(tmp_path)
    frame.write_parquet(folder / "t.parquet")
    accepted(folder, drafted(folder, str(folder / "t.parquet")))


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | spellings
)
nested = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8
)


@quick
@given(
    st.lists(st.dictionaries(st.sampled_from(["id", "label", "at", "a b"]), nested, max_size=4), min_size=1, max_size=8)
)
def test_records(tmp_path, records):
    folder = fresh(tmp_path)
    if not any(records):
        return
    (folder / "t.ndjson").write_text("".join(json.dumps(record) + "\n" for record in records))
    accepted(folder, drafted(folder, str(folder / "t.ndjson")))
