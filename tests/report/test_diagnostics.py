from __future__ import annotations

import re

import pytest

from dcl.diagnostics import Diagnostic, Edit, Label
from dcl.diagnostics.codes_usage import DCL651
from dcl.report.diagnostics import as_json, render
from dcl.source import SourceFile, Span
from dcl.tables.width import width
from tests.report.golden_file import assert_golden


def source(text: str, path: str = "street.dcl") -> SourceFile:
    return SourceFile(path, text)


def at(file: SourceFile, text: str) -> Span:
    start = file.text.index(text)
    return Span(file, start, start + len(text))


def caret_marks(file: SourceFile, text: str, **settings) -> tuple[str, str]:
    """What stands above the carets, and the line with the carets up to them."""
    lines = render([Diagnostic(DCL651, "m", at(file, text), **settings)]).splitlines()
    above, carets = lines[3].partition("| ")[2], lines[4].partition("| ")[2]
    start, length = len(carets) - len(carets.lstrip()), carets.count("^")
    shown = [(sign, width(sign)) for sign in above]
    covered, place = "", 0
    for sign, cells in shown:
        if start <= place < start + length and cells:
            covered += sign
        place += cells
    return above, covered


def test_the_whole_look():
    street = source("table boxes {\n  width : int\n}\n\nrule r on boxes {\n  check widht > 3\n}\n")
    other = source('labels road_user {\n  car "Cars."\n}\n', "shared/labels.dcl")
    labels = (
        Label(at(street, "boxes"), "the table is declared here"),
        Label(at(other, "road_user"), "declared here"),
        Label(at(street, "3"), "compared with this"),
    )
    found = Diagnostic(
        DCL651, "`widht` is not a column of `boxes`", at(street, "widht"), labels, "did you mean `width`?"
    )
    without_place = Diagnostic(DCL651, "boxes.csv: line 4 has 3 fields, and 4 are expected", help="mend the line")
    assert_golden("diagnostics.txt", render([found, without_place]))


def test_colour_adds_codes_and_nothing_else():
    street = source("check widht\n")
    found = [Diagnostic(DCL651, "no", at(street, "widht"), help="yes")]
    coloured = render(found, colour=True)
    assert "\033[" in coloured
    assert re.sub(r"\033\[[\d;]*m", "", coloured) == render(found)


@pytest.mark.parametrize(
    "text",
    [
        "\t\tcheck widht",
        "標籤 車 widht",
        "e\u0301e\u0301 widht",
        "a\tb\twidht",
        "🚗🚗 widht",
        "\u202e widht",
        "\x1b[2J widht",
    ],
)
def test_carets_stand_under_the_word_whatever_stands_before(text):
    _, covered = caret_marks(source(text + "\n"), "widht")
    assert covered == "widht"


def test_carets_of_wide_signs_are_wide():
    lines = render([Diagnostic(DCL651, "m", at(source("x 標籤 y\n"), "標籤"))]).splitlines()
    assert lines[4].endswith("|   ^^^^")


@pytest.mark.parametrize("before", [0, 50, 5_000])
def test_a_long_line_is_shown_around_the_place(before):
    above, covered = caret_marks(source("x" * before + " widht " + "y" * 100_000 + "\n"), "widht")
    assert covered == "widht"
    assert width(above) <= 102
    assert above.endswith("…")


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first():
    _, covered = caret_marks(source("check (a\n  and b)\n"), "(a\n  and b)")
    assert covered == "(a"


def test_a_place_at_the_end_of_the_file_has_a_caret():
    file = source("table x {")
    text = render([Diagnostic(DCL651, "m", Span(file, 9, 9))])
    assert text.splitlines()[4].endswith("|          ^")


def test_control_signs_of_source_and_message_are_written_out():
    file = source("check \x1b[31m widht\n", "bad\x1bname.dcl")
    text = render([Diagnostic(DCL651, "\x1b[2J", at(file, "widht"), (), "\u202e")])
    assert not {"\x1b", "\u202e"} & set(text)


def test_json():
    file = source("check widht\n")
    span = at(file, "widht")
    found = Diagnostic(DCL651, "no", span, (Label(span, "here"),), "yes", (Edit(span, "width"),))
    place = {"path": "street.dcl", "line": 1, "column": 7, "end_line": 1, "end_column": 12}
    assert as_json([found, Diagnostic(DCL651, "bare")]) == [
        {
            "code": "DCL651",
            "slug": "unknown-rule",
            "level": "error",
            "message": "no",
            "location": place,
            "labels": [{"location": place, "text": "here"}],
            "help": "yes",
            "edits": [{"location": place, "text": "width"}],
        },
        {"code": "DCL651", "slug": "unknown-rule", "level": "error", "message": "bare"},
    ]
