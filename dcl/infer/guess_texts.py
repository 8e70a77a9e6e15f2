"""What may be said of texts: closed sets of words, patterns of codes, named formats, or only that they are there."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from dcl.infer.facts import ColumnFacts
from dcl.infer.guess_times import is_ambiguous
from dcl.infer.names import LABELS, PROSE, is_id, says
from dcl.infer.spellings import ISO
from dcl.tables.show import visible

MOST_LABELS = 50
"""More different values are no vocabulary that a person keeps in mind."""

MOST_WORDS = 20
"""The same where the name of the column does not say that it holds labels: towns and names of things are few in a small
file, and more in the next one."""

LONGEST_LABEL = 60
"""In characters; longer texts are sentences."""

CELLS_A_VALUE = 20
"""In so many cells a value must stand on average before its set counts as closed: then a value that nobody has used yet
is rare, too."""

CELLS_A_LABEL = 3
"""The same where the name of the column says that it holds labels."""

FEWEST_CELLS = 50
"""No set is read off fewer cells, unless the name says that there are labels."""

MOST_UNSEEN = 0.01
"""The greatest share of cells whose value stands nowhere else. By Good and Turing it is also the chance that the next
cell holds a value that is not in the set."""

MOST_UNSEEN_LABELS = 0.1

FEWEST_CODES = 3
"""A pattern is read off so many different codes or more: two have a shape in common by chance."""

FEWEST_LETTER_CODES = 10
"""The same for codes without a digit, which may be words."""

RARE_TWIN = 0.1
"""A value may be a slip of another one if it stands in a tenth of its cells at most."""

SHORTEST_TWIN = 5
ALIKE = 0.85
"""Of values with so many letters, this share may be the same before one is taken for a slip of the other."""

MOST_TWINS = 10

NO_TWO_ALIKE = "no two alike"

NEARLY = 0.8
"""So many cells read in one way make the others worth pointing out."""

_KINDS = {
    "int": "whole numbers",
    "float": "numbers",
    "bool": "true or false",
    "date": "dates",
    "datetime": "dates with a time",
    "duration": "durations",
}

_NAMED = {"country": ("country", "nation"), "language": ("language", "lang", "locale")}
"""Formats that many words fit; they are believed only where the name of the column says so."""


@dataclass(frozen=True)
class Closed:
    """A closed set: its values with their counts, the most common first."""

    values: tuple[tuple[str, int], ...]
    is_labels: bool
    evidence: str
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What is said of texts that are no closed set."""

    modifiers: tuple[str, ...]
    evidence: str
    is_code: bool = False
    hints: tuple[str, ...] = ()


def closed_set(column: ColumnFacts, missing: tuple[str, ...]) -> Closed | None:
    """The values of a column, where there are few and none is new any more."""
    values = tuple((text, count) for text, count in column.common if text not in missing)
    is_named = says(column.name, LABELS) and not is_id(column.name)
    most = MOST_LABELS if is_named else MOST_WORDS
    if column.distinct > MOST_LABELS or not 0 < len(values) <= most or not _are_labels(column, values):
        return None
    cells = sum(count for _, count in values)
    if len(values) == 1:
        is_enough = cells >= CELLS_A_VALUE
        return Closed(values, is_named, f"always {_quoted(values[0][0])}") if is_enough else None
    unseen = sum(count for _, count in values if count == 1) / cells
    if is_named:
        is_enough = cells >= CELLS_A_LABEL * len(values) and unseen <= MOST_UNSEEN_LABELS
    else:
        is_enough = cells >= max(FEWEST_CELLS, CELLS_A_VALUE * len(values)) and unseen <= MOST_UNSEEN
    if not is_enough:
        return None
    rarest = values[-1][1]
    evidence = f"{len(values)} values; the rarest {'once' if rarest == 1 else f'{rarest:,} times'}"
    return Closed(values, is_named, evidence, _twins(values))


