"""What is offered where somebody types. The caret is `‸`; what stands behind it is there already."""

from __future__ import annotations

import pytest

from dcl.lsp.completion import completion
from dcl.lsp.items import Item
from tests.lsp.texts import HEADER, STREET, opened


def offered(folder, tail: str) -> list[Item]:
    """What is offered at the caret in some text behind the contract, whose good state was seen before."""
    file = opened(folder, STREET)
    file.workspace.analysis(file.path)
    now = opened(folder, STREET + "\n" + tail, workspace=file.workspace)
    found = completion(now.workspace, now.source, now.offset)
    return [] if found is None else found[0]


def labels(items: list[Item], *kinds: str) -> list[str]:
    return [item.label for item in items if not kinds or item.kind in kinds]


COLUMNS = ["box_id", "image_id", "label", "w", "shape", "tags", "note", "batch", "area"]
LABELS = ["car", "truck", "rider", "cyclist"]


@pytest.mark.parametrize(
    ("tail", "wanted"),
    [
        ("table t {\n  a : ‸", ["int", "text", "road_user", "list of", "one of"]),
        ("table t {\n  a : list of ‸", ["int", "road_user"]),
        ("table t {\n  a : int ‸", ["key", "references", "in", "unique", "may be absent"]),
        ("table t {\n  a : int references ‸", ["images", "boxes", "last_release"]),
        ("table t {\n  a : int references images.‸", ["image_id", "width"]),
        ("table t {\n  a : int >= ‸", ["min_side"]),
        ("table t {\n  a : text in ‸", ["strange"]),
        ("table t {\n  a : text matches ‸", ["plate"]),
        ("table t {\n  a : text format ‸", ["email", "url"]),
        ("table t {\n  ‸", ["let", "source", "unique", "may be empty"]),
        ("table t {\n  a : int\n  unique ‸", []),
        ("table t {\n  format ‸", ["csv", "parquet"]),
        ("table t {\n  format csv(‸", ["separator", "decimal"]),
        ("table t like ‸", ["images", "boxes"]),
        ("table t from ‸", ["images", "boxes"]),
        ("table t from boxes.‸", ["tags"]),
        ("table t from boxes per ‸", ["image_id", "label"]),
        ("‸", ["table", "rule", "labels", "let", "use"]),
        ("rule r on ‸", ["images", "boxes"]),
        ("rule r on boxes, ‸", ["last_release"]),
        ("rule boxes.‸", ["w", "key", "rows"]),
        ("rule boxes.w.‸", ["present", "required", "range"]),
        ("rule r on boxes {\n  ‸", ["check", "when", "per", "pass", "allow", "order by", "pairs in"]),
        ("rule r on boxes {\n  check ‸", [*COLUMNS, "min_side", "near", "count", "not", "if"]),
        ("rule r on boxes {\n  check w ‸", ["and", "is", "in", "not"]),
        ("rule r on boxes {\n  check image_id.‸", ["width", "gold"]),
        ("rule r on boxes {\n  check image_id.gold.‸", ["parent", "leaf", "depth"]),
        ("rule r on boxes {\n  check shape.‸", ["corners", "kind"]),
        ("rule r on boxes {\n  check label is ‸", [*LABELS, "missing", "not"]),
        ("rule r on boxes {\n  check label is not ‸", LABELS),
        ("rule r on boxes {\n  check image_id.gold is ‸", LABELS),
        ("rule r on boxes {\n  check label = ‸", ['"car"', '"cyclist"', "label"]),
        ('rule r on boxes {\n  check label = "‸', LABELS),
        ('rule r on boxes {\n  check label in { "car", "‸', LABELS),
        ("rule r on boxes {\n  check mode(label) = ‸", ['"car"']),
        ("rule r on boxes {\n  pairs in image_id\n  check ‸", ["a", "b", "image_id"]),
        ("rule r on boxes {\n  pairs in image_id\n  check a.‸", COLUMNS),
        ("rule r on boxes {\n  pairs in image_id\n  check a.image_id.‸", ["width"]),
        ("rule r on images {\n  check count(‸", ["boxes", "width", "all"]),
        ("rule r on images {\n  check max(boxes.‸", COLUMNS),
        ("rule r on images {\n  check count(boxes where ‸", [*COLUMNS, "images"]),
        ("rule r on images {\n  check count(boxes where label is ‸", LABELS),
        ("rule r on images {\n  check count(boxes by ‸", ["image_id"]),
        ("rule r on boxes {\n  check all(tags, ‸", ["it"]),
        ("rule r on boxes {\n  check near(w, 3, ‸", ["within:"]),
        ("rule r on boxes {\n  each kind in ‸", ["road_user", "label"]),
        ("rule r on boxes {\n  each kind in road_user\n  check label is ‸", ["kind"]),
        ("rule r on boxes {\n  severity ‸", ["error", "warn", "info"]),
        ("rule r on boxes {\n  per ‸", ["label", "image_id"]),
        ("rule r on boxes {\n  fix ‸", ["w"]),
        ("rule r on boxes {\n  fix w = ‸", ["w", "abs"]),
        ("rule r on boxes {\n  pass { ‸", ["w", "label", "images"]),
        ("rule r on boxes {\n  pass { label: ‸", ['"car"', "missing"]),
        ('rule r on boxes {\n  pass { label: "‸" }\n}', LABELS),
        ("rule r on boxes {\n  pass { image_id: { ‸", ["width", "gold"]),
        ("rule r on boxes {\n  pass { shape: { ‸", ["corners", "kind"]),
        ("let twice = ‸", ["min_side", "abs"]),
        ("labels l {\n  a ‸", ["instead of", "named", "image"]),
    ],
)
def test_offered(tmp_path, tail: str, wanted: list[str]) -> None:
    assert set(wanted) <= set(labels(offered(tmp_path, tail)))


