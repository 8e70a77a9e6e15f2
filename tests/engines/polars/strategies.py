"""Random rows, as each kind of table holds them, and random rules on them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from dcl.analysis.terms import (
    Aggregate,
    AllRows,
    And,
    Arithmetic,
    Compare,
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
from dcl.ir.program import Body, CellCheck, DeterminesCheck, GroupCheck, RowCheck, Rule, UniqueCheck
from dcl.tables.table import CellKind
from dcl.types import BOOL, DATE, DATETIME, FLOAT, INT, TEXT, ListOf, Type
from tests.engines.polars.world import ITEMS, OTHERS, SEEN, SIZE, USER, column, rule

HUGE = (2**63 - 1, -(2**63), 2**62, -(2**62), 2**53 + 1)
WORDS = ("", "a", "b", "ab", "ann_001", "x\n", "ä", "Ä", "漢字", "e\u0301", "\U0001f600", " a", "NA", "3", "nan")
DATES = (date(1, 1, 1), date(1969, 12, 31), date(2024, 2, 29), date(2026, 11, 24), date(9999, 12, 31))
INSTANTS = (
    datetime(1, 1, 1),
    datetime(1969, 12, 31, 23, 59, 59, 999999),
    datetime(2024, 2, 29, 12),
    datetime(2026, 11, 24, 10, 0, 0, 1),
)

ints = st.integers(-3, 5) | st.sampled_from(HUGE)
mild_floats = st.integers(-8, 8).map(lambda number: number / 4)
wild_floats = mild_floats | st.sampled_from((1e308, -1e308, 5e-324, 0.1, -0.0, 1e16))
words = st.sampled_from(WORDS)


def typed(name: str, type_: Type) -> st.SearchStrategy[Any]:
    """Cells of a typed frame, some of which do not fit."""
    match name:
        case "id" | "ref" | "owner":
            return st.none() | st.integers(1, 4)
        case "g":
            return st.none() | wild_floats | st.sampled_from((float("nan"), float("inf"), float("-inf")))
        case "size":
            return st.none() | st.sampled_from(("S", "M", "L", "small", "XL", ""))
        case "user":
            return st.none() | st.sampled_from((*USER.by_name, "auto", ""))
        case "seen":
            return st.none() | st.sampled_from((*SEEN.choices, "all"))
        case "tags":
            return st.none() | st.lists(words, max_size=3)
        case "nums":
            return st.none() | st.lists(ints, max_size=3)
        case "note":
            return st.none() | words
        case "place":
            floors = st.none() | st.integers(0, 3)
            return st.none() | st.fixed_dictionaries({"city": st.none() | words, "floor": floors})
    plain: dict[Type, st.SearchStrategy[Any]] = {
        INT: ints,
        FLOAT: mild_floats | st.just(float("nan")),
        TEXT: words,
        BOOL: st.booleans(),
        DATE: st.sampled_from(DATES),
        DATETIME: st.sampled_from(INSTANTS),
    }
    return st.none() | plain[type_]


NUMBERS = (
    "0 1 -1 +2 007 3.0 3. .5 3.5 -3.000 1e3 1E-2 1e400 1e-400 -0 -0.0 nan NaN inf -inf infinity 1_0 1,5 0x1 --1 1e 5.e1"
    " 9223372036854775807 -9223372036854775808 9223372036854775808 0.1 123456789012345678901234567890 ٣"
).split(" ")
TIMES = (
    "2024-02-29 2023-02-29 2024-2-9 24-02-29 0000-01-01 0001-01-01 9999-12-31 2024-02-29T12:00:00 2024-02-29T12:00"
    " 2024-02-29T12:00:00Z 2024-02-29T24:00:00 2024-02-29T12:00:60 2024-02-29T12:00:00.5 2024-02-29T12:00:00.1234567"
    " 2024-02-29T12:00:00+02:00 0001-01-01T00:00:00+02:00 9999-12-31T23:59:59-02:00 2024-02-29T12:00:00.Z"
    " 2024-13-01T00:00:00 2024-02-29t12:00:00 -2024-02-29"
).split(" ")


def spelled(name: str, type_: Type) -> st.SearchStrategy[Any]:
    """Cells of a text file, spelled well or badly."""
    del name
    plain: dict[Type, tuple[str, ...]] = {
        INT: (*NUMBERS, " 1", "1 "),
        FLOAT: (*NUMBERS, " 1", "1 "),
        TEXT: WORDS,
        BOOL: ("true", "True", "fALSE", "FALSE", "1", "yes"),
        DATE: (*TIMES, " 2024-02-29", "2024-02-29\n"),
        DATETIME: (*TIMES, "2024-02-29 12:00:00", "2024-02-29  12:00:00", "2024-02-29T12:00:00\n"),
        SIZE: ("S", "M", "L", "small", "s"),
        USER: (*USER.by_name, "Car"),
        SEEN: (*SEEN.choices, "None"),
        ListOf(TEXT): ("a", "a;b", " a ; b ", ";", "a;;b", "b;NA", "\ta"),
        ListOf(INT): ("1", "1;2", "1 ; 2.0", ";", "1;x", "3;3;3", "NA"),
    }
    cells = st.sampled_from(plain.get(type_, ("x", "{}")))
    return st.none() | st.just("") | st.just("NA") | cells | cells


def json_values(name: str, type_: Type) -> st.SearchStrategy[Any]:
    """Cells of JSON: what fits, and whatever else JSON holds."""
    fitting = typed(name, type_)
    if type_ in (DATE, DATETIME):
        fitting = st.none() | st.sampled_from(TIMES)
    odd = st.sampled_from((True, 0, 1, 1.0, 2.5, 10**30, "", "1", "NA", [], ["a"], [None], {}, {"city": "X"}))
    return fitting | fitting | odd


CELLS = {CellKind.TYPED: typed, CellKind.TEXT: spelled, CellKind.JSON: json_values}


def rows(kind: CellKind, types: dict[str, Type], most: int = 7) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows of one of the two tables."""
    return st.lists(
        st.fixed_dictionaries({name: CELLS[kind](name, type_) for name, type_ in types.items()}), max_size=most
    )


