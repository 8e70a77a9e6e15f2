from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dcl.baseline.baseline import KNOWN, Baseline, apply, baseline_of, pruned, read_baseline, written
from dcl.engines.base import Failure, Tally
from dcl.ir.program import Allow
from dcl.report.text import text_report
from dcl.run import ExitStatus, Result, Selection, check, exit_status
from dcl.run.extras import Extras
from tests.report import results
from tests.run.street import BOXES as BOXES_SPEC
from tests.run.street import (
    CAREFUL,
    DOMAIN,
    DRIFT,
    INSIDE,
    KEY,
    NOTES,
    SAME_SPLIT,
    ToldEngine,
    column,
    misfit,
    program,
    tables,
)

IDENTIFY = Extras(identify=True)


def checked(*rules, select=None, raises=None, given=None, **failures) -> Result:
    """A check of rules that fail for the given rows, by the name of the rule."""
    told = {}
    for rule in rules:
        found = tuple(failures.get(rule.id.replace(".", "_"), ()))
        items = {place if failure.row is None else failure.row for place, failure in enumerate(found)}
        told[rule.id] = Tally(100, len(items), 0, failures=found)
    engine = ToldEngine(told, raises=raises or {})
    settings = {} if select is None else {"select": select}
    return check(program(*rules), given or tables(), engine, None, extras=IDENTIFY, **settings)


def rows(*numbers: int, name: str = "x") -> list[Failure]:
    return [misfit(number, name, 1.0) for number in numbers]


def known(result: Result, later: Result) -> Result:
    return apply(later, baseline_of(result))


def test_what_is_known_fails_no_more():
    before = checked(INSIDE, inside_image=rows(1, 2))
    after = known(before, before)
    rule = after.rule["inside_image"]
    assert (rule.verdict, rule.reason, rule.failed, rule.known, rule.gone) == ("pass", KNOWN, 2, 2, 0)
    assert rule.violations == ()
    assert not rule.truncated
    assert exit_status(after) is ExitStatus.OK
    assert (after.baseline.known, after.baseline.gone) == (2, 0)


def test_only_what_is_new_is_listed():
    after = known(checked(INSIDE, inside_image=rows(1, 2)), checked(INSIDE, inside_image=rows(1, 2, 7)))
    rule = after.rule["inside_image"]
    assert (rule.verdict, rule.failed, rule.known) == ("fail", 3, 2)
    assert [violation.row for violation in rule.violations] == [7]
    assert exit_status(after) is ExitStatus.VIOLATIONS


def test_a_row_that_moved_is_known():
    moved = [misfit(50, "x", 9.0, box_id=2)]
    after = known(checked(INSIDE, inside_image=rows(1)), checked(INSIDE, inside_image=moved))
    assert after.rule["inside_image"].ok


def test_what_is_gone_is_counted():
    after = known(checked(INSIDE, inside_image=rows(1, 2, 3)), checked(INSIDE, inside_image=rows(2)))
    rule = after.rule["inside_image"]
    assert (rule.verdict, rule.known, rule.gone) == ("pass", 1, 2)


def test_a_baseline_of_nothing_changes_nothing():
    result = checked(INSIDE, inside_image=rows(1))
    after = apply(result, Baseline("street_boxes", {}))
    assert after.rules == result.rules
    assert (after.baseline.known, after.baseline.gone) == (0, 0)


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ([1, 2, 3], [1, 2, 3], "pass"),
        ([1, 2, 3], [1, 2, 3, 4], "fail"),
        ([1], [1, 2], "pass"),
        ([1], [1, 2, 3], "fail"),
        ([], [1, 2, 3], "fail"),
    ],
)
def test_more_than_allowed_must_fail_and_one_of_them_be_new(before, now, verdict):
    rule = replace(INSIDE, allow=Allow(count=2))
    after = known(checked(rule, inside_image=rows(*before)), checked(rule, inside_image=rows(*now)))
    assert after.rule["inside_image"].verdict == verdict


