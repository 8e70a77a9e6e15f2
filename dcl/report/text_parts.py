"""The part of a text report that says whose rows break the rules."""

from __future__ import annotations

from dcl.report.style import Style
from dcl.report.text_cells import INDENT, cell
from dcl.run.by import Part, parts_of
from dcl.run.result import Result
from dcl.tables.show import visible
from dcl.tables.width import pad, pad_left, width

MOST_PARTS = 20
MOST_RULES = 3
WIDEST_VALUE = 40


def part_lines(result: Result, paint: Style) -> list[str]:
    """A table of the parts, the one with most failing items first; nothing where the report has no parts."""
    if result.by is None:
        return []
    parts = parts_of(result, result.by)
    rows = [("", "rows", "broken", ""), *(_row(part) for part in parts[:MOST_PARTS])]
    widths = [max(width(row[place]) for row in rows) for place in range(3)]
    lines = [paint(f"by {visible(result.by, WIDEST_VALUE)}", "strong")]
    for name, number, broken, most in rows:
        cells = (pad(name, widths[0]), pad_left(number, widths[1]), pad_left(broken, widths[2]), most)
        lines.append(INDENT + "   ".join(cells).rstrip())
    if len(parts) > MOST_PARTS:
        lines.append(f"{INDENT}… {len(parts) - MOST_PARTS:,} more")
    return lines


def _row(part: Part) -> tuple[str, str, str, str]:
    most = sorted(part.failed.items(), key=lambda item: -item[1])
    said = [f"{visible(id_)} {number:,}" for id_, number in most[:MOST_RULES]]
    if len(most) > MOST_RULES:
        said.append(f"{len(most) - MOST_RULES} more")
    return cell(part.value), f"{sum(part.rows.values()):,}", f"{part.failures:,}", " · ".join(said)
