"""Both engines count the failing items by what they carry, and list the first of each, in the same way."""

from __future__ import annotations

from collections import Counter

import pytest

from dcl.run.extras import Extras
from tests.run.delivery import CONTRACT, checked, json_table

ENGINES = ("reference", "polars")

EXPECTED = {
    "boxes.x.range": {"acme": 1, "bob": 1, None: 1},
    "boxes.label.domain": {"acme": 1, "bob": 1, None: 1},
    "boxes.end.type": {"acme": 1, "bob": 1},
    "boxes.key": {"acme": 1, "bob": 1},
    "boxes.vendor.type": {},
    "one_city": {"acme": 1},
    "apart": {"acme": 7, "bob": 7, None: 4},
    "many": {"acme": 1, "bob": 1},
    "workers": {},
    "enough": {},
}


@pytest.mark.parametrize("engine", ENGINES)
def test_each_kind_of_rule_is_counted_by_what_its_items_carry(tmp_path, engine):
    result = checked(tmp_path, engine=engine)
    assert {name: dict(result.rule[name].split["vendor"]) for name in EXPECTED} == EXPECTED


def test_both_engines_say_the_same(tmp_path):
    extras = Extras(by="vendor", facets=("worker", "label"), beside={})
    one, other = (checked(tmp_path, engine=engine, limit=1, extras=extras) for engine in ENGINES)
    for mine, theirs in zip(one.rules, other.rules, strict=True):
        assert (mine.id, mine.failed, mine.split) == (theirs.id, theirs.failed, theirs.split)
        assert mine.violations == theirs.violations
    assert one.parts == other.parts


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pair_of_two_vendors_counts_for_both(tmp_path, engine):
    rule = checked(tmp_path, engine=engine).rule["apart"]
    carried = [violation.values_of("vendor") for violation in rule.violations]
    assert ("acme", "bob") in carried
    assert Counter(value for values in carried for value in values) == rule.split["vendor"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_misfit_is_a_value_of_its_own(tmp_path, engine):
    extras = Extras(facets=("label",))
    split = checked(tmp_path, engine=engine, extras=extras).rule["boxes.x.range"].split["label"]
    assert split == {"acmecar": 1, "bobvan": 1, "lostcar": 1}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("limit", "listed"), [(1, 3), (None, 3), (0, 0)])
def test_the_limit_holds_for_each_value(tmp_path, engine, limit, listed):
    rule = checked(tmp_path, engine=engine, limit=limit).rule["boxes.x.range"]
    assert (rule.failed, rule.listed) == (3, listed)


@pytest.mark.parametrize("engine", ENGINES)
def test_facets_alone_leave_the_limit_to_the_rule(tmp_path, engine):
    rule = checked(tmp_path, engine=engine, limit=1, extras=Extras(facets=("vendor",))).rule["boxes.x.range"]
    assert (rule.listed, dict(rule.split["vendor"])) == (1, {"acme": 1, "bob": 1, None: 1})


@pytest.mark.parametrize("engine", ENGINES)
def test_what_a_rule_shows_is_as_without_a_split(tmp_path, engine):
    plain = checked(tmp_path, engine=engine, extras=Extras())
    parted = checked(tmp_path, engine=engine)
    for mine, theirs in zip(plain.rules, parted.rules, strict=True):
        assert (mine.verdict, mine.checked, mine.failed) == (theirs.verdict, theirs.checked, theirs.failed)
        assert [v.values for v in mine.violations] == [v.values for v in theirs.violations]
        assert [v.message for v in mine.violations] == [v.message for v in theirs.violations]


@pytest.mark.parametrize("engine", ENGINES)
def test_values_of_json_that_cannot_be_compared(tmp_path, engine):
    contract = "table t {\n  id : int key\n  vendor : text\n  x : int >= 0\n}\n"
    rows = [{"id": 1, "vendor": ["a"], "x": -1}, {"id": 2, "vendor": ["a"], "x": -1}, {"id": 3, "vendor": "b", "x": -1}]
    result = checked(tmp_path, contract, engine=engine, tables={"t": json_table(rows)}, limit=1)
    rule = result.rule["t.x.range"]
    assert sorted(rule.split["vendor"].values()) == [1, 2]
    assert rule.listed == 2
    assert dict(result.parts["vendor"]["t"]) == dict(rule.split["vendor"])


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_are_counted_by_derived_and_captured_columns_too(tmp_path, engine):
    contract = CONTRACT.replace("let place", 'let first = before(worker, "w")\n  let place')
    result = checked(tmp_path, contract, engine=engine, extras=Extras(by="first"))
    assert result.parts["first"]["boxes"] == {"acme": 3, "bob": 3, "lost": 1}
    assert result.rule["boxes.x.range"].split["first"] == {"acme": 1, "bob": 1, "lost": 1}
