"""The failing rows of a rule as a table of a page: some stand in it, the others follow as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dcl.ir.program import UniqueCheck
from dcl.pages.embedded import Data
from dcl.report.text_cells import bare_cell, lists_rows, row_cells
from dcl.run.result import RuleResult, Violation
from dcl.run.words import counted
from dcl.tables.show import visible

PAGE = 50
"""How many rows a page of a table shows at once."""

LONGEST_CELL = 300
LONGEST_HEAD = 60
GUESS = "did you mean"


@dataclass(frozen=True)
class Cell:
    """A cell; a bad one is what breaks the rule."""

    text: str
    bad: bool = False


@dataclass(frozen=True)
class Rows:
    """The failing items that are listed: the first of them, and all others as `rest`, a list of rows of cells, in which
    a bad cell stands in a list of its own. `caption` says how many there are."""

    heads: tuple[str, ...]
    first: tuple[tuple[Cell, ...], ...]
    rest: Data | None
    caption: str


def rows_of(result: RuleResult) -> Rows | None:
    """The listed items of a rule; None where there is nothing to list that is not said of the rule."""
    if not lists_rows(result) or not result.violations:
        return None
    rows = [_cells(result, violation) for violation in result.violations]
    heads = tuple(dict.fromkeys(name for row in rows for name in row))
    if not heads:
        return None
    empty = Cell("")
    lines = [tuple(row.get(name, empty) for name in heads) for row in rows]
    return Rows(
        tuple(visible(name, LONGEST_HEAD) for name in heads),
        tuple(lines[:PAGE]),
        _data(lines[PAGE:]),
        _caption(result, len(lines)),
    )


def _caption(result: RuleResult, lines: int) -> str:
    """How many items are listed, and how many fail besides."""
    unit = "column" if result.scope == "table" else result.scope
    what = counted(result.listed, unit) + (f", {counted(lines, 'cell')}" if lines > result.listed else "")
    more = result.failed - result.known - result.listed
    return f"{what}, {more:,} more fail{'s' if more == 1 else ''}" if more > 0 else what


def _data(lines: Sequence[Sequence[Cell]]) -> Data | None:
    if not lines:
        return None
    return Data([[[cell.text] if cell.bad else cell.text for cell in line] for line in lines])


def _cells(result: RuleResult, violation: Violation) -> dict[str, Cell]:
    blamed = _blamed(result, violation)
    found = {name: Cell(text, name in blamed) for name, text in row_cells(result, violation, whole_cell).items()}
    if violation.suggestion is not None and not {"expected", GUESS} & found.keys():
        found[GUESS] = Cell(whole_cell(violation.suggestion))
    return found


def _blamed(result: RuleResult, violation: Violation) -> frozenset[str]:
    """The columns whose cells are bad, where the rule tells."""
    if violation.column is not None:
        return frozenset(("column",) if result.scope == "table" else (violation.column,))
    if isinstance(result.rule.body, UniqueCheck):
        return frozenset(result.rule.body.columns)
    if result.scope == "row" and result.rule.column is not None:
        return frozenset((result.rule.column,))
    return frozenset(violation.values) if result.scope == "row" and len(violation.values) == 1 else frozenset()


def whole_cell(value: Any) -> str:
    """A value in a cell; a long one is cut, and says how long it is."""
    text = bare_cell(value)
    if len(text) <= LONGEST_CELL:
        return visible(text, LONGEST_CELL)
    return f"{visible(text, LONGEST_CELL)} ({counted(len(text), 'character')} in all)"


def caption_of(result: RuleResult, violation: Violation) -> str:
    """What a failing item is called: its key, or the number of its row."""
    sides = [violation.keys] if violation.other_keys is None else [violation.keys, violation.other_keys]
    named = [
        ", ".join(f"{visible(name)} {visible(bare_cell(value), 40)}" for name, value in keys.items()) for keys in sides
    ]
    if any(named):
        return " · ".join(filter(None, named))
    numbers = [row for row in (violation.row, violation.other_row) if row is not None]
    return " · ".join(f"row {row + 1:,}" for row in numbers) or visible(result.id)
