from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dcl.readers.bind import bind_path
from dcl.readers.read import read_table
from tests.readers.help import rows, spec, write


@pytest.fixture
def street(tmp_path: Path) -> Path:
    """A folder with two splits, pictures and a class list."""
    write(tmp_path / "data.yaml", "path: .\nnc: 2\nnames:\n  0: car\n  1: truck\n")
    write(tmp_path / "labels" / "train" / "a.txt", "0 0.5 0.5 0.2 0.1\n\n1 0.1 0.1 0.3 abc 0.9\n")
    write(tmp_path / "labels" / "train" / "empty.txt", "")
    write(tmp_path / "labels" / "val" / "a.txt", "1 0 0 1 0 1 1 0 1\n")
    write(tmp_path / "images" / "train" / "a.jpg", b"")
    write(tmp_path / "images" / "train" / "alone.png", b"")
    write(tmp_path / "train.txt", "images/train/a.jpg\n")
    return tmp_path


def found(path: Path | str, name: str, *columns: str) -> list[tuple[str | None, ...]]:
    table_spec = spec(name, columns)
    binding, problem = bind_path(table_spec, f"yolo:{path}")
    assert problem is None
    assert binding is not None
    table, problems = read_table(binding, table_spec)
    assert problems == ()
    assert table is not None
    return rows(table)


def refused(path: Path, name: str = "boxes") -> str:
    binding, problem = bind_path(spec(name), f"yolo:{path}")
    problems = (problem,) if problem else ()
    if binding:
        _, problems = read_table(binding, spec(name))
    assert problems[0].help
    return f"{problems[0].id} {problems[0].message}".replace(f"{path}/", "").replace(str(path), "DATA")


def test_each_row_of_labels_is_a_box_of_its_image(street: Path) -> None:
    assert found(street, "boxes") == [
        ("train/a", "1", "0", "0.5", "0.5", "0.2", "0.1", None),
        ("train/a", "2", "1", "0.1", "0.1", "0.3", "abc", "0.9"),
    ]


def test_a_row_of_corners_is_a_polygon(street: Path) -> None:
    assert found(street, "polygons") == [("val/a", "1", "1", "0 0 1 0 1 1 0 1")]


def test_an_image_is_known_by_its_labels_or_its_picture(street: Path) -> None:
    assert found(street, "images") == [("train/a",), ("train/alone",), ("train/empty",), ("val/a",)]


def test_which_of_the_two_an_image_has_is_there_where_the_contract_asks(street: Path) -> None:
    assert found(street, "images", "image", "picture", "labels")[:2] == [
        ("train/a", "images/train/a.jpg", "labels/train/a.txt"),
        ("train/alone", "images/train/alone.png", None),
    ]


def test_classes_are_numbered_as_the_labels_name_them(street: Path) -> None:
    assert found(street, "classes") == [("0", "car"), ("1", "truck")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data.yaml", "names: [car, truck]"),
        ("classes.txt", "car\r\ntruck\n\n"),
        ("obj.names", "car\ntruck"),
        ("street.names", "car\ntruck"),
    ],
)
def test_class_lists_come_in_several_kinds(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path / "a.txt", "0 0 0 0 0\n")
    write(tmp_path / name, text)
    assert found(tmp_path, "classes") == [("0", "car"), ("1", "truck")]
    assert found(tmp_path, "images") == [("a",)]


def test_the_class_list_may_lie_above_the_labels(street: Path) -> None:
    assert found(street / "labels", "classes") == [("0", "car"), ("1", "truck")]
    assert found(f"{street}/labels/train/*.txt", "classes") == [("0", "car"), ("1", "truck")]


def test_a_data_set_may_be_named_by_its_class_list(street: Path) -> None:
    assert found(street / "data.yaml", "polygons") == [("val/a", "1", "1", "0 0 1 0 1 1 0 1")]


def test_key_points_follow_a_box_where_the_class_list_says_how_many(tmp_path: Path) -> None:
    write(tmp_path / "data.yaml", "names: [person]\nkpt_shape: [1, 3]\n")
    write(tmp_path / "a.txt", "0 .1 .2 .3 .4 .5 .6 2\n")
    assert found(tmp_path, "boxes") == [("a", "1", "0", ".1", ".2", ".3", ".4", ".5 .6 2")]


def test_two_pictures_of_one_name_are_two_images(tmp_path: Path) -> None:
    for name in ("images/a.jpg", "images/a.png", "labels/a.txt"):
        write(tmp_path / name, "")
    assert found(tmp_path, "images", "picture") == [("a", "images/a.jpg"), ("a", "images/a.png")]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.txt": "0 1 2\n"}, "DCL613 line 1 of `a.txt` has 3 values, and no shape of YOLO has as many"),
        ({"a.txt": b"0 0 0 0 \xff\n"}, "DCL612 line 1 of `a.txt` is not text in UTF-8"),
        ({"a.txt": b"0\0\n"}, "DCL612 line 1 of `a.txt` holds a NUL byte, which no text does"),
        ({"a.jpg": ""}, "DCL605 `DATA` holds no labels: no text file with one box a line"),
        ({"a.txt": "", "data.yaml": "train: x\n"}, "DCL620 `data.yaml` lists no classes: it has no `names`"),
        (
            {"a.txt": "", "data.yaml": "names: [a\n"},
            "DCL619 `data.yaml` cannot be read: expected ',' or ']', but got '<stream end>' on line 1",
        ),
        (
            {"a.txt": "", "data.yaml": "a: &a [x, x]\nnames: [*a, *a]\n"},
            "DCL619 `data.yaml` cannot be read: it uses aliases (`*name`)",
        ),
        (
            {"a.txt": "", "data.yaml": "names: !unsafe x\n"},
            "DCL619 `data.yaml` cannot be read: could not determine a constructor for the tag '!unsafe' on line 1",
        ),
        (
            {"a.txt": "", "data.yaml": "names: " + "[" * 5000},
            "DCL619 `data.yaml` cannot be read: it is not YAML that can be read",
        ),
        (
            {"a.txt": "", "classes.txt": "car\n", "data.yaml": "names: [truck]\n"},
            "DCL618 `classes.txt` and `data.yaml` list different classes",
        ),
    ],
)
def test_a_broken_data_set_is_refused(tmp_path: Path, files: dict[str, str | bytes], message: str) -> None:
    for name, text in files.items():
        write(tmp_path / name, text)
    assert refused(tmp_path) == message


def test_without_a_class_list_there_is_no_table_of_classes(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "labels" / "a.txt", "")
    message = refused(tmp_path / "a" / "b" / "labels", "classes")
    assert message == "DCL624 `DATA` holds no table `classes`: it has `images`, `boxes`, `polygons`"


def test_yaml_without_its_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", "")
    write(tmp_path / "data.yaml", "names: [car]\n")
    monkeypatch.setitem(sys.modules, "yaml", None)
    message = refused(tmp_path)
    assert message == "DCL627 `data.yaml` is YAML, which is read with the package PyYAML, and that is not installed"
