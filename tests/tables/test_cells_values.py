"""Cells of JSON and of typed frames."""

import math
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells import Misfit, read_cell
from dcl.tables.table import CellKind
from dcl.types import ANY, BOOL, DATE, DATETIME, FLOAT, INT, TEXT, LabelInfo, LabelType, ListOf, OneOf, Record, Type

JSON, TYPED = CellKind.JSON, CellKind.TYPED
SIZE = LabelType("size", (LabelInfo("small", "0"), LabelInfo("large", "large")), ordered=True)
POINT = Record((("x", FLOAT, False), ("y", FLOAT, False), ("note", TEXT, True)))
both = pytest.mark.parametrize("kind", [JSON, TYPED])


def read(raw: object, type_: Type, kind: CellKind = JSON, **modifiers: Any) -> object:
    return read_cell(ColumnSpec("c", "c", type_, **modifiers), raw, kind, TextFormat())


@both
@pytest.mark.parametrize("type_", [INT, FLOAT, TEXT, BOOL, DATE, ANY, SIZE, ListOf(INT), POINT])
@pytest.mark.parametrize("raw", [None, math.nan, Decimal("NaN")])
def test_null_and_nan_are_missing(type_: Type, raw: object, kind: CellKind) -> None:
    assert read(raw, type_, kind) is None


@both
def test_missing_spellings_hold_for_texts_of_every_source(kind: CellKind) -> None:
    assert read("N/A", INT, kind, missing=("N/A",)) is None
    assert read(0, INT, kind, missing=("0",)) == 0


@both
def test_the_empty_text_is_a_text(kind: CellKind) -> None:
    assert read("", TEXT, kind) == ""


@both
@pytest.mark.parametrize(
    ("raw", "type_"), [(3, TEXT), ("3", INT), ("3.5", FLOAT), (True, INT), (True, FLOAT), (1, BOOL), ("true", BOOL)]
)
def test_a_number_is_no_text_and_true_is_not_1(raw: object, type_: Type, kind: CellKind) -> None:
    value = read(raw, type_, kind)
    assert isinstance(value, Misfit)
    assert value.kind == "type"


@both
@pytest.mark.parametrize("raw", [3, 3.0, Decimal(3), Decimal("3.00")])
def test_a_number_without_a_fraction_fits_int_and_float(raw: object, kind: CellKind) -> None:
    whole, real = read(raw, INT, kind), read(raw, FLOAT, kind)
    assert (whole, type(whole)) == (3, int)
    assert (real, type(real)) == (3.0, float)


@both
@pytest.mark.parametrize("raw", [3.5, 2**63, -(2**63) - 1, 1e300, float(2**63), math.inf, Decimal("0.5"), 10**400])
def test_what_fits_no_int(raw: object, kind: CellKind) -> None:
    assert isinstance(read(raw, INT, kind), Misfit)


@both
@pytest.mark.parametrize("raw", [math.inf, -math.inf, 10**400, Decimal("Infinity")])
def test_what_fits_no_float(raw: object, kind: CellKind) -> None:
    assert isinstance(read(raw, FLOAT, kind), Misfit)


@both
def test_dates_and_datetimes_are_iso_texts(kind: CellKind) -> None:
    assert read("2026-11-24", DATE, kind) == date(2026, 11, 24)
    assert read("2026-11-24T12:00:00+02:00", DATETIME, kind) == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert read("24.11.2026", DATE, kind) == Misfit("type", "24.11.2026")
    assert read("24.11.2026", DATE, kind, format="%d.%m.%Y") == date(2026, 11, 24)


