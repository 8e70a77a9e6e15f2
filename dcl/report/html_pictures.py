"""Pictures of failing rows, for the tables whose rows can be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from dcl.ir.program import Program
from dcl.pictures.draw import draw
from dcl.pictures.model import Picture
from dcl.pictures.sketches import Sketch, sides, sketch_of
from dcl.report.html_rows import caption_of
from dcl.run.result import RuleResult, Violation

MOST = 60
"""So many pictures of a rule are drawn."""

FIRST = 6
"""So many are shown at once."""


@dataclass(frozen=True)
class Shown:
    """A picture and what it is of."""

    caption: str
    picture: Picture


@dataclass(frozen=True)
class Gallery:
    """The pictures of a rule: those that are shown at once and the others; `of` rows that are listed."""

    first: tuple[Shown, ...]
    others: tuple[Shown, ...]
    of: int

    @property
    def size(self) -> int:
        return len(self.first) + len(self.others)


def gallery_of(program: Program, result: RuleResult) -> Gallery | None:
    """Pictures of the failing rows of a rule; None where they hold nothing that can be drawn."""
    sketch = sketch_of(program, result.table)
    if sketch is None or result.scope not in ("row", "pair"):
        return None
    found: list[Shown] = []
    drawn: set[int | None] = set()
    for violation in result.violations:
        # A row with two blamed columns is drawn once.
        if result.scope == "row" and violation.row in drawn:
            continue
        drawn.add(violation.row)
        picture = _picture(sketch, violation, result.scope == "pair")
        if picture is not None:
            found.append(Shown(caption_of(result, violation), picture))
        if len(found) == MOST:
            break
    first = len(found) if len(found) <= FIRST + 2 else FIRST
    return Gallery(tuple(found[:first]), tuple(found[first:]), result.listed) if found else None


def _picture(sketch: Sketch, violation: Violation, pair: bool) -> Picture | None:
    rows = sides(violation.beside) if pair else (violation.beside,)
    return draw(sketch, rows, failing=range(len(rows)), pair=pair)
