"""What a format can say of a contract of the gallery comes back from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcl.analysis.contract import CheckedColumn
from dcl.analysis.terms import Aggregate, Matches
from dcl.interop.bounds import bounds_of, least
from dcl.interop.form import listed
from dcl.interop.formats import EXPORTS
from dcl.patterns.formats import NAMED_FORMATS
from dcl.patterns.nodes import Node
from dcl.patterns.pattern import parse_pattern
from dcl.types import DATE, DURATION, FLOAT, INT, LabelType, ListOf, OneOf, Record, Type
from tests.interop.drafted import imported
from tests.interop.gallery import TABLES, contract

WITH_COLUMNS = [(name, table) for name, table in TABLES if contract(name).checked.tables[table].columns]
NOT_MADE = [(name, table) for name, table in WITH_COLUMNS if contract(name).checked.tables[table].origin is None]


def back(folder: Path, format_: str, name: str, table: str) -> dict[str, CheckedColumn]:
    """The columns of a table after a trip through a format, by what the file calls them."""
    pytest.importorskip("yaml")
    text = EXPORTS[format_].export(contract(name), table).text
    tables = imported(folder, text, format_, table).contract.checked.tables
    assert list(tables) == [table]
    return {column.file_name: column for column in tables[table].columns.values()}


def comparable(name: str, table: str) -> dict[str, CheckedColumn]:
    """The columns that are declared, and whose cells are not spelled in a way of their own."""
    columns = contract(name).checked.tables[table].columns.values()
    format_ = contract(name).program.table[table].format
    odd = {DURATION} | ({DATE} if format_.dates else set()) | ({INT} if format_.thousands else set())
    plain = [each for each in columns if not each.implicit and each.unit is None and each.type not in odd]
    return {column.file_name: column for column in plain}


def kind(type_: Type) -> object:
    """A type, whatever its label set is called: label sets and listed texts are what they let through."""
    match type_:
        case ListOf(element=element, element_optional=optional):
            return ("list", kind(element), optional)
        case LabelType():
            return frozenset(label.spelling for label in type_.labels)
        case OneOf():
            return frozenset(type_.choices)
        case Record():
            return ("record", type_.positional, tuple((kind(inner), optional) for _, inner, optional in type_.fields))
        case _:
            return type_


def values(column: CheckedColumn) -> object:
    """What a column lets through, as far as its type and a list of values say it."""
    listed_ = [value for value in listed(column) if isinstance(value, str)]
    if not listed_:
        return kind(column.type)
    return ("list", frozenset(listed_), False) if isinstance(column.type, ListOf) else frozenset(listed_)


def pattern(column: CheckedColumn) -> Node | None:
    for constraint in column.constraints:
        term = constraint.term
        term = term.argument if isinstance(term, Aggregate) else term
        if isinstance(term, Matches):
            return parse_pattern(term.pattern).node
    return None


def same(was: CheckedColumn, now: CheckedColumn) -> None:
    """Whether two columns say the same, each by itself."""
    if isinstance(was.type, LabelType):
        # A rule of the table may leave some labels out, such as all that have others below them.
        assert kind(now.type) <= kind(was.type)  # type: ignore[operator]
    else:
        assert values(now) == values(was)
    assert now.optional == was.optional
    if was.type in (INT, FLOAT):
        assert bounds_of(now) == bounds_of(was)
    named = next((each.text.split()[-1] for each in was.constraints if each.kind == "format"), None)
    if named is None:
        assert pattern(now) == pattern(was)
    else:
        found = next(parse_pattern(each.term.pattern) for each in now.constraints if isinstance(each.term, Matches))
        assert all(map(found.matches, NAMED_FORMATS[named].good))
        assert not any(map(found.matches, NAMED_FORMATS[named].bad))
    assert least(now) == least(was)
    assert now.key == was.key
    descriptions = [each.decl.description.value if each.decl.description else None for each in (was, now)]
    assert descriptions[0] == descriptions[1]


def only_warns(name: str, table: str) -> set[str]:
    """Columns with a rule that only warns: no record is refused for that, so a schema does not say it."""
    rules = contract(name).program.rules
    return {rule.column for rule in rules if rule.table == table and rule.severity != "error" and rule.column}


@pytest.mark.parametrize(("name", "table"), NOT_MADE)
def test_json_schema(name: str, table: str, tmp_path: Path) -> None:
    found = back(tmp_path, "json-schema", name, table)
    for file_name, column in comparable(name, table).items():
        if column.format is None and column.name not in only_warns(name, table):
            same(column, found[file_name])


@pytest.mark.parametrize(("name", "table"), NOT_MADE)
def test_frictionless(name: str, table: str, tmp_path: Path) -> None:
    found = back(tmp_path, "frictionless", name, table)
    for file_name, column in comparable(name, table).items():
        if not isinstance(column.type, ListOf | Record) and column.name not in only_warns(name, table):
            same(column, found[file_name])


@pytest.mark.parametrize(("name", "table"), NOT_MADE)
def test_odcs(name: str, table: str, tmp_path: Path) -> None:
    found = back(tmp_path, "odcs", name, table)
    for file_name, column in comparable(name, table).items():
        if not isinstance(column.type, ListOf | Record) and column.name not in only_warns(name, table):
            same(column, found[file_name])


@pytest.mark.parametrize("name", ["street_boxes", "intents", "essays", "voc", "yolo"])
def test_label_sets_keep_their_trees_scales_and_definitions(name: str, tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    was = {labels.name: labels for labels in contract(name).checked.labels.values()}
    for table in contract(name).checked.tables:
        text = EXPORTS["json-schema"].export(contract(name), table).text
        now = imported(tmp_path, text, "json-schema").contract.checked.labels
        for labels in now.values():
            assert labels.ordered == was[labels.name].ordered
            assert [(each.spelling, each.description) for each in labels.labels] == [
                (each.spelling, each.description) for each in was[labels.name].labels
            ]
            assert {labels.depth(each.name) for each in labels.labels} == {
                was[labels.name].depth(each.name) for each in was[labels.name].labels
            }


def test_a_whole_contract_keeps_its_tables_keys_and_references(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    text = EXPORTS["odcs"].export(contract("street_boxes"), None).text
    found = imported(tmp_path, text, "odcs").contract.checked
    assert list(found.tables) == ["images", "boxes"]
    assert found.tables["boxes"].keys == ("box_id",)
    assert found.tables["boxes"].columns["image_id"].references == ("images", "image_id")
    assert found.tables["boxes"].sources == ("samples/street_boxes/boxes.csv",)
    assert found.decl.version == "2.1.0"


@pytest.mark.parametrize(("name", "table"), [("street_boxes", "boxes"), ("shelves", "boxes"), ("spans", "results")])
@pytest.mark.parametrize("format_", ["label-studio", "cvat"])
def test_the_labels_of_a_tool_come_back_with_their_choices(format_: str, name: str, table: str, tmp_path: Path) -> None:
    if (format_, name) == ("cvat", "spans"):
        pytest.skip("CVAT marks no texts")
    text = EXPORTS[format_].export(contract(name), table).text
    found = imported(tmp_path, text, format_).contract.checked
    columns = contract(name).checked.tables[table].columns.values()
    was = next(column.type for column in columns if isinstance(column.type, LabelType))
    spellings = {label.spelling for labels in found.labels.values() for label in labels.labels}
    assert {label.spelling for label in was.labels} <= spellings
