from __future__ import annotations

from dataclasses import replace

import pytest

from dcl.engines.base import Tally
from dcl.report.log_lines import unobeyed
from dcl.report.text import text_report
from dcl.run import check
from tests.run.street import DOMAIN, ToldEngine, misfit, program, tables


@pytest.mark.parametrize("text", ["plain", "a::b", "# [x]", "x ::error::y", ""])
def test_most_texts_stay_as_they_are(text):
    assert unobeyed(text) == text


def test_commands_are_written_out():
    assert unobeyed("::error::x\n \t::debug::y\nz ##[group]") == (
        "\\u{3a}:error::x\n \t\\u{3a}:debug::y\nz ##\\u{5b}group]"
    )


def test_a_cell_gives_no_command_in_a_text_report():
    keyed = misfit(0, "label", "##[add-mask]x", box_id="::set-output name=a::b")
    rule = replace(DOMAIN, description="::error::x ##[debug]y")
    text = text_report(check(program(rule), tables(), ToldEngine({rule.id: Tally(9, 1, 0, failures=(keyed,))})))
    assert "set-output name=a::b" in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    assert "##[" not in text
