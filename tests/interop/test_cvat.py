"""The labels of a CVAT project say what the contract allows, in the terms that CVAT takes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dcl.interop.colours import colours, contrast_with_white
from dcl.interop.cvat import export
from dcl.interop.exported import NoExport
from tests.contract_text import compiled
from tests.interop.gallery import TABLES, contract

BOXES = "table t {\n id : int key\n label : k\n x : float\n y : float\n w : float\n h : float\n"


def labels(folder: Path, columns: str = "", sets: str = "labels k { car\n van }\n") -> list[dict[str, Any]]:
    return json.loads(export(compiled(folder, f"{sets}{BOXES}{columns} }}\n"), "t").text)


def attribute(folder: Path, column: str) -> dict[str, Any]:
    return labels(folder, column)[0]["attributes"][0]


def check_attribute(given: dict[str, Any]) -> None:
    """The rules by which CVAT's label constructor takes or refuses an attribute."""
    assert given.keys() == {"name", "mutable", "input_type", "default_value", "values"}
    assert 0 < len(given["name"].strip()) <= 64
    assert given["input_type"] in ("checkbox", "number", "text", "radio", "select")
    assert isinstance(given["mutable"], bool)
    values = given["values"]
    assert values
    assert all(isinstance(value, str) and value == value.strip() for value in values)
    if given["input_type"] == "number":
        low, high, step = map(float, values)
        assert low < high
        assert 0 < step <= high - low
        assert low <= float(given["default_value"]) <= high
    else:
        assert len(set(values)) == len(values)
        assert given["input_type"] != "checkbox" or set(values) == {"true", "false"}
        assert given["default_value"] in values
    assert len(given["default_value"]) <= 128


def check_labels(given: list[dict[str, Any]]) -> None:
    names = [label["name"] for label in given]
    assert len(set(names)) == len(names) > 0
    for label in given:
        assert label.keys() == {"name", "color", "type", "attributes"}
        assert 0 < len(label["name"].strip()) <= 64
        assert re.fullmatch("#[0-9a-f]{6}", label["color"])
        assert label["type"] in ("rectangle", "tag")
        attributes = [each["name"] for each in label["attributes"]]
        assert len(set(attributes)) == len(attributes)
        for each in label["attributes"]:
            check_attribute(each)


def taken(name: str, table: str) -> bool:
    try:
        export(contract(name), table)
    except NoExport:
        return False
    return True


@pytest.mark.parametrize(("name", "table"), [pair for pair in TABLES if taken(*pair)])
def test_every_table_with_boxes_or_pictures_is_as_cvat_takes_it(name: str, table: str) -> None:
    check_labels(json.loads(export(contract(name), table).text))


def test_a_table_without_boxes_is_refused() -> None:
    with pytest.raises(NoExport, match="`messages` holds no boxes"):
        export(contract("intents"), "messages")


@pytest.mark.parametrize("name", ["street_boxes", "shelves", "voc", "yolo"])
def test_boxes_of_the_gallery_have_their_labels(name: str) -> None:
    table = "objects" if name == "voc" else "boxes"
    made = json.loads(export(contract(name), table).text)
    spellings = [label.spelling for labels in contract(name).checked.labels.values() for label in labels.labels]
    assert [label["name"] for label in made] == spellings
    assert {label["type"] for label in made} == {"rectangle"}


def test_the_spelling_in_the_data_is_the_name(tmp_path: Path) -> None:
    made = labels(tmp_path, sets='labels k { car named "0"\n van }\n')
    assert [label["name"] for label in made] == ["0", "van"]


def test_few_choices_are_buttons_and_many_a_list(tmp_path: Path) -> None:
    few = attribute(tmp_path, 'c : one of { "a", "b" }')
    assert (few["input_type"], few["values"], few["default_value"]) == ("radio", ["a", "b"], "a")
    assert attribute(tmp_path, 'c : one of { "a", "b", "c", "d", "e" }')["input_type"] == "select"


def test_what_may_be_missing_has_an_empty_choice(tmp_path: Path) -> None:
    made = attribute(tmp_path, 'c : one of { "a", "b" }?')
    assert (made["values"], made["default_value"]) == (["", "a", "b"], "")


def test_numbers_have_both_ends_and_a_step(tmp_path: Path) -> None:
    assert attribute(tmp_path, "c : int in 0..100")["values"] == ["0", "100", "1"]
    assert attribute(tmp_path, "c : float in 0.5..1")["values"] == ["0.5", "1", "0.001"]
    assert attribute(tmp_path, "c : int in 1..3")["values"] == ["1", "2", "3"]


def test_a_number_without_ends_is_written_and_checked_later(tmp_path: Path) -> None:
    made = export(compiled(tmp_path, f"labels k {{ car }}\n{BOXES} c : int >= 0 }}\n"), "t")
    assert json.loads(made.text)[0]["attributes"][0]["input_type"] == "text"
    assert "t.c.range" in {each.id for each in made.left_out}


def test_yes_or_no_is_a_checkbox(tmp_path: Path) -> None:
    made = attribute(tmp_path, "c : bool")
    assert (made["input_type"], made["values"], made["default_value"]) == ("checkbox", ["false", "true"], "false")


def test_what_cvat_says_of_every_shape_is_no_attribute() -> None:
    exported = export(contract("shelves"), "boxes")
    assert [each["name"] for each in json.loads(exported.text)[0]["attributes"]] == ["reads"]
    assert any("CVAT asks for it by itself" in each.why for each in exported.left_out)


def test_a_list_is_no_attribute() -> None:
    left_out = {each.id: each.why for each in export(contract("street_boxes"), "boxes").left_out}
    assert "an attribute of CVAT holds one value, and this column a list" in left_out["boxes.tags"]
    assert not any(id_.startswith("boxes.tags.") for id_ in left_out)


def test_labels_of_pictures_are_tags() -> None:
    made = json.loads(export(contract("splits"), "train").text)
    assert [(label["name"], label["type"]) for label in made] == [("harmless", "tag"), ("suspicious", "tag")]


def test_names_that_cvat_refuses_are_left_out(tmp_path: Path) -> None:
    long = "x" * 65
    exported = export(compiled(tmp_path, f'labels k {{ car\n {long}\n b named " b" }}\n{BOXES} }}\n'), "t")
    assert [label["name"] for label in json.loads(exported.text)] == ["car"]
    assert len([each for each in exported.left_out if "CVAT takes no name like" in each.why]) == 2


def test_colours_are_the_same_each_time_far_apart_and_dark_enough_for_white_letters() -> None:
    found = colours(100)
    assert found == colours(100)
    assert len(set(found)) == 100
    assert found[:10] == colours(10)
    for colour in found:
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        assert contrast_with_white(red, green, blue) > 4.4


@pytest.mark.tools
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["street_boxes", "shelves", "voc", "yolo", "taco"])
def test_the_models_of_cvat_take_them(name: str) -> None:
    models = pytest.importorskip("cvat_sdk.models")
    table = {"voc": "objects", "taco": "annotations"}.get(name, "boxes")
    for label in json.loads(export(contract(name), table).text):
        attributes = [models.AttributeRequest(**each) for each in label["attributes"]]
        made = models.PatchedLabelRequest(
            name=label["name"], color=label["color"], type=label["type"], attributes=attributes
        )
        assert made.to_dict()["name"] == label["name"]
