"""In which ways the texts of a column can be read: as numbers, truth values, dates, times, durations, with units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import polars as pl

from dcl.infer.facts import MOST_OTHERS, Reading
from dcl.infer.spellings import DATES, ISO, NUMBERS, TIMES, UNITS
from dcl.ir.program import TextFormat
from dcl.tables.cells_durations import read_duration
from dcl.tables.cells_numbers import float_pattern, int_pattern
from dcl.tables.table import CellKind
from dcl.time_format import ISO_DATE, ISO_DATETIME, TimeFormat, any_time_format

TRIED_FIRST = 1_000
MOST_READ = 20_000
"""So many different times are read one by one, to be sure that each is in the calendar; the proof sees all of them."""

_NUMBER_START = r"^[+-]?[0-9.,][0-9.,' ]*"
_UNIT = re.compile(r"[0-9]([ \t]*)([^\s0-9.,'+\-][^0-9]*)$")
_DURATION = r"^[+-]?(?:[0-9]+(?:[.,][0-9]+)?(?:ms|s|min|h|d))+$"


def readings_of(counted: pl.DataFrame, kind: CellKind) -> Iterator[Reading]:
    """All ways to read the texts, but for a few of them; in JSON and typed files only times are spelled as texts."""
    if kind is CellKind.TEXT:
        yield from _bools(counted)
        yield from _all_numbers(counted, None)
        yield from _with_unit(counted)
    yield from _times(counted)
    yield from _durations(counted)


def _parted(counted: pl.DataFrame, fits: Callable[[pl.Series], pl.Series]) -> tuple[pl.DataFrame, pl.DataFrame] | None:
    """The texts that fit and those that do not; None where more than a few do not, or none does."""
    head = counted.head(TRIED_FIRST)
    if int((~fits(head["value"])).sum()) > MOST_OTHERS:
        return None
    mask = fits(counted["value"])
    others = counted.filter(~mask)
    if others.height > MOST_OTHERS or others.height == counted.height:
        return None
    return counted.filter(mask), others


def _others(others: pl.DataFrame) -> tuple[tuple[str, int], ...]:
    return tuple(others.sort("value").rows())


def _count(fitting: pl.DataFrame) -> int:
    return int(fitting["count"].sum())


def _bools(counted: pl.DataFrame) -> Iterator[Reading]:
    found = _parted(counted, lambda texts: texts.str.to_lowercase().is_in(["true", "false"]))
    if found:
        yield Reading("bool", _count(found[0]), others=_others(found[1]))


def _all_numbers(counted: pl.DataFrame, unit: str | None) -> Iterator[Reading]:
    """As numbers in every way that tables spell them."""
    plain: Reading | None = None
    for format in NUMBERS:
        is_same = plain is not None and (format.decimal == "." or not plain.has_fractions)
        if plain is not None and is_same:
            # Numbers without any of the signs in question are the same in all spellings.
            yield replace(plain, decimal=format.decimal, thousands=format.thousands)
            continue
        for reading in _numbers(counted, format, unit):
            yield reading
            if format == NUMBERS[0] and not reading.others:
                plain = reading


def _numbers(counted: pl.DataFrame, format: TextFormat, unit: str | None) -> Iterator[Reading]:
    """As whole numbers, else as numbers. `counted` holds the texts without their unit, which is said beside them."""
    for type_, pattern in (("int", int_pattern(format)), ("float", float_pattern(format))):
        found = _parted(counted, lambda texts, pattern=pattern: texts.str.contains(f"^(?:{pattern})$"))  # type: ignore[misc]
        if found is None:
            continue
        reading = _read_numbers(*found, type_, format, unit)
        if reading is not None:
            yield reading
            if not reading.others:
                return


def _read_numbers(
    fitting: pl.DataFrame, others: pl.DataFrame, type_: str, format: TextFormat, unit: str | None
) -> Reading | None:
    texts = fitting["value"]
    plain = texts
    if format.thousands:
        plain = plain.str.replace_all(format.thousands, "", literal=True)
    plain = plain.str.replace(format.decimal, ".", literal=True)
    has_point = plain.str.contains(r"[.eE]").any()
    if type_ == "int":
        values = plain.str.replace(r"\.0*$", "").str.strip_prefix("+").cast(pl.Int64, strict=False)
    else:
        values = plain.str.strip_prefix("+").cast(pl.Float64, strict=False)
        values = values.set(values.is_infinite(), None)
    if values.null_count():
        return None
    return Reading(
        type_,
        _count(fitting),
        values.min(),
        values.max(),
        _others(others),
        format.decimal,
        format.thousands,
        unit,
        led_by_zero=bool(plain.str.contains(r"^[+-]?0[0-9]").any()),
        has_fractions=bool(has_point),
        proves=_proves(texts, format),
    )


def _proves(texts: pl.Series, format: TextFormat) -> bool:
    """Whether some number settles the signs of a format, as `0,25` and `1.234,5` do and `1,234` does not."""
    point, group = re.escape(format.decimal), re.escape(format.thousands or "")
    certain = []
    if format.decimal != ".":
        certain.append(rf"{point}(?:[0-9]{{1,2}}|[0-9]{{4,}})$|^[+-]?0{point}")
    if format.thousands:
        certain.append(rf"{group}[0-9]{{3}}(?:{group}|{point})")
        if format.thousands in " '":
            certain.append(rf"[0-9]{group}[0-9]{{3}}$")
    return any(bool(texts.str.contains(pattern).any()) for pattern in certain)


def units_of(words: pl.DataFrame) -> tuple[str, ...]:
    """What stands behind the numbers of a column in which every text begins with one; the most common first."""
    head = words["value"].head(TRIED_FIRST)
    if head.is_empty() or not head.str.contains(_NUMBER_START).all():
        return ()
    counts: dict[str, int] = {}
    for text in head.to_list():
        match = _UNIT.search(text)
        if match is None or not _is_unit(match[1], match[2].strip()):
            continue
        unit = match[2].strip()
        counts[unit] = counts.get(unit, 0) + 1
    return tuple(sorted(counts, key=lambda unit: (-counts[unit], unit)))[:MOST_OTHERS]


def _is_unit(blank: str, unit: str) -> bool:
    return unit.lower() in UNITS or (bool(blank) and len(unit) <= 20)


def _with_unit(counted: pl.DataFrame) -> Iterator[Reading]:
    """As numbers that all end in the same unit."""
    units = units_of(counted.filter(counted["value"].str.contains("[0-9]")))
    if not units:
        return
    unit = units[0]
    found = _parted(counted, lambda texts: texts.str.ends_with(unit))
    if found is None:
        return
    fitting, others = found
    cut = fitting.with_columns(pl.col("value").str.strip_suffix(unit).str.strip_chars_end(" \t"))
    for reading in _all_numbers(cut, unit):
        if not reading.others:
            # A percentage is divided by 100, so that few are whole numbers.
            type_ = "float" if unit == "%" else reading.type
            yield replace(reading, type=type_, others=_others(others))


def _times(counted: pl.DataFrame) -> Iterator[Reading]:
    """As dates and as instants, in every format that fits."""
    yield from _in_format(counted, "date", None, ISO_DATE)
    yield from _in_format(counted, "datetime", None, ISO_DATETIME)
    first = counted["value"].head(TRIED_FIRST)
    if not first.str.contains(r"[0-9]{2}").any():
        return
    for day in DATES:
        yield from _in_format(counted, "date", day, any_time_format(day))
    if not first.str.contains(r"[0-9]:[0-9]{2}").any():
        return
    for day in DATES:
        for time in TIMES:
            text = f"{day} {time}"
            yield from _in_format(counted, "datetime", text, any_time_format(text))


def _in_format(counted: pl.DataFrame, type_: str, text: str | None, format: TimeFormat) -> Iterator[Reading]:
    found = _parted(counted, lambda texts: texts.str.contains(f"^(?:{format.pattern})$"))
    if found is None:
        return
    fitting, others = found
    read: Callable[[str], Any] = format.read_date if type_ == "date" else format.read_datetime
    values = [read(value) for value in fitting["value"].head(MOST_READ).to_list()]
    if None in values:
        return
    low, high = (min(values), max(values)) if len(values) == fitting.height else (None, None)
    yield Reading(type_, _count(fitting), low, high, _others(others), format=text or ISO)


def _durations(counted: pl.DataFrame) -> Iterator[Reading]:
    found = _parted(counted, lambda texts: texts.str.contains(_DURATION))
    if found is None:
        return
    fitting, others = found
    values = [read_duration(value, TextFormat()) for value in fitting["value"].head(MOST_READ).to_list()]
    known = [value for value in values if value is not None]
    if len(known) == len(values):
        low, high = (min(known), max(known)) if len(known) == fitting.height else (None, None)
        yield Reading("duration", _count(fitting), low, high, _others(others))
