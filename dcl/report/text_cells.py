"""The violations of a rule as aligned columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dcl.ir.program import DeterminesCheck, NoOtherColumns, UniqueCheck
from dcl.report.style import Style
from dcl.run.result import RuleResult, Violation
from dcl.run.words import text_of
from dcl.tables.show import visible
from dcl.tables.width import cut, pad, width

INDENT = "    "
GAP = "   "
WIDEST_CELL = 40
NARROWEST_CELL = 6


def lists_rows(result: RuleResult) -> bool:
    """Whether there is more to list than the headline of the rule says."""
    if isinstance(result.rule.body, NoOtherColumns):
        return result.failed > 1
    return result.scope != "table"


def table_lines(result: RuleResult, room: int, paint: Style) -> list[str]:
    """The header and a line for each violation, the last one telling how many more there are."""
    rows = [row_cells(result, violation) for violation in result.violations]
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        return []
    cells = [[visible(name, WIDEST_CELL) for name in names], *([row.get(name, "") for name in names] for row in rows)]
    more = result.failed - result.known - result.listed
    rest = f"{GAP}… {more:,} more" if more > 0 else ""
    lines = _aligned(cells, room - width(rest))
    lines[0] = INDENT + paint(lines[0].strip(), "faint")
    lines[-1] += rest
    return lines


def row_cells(result: RuleResult, violation: Violation, show: Callable[[Any], str] | None = None) -> dict[str, str]:
    """What to show of a violation, by the heads of the columns: where it is, then what the check reads.

    `show` makes a text of a value; without it `cell` does.
    """
    show = show or cell
    found: dict[str, str] = dict(_place(result, violation, show))
    found |= {name: show(value) for name, value in violation.values.items() if name not in found}
    if result.scope == "group":
        found |= {name: measure(value) for name, value in (violation.measured or {}).items()}
    if result.scope == "table" and violation.column is not None:
        found["column"] = show(violation.column)
        if violation.suggestion is not None:
            found["did you mean"] = show(violation.suggestion)
    elif violation.column is not None and violation.suggestion is not None:
        several = isinstance(result.rule.body, DeterminesCheck) and len(result.rule.body.right_names) > 1
        named = f"{visible(violation.column)} = " if several else ""
        found["expected"] = named + show(violation.suggestion)
    return found


def _place(result: RuleResult, violation: Violation, show: Callable[[Any], str]) -> Iterable[tuple[str, str]]:
    """The key of a row, else its number counted from 1; of both rows, in a pair; the values of a group.

    Where a key is what rows share, it does not tell them apart: their numbers do.
    """
    if isinstance(result.rule.body, UniqueCheck) and violation.row is not None:
        yield "row", f"{violation.row + 1:,}"
    sides: list[tuple[str, int | None, Mapping[str, Any]]] = [("", violation.row, violation.keys)]
    if result.scope == "pair":
        sides = [("a.", violation.row, violation.keys), ("b.", violation.other_row, violation.other_keys or {})]
    for prefix, row, keys in sides:
        if keys:
            yield from ((prefix + name, show(value)) for name, value in keys.items())
        elif row is not None:
            yield f"{prefix}row", f"{row + 1:,}"


def cell(value: Any) -> str:
    """A value in a column; a text is quoted where its blanks could not be seen."""
    return cut(visible(bare_cell(value), WIDEST_CELL), WIDEST_CELL)


def bare_cell(value: Any) -> str:
    """The same as it is: not cut, and with whatever it holds."""
    text = text_of(value)
    if text is None:
        return "(missing)"
    return f'"{text}"' if text != text.strip() or not text else text


def measure(value: Any) -> str:
    """What an aggregate came to, as people want to read it."""
    if value is None:
        return "(no value)"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else cell(value)


def _aligned(cells: Sequence[Sequence[str]], room: int) -> list[str]:
    widths = [max(width(row[place]) for row in cells) for place in range(len(cells[0]))]
    spare = room - len(INDENT) - len(GAP) * (len(widths) - 1)
    while sum(widths) > spare and max(widths) > NARROWEST_CELL:
        widths[widths.index(max(widths))] -= 1
    return [
        (INDENT + GAP.join(pad(cut(text, widths[place]), widths[place]) for place, text in enumerate(row))).rstrip()
        for row in cells
    ]
