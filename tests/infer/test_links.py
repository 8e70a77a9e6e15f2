"""Keys, unique columns and references."""

from __future__ import annotations

from dcl.infer.links import Link, best_pair, keys_of, possible_links
from tests.infer.facts_of import table

NOBODY: frozenset[str] = frozenset()
ROWS = range(60)


def keys(columns, name="things"):
    return keys_of(table(columns, name), NOBODY, NOBODY)


def test_an_id_is_the_key():
    assert keys({"note": [f"n {n}" for n in ROWS], "id": [str(n) for n in ROWS]}).key == "id"


def test_what_the_table_is_called_after_is_its_key():
    assert keys({"code": [f"c{n}" for n in ROWS], "image": [f"i{n}" for n in ROWS]}, "images").key == "image"


def test_an_id_that_stands_twice_is_no_key():
    found = keys({"id": [*map(str, ROWS), "7"]})
    assert found.key is None


def test_an_id_that_nearly_is_a_key_is_pointed_out():
    values = [*(str(n) for n in range(300)), "7"]
    assert keys({"id": values}).doubles == {"id": "nearly a key, but these stand in several rows: 7"}


def test_numbers_that_happen_to_differ_are_no_key():
    assert keys({"label": ["a"] * 60, "weight": [str(n * 3) for n in ROWS]}).key is None


def test_floats_are_never_a_key():
    assert keys({"id": [f"{n}.5" for n in ROWS]}).key is None


def test_prose_is_never_a_key():
    assert keys({"title": [f"a title no {n}" for n in ROWS]}).key is None


def test_a_second_id_is_unique():
    found = keys({"id": [str(n) for n in ROWS], "order_number": [str(n * 7) for n in ROWS]})
    assert (found.key, found.unique) == ("id", ("order_number",))


def test_people_are_no_keys():
    assert keys({"email": [f"p{n}@acme.example" for n in ROWS]}).key is None


def test_a_name_that_fits_makes_a_possible_link():
    images = table({"id": ["1", "2", "3"]}, "images")
    boxes = table({"box": ["1", "2", "3"], "image_id": ["1", "2", "1"]}, "boxes")
    assert possible_links([images, boxes]) == [Link("boxes", "image_id", "images", "id")]


def test_the_same_name_makes_a_possible_link():
    essays = table({"essay": ["1", "2", "3"]}, "essays")
    ratings = table({"essay": ["1", "2", "1"], "grade": ["1", "2", "3"]}, "ratings")
    assert possible_links([ratings, essays]) == [Link("ratings", "essay", "essays", "essay")]


def test_small_numbers_alone_make_no_link():
    one = table({"id": ["1", "2", "3"]}, "images")
    two = table({"count": ["1", "2", "1"]}, "boxes")
    assert possible_links([one, two]) == []


def test_columns_called_id_do_not_point_at_each_other():
    assert possible_links([table({"id": ["1", "2"]}, "a"), table({"id": ["1", "2"]}, "b")]) == []


def test_of_two_types_no_link():
    images = table({"id": ["1", "2", "3"]}, "images")
    boxes = table({"image_id": ["a", "b", "c"]}, "boxes")
    assert possible_links([images, boxes]) == []


def test_two_columns_that_would_often_meet_by_chance_are_unique_together():
    found = table({"worker": ["a"], "item": ["b"]})
    assert best_pair(found, {("worker", "item"): 500.0}) == ("worker", "item")


def test_two_columns_that_would_hardly_meet_say_nothing():
    found = table({"worker": ["a"], "item": ["b"]})
    assert best_pair(found, {("worker", "item"): 3.0}) is None


def test_two_columns_that_name_no_thing_say_nothing():
    found = table({"left": ["a"], "colour": ["b"]})
    assert best_pair(found, {("left", "colour"): 500.0}) is None
