from __future__ import annotations

from dataclasses import replace

from dcl.report.style import bare
from dcl.report.text import text_report
from dcl.report.text_parts import MOST_PARTS, part_lines
from tests.report import results
from tests.report.golden_file import assert_golden
from tests.run.delivery import checked


def test_a_report_by_vendor_looks_as_it_did(tmp_path):
    text = text_report(checked(tmp_path, limit=2))
    assert_golden("delivery_by_vendor.txt", text.replace(f"{tmp_path}/", ""))


def test_a_report_without_parts_has_no_lines_of_them():
    assert part_lines(results.everything(), bare) == []


def test_of_many_parts_the_worst_are_shown(tmp_path):
    result = checked(tmp_path)
    counts = {f"vendor {place}": place for place in range(MOST_PARTS + 7)}
    rule = replace(result.rules[0], split={"vendor": counts})
    lines = part_lines(replace(result, rules=(rule,), parts={}), bare)
    assert len(lines) == MOST_PARTS + 3
    assert "vendor 26" in lines[2]
    # One of them breaks nothing, and no row of it is known.
    assert lines[-1].strip() == "… 6 more"


def test_names_that_want_to_be_obeyed_stay_text(tmp_path):
    result = checked(tmp_path)
    rule = replace(result.rules[0], split={"vendor": {"\x1b[2J\n::error::x": 3}})
    lines = part_lines(replace(result, rules=(rule,), parts={}), bare)
    assert "\\u{1b}[2J\\n::error::x" in lines[2]
    assert not any("\x1b" in line or "\n" in line for line in lines)
