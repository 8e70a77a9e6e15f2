"""Types of values, lists and records that importers put together, and the columns that they become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dcl.interop import spell
from dcl.interop.draft import DraftColumn, DraftLabel, DraftLabels, Names
from dcl.interop.facets import Facets, spelled
from dcl.time_format import time_format
from dcl.types import DATE, DATETIME

WRITTEN = ("any", "record", "labels")
"""Kinds whose `type` is written out already: of their values nothing else can be said."""


@dataclass(frozen=True)
class Value:
    """What a format says of a value.

    `kind` is a type of the language, `list` (of `element`), or one of `WRITTEN`, which `type` then spells. `missing`
    are spellings of a missing value.
    """

    kind: str
    type: str = ""
    optional: bool = False
    facets: Facets = field(default_factory=Facets)
    element: Value | None = None
    missing: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def losing(self, *what: str) -> Value:
        return replace(self, lost=(*self.lost, *what))


def anything(*lost: str) -> Value:
    """A value of which nothing is known."""
    return Value("any", "any", optional=True, lost=lost)


def column(
    name: str, value: Value, description: str | None = None, spelling: str | None = None, first: Iterable[str] = ()
) -> DraftColumn:
    """The column that holds such values; `first` are modifiers that come before those of the value."""
    type_, modifiers, lost = _written(value)
    if value.missing:
        modifiers = (*modifiers, f"missing {spell.texts(dict.fromkeys(value.missing))}")
    kept = spelling if spelling is not None and spelling != name else None
    return DraftColumn(
        name,
        type_,
        value.optional,
        tuple(dict.fromkeys((*first, *modifiers))),
        description,
        kept,
        lost=tuple(dict.fromkeys((*value.lost, *lost))),
    )


def _written(value: Value) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The type as it is written, the modifiers, and what cannot be said."""
    if value.kind == "list":
        assert value.element is not None
        return _list(value, value.element)
    if value.kind in WRITTEN:
        lost = spelled(value.kind, value.facets).lost
        return value.type, (), lost
    said = spelled(value.kind, value.facets)
    return said.type, said.modifiers, said.lost


def _list(value: Value, element: Value) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    own = value.facets
    if element.kind == "list" or element.kind in WRITTEN:
        type_, modifiers, lost = _written(element)
        lost = (*lost, *(f"`{modifier}` of lists in a list" for modifier in modifiers))
        said = spelled(element.kind, replace(own, unique=own.unique and element.kind == "labels"), several=True)
        if own.unique and element.kind != "labels":
            lost = (*lost, "that no element stands twice")
    else:
        inner = element.facets
        has_length = inner.least is not None or inner.most is not None
        both = replace(inner, least=own.least, most=own.most, unique=own.unique, length_of_elements=has_length)
        said = spelled(element.kind, both, several=True)
        type_, lost = said.type, ()
    return spell.list_of(type_, element.optional), said.modifiers, (*element.lost, *lost, *said.lost)


def is_time_format(text: str, kind: str) -> bool:
    """Whether a format of dates or datetimes is one of the language."""
    try:
        time_format(text, DATE if kind == "date" else DATETIME)
    except ValueError:
        return False
    return "%" in text


def as_fields(columns: Iterable[DraftColumn]) -> tuple[tuple[DraftColumn, ...], tuple[str, ...]]:
    """Columns as the fields of a record, and what is lost of them: a field is not `unique`, and holds no remarks."""
    fields: list[DraftColumn] = []
    lost: list[str] = []
    for each in columns:
        missed = [*each.lost, *(["that no element stands twice"] if "unique" in each.modifiers else [])]
        lost += (f"in `{each.name}`: {what}" for what in missed)
        fields.append(replace(each, modifiers=tuple(word for word in each.modifiers if word != "unique")))
    return tuple(fields), tuple(lost)


class LabelSets:
    """The label sets of a draft; the same list of labels is one set."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._sets: dict[object, DraftLabels] = {}

    def of(
        self,
        wanted: str,
        choices: Iterable[tuple[str, str | None]],
        description: str | None = None,
        ordered: bool = False,
    ) -> Value:
        """The type of a label set of spellings, each with its definition."""
        found = dict(choices)
        key = (tuple(found.items()), ordered)
        if key not in self._sets:
            names = Names()
            labels = tuple(DraftLabel(names.pick(each, "label"), each, said) for each, said in found.items())
            name = self._names.pick(wanted, "label")
            self._sets[key] = DraftLabels(name, labels, ordered, description)
        return Value("labels", spell.name(self._sets[key].name))

    def add(
        self, wanted: str, labels: tuple[DraftLabel, ...], ordered: bool = False, description: str | None = None
    ) -> Value:
        """The type of a label set that is put together already."""
        key = (labels, ordered)
        if key not in self._sets:
            self._sets[key] = DraftLabels(self._names.pick(wanted, "label"), labels, ordered, description)
        return Value("labels", spell.name(self._sets[key].name))

    def drafts(self) -> tuple[DraftLabels, ...]:
        return tuple(self._sets.values())
