from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest

from dcl.engines.base import Failure
from dcl.engines.named import engine_named
from dcl.readers.frames import frame_table
from dcl.run import check
from dcl.run.extras import Extras
from dcl.run.identity import identity, identity_of
from dcl.run.result import Violation
from tests.contract_text import compiled
from tests.run.street import CAREFUL, COLUMNS, DRIFT, INSIDE, SAME_SPLIT, program

STREET = program()
PAIR = replace(INSIDE, id="one_box_per_object", scope="pair")


def of(failure: Failure, rule=INSIDE, made=STREET) -> str:
    return identity(made, rule, failure)


def keyed(key, **values) -> str:
    return of(Failure(0, {"box_id": key}, values))


def test_it_is_a_hash_that_never_changes():
    # Baselines and alerts of earlier versions hold it.
    assert keyed(17) == "8ee8ab8caba9a273be2b82f97dc02b392ea083859a86a34e26d9496637c50a3a"


def test_a_row_is_known_by_its_key():
    assert of(Failure(3, {"box_id": 17}, {"x": 1.0})) == of(Failure(90, {"box_id": 17}, {"x": 2.0}))
    assert keyed(17) != keyed(18)


def test_contract_and_rule_are_part_of_it():
    failure = Failure(3, {"box_id": 17})
    assert of(failure) != of(failure, replace(INSIDE, id="other"))
    assert of(failure) != of(failure, made=replace(STREET, name="other"))
    assert of(failure) == of(failure, made=replace(STREET, version="9", fingerprint="sha256:9", path="elsewhere.dcl"))


@pytest.mark.parametrize("keys", [{}, {"box_id": None}], ids=["none", "missing"])
def test_without_a_key_a_row_is_known_by_what_the_rule_shows(keys):
    assert of(Failure(3, keys, {"x": 1.0})) == of(Failure(9, keys, {"x": 1.0}))
    assert of(Failure(3, keys, {"x": 1.0})) != of(Failure(3, keys, {"x": 2.0}))


def test_the_two_rows_of_a_pair_are_sorted():
    one = Failure(3, {"box_id": 17}, {}, other_row=9, other_keys={"box_id": 5})
    turned = Failure(1, {"box_id": 5}, {}, other_row=2, other_keys={"box_id": 17})
    assert of(one, PAIR) == of(turned, PAIR)
    assert of(one, PAIR) != of(replace(one, other_keys={"box_id": 6}), PAIR)


def test_so_are_they_without_a_key():
    one = Failure(3, {}, {"a.x": 1.0, "b.x": 2.0, "image_id": 7}, other_row=9, other_keys={})
    turned = Failure(1, {}, {"b.x": 1.0, "a.x": 2.0, "image_id": 7}, other_row=2, other_keys={})
    assert of(one, PAIR) == of(turned, PAIR)
    assert of(one, PAIR) != of(replace(one, values={**one.values, "image_id": 8}), PAIR)
    assert of(one, PAIR) != of(replace(one, values={**one.values, "a.x": 2.0, "b.x": 2.0}), PAIR)


def test_a_group_is_known_by_its_values():
    ann = Failure(None, {"annotator": "ann_001"}, measured={"share": 0.1})
    assert of(ann, CAREFUL) == of(replace(ann, measured={"share": 0.2}), CAREFUL)
    assert of(ann, CAREFUL) != of(replace(ann, keys={"annotator": "ann_002"}), CAREFUL)


def test_a_blamed_column_is_part_of_it():
    one = Failure(3, {"box_id": 4}, {}, None, "annotator", "ann_001")
    assert of(one, SAME_SPLIT) != of(replace(one, column="other"), SAME_SPLIT)


def test_a_rule_on_a_whole_table_is_known_by_itself():
    violation = Violation("no", measured={"psi": 0.3})
    assert identity_of(STREET, DRIFT, violation) == of(Failure(None, {}, measured={"psi": 0.9}), DRIFT)


def test_undeclared_columns_are_told_apart():
    names = [identity_of(STREET, COLUMNS, Violation("no", column=name)) for name in ("W", "remark")]
    assert len({*names, None}) == 3


