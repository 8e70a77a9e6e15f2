"""The label sets of a draft: columns that hold the same labels share one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dcl.infer.guess import Guess, TableGuess
from dcl.infer.guess_texts import Closed
from dcl.infer.names import plain_name
from dcl.interop import spell
from dcl.interop.draft import DraftLabel, DraftLabels, Names

MOST_CHOICES = 8
"""More values than these are a label set, one a line; fewer stand in the column, `one of { … }`."""

NO_DEFINITION = "Not yet defined"

_NAME = re.compile(r"[^\W\d][\w+./&-]*")
"""What may stay as it is, in backticks where it must: `B-person`, `R&D`."""


@dataclass
class _Set:
    """A label set that grows while columns are put to it: its column, its values and how often each stands."""

    name: str
    counts: dict[str, int]
    cells: int
    hints: tuple[str, ...]
    columns: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Vocabulary:
    """The label sets, which column has which, and the name of each label by its spelling."""

    sets: tuple[DraftLabels, ...]
    of_column: Mapping[tuple[str, str], str]
    labels: Mapping[str, Mapping[str, str]]

    def type_of(self, table: str, guess: Guess) -> str:
        """How the type of a column with a closed set is written."""
        assert guess.closed is not None
        name = self.of_column.get((table, guess.name))
        return spell.one_of(text for text, _ in guess.closed.values) if name is None else spell.name(name)

    def value(self, table: str, guess: Guess, text: str) -> str:
        """A value of a column with a closed set as an example names it."""
        name = self.of_column.get((table, guess.name))
        return text if name is None else self.labels[name][text]


def vocabulary(tables: Sequence[TableGuess], names: Names) -> Vocabulary:
    """The label sets of all tables."""
    sets: list[_Set] = []
    closed = [
        (table.facts.name, guess, inner.closed)
        for table in tables
        for guess in table.columns
        if (inner := guess.listed or guess).closed is not None and _is_set(inner.closed)
    ]
    # One value makes no set, but may be of one: the gold answers of a small batch.
    for table_name, guess, found in sorted(closed, key=lambda each: len(each[2].values) == 1):
        if not _join(sets, table_name, guess, found) and len(found.values) > 1:
            counts = dict(found.values)
            sets.append(_Set(guess.name, counts, sum(counts.values()), found.hints, [(table_name, guess.name)]))
    drafts: list[DraftLabels] = []
    of_column: dict[tuple[str, str], str] = {}
    labels: dict[str, Mapping[str, str]] = {}
    for each in sets:
        wanted = plain_name(each.name, "labels")
        draft, spelled = _drafted(each, names.pick(wanted if wanted not in names.taken else f"{wanted}_labels"))
        drafts.append(draft)
        labels[draft.name] = spelled
        of_column |= dict.fromkeys(each.columns, draft.name)
    return Vocabulary(tuple(drafts), of_column, labels)


def _is_set(closed: Closed) -> bool:
    return closed.is_labels or len(closed.values) > MOST_CHOICES


def _join(sets: Sequence[_Set], table: str, guess: Guess, closed: Closed) -> bool:
    """Put a column to the set that holds its values, or whose values it holds; says whether there is one."""
    counts = dict(closed.values)
    for each in sets:
        shares = each.counts.keys() & counts.keys()
        holds = each.counts.keys() <= counts.keys() or counts.keys() <= each.counts.keys()
        is_named_so = each.name == guess.name
        if len(shares) >= min(2, len(counts)) and (holds or is_named_so):
            for text, count in counts.items():
                each.counts[text] = each.counts.get(text, 0) + count
            each.cells += sum(counts.values())
            each.columns.append((table, guess.name))
            return True
    return False


def _drafted(each: _Set, name: str) -> tuple[DraftLabels, Mapping[str, str]]:
    names = Names()
    ordered = sorted(each.counts.items(), key=lambda pair: (-pair[1], pair[0]))
    labels = []
    for text, count in ordered:
        wanted = text if _NAME.fullmatch(text) and len(text) <= 40 else plain_name(text, "label")
        seen = f"{NO_DEFINITION}; in {count:,} of {each.cells:,} cells."
        labels.append(DraftLabel(names.pick(wanted, "label"), spelling=text, description=seen))
    where = ", ".join(f"{table}.{column}" for table, column in each.columns)
    comments = (f"{len(labels)} values of {where}; the rarest {_times(ordered[-1][1])}", *each.hints)
    return DraftLabels(name, tuple(labels), comments=comments), {
        text: label.name for (text, _), label in zip(ordered, labels, strict=True)
    }


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
