"""Measuring a column of texts: in which ways all of them can be read, and what they look like.

Everything is measured on the different texts, of which there are often few. A way of reading is first tried on some of
them; most ways are out after that.
"""

from __future__ import annotations

import polars as pl

from dcl.infer import codes
from dcl.infer.facts import ColumnFacts, ListFacts
from dcl.infer.measure_counts import counted_values, most_common
from dcl.infer.measure_readings import readings_of, units_of
from dcl.infer.spellings import LIST_SIGNS, NO_NUMBER
from dcl.patterns import NAMED_FORMATS, compiled
from dcl.tables.table import CellKind

TRIED_FIRST = 1_000
"""On so many different texts a guess is tried before it is tried on all."""

LEARNT_FROM = 2_000
ROUNDS = 3
"""A pattern is learnt from so many texts, and so often anew with those that it did not match."""

LONGEST_ELEMENT = 40
FEWEST_LISTS = 0.02
"""The least share of cells that hold a separator where it parts elements."""

_FORMATS = ("uuid", "email", "url", "ipv4", "ipv6", "sha256", "color", "country", "language")


def measure_texts(name: str, series: pl.Series, kind: CellKind) -> ColumnFacts:
    """What is known of a column of texts; in a text file an empty cell is missing."""
    counted = counted_values(series)
    if kind is CellKind.TEXT:
        counted = counted.filter(pl.col("value") != "")
    present = int(counted["count"].sum())
    if not present:
        return ColumnFacts(name, "nothing", len(series), len(series) - present)
    lengths = counted["value"].str.len_chars()
    is_void = counted["value"].is_in(list(NO_NUMBER))
    words = counted.filter(~is_void)
    return ColumnFacts(
        name,
        "text",
        len(series),
        len(series) - present,
        distinct=counted.height,
        common=most_common(counted),
        shortest=_whole(lengths.min()),
        longest=_whole(lengths.max()),
        readings=tuple(readings_of(counted, kind)),
        pattern=_pattern(words),
        format=_format(words),
        voids=tuple(counted.filter(is_void).sort("value").rows()),
        units=units_of(words) if kind is CellKind.TEXT else (),
        list=_lists(name, counted) if kind is CellKind.TEXT else None,
    )


def _whole(number: object) -> int:
    return number if isinstance(number, int) else 0


def matches_all(values: pl.Series, rust: str) -> bool:
    """Whether a regular expression of Rust matches all of each text."""
    anchored = f"^{rust}$"
    if not values.head(TRIED_FIRST).str.contains(anchored).all():
        return False
    return bool(values.str.contains(anchored).all())


def _pattern(words: pl.DataFrame) -> str | None:
    """The pattern that all texts match, by the parts of codes or by the endings of file names."""
    values = words["value"]
    if values.is_empty():
        return None
    sample = _sample(values)
    for _ in range(ROUNDS):
        pattern = codes.learn(sample) or codes.endings(sample)
        if pattern is None:
            return None
        wrong = values.filter(~values.str.contains(f"^{compiled(pattern).rust()}$"))
        if wrong.is_empty():
            return pattern
        sample = [*sample, *_sample(wrong)]
    return None


def _sample(values: pl.Series) -> list[str]:
    """Some texts, spread over all of them, always the same."""
    ordered = values.sort() if len(values) <= LEARNT_FROM else values
    return ordered.gather_every(max(1, len(ordered) // LEARNT_FROM)).to_list()


def _format(words: pl.DataFrame) -> str | None:
    values = words["value"]
    if values.is_empty():
        return None
    return next((name for name in _FORMATS if matches_all(values, NAMED_FORMATS[name].compiled.rust())), None)


def _lists(name: str, counted: pl.DataFrame) -> ListFacts | None:
    """The elements of cells, by the first sign that parts all cells into short texts."""
    for separator in LIST_SIGNS:
        found = _parted(name, counted, separator)
        if found is not None:
            return found
    return None


def _parted(name: str, counted: pl.DataFrame, separator: str) -> ListFacts | None:
    if not _may_part(counted.head(TRIED_FIRST), separator) or not _may_part(counted, separator):
        return None
    lists = counted.with_columns(pl.col("value").str.split(separator))
    elements = lists.explode("value").with_columns(pl.col("value").str.strip_chars(" \t"))
    if (elements["value"] == "").any() or elements["value"].str.len_chars().max() > LONGEST_ELEMENT:  # type: ignore[operator]
        return None
    lengths = lists["value"].list.len()
    stripped = lists["value"].list.eval(pl.element().str.strip_chars(" \t"))
    return ListFacts(
        separator,
        _whole(lengths.min()),
        _whole(lengths.max()),
        measure_elements(name, elements),
        all_different=bool((stripped.list.n_unique() == lengths).all()),
    )


def _may_part(counted: pl.DataFrame, separator: str) -> bool:
    """Whether a sign may part elements: it stands in some cells, never at an end, and in no sentence."""
    values = counted["value"]
    holding = counted.filter(values.str.contains(separator, literal=True))
    if holding.height < 2 or int(holding["count"].sum()) < FEWEST_LISTS * int(counted["count"].sum()):
        return False
    if separator == "," and bool(values.str.contains(r"\s").any()):
        return False
    return not (values.str.starts_with(separator) | values.str.ends_with(separator)).any()


def measure_elements(name: str, elements: pl.DataFrame) -> ColumnFacts:
    """What is known of the elements of all lists; each stands as often as its cell does."""
    together = elements.group_by("value").agg(pl.col("count").sum())
    present = int(together["count"].sum())
    lengths = together["value"].str.len_chars()
    return ColumnFacts(
        name,
        "text",
        present,
        0,
        distinct=together.height,
        common=most_common(together),
        shortest=_whole(lengths.min()),
        longest=_whole(lengths.max()),
        readings=tuple(readings_of(together, CellKind.TEXT)),
        pattern=_pattern(together),
    )
