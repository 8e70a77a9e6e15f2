"""Formats of dates and times: what each directive takes, and what is refused with a sentence."""

import re
from datetime import UTC, date, datetime

import polars as pl
import pytest

from dcl.time_format import any_time_format, time_format
from dcl.types import DATE, DATETIME


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("%d.%m.%Y", "24.11.2026"),
        ("%Y%m%d", "20261124"),
        ("%m/%d/%y", "11/24/26"),
        ("%-d. %B %Y", "24. November 2026"),
        ("%d %b %Y", "24 Nov 2026"),
        ("%-m/%-d/%Y", "11/24/2026"),
        ("100%% %Y-%m-%d", "100% 2026-11-24"),
    ],
)
def test_a_date_is_read_by_its_format(format: str, text: str) -> None:
    assert time_format(format, DATE).read_date(text) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("%d.%m.%Y %H:%M", "24.11.2026 15:05"),
        ("%m/%d/%Y %-I:%M %p", "11/24/2026 3:05 PM"),
        ("%m/%d/%Y %I:%M%p", "11/24/2026 03:05pm"),
        ("%Y-%m-%d %H:%M:%S.%f%z", "2026-11-24 17:05:00.000000+0200"),
        ("%Y-%m-%dT%H:%M%z", "2026-11-24T15:05Z"),
    ],
)
def test_a_datetime_is_read_by_its_format_into_utc(format: str, text: str) -> None:
    assert time_format(format, DATETIME).read_datetime(text) == datetime(2026, 11, 24, 15, 5, tzinfo=UTC)


@pytest.mark.parametrize("text", ["1.2.2026", "01.02.26", " 01.02.2026", "01.02.2026 ", "01x02x2026", "٠١.02.2026"])
def test_widths_and_signs_are_exact(text: str) -> None:
    assert time_format("%d.%m.%Y", DATE).read_date(text) is None


@pytest.mark.parametrize("text", ["31.02.2026", "00.01.2026", "01.13.2026", "01.01.0000"])
def test_a_day_that_does_not_exist_is_none(text: str) -> None:
    assert time_format("%d.%m.%Y", DATE).read_date(text) is None


@pytest.mark.parametrize(("written", "year"), [("00", 2000), ("69", 2069), ("70", 1970), ("99", 1999)])
def test_two_digits_of_a_year_are_from_1970_to_2069(written: str, year: int) -> None:
    assert time_format("%d.%m.%y", DATE).read_date(f"01.01.{written}") == date(year, 1, 1)


@pytest.mark.parametrize(("written", "hour"), [("12 AM", 0), ("1 AM", 1), ("12 PM", 12), ("11 PM", 23)])
def test_hours_of_half_a_day(written: str, hour: int) -> None:
    read = time_format("%Y-%m-%d %-I %p", DATETIME).read_datetime(f"2026-11-24 {written}")
    assert read == datetime(2026, 11, 24, hour, tzinfo=UTC)


@pytest.mark.parametrize("written", ["0 AM", "13 PM"])
def test_half_a_day_has_the_hours_1_to_12(written: str) -> None:
    assert time_format("%Y-%m-%d %-I %p", DATETIME).read_datetime(f"2026-11-24 {written}") is None


@pytest.mark.parametrize(
    ("format", "part_of_message"),
    [
        ("%Q.%m.%Y", "`%Q` is no part of a date or time that dcl can read; the parts are %Y %y"),
        ("%d.%m.%Y %", "`%` is no part of a date or time"),
        ("%m.%Y", "`%m.%Y` spells no day; add `%d`"),
        ("%d.%m", "`%d.%m` spells no year; add `%Y`"),
        ("%d.%m.%Y %y", "spells the year twice"),
        ("%d.%m.%Y %M", "`%M` needs `%H` beside it"),
        ("%d.%m.%Y %I", "`%I` needs `%p` beside it"),
    ],
)
def test_a_format_that_cannot_be_read_says_why(format: str, part_of_message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(part_of_message)):
        any_time_format(format)


def test_a_date_has_no_time_and_a_datetime_has_one() -> None:
    with pytest.raises(ValueError, match="spells a time, but a date has none"):
        time_format("%Y-%m-%d %H", DATE)
    with pytest.raises(ValueError, match="spells no time, but a datetime has one"):
        time_format("%Y-%m-%d", DATETIME)


def test_signs_between_the_parts_stand_for_themselves() -> None:
    assert time_format("(%Y)+%m.%d", DATE).read_date("(2026)+11.24") == date(2026, 11, 24)
    assert time_format("(%Y)+%m.%d", DATE).read_date("(2026)+11-24") is None


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("%d.%m.%Y", "24.11.2026"),
        ("%-d. %B %y", "4. November 26"),
        ("(%Y) [%m] {%d} %H:%M:%S.%f %z", "(2026) [11] {24} 10:00:00.5 +02:00"),
        ("%b %d %Y %-I:%M %p", "Nov 24 2026 3:05 PM"),
    ],
)
def test_the_pattern_of_a_format_reads_alike_in_rust(format: str, text: str) -> None:
    made = any_time_format(format)
    found = re.fullmatch(made.pattern, text)
    assert found is not None
    groups = pl.select(pl.lit(text).str.extract_groups(f"^(?:{made.pattern})$")).item()
    assert groups == found.groupdict()