def test_what_a_rule_allows_is_known_too():
    rule = replace(INSIDE, allow=Allow(count=2))
    after = known(checked(rule, inside_image=rows(1, 2)), checked(rule, inside_image=rows(1, 2, 3)))
    assert [violation.row for violation in after.rule["inside_image"].violations] == [3]


def test_warnings_are_known_as_well():
    result = checked(NOTES, boxes_note_length=rows(1, name="note"))
    assert known(result, result).rule["boxes.note.length"].ok


def test_equal_rows_without_a_key_are_counted():
    def twins(number: int) -> list[Failure]:
        return [Failure(row, {}, {"x": 1.0}) for row in range(number)]

    for before, now, left in ((2, 3, 1), (3, 2, 0), (2, 2, 0)):
        after = known(checked(INSIDE, inside_image=twins(before)), checked(INSIDE, inside_image=twins(now)))
        rule = after.rule["inside_image"]
        assert (len(rule.violations), rule.known, rule.gone) == (left, min(before, now), max(before - now, 0))


def test_rows_that_share_a_key_are_counted():
    def twins(*places: int) -> list[Failure]:
        return [Failure(row, {"box_id": 3}, {"box_id": 3}) for row in places]

    after = known(checked(KEY, boxes_key=twins(1, 5)), checked(KEY, boxes_key=twins(2, 6, 9)))
    assert [violation.row for violation in after.rule["boxes.key"].violations] == [9]


def test_a_row_is_known_when_all_its_blamed_columns_are():
    def blamed(*names: str) -> list[Failure]:
        return [Failure(4, {"box_id": 5}, {"image_id": 1}, None, name, "right") for name in names]

    after = known(
        checked(SAME_SPLIT, one_annotator=blamed("annotator")),
        checked(SAME_SPLIT, one_annotator=blamed("annotator", "split")),
    )
    rule = after.rule["one_annotator"]
    assert (rule.verdict, rule.failed, rule.known) == ("fail", 1, 0)
    assert [violation.column for violation in rule.violations] == ["split"]
    again = checked(SAME_SPLIT, one_annotator=blamed("annotator", "split"))
    assert known(again, again).rule["one_annotator"].known == 1


def test_a_group_is_known():
    ann = Failure(None, {"annotator": "ann_007"}, measured={"share": 0.1})
    worse = replace(ann, measured={"share": 0.05})
    after = known(checked(CAREFUL, careful_annotators=[ann]), checked(CAREFUL, careful_annotators=[worse]))
    assert after.rule["careful_annotators"].ok


def test_a_rule_on_a_table_is_known_while_it_stays_broken():
    engine = ToldEngine({DRIFT.id: Tally(1, 1, 0, measured={"psi": 0.3})})
    result = check(program(DRIFT), tables(), engine, None, extras=IDENTIFY)
    assert known(result, result).rule["no_drift"].ok
    mended = check(program(DRIFT), tables(), ToldEngine(), None, extras=IDENTIFY)
    assert known(result, mended).rule["no_drift"].gone == 1


def test_structural_rules_are_known_column_by_column():
    before = results.wrong_header()
    assert known(before, before).verdict() == "pass"
    baseline = baseline_of(before)
    assert len(baseline.rules["boxes.columns"]) == 2
    other = Baseline("street_boxes", {"boxes.columns": frozenset(sorted(baseline.rules["boxes.columns"])[:1])})
    assert len(apply(before, other).rule["boxes.columns"].violations) == 1


def test_sensitive_keys_do_not_meet():
    keys = (column("box_id", sensitive=True),)
    spec = replace(BOXES_SPEC, columns=(*keys, *BOXES_SPEC.columns[1:]))
    made = program(INSIDE, tables=(spec, *program().tables[1:]))

    def of(*numbers: int) -> Result:
        engine = ToldEngine({INSIDE.id: Tally(100, len(numbers), 0, failures=tuple(rows(*numbers)))})
        return check(made, tables(), engine, None, extras=IDENTIFY)

    before = of(1)
    assert before.rule["inside_image"].violations[0].keys == {"box_id": "***"}
    assert not known(before, of(2)).rule["inside_image"].ok
    assert known(before, of(1)).rule["inside_image"].ok