def _are_labels(column: ColumnFacts, values: tuple[tuple[Any, int], ...]) -> bool:
    if (
        column.units
        or column.longest > LONGEST_LABEL
        or not all(text.strip() and text.isprintable() for text, _ in values)
    ):
        return False
    return says(column.name, LABELS) or not (is_id(column.name) or says(column.name, PROSE))


def _twins(values: tuple[tuple[str, int], ...]) -> tuple[str, ...]:
    """Values that look like one spelled in two ways: both are taken, and a person is asked."""
    hints = []
    for place, (text, count) in enumerate(values):
        other = next((other for other in values[:place] if _are_alike(text, count, *other)), None)
        if other is not None:
            hints.append(f"is {_quoted(text)} ({count:,}) the same as {_quoted(other[0])} ({other[1]:,})?")
    more = len(hints) - MOST_TWINS
    return (*hints[:MOST_TWINS], f"and {more} more like these") if more > 0 else tuple(hints)


def _are_alike(rare: str, count: int, common: str, more: int) -> bool:
    """Whether two values differ only in the size of letters or in blanks, or one is rare and nearly the other."""
    one, two = _plain(rare), _plain(common)
    if one == two:
        return True
    is_rare = count <= RARE_TWIN * more and min(len(one), len(two)) >= SHORTEST_TWIN
    return is_rare and SequenceMatcher(None, one, two, autojunk=False).ratio() >= ALIKE


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())


def _quoted(text: str) -> str:
    return f'"{visible(text, 40)}"'


def text_words(column: ColumnFacts, missing: tuple[str, ...]) -> Words:
    """The format or the pattern of texts, or how long they are."""
    lengths = f"{column.shortest:,} to {column.longest:,} characters"
    if column.shortest == column.longest:
        lengths = f"{column.longest:,} character{'s' * (column.longest != 1)} each"
    hints = _hints(column)
    is_clean = all(text in missing for text, _ in column.voids)
    distinct = column.distinct - len(missing)
    about = f"{distinct:,} different" if distinct < column.present else NO_TWO_ALIKE
    if distinct == 1:
        about = "one value"
    if is_clean and column.format is not None and _is_meant(column, column.format):
        return Words((f"format {column.format}",), about, True, hints)
    if is_clean and column.pattern is not None and _is_code(column.pattern, distinct):
        is_code = not says(column.name, LABELS) and not column.pattern.startswith(".*") and _has_digits(column.pattern)
        return Words((f"matches /{column.pattern}/",), about, is_code, hints)
    return Words(("length 1..",) if column.shortest else (), f"{about}; {lengths}", False, hints)


def _is_meant(column: ColumnFacts, format: str) -> bool:
    return says(column.name, _NAMED[format]) if format in _NAMED else column.present >= 2


def _has_digits(pattern: str) -> bool:
    return r"\d" in pattern or "0-9" in pattern


def _is_code(pattern: str, distinct: int) -> bool:
    return distinct >= (FEWEST_CODES if _has_digits(pattern) else FEWEST_LETTER_CODES)


def _hints(column: ColumnFacts) -> tuple[str, ...]:
    times = [each for each in column.readings if each.type in ("date", "datetime")]
    if is_ambiguous(times, column.name):
        return ("dates, but none tells whether the day or the month comes first",)
    if column.units:
        return (f"numbers, with these behind some of them: {', '.join(map(_quoted, column.units))}",)
    return _nearly(column)


def _nearly(column: ColumnFacts) -> tuple[str, ...]:
    """What all cells but a few can be read as: those few are likely mistakes."""
    near = [each for each in column.readings if each.others and each.cells >= NEARLY * column.present]
    if not near:
        return ()
    best = max(near, key=lambda each: each.cells)
    kind = _KINDS[best.type] + (f" like {best.format}" if best.format not in (None, ISO) else "")
    left = ", ".join(_quoted(text) for text, _ in best.others)
    return (f"{best.cells:,} of {column.present:,} cells are {kind}; not {left}",)
