"""Tables made of lists and of groups, which every rule sees like any other table."""

from typing import Any

from dcl.analysis.terms import (
    Column,
    Compare,
    Const,
    FromGroups,
    FromList,
    IsMissing,
    Order,
    Origin,
    Path,
    ReferringRows,
    SpanNumber,
    Term,
)
from dcl.engines.base import Tally
from dcl.engines.reference import ReferenceEngine
from dcl.ir.program import Body, CellCheck, ColumnSpec, GroupCheck, Program, RowCheck, Rule, TableSpec, UniqueCheck
from dcl.types import ANY, DATE, INT, TEXT, ListOf, Record, Type
from tests.engines.reference.building import COLOUR, aggregate, compare, const, counts, rows_failing, table

WORD = Record((("text", TEXT, False), ("n", INT, True)))
DOCUMENTS = TableSpec("documents", (ColumnSpec("id", "id", INT), ColumnSpec("words", "words", ListOf(WORD, True))))


def made(name: str, origin: Origin, keys: tuple[str, ...] = (), **columns: Type) -> TableSpec:
    specs = tuple(ColumnSpec(column, column, type_, optional=True) for column, type_ in columns.items())
    return TableSpec(name, specs, keys=keys, origin=origin)


WORDS = made("words", FromList("documents", "words", "id"), parent=INT, position=INT, text=TEXT, n=INT)
TEXT_OF_WORD, PARENT, POSITION = (
    Column(TEXT, "words", "text"),
    Column(INT, "words", "parent"),
    Column(INT, "words", "position"),
)


def judge(specs: list[TableSpec], data: dict[str, Any], on: str, body: Body, **rule: Any) -> Tally:
    program = Program("made", "1.0.0", "made.dcl", "", None, tuple(specs), ())
    tables = {name: table(rows) for name, rows in data.items()}
    return ReferenceEngine().check(program, tables, [Rule("rule", on, "row", body, **rule)], None)["rule"]