def test_what_people_judge_is_left_to_them():
    result = results.reviews()
    after = known(result, result)
    assert {rule.id: rule.verdict for rule in after.rules} == {rule.id: rule.verdict for rule in result.rules}


def test_what_is_not_listed_is_new():
    whole = checked(INSIDE, inside_image=rows(1, 2, 3))
    after = known(whole, whole.limited(1))
    rule = after.rule["inside_image"]
    assert (rule.verdict, rule.known, rule.gone) == ("fail", 1, 0)


def test_pruning_takes_out_what_is_gone():
    before, now = checked(INSIDE, inside_image=rows(1, 2, 3)), checked(INSIDE, inside_image=rows(2, 9))
    left = pruned(baseline_of(before), now)
    assert left == baseline_of(checked(INSIDE, inside_image=rows(2)))
    assert apply(now, left).baseline.gone == 0


def test_pruning_takes_out_rules_that_are_no_more():
    before = checked(INSIDE, DOMAIN, inside_image=rows(1), boxes_label_domain=rows(4, name="label"))
    now = checked(INSIDE, inside_image=rows(1))
    assert apply(now, baseline_of(before)).baseline.gone == 1
    assert set(pruned(baseline_of(before), now).rules) == {"inside_image"}


def test_what_could_not_be_judged_keeps_its_entries():
    baseline = baseline_of(checked(INSIDE, inside_image=rows(1)))
    now = checked(INSIDE, raises={INSIDE.id: ValueError("no way")})
    assert apply(now, baseline).baseline.gone == 0
    assert pruned(baseline, now) == baseline


def test_what_is_unknown_keeps_its_entries():
    engine = ToldEngine({DRIFT.id: Tally(1, 1, 0, measured={"psi": 0.3})})
    baseline = baseline_of(check(program(DRIFT), tables(), engine, None, extras=IDENTIFY))
    given = tables()
    del given["last_release"]
    now = checked(DRIFT, given=given)
    assert now.rule["no_drift"].verdict == "unknown"
    assert pruned(baseline, now) == baseline


def test_what_was_not_asked_for_keeps_its_entries():
    baseline = baseline_of(checked(INSIDE, DOMAIN, inside_image=rows(1), boxes_label_domain=rows(4, name="label")))
    now = checked(INSIDE, DOMAIN, select=Selection(("boxes.label.domain",)))
    assert apply(now, baseline).baseline.gone == 1
    assert set(pruned(baseline, now).rules) == {"inside_image"}


def test_a_file_has_a_line_for_each_violation():
    text = written(
        Baseline("street_boxes", {"b": frozenset({"2f", "1e"}), "a": frozenset({"3c"}), "none": frozenset()})
    )
    assert text == (
        '{\n  "dcl_baseline": 1,\n  "contract": "street_boxes",\n  "rules": {\n'
        '    "a": [\n      "3c"\n    ],\n    "b": [\n      "1e",\n      "2f"\n    ]\n  }\n}\n'
    )


def test_what_was_written_is_read(tmp_path):
    baseline = baseline_of(checked(INSIDE, inside_image=rows(1, 2)))
    path = tmp_path / "known.json"
    path.write_text(written(baseline), encoding="utf-8")
    assert read_baseline(str(path), program()) == (baseline, ())


def test_nothing_of_the_data_is_in_it():
    failure = misfit(1, "label", "secret value", box_id="secret key")
    text = written(baseline_of(checked(DOMAIN, boxes_label_domain=[failure])))
    assert "secret" not in text
    assert json.loads(text)["rules"]["boxes.label.domain"]


def refusal(tmp_path, text: str | bytes) -> str:
    path = tmp_path / "known.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    baseline, problems = read_baseline(str(path), program())
    assert baseline is None
    (problem,) = problems
    assert problem.is_error
    assert problem.help
    return f"{problem.id} {problem.message.replace(str(tmp_path), '').replace('/', '')}"


