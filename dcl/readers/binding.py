"""A table tied to its data, before anything is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Binding:
    """`paths` are the files of the table in order, or one address in a cloud; `shown` is what the user wrote."""

    table: str
    format: str
    paths: tuple[str, ...]
    shown: str
