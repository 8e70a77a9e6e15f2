"""The Polars engine says what the reference engine says: every body of a rule and every term, by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dcl.analysis.terms import (
    Aggregate,
    AllRows,
    And,
    Arithmetic,
    Call,
    Const,
    Elements,
    Field,
    If,
    Implies,
    InColumn,
    InRange,
    InSet,
    IsMissing,
    It,
    LabelPart,
    Matches,
    Negate,
    Not,
    Or,
    Outer,
    OwnRows,
    Path,
    ReferringRows,
    Term,
    TiedRows,
    ToFloat,
)
from dcl.ir.program import CellCheck, DeterminesCheck, GroupCheck, RowCheck, UniqueCheck
from dcl.tables.table import CellKind, Table
from dcl.types import BOOL, DATE, DATETIME, FLOAT, INT, TEXT
from tests.engines.polars.world import (
    ITEMS,
    OTHERS,
    SIZE,
    USER,
    both,
    column,
    compare,
    const,
    in_parquet,
    present,
    rule,
    table,
)

N, M, F, G, T, U, B = (column(name) for name in "nmfgtub")
REF, USED, NUMS, TAGS = column("ref"), column("user"), column("nums"), column("tags")
FLOOR = Field(INT, column("place"), "floor")


def aggregate(
    function: str, source: object, argument: Term | None = None, type_: object = INT, **more: object
) -> Aggregate:
    return Aggregate(type_, function, source, argument, more.get("where"), more.get("parameters", ()), function)  # type: ignore[arg-type]


ITEM_ROWS = [
    {
        "id": 1,
        "n": 3,
        "m": 4,
        "f": 0.5,
        "g": 1e300,
        "t": "ann_001",
        "u": "Äb",
        "b": True,
        "d": date(2026, 1, 31),
        "s": datetime(2026, 1, 31, 23, 59, 59, 123456),
        "size": "S",
        "user": "car",
        "seen": "none",
        "ref": 1,
        "tags": ["a", "b"],
        "nums": [1, 2, 3],
        "note": "x",
        "place": {"city": "Bern", "floor": 2},
    },
    {
        "id": 2,
        "n": 2**63 - 1,
        "m": -4,
        "f": -2.5,
        "g": 1e308,
        "t": "ann_1",
        "u": "",
        "b": False,
        "d": date(1, 1, 1),
        "s": datetime(1969, 12, 31),
        "size": "M",
        "user": "cyclist",
        "seen": "heavy",
        "ref": 2,
        "tags": [],
        "nums": [],
        "note": None,
        "place": {"city": "Ulm", "floor": None},
    },
    {
        "id": 2,
        "n": -(2**63),
        "m": None,
        "f": None,
        "g": -1e308,
        "t": "x\n",
        "u": "漢字",
        "b": None,
        "d": None,
        "s": None,
        "size": "L",
        "user": "rider",
        "seen": "partial",
        "ref": 3,
        "tags": ["b"],
        "nums": None,
        "note": "y",
        "place": None,
    },
    {
        "id": None,
        "n": 0,
        "m": 0,
        "f": 0.0,
        "g": float("nan"),
        "t": None,
        "u": "a b",
        "b": True,
        "d": date(9999, 12, 31),
        "s": datetime(2024, 2, 29, 12),
        "size": "XL",
        "user": "tram",
        "seen": "all",
        "ref": None,
        "tags": None,
        "nums": [-(2**63), 7],
        "note": None,
        "place": {"city": "X", "floor": 1},
    },
    {
        "id": 5,
        "n": 3,
        "m": 4,
        "f": 0.1,
        "g": float("inf"),
        "t": "ann_001",
        "u": "äB",
        "b": False,
        "d": date(2024, 2, 29),
        "s": datetime(2026, 11, 24, 10),
        "size": "S",
        "user": "car",
        "seen": "none",
        "ref": 4,
        "tags": ["b", "a", "b"],
        "nums": [2],
        "note": "z",
        "place": {"city": "Bern", "floor": 7},
    },
]
OTHER_ROWS = [
    {"id": 1, "v": 3, "w": 0.5, "t": "a", "user": "car", "owner": 1},
    {"id": 2, "v": 4, "w": None, "t": "b", "user": "rider", "owner": 5},
    {"id": 3, "v": None, "w": 2.5, "t": None, "user": "car", "owner": 5},
    {"id": 3, "v": 9, "w": 1.5, "t": "b", "user": "cyclist", "owner": None},
    {"id": None, "v": 9, "w": 1.25, "t": "c", "user": "nobody", "owner": 5},
]


@pytest.fixture(scope="module", params=["frame", "Parquet"])
def tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Table]:
    made = {"items": table(CellKind.TYPED, ITEM_ROWS), "others": table(CellKind.TYPED, OTHER_ROWS, OTHERS)}
    if request.param == "frame":
        return made
    folder = tmp_path_factory.mktemp("parquet")
    return {name: in_parquet(each, folder / f"{name}.parquet") for name, each in made.items()}


CONDITIONS: dict[str, Term] = {
    "equal": compare("=", N, M),
    "different": compare("!=", T, U),
    "text order": compare("<", T, U),
    "label order": compare(">=", column("size"), Const(SIZE, "medium")),
    "date order": compare("<=", column("d"), Const(DATE, date(2024, 2, 29))),
    "instant order": compare(">", column("s"), Const(DATETIME, datetime(2024, 2, 29, 12, tzinfo=UTC))),
    "sum of ints": compare(">", Arithmetic(INT, "+", N, M), const(0)),
    "difference of ints": compare("<", Arithmetic(INT, "-", N, M), const(0)),
    "product of ints": compare("<", Arithmetic(INT, "*", N, M), const(0)),
    "negated int": compare("<", Negate(INT, N), const(0)),
    "negated float": compare("<", Negate(FLOAT, F), Const(FLOAT, 0.0)),
    "sum of floats": compare(">", Arithmetic(FLOAT, "+", G, G), Const(FLOAT, 0.0)),
    "quotient": compare(">", Arithmetic(FLOAT, "/", ToFloat(FLOAT, N), F), Const(FLOAT, 0.0)),
    "int as float": compare("=", ToFloat(FLOAT, N), F),
    "and": And((B, compare("=", N, M))),
    "or": Or((B, compare("=", N, M))),
    "implies": Implies(B, compare("=", N, M)),
    "not": Not(B),
    "in numbers": InSet(N, (3, 2**63 - 1)),
    "in texts": InSet(T, ("ann_001", "")),
    "in range": InRange(F, Const(FLOAT, -2.5), Const(FLOAT, 0.5), True),
    "in open range": InRange(N, None, const(3), False),
    "in range of terms": InRange(N, M, column("ref"), False),
    "in range of labels": InRange(column("size"), Const(SIZE, "small"), Const(SIZE, "large"), True),
    "in column": InColumn(REF, "others", "id"),
    "in text column": InColumn(T, "others", "t"),
    "matches": Matches(T, r"ann_\d{3}"),
    "matches with line end": Matches(T, "x"),
    "is missing": IsMissing(M),
    "is unknown": IsMissing(compare("=", N, M)),
    "any is missing": IsMissing(column("note")),
    "if": If(BOOL, B, compare("=", N, M), compare("=", F, G)),
    "if without else": If(BOOL, B, compare("=", N, M), None),
    "field": compare(">", FLOOR, const(1)),
    "parent": compare("=", LabelPart(TEXT, "parent", USED), Const(TEXT, "rider")),
    "leaf": LabelPart(BOOL, "leaf", USED),
    "depth": compare("=", LabelPart(INT, "depth", USED), const(2)),
    "path": compare(">", Path(FLOAT, REF, "others", "id", "w"), Const(FLOAT, 0.5)),
    "path of path": compare("=", Path(INT, Path(INT, REF, "others", "id", "owner"), "items", "id", "n"), const(3)),
    "path to derived": compare(
        "=", Path(INT, Path(INT, REF, "others", "id", "owner"), "items", "id", "twice"), const(6)
    ),
    "derived": compare("=", column("twice"), const(6)),
    "derived path": compare("<", column("far"), Const(FLOAT, 1.0)),
    "length": compare("<", Call(INT, "length", (T,)), const(6)),
    "lower": compare("=", Call(TEXT, "lower", (U,)), Const(TEXT, "äb")),
    "contains pattern": Call(BOOL, "contains", (T,), r"\d"),
    "weekday": compare("<", Call(INT, "weekday", (column("s"),)), const(6)),
    "constant": Const(BOOL, False),
    "referring rows": compare(">=", aggregate("count", ReferringRows("others", "owner", column("id"))), const(1)),
    "referring rows where": compare(
        ">=",
        aggregate(
            "count", ReferringRows("others", "owner", column("id")), where=compare(">", column("v", "others"), const(3))
        ),
        const(1),
    ),
    "mean of referring rows": compare(
        ">",
        aggregate("mean", ReferringRows("others", "owner", column("id")), column("w", "others"), FLOAT),
        Const(FLOAT, 0.0),
    ),
    "all rows": compare("<", N, aggregate("max", AllRows("others"), column("v", "others"))),
    "all rows where": compare(
        "<",
        N,
        aggregate(
            "sum", AllRows("others"), column("v", "others"), where=compare("=", column("t", "others"), Const(TEXT, "b"))
        ),
    ),
    "tied rows": compare(
        "=",
        aggregate("count", TiedRows("others", ((column("v", "others"), N), (column("user", "others"), USED)))),
        const(1),
    ),
    "tied rows where outer": compare(
        ">=",
        aggregate(
            "count",
            TiedRows("others", ((column("user", "others"), USED),)),
            where=compare("<", column("v", "others"), Outer(INT, "items", "m")),
        ),
        const(1),
    ),
    "all rows where outer": compare(
        "=",
        aggregate("count", AllRows("others"), where=compare("=", column("v", "others"), Outer(INT, "items", "n"))),
        const(1),
    ),
    "path of outer": compare(
        "=",
        aggregate(
            "count",
            AllRows("others"),
            where=compare("=", column("w", "others"), Path(FLOAT, Outer(INT, "items", "ref"), "others", "id", "w")),
        ),
        const(1),
    ),
    "nested referring rows": compare(
        ">=",
        aggregate(
            "max",
            AllRows("items"),
            aggregate("count", ReferringRows("others", "owner", column("id"))),
        ),
        const(3),
    ),
    "all elements": aggregate("all", Elements(NUMS), compare("<", It(INT), const(3)), BOOL),
    "any element": aggregate("any", Elements(TAGS), compare("=", It(TEXT), Const(TEXT, "b")), BOOL),
    "sum of elements": compare("<", aggregate("sum", Elements(NUMS), It(INT)), const(6)),
    "mean of elements": compare("<", aggregate("mean", Elements(NUMS), It(INT), FLOAT), Const(FLOAT, 3.0)),
    "number of elements": compare("=", aggregate("count", Elements(TAGS)), const(2)),
    "elements and row": aggregate("any", Elements(NUMS), compare("=", It(INT), N), BOOL),
    "elements in column": aggregate("all", Elements(TAGS), InColumn(It(TEXT), "others", "t"), BOOL),
    "elements and other rows": aggregate(
        "all",
        Elements(NUMS),
        compare(
            "=", aggregate("count", AllRows("others"), where=compare("=", column("id", "others"), It(INT))), const(1)
        ),
        BOOL,
    ),
    "elements and tied rows": aggregate(
        "any",
        Elements(TAGS),
        compare("=", aggregate("count", TiedRows("others", ((column("t", "others"), It(TEXT)),))), const(2)),
        BOOL,
    ),
    "path of element": aggregate(
        "any",
        Elements(NUMS),
        compare("=", Path(INT, It(INT), "others", "id", "v"), Arithmetic(INT, "+", N, const(0))),
        BOOL,
    ),
    "lists": compare("=", TAGS, TAGS),
    "own mean": compare("<", ToFloat(FLOAT, M), aggregate("mean", OwnRows(), M, FLOAT)),
    "own count": compare(">", aggregate("count", OwnRows()), const(4)),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_condition(name: str, tables: dict[str, Table]) -> None:
    condition = CONDITIONS[name]
    shows = (("n", N), ("twice", column("twice")), ("far", column("far")), ("s", column("s")), ("tags", TAGS))
    both(
        [
            rule(RowCheck(condition), "plain", shows=shows),
            rule(RowCheck(Not(condition)), "negated", shows=shows),
            rule(RowCheck(condition, when=(present(M),)), "when"),
            rule(RowCheck(compare("=", N, const(3)), when=(condition,)), "as when"),
        ],
        tables,
    )


@pytest.mark.parametrize("kind", ["required", "type", "domain", "unit"])
@pytest.mark.parametrize("name", ITEMS)
def test_cells(name: str, kind: str, tables: dict[str, Table]) -> None:
    both([rule(CellCheck(name, kind), shows=((name, column(name)),))], tables)


AGGREGATES = {
    "count": aggregate("count", OwnRows()),
    "count where": aggregate("count", OwnRows(), where=B),
    "count condition": aggregate("count", OwnRows(), compare("=", N, M)),
    "share": aggregate("share", OwnRows(), B, FLOAT),
    "distinct": aggregate("distinct", OwnRows(), T),
    "min": aggregate("min", OwnRows(), N),
    "max of texts": aggregate("max", OwnRows(), T, TEXT),
    "max of labels": aggregate("max", OwnRows(), column("size"), SIZE),
    "min of dates": aggregate("min", OwnRows(), column("d"), DATE),
    "max of instants": aggregate("max", OwnRows(), column("s"), DATETIME),
    "sum": aggregate("sum", OwnRows(), N),
    "sum of floats": aggregate("sum", OwnRows(), F, FLOAT),
    "mean": aggregate("mean", OwnRows(), F, FLOAT),
    "median": aggregate("median", OwnRows(), M, FLOAT),
    "quantile": aggregate("quantile", OwnRows(), F, FLOAT, parameters=(0.3,)),
    "stddev": aggregate("stddev", OwnRows(), F, FLOAT),
    "mode": aggregate("mode", OwnRows(), USED, USER),
    "all": aggregate("all", OwnRows(), B, BOOL),
    "any": aggregate("any", OwnRows(), B, BOOL),
    "entropy": aggregate("entropy", OwnRows(), USED, FLOAT),
    "sum of paths": aggregate("sum", OwnRows(), Path(FLOAT, REF, "others", "id", "w"), FLOAT),
}


@pytest.mark.parametrize("name", AGGREGATES)
def test_aggregate(name: str, tables: dict[str, Table]) -> None:
    measure = AGGREGATES[name]
    check = IsMissing(measure)
    measures = ((name, measure),)
    few = compare("<", aggregate("count", OwnRows()), const(2))
    both(
        [
            rule(GroupCheck(check), "table", measures=measures),
            rule(GroupCheck(check, when=(present(M),)), "table when", measures=measures),
            rule(GroupCheck(check, when=(Const(BOOL, False),)), "no rows", measures=measures),
            rule(GroupCheck(check, per=(T,)), "groups", measures=measures, group_names=("t",)),
            rule(GroupCheck(check, per=(USED, T)), "pairs of keys", measures=measures, group_names=("u", "t")),
            rule(GroupCheck(check, per=(column("s"),)), "instants", measures=measures, group_names=("s",)),
            rule(GroupCheck(check, when=(few, present(N)), per=(REF,)), "when", measures=measures, group_names=("r",)),
            rule(RowCheck(check, per=(T,)), "rows", shows=(("n", N),)),
            rule(RowCheck(check, when=(few, present(N)), per=(column("size"),)), "rows when", shows=(("n", N),)),
        ],
        tables,
    )


def test_group_reads_paths_of_its_key_and_other_tables(tables: dict[str, Table]) -> None:
    total = aggregate("sum", OwnRows(), M)
    of_key = Path(INT, REF, "others", "id", "v")
    most = aggregate("max", AllRows("others"), column("v", "others"))
    both(
        [
            rule(
                GroupCheck(compare("<", total, of_key), per=(REF,)),
                "path",
                measures=(("sum", total),),
                group_names=("ref",),
            ),
            rule(
                GroupCheck(compare("<", total, most), per=(T,)), "all", measures=(("most", most),), group_names=("t",)
            ),
            rule(GroupCheck(compare(">", total, most)), "table", measures=(("sum", total), ("most", most))),
            rule(
                GroupCheck(compare("=", column("size"), Const(SIZE, "small")), per=(column("size"),)),
                "key",
                group_names=("size",),
            ),
        ],
        tables,
    )


@pytest.mark.parametrize(
    "names", [("id",), ("n",), ("t",), ("f",), ("n", "t"), ("user", "d", "b"), ("tags",), ("twice",), ("s",)]
)
def test_unique(names: tuple[str, ...], tables: dict[str, Table]) -> None:
    both([rule(UniqueCheck(names), shows=tuple((name, column(name)) for name in names))], tables)


SIDES = {
    "one": ((N,), (T,)),
    "two": ((N, M), (T, U)),
    "labels": ((USED,), (column("size"), column("seen"))),
    "lists": ((T,), (TAGS,)),
    "times": ((T,), (column("s"), column("d"))),
    "paths": ((USED,), (Path(FLOAT, REF, "others", "id", "w"),)),
}


@pytest.mark.parametrize("name", SIDES)
def test_determines(name: str, tables: dict[str, Table]) -> None:
    left, right = SIDES[name]
    names = tuple(f"c{place}" for place in range(len(right)))
    shows = (("n", N), *zip(names, right, strict=True))
    both(
        [
            rule(DeterminesCheck(left, right, names), "plain", shows=shows),
            rule(DeterminesCheck(left, right, names, when=(present(M),)), "when", shows=shows),
            rule(DeterminesCheck(left, right, names, per=(B,)), "per", shows=shows),
        ],
        tables,
    )
