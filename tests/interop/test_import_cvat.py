"""The labels of a CVAT project as a contract over its export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import dcl
from tests.interop.drafted import Imported, imported, refused


def label(name: str, *attributes: dict[str, Any], kind: str = "rectangle") -> dict[str, Any]:
    return {"name": name, "color": "#ff0000", "type": kind, "attributes": list(attributes)}


def attribute(kind: str, *values: str, name: str = "a") -> dict[str, Any]:
    return {"name": name, "mutable": False, "input_type": kind, "default_value": "", "values": list(values)}


def of(folder: Path, *labels: dict[str, Any]) -> Imported:
    return imported(folder, list(labels))


def test_labels_are_a_label_set_over_boxes(tmp_path: Path) -> None:
    found = of(tmp_path, label("car"), label("b us")).contract.checked
    assert list(found.tables) == ["images", "boxes"]
    assert [each.spelling for each in found.labels["label"].labels] == ["car", "b us"]
    assert found.tables["boxes"].columns["image_id"].references == ("images", "id")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (attribute("select", "x", "y"), 'one of { "x", "y" }'),
        (attribute("radio", "", "x"), 'one of { "x" }?'),
        (attribute("checkbox", "false", "true"), "bool"),
        (attribute("number", "0", "100", "1"), "int in 0..100"),
        (attribute("number", "0", "1", "0.001"), "float in 0..1"),
        (attribute("text", ""), "text?"),
        (attribute("select", "1", "2", "3"), "int in 1..3"),
        (attribute("select", "1", "3"), "int in { 1, 3 }"),
    ],
)
def test_attributes_are_columns(tmp_path: Path, given: dict[str, Any], said: str) -> None:
    found = of(tmp_path, label("car", given))
    assert found.line("a :") == f"a : {said}"
    assert found.losses == ()


def test_an_attribute_of_some_labels_may_be_missing(tmp_path: Path) -> None:
    found = of(tmp_path, label("car", attribute("select", "x")), label("bus"))
    assert found.line("a :") == 'a : one of { "x" }? "Of car."'


def test_labels_with_choices_of_their_own(tmp_path: Path) -> None:
    found = of(tmp_path, label("car", attribute("select", "x")), label("bus", attribute("select", "y")))
    assert found.line("a :") == 'a : one of { "x", "y" }'
    assert "each label has choices of its own" in found.losses[0]


def test_an_attribute_that_is_called_like_a_column_is_spelled_as_the_reader_does(tmp_path: Path) -> None:
    found = of(
        tmp_path, label("car", attribute("select", "x", name="label"), attribute("select", "y", name="occluded"))
    )
    columns = found.contract.checked.tables["boxes"].columns
    assert [columns[name].file_name for name in ("label_2", "occluded")] == ["attribute:label", "attribute:occluded"]


def test_each_kind_of_shape_is_a_table(tmp_path: Path) -> None:
    found = of(tmp_path, label("a"), label("b", kind="polygon"), label("c", kind="tag"), label("d", kind="ellipse"))
    assert list(found.contract.checked.tables) == ["images", "boxes", "polygons", "tags", "ellipses"]


def test_what_cannot_be_said_is_a_comment(tmp_path: Path) -> None:
    found = of(
        tmp_path, label("a", attribute("number", "0", "10", "5")), label("b", kind="any"), label("c", kind="star")
    )
    assert any("steps of 5" in each for each in found.losses)
    assert any("drawn in any shape" in each for each in found.losses)
    assert any("star" in each for each in found.losses)


def test_the_contract_reads_an_export_of_cvat(tmp_path: Path) -> None:
    of(tmp_path, label("car", attribute("select", "x", "y")))
    shape = '<box label="{}" occluded="0" xtl="1" ytl="1" xbr="2" ybr="2"><attribute name="a">x</attribute></box>'
    image = '<annotations><image id="0" name="a.jpg" width="9" height="9">{}</image></annotations>'
    path = tmp_path / "export.xml"
    contract = dcl.load(tmp_path / "imported.dcl")
    path.write_text(image.format(shape.format("car")), encoding="utf-8")
    assert contract.check(f"cvat:{path}").ok
    path.write_text(image.format(shape.format("cat")), encoding="utf-8")
    assert contract.check(f"cvat:{path}")["boxes.label.domain"].failed == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ([], "DCL833"),
        ([1, {}, {"name": 3}], "DCL833"),
        ([label("a", kind="star")], "DCL833"),
        ({"a": 1}, "DCL831"),
        (3, "DCL831"),
    ],
)
def test_what_lists_no_label_is_refused(content: Any, code: str) -> None:
    assert refused(content if content != 3 else "[3", "cvat")[0] == code
