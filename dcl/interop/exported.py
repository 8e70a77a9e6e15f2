"""What an export comes to: the text of a file, and what the contract says that the file cannot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LeftOut:
    """A rule (or another part of the contract) that the format cannot state, and why in words."""

    id: str
    why: str


@dataclass(frozen=True)
class Exported:
    """The text of the exported file. `expressed` are the ids of the rules that it states."""

    text: str
    left_out: tuple[LeftOut, ...] = ()
    expressed: tuple[str, ...] = ()


class NoExport(Exception):
    """The table holds nothing that the format could state; says why in one sentence, which goes on with its repair."""
