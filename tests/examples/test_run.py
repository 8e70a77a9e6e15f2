"""Examples are judged by their own rule alone, and say why where they come out otherwise."""

from __future__ import annotations

from pathlib import Path

from dcl.examples import ExamplesResult, run_examples
from tests.contract_text import compiled, diagnostics_of

TABLES = """labels k {
  car "C." named "0"
  van "V." named "1"
}
table images {
  image_id : int key
  width    : int in 1..100
}
table boxes {
  image_id : int references images
  x        : int
  label    : k
  others   : list of k
  note     : text? length 2..4
  made     : date?
  let right = x + 10
}
"""


def run(folder: Path, rule: str) -> ExamplesResult:
    return run_examples(compiled(folder, TABLES + rule))


def messages(result: ExamplesResult) -> list[str]:
    return [example.message for example in result.examples]


def rule(body: str) -> str:
    return f'rule r on boxes {{\n  "S."\n{body}\n}}\n'


def test_a_row_passes_and_a_row_fails(tmp_path: Path) -> None:
    result = run(tmp_path, rule("  check x > 3\n  pass { x: 4 }\n  fail { x: 3 }"))
    assert result.ok
    assert result.uncovered == ()


def test_a_bare_value_stands_for_the_only_column(tmp_path: Path) -> None:
    assert run(tmp_path, rule("  check right > 3\n  pass 4, 5\n  fail -20")).ok


def test_a_label_is_written_by_its_name_whatever_the_data_call_it(tmp_path: Path) -> None:
    assert run(tmp_path, rule('  check label is car\n  pass "car"\n  fail "van"')).ok


def test_labels_of_a_list_are_written_by_their_names_too(tmp_path: Path) -> None:
    body = '  check all(others, it is car)\n  pass { others: ["car"] }\n  fail { others: ["car", "van"] }'
    assert run(tmp_path, rule(body)).ok


def test_a_reference_is_written_as_the_row_it_names(tmp_path: Path) -> None:
    body = "  check right <= image_id.width\n  pass { x: 0, image_id: { width: 10 } }\n"
    assert run(tmp_path, rule(body + "  fail { x: 1, image_id: { width: 10 } }")).ok


def test_named_tables(tmp_path: Path) -> None:
    example = "{ boxes: [{ x: 0, image_id: 7 }], images: [{ image_id: 7, width: 50 }] }"
    body = f"  check right <= image_id.width\n  pass {example}"
    assert run(tmp_path, rule(body)).ok


def test_group_columns_that_are_left_out_are_the_same_for_all_rows(tmp_path: Path) -> None:
    assert run(tmp_path, rule("  per label\n  check count() = 2\n  pass [{ x: 1 }, { x: 2 }]\n  fail [{ x: 1 }]")).ok


def test_a_column_rule_has_examples_of_its_own(tmp_path: Path) -> None:
    text = 'rule boxes.note.length {\n  "S."\n  pass "abc"\n  fail "abcde"\n}\n'
    assert run(tmp_path, text).ok


def test_a_type_rule_fails_on_what_does_not_fit(tmp_path: Path) -> None:
    assert run(tmp_path, 'rule boxes.made.type {\n  "S."\n  pass @2026-01-02\n  fail "2026-02-30"\n}\n').ok


def test_an_example_that_comes_out_otherwise(tmp_path: Path) -> None:
    result = run(tmp_path, rule("  check x > 3\n  pass 3\n  fail 4"))
    assert messages(result) == ["this should pass, and it fails", "this should fail, and it passes"]
    assert result.uncovered == ("r",)


def test_unknown_is_neither_passed_nor_failed(tmp_path: Path) -> None:
    result = run(tmp_path, rule("  check x > 3\n  pass missing\n  fail missing"))
    assert [example.ok for example in result.examples] == [False, False]
    assert "a value that the check needs is missing" in messages(result)[0]


def test_an_example_that_when_leaves_out(tmp_path: Path) -> None:
    result = run(tmp_path, rule("  when x > 10\n  check x > 3\n  pass 4"))
    assert messages(result) == ["this should pass, and nothing in it is checked"]


def test_a_value_that_does_not_fit_is_named(tmp_path: Path) -> None:
    result = run(tmp_path, rule('  check label is car\n  pass "cra"'))
    assert messages(result) == ["this should pass, and cra does not fit `label` (k)"]


def test_a_column_that_is_not_there_is_an_error_of_the_contract(tmp_path: Path) -> None:
    found = diagnostics_of(tmp_path, TABLES + rule("  check x > 3\n  pass { xx: 4 }"))
    assert [(d.id, d.message, d.help) for d in found] == [
        ("DCL315", "`xx` is not a column of `boxes`", "did you mean `x`?")
    ]


def test_a_derived_column_is_not_given(tmp_path: Path) -> None:
    found = diagnostics_of(tmp_path, TABLES + rule("  check right > 3\n  pass { right: 4 }"))
    assert [d.message for d in found] == ["`right` is derived; an example gives the columns that it is computed from"]


def test_a_bare_value_needs_a_rule_of_one_column(tmp_path: Path) -> None:
    found = diagnostics_of(tmp_path, TABLES + rule("  check x > length(note)\n  pass 4"))
    assert [d.message for d in found] == ["the rule reads more than one column; an example names them"]


def test_examples_of_what_people_judge_show_what_to_look_for(tmp_path: Path) -> None:
    result = run(tmp_path, rule("  review 5\n  pass { x: 4 }\n  fail { x: 3 }"))
    assert result.ok
    assert result.uncovered == ()


def test_examples_of_what_people_judge_are_rows_that_they_would_see(tmp_path: Path) -> None:
    result = run(tmp_path, rule("  when x > 3\n  review 5\n  pass { x: 4 }\n  fail { x: 3 }"))
    assert [message for message in messages(result) if message] == [
        "this should fail, and it is not among the rows to review"
    ]