def items_of(type_: Type) -> st.SearchStrategy[Term]:
    names = [name for name, other in ITEMS.items() if other == type_]
    derived = {INT: ["twice"], FLOAT: ["far"]}.get(type_, [])
    return st.sampled_from([column(name) for name in (*names, *derived)])


def others_of(type_: Type) -> st.SearchStrategy[Term]:
    return st.sampled_from([column(name, "others") for name, other in OTHERS.items() if other == type_])


CONSTANTS: dict[Type, st.SearchStrategy[Any]] = {
    INT: ints,
    FLOAT: wild_floats,
    TEXT: words,
    BOOL: st.booleans(),
    DATE: st.sampled_from(DATES),
    DATETIME: st.sampled_from([instant.replace(tzinfo=UTC) for instant in INSTANTS]),
    SIZE: st.sampled_from([*SIZE.by_name]),
    USER: st.sampled_from([*USER.by_name]),
    SEEN: st.sampled_from(SEEN.choices),
}


@st.composite
def values(draw: st.DrawFn, type_: Type, depth: int) -> Term:
    """A random term of a type, on a row of `items`."""
    if depth == 0:
        leaf: Term = draw(items_of(type_))
        return leaf
    made: list[st.SearchStrategy[Term]] = [items_of(type_), items_of(type_)]
    made.append(st.builds(lambda value: Const(type_, value), CONSTANTS[type_]))
    made.append(
        st.builds(
            lambda condition, then, otherwise: If(type_, condition, then, otherwise),
            conditions(depth - 1),
            values(type_, depth - 1),
            st.none() | values(type_, depth - 1),
        )
    )
    if type_ in (INT, FLOAT):
        parts = values(type_, depth - 1)
        ops = "+-*" if type_ == INT else "+-*/"
        made.append(st.builds(lambda op, a, b: Arithmetic(type_, op, a, b), st.sampled_from(ops), parts, parts))
        made.append(st.builds(lambda part: Negate(type_, part), parts))
    if type_ == FLOAT:
        made.append(st.builds(lambda part: ToFloat(FLOAT, part), values(INT, depth - 1)))
    if type_ == INT:
        made += [
            st.just(Field(INT, column("place"), "floor")),
            st.builds(lambda part: LabelPart(INT, "depth", part), values(USER, depth - 1)),
            st.builds(lambda base: Path(INT, base, "others", "id", "v"), values(INT, depth - 1)),
            aggregates_of_int(depth),
        ]
    if type_ == TEXT:
        made.append(st.builds(lambda part: LabelPart(TEXT, "parent", part), values(USER, depth - 1)))
        made.append(st.just(Path(TEXT, column("ref"), "others", "id", "t")))
    if type_ == USER:
        made.append(st.just(Path(USER, column("ref"), "others", "id", "user")))
    return draw(st.one_of(made))


