from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dcl.engines.base import Tally
from dcl.report.github import MOST, github_report
from dcl.run import check
from tests.report import results
from tests.report.golden_file import assert_golden
from tests.report.hostile import TEXTS, everywhere
from tests.run.street import INSIDE, ToldEngine, misfit, program, tables

REPORTS = ["everything", "clean", "wrong_header", "hostile", "reviews"]

COMMAND = re.compile(r"::(error|warning|notice) file=([^,:]+),line=(\d+),col=(\d+),title=([^,:]*)::(.*)")


def commands(text: str) -> list[tuple[str, ...]]:
    """What the runner of GitHub Actions obeys of a text: level, file, line, column, title and message, unescaped."""
    found = []
    for line in re.split("\r\n|\r|\n", text):
        if line.lstrip().startswith("::"):
            parts = COMMAND.fullmatch(line)
            assert parts is not None, f"a command that nobody meant: {line}"
            found.append(tuple(_unescaped(part) for part in parts.groups()))
        else:
            assert "##[" not in line
    return found


def _unescaped(text: str) -> str:
    for escaped, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escaped, sign)
    return text


@pytest.mark.parametrize("name", REPORTS)
def test_reports_look_as_they_did(name):
    assert_golden(f"{name}.github.txt", github_report(getattr(results, name)()))


def test_each_broken_rule_stands_at_its_line():
    found = {
        title: (level, file, line, message)
        for level, file, line, _, title, message in commands(github_report(results.everything()))
    }
    level, file, line, message = found["inside_image"]
    assert (level, file, line) == ("error", "contracts/street_boxes.dcl", "49")
    assert message.split("\n")[0] == "3 of 1,000: Cut a box at the edge of its image."
    assert found["boxes.note.length"][0] == "warning"
    assert found["far_away"][0] == "error"


def test_the_verdict_comes_last():
    text = github_report(results.clean())
    assert text == "street_boxes 2.1.0: pass: no rule broken\n"


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_no_text_starts_a_command(text):
    found = commands(github_report(everywhere(text)))
    assert [level for level, *_ in found] == ["error", "error", "error", "error", "warning"]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_nor_does_it_in_the_lines_after_the_tenth(text):
    rules = [replace(INSIDE, id=f"{text} {number}", description=text, location=None) for number in range(30)]
    result = check(replace(program(*rules), name=text), tables(), ToldEngine({r.id: Tally(9, 3, 0) for r in rules}))
    assert len(commands(github_report(result))) == MOST


def test_more_than_github_shows():
    told = {f"rule_{number:02}": Tally(100, number + 1, 0, failures=(misfit(1, "x", 1.0),)) for number in range(14)}
    rules = [replace(INSIDE, id=id_) for id_ in told]
    lines = github_report(check(program(*rules), tables(), ToldEngine(told))).splitlines()
    found = commands("\n".join(lines))
    assert [title for *_, title, _ in found] == [*(f"rule_{number:02}" for number in range(13, 4, -1)), "more"]
    assert found[-1][-1].startswith("5 more rules; all of them are in the log of this step\nrule_04\n")
    assert lines[10:15] == [
        f"error: rule_{n:02}: {n + 1} of 100: Cut a box at the edge of its image." for n in (4, 3, 2, 1, 0)
    ]
