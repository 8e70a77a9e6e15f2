from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dcl.readers.bind import bind_path
from dcl.readers.read import read_table
from dcl.tables.table import CellKind
from tests.readers.help import part, part_refusal, rows, spec, write
from tests.shared_data import shared

STREET: dict[str, Any] = {
    "info": {"year": 2026, "version": None},
    "images": [{"id": 1, "file_name": "a.jpg", "width": 640, "height": 480}, {"id": 2, "file_name": "b.jpg"}],
    "annotations": [
        {"id": 7, "image_id": 1, "category_id": 3, "bbox": [1, 2.5, 30, 40], "segmentation": [[1, 2, 3, 4, 5, 6]]},
        {"id": 7, "image_id": 9, "category_id": 3, "bbox": [0, 0, 1, 1], "keypoints": [1, 2, 2]},
    ],
    "categories": [{"id": 3, "name": "car", "supercategory": "vehicle"}],
    "licenses": [],
    "weather": [{"image_id": 1, "rain": True}],
    "version": "1.1",
    "splits": ["train"],
}


@pytest.fixture
def street(tmp_path: Path) -> Path:
    return write(tmp_path / "street.json", json.dumps(STREET))


@pytest.mark.parametrize("name", ["images", "annotations", "categories", "weather"])
def test_each_list_of_records_is_a_table(street: Path, name: str) -> None:
    table = part(name, street, format="coco")
    assert table.kind is CellKind.JSON
    assert list(table.rows()) == STREET[name]


def test_an_id_used_twice_and_an_orphan_are_data(street: Path) -> None:
    assert [row["id"] for row in part("annotations", street, format="coco").rows()] == [7, 7]
    assert [row["image_id"] for row in part("annotations", street, format="coco").rows()] == [1, 9]


def test_info_is_a_table_of_one_record(street: Path) -> None:
    assert list(part("info", street, format="coco").rows()) == [STREET["info"]]


def test_an_empty_list_is_a_table_without_rows(street: Path) -> None:
    table = part("licenses", street, format="coco", columns=("id", "name"))
    assert table.columns == ("id", "name")
    assert rows(table) == []


def test_the_files_of_a_glob_follow_each_other(tmp_path: Path) -> None:
    one = write(tmp_path / "1.json", '{"images": [{"id": 1}], "annotations": []}')
    two = write(tmp_path / "2.json", '{"images": [{"id": 1}, {"id": 2}]}')
    assert rows(part("images", one, two, format="coco")) == [(1,), (1,), (2,)]


def test_a_table_of_another_name_takes_the_one_after_the_sign(street: Path) -> None:
    binding, problem = bind_path(spec("boxes"), f"coco:{street}#annotations")
    assert problem is None
    assert binding is not None
    table, _ = read_table(binding, spec("boxes"))
    assert table is not None
    assert [row["id"] for row in table.rows()] == [7, 7]


def test_a_table_that_is_not_in_the_file_is_told_those_that_are(street: Path) -> None:
    assert part_refusal("boxes", street, format="coco") == (
        "DCL624 `shown` holds no table `boxes`: it has `images`, `annotations`, `categories`, `info`, `licenses`, "
        "`weather`"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "DCL616 `a.json` is empty"),
        ("[]", "DCL610 `a.json` holds a list of records, not COCO, which is one object of lists"),
        ("7", "DCL619 line 1 of `a.json` cannot be read: it holds a number where an object should be"),
        (
            '{"boxes": []}',
            "DCL610 `a.json` is not COCO: it has none of the lists `images`, `annotations`, `categories`",
        ),
        ('{\n"images": {}}', "DCL619 line 2 of `a.json` holds a record where the list `images` should be"),
        ('{"images": [\n1]}', "DCL620 line 2 of `a.json` holds a number where a record should be"),
        ('{"images": [{"id": 1}', "DCL619 line 1 of `a.json` cannot be read: it breaks off before its list is closed"),
        ('{"images": []', "DCL619 line 1 of `a.json` cannot be read: it breaks off before its end"),
        ('{"images" []}', "DCL619 line 1 of `a.json` cannot be read: a colon is missing there"),
        ('{"images": [] "annotations": []}', "DCL619 line 1 of `a.json` cannot be read: a comma is missing there"),
        ('{"images": []}\n{}', "DCL619 line 2 of `a.json` cannot be read: something follows after its object"),
        ('{"images": [],\n"images": []}', "DCL620 line 2 of `a.json` cannot be read: it has `images` twice"),
        (
            '{"images": [{"id": 1, "id": 2}]}',
            "DCL620 line 1 of `a.json` cannot be read: a record has the key `id` twice",
        ),
        ('{"images": ' + "[" * 100_000, "DCL620 line 1 of `a.json` cannot be read: a record nests too deep"),
        (b'{"images": [{"id": "\xff"}]}', "DCL612 line 1 of `a.json` is not text in UTF-8"),
        (
            "version https://git-lfs.github.com/spec/v1\n",
            "DCL611 `a.json` holds only a Git LFS pointer, not the data",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert part_refusal("images", write(tmp_path / "a.json", text), format="coco") == message


def test_taco_is_read_whole() -> None:
    path = shared("taco/annotations.json")
    sizes = {name: len(rows(part(name, path, format="coco"))) for name in ("images", "annotations", "categories")}
    assert sizes == {"images": 1500, "annotations": 4784, "categories": 60}
    assert len(rows(part("scene_annotations", path, format="coco"))) == 4296
    ids = [row["id"] for row in part("annotations", path, format="coco").rows()]
    assert len(ids) - len(set(ids)) == 2
