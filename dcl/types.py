"""The types of the language: what a column, a constant or an expression holds.

A type says nothing of missing values; whether a column may be missing stands beside its type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Type:
    """Base of all types."""

    def __str__(self) -> str:
        raise TypeError(f"{type(self).__name__} lacks a name")


@dataclass(frozen=True)
class Scalar(Type):
    name: str

    def __str__(self) -> str:
        return self.name


INT = Scalar("int")
FLOAT = Scalar("float")
TEXT = Scalar("text")
BOOL = Scalar("bool")
DATE = Scalar("date")
DATETIME = Scalar("datetime")
DURATION = Scalar("duration")
ANY = Scalar("any")
BOX = Scalar("box")
"""An axis-parallel box, `(left, top, right, bottom)`; made by `xywh` and its like, never a column of a file."""
INTERVAL = Scalar("interval")
"""`(start, end)`; made by `interval`, never a column of a file."""
SCALARS = {scalar.name: scalar for scalar in (INT, FLOAT, TEXT, BOOL, DATE, DATETIME, DURATION, ANY)}


@dataclass(frozen=True)
class LabelInfo:
    """One label: its name, its spelling in the data, the name of the label above it."""

    name: str
    spelling: str
    parent: str | None = None
    description: str | None = None
    instead_of: tuple[str, ...] = ()
    image: str | None = None


@dataclass(frozen=True)
class LabelType(Type):
    """A label set: a closed vocabulary, possibly a tree (`labels` in the order written, parents first) or a scale.

    Values of this type are the names of the labels, whatever their spelling in the data.
    """

    name: str
    labels: tuple[LabelInfo, ...] = field(repr=False)
    ordered: bool = False

    def __str__(self) -> str:
        return self.name

    @cached_property
    def by_name(self) -> dict[str, LabelInfo]:
        return {label.name: label for label in self.labels}

    @cached_property
    def by_spelling(self) -> dict[str, str]:
        """From the spelling in the data to the name of the label."""
        return {label.spelling: label.name for label in self.labels}

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each label in the order written, from 0."""
        return {label.name: place for place, label in enumerate(self.labels)}

    @cached_property
    def inner(self) -> frozenset[str]:
        """The labels that have labels below them."""
        return frozenset(label.parent for label in self.labels if label.parent is not None)

    def depth(self, name: str) -> int:
        """1 for a label at the top."""
        parent = self.by_name[name].parent
        return 1 if parent is None else 1 + self.depth(parent)

    def below(self, name: str) -> tuple[str, ...]:
        """The label and all the labels below it, in the order written."""
        found = {name}
        for label in self.labels:
            if label.parent in found:
                found.add(label.name)
        return tuple(label.name for label in self.labels if label.name in found)


@dataclass(frozen=True)
class OneOf(Type):
    """`one of { "none", "partial" }`."""

    choices: tuple[str, ...]

    def __str__(self) -> str:
        return "one of { " + ", ".join(f'"{choice}"' for choice in self.choices) + " }"


@dataclass(frozen=True)
class ListOf(Type):
    element: Type
    element_optional: bool = False

    def __str__(self) -> str:
        return f"list of ({self.element}?)" if self.element_optional else f"list of {self.element}"


@dataclass(frozen=True)
class Record(Type):
    """`fields` are `(name, type, optional)`; without `open`, a record holds no other fields.

    A `positional` record is spelled as a list of just these items, in this order.
    """

    fields: tuple[tuple[str, Type, bool], ...]
    open: bool = False
    positional: bool = False

    def __str__(self) -> str:
        inner = ", ".join(f"{name}: {type_}{'?' if optional else ''}" for name, type_, optional in self.fields)
        if self.positional:
            return f"[ {inner} ]"
        return "{ " + inner + (", ..." if self.open else "") + " }"

    def field(self, name: str) -> tuple[Type, bool] | None:
        for field_name, type_, optional in self.fields:
            if field_name == name:
                return type_, optional
        return None


@dataclass(frozen=True)
class Unknown(Type):
    """The type of an expression that is already reported as wrong; fits everywhere, so that no echo follows."""

    def __str__(self) -> str:
        return "unknown"


UNKNOWN = Unknown()


def is_closed(type_: Type) -> bool:
    """Whether values of the type come from a closed list, so that a misfit breaks `domain` and not `type`."""
    return isinstance(type_, LabelType | OneOf)


def is_text(type_: Type) -> bool:
    """Whether values of the type are texts at run time: texts, labels and choices."""
    return type_ is TEXT or is_closed(type_) or type_ == TEXT
