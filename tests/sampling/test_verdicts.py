from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from dcl.run.review import Plan
from dcl.sampling.sheet import SampledRow, Sheet, sheet_bytes
from dcl.sampling.verdicts import Decision, Judgement, Verdicts, decide, read_verdicts, verdicts_in

ROWS = tuple(SampledRow(row, {"box_id": 100 + row}, {"label": "car"}, {"note": "old"}) for row in (3, 8, 15, 31))
SHEET = Sheet("sha256:abc", "tight", 7, ROWS)


def table(sheet: Sheet = SHEET) -> list[list[str]]:
    """The sheet as a spreadsheet holds it: the header, then a line for each row."""
    return list(csv.reader(io.StringIO(sheet_bytes(sheet).decode("utf-8-sig"), newline="")))


def filled(*verdicts: str, notes: tuple[str, ...] = (), sheet: Sheet = SHEET) -> list[list[str]]:
    """The sheet with verdicts from the first line on."""
    lines = table(sheet)
    for line, verdict in zip(lines[1:], verdicts, strict=False):
        line[lines[0].index("verdict")] = verdict
    for line, note in zip(lines[1:], notes, strict=False):
        line[lines[0].index("note")] = note
    return lines


def saved(lines: list[list[str]], separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(lines)
    return text.getvalue().encode(encoding)


def read(lines: list[list[str]], sheet: Sheet = SHEET, **how: str) -> tuple[Verdicts | None, list[str], list[str]]:
    """The verdicts, then the codes and the messages of what is wrong."""
    verdicts, problems = verdicts_in(saved(lines, **how), "`sheet.csv`", sheet)
    return verdicts, [problem.id for problem in problems], [problem.message for problem in problems]


def words(verdicts: Verdicts) -> dict[int, str]:
    return {judgement.row: judgement.verdict for judgement in verdicts.judged}


class TestRoundTrip:
    def test_an_empty_sheet_has_no_verdicts(self):
        assert read(table()) == (Verdicts(4, ()), [], [])

    def test_verdicts_and_notes(self):
        verdicts, codes, _ = read(filled("pass", "fail", "unsure", notes=("", "=loose", " on the left ")))
        assert codes == []
        assert verdicts.judged[1] == Judgement(8, "fail", "=loose", 3)
        assert verdicts.judged[2].note == "on the left"
        assert (verdicts.passed, verdicts.failed, verdicts.unsure, verdicts.unfilled) == (1, 1, 1, 1)

    def test_from_a_file(self, tmp_path):
        path = tmp_path / "sheet.csv"
        path.write_bytes(saved(filled("pass", "pass", "pass", "fail")))
        verdicts, problems = read_verdicts(path, SHEET)
        assert problems == ()
        assert words(verdicts) == {3: "pass", 8: "pass", 15: "pass", 31: "fail"}

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_however_a_spreadsheet_saves_it(self, separator, encoding):
        lines = filled("pass", "fail", notes=("schön, oder; nicht",))
        verdicts, codes, _ = read(lines, separator=separator, encoding=encoding)
        assert codes == []
        assert words(verdicts) == {3: "pass", 8: "fail"}
        assert verdicts.judged[0].note == "schön, oder; nicht"

    def test_a_line_that_names_the_separator(self):
        data = b"sep=;\r\n" + saved(filled("pass", "fial"), separator=";", encoding="utf-8")
        verdicts, problems = verdicts_in(data, "`sheet.csv`", SHEET)
        assert words(verdicts) == {3: "pass"}
        assert problems[0].message.startswith("`sheet.csv`, line 4:")

    def test_letter_case_and_blanks_do_not_matter(self):
        lines = filled(" PASS ", "Fail", "uNsure")
        lines[0] = [head.upper() for head in lines[0]]
        lines[1][-1] = f" {lines[1][-1].upper()}"
        verdicts, codes, _ = read(lines)
        assert codes == []
        assert words(verdicts) == {3: "pass", 8: "fail", 15: "unsure"}

    def test_sorted_lines_moved_columns_and_columns_taken_out(self):
        head, *lines = filled("pass", "fail", "pass", "unsure")
        keep = [head.index(name) for name in ("sample", "verdict", "row")]
        moved = [[line[place] for place in keep] for line in [head, *reversed(lines)]]
        verdicts, codes, _ = read(moved)
        assert codes == []
        assert words(verdicts) == {3: "pass", 8: "fail", 15: "pass", 31: "unsure"}

    def test_empty_and_deleted_lines_are_not_filled_in(self):
        lines = filled("pass", "fail")
        verdicts, codes, _ = read([*lines[:3], [], [""] * len(lines[0])])
        assert codes == []
        assert verdicts.unfilled == 2

    def test_lines_inside_a_cell_do_not_change_the_count_of_lines(self):
        rows = (SampledRow(0, {"text": "a\nb\nc"}), SampledRow(1, {"text": "d"}))
        sheet = Sheet("f", "r", 1, rows)
        _, _, messages = read(filled("pass", "maybe", sheet=sheet), sheet)
        assert messages == ['`sheet.csv`, line 3: "maybe" is no verdict']


class TestWhatIsWrong:
    def test_unknown_words_are_told_with_their_lines(self):
        verdicts, problems = verdicts_in(saved(filled("fial", "ok", "pass", "ok")), "`sheet.csv`", SHEET)
        assert words(verdicts) == {15: "pass"}
        assert [(problem.id, problem.message) for problem in problems] == [
            ("DCL676", '`sheet.csv`, line 2: "fial" is no verdict'),
            ("DCL676", '`sheet.csv`, lines 3 and 5: "ok" is no verdict'),
        ]
        assert problems[0].help == "did you mean `fail`?"
        assert "leave the cell empty" in problems[1].help

    def test_many_unknown_words_are_told_together(self):
        rows = tuple(SampledRow(row) for row in range(300))
        sheet = Sheet("f", "r", 1, rows)
        verdicts, codes, messages = read(filled(*(f"word {row}" for row in rows), sheet=sheet), sheet)
        assert (verdicts.unfilled, len(codes)) == (300, 11)
        assert messages[-1].endswith("and 285 more: what stands there is no verdict")

    def test_two_verdicts_that_changed_places(self):
        lines = filled("pass", "fail", "pass", "pass")
        lines[1][-1], lines[2][-1] = lines[2][-1], lines[1][-1]
        verdicts, codes, messages = read(lines)
        assert codes == ["DCL677"]
        assert messages[0].startswith("`sheet.csv`, lines 2 and 3:")
        assert words(verdicts) == {15: "pass", 31: "pass"}

    def test_a_row_number_that_was_typed_over(self):
        lines = filled("pass")
        lines[1][0] = "9"
        assert read(lines)[1] == ["DCL677"]

    def test_a_verdict_without_its_sample(self):
        lines = filled("pass")
        lines[1][-1] = ""
        assert read(lines)[1] == ["DCL677"]

    def test_a_row_that_is_not_in_the_sample(self):
        lines = filled("pass")
        lines[1][-1] = f"{SHEET.id}-{'a' * 16}"
        verdicts, codes, _ = read(lines)
        assert (codes, verdicts.unfilled) == (["DCL677"], 4)

    def test_a_row_that_has_other_values_now(self):
        changed = replace(SHEET, rows=(replace(ROWS[0], reads={"label": "bus"}), *ROWS[1:]))
        verdicts, codes, _ = read(filled("fail", "pass"), changed)
        assert codes == ["DCL677"]
        assert words(verdicts) == {8: "pass"}

    @pytest.mark.parametrize("change", [{"fingerprint": "sha256:abd"}, {"rule": "loose"}, {"seed": 8}])
    @pytest.mark.parametrize("verdicts", [(), ("pass",)])
    def test_a_sheet_of_another_contract_rule_or_seed(self, change, verdicts):
        found, codes, messages = read(filled(*verdicts), replace(SHEET, **change))
        assert found is None
        assert codes == ["DCL675"]
        assert "another contract version, rule or seed" in messages[0]

    def test_lines_copied_from_another_sheet(self):
        other = filled("pass", sheet=replace(SHEET, seed=8))
        verdicts, codes, messages = read([*filled("pass", "pass"), other[1]])
        assert codes == ["DCL675"]
        assert messages[0].startswith("`sheet.csv`, line 6 belongs to another")
        assert words(verdicts) == {3: "pass", 8: "pass"}

    def test_a_row_judged_twice_alike_is_judged_once(self):
        lines = filled("pass", "fail")
        verdicts, codes, _ = read([*lines, lines[2]])
        assert codes == []
        assert words(verdicts) == {3: "pass", 8: "fail"}

    def test_of_two_different_verdicts_on_a_row_neither_counts(self):
        lines = filled("pass", "fail", "pass")
        verdicts, codes, messages = read([*lines, *filled("fail", "")[1:2], lines[1]])
        assert codes == ["DCL678"]
        assert messages == ["`sheet.csv`, lines 2, 6 and 7: there are different verdicts on one row"]
        assert words(verdicts) == {8: "fail", 15: "pass"}


class TestNoSheet:
    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "there is no column `row`, `verdict` and `sample`"),
            (b"row,label,sample\r\n", "there is no column `verdict`"),
            (b"row,verdict,Verdict,sample\r\n", "there are two columns `verdict`"),
            (b"PK\x03\x04...", "Excel workbook"),
            (b'row,verdict,sample\r\n1,"pass,s-a\r\n', "a quotation mark is out of place"),
            (b'row,verdict,sample\r\n1,"' + b"a" * 200_000, "a quotation mark is out of place"),
            (b"\x00\x01\x02\xff\xfe", "there is no column"),
            (b"\xff\xfea", "there is no column"),
        ],
    )
    def test_is_said_in_one_sentence(self, data, says):
        verdicts, problems = verdicts_in(data, "`sheet.csv`", SHEET)
        assert verdicts is None
        assert [problem.id for problem in problems] == ["DCL674"]
        assert says in problems[0].message

    def test_a_file_that_is_not_there(self, tmp_path):
        verdicts, problems = read_verdicts(tmp_path / "gone.csv", SHEET)
        assert verdicts is None
        assert problems[0].id == "DCL606"

    def test_a_folder(self, tmp_path):
        assert read_verdicts(tmp_path, SHEET)[1][0].id == "DCL606"


