"""Fixed lists: records that are spelled as a list of just their items."""

from __future__ import annotations

from typing import Any

import pytest

from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells import Misfit, read_cell
from dcl.tables.table import CellKind
from dcl.types import FLOAT, INT, TEXT, ListOf, Record

JSON, TYPED = CellKind.JSON, CellKind.TYPED
BBOX = Record(tuple((name, FLOAT, False) for name in "xywh"), positional=True)
PAIR = Record((("name", TEXT, True), ("size", INT, True)), positional=True)
both = pytest.mark.parametrize("kind", [JSON, TYPED])


def read(raw: object, type_: Any = BBOX, kind: CellKind = JSON, **modifiers: Any) -> object:
    return read_cell(ColumnSpec("c", "c", type_, **modifiers), raw, kind, TextFormat())


@both
def test_a_list_of_just_these_items_is_a_record(kind: CellKind) -> None:
    assert read([1, 2.5, 3, 4], kind=kind) == {"x": 1.0, "y": 2.5, "w": 3.0, "h": 4.0}
    assert read(None, kind=kind) is None


@both
@pytest.mark.parametrize("raw", [[], [1, 2, 3], [1, 2, 3, 4, 5], [1, 2, 3, "4"], [1, 2, 3, None], "1 2 3 4", 5])
def test_another_number_of_items_or_one_that_does_not_fit_breaks_type(raw: object, kind: CellKind) -> None:
    value = read(raw, kind=kind)
    assert isinstance(value, Misfit)
    assert value.kind == "type"


def test_a_struct_of_a_frame_is_one_where_its_fields_stand_in_order() -> None:
    struct = {"x": 1.0, "y": 2.0, "w": 3.0, "h": 4.0}
    assert read(struct, kind=TYPED) == struct
    assert isinstance(read(struct, kind=JSON), Misfit)
    assert isinstance(read(dict(reversed(struct.items())), kind=TYPED), Misfit)
    assert isinstance(read({"x": 1.0}, kind=TYPED), Misfit)


@both
def test_an_item_may_be_missing_where_it_says_so(kind: CellKind) -> None:
    assert read(["a", None], PAIR, kind) == {"name": "a", "size": None}


def test_text_files_part_the_items() -> None:
    assert read("1; 2.5;3 ;4", kind=CellKind.TEXT, separator=";") == {"x": 1.0, "y": 2.5, "w": 3.0, "h": 4.0}
    assert read("", kind=CellKind.TEXT, separator=";") is None
    for raw in ("1;2;3", "1;2;3;x", "1;2;;4"):
        assert read(raw, kind=CellKind.TEXT, separator=";") == Misfit("type", raw)
    assert read("1;2;3;4", kind=CellKind.TEXT) == Misfit("type", "1;2;3;4")


def test_an_empty_item_of_a_text_file_is_missing() -> None:
    assert read(";", PAIR, CellKind.TEXT, separator=";") == {"name": None, "size": None}
    assert read("a;NA", PAIR, CellKind.TEXT, separator=";", missing=("NA",)) == {"name": "a", "size": None}


def test_items_take_the_modifiers_of_columns() -> None:
    fields = (ColumnSpec("name", "name", TEXT, optional=True), ColumnSpec("size", "size", INT, unit="px"))
    assert read("a;3 px", PAIR, CellKind.TEXT, separator=";", field_specs=fields) == {"name": "a", "size": 3}
    assert read("a;3", PAIR, CellKind.TEXT, separator=";", field_specs=fields) == Misfit("type", "a;3")
    assert read(["a", "3 px"], PAIR, JSON, field_specs=fields) == {"name": "a", "size": 3}


@both
def test_lists_of_them(kind: CellKind) -> None:
    assert read([["a", 1], ["b", 2]], ListOf(PAIR), kind) == ({"name": "a", "size": 1}, {"name": "b", "size": 2})
    assert isinstance(read([["a", 1], ["b"]], ListOf(PAIR), kind), Misfit)
