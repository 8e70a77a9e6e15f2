"""Charts as specifications of Vega-Lite.

No text of a stranger is in them: a sign that no font knows takes the drawing library, and the whole process, down. In
place of each name stand as many letters as it is wide; `chart_svg` puts the name back, and the colours of the page.
"""

from __future__ import annotations

from typing import Any

from dcl.pages.charts import Bars, Chart, HeatMap, PairedBars
from dcl.tables.width import width

Spec = dict[str, Any]

INK, SOFT, LINE, FIRST, SECOND, BAD, WARN, GOOD = (f"#0dc10{place}" for place in range(8))
COLOURS = {
    INK: "var(--ink)",
    SOFT: "var(--soft)",
    LINE: "var(--line)",
    FIRST: "var(--edge-0)",
    SECOND: "var(--edge-1)",
    BAD: "var(--bad)",
    WARN: "var(--warn)",
    GOOD: "var(--good)",
}
"""What each colour of a specification is in the page."""

ROLES = {"bad": BAD, "warn": WARN, "plain": FIRST}

WIDTH = 240
PALEST, DARKEST = 0.05, 0.5
"""How much of its colour a field of a heat map has; ink is read well on all of them."""


def spec_of(chart: Chart, labels: tuple[str, ...]) -> Spec:
    """The specification of a chart whose names are written as `labels` along its axes."""
    names = tuple("n" * max(width(label), 1) for label in labels)
    match chart:
        case Bars():
            return _bars(chart, names)
        case PairedBars():
            return _paired(chart, names)
        case HeatMap():
            return _heat_map(chart, names)
        case _:
            raise TypeError(f"no drawing of a {type(chart).__name__}")


def _whole(names: tuple[str, ...], values: list[Spec], **parts: Any) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "padding": 2,
        "params": [{"name": "names", "value": list(names)}],
        "data": {"values": values},
        "config": {
            "font": "sans-serif",
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": 12,
                "labelColor": INK,
                "titleColor": SOFT,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "gridColor": LINE,
                "domainColor": LINE,
                "ticks": False,
            },
            "text": {"fontSize": 12, "color": INK},
        },
        **parts,
    }


def _names_axis(**settings: Any) -> Spec:
    return {
        "title": None,
        "domain": False,
        "labelExpr": "names[datum.value]",
        "labelLimit": 0,
        "labelOverlap": False,
        "labelPadding": 6,
        **settings,
    }


def _bars(chart: Bars, names: tuple[str, ...]) -> Spec:
    roles = chart.roles or ("plain",) * len(names)
    values: list[Spec] = [
        {"name": place, "value": value, "colour": ROLES[role]}
        for place, (value, role) in enumerate(zip(chart.values, roles, strict=True))
    ]
    return _whole(
        names,
        values,
        width=WIDTH,
        height={"step": 26},
        encoding={
            "y": {"field": "name", "type": "ordinal", "axis": _names_axis()},
            "x": {"field": "value", "type": "quantitative", "axis": None, "scale": {"domainMin": 0, "nice": False}},
        },
        layer=[
            {
                "mark": {"type": "bar", "height": {"band": 0.7}, "cornerRadiusEnd": 2},
                "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {"text": {"field": "value", "format": ","}},
            },
        ],
    )


def _paired(chart: PairedBars, names: tuple[str, ...]) -> Spec:
    values: list[Spec] = [
        {"name": place, "side": side, "share": share}
        for place, pair in enumerate(chart.shares)
        for side, share in enumerate(pair)
    ]
    return _whole(
        names,
        values,
        width=WIDTH,
        height={"step": 15},
        encoding={
            "y": {
                "field": "name",
                "type": "ordinal",
                "axis": _names_axis(),
                "scale": {"paddingInner": 0.3, "paddingOuter": 0.1},
            },
            "yOffset": {"field": "side", "type": "ordinal", "scale": {"paddingInner": 0.05}},
            "x": {"field": "share", "type": "quantitative", "axis": None, "scale": {"domainMin": 0, "nice": False}},
        },
        layer=[
            {
                "mark": {"type": "bar", "cornerRadiusEnd": 2},
                "encoding": {
                    "color": {
                        "field": "side",
                        "type": "nominal",
                        "scale": {"domain": [0, 1], "range": [FIRST, SECOND]},
                        "legend": None,
                    }
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11},
                "encoding": {"text": {"field": "share", "format": ".1%"}},
            },
        ],
    )


def _heat_map(chart: HeatMap, names: tuple[str, ...]) -> Spec:
    totals = [sum(row[column] for row in chart.counts) or 1 for column in range(len(names))]
    values: list[Spec] = [
        {
            "across": column,
            "down": row,
            "count": count,
            "colour": GOOD if row == column else BAD,
            "depth": PALEST + (DARKEST - PALEST) * count / totals[column] if count else 0,
        }
        for row, counts in enumerate(chart.counts)
        for column, count in enumerate(counts)
    ]
    return _whole(
        names,
        values,
        width={"step": 46},
        height={"step": 30},
        encoding={
            "x": {
                "field": "across",
                "type": "ordinal",
                "axis": _names_axis(orient="top", labelAngle=-40, labelAlign="left"),
            },
            "y": {"field": "down", "type": "ordinal", "axis": _names_axis()},
        },
        layer=[
            {
                "mark": {"type": "rect", "stroke": LINE, "strokeWidth": 1},
                "encoding": {
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                    "fillOpacity": {"field": "depth", "type": "quantitative", "scale": None},
                },
            },
            {
                "transform": [{"filter": "datum.count > 0"}],
                "mark": {"type": "text"},
                "encoding": {"text": {"field": "count", "format": ","}},
            },
        ],
    )
