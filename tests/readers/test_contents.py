"""Files of several tables: which tables of a contract they fill."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcl.ir.program import TableSpec, TextFormat
from dcl.readers.bind import bind_arguments
from dcl.readers.read import read_table
from tests.readers.help import program, spec, write

COCO = '{"images": [{"id": 1}], "annotations": [{"id": 7}, {"id": 8}], "weather": [{"rain": true}]}'
IMAGES, ANNOTATIONS, BOXES = spec("images"), spec("annotations"), spec("boxes")
WEATHER = spec("weather", may_be_absent=True)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.json", COCO)
    write(tmp_path / "b.json", COCO)
    write(tmp_path / "train.txt", "a O\n")
    write(tmp_path / "images.csv", "id\n1\n2\n3\n")
    return tmp_path


def sizes(*arguments: str, tables: tuple[TableSpec, ...]) -> dict[str, int]:
    """How many rows each table gets."""
    bindings, problems = bind_arguments(program(*tables), arguments, Path())
    assert problems == ()
    found = {}
    for binding in bindings:
        table, problems = read_table(binding, next(one for one in tables if one.name == binding.table))
        assert problems == ()
        assert table is not None
        found[binding.table] = len(list(table.rows()))
    return found


def refused(*arguments: str, tables: tuple[TableSpec, ...]) -> list[str]:
    bindings, problems = bind_arguments(program(*tables), arguments, Path())
    found = list(problems)
    for binding in bindings if not problems else ():
        found += read_table(binding, next(one for one in tables if one.name == binding.table))[1]
    assert all(problem.help for problem in found)
    return [f"{problem.id} {problem.message}" for problem in found]


def test_a_bare_file_fills_the_tables_of_its_names() -> None:
    assert sizes("coco:a.json", tables=(IMAGES, ANNOTATIONS)) == {"images": 1, "annotations": 2}


def test_it_fills_those_that_may_be_absent_too() -> None:
    assert sizes("coco:a.json", tables=(IMAGES, WEATHER)) == {"images": 1, "weather": 1}


def test_a_table_that_is_not_in_it_needs_data_as_ever(home: Path) -> None:
    assert refused("coco:a.json", tables=(IMAGES, BOXES)) == ["DCL604 `boxes` has no data"]
    assert sizes("coco:a.json", "boxes=images.csv", tables=(IMAGES, BOXES)) == {"images": 1, "boxes": 3}


def test_one_of_its_tables_can_be_named() -> None:
    tables = (IMAGES, BOXES)
    assert sizes("boxes=coco:a.json#annotations", "images=coco:a.json", tables=tables) == {"images": 1, "boxes": 2}
    assert sizes("coco:a.json#annotations", tables=(BOXES,)) == {"boxes": 2}


def test_a_file_is_parsed_once_for_all_its_tables() -> None:
    arguments = ["boxes=coco:a.json#annotations", "images=coco:a.json", "weather=coco:a.json"]
    bindings, _ = bind_arguments(program(IMAGES, BOXES, WEATHER), arguments, Path())
    assert len({id(binding.contents) for binding in bindings}) == 1
    bindings, _ = bind_arguments(program(IMAGES, ANNOTATIONS), ["coco:a.json"], Path())
    assert len({id(binding.contents) for binding in bindings}) == 1


def test_a_format_of_one_table_goes_where_the_argument_says() -> None:
    train, test = spec("train"), spec("test")
    assert sizes("train=conll:train.txt", "test=conll:train.txt", tables=(train, test)) == {"train": 1, "test": 1}
    assert sizes("conll:train.txt", tables=(train,)) == {"train": 1}


def test_the_format_statement_does_as_well_as_a_prefix(home: Path) -> None:
    coco = TextFormat(name="coco")
    images = spec("images", format=coco, sources=("a.json",))
    boxes = spec("boxes", format=coco, sources=("a.json#annotations",))
    assert sizes(tables=(images, boxes)) == {"images": 1, "boxes": 2}
    assert sizes("boxes=b.json#annotations", tables=(images, boxes)) == {"images": 1, "boxes": 2}


def test_an_argument_replaces_the_source_of_the_tables_it_fills() -> None:
    images = spec("images", sources=("images.csv",))
    boxes = spec("boxes", sources=("images.csv",))
    assert sizes("coco:a.json", tables=(images, boxes)) == {"images": 1, "boxes": 3}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("coco:a.json", "coco:b.json"), "DCL602 `images` gets data twice: from `coco:a.json` and from `coco:b.json`"),
        (
            ("coco:a.json", "images=images.csv"),
            "DCL602 `images` gets data twice: from `images=images.csv` and from `coco:a.json`",
        ),
        (("coco:none.json",), "DCL606 there is no file `none.json`"),
        (
            ("coco:images.csv",),
            "DCL619 line 1 of `images.csv` cannot be read: it is not JSON there (expecting value)",
        ),
        (
            ("images=coco:a.json#pictures",),
            "DCL624 `a.json` holds no table `pictures`: it has `images`, `annotations`, `weather`",
        ),
    ],
)
def test_what_cannot_be_tied_is_told(arguments: tuple[str, ...], message: str) -> None:
    assert refused(*arguments, tables=(IMAGES,)) == [message]


def test_a_file_that_fills_nothing_is_told_with_the_names_on_both_sides() -> None:
    [message] = refused("coco:a.json", tables=(BOXES, spec("pictures")))
    assert message == (
        "DCL623 `coco:a.json` fills no table: it has `images`, `annotations` and `weather`, "
        "the contract has `boxes` and `pictures`"
    )


def test_a_yolo_source_stays_in_the_folder_of_the_contract(home: Path) -> None:
    write(home / "set" / "a.txt", "0 0 0 0 0\n")
    write(home / "classes.txt", "car\n")
    boxes = spec("boxes", format=TextFormat(name="yolo"), sources=("set",))
    assert sizes(tables=(boxes,)) == {"boxes": 1}
    (home / "set" / "b.txt").symlink_to("/etc/hostname")
    assert refused(tables=(boxes,)) == ["DCL609 the `source` `set/b.txt` of `boxes` leads out of the contract's folder"]