def verdicts_of(passed: int = 0, failed: int = 0, unsure: int = 0, unfilled: int = 0) -> Verdicts:
    words = ["pass"] * passed + ["fail"] * failed + ["unsure"] * unsure
    judged = tuple(Judgement(row, word, "", row + 2) for row, word in enumerate(words))
    return Verdicts(len(words) + unfilled, judged)


@pytest.mark.parametrize(
    ("counts", "outcome"),
    [
        ({"passed": 132}, "accepted"),
        ({"passed": 129, "failed": 3}, "accepted"),
        ({"passed": 128, "failed": 4}, "refused"),
        ({"failed": 4, "unfilled": 128}, "refused"),
        ({"passed": 130, "failed": 1, "unsure": 1}, "accepted"),
        ({"passed": 129, "unsure": 3}, "accepted"),
        ({"passed": 128, "failed": 2, "unsure": 2}, "incomplete"),
        ({"passed": 100, "unfilled": 32}, "incomplete"),
        ({"unfilled": 132}, "incomplete"),
        ({}, "accepted"),
    ],
)
def test_the_lot_is_decided_as_soon_as_nothing_open_could_change_it(counts, outcome):
    decision = decide(Plan(132, 3), verdicts_of(**counts))
    wanted = {"passed": 0, "failed": 0, "unsure": 0, "unfilled": 0} | counts
    assert decision == Decision(outcome, 3, **wanted)
