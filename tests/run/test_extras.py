from __future__ import annotations

import pytest

from dcl.analysis.terms import Column, Path
from dcl.engines.named import engine_named
from dcl.run import check
from dcl.run.extras import Extras, column_term
from dcl.run.sensitive import MASK
from dcl.types import FLOAT, TEXT
from tests.contract_text import compiled
from tests.run.delivery import COLUMNS, CONTRACT, ROWS, checked, text_table

ENGINES = ("reference", "polars")
IMAGE = Column(TEXT, "boxes", "image")
WIDTH = Path(FLOAT, IMAGE, "images", "name", "width")
BESIDE = {
    "boxes": (
        ("width", WIDTH),
        ("worker", Column(TEXT, "boxes", "worker")),
        ("secret", Column(TEXT, "boxes", "secret")),
    )
}


@pytest.mark.parametrize("engine", ENGINES)
def test_failing_rows_carry_what_is_asked_for(tmp_path, engine):
    result = checked(tmp_path, engine=engine, extras=Extras(beside=BESIDE))
    first, second, _ = result.rule["boxes.x.range"].violations
    assert first.beside == {"width": 900.0, "worker": "acmeworker", "secret": MASK}
    assert second.beside == {"width": None, "worker": "bobworker", "secret": MASK}
    assert first.values == {"x": -101.0}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pair_carries_both_sides(tmp_path, engine):
    result = checked(tmp_path, engine=engine, extras=Extras(beside=BESIDE))
    violation = result.rule["apart"].violations[0]
    assert {"a.worker", "b.worker", "a.width", "b.width"} <= violation.beside.keys()
    assert not any("worker" in name for name in violation.values)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_missing_sensitive_value_stays_missing(tmp_path, engine):
    result = checked(tmp_path, engine=engine, extras=Extras(beside=BESIDE))
    assert result.rule["boxes.end.type"].violations[0].beside["secret"] is None


@pytest.mark.parametrize("engine", ENGINES)
def test_what_reads_a_table_that_is_absent_is_not_carried(tmp_path, engine):
    tables = {"boxes": text_table(COLUMNS, ROWS)}
    result = checked(tmp_path, engine=engine, extras=Extras(beside=BESIDE), tables=tables)
    rule = result.rule["boxes.x.range"]
    assert (rule.verdict, rule.failed) == ("fail", 3)
    assert rule.violations[0].beside == {"worker": "acmeworker", "secret": MASK}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_reads_an_absent_table_through_a_derived_column_is_not_carried(tmp_path, engine):
    contract = CONTRACT.replace("let place", "let room = image.width - end\n  let place")
    extras = Extras(by="room", facets=("vendor",))
    tables = {"boxes": text_table(COLUMNS, ROWS)}
    rule = checked(tmp_path, contract, engine=engine, extras=extras, tables=tables).rule["boxes.x.range"]
    assert rule.failed == 3
    assert dict(rule.split["vendor"]) == {"acme": 1, "bob": 1, None: 1}


class Unwilling:
    """An engine that judges rules, and fails at whatever they carry."""

    def __init__(self) -> None:
        self.plain = engine_named("reference")

    def __getattr__(self, name):
        return getattr(self.plain, name)

    def check(self, program, tables, rules, limit, split=None):
        if any("\0" in name for rule in rules for name, _ in rule.shows):
            raise ValueError("nothing is carried here")
        return self.plain.check(program, tables, rules, limit, split)


def test_what_cannot_be_carried_keeps_no_rule_from_being_judged(tmp_path):
    program = compiled(tmp_path, CONTRACT).program
    tables = {"boxes": text_table(COLUMNS, ROWS), "images": text_table(("name", "width"), [("shared", "9")])}
    plain = check(program, tables, engine_named("reference"))
    result = check(program, tables, Unwilling(), extras=Extras(by="vendor", beside=BESIDE))
    assert [(rule.id, rule.verdict, rule.failed) for rule in result.rules] == [
        (rule.id, rule.verdict, rule.failed) for rule in plain.rules
    ]
    assert result.rule["boxes.x.range"].violations == plain.rule["boxes.x.range"].violations


def test_a_plain_check_carries_nothing(tmp_path):
    result = checked(tmp_path, extras=Extras())
    assert all(v.beside == {} and v.identity is None for rule in result.rules for v in rule.violations)
    assert all(rule.split == {} for rule in result.rules)
    assert result.parts == {}


def test_columns_are_counted_once_the_one_that_parts_first():
    assert Extras(by="vendor", facets=("batch", "vendor")).columns == ("vendor", "batch")


def test_a_column_is_declared_or_derived(tmp_path):
    program = compiled(tmp_path, CONTRACT).program
    assert column_term(program, "boxes", "vendor") == Column(TEXT, "boxes", "vendor")
    assert column_term(program, "boxes", "place").name == "place"
    assert column_term(program, "images", "vendor") is None


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sensitive_facet_tells_only_how_many(tmp_path, engine):
    result = checked(tmp_path, engine=engine, extras=Extras(facets=("secret",)))
    assert set(result.parts["secret"]["boxes"]) == {MASK, None}
    assert "acmesecret" not in repr([rule.split for rule in result.rules])