def test_a_file_that_is_not_there(tmp_path):
    baseline, (problem,) = read_baseline(str(tmp_path / "none.json"), program())
    assert baseline is None
    assert problem.id == "DCL811"
    assert problem.message.endswith("cannot be read: no such file or directory")
    assert problem.help == "write it anew with `--write-baseline`"


@pytest.mark.parametrize("name", ["", "."])
def test_a_folder_is_no_file(tmp_path, name):
    _, (problem,) = read_baseline(str(tmp_path / name), program())
    assert problem.id == "DCL811"


def test_a_name_that_no_file_can_have():
    _, (problem,) = read_baseline("a\0b", program())
    assert (problem.id, problem.message) == (
        "DCL811",
        'the baseline "a\\u{0}b" cannot be read: no file can have this name',
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no baseline: it is not JSON"),
        ("[" * 100_000, "is no baseline: it is not JSON"),
        (b"\xff\xfe{", "is no baseline: it is not text in UTF-8"),
        ("[]", "is no baseline: it does not say `dcl_baseline`"),
        ('{"dcl_baseline": true}', "is no baseline: it does not say `dcl_baseline`"),
        ('{"dcl_baseline": 1, "contract": "street_boxes"}', "its `contract` or its `rules` are not as dcl writes them"),
        ('{"dcl_baseline": 1, "contract": 1, "rules": {}}', "its `contract` or its `rules` are not as dcl writes them"),
        ('{"dcl_baseline": 1, "contract": "street_boxes", "rules": {"a": "b"}}', "are not as dcl writes them"),
        ('{"dcl_baseline": 1, "contract": "street_boxes", "rules": {"a": [1]}}', "are not as dcl writes them"),
        ('{\n<<<<<<< HEAD\n"a"\n=======\n"b"\n>>>>>>> other\n}', "holds a merge that is not settled"),
    ],
    ids=range(10),
)
def test_a_file_that_is_no_baseline(tmp_path, text, message):
    said = refusal(tmp_path, text)
    assert said.startswith("DCL812 ")
    assert said.endswith(message)


def test_a_newer_baseline(tmp_path):
    assert refusal(tmp_path, '{"dcl_baseline": 2}') == (
        'DCL813 "known.json" is a baseline of edition 2; this version of dcl reads edition 1'
    )


def test_the_baseline_of_another_contract(tmp_path):
    text = written(Baseline("penguins", {}))
    assert refusal(tmp_path, text) == (
        'DCL814 "known.json" is the baseline of the contract `penguins`, not of `street_boxes`'
    )


def test_the_text_report_counts_what_is_known_and_gone():
    before = checked(INSIDE, inside_image=rows(1, 2, 3))
    text = text_report(known(before, checked(INSIDE, inside_image=rows(1, 2, 9))))
    assert "3 of 100   Cut a box" in text
    assert "2 of them known from the baseline" in text
    assert "more" not in text
    assert text.endswith(
        "2 violations are known from the baseline, 1 of the baseline is gone: --prune-baseline takes it out\n"
        "1 rule broken\n"
    )


def test_a_known_rule_holds_and_says_why():
    before = checked(INSIDE, inside_image=rows(1))
    text = text_report(known(before, before))
    assert "1 rule holds   inside_image 1 of 100 rows, known from the baseline" in text
    assert text.endswith("1 violation is known from the baseline\nno rule broken\n")


def test_a_known_rule_on_a_table_says_so_too():
    engine = ToldEngine({DRIFT.id: Tally(1, 1, 0, measured={"psi(label)": 0.3})})
    result = check(program(DRIFT), tables(), engine, None, extras=IDENTIFY)
    assert "no_drift psi 0.3, known from the baseline" in text_report(known(result, result))


def test_only_gone():
    text = text_report(known(checked(INSIDE, inside_image=rows(1, 2)), checked(INSIDE)))
    assert "2 violations of the baseline are gone: --prune-baseline takes them out\n" in text


def test_without_a_baseline_nothing_is_said():
    assert "baseline" not in text_report(checked(INSIDE, inside_image=rows(1)))
