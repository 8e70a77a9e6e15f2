from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from dcl.engines.base import Failure, Tally
from dcl.ir.program import Allow
from dcl.run import Selection, check, check_selection, exit_status
from dcl.tables.table import CellKind
from tests.run.street import (
    BOXES,
    CAREFUL,
    COLUMNS,
    DOMAIN,
    DRIFT,
    FEW_SMALL,
    IMAGES,
    INSIDE,
    KEY,
    NOTES,
    REFERENCES,
    ROWS,
    W_PRESENT,
    W_RANGE,
    ToldEngine,
    misfit,
    program,
    table,
    tables,
)


def run(*rules, engine=None, **settings):
    given = settings.pop("given", tables())
    return check(program(*rules), given, engine or ToldEngine(), **settings)


def told(rule, tally):
    return run(rule, engine=ToldEngine({rule.id: tally})).rules[0]


class TestTolerance:
    def test_without_allow_one_failure_breaks_a_rule(self):
        assert told(W_RANGE, Tally(10, 1, 0)).verdict == "fail"

    @pytest.mark.parametrize(
        ("share", "checked", "failed", "verdict", "allowed"),
        [
            (Fraction(7, 100), 100, 7, "pass", 7),
            (Fraction(7, 100), 100, 8, "fail", 7),
            (Fraction(29, 100), 100, 29, "pass", 29),
            (Fraction(1, 1000), 999, 1, "fail", 0),
            (Fraction(1, 3), 3, 1, "pass", 1),
            (Fraction(1), 5, 5, "pass", 5),
            (Fraction(1, 10**6), 3 * 10**15 + 1, 3 * 10**9, "pass", 3 * 10**9),
        ],
    )
    def test_a_share_is_exact(self, share, checked, failed, verdict, allowed):
        result = told(replace(W_RANGE, allow=Allow(share=share)), Tally(checked, failed, 0))
        assert (result.verdict, result.allowed) == (verdict, allowed)

    def test_a_share_leaves_out_what_is_unknown(self):
        result = told(replace(W_RANGE, allow=Allow(share=Fraction(1, 100))), Tally(1000, 1, 990))
        assert (result.verdict, result.allowed, result.passed) == ("fail", 0, 9)

    @pytest.mark.parametrize(("failed", "verdict"), [(10, "pass"), (11, "fail")])
    def test_a_count(self, failed, verdict):
        result = told(replace(W_RANGE, allow=Allow(count=10)), Tally(1000, failed, 0))
        assert (result.verdict, result.allowed) == (verdict, 10)


class TestVerdict:
    def test_nothing_to_check_passes_and_says_so(self):
        result = told(W_RANGE, Tally(0, 0, 0))
        assert (result.verdict, result.reason) == ("pass", "nothing to check")

    def test_nothing_decided_is_unknown(self):
        result = told(INSIDE, Tally(10, 0, 10))
        assert (result.verdict, result.reason) == ("unknown", "every value is missing")

    def test_a_metric_without_value_is_unknown_and_named(self):
        result = told(DRIFT, Tally(1, 0, 1, measured={"psi(label, last_release.label)": None}))
        assert (result.verdict, result.reason) == (
            "unknown",
            "not measurable: `psi(label, last_release.label)` has no value",
        )

    def test_some_unknown_and_none_failed_passes(self):
        assert told(INSIDE, Tally(10, 0, 9)).verdict == "pass"

    def test_results_come_in_the_order_of_the_program(self):
        assert [rule.id for rule in run(KEY, ROWS, INSIDE).rules] == ["boxes.key", "boxes.rows", "inside_image"]


