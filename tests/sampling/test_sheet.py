from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcl.sampling.cells import LONGEST, cell_of, protect, unprotect
from dcl.sampling.sheet import SampledRow, Sheet, sheet_bytes
from tests.properties.effort import examples

ROW = SampledRow(16, {"box_id": 17}, {"label": "car", "w": 2.0}, {"tags": ["a", "b"], "seen": True})
SHEET = Sheet("sha256:abc", "tight", 7, (ROW,))


def records(sheet: Sheet, separator: str = ",") -> list[list[str]]:
    return list(
        csv.reader(io.StringIO(sheet_bytes(sheet, separator).decode("utf-8-sig"), newline=""), delimiter=separator)
    )


class TestTheFile:
    def test_the_order_of_columns(self):
        head, line = records(SHEET)
        assert head == ["row", "box_id", "label", "w", "verdict", "note", "tags", "seen", "sample"]
        assert line == ["17", "17", "car", "2", "", "", '["a", "b"]', "true", SHEET.id_of(ROW)]

    def test_excel_knows_that_it_is_utf_8_and_lines_end_as_there(self):
        data = sheet_bytes(Sheet("f", "r", 1, (SampledRow(0, {"name": "Ærø"}),)))
        assert data.startswith(b"\xef\xbb\xbfrow,name,")
        assert data.count(b"\r\n") == data.count(b"\n") == 2

    def test_columns_of_the_data_with_the_names_of_the_sheet(self):
        row = SampledRow(0, {"Row": 5}, {"note": "old", "data.note": "older"}, {"sample": 1})
        head, line = records(Sheet("f", "r", 1, (row,)))
        assert head == ["row", "data.Row", "data.data.note", "data.note", "verdict", "note", "data.sample", "sample"]
        assert line[:4] == ["1", "5", "old", "older"]

    def test_a_column_is_shown_once(self):
        row = SampledRow(0, {"id": 1}, {"id": 1, "w": 2}, {"id": 1, "w": 2, "h": 3})
        assert records(Sheet("f", "r", 1, (row,)))[0] == ["row", "id", "w", "verdict", "note", "h", "sample"]

    def test_missing_values_dates_and_texts_with_separators(self):
        row = SampledRow(0, {"k": None}, {"day": date(2026, 11, 24), "text": 'say "a, b"\nthen; c'})
        assert records(Sheet("f", "r", 1, (row,)))[1][1:4] == ["", "2026-11-24", 'say "a, b"\nthen; c']

    def test_another_separator(self):
        assert records(SHEET, ";") == records(SHEET)

    def test_without_rows_there_is_a_header(self):
        assert records(Sheet("f", "r", 1, ())) == [["row", "verdict", "note", "sample"]]

    def test_half_a_character_does_not_keep_the_rest_from_being_written(self):
        assert records(Sheet("f", "r", 1, (SampledRow(0, {"k": "a\ud800"}),)))[1][1] == "a?"


class TestFormulas:
    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''-1"])
    def test_what_a_spreadsheet_would_run_is_a_text(self, text):
        assert protect(text) == f"'{text}"

    @pytest.mark.parametrize("text", ["", "a=b", "'tis", "1-2", "''", " =1"])
    def test_other_texts_stay_as_they_are(self, text):
        assert protect(text) == text

    @examples(200)
    @given(st.text(st.sampled_from("'=+-@a \t\r\n＝"), max_size=6) | st.text(max_size=20))
    def test_protection_can_be_undone(self, text):
        assert unprotect(protect(text)) == text

    def test_a_number_is_no_formula(self):
        assert (cell_of(-3.5), cell_of(-3), cell_of("-3")) == ("-3.5", "-3", "'-3")

    def test_names_of_columns_are_protected(self):
        assert records(Sheet("f", "r", 1, (SampledRow(0, {"=cmd()": 1}),)))[0][1] == "'=cmd()"

    def test_a_cell_is_not_longer_than_excel_can_hold(self):
        assert len(protect("=" * (2 * LONGEST))) == LONGEST
        assert protect("a" * LONGEST) == "a" * LONGEST


class TestTheShortNames:
    def test_they_never_change(self):
        sheet = Sheet("sha256:abc", "tight", 7, (SampledRow(0, {"box_id": 17}, {"label": "car", "w": -3.5}),))
        assert list(sheet.by_id) == ["spzc6wlgc-2jgvhbfq4svhcuav"]

    @pytest.mark.parametrize("change", [{"fingerprint": "sha256:abd"}, {"rule": "loose"}, {"seed": 8}])
    def test_another_contract_rule_or_seed_is_another_sample(self, change):
        other = replace(SHEET, **change)
        assert other.id != SHEET.id
        assert other.id_of(ROW) != SHEET.id_of(ROW)

    @pytest.mark.parametrize(
        "change", [{"row": 15}, {"keys": {"box_id": 18}}, {"keys": {"id": 17}}, {"reads": {"label": "bus", "w": 2.0}}]
    )
    def test_another_row_or_other_values_have_another_name(self, change):
        assert SHEET.id_of(replace(ROW, **change)) != SHEET.id_of(ROW)

    def test_what_the_rule_does_not_read_may_change(self):
        assert SHEET.id_of(replace(ROW, others={"tags": []})) == SHEET.id_of(ROW)
