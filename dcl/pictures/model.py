"""What a picture is: a drawing, or texts with their parts told apart, which pages show in their own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Picture:
    """A picture; `title` says in words what it shows, `kind` tells a page how to show it."""

    kind: ClassVar[str]
    title: str


@dataclass(frozen=True)
class Drawing(Picture):
    """A whole `<svg>` element, safe to stand in a page: every text in it is escaped, nothing in it runs or loads."""

    kind: ClassVar[str] = "drawing"
    svg: str


@dataclass(frozen=True)
class Mark:
    """What a stretch of text is part of: `colour` counts kinds from 0."""

    name: str
    colour: int
    failing: bool = False


@dataclass(frozen=True)
class Segment:
    """A stretch of a text and what it is part of. `ends` are the marks that end with it.

    `beyond` counts the signs that a mark takes in past the end of the text.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()
    beyond: int = 0


@dataclass(frozen=True)
class MarkedText(Picture):
    """A text with stretches marked in it, cut to what is around them; `before` and `after` say where it was cut."""

    kind: ClassVar[str] = "text"
    segments: tuple[Segment, ...] = ()
    before: bool = False
    after: bool = False


@dataclass(frozen=True)
class Token:
    """A token and its tag; `colour` counts kinds from 0, and is None outside of any name."""

    text: str | None
    tag: str | None
    colour: int | None = None
    failing: bool = False


@dataclass(frozen=True)
class TaggedTokens(Picture):
    """Tokens in their order; `left_out` counts those that are not shown."""

    kind: ClassVar[str] = "tokens"
    tokens: tuple[Token, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Turn:
    """What somebody says in a conversation. The first voice is 0."""

    role: str | None
    content: str | None
    voice: int = 0
    failing: bool = False


@dataclass(frozen=True)
class Dialogue(Picture):
    """The turns of a conversation; `left_out` counts those that are not shown."""

    kind: ClassVar[str] = "dialogue"
    turns: tuple[Turn, ...] = ()
    left_out: int = 0
