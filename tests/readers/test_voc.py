from __future__ import annotations

from pathlib import Path

import pytest

from dcl.tables.table import CellKind
from tests.readers.help import part, part_refusal, rows, write

STREET = """<?xml version="1.0"?>
<annotation>
  <folder>street</folder>
  <filename>a.jpg</filename>
  <source><database>our own</database></source>
  <size><width>640</width><height>480</height><depth>3</depth></size>
  <segmented>0</segmented>
  <object>
    <name>person</name><pose>Left</pose><truncated>1</truncated><difficult>0</difficult>
    <bndbox><xmin>1</xmin><ymin>2</ymin><xmax>30.5</xmax><ymax>40</ymax></bndbox>
    <part><name>head</name><bndbox><xmin>5</xmin><ymin>6</ymin><xmax>7</xmax><ymax>8</ymax></bndbox></part>
  </object>
  <object>
    <name> car </name><pose/>
    <bndbox><xmin>9</xmin><ymin>9</ymin><xmax>3</xmax><ymax>99</ymax></bndbox>
    <polygon><x>1</x><y>2</y><x>3</x><y>4</y></polygon>
  </object>
</annotation>
"""
EMPTY = "<annotation><filename>b.jpg</filename><size><width>1</width></size></annotation>"


@pytest.fixture
def street(tmp_path: Path) -> Path:
    return write(tmp_path / "a.xml", STREET)


def test_an_image_is_a_row_with_its_size(street: Path) -> None:
    table = part("images", street, format="voc")
    assert table.kind is CellKind.TEXT
    assert list(table.rows()) == [
        {"filename": "a.jpg", "folder": "street", "width": "640", "height": "480", "depth": "3", "segmented": "0"}
    ]


def test_an_object_is_a_row_that_names_its_image(street: Path) -> None:
    table = part("objects", street, format="voc")
    corners = ("xmin", "ymin", "xmax", "ymax")
    assert table.columns == ("filename", "position", "name", "pose", "truncated", "difficult", *corners)
    assert rows(table) == [
        ("a.jpg", "1", "person", "Left", "1", "0", "1", "2", "30.5", "40"),
        ("a.jpg", "2", "car", None, None, None, "9", "9", "3", "99"),
    ]


def test_the_parts_of_an_object_are_a_table(street: Path) -> None:
    assert rows(part("parts", street, format="voc")) == [("a.jpg", "1", "1", "head", "5", "6", "7", "8")]


def test_what_lies_deeper_is_a_column_where_the_contract_names_it(street: Path) -> None:
    images = part("images", street, format="voc", columns=("source/database", "file"))
    assert [(row["source/database"], row["file"]) for row in images.rows()] == [("our own", "a.xml")]
    objects = part("objects", street, format="voc", columns=("polygon/x", "polygon/y"))
    assert [(row["polygon/x"], row["polygon/y"]) for row in objects.rows()] == [(None, None), ("1;3", "2;4")]


def test_an_image_without_objects_is_an_image_all_the_same(street: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "b.xml", EMPTY)
    assert [row["filename"] for row in part("images", street, other, format="voc").rows()] == ["a.jpg", "b.jpg"]
    assert rows(part("objects", other, format="voc")) == []


def test_a_declared_column_that_no_file_has_is_missing_not_absent(street: Path) -> None:
    table = part("objects", street, format="voc", columns=("occluded", "ocluded"))
    assert "occluded" in table.columns
    assert "ocluded" not in table.columns
    assert {row["occluded"] for row in table.rows()} == {None}


ENTITY = "DCL625 line 1 of `a.xml` cannot be read: it declares an entity, which could make it grow without bounds"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "DCL616 `a.xml` is empty"),
        ("name,x\n", "DCL610 `a.xml` holds text, not Pascal VOC"),
        ("<html></html>", "DCL610 `a.xml` holds XML that begins with `<html>`, not Pascal VOC"),
        ("<annotation>\n<object>", "DCL625 line 2 of `a.xml` cannot be read: it breaks off before its end"),
        ("<annotation>\n</object>", "DCL625 line 2 of `a.xml` cannot be read: it is not XML there (mismatched tag)"),
        (
            b"<annotation>\xff</annotation>",
            "DCL625 line 1 of `a.xml` cannot be read: it is not XML there (not well-formed (invalid token))",
        ),
        (
            '<?xml version="1.0" encoding="klingon"?><annotation/>',
            "DCL625 line 1 of `a.xml` cannot be read: its encoding is not one that can be read",
        ),
        (
            "<annotation><size><width>1</width>\n<width>2</width></size></annotation>",
            "DCL620 line 2 of `a.xml` cannot be read: `<annotation>` has two values `width`",
        ),
        (
            "<annotation>" + "<a>" * 200,
            "DCL620 line 1 of `a.xml` cannot be read: elements nest more than 100 deep",
        ),
        ('<!DOCTYPE a [<!ENTITY x "xx">\n<!ENTITY y "&x;&x;">]><annotation>&y;</annotation>', ENTITY),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><annotation>&x;</annotation>', ENTITY),
        ('<!DOCTYPE a [<!ENTITY % x SYSTEM "http://a/b"> %x;]><annotation/>', ENTITY),
        ("version https://git-lfs.github.com/spec/v1\n", "DCL611 `a.xml` holds only a Git LFS pointer, not the data"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert part_refusal("images", write(tmp_path / "a.xml", text), format="voc") == message


def test_other_encodings_are_read_as_the_file_says(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="{}"?><annotation><filename>é.jpg</filename></annotation>'
    for encoding in ("iso-8859-1", "utf-16", "cp1252"):
        path = write(tmp_path / "a.xml", text.format(encoding).encode(encoding))
        assert rows(part("images", path, format="voc")) == [("é.jpg",)]
