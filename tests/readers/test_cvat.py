from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.help import part, part_refusal, rows, write

STREET = """<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta><task><id>1</id><labels>
    <label><name>car</name><color>#fff</color><type>any</type><attributes>
      <attribute><name>parked</name></attribute><attribute><name>label</name></attribute>
      <attribute><name>speed</name></attribute>
    </attributes></label>
    <label><name>rider</name></label>
  </labels></task></meta>
  <image id="0" name="a.jpg" width="640" height="480">
    <box label="car" source="manual" occluded="0" xtl="1.5" ytl="2" xbr="30" ybr="40" z_order="0">
      <attribute name="parked">true</attribute><attribute name="label">A1</attribute>
    </box>
    <polygon label="car" occluded="1" points="1,2;3,4;5,6" z_order="1"/>
    <box label="truck" occluded="0" xtl="0" ytl="0" xbr="-1" ybr="4"><attribute name="parked"></attribute></box>
    <skeleton label="rider" z_order="0">
      <points label="head" outside="0" occluded="0" points="7,8"><attribute name="sure">no</attribute></points>
      <attribute name="helmet">yes</attribute>
    </skeleton>
    <tag label="sunny" source="manual"/>
  </image>
  <image id="1" name="b.jpg" width="640" height="480"/>
</annotations>
"""


@pytest.fixture
def street(tmp_path: Path) -> Path:
    return write(tmp_path / "a.xml", STREET)


def test_images_are_rows_also_without_shapes(street: Path) -> None:
    table = part("images", street, format="cvat")
    assert table.columns == ("id", "name", "width", "height")
    assert rows(table) == [("0", "a.jpg", "640", "480"), ("1", "b.jpg", "640", "480")]


def test_boxes_have_their_attributes_as_columns(street: Path) -> None:
    found = list(part("boxes", street, format="cvat").rows())
    assert [(box["image_id"], box["position"], box["label"], box["parked"], box["xtl"]) for box in found] == [
        ("0", "1", "car", "true", "1.5"),
        ("0", "2", "truck", None, "0"),
    ]


def test_an_attribute_with_the_name_of_a_column_is_told_apart(street: Path) -> None:
    assert [box["attribute:label"] for box in part("boxes", street, format="cvat").rows()] == ["A1", None]


def test_a_declared_attribute_that_no_shape_has_is_missing(street: Path) -> None:
    table = part("boxes", street, format="cvat", columns=("speed", "sped"))
    assert "speed" in table.columns
    assert "sped" not in table.columns


def test_each_shape_has_a_table(street: Path) -> None:
    assert rows(part("polygons", street, format="cvat")) == [("0", "1", "car", "1", "1,2;3,4;5,6", "1")]
    assert rows(part("tags", street, format="cvat")) == [("0", "1", "sunny", "manual")]
    assert rows(part("ellipses", street, format="cvat")) == []


def test_the_points_of_a_skeleton_are_a_table(street: Path) -> None:
    assert rows(part("skeletons", street, format="cvat")) == [("0", "1", "rider", "0", "yes")]
    assert rows(part("skeleton_points", street, format="cvat")) == [("0", "1", "1", "head", "0", "0", "7,8", "no")]


def test_the_labels_of_the_task_are_a_table(street: Path) -> None:
    assert rows(part("labels", street, format="cvat")) == [("car", "#fff", "any"), ("rider", None, None)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<annotation/>", "DCL610 `a.xml` holds XML that begins with `<annotation>`, not CVAT for images"),
        (
            "<annotations><track/></annotations>",
            "DCL610 `a.xml` holds tracks of a video (CVAT for video), not images",
        ),
        (
            "<annotations><image>\n<blob/></image></annotations>",
            "DCL620 line 2 of `a.xml` cannot be read: `<blob>` is no shape of CVAT",
        ),
        (
            '<annotations><image><box><attribute name="a"/>\n<attribute name="a"/></box></image></annotations>',
            "DCL620 line 2 of `a.xml` cannot be read: a shape has two attributes `a`",
        ),
        ('<annotations><image id="1" id="2"/></annotations>', "DCL625 line 1 of `a.xml` cannot be read"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    assert part_refusal("images", write(tmp_path / "a.xml", text), format="cvat").startswith(message)
