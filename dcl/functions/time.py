"""Functions of dates and datetimes. A datetime is an instant; its parts are those in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from dcl.functions.entry import Example, Function, Kind, Parameter
from dcl.functions.shapes import always
from dcl.types import DATE, INT

TIME = (Parameter("time", Kind.TIME),)
DATETIME_ONLY = (Parameter("time", Kind.DATETIME),)


def in_utc(time: date) -> Any:
    """A date as it is; a datetime in UTC, which it already is where it names no zone."""
    return time.astimezone(UTC) if isinstance(time, datetime) and time.tzinfo is not None else time


def part(name: str) -> Callable[..., Any]:
    """The Polars meaning of a part of a time."""
    return lambda pl, time: getattr(time.dt, name)().cast(pl.Int64)


TIMES = (
    Function(
        name="date",
        family="time",
        parameters=DATETIME_ONLY,
        result=always(DATE),
        summary="The day of a datetime in UTC, so that it can be compared with a date.",
        reference=lambda time: in_utc(time).date(),
        polars=lambda pl, time: time.dt.date(),
        examples=(Example("date(@2026-11-24T23:30:00-02:00)", date(2026, 11, 25)),),
    ),
    Function(
        name="year",
        family="time",
        parameters=TIME,
        result=always(INT),
        summary="The year.",
        reference=lambda time: in_utc(time).year,
        polars=part("year"),
        examples=(Example("year(@2026-11-24)", 2026),),
    ),
    Function(
        name="month",
        family="time",
        parameters=TIME,
        result=always(INT),
        summary="The month, from 1 to 12.",
        reference=lambda time: in_utc(time).month,
        polars=part("month"),
        examples=(Example("month(@2026-11-24)", 11),),
    ),
    Function(
        name="day",
        family="time",
        parameters=TIME,
        result=always(INT),
        summary="The day of the month, from 1 to 31.",
        reference=lambda time: in_utc(time).day,
        polars=part("day"),
        examples=(Example("day(@2026-11-24)", 24),),
    ),
    Function(
        name="hour",
        family="time",
        parameters=DATETIME_ONLY,
        result=always(INT),
        summary="The hour of the day in UTC, from 0 to 23.",
        reference=lambda time: in_utc(time).hour,
        polars=part("hour"),
        examples=(Example("hour(@2026-11-24T10:59:00Z)", 10), Example("hour(@2026-11-24T00:30:00+02:00)", 22)),
    ),
    Function(
        name="weekday",
        family="time",
        parameters=TIME,
        result=always(INT),
        summary="The day of the week, 1 for Monday to 7 for Sunday (ISO 8601).",
        reference=lambda time: in_utc(time).isoweekday(),
        polars=part("weekday"),
        examples=(Example("weekday(@2026-11-23)", 1), Example("weekday(@2026-11-29)", 7)),
    ),
)
