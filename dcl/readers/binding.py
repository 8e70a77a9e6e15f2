"""A table tied to its data, before anything is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dcl.readers.contents import Contents


@dataclass(frozen=True)
class Binding:
    """`paths` are the files of the table in order, or one address in a cloud; `shown` is what the user wrote.

    `captures` has, for each file, what the braces of the contract's `source` take out of its path; it is empty where
    the data come from elsewhere. A file of several tables is read once: its `contents` are shared by all of them, and
    `part` is the one that was asked for, None where the name of the table says it.
    """

    table: str
    format: str
    paths: tuple[str, ...]
    shown: str
    captures: tuple[Mapping[str, str | None], ...] = ()
    contents: Contents | None = None
    part: str | None = None

    @property
    def files(self) -> Iterator[tuple[str, Mapping[str, str | None]]]:
        """Each file with what is captured from its path."""
        yield from zip(self.paths, self.captures or ({},) * len(self.paths), strict=True)
