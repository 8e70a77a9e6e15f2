"""Tables made from others: both engines agree, whether Polars or the reference engine makes the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.analysis.terms import (
    Aggregate,
    Column,
    Compare,
    Const,
    FromGroups,
    FromList,
    InColumn,
    OwnRows,
    Path,
    ReferringRows,
    Side,
)
from dcl.engines.polars import PolarsEngine
from dcl.engines.polars.data import Data
from dcl.engines.polars.fallback import translates
from dcl.engines.polars.made import MadeTable, ReferenceTable
from dcl.engines.reference import ReferenceEngine
from dcl.ir.program import (
    CellCheck,
    ColumnSpec,
    DeterminesCheck,
    GroupCheck,
    PairCheck,
    Program,
    RowCheck,
    Rule,
    TableSpec,
    UniqueCheck,
)
from dcl.tables.table import CellKind, Table
from dcl.types import ANY, INT, TEXT, LabelInfo, LabelType, ListOf, Type

GRADE = LabelType("grade", (LabelInfo("low", "L"), LabelInfo("high", "H")), ordered=True)


def spec(name: str, /, *, origin: Any = None, keys: tuple[str, ...] = (), **columns: Type) -> TableSpec:
    made = tuple(
        ColumnSpec(column, column, type_, optional=True, separator=" " if isinstance(type_, ListOf) else None)
        for column, type_ in columns.items()
    )
    return TableSpec(name, made, keys=keys, origin=origin)


DOCS = spec("docs", keys=("id",), id=INT, tags=ListOf(TEXT), grades=ListOf(GRADE), loose=ANY)
TAGS = spec("tags", origin=FromList("docs", "tags", "id"), parent=INT, position=INT, value=TEXT)
GRADES = spec("grades", origin=FromList("docs", "grades", "id"), parent=INT, position=INT, value=GRADE)
LOOSE = spec("loose", origin=FromList("docs", "loose", "id"), parent=INT, position=INT, value=INT)
VALUE, PARENT = Column(TEXT, "tags", "value"), Column(INT, "tags", "parent")
COUNT = Aggregate(INT, "count", OwnRows(), None, None, (), "count()")
LONGEST = Aggregate(TEXT, "max", OwnRows(), VALUE, None, (), "max(value)")
JOINED = Aggregate(TEXT, "join", OwnRows(), VALUE, None, (" ",), 'join(value, " ")')
KINDS = TableSpec("kinds", (), origin=FromGroups("tags", (("tag", VALUE),), (), (("n", COUNT), ("top", LONGEST))))
SPANS = TableSpec(
    "spans",
    (),
    origin=FromGroups("tags", (("doc", PARENT),), ((Column(INT, "tags", "position"), True),), (("text", JOINED),)),
)
SPECS = (KINDS, DOCS, TAGS, GRADES, LOOSE, SPANS)
NUMBER, TAG, TOP = Column(INT, "kinds", "n"), Column(TEXT, "kinds", "tag"), Column(TEXT, "kinds", "top")
GRADED = Column(GRADE, "grades", "value")
TEXT_OF = Column(TEXT, "spans", "text")


def rule(name: str, table: str, body: Any, *shows: Column, **more: Any) -> Rule:
    return Rule(name, table, "row", body, shows=tuple((term.name, term) for term in shows), **more)


RULES: Sequence[Rule] = (
    rule(
        "value", "tags", RowCheck(Compare("=", VALUE, Const(TEXT, "a"))), VALUE, PARENT, Column(INT, "tags", "position")
    ),
    rule("there", "tags", CellCheck("value", "required"), VALUE),
    rule("parent", "tags", RowCheck(Compare("=", Path(INT, PARENT, "docs", "id", "id"), PARENT)), PARENT),
    rule("unique", "tags", UniqueCheck(("parent", "value")), PARENT, VALUE),
    rule(
        "few",
        "tags",
        GroupCheck(Compare("<", COUNT, Const(INT, 2)), per=(PARENT,)),
        measures=(("count()", COUNT),),
        group_names=("parent",),
    ),
    rule("alike", "tags", DeterminesCheck((VALUE,), (PARENT,), ("parent",)), VALUE),
    rule("pairs", "tags", PairCheck(Compare("!=", Side(TEXT, "a", VALUE), Side(TEXT, "b", VALUE)), (PARENT,)), PARENT),
    rule("graded", "grades", RowCheck(Compare(">", GRADED, Const(GRADE, "low"))), GRADED),
    rule("type", "loose", CellCheck("value", "type"), Column(INT, "loose", "value")),
    rule(
        "loose",
        "loose",
        RowCheck(Compare(">", Column(INT, "loose", "value"), Const(INT, 1))),
        Column(INT, "loose", "value"),
    ),
    rule("known", "docs", RowCheck(InColumn(Column(INT, "docs", "id"), "tags", "parent")), Column(INT, "docs", "id")),
    rule(
        "counted",
        "docs",
        RowCheck(
            Compare(
                "=",
                Aggregate(INT, "count", ReferringRows("tags", "parent", Column(INT, "docs", "id")), None, None, (), ""),
                Const(INT, 1),
            )
        ),
    ),
    rule("rare", "kinds", RowCheck(Compare(">", NUMBER, Const(INT, 1))), TAG, NUMBER, TOP),
    rule("all", "kinds", GroupCheck(Compare("<", COUNT, Const(INT, 2))), measures=(("count()", COUNT),)),
    rule("spelled", "spans", RowCheck(Compare("=", TEXT_OF, Const(TEXT, "b a"))), TEXT_OF),
)
PROGRAM = Program("made", "1.0.0", "made.dcl", "", None, SPECS, tuple(RULES))

words = st.sampled_from(("a", "b", "", "ä"))
anything = st.none() | st.integers(0, 3) | words | st.lists(st.none() | st.integers(0, 3) | words, max_size=3)
records = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.none() | st.integers(1, 3),
            "tags": st.none() | st.just("a") | st.lists(st.none() | words | st.just(3), max_size=3),
            "grades": st.none() | st.lists(st.sampled_from(("L", "H", "low")), max_size=3),
            "loose": anything,
        },
    ),
    max_size=5,
)
typed = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.none() | st.integers(1, 3),
            "tags": st.none() | st.lists(st.none() | words, max_size=3),
            "grades": st.none() | st.lists(st.sampled_from(("L", "H", "low")), max_size=3),
            "loose": st.none() | st.lists(st.none() | st.integers(0, 3), max_size=3),
        }
    ),
    max_size=5,
)
SCHEMA = {
    "id": pl.Int64(),
    "tags": pl.List(pl.String()),
    "grades": pl.List(pl.String()),
    "loose": pl.List(pl.Int64()),
}


def agree(table: Table, limit: int | None) -> None:
    tables = {"docs": table}
    expected = ReferenceEngine().check(PROGRAM, tables, RULES, limit)
    found = PolarsEngine().check(PROGRAM, tables, RULES, limit)
    for each in RULES:
        assert found[each.id] == expected[each.id], each.id
    assert PolarsEngine().sizes(PROGRAM, tables) == ReferenceEngine().sizes(PROGRAM, tables)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records, st.sampled_from((None, 0, 1)))
def test_both_engines_agree_on_what_is_made_of_json(rows: list[dict[str, Any]], limit: int | None) -> None:
    agree(Table(CellKind.JSON, tuple(SCHEMA), "records", records=tuple(rows)), limit)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed, st.sampled_from((None, 0, 1)))
def test_both_engines_agree_on_what_is_made_of_a_frame(rows: list[dict[str, Any]], limit: int | None) -> None:
    frame = pl.DataFrame({name: [row[name] for row in rows] for name in SCHEMA}, schema=SCHEMA)
    agree(Table(CellKind.TYPED, tuple(SCHEMA), "a frame", frame=frame.lazy()), limit)


def test_both_engines_agree_on_what_is_made_of_text() -> None:
    cells = {"id": ["1", "2", ""], "tags": ["a b a", "", "b"], "grades": ["L H", "M", ""], "loose": ["1", "", "x"]}
    frame = pl.DataFrame(cells)
    agree(Table(CellKind.TEXT, tuple(SCHEMA), "a file", frame=frame.lazy()), None)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rules_on_made_tables_are_decided_natively(rule: Rule) -> None:
    assert translates(PROGRAM, rule)


def test_typed_lists_and_groups_are_made_natively() -> None:
    data = Data(PROGRAM, {"docs": Table(CellKind.JSON, tuple(SCHEMA), "records", records=())})
    native = {name for name, table in data.tables.items() if isinstance(table, MadeTable)}
    assert native == {"tags", "grades", "kinds", "spans"}
    assert isinstance(data.tables["loose"], ReferenceTable)


def test_rules_on_made_tables_are_explained() -> None:
    explained = PolarsEngine().explain(PROGRAM)
    assert "spelled: each row, in the shared pass" in explained
    assert "reference engine" not in explained