def contents(specs: list[TableSpec], data: dict[str, Any], on: TableSpec, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of a made table, told by a rule that no row meets."""
    types: dict[str, Type] = {column.name: column.type for column in on.columns}
    shows = tuple((name, Column(types.get(name, TEXT), on.name, name)) for name in columns)
    tally = judge(specs, data, on.name, RowCheck(Compare("!=", const(1), const(1))), shows=shows)
    assert rows_failing(tally) == list(range(tally.checked))
    return [tuple(failure.values[name] for name in columns) for failure in tally.failures]


def sizes(specs: list[TableSpec], data: dict[str, Any]) -> dict[str, int]:
    program = Program("made", "1.0.0", "made.dcl", "", None, tuple(specs), ())
    return dict(ReferenceEngine().sizes(program, {name: table(rows) for name, rows in data.items()}))


# Lists

TWO_DOCUMENTS = {
    "documents": [
        {"id": 7, "words": [{"text": "so", "n": 1}, {"text": "it"}]},
        {"id": 8, "words": []},
        {"id": 9},
        {"id": 10, "words": [{"text": 5}]},
        {"id": None, "words": [{"text": "goes"}, None]},
    ]
}


def test_one_row_for_each_element_with_its_parent_and_position() -> None:
    assert contents([DOCUMENTS, WORDS], TWO_DOCUMENTS, WORDS, "parent", "position", "text", "n") == [
        (7, 1, "so", 1),
        (7, 2, "it", None),
        (None, 1, "goes", None),
        (None, 2, None, None),
    ]


def test_elements_that_are_no_records_are_values() -> None:
    documents = TableSpec("documents", (ColumnSpec("id", "id", INT), ColumnSpec("tags", "tags", ListOf(COLOUR, True))))
    tags = made("tags", FromList("documents", "tags", "id"), parent=INT, position=INT, value=COLOUR)
    data = {"documents": [{"id": 1, "tags": ["0", None, "blue"]}, {"id": 2, "tags": ["green"]}]}
    assert contents([documents, tags], data, tags, "value") == [("red",), (None,), ("blue",)]


RAW = TableSpec("documents", (ColumnSpec("id", "id", INT), ColumnSpec("words", "words", ANY, optional=True)))


def test_elements_of_a_list_of_anything_are_read_by_the_columns_of_the_table() -> None:
    words = TableSpec(
        "words",
        (ColumnSpec("day", "Day", DATE, optional=True), ColumnSpec("colour", "colour", COLOUR)),
        origin=FromList("documents", "words", "id"),
    )
    data = {"documents": [{"id": 1, "words": [{"Day": "2026-11-24", "colour": "0"}, {"colour": "green"}, "x", None]}]}
    shows = (("day", Column(DATE, "words", "day")), ("colour", Column(COLOUR, "words", "colour")))
    type_ = judge([RAW, words], data, "words", CellCheck("day", "type"), shows=shows)
    assert (counts(type_), rows_failing(type_)) == ((2, 1, 1, 0), [2])
    domain = judge([RAW, words], data, "words", CellCheck("colour", "domain"), shows=shows)
    assert [failure.values for failure in domain.failures] == [{"day": None, "colour": "green"}]
    required = judge([RAW, words], data, "words", CellCheck("colour", "required"))
    assert rows_failing(required) == [3]


def test_what_is_no_list_gives_no_rows() -> None:
    data = {"documents": [{"id": 1, "words": "so"}, {"id": 2, "words": {"text": "so"}}, {"id": 3, "words": [{}]}]}
    assert contents([RAW, WORDS], data, WORDS, "parent", "text") == [(3, None)]


def test_parents_are_followed_counted_and_counted_from() -> None:
    specs = [DOCUMENTS, WORDS]
    back = Path(INT, PARENT, "documents", "id", "id")
    assert counts(judge(specs, TWO_DOCUMENTS, "words", RowCheck(Compare("=", back, PARENT)))) == (4, 2, 0, 2)
    number = aggregate("count", source=ReferringRows("words", "parent", Column(INT, "documents", "id")))
    tally = judge(specs, TWO_DOCUMENTS, "documents", RowCheck(compare(number, "=", 2)))
    assert rows_failing(tally) == [1, 2, 3, 4]


def test_made_tables_have_keys_and_groups_of_their_own() -> None:
    specs = [DOCUMENTS, WORDS]
    assert counts(judge(specs, TWO_DOCUMENTS, "words", UniqueCheck(("parent", "position")))) == (2, 2, 0, 0)
    body = GroupCheck(compare(aggregate("count"), "=", 2), per=(PARENT,))
    assert counts(judge(specs, TWO_DOCUMENTS, "words", body, group_names=("parent",))) == (1, 1, 0, 0)


# Groups

TOKENS = TableSpec(
    "tokens",
    (
        ColumnSpec("sentence", "sentence", INT),
        ColumnSpec("place", "place", INT),
        ColumnSpec("word", "word", TEXT),
        ColumnSpec("tag", "tag", TEXT),
    ),
)
SENTENCE, PLACE = Column(INT, "tokens", "sentence"), Column(INT, "tokens", "place")
WORD_OF_TOKEN, TAG = Column(TEXT, "tokens", "word"), Column(TEXT, "tokens", "tag")
BY_PLACE: Order = ((PLACE, False),)
JOINED = aggregate("join", WORD_OF_TOKEN, type_=TEXT, parameters=(" ",))


def token(sentence: int | None, place: int | None, word: str, tag: str = "O") -> dict[str, Any]:
    return {"sentence": sentence, "place": place, "word": word, "tag": tag}


SPOKEN = {
    "tokens": [
        token(2, 2, "goes"),
        token(1, 1, "New", "B-LOC"),
        token(2, 1, "so it"),
        token(1, 2, "York", "I-LOC"),
        token(None, 3, "lost"),
        token(1, 3, "calls", "O"),
        token(1, 4, "Rome", "B-LOC"),
    ]
}


def grouped(*per: tuple[str, Term], lets: tuple[tuple[str, Term], ...], name: str = "sentences") -> TableSpec:
    return TableSpec(name, (), origin=FromGroups("tokens", per, BY_PLACE, lets))


SENTENCES = grouped(("sentence", SENTENCE), lets=(("text", JOINED), ("number", aggregate("count"))))


def test_one_row_for_each_group_in_the_order_of_the_first_rows() -> None:
    assert contents([TOKENS, SENTENCES], SPOKEN, SENTENCES, "sentence", "text", "number") == [
        (2, "so it goes", 2),
        (1, "New York calls Rome", 4),
    ]


def test_lets_may_read_what_the_group_shares() -> None:
    named = grouped(("sentence", SENTENCE), lets=(("first", Compare("=", SENTENCE, const(1))),))
    assert contents([TOKENS, named], SPOKEN, named, "sentence", "first") == [(2, False), (1, True)]


def test_one_row_for_each_span_of_tags() -> None:
    span = SpanNumber(INT, TAG)
    spans = grouped(("sentence", SENTENCE), ("span", span), lets=(("text", JOINED),), name="spans")
    assert contents([TOKENS, spans], SPOKEN, spans, "sentence", "span", "text") == [(1, 1, "New York"), (1, 2, "Rome")]


def test_made_tables_are_made_from_made_tables_in_any_order_of_declaration() -> None:
    letters = aggregate("join", Column(TEXT, "words", "text"), type_=TEXT, parameters=("",))
    order: Order = ((POSITION, False),)
    whole = TableSpec("whole", (), origin=FromGroups("words", (("parent", PARENT),), order, (("text", letters),)))
    assert contents([whole, WORDS, DOCUMENTS], TWO_DOCUMENTS, whole, "parent", "text") == [(7, "soit")]


def test_lists_inside_lists() -> None:
    lines = TableSpec(
        "lines",
        (
            ColumnSpec("no", "no", INT),
            ColumnSpec("words", "words", ANY, optional=True),
            ColumnSpec("parent", "parent", INT),
        ),
        origin=FromList("documents", "words", "id"),
    )
    words = made("words", FromList("lines", "words", "no"), parent=INT, position=INT, text=TEXT)
    data = {"documents": [{"id": 1, "words": [{"no": 5, "words": [{"text": "so"}, {"text": "it"}]}, {"no": 6}]}]}
    assert contents([RAW, lines, words], data, words, "parent", "position", "text") == [(5, 1, "so"), (5, 2, "it")]


# Sizes


def test_the_sizes_of_read_and_made_tables() -> None:
    assert sizes([WORDS, DOCUMENTS, SENTENCES, TOKENS], TWO_DOCUMENTS | SPOKEN) == {
        "words": 4,
        "documents": 5,
        "sentences": 2,
        "tokens": 7,
    }


def test_a_table_made_from_one_that_is_absent_has_no_size() -> None:
    assert sizes([WORDS, DOCUMENTS, SENTENCES, TOKENS], SPOKEN) == {"sentences": 2, "tokens": 7}


def test_nothing_is_made_of_nothing() -> None:
    nothing: dict[str, Any] = {"documents": [], "tokens": []}
    assert sizes([DOCUMENTS, WORDS, TOKENS, SENTENCES], nothing) == dict.fromkeys(
        ("documents", "words", "tokens", "sentences"), 0
    )
    rule = RowCheck(IsMissing(Const(INT, 1)))
    assert counts(judge([TOKENS, SENTENCES], {"tokens": []}, "sentences", rule)) == (0, 0, 0, 0)
