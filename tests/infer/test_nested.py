from __future__ import annotations

from dcl.infer.draft import written
from dcl.infer.nested import MOST_FIELDS, shape_of


def spelled(*values):
    shape = shape_of(values)
    return written(shape) + "?" * shape.optional


def test_scalars():
    assert spelled(1, 2) == "int"
    assert spelled(1, 2.5) == "float"
    assert spelled("a", None) == "text?"
    assert spelled(True) == "bool"


def test_values_of_several_kinds_may_be_anything():
    assert spelled(1, "a") == "any"
    assert spelled(1, True) == "any"


def test_lists_say_what_is_in_them():
    assert spelled([1], [2.5, 3]) == "list of float"
    assert spelled([1, None]) == "list of (int?)"
    assert spelled([]) == "list of any"
    assert spelled([[1.5]], []) == "list of list of float"


def test_records_say_which_fields_may_be_missing():
    assert spelled({"a": 1, "b": "x"}, {"a": 2}) == "{ a : int, b : text? }"


def test_fields_with_signs_in_their_names_are_renamed():
    assert spelled({"f f": 1, "F f": 2}) == '{ f_f : int named "f f", f_f_2 : int named "F f" }'


def test_a_dictionary_is_no_record():
    assert spelled({f"k{n}": n for n in range(MOST_FIELDS + 1)}) == "any"
    assert spelled({}) == "any"


def test_whole_numbers_beyond_64_bits_may_be_anything():
    assert spelled(2**70) == "any"


def test_depth_is_bounded():
    value: object = 1
    for _ in range(80):
        value = [value]
    assert spelled(value).endswith("any")