@st.composite
def aggregates_of_int(draw: st.DrawFn, depth: int) -> Term:
    """An int aggregate over another table or over a list."""
    source = draw(
        st.sampled_from(
            (
                AllRows("others"),
                ReferringRows("others", "owner", column("id")),
                TiedRows("others", ((column("user", "others"), column("user")),)),
                TiedRows("others", ((column("v", "others"), column("n")), (column("t", "others"), column("t")))),
                Elements(column("nums")),
            )
        )
    )
    if isinstance(source, Elements):
        argument: Term = It(INT)
        compared: Term = It(INT)
        against = draw(st.just(Const(INT, 2)) | values(INT, max(depth - 2, 0)))
    else:
        argument = compared = column("v", "others")
        against = draw(st.just(Const(INT, 2)) | st.just(Outer(INT, "items", "n")))
    where = draw(st.none() | st.just(Compare("<", compared, against)))
    function = draw(st.sampled_from(("count", "sum", "min", "max", "distinct")))
    return Aggregate(INT, function, source, None if function == "count" else argument, where, (), function)


@st.composite
def conditions(draw: st.DrawFn, depth: int) -> Term:
    """A random condition on a row of `items`."""
    type_ = draw(st.sampled_from((INT, INT, FLOAT, TEXT, BOOL, DATE, DATETIME, SIZE, USER, SEEN)))
    left, right = draw(values(type_, max(depth - 1, 0))), draw(values(type_, max(depth - 1, 0)))
    ordered = type_ not in (BOOL, USER, SEEN)
    op = draw(st.sampled_from(("=", "!=", "<", "<=", ">", ">=") if ordered else ("=", "!=")))
    made: list[st.SearchStrategy[Term]] = [
        st.just(Compare(op, left, right)),
        st.just(IsMissing(left)),
        st.builds(lambda found: InSet(left, tuple(found)), st.lists(CONSTANTS[type_], min_size=1, max_size=3)),
        items_of(BOOL),
    ]
    if ordered:
        ends = st.none() | st.just(right) | st.builds(lambda value: Const(type_, value), CONSTANTS[type_])
        made.append(st.builds(lambda low, high, end: InRange(left, low, high, end), ends, ends, st.booleans()))
    if type_ == TEXT:
        made.append(
            st.builds(lambda pattern: Matches(left, pattern), st.sampled_from((r"\w+", "[^a]*", ".", r"a|b|x")))
        )
        made.append(st.just(InColumn(left, "others", "t")))
    if type_ == INT:
        made.append(st.just(InColumn(left, "others", "id")))
        made.append(st.just(IsMissing(column("note"))))
    if depth > 0:
        parts = conditions(depth - 1)
        made += [
            st.builds(lambda a, b: And((a, b)), parts, parts),
            st.builds(lambda a, b: Or((a, b)), parts, parts),
            st.builds(Implies, parts, parts),
            st.builds(Not, parts),
        ]
    return draw(st.one_of(made))


