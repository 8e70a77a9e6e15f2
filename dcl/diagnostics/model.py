"""What a diagnostic is: a stable code, a message, the place, and what helps to mend it.

A code is a class. Its docstring is its page: `dcl explain` and `docs/errors/` print it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from dcl.source import Span


class Level(Enum):
    ERROR = "error"
    WARNING = "warning"


class Code:
    """Base of all codes. A subclass is named by its code; its docstring is its page."""

    slug: ClassVar[str]
    level: ClassVar[Level] = Level.ERROR
    registry: ClassVar[dict[str, type[Code]]] = {}

    def __init_subclass__(cls) -> None:
        Code.registry[cls.__name__] = cls


@dataclass(frozen=True)
class Label:
    """A second place that explains the first, such as "declared here"."""

    span: Span
    text: str


@dataclass(frozen=True)
class Edit:
    """A replacement that mends the source at a place."""

    span: Span
    text: str


@dataclass(frozen=True)
class Diagnostic:
    """One finding about a contract, a data file or the way dcl was called.

    `span` is None where there is no contract text to point at (a data file, an argument).
    """

    code: type[Code]
    message: str
    span: Span | None = None
    labels: tuple[Label, ...] = ()
    help: str | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def id(self) -> str:
        return self.code.__name__

    @property
    def is_error(self) -> bool:
        return self.code.level is Level.ERROR


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.is_error for diagnostic in diagnostics)


def did_you_mean(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `name` most likely misspells, or None where nothing is close."""
    names = list(candidates)
    folded = {candidate.casefold(): candidate for candidate in reversed(names)}
    if name.casefold() in folded:
        return folded[name.casefold()]
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    return close[0] if close else None
