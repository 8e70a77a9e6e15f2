from __future__ import annotations

import json
import re
import socket
from xml.etree import ElementTree as ET

import pytest

from dcl.pages import charts
from dcl.pages.charts import Bars, Figure, HeatMap, PairedBars, figures
from dcl.pages.vega import COLOURS, spec_of
from dcl.tables.width import width

pytest.importorskip("vl_convert")

SVG = "{http://www.w3.org/2000/svg}"


def bars(*names: str, values=None) -> Bars:
    numbers = tuple(values or range(len(names), 0, -1))
    rows = tuple(zip(names, numbers, strict=True))
    return Bars("Violations", "a has the most.", ("Rule", "Failed"), rows, names, numbers, ("bad",) * len(names))


def paired(*names: str) -> PairedBars:
    shares = tuple((0.5, 0.25) for _ in names)
    return PairedBars("Labels", "All alike.", ("label",), (), names, ("now", "last"), shares)


def heat(*names: str) -> HeatMap:
    counts = tuple(tuple(10 if row == column else 1 for column in range(len(names))) for row in range(len(names)))
    return HeatMap("Confusion", "Most agree.", ("label",), (), names, "gold", "label", counts)


KINDS = [bars, paired, heat]
KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def drawn(chart) -> ET.Element:
    (figure,) = figures([chart])
    assert figure.svg is not None
    return ET.fromstring(figure.svg)


def texts(root: ET.Element) -> list[str]:
    return ["".join(node.itertext()) for node in root.iter("text")]


@KIND
def test_names_and_numbers_are_there(kind):
    said = texts(drawn(kind("car", "truck")))
    assert {"car", "truck"} <= set(said)
    assert any(re.search(r"\d", text) for text in said)


@KIND
def test_it_says_what_it_shows(kind):
    chart = kind("car", "truck")
    root = drawn(chart)
    assert root.get("role") == "img"
    assert root.get("aria-label") == f"{chart.title}. {chart.finding}"


@KIND
def test_nothing_in_it_runs_or_loads_or_has_a_colour_of_its_own(kind):
    (figure,) = figures([kind("car", "truck")])
    root = ET.fromstring(figure.svg)
    assert {node.tag for node in root.iter()} <= {"svg", "g", "path", "rect", "line", "text", "title"}
    assert not re.search(r"style=|on\w+=|href|url\(|#[0-9a-f]{3}", figure.svg)
    assert set(re.findall(r"var\([^)]*\)", figure.svg)) <= set(COLOURS.values())


@KIND
def test_a_long_name_is_cut_and_has_itself_as_a_title(kind):
    name = "a very long name that nobody can read at once"
    root = drawn(kind(name, "b"))
    cut = [node for node in root.iter("text") if node.find("title") is not None]
    assert {node.find("title").text for node in cut} == {name}
    assert all((node.find("title").tail or "").endswith("…") for node in cut)
    assert all(len(node.find("title").tail) <= 24 for node in cut)


@KIND
def test_names_that_are_cut_alike_stay_apart(kind):
    names = ["x" * 50 + end for end in "abc"]
    titles = [node.find("title").text for node in drawn(kind(*names)).iter("text") if node.find("title") is not None]
    assert titles == names * (2 if kind is heat else 1)


ODD = [
    "<script>alert(1)</script>",
    '"]}), alert(1)',
    "\ud800",
    "\x00\ufffe\uffff",
    "\u202e",
    "",
    "datum.value",
    "車" * 40,
    "a\nb",
]


@KIND
@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_no_text_of_a_stranger_reaches_the_library(kind, text):
    assert spec_of(kind(text, "other"), (text, "other")) == spec_of(
        kind("names", "other"), ("n" * max(width(text), 1), "other")
    )


@KIND
def test_signs_that_no_font_knows_are_drawn(kind):
    """Given to the library such a sign takes the whole process down."""
    assert len(texts(drawn(kind(*ODD)))) > len(ODD)


def test_names_are_shown_as_they_are_written():
    root = drawn(bars("<b>&amp;</b>", "\x1b[2J"))
    assert {"<b>&amp;</b>", "\\u{1b}[2J"} <= set(texts(root))


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_arguments, **_settings):
        raise AssertionError("a chart asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for kind in KINDS:
        assert "http" not in json.dumps({**spec_of(kind("a", "b"), ("a", "b")), "$schema": ""})
        drawn(kind("http://127.0.0.1:9/x", "b"))


def test_a_bar_is_as_long_as_its_number():
    root = drawn(bars("a", "b", values=(100, 25)))
    lengths = [
        float(re.match(r"M0,0h([\d.]+)", node.get("d"))[1])
        for node in root.iter("path")
        if "M0,0h" in node.get("d", "")
    ]
    assert lengths[0] == pytest.approx(4 * lengths[1], rel=0.05)


def test_without_the_library_the_numbers_stay(monkeypatch):
    monkeypatch.setattr(charts, "can_draw", lambda: False)
    chart = bars("a", "b")
    assert figures([chart]) == (Figure(chart, None),)


def test_of_nothing_nothing_is_drawn():
    assert figures([]) == ()
