"""Charts: what they say in words and in numbers, and their drawing, where the library that draws them is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dcl.pages.escape import shown
from dcl.tables.width import cut

NEEDED = "pip install 'dcl-lang[charts]'"
"""What a reader without drawings needs."""

WIDEST_NAME = 24
LONGEST_NAME = 200

Cell = str | int | float | None
"""What stands in a cell of the table of a chart; a float is a share."""


@dataclass(frozen=True)
class Chart:
    """A chart. `finding` says in a sentence what it shows; `head` and `rows` are its numbers as a table.

    `names` are what is compared.
    """

    title: str
    finding: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Bars(Chart):
    """A bar for each name. `roles` give a bar another colour: `bad`, `warn` or `plain`."""

    values: tuple[int, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairedBars(Chart):
    """Two bars of shares for each name: of one set of rows, and of another one."""

    sides: tuple[str, str]
    shares: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class HeatMap(Chart):
    """A number for each pair of names; those beside the diagonal are what people look for."""

    across: str
    down: str
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A chart as a page shows it: `svg` is None where nothing can draw."""

    chart: Chart
    svg: str | None


def figures(charts: Sequence[Chart]) -> tuple[Figure, ...]:
    """The charts with their drawings."""
    drawings = _drawings(charts) if charts and can_draw() else (None,) * len(charts)
    return tuple(Figure(chart, svg) for chart, svg in zip(charts, drawings, strict=True))


def can_draw() -> bool:
    """Whether the library that draws is there."""
    try:
        import vl_convert  # noqa: F401
    except ImportError:
        return False
    return True


def _drawings(charts: Sequence[Chart]) -> tuple[str, ...]:
    import vl_convert

    from dcl.pages.chart_svg import cleaned
    from dcl.pages.vega import spec_of

    found = []
    for chart in charts:
        names = tuple(shown(name)[:LONGEST_NAME] or "(empty)" for name in chart.names)
        labels = tuple(cut(name, WIDEST_NAME) for name in names)
        # All data stand in the specification; no address is in it, and none would be followed.
        svg = vl_convert.vegalite_to_svg(spec_of(chart, labels), allowed_base_urls=[])
        along = list(zip(labels, names, strict=True)) * (2 if isinstance(chart, HeatMap) else 1)
        found.append(cleaned(svg, f"{chart.title}. {chart.finding}", along))
    return tuple(found)