@pytest.mark.parametrize(
    ("tail", "unwanted"),
    [
        ("rule r on boxes {\n  check ‸", ["boxes", "it", "then", "check", "a"]),
        ("rule r on boxes {\n  check w > 1\n  ‸", ["check"]),
        ("rule r on boxes {\n  pairs in image_id\n  check ‸", ["w", "label"]),
        ("rule r on boxes {\n  pass { w: 3, ‸", ["w", "check"]),
        ("rule r on boxes {\n  check label is ‸", ["w", "min_side", "count"]),
        ("rule r on boxes {\n  check image_id.‸", ["w", "and", "matches"]),
        ("table t {\n  a : int ‸", ["may be empty", "int"]),
        ("‸", ["contract", "dcl", "check"]),
    ],
)
def test_not_offered(tmp_path, tail: str, unwanted: list[str]) -> None:
    assert not set(unwanted) & set(labels(offered(tmp_path, tail)))


@pytest.mark.parametrize(
    "tail",
    [
        "rule r on boxes {\n  # check ‸",
        "rule r on boxes {\n  check note matches /a‸",
        "rule r on boxes {\n  check w > 12‸",
        'rule r on boxes {\n  "A sentence ‸',
        'table t {\n  a : road_user named "‸',
    ],
)
def test_nothing_is_offered_where_there_is_nothing_to_say(tmp_path, tail: str) -> None:
    assert offered(tmp_path, tail) == []


def test_files_are_offered_after_use(tmp_path) -> None:
    opened(tmp_path, "labels a { b }\n", "shared/labels.dcl")
    opened(tmp_path / "elsewhere", "labels a { b }\n", "other.dcl")
    file = opened(tmp_path / "shared", 'use "‸"\n', "user.dcl")
    found = completion(file.workspace, file.source, file.offset)
    assert found is not None
    assert labels(found[0]) == ["labels.dcl"]


def test_a_new_file_begins_with_its_edition(tmp_path) -> None:
    file = opened(tmp_path, "‸")
    found = completion(file.workspace, file.source, file.offset)
    assert found is not None
    assert {"dcl 1", "contract"} <= set(labels(found[0]))


def test_the_typed_word_is_replaced(tmp_path) -> None:
    file = opened(tmp_path, STREET + "rule r on boxes {\n  check imag‸")
    found = completion(file.workspace, file.source, file.offset)
    assert found is not None
    assert found[1].text == "imag"


@pytest.mark.parametrize(("behind", "insert"), [('"', "car"), ("", 'car"')])
def test_quotes_that_are_there_are_not_written_twice(tmp_path, behind: str, insert: str) -> None:
    file = opened(tmp_path, STREET + f'rule r on boxes {{\n  check label = "c‸{behind}')
    found = completion(file.workspace, file.source, file.offset)
    assert found is not None
    assert found[1].text == "c"
    assert found[0][0].insert == insert


def test_names_that_need_backticks_have_them(tmp_path) -> None:
    table = "table t {\n  `odd name` : int\n}\nrule r on t {\n  check ‸"
    file = opened(tmp_path, HEADER + table)
    found = completion(file.workspace, file.source, file.offset)
    assert found is not None
    assert "`odd name`" in labels(found[0])


def test_a_half_typed_backtick_is_completed(tmp_path) -> None:
    table = "table t {\n  `odd name` : int\n}\nrule r on t {\n  check `od‸"
    file = opened(tmp_path, HEADER + table)
    found = completion(file.workspace, file.source, file.offset)
    assert found is not None
    assert found[1].text == "`od"
    assert "`odd name`" in labels(found[0])


def test_a_table_that_is_half_typed_keeps_its_columns(tmp_path) -> None:
    """The statement of the table that is broken now was whole a moment ago."""
    file = opened(tmp_path, STREET)
    file.workspace.analysis(file.path)
    broken = STREET.replace("  label    : road_user  ", "  label    : road_user in  ")
    broken = broken.replace("check w <= image_id.width", "check ‸")
    now = opened(tmp_path, broken, workspace=file.workspace)
    now.workspace.analysis(now.path)
    found = completion(now.workspace, now.source, now.offset)
    assert found is not None
    assert set(COLUMNS) <= set(labels(found[0]))


def test_columns_say_their_type_and_what_they_are(tmp_path) -> None:
    items = {(item.label, item.kind): item for item in offered(tmp_path, "rule r on boxes {\n  check ‸")}
    label = items["label", "column"]
    assert (label.detail, label.doc) == ("a label of road_user", "What it shows.")
    assert items["area", "column"].detail == "a number"
    assert items["near", "function"].detail == "near(a, b, within: …)"
