"""What the engine does beside deciding rules: plans in words, clear failures, and files larger than a sample."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dcl.analysis.terms import Aggregate, Column, Compare, Const, Matches, OwnRows
from dcl.engines.polars import PolarsEngine, RuleFailure
from dcl.ir.program import Body, CellCheck, ColumnSpec, GroupCheck, Program, RowCheck, Rule, TableSpec, UniqueCheck
from dcl.tables.table import CellKind, Table
from dcl.types import INT, TEXT
from tests.engines.polars.world import both, column, compare, const, program, rule, table

ROWS = 450_000
ID, NAME = Column(INT, "rows", "id"), Column(TEXT, "rows", "name")
MATCHES = Rule("matches", "rows", "row", RowCheck(Matches(NAME, r"ann_\d{3}")), shows=(("name", NAME),))
SMALL = Rule("small", "rows", "row", RowCheck(Compare("<", ID, Const(INT, ROWS - 2))), shows=(("id", ID),))
UNIQUE = Rule("unique", "rows", "row", UniqueCheck(("id",)), shows=(("id", ID),))
MANY = Program(
    "many", "1.0.0", "many.dcl", "", None,
    (TableSpec("rows", (ColumnSpec("id", "id", INT), ColumnSpec("name", "name", TEXT)), keys=("id",)),),
    (MATCHES, SMALL, UNIQUE),
)  # fmt: skip


def many(path: Path, *, twice: int | None = None) -> Table:
    """A Parquet file of so many rows, with a wrong name in the third and in the last row."""
    rows = pl.int_range(ROWS, eager=True)
    frame = pl.DataFrame({"id": rows}).with_columns(
        id=pl.when(pl.col("id") == (-1 if twice is None else twice)).then(0).otherwise("id"),
        name=pl.when(pl.col("id").is_in([2, ROWS - 1])).then(pl.lit("anna")).otherwise(pl.lit("ann_001")),
    )
    frame.write_parquet(path, row_group_size=50_000)
    return Table(CellKind.TYPED, ("id", "name"), str(path), frame=pl.scan_parquet(path), parquet=True)


def test_rows_of_a_large_file_are_found_wherever_they_stand(tmp_path: Path) -> None:
    found = PolarsEngine().check(MANY, {"rows": many(tmp_path / "rows.parquet")}, MANY.rules, 20)
    assert [failure.row for failure in found["matches"].failures] == [2, ROWS - 1]
    assert [failure.values for failure in found["matches"].failures] == [{"name": "anna"}] * 2
    assert [failure.keys for failure in found["small"].failures] == [{"id": ROWS - 2}, {"id": ROWS - 1}]
    assert (found["matches"].checked, found["matches"].failed) == (ROWS, 2)
    assert (found["unique"].checked, found["unique"].failed) == (ROWS, 0)


def test_the_limit_bounds_the_list_and_not_the_count(tmp_path: Path) -> None:
    found = PolarsEngine().check(MANY, {"rows": many(tmp_path / "rows.parquet")}, MANY.rules, 1)
    assert [(tally.failed, len(tally.failures)) for tally in found.values()] == [(2, 1), (2, 1), (0, 0)]


def test_every_row_that_shares_its_key_fails(tmp_path: Path) -> None:
    found = PolarsEngine().check(MANY, {"rows": many(tmp_path / "rows.parquet", twice=70_000)}, MANY.rules, 20)
    assert [failure.row for failure in found["unique"].failures] == [0, 70_000]


def test_rows_are_counted() -> None:
    frame = pl.LazyFrame({"a": [1, 2, 3]})
    assert PolarsEngine().rows(Table(CellKind.TYPED, ("a",), "a frame", frame=frame)) == 3
    assert PolarsEngine().rows(Table(CellKind.JSON, (), "records", records=({}, {}))) == 2


def test_a_column_that_the_file_lacks_is_missing_in_every_row() -> None:
    lacking = Table(CellKind.TYPED, ("id",), "a frame", frame=pl.LazyFrame({"id": [1, 2]}))
    tallies = both(
        [
            rule(CellCheck("n", "required"), "required", shows=(("n", column("n")),)),
            rule(CellCheck("n", "type"), "type"),
            rule(RowCheck(compare("=", column("n"), const(1))), "row"),
            rule(UniqueCheck(("n",)), "unique"),
        ],
        {"items": lacking},
    )
    assert (tallies["required"].failed, tallies["type"].checked, tallies["row"].unknown) == (2, 0, 2)


@pytest.mark.parametrize("kind", CellKind)
def test_an_empty_table(kind: CellKind) -> None:
    count = Aggregate(INT, "count", OwnRows(), None, None, (), "count()")
    tallies = both(
        [
            rule(CellCheck("n", "required"), "required"),
            rule(GroupCheck(compare("=", count, const(0))), "table", measures=(("count()", count),)),
            rule(GroupCheck(compare("=", count, const(0)), per=(column("t"),)), "groups"),
            rule(UniqueCheck(("n", "t")), "unique"),
        ],
        {"items": table(kind, [])},
    )
    assert (tallies["table"].checked, tallies["table"].measured) == (1, {"count()": 0})
    assert tallies["groups"].checked == 0


def test_a_rule_that_cannot_run_is_named() -> None:
    other = rule(RowCheck(compare("<", column("n"), const(3))), "fine")
    wrong = rule(RowCheck(compare("<", column("t"), const(3))), "wrong")
    with pytest.raises(RuleFailure, match="the rule `wrong` cannot run on Polars"):
        PolarsEngine().check(
            program([other, wrong]), {"items": table(CellKind.TYPED, [{"n": 1, "t": "x"}])}, [other, wrong], 20
        )


def test_a_body_that_the_engine_does_not_know_is_no_pass() -> None:
    unknown = rule(Body(), "pairs")
    with pytest.raises(RuleFailure, match="the rule `pairs` cannot run on Polars: it knows nothing of a Body"):
        PolarsEngine().check(program([unknown]), {"items": table(CellKind.TYPED, [])}, [unknown], 20)


def test_the_plan_names_each_rule_and_shows_the_query() -> None:
    shared = rule(RowCheck(compare("<", column("n"), const(3))), "few", formula="n < 3")
    unique = rule(UniqueCheck(("id",)), "items.key")
    plan = PolarsEngine().explain(program([shared, unique]))
    assert "few: each row, in the shared pass\n    n < 3" in plan
    assert "items.key: unique id, by sorted hashes" in plan
    assert 'col("raw.n")' in plan