class TestStructure:
    def test_an_absent_column_breaks_present_once_and_its_own_rules_are_unknown(self):
        given = tables(boxes=table(BOXES, without=["w"], extra=["W"]))
        result = run(W_PRESENT, W_RANGE, COLUMNS, INSIDE, given=given)
        present, range_, columns, inside = result.rules
        assert (present.verdict, present.checked, present.failed, present.scope) == ("fail", 1, 1, "table")
        assert present.violations[0].message == "the column `w` is absent"
        assert present.violations[0].suggestion == "W"
        assert (range_.verdict, range_.checked, range_.reason) == ("unknown", 0, "the column `w` is absent")
        assert not range_.cannot_be_judged
        assert (columns.verdict, columns.checked, columns.failed) == ("fail", 7, 1)
        assert columns.violations[0].message == "`W` is not a column of `boxes`"
        assert columns.violations[0].suggestion == "w"
        assert inside.verdict == "pass"
        assert exit_status(result) == 1

    def test_a_column_is_looked_for_under_the_name_in_the_file(self):
        given = tables(boxes=table(BOXES, without=["note"], extra=["note"]))
        result = run(replace(W_PRESENT, id="boxes.note.present", body=type(W_PRESENT.body)("note")), given=given)
        assert result.rules[0].verdict == "fail"
        assert 'the contract expects it as "Note"' in result.rules[0].violations[0].message

    def test_an_optional_key_that_no_json_record_has_is_missing_and_not_absent(self):
        rule = replace(W_PRESENT, id="boxes.note.present", body=type(W_PRESENT.body)("note"))
        given = tables(boxes=table(BOXES, without=["note"], kind=CellKind.JSON))
        assert run(rule, given=given).rules[0].verdict == "pass"

    def test_a_key_that_no_json_record_has_is_absent(self):
        given = tables(boxes=table(BOXES, without=["w"], kind=CellKind.JSON))
        assert run(W_PRESENT, given=given).rules[0].verdict == "fail"

    def test_an_empty_table_breaks_rows(self):
        result = run(ROWS, W_RANGE, engine=ToldEngine({W_RANGE.id: Tally(0, 0, 0)}, sizes={"boxes.csv": 0}))
        assert [rule.verdict for rule in result.rules] == ["fail", "pass"]
        assert result.rules[0].violations[0].message == "`boxes` has no row"

    def test_a_reference_into_an_absent_column_is_unknown(self):
        given = tables(images=table(IMAGES, without=["image_id"]))
        result = run(REFERENCES, given=given)
        assert result.rules[0].reason == "the column `image_id` of `images` is absent"

    def test_uniqueness_of_an_absent_key_is_unknown(self):
        given = tables(boxes=table(BOXES, without=["box_id"]))
        assert run(KEY, given=given).rules[0].reason == "the column `box_id` is absent"


class TestAbsentTables:
    def test_a_table_that_may_be_absent_leaves_the_status_alone(self):
        given = tables()
        del given["last_release"]
        result = run(DRIFT, given=given)
        assert (result.rules[0].verdict, result.rules[0].reason) == ("unknown", "table `last_release` is absent")
        assert (result.verdict(), exit_status(result)) == ("pass", 0)
        assert "last_release" not in result.tables

    def test_another_table_without_data_cannot_be_judged(self):
        given = tables()
        del given["images"]
        result = run(INSIDE, given=given)
        assert (result.rules[0].verdict, result.rules[0].reason) == ("unjudged", "table `images` has no data")
        assert exit_status(result) == 2


class TestExitStatus:
    FAILS = Tally(10, 1, 0)

    @pytest.mark.parametrize(
        ("severity", "fail_on", "status", "verdict"),
        [
            ("error", "error", 1, "fail"),
            ("warn", "error", 0, "pass"),
            ("info", "error", 0, "pass"),
            ("error", "warn", 1, "fail"),
            ("warn", "warn", 1, "fail"),
            ("info", "warn", 0, "pass"),
        ],
    )
    def test_the_severity_decides(self, severity, fail_on, status, verdict):
        rule = replace(W_RANGE, severity=severity)
        result = run(rule, engine=ToldEngine({rule.id: self.FAILS}))
        assert result.rules[0].verdict == "fail"
        assert (exit_status(result, fail_on), result.verdict(fail_on)) == (status, verdict)

    def test_a_metric_that_could_not_be_measured_wins_over_failures(self):
        unmeasured = Tally(1, 0, 1, measured={"psi(label, last_release.label)": None})
        result = run(W_RANGE, DRIFT, engine=ToldEngine({W_RANGE.id: self.FAILS, DRIFT.id: unmeasured}))
        assert (exit_status(result), result.verdict()) == (2, "unjudged")

    @pytest.mark.parametrize("rule", [INSIDE, CAREFUL])
    def test_an_unknown_row_or_group_rule_leaves_the_status_alone(self, rule):
        result = run(rule, engine=ToldEngine({rule.id: Tally(10, 0, 10)}))
        assert (result.rules[0].verdict, exit_status(result)) == ("unknown", 0)


