"""Each lint speaks of what it should, at its place, and is silent on what is well."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcl.lint import lint
from tests.contract_text import HEADER, compiled

TABLE = """table t {
  size : int    in 0..50
  name : text   length 1..20
  kind : one of { "a", "b" }
}
"""
EXAMPLES = "  pass { size: 1 }\n  fail { size: 2 }\n"


def lints(folder: Path, text: str, header: str = HEADER) -> list[tuple[str, str]]:
    """The code and the marked text of each lint."""
    found = lint(compiled(folder, text, header).checked)
    return [(diagnostic.id, diagnostic.span.text if diagnostic.span else "") for diagnostic in found]


def rule(check: str, when: str = "") -> str:
    clause = f"  when {when}\n" if when else ""
    return f'{TABLE}rule r on t {{\n  "A sentence."\n{clause}  check {check}\n{EXAMPLES}}}\n'


def test_a_clean_contract_is_silent(tmp_path: Path) -> None:
    assert lints(tmp_path, rule("size = 1")) == []


def test_a_file_without_an_edition(tmp_path: Path) -> None:
    assert lints(tmp_path, TABLE, HEADER.removeprefix("dcl 1\n")) == [("DCL709", "")]


def test_an_unused_label_set(tmp_path: Path) -> None:
    assert lints(tmp_path, 'labels used { a "A." }\nlabels left { b "B." }\ntable t { x : used }\n') == [
        ("DCL701", "left")
    ]


def test_an_unused_constant(tmp_path: Path) -> None:
    assert lints(tmp_path, "let low = 1\nlet spare = 2\ntable t { x : int >= low }\n") == [("DCL702", "spare")]


def test_a_label_without_a_definition(tmp_path: Path) -> None:
    assert lints(tmp_path, 'labels k { a "A." b }\ntable t { x : k }\n'.replace(" b ", "\n b\n")) == [("DCL710", "b")]


def test_an_inner_label_is_defined_by_those_below_it(tmp_path: Path) -> None:
    assert lints(tmp_path, 'labels k {\n  a {\n    b "B."\n  }\n}\ntable t { x : k }\n') == []


def test_a_rule_without_sentence_and_examples(tmp_path: Path) -> None:
    text = TABLE + "rule bare on t {\n  check size = 1\n}\n"
    assert lints(tmp_path, text) == [("DCL703", "bare"), ("DCL704", "bare"), ("DCL705", "bare")]


def test_a_rule_of_a_column_without_sentence(tmp_path: Path) -> None:
    assert lints(tmp_path, TABLE + "rule t.size.range {\n  severity warn\n}\n") == [("DCL703", "t.size.range")]


@pytest.mark.parametrize(
    "check",
    [
        "size > 10 and size < 5",
        "size > 4 and size < 5",
        "size = 3 and size = 4",
        "size > 50",
        'kind = "a" and kind = "b"',
        "not (size >= 0 or size < 5)",
        "size < 5 and (size > 7 or size in 6..9)",
        "1 > 2",
        "count() < 0",
        "share(size = 1) > 2",
        "length(name) < 0",
    ],
)
def test_a_check_that_is_never_true(tmp_path: Path, check: str) -> None:
    assert lints(tmp_path, rule(check)) == [("DCL706", check)]


@pytest.mark.parametrize(
    "check",
    [
        "size >= 0 or size < 5",
        "size <= 50",
        "size in 0..100",
        'kind = "a" or kind = "b"',
        "size = size",
        "size > 7 implies size > 5",
        "count() >= 0",
    ],
)
def test_a_check_that_is_always_true(tmp_path: Path, check: str) -> None:
    assert lints(tmp_path, rule(check)) == [("DCL707", check)]


@pytest.mark.parametrize(
    "check",
    [
        "size > 10 or size < 5",
        "size >= 1",
        "size > 4 and size < 6",
        'kind = "a" or size = 1',
        "size / 2 > 4 and size / 2 < 5",
        "size is missing or size > 3",
        "size > 3 implies size > 5",
    ],
)
def test_a_check_that_may_go_either_way(tmp_path: Path, check: str) -> None:
    assert lints(tmp_path, rule(check)) == []


def test_a_when_that_is_never_true(tmp_path: Path) -> None:
    assert lints(tmp_path, rule("size = 1", when="size > 60")) == [("DCL706", "size > 60")]


def test_a_when_that_leaves_nothing_out(tmp_path: Path) -> None:
    assert lints(tmp_path, rule("size = 1", when="size <= 50")) == [("DCL707", "size <= 50")]


def test_a_check_that_its_when_settles(tmp_path: Path) -> None:
    assert lints(tmp_path, rule("size > 5", when="size > 10")) == [("DCL707", "size > 5")]


def test_a_constraint_that_no_value_can_meet(tmp_path: Path) -> None:
    assert lints(tmp_path, "table t { x : int > 5 < 3 }\n") == [("DCL706", "> 5 < 3")]


def test_computed_floats_compared_for_equality(tmp_path: Path) -> None:
    text = 'table t {\n  x : float\n}\nrule r on t {\n  "S."\n  check x + 0.1 = 0.3\n  pass 0.2\n  fail 1\n}\n'
    assert lints(tmp_path, text) == [("DCL711", "x + 0.1 = 0.3")]


def test_a_column_that_nothing_constrains(tmp_path: Path) -> None:
    text = 'table t {\n  free : text\n  said : text "Free words."\n  tags : list of text separated by ";"\n}\n'
    assert lints(tmp_path, text) == [("DCL708", "free"), ("DCL708", "tags")]


def test_a_column_that_another_table_copies_is_told_of_once(tmp_path: Path) -> None:
    assert lints(tmp_path, "table t { free : text }\ntable u like t { may be absent }\n") == [("DCL708", "free")]


def test_a_column_that_a_rule_reads_is_constrained(tmp_path: Path) -> None:
    text = 'table t {\n  free : text\n}\nrule r on t {\n  "S."\n  check free != "x"\n  pass "y"\n  fail "x"\n}\n'
    assert lints(tmp_path, text) == []
