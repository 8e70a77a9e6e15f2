"""Cells of text files."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dcl.ir.program import ColumnSpec, TextFormat
from dcl.tables.cells import Misfit, read_cell
from dcl.tables.table import CellKind
from dcl.types import ANY, BOOL, DATE, DATETIME, FLOAT, INT, TEXT, LabelInfo, LabelType, ListOf, OneOf, Type

GERMAN = TextFormat(decimal=",", thousands=".", dates="%d.%m.%Y")
PLAIN = TextFormat()


def read(raw: str | None, type_: Type, table: TextFormat = PLAIN, **modifiers: Any) -> object:
    return read_cell(ColumnSpec("c", "c", type_, **modifiers), raw, CellKind.TEXT, table)


def misfit(raw: str, kind: str = "type") -> Misfit:
    return Misfit(kind, raw)


@pytest.mark.parametrize("type_", [INT, FLOAT, TEXT, BOOL, DATE, DATETIME, ANY, OneOf(("a",))])
@pytest.mark.parametrize("raw", ["", None])
def test_an_empty_cell_is_missing(type_: Type, raw: str | None) -> None:
    assert read(raw, type_) is None


@pytest.mark.parametrize("type_", [INT, TEXT, OneOf(("a",)), ListOf(TEXT)])
def test_a_missing_spelling_is_missing_before_the_type_is_read(type_: Type) -> None:
    assert read("N/A", type_, missing=("N/A",), separator=";") is None


@pytest.mark.parametrize("raw", ["n/a", " N/A", "N/A "])
def test_a_missing_spelling_is_exact(raw: str) -> None:
    assert read(raw, TEXT, missing=("N/A",)) == raw
    assert read(raw, INT, missing=("N/A",)) == misfit(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("3", 3), ("+3", 3), ("-0", 0), ("007", 7), ("3.0", 3), ("-3.000", -3), (str(2**63 - 1), 2**63 - 1)],
)
def test_whole_numbers(raw: str, value: int) -> None:
    read_value = read(raw, INT)
    assert read_value == value
    assert type(read_value) is int


@pytest.mark.parametrize(
    "raw",
    [
        "3.5",
        "1e3",
        "1_000",
        "1,000",
        " 5",
        "5 ",
        "٣",
        "−5",
        "0x1F",
        "--1",
        "five",
        "3.0.0",
        "5%",
        "nan",
        "9" * 5000,
        str(2**63),
        str(-(2**63) - 1),
    ],
)
def test_what_is_no_whole_number(raw: str) -> None:
    assert read(raw, INT) == misfit(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("3", 3.0), ("-3.25", -3.25), ("1e3", 1000.0), ("1.5E-3", 0.0015), (".5", 0.5), ("5.", 5.0), ("1e-400", 0.0)],
)
def test_floats(raw: str, value: float) -> None:
    read_value = read(raw, FLOAT)
    assert read_value == value
    assert type(read_value) is float


@pytest.mark.parametrize("raw", ["inf", "-Infinity", "1e400", "1_0.0", " 1.0", "٣.٠", "1,5", "1d", ".", "e3", "-nan"])
def test_what_is_no_float(raw: str) -> None:
    assert read(raw, FLOAT) == misfit(raw)


@pytest.mark.parametrize("raw", ["nan", "NaN", "NAN"])
def test_nan_is_missing_in_a_float_column(raw: str) -> None:
    assert read(raw, FLOAT) is None
    assert read(raw, TEXT) == raw


@pytest.mark.parametrize(
    ("raw", "type_", "value"),
    [("1.234,5", FLOAT, 1234.5), ("1234,5", FLOAT, 1234.5), ("1.234", INT, 1234), ("1.234,0", INT, 1234)],
)
def test_the_tables_decimal_and_thousands_signs(raw: str, type_: Type, value: float) -> None:
    assert read(raw, type_, GERMAN) == value


@pytest.mark.parametrize("raw", ["1.23", "12.34,5", "1.2345", ".123", "1,234.5", "1234.567", "3.5"])
def test_thousands_signs_stand_between_groups_of_three(raw: str) -> None:
    assert read(raw, FLOAT, GERMAN) == misfit(raw)


@pytest.mark.parametrize(("raw", "value"), [("true", True), ("TRUE", True), ("False", False)])
def test_bools_in_any_letter_case(raw: str, value: bool) -> None:
    assert read(raw, BOOL) is value


@pytest.mark.parametrize("raw", ["1", "0", "yes", "t", " true"])
def test_what_is_no_bool(raw: str) -> None:
    assert read(raw, BOOL) == misfit(raw)


def test_a_date_is_iso() -> None:
    assert read("2026-11-24", DATE) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "raw",
    ["2026-1-2", " 2026-01-02", "26-01-02", "-2026-01-01", "0000-01-01", "2026-02-30", "20260102", "2026-01-02T00:00"],
)
def test_what_is_no_date(raw: str) -> None:
    assert read(raw, DATE) == misfit(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11-24T10:00:00",
        "2026-11-24 10:00:00",
        "2026-11-24T10:00",
        "2026-11-24T10:00:00Z",
        "2026-11-24T10:00:00.000",
        "2026-11-24T12:30:00+02:30",
        "2026-11-24T08:00:00-02:00",
    ],
)
def test_a_datetime_is_an_instant_in_utc(raw: str) -> None:
    value = read(raw, DATETIME)
    assert value == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert isinstance(value, datetime)
    assert value.utcoffset() == timedelta(0)


def test_a_datetime_has_microseconds() -> None:
    assert read("2026-11-24T10:00:00.12", DATETIME) == datetime(2026, 11, 24, 10, 0, 0, 120_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11-24T10:00:60",
        "2026-11-24T24:00:00",
        "2026-11-24",
        "2026-11-24T10",
        "2026-11-24  10:00",
        "2026-11-24t10:00z",
        "2026-11-24T10:00:00.1234567",
        "2026-11-24T10:00:00+02",
        "2026-11-24T10:00:00+02:60",
        "2026-11-24T10:00:00+24:00",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
    ],
)
def test_what_is_no_datetime(raw: str) -> None:
    assert read(raw, DATETIME) == misfit(raw)


def test_the_columns_format_goes_before_the_tables() -> None:
    assert read("24.11.2026", DATE, GERMAN) == date(2026, 11, 24)
    assert read("11/24/2026", DATE, GERMAN, format="%m/%d/%Y") == date(2026, 11, 24)
    assert read("2026-11-24", DATE, GERMAN) == misfit("2026-11-24")


def test_the_tables_dates_leave_datetimes_alone_unless_they_spell_a_time() -> None:
    assert read("2026-11-24T10:00", DATETIME, GERMAN) == datetime(2026, 11, 24, 10, tzinfo=UTC)
    with_time = TextFormat(dates="%d.%m.%Y %H:%M")
    assert read("24.11.2026 10:00", DATETIME, with_time) == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert read("2026-11-24", DATE, with_time) == date(2026, 11, 24)


def test_a_unit_is_cut_with_the_blanks_before_it() -> None:
    assert read("12.5 oz", FLOAT, unit="oz") == 12.5
    assert read("12oz", INT, unit="oz") == 12


@pytest.mark.parametrize("raw", ["12", "12 OZ", "12 oz ", "oz 12"])
def test_a_cell_without_its_unit_breaks_unit(raw: str) -> None:
    assert read(raw, FLOAT, unit="oz") == misfit(raw, "unit")


def test_a_bad_number_before_its_unit_breaks_type() -> None:
    assert read("many oz", FLOAT, unit="oz") == misfit("many oz")
    assert read("oz", FLOAT, unit="oz") == misfit("oz")


@pytest.mark.parametrize(("raw", "value"), [("5%", 0.05), ("0.7 %", 0.007), ("12.5%", 0.125), ("7e1%", 0.7)])
def test_a_percentage_is_the_nearest_float_of_a_hundredth(raw: str, value: float) -> None:
    assert read(raw, FLOAT, unit="%") == value


def test_a_percentage_fits_an_int_in_whole_hundreds() -> None:
    assert read("300%", INT, unit="%") == 3
    assert read("350%", INT, unit="%") == misfit("350%")


ROAD_USER = LabelType("road_user", (LabelInfo("car", "0"), LabelInfo("truck", "truck")))


def test_a_label_is_read_by_its_spelling_into_its_name() -> None:
    assert read("0", ROAD_USER) == "car"
    assert read("truck", ROAD_USER) == "truck"


@pytest.mark.parametrize("raw", ["car", "Truck", " truck", "1"])
def test_what_is_no_label_is_outside_the_domain(raw: str) -> None:
    assert read(raw, ROAD_USER) == misfit(raw, "domain")


def test_one_of_its_choices() -> None:
    assert read("none", OneOf(("none", "heavy"))) == "none"
    assert read("None", OneOf(("none", "heavy"))) == misfit("None", "domain")


def test_a_list_is_split_and_blanks_around_elements_are_cut() -> None:
    assert read("a; b ;c d", ListOf(TEXT), separator=";") == ("a", "b", "c d")
    assert read("1;2.0", ListOf(INT), separator=";") == (1, 2)
    assert read("0|truck", ListOf(ROAD_USER), separator="|") == ("car", "truck")


def test_an_empty_cell_is_the_empty_list() -> None:
    assert read("", ListOf(TEXT), separator=";") == ()
    assert read(None, ListOf(INT), separator=";", optional=True) == ()
    assert read("", ListOf(TEXT), separator=";", missing=("",)) is None


def test_an_empty_element_is_the_empty_text_and_no_other_type() -> None:
    assert read("a;;b", ListOf(TEXT), separator=";") == ("a", "", "b")
    assert read(";", ListOf(TEXT), separator=";") == ("", "")
    assert read("1;;2", ListOf(INT), separator=";") == misfit("1;;2")
    assert read("1;;2", ListOf(INT, element_optional=True), separator=";") == misfit("1;;2")


def test_one_element_that_does_not_fit_makes_the_list_not_fit() -> None:
    assert read("1;x", ListOf(INT), separator=";") == misfit("1;x")
    assert read("0;van", ListOf(ROAD_USER), separator=";") == misfit("0;van")


def test_a_missing_spelling_among_elements_needs_elements_that_may_be_missing() -> None:
    assert read("1;N/A", ListOf(INT, element_optional=True), separator=";", missing=("N/A",)) == (1, None)
    assert read("1;N/A", ListOf(INT), separator=";", missing=("N/A",)) == misfit("1;N/A")


def test_the_unit_of_a_list_is_that_of_each_element() -> None:
    assert read("1 oz; 2 oz", ListOf(INT), separator=";", unit="oz") == (1, 2)
    assert read("1 oz; 2", ListOf(INT), separator=";", unit="oz") == misfit("1 oz; 2", "unit")


def test_without_a_separator_a_cell_is_the_one_element() -> None:
    assert read("a;b", ListOf(TEXT)) == ("a;b",)
