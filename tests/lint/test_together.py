"""Rules that exclude each other and rules that say the same: told where it is so, and only there."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dcl
from dcl.diagnostics import Diagnostic
from dcl.lint import lint
from tests.contract_text import compiled

TABLE = r"""table t {
  size : int?    in 0..50
  name : text?   matches /(ann|bob)_\d+/
  kind : one of { "a", "b" }
  group : text   length 1..9
}
"""
RULES = {"DCL706", "DCL707", "DCL714", "DCL715"}


def contract_of(*checks: str, table: str = TABLE) -> str:
    """A contract with a rule for each check; what follows the first line of one are further clauses."""
    return table + "\n".join(f"rule r{number} on t {{\n  check {check}\n}}" for number, check in enumerate(checks))


def findings(folder: Path, text: str) -> list[Diagnostic]:
    return [found for found in lint(compiled(folder, text).checked) if found.id in RULES]


def told(folder: Path, *checks: str) -> list[tuple[str, str, str]]:
    """The code, the marked text and the text that the label marks of each finding."""
    found = findings(folder, contract_of(*checks))
    return [(d.id, d.span.text if d.span else "", d.labels[0].span.text if d.labels else "") for d in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("size > 40", "size < 30"),
        ('size > 40 and kind = "a"', "size < 30"),
        ('kind = "a"', 'kind != "a"'),
        ("size in { 1, 2 }", "size in 3..9"),
        ('size > 5 implies kind = "a"', 'size > 7 and kind = "b"'),
        ("length(group) > 5", "length(group) < 3"),
        ("group matches /a+/", "group matches /b+/"),
        ("group matches /a+/", 'group in { "b", "ba" }'),
        ("size is missing", "size is not missing"),
        ("count() > 10", "count() < 5"),
    ],
)
def test_rules_that_exclude_each_other(tmp_path: Path, one: str, other: str) -> None:
    assert told(tmp_path, one, other) == [("DCL714", other, one)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("size > 30", "size < 40"),
        ('size > 40\n  when kind = "a"', "size < 30"),
        ("size > 40\n  allow 5%", "size < 30"),
        ("count() > 10\n  per kind", "count() < 5\n  per group"),
        ("prev(size) > 40\n  order by group", "prev(size) < 30\n  order by name"),
        ("group matches /a*/", "group matches /b*/"),
        ('size > 40 or kind = "a"', "size < 30"),
        ("count(size > 40) > 3", "count(size < 40) < 3"),
    ],
)
def test_rules_that_can_both_hold(tmp_path: Path, one: str, other: str) -> None:
    assert told(tmp_path, one, other) == []


def test_rules_with_the_same_when_exclude_each_other(tmp_path: Path) -> None:
    rules = ('size > 40\n  when kind = "a"', 'size < 30\n  when kind = "a"')
    assert told(tmp_path, *rules) == [("DCL714", "size < 30", "size > 40")]


def test_a_rule_that_the_column_contradicts_points_at_the_column(tmp_path: Path) -> None:
    assert told(tmp_path, "size > 50") == [("DCL706", "size > 50", "in 0..50")]
    assert told(tmp_path, r"name matches /eve_\d+/") == [
        ("DCL706", r"name matches /eve_\d+/", r"matches /(ann|bob)_\d+/")
    ]
    assert told(tmp_path, "kind matches /c/") == [("DCL706", "kind matches /c/", "")]


def test_constraints_of_one_column_that_exclude_each_other(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, 'table t {\n  x : text  in { "a", "b" } matches /c+/\n}\n')
    assert (found.id, found.span and found.span.text) == ("DCL706", "matches /c+/")
    assert found.labels[0].span.text == 'in { "a", "b" }'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("size > length(group)", "length(group) < size"),
        ("kind = group", "group = kind"),
        ('size > 5 and (kind = "a" or kind = group)', '(group = kind or kind = "a") and size > 5'),
        ("size in 3..9", "size <= 9 and size >= 3"),
        ('group in { "x", "y" }', 'group in { "y", "x" }'),
        ("not (not (size > 5))", "size > 5"),
        ("count() > 5\n  per kind", "5 < count()\n  per kind"),
        ("a.group != b.group\n  pairs in kind, size", "b.group != a.group\n  pairs in size, kind"),
        ("kind, group determines size", "group, kind determines size"),
        ("size > 5\n  allow 1%", "size > 5"),
        ("size > 5\n  severity warn", "size > 5"),
    ],
)
def test_rules_that_say_the_same(tmp_path: Path, one: str, other: str) -> None:
    first, second = one.splitlines()[0], other.splitlines()[0]
    assert ("DCL715", second, first) in told(tmp_path, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("size > 5", "size >= 5"),
        ('size > 5\n  when kind = "a"', 'size > 5\n  when kind = "b"'),
        ("count() > 5\n  per kind", "count() > 5\n  per group"),
        ("size > 5\n  severity warn\n  allow 1%", "size > 5\n  allow 5%"),
        ("size - length(group) > 5", "length(group) - size > 5"),
    ],
)
def test_rules_that_say_something_of_their_own(tmp_path: Path, one: str, other: str) -> None:
    assert told(tmp_path, one, other) == []


@pytest.mark.parametrize(
    ("check", "constraint"),
    [
        ("size in 0..50", "in 0..50"),
        ("0 <= size and 50 >= size", "in 0..50"),
        (r"name matches /(ann|bob)_\d+/", r"matches /(ann|bob)_\d+/"),
        ("length(group) in 1..9", "length 1..9"),
        ("group is not missing", "group"),
    ],
)
def test_a_rule_that_the_column_says_already(tmp_path: Path, check: str, constraint: str) -> None:
    assert told(tmp_path, check) == [("DCL715", check, constraint)]


def test_a_column_rule_that_is_laxer_may_be_repeated(tmp_path: Path) -> None:
    text = contract_of("size in 0..50\n  allow 9%") + "\nrule t.size.range {\n  severity warn\n}\n"
    assert findings(tmp_path, text) == []


def test_a_rule_made_by_each_does_not_repeat_itself(tmp_path: Path) -> None:
    assert told(tmp_path, "count() > 3\n  each column in kind, group") == []


NAMES = ["ann_1", "bob_22", "eve_3", None]
ROWS = pl.DataFrame(
    [
        {"size": size, "name": name, "kind": kind, "group": group}
        for size in [None, -1, 0, 1, 2, 3, 4]
        for name in NAMES
        for kind in ["a", "b"]
        for group in ["x", "xy"]
    ],
    schema={"size": pl.Int64, "name": pl.String, "kind": pl.String, "group": pl.String},
)
ATOMS = [
    "size > 1", "size <= 2", "3 > size", "size = 2", "size != 2", "size in 1..2", "size in 1..<3", "size in { 0, 4 }",
    'kind = "a"', 'kind != "a"', 'kind in { "b" }', r"name matches /ann_\d/", r"name matches /\w+_\d\d/",
    "name is missing", "size is not missing", 'group = "x"', "group matches /x+y?/", "length(group) > 1",
    "size > length(group)", "length(group) < size",
]  # fmt: skip
CHECKS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " and ".join(parts) + ")"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " or ".join(parts) + ")"),
        inner.map("(not {})".format),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} implies {pair[1]})"),
    ),
    max_leaves=4,
)


SIMPLE = st.one_of(st.sampled_from(ATOMS), st.sampled_from(ATOMS), CHECKS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SIMPLE, SIMPLE)
def test_what_is_told_is_true_of_every_row(tmp_path: Path, one: str, other: str) -> None:
    table = 'table t {\n  size : int?\n  name : text?\n  kind : one of { "a", "b" }\n  group : text\n}\n'
    text = contract_of(
        one, other, f"({one}) and ({other})", f"(({one}) is missing) = (({other}) is missing)", table=table
    )
    found = {(d.id, d.labels[0].span.text) for d in findings(tmp_path, text) if d.labels}
    if not found & {("DCL714", one), ("DCL715", one)}:
        return
    report = dcl.load(tmp_path / "test.dcl").check({"t": ROWS})
    first, second, both = report["r0"], report["r1"], report["r2"]
    if ("DCL714", one) in found:
        assert both.passed == 0
    else:
        assert (first.passed, first.failed, first.unknown) == (second.passed, second.failed, second.unknown)
        assert both.passed == first.passed