def test_a_row_without_an_identity_has_none():
    assert identity_of(STREET, INSIDE, Violation("no", row=1, keys={"box_id": "***"})) is None
    assert identity_of(STREET, INSIDE, Violation("no", row=1, identity="abc")) == "abc"


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (5, 5.0),
        (0.0, -0.0),
        (0.1 + 0.2, 0.3),
        (1e22, 10**22),
        (math.nan, None),
        ([1, 2.0], (1.0, 2)),
        ({"a": 1, "b": 2}, {"b": 2.0, "a": 1}),
        (datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, 11, tzinfo=timezone(timedelta(hours=1)))),
        (timedelta(minutes=90), timedelta(hours=1.5)),
    ],
    ids=repr,
)
def test_one_value_has_one_spelling(one, same):
    assert of(Failure(0, {}, {"x": one})) == of(Failure(0, {}, {"x": same}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (5, "5"),
        (True, 1),
        (None, "None"),
        (None, ""),
        (math.inf, -math.inf),
        (2**53, 2**53 + 1),
        (0.1, 0.1000001),
        ("\ud800", "\ud801"),
        (date(2026, 11, 24), date(2026, 11, 25)),
        (timedelta(microseconds=1), timedelta(microseconds=2)),
        (["a", "b"], ["a,b"]),
    ],
    ids=ascii,
)
def test_other_values_have_other_spellings(one, other):
    assert of(Failure(0, {}, {"x": one})) != of(Failure(0, {}, {"x": other}))


CONTRACT = """
table items {
  shop  : text  key sensitive
  item  : int   key
  price : float in 0..10
  held  : duration < 2h
  seen  : date
  name  : text  length 1..5
}
table notes {
  item  : int
  price : float in 0..10
  held  : duration < 2h
}
rule cheap on items {
  pairs in seen
  check abs(a.price - b.price) < 90
}
rule one_name on items {
  check item determines name, seen
}
rule few on items {
  per shop
  check mean(price) < 5
}
rule few_notes on notes {
  per item
  check sum(price) < 5
}
rule near on notes {
  pairs in item
  check abs(a.price - b.price) < 90
}
rule none on items {
  check count() < 2
}
"""

ITEMS = pl.DataFrame(
    {
        "shop": ["north", "south", "south", "east", "north"],
        "item": [1, 1, 2, 2, 3],
        "price": [0.1 + 0.2, 99.5, 1e-9, -4.25, 100.0],
        "held": [timedelta(hours=3), timedelta(minutes=5), timedelta(hours=2, microseconds=1), None, timedelta(0)],
        "seen": [date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 2), date(2026, 1, 1)],
        "name": ["a", "b", "longer than five", "", "c"],
    }
)
NOTES = pl.DataFrame(
    {
        "item": [1, 1, 1, 2],
        "price": [12.5, 12.5, 120.0, 0.1],
        "held": [timedelta(hours=3), timedelta(hours=3), timedelta(hours=2.5), timedelta(0)],
    }
)


def identities(folder, engine: str, items: pl.DataFrame, notes: pl.DataFrame) -> dict[str, set[str]]:
    made = compiled(folder, CONTRACT).program
    tables = {}
    for name, frame in (("items", items), ("notes", notes)):
        tables[name], problems = frame_table(frame, name, made.table[name])
        assert not problems
    result = check(made, tables, engine_named(engine), None, extras=Extras(identify=True))
    found = {}
    for rule in result.rules:
        who = [identity_of(made, rule.rule, violation) for violation in rule.violations]
        assert None not in who
        assert len(set(who)) == len(who)
        found[rule.id] = set(who)
    return {name: who for name, who in found.items() if who}


def test_engines_and_the_order_of_rows_make_no_difference(tmp_path):
    before = identities(tmp_path, "polars", ITEMS, NOTES)
    assert {"cheap", "one_name", "few", "few_notes", "near", "none", "items.price.range", "items.held.range"} <= set(
        before
    )
    assert len(before["notes.price.range"]) == 3
    assert identities(tmp_path, "reference", ITEMS, NOTES) == before
    assert identities(tmp_path, "polars", ITEMS.reverse(), NOTES.reverse()) == before
    assert identities(tmp_path, "reference", ITEMS.reverse(), NOTES.reverse()) == before


def test_sensitive_keys_do_not_meet(tmp_path):
    rows = identities(tmp_path, "polars", ITEMS, NOTES)["items.price.range"]
    assert len(rows) == 3
    assert not any("/" in who for who in rows)