@st.composite
def own_aggregates(draw: st.DrawFn) -> Aggregate:
    """An aggregate over the rows of `items`, over values whose sums do not depend on their order."""
    counted: Term | None = draw(st.none() | conditions(1))
    where = draw(st.none() | conditions(0))
    choices: list[Aggregate] = [Aggregate(INT, "count", OwnRows(), counted, where, (), "count")]
    type_ = draw(st.sampled_from((INT, FLOAT, TEXT, DATE, DATETIME, SIZE)))
    value = draw(st.just(column("f")) if type_ == FLOAT else items_of(type_))
    choices += [Aggregate(type_, name, OwnRows(), value, where, (), name) for name in ("min", "max", "mode")]
    choices.append(Aggregate(INT, "distinct", OwnRows(), value, where, (), "distinct"))
    condition = draw(conditions(1))
    choices += [Aggregate(BOOL, name, OwnRows(), condition, where, (), name) for name in ("all", "any")]
    choices.append(Aggregate(FLOAT, "share", OwnRows(), condition, where, (), "share"))
    choices += [
        Aggregate(FLOAT, name, OwnRows(), column("f"), where, (), name) for name in ("mean", "median", "stddev", "sum")
    ]
    choices.append(Aggregate(INT, "sum", OwnRows(), draw(items_of(INT)), where, (), "sum"))
    choices.append(Aggregate(FLOAT, "quantile", OwnRows(), column("f"), where, (0.3,), "quantile"))
    return draw(st.sampled_from(choices))


COLUMNS = st.sampled_from([name for name in ITEMS if name not in ("note", "place", "tags", "nums")])


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Body, tuple[tuple[str, Aggregate], ...]]:
    """A random body of a rule on `items`, with its measures."""
    when = tuple(draw(st.lists(conditions(1), max_size=2)))
    kind = draw(st.sampled_from(("cell", "row", "row", "row", "own", "group", "group", "unique", "determines")))
    if kind == "cell":
        name = draw(st.sampled_from([*ITEMS]))
        return CellCheck(name, draw(st.sampled_from(("required", "type", "domain", "unit")))), ()
    if kind == "row":
        return RowCheck(draw(conditions(3)), when), ()
    if kind == "unique":
        return UniqueCheck(tuple(draw(st.lists(COLUMNS, min_size=1, max_size=3, unique=True)))), ()
    per = tuple(
        column(name) for name in draw(st.lists(COLUMNS.filter(lambda name: name != "g"), max_size=2, unique=True))
    )
    if kind == "determines":
        left = tuple(column(name) for name in draw(st.lists(COLUMNS, min_size=1, max_size=2, unique=True)))
        right = draw(st.lists(COLUMNS, min_size=1, max_size=2, unique=True))
        return DeterminesCheck(left, tuple(map(column, right)), tuple(right), when, per), ()
    measure = draw(own_aggregates())
    same = st.builds(lambda value: Const(measure.type, value), CONSTANTS[measure.type])
    other = draw(items_of(measure.type) if kind == "own" else same)
    check = Compare(draw(st.sampled_from(("=", "!="))), measure, other)
    if draw(st.booleans()):
        counted = Aggregate(INT, "count", OwnRows(), None, None, (), "count()")
        when = (*when, Compare(">", counted, Const(INT, draw(st.integers(0, 2)))))
    if kind == "own":
        return RowCheck(check, when, per), ()
    return GroupCheck(check, when, per), ((measure.text, measure),)


SHOWN = tuple((name, column(name)) for name in (*ITEMS, "twice", "far") if name != "note")


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """A random rule on `items` that shows all columns."""
    body, measures = draw(bodies())
    per = body.per if isinstance(body, GroupCheck) else ()
    names = tuple(f"key{place}" for place in range(len(per)))
    return rule(body, shows=SHOWN, measures=measures, group_names=names)
