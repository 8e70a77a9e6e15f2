"""What follows from what."""

from __future__ import annotations

from dataclasses import replace

from dcl.infer.dependencies import Agreement, dependencies
from tests.infer.facts_of import table

TABLE = table({"shop_id": ["1", "2"], "shop_name": ["a", "b"], "town": ["x", "y"], "note": ["k", "l"]})
SURE = Agreement("shop_id", "town", groups=40, repeats=400, commonest=0.5)


def pairs(*agreements):
    return [(each.left, each.right) for each in dependencies(TABLE, agreements)]


def test_many_groups_that_agree_are_a_dependency():
    assert pairs(SURE) == [("shop_id", ("town",))]


def test_few_groups_are_none():
    assert pairs(replace(SURE, groups=5)) == []


def test_what_is_nearly_always_the_same_follows_from_nothing():
    assert pairs(replace(SURE, commonest=0.99)) == []
    assert pairs(replace(SURE, commonest=1.0)) == []


def test_few_rows_are_none():
    assert pairs(replace(SURE, groups=10, repeats=12)) == []


def test_of_two_that_follow_from_each_other_the_name_follows_from_the_id():
    both = replace(SURE, right="shop_name"), replace(SURE, left="shop_name", right="shop_id")
    assert pairs(*both) == [("shop_id", ("shop_name",))]


def test_a_column_follows_from_one_other_at_most():
    assert pairs(SURE, replace(SURE, left="note")) == [("shop_id", ("town",))]


def test_what_shares_a_word_goes_first():
    akin = replace(SURE, left="town", right="town_size")
    found = dependencies(
        table({"shop_id": ["1", "2"], "town": ["x", "y"], "town_size": ["k", "l"]}),
        [replace(SURE, right="town_size"), akin],
    )
    assert [(each.left, each.right) for each in found] == [("town", ("town_size",))]


def test_columns_that_follow_from_one_are_said_together():
    assert pairs(SURE, replace(SURE, right="shop_name")) == [("shop_id", ("shop_name", "town"))]