def naive(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[arg-type, misc]


def test_typed_dates_and_datetimes() -> None:
    assert read(date(2026, 11, 24), DATE, TYPED) == date(2026, 11, 24)
    assert read(naive(2026, 11, 24), DATE, TYPED) == date(2026, 11, 24)
    assert read(naive(2026, 11, 24, 0, 0, 1), DATE, TYPED) == Misfit("type", "2026-11-24 00:00:01")
    assert read(naive(2026, 11, 24, 10), DATETIME, TYPED) == datetime(2026, 11, 24, 10, tzinfo=UTC)
    in_rome = datetime(2026, 11, 24, 11, tzinfo=timezone(timedelta(hours=1)))
    assert read(in_rome, DATETIME, TYPED) == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert read(date(2026, 11, 24), DATETIME, TYPED) == Misfit("type", "2026-11-24")


@both
def test_labels_by_spelling_and_all_else_outside_the_domain(kind: CellKind) -> None:
    assert read("0", SIZE, kind) == "small"
    assert read("Large", SIZE, kind) == Misfit("domain", "Large")
    assert read(0, SIZE, kind) == Misfit("domain", "0")
    assert read(["a"], OneOf(("a",)), kind) == Misfit("domain", '["a"]')


@both
def test_units_apply_to_texts_only(kind: CellKind) -> None:
    assert read("12 oz", INT, kind, unit="oz") == 12
    assert read(12, INT, kind, unit="oz") == 12
    assert read("0.7%", FLOAT, kind, unit="%") == 0.007
    assert read("12", INT, kind, unit="oz") == Misfit("unit", '"12"' if kind is JSON else "12")


@both
def test_lists(kind: CellKind) -> None:
    assert read([1, 2.0], ListOf(INT), kind) == (1, 2)
    assert read([], ListOf(INT), kind) == ()
    assert read([[1], []], ListOf(ListOf(INT)), kind) == ((1,), ())
    assert read([1, "x"], ListOf(INT), kind) == Misfit("type", '[1,"x"]')
    assert read("a;b", ListOf(TEXT), kind, separator=";") == Misfit("type", '"a;b"' if kind is JSON else "a;b")


@both
def test_elements_are_missing_only_where_they_may_be(kind: CellKind) -> None:
    assert read([1, None], ListOf(INT), kind) == Misfit("type", "[1,null]")
    assert read([1, None], ListOf(INT, element_optional=True), kind) == (1, None)


@both
def test_a_record_holds_each_declared_field(kind: CellKind) -> None:
    assert read({"x": 1, "y": 2.5}, POINT, kind) == {"x": 1.0, "y": 2.5, "note": None}


@both
@pytest.mark.parametrize(
    "raw",
    [{"x": 1}, {"x": 1, "y": None}, {"x": 1, "y": 2, "z": 3}, {"x": 1, "y": "2"}, {"x": 1, "y": 2, "note": 3}, [1, 2]],
)
def test_a_record_that_does_not_fit_is_a_misfit_as_a_whole(raw: object, kind: CellKind) -> None:
    value = read(raw, POINT, kind)
    assert isinstance(value, Misfit)
    assert value.kind == "type"


def test_an_open_record_may_hold_more() -> None:
    assert read({"x": 1, "z": 2}, Record((("x", INT, False),), open=True)) == {"x": 1}


def test_fields_take_the_modifiers_of_columns() -> None:
    fields = (ColumnSpec("size", "Size", INT, optional=True, missing=("n/a",)),)
    type_ = Record((("size", INT, True),))
    assert read({"Size": 3}, type_, field_specs=fields) == {"size": 3}
    assert read({"Size": "n/a"}, type_, field_specs=fields) == {"size": None}
    assert read([{"Size": 3}], ListOf(type_), field_specs=fields) == ({"size": 3},)


def test_a_misfit_shows_compact_json_where_its_quotes_tell_something() -> None:
    assert read("3", INT) == Misfit("type", '"3"')
    assert read({"a": [1, True, "ü"]}, INT) == Misfit("type", '{"a":[1,true,"ü"]}')
    assert read("3", INT, TYPED) == Misfit("type", "3")
    assert read(True, TEXT, TYPED) == Misfit("type", "true")


def test_a_misfit_too_large_to_show_does_no_harm() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    assert read(nested, INT) == Misfit("type", "a value too large to show")
    assert read(10**5000, INT) == Misfit("type", "a value too large to show")


@both
def test_everything_is_any(kind: CellKind) -> None:
    assert read([1, "x"], ANY, kind) == [1, "x"]