class TestTrouble:
    def test_a_rule_that_raises_takes_no_other_down(self):
        engine = ToldEngine({KEY.id: Tally(10, 1, 0)}, raises={INSIDE.id: ValueError("no such thing")})
        result = run(ROWS, W_RANGE, INSIDE, KEY, DOMAIN, engine=engine)
        assert [rule.verdict for rule in result.rules] == ["pass", "pass", "unjudged", "fail", "pass"]
        assert result.rule["inside_image"].reason == "the engine could not evaluate it: ValueError: no such thing"
        assert exit_status(result) == 2

    def test_a_panic_of_a_native_library_takes_no_other_down(self):
        class PanicException(BaseException):
            pass

        result = run(W_RANGE, KEY, engine=ToldEngine(raises={KEY.id: PanicException("index out of bounds")}))
        assert [rule.verdict for rule in result.rules] == ["pass", "unjudged"]

    @pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError])
    def test_what_ends_the_check_is_let_through(self, stop):
        with pytest.raises(stop):
            run(W_RANGE, engine=ToldEngine(raises={W_RANGE.id: stop()}))

    def test_a_table_that_cannot_be_read_leaves_the_others(self):
        engine = ToldEngine(raises={"images.csv": OSError("the disk is gone")})
        result = run(W_RANGE, INSIDE, engine=engine)
        assert [rule.verdict for rule in result.rules] == ["pass", "unjudged"]
        assert "the disk is gone" in result.rule["inside_image"].reason
        assert list(result.tables) == ["boxes", "last_release"]

    def test_control_characters_of_an_exception_are_written_out(self):
        result = run(W_RANGE, engine=ToldEngine(raises={W_RANGE.id: ValueError("\x1b[31mred")}))
        assert "\x1b" not in result.rules[0].reason

    def test_an_engine_that_forgets_a_rule_is_found_out(self):
        class Forgetful(ToldEngine):
            def check(self, program, tables, rules, limit):
                return {}

        assert run(W_RANGE, engine=Forgetful()).rules[0].reason == "the engine gave no answer"


class TestSelection:
    EACH = tuple(replace(INSIDE, id=f"seen[{name}]") for name in ("car", "truck"))

    @pytest.mark.parametrize(
        ("selection", "ids"),
        [
            (Selection(), ["boxes.key", "inside_image", "few_small", "seen[car]", "seen[truck]"]),
            (Selection(names=("inside_image",)), ["inside_image"]),
            (Selection(names=("seen",)), ["seen[car]", "seen[truck]"]),
            (Selection(names=("seen[car]",)), ["seen[car]"]),
            (Selection(tags=("size",)), ["few_small"]),
            (Selection(names=("boxes.key",), tags=("size",)), ["boxes.key", "few_small"]),
        ],
    )
    def test_names_and_tags_pick_rules(self, selection, ids):
        result = run(KEY, INSIDE, FEW_SMALL, *self.EACH, select=selection)
        assert [rule.id for rule in result.rules] == ids

    def test_an_unknown_name_is_told_with_a_guess(self):
        (found,) = check_selection(program(INSIDE), Selection(names=("inside_imgae",)))
        assert found.id == "DCL651"
        assert found.message == "`inside_imgae` is not a rule of `street_boxes`"
        assert found.help == "did you mean `inside_image`?"

    def test_an_unknown_tag_is_told(self):
        (found,) = check_selection(program(INSIDE), Selection(tags=("geomtry",)))
        assert (found.id, found.help) == ("DCL652", "did you mean `geometry`?")


class TestLimit:
    def test_blamed_columns_of_one_row_are_one_item(self):
        failures = tuple(Failure(row, {}, {}, column=name) for row in range(3) for name in ("annotator", "label"))
        tally = Tally(10, 5, 0, failures=failures)
        result = run(INSIDE, engine=ToldEngine({INSIDE.id: tally}))
        assert (result.rules[0].listed, result.rules[0].truncated) == (3, True)
        limited = result.limited(2).rules[0]
        assert [violation.row for violation in limited.violations] == [0, 0, 1, 1]

    def test_no_limit_keeps_all(self):
        tally = Tally(10, 2, 0, failures=(misfit(0, "w", "x"), misfit(1, "w", "y")))
        result = run(W_RANGE, engine=ToldEngine({W_RANGE.id: tally})).limited(None)
        assert (len(result.rules[0].violations), result.rules[0].truncated) == (2, False)

    def test_counts_never_depend_on_the_limit(self):
        tally = Tally(10, 3, 0, failures=(misfit(0, "note", "x"),))
        result = run(NOTES, engine=ToldEngine({NOTES.id: tally})).rules[0]
        assert (result.failed, result.passed, result.truncated) == (3, 7, True)


class TestBrokenFiles:
    """A file whose rows fail the library that reads them is told apart from a rule that an engine cannot decide."""

    def test_the_table_is_named_with_what_was_said(self):
        gone = OSError("the file is gone")
        result = run(W_RANGE, KEY, engine=ToldEngine(raises={W_RANGE.id: gone, KEY.id: gone}))
        assert result.faults == {"boxes": gone}
        assert {rule.verdict for rule in result.rules} == {"unjudged"}

    def test_a_table_that_cannot_be_counted(self):
        result = run(W_RANGE, engine=ToldEngine(raises={"boxes.csv": ValueError("torn")}))
        assert list(result.faults) == ["boxes"]

    def test_a_rule_that_an_engine_cannot_decide_blames_no_file(self):
        assert run(W_RANGE, engine=ToldEngine(raises={W_RANGE.id: TypeError("no way")})).faults == {}
