from __future__ import annotations

import re
import unicodedata

import pytest

from dcl.report.text import text_report
from dcl.tables.width import width
from tests.report import results
from tests.report.golden_file import assert_golden

REPORTS = ["everything", "clean", "wrong_header", "hostile", "reviews"]


@pytest.mark.parametrize("name", REPORTS)
def test_reports_look_as_they_did(name):
    assert_golden(f"{name}.txt", text_report(getattr(results, name)()))


def test_a_limit_says_how_many_more_there_are():
    assert_golden("everything_limit_2.txt", text_report(results.everything().limited(2)))


def test_a_narrow_terminal_cuts_cells():
    text = text_report(results.everything(), room=60)
    assert_golden("everything_60_wide.txt", text)
    cells = [line for line in text.splitlines() if re.match(r" {4}\d+ {3}", line)]
    assert cells
    assert max(map(width, cells)) <= 60


@pytest.mark.parametrize("name", REPORTS)
def test_colour_adds_codes_and_nothing_else(name):
    result = getattr(results, name)()
    coloured = text_report(result, colour=True)
    assert "\033[" in coloured
    assert re.sub(r"\033\[[\d;]*m", "", coloured) == text_report(result)


def test_nothing_that_a_terminal_obeys_is_shown():
    text = text_report(results.hostile())
    assert {unicodedata.category(sign) for sign in text if sign != "\n"}.isdisjoint({"Cc", "Cf", "Cs"})
