"""`dcl import` as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SCHEMA = {"properties": {"id": {"type": "integer", "minimum": 1, "multipleOf": 2}}, "required": ["id"]}
LABELS = [{"name": "car", "type": "rectangle", "attributes": []}]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-boxes.schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    return tmp_path


def test_a_contract_comes_to_standard_output_and_what_is_lost_beside_it(here, dcl):
    call = dcl("import", "my-boxes.schema.json")
    assert call.status == 0
    assert call.out == (
        "dcl 1\n\ncontract my_boxes 0.1.0 {}\n\ntable my_boxes {\n"
        "  # not taken over: `multipleOf: 2`\n  id : int  >= 1\n  ...\n}\n"
    )
    assert call.err == (
        "`my-boxes.schema.json` is read as JSON Schema (`--from json-schema`)\n"
        "not taken over: my_boxes.id: `multipleOf: 2`\n"
    )


def test_a_named_format_is_not_guessed(here, dcl):
    call = dcl("import", "my-boxes.schema.json", "--from", "json-schema")
    assert "is read as" not in call.err


def test_the_contract_that_it_writes_is_one(here, dcl):
    assert dcl("import", "my-boxes.schema.json", "--output", "boxes.dcl", "--name", "Street boxes").status == 0
    assert (here / "boxes.dcl").read_text(encoding="utf-8").startswith("dcl 1\n\ncontract `Street boxes` 0.1.0 {}\n")
    assert dcl("fmt", "--check", "boxes.dcl").status == 0
    assert dcl("lint", "boxes.dcl").status == 0


def test_the_file_itself_is_never_replaced(here, dcl):
    call = dcl("import", "my-boxes.schema.json", "--output", "my-boxes.schema.json")
    assert (call.status, call.out) == (2, "")
    assert "cannot be written" in call.err
    assert json.loads((here / "my-boxes.schema.json").read_text(encoding="utf-8")) == SCHEMA


def test_nothing_is_written_where_the_import_fails(here, dcl):
    call = dcl("import", "my-boxes.schema.json", "--from", "cvat", "--output", "boxes.dcl")
    assert (call.status, call.out) == (2, "")
    assert call.err.startswith("error[DCL831]: `my-boxes.schema.json` is no list of labels")
    assert sorted(path.name for path in here.iterdir()) == ["my-boxes.schema.json"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("gone.json", None, "DCL606"),
        ("empty.json", b"", "DCL616"),
        ("latin.json", '{"properties": {"ä": {}}}'.encode("latin-1"), "DCL831"),
        ("broken.json", b'{"properties": ', "DCL831"),
        ("odd.json", b'{"a": 1}', "DCL830"),
        ("deep.json", b"[" * 100_000, "DCL832"),
        ("pointer.json", b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "DCL611"),
    ],
)
def test_a_file_that_cannot_be_imported_is_one_sentence(here, dcl, name, content, code):
    if content is not None:
        (here / name).write_bytes(content)
    call = dcl("import", name)
    assert (call.status, call.out) == (2, "")
    assert call.err.startswith(f"error[{code}]: ")
    assert "Traceback" not in call.err


def test_a_folder_is_no_file(here, dcl):
    assert dcl("import", ".").status == 2


def test_an_unknown_format_is_bad_usage(here, dcl):
    call = dcl("import", "my-boxes.schema.json", "--from", "excel")
    assert call.status == 2
    assert "json-schema" in call.err


def test_what_a_stranger_wrote_moves_no_cursor(here, dcl):
    hostile = {"properties": {"\x1b[31mred": {"type": "string", "pattern": "\x1b]0;x\x07"}}, "title": "\u202ex"}
    (here / "hostile.json").write_text(json.dumps(hostile), encoding="utf-8")
    call = dcl("import", "hostile.json")
    assert call.status == 0
    assert call.out.replace("\n", "").isprintable()
    assert call.err.replace("\n", "").isprintable()


def test_a_long_list_of_losses_is_cut_on_the_terminal_and_whole_in_the_contract(here, dcl):
    fields = {f"f{number}": {"type": "number", "multipleOf": 3} for number in range(80)}
    (here / "many.json").write_text(json.dumps({"properties": fields}), encoding="utf-8")
    call = dcl("import", "many.json")
    assert call.out.count("# not taken over: ") == 80
    assert call.err.count("not taken over: ") == 50
    assert "… and 30 more; the contract has them all as comments" in call.err


def test_labels_of_a_tool_become_a_contract(here, dcl):
    (here / "labels.json").write_text(json.dumps(LABELS), encoding="utf-8")
    call = dcl("import", "labels.json", "--name", "street")
    assert call.status == 0
    assert "contract street 0.1.0 {}" in call.out
    assert "(`--from cvat`)" in call.err


def test_help_opens_with_an_example(dcl):
    call = dcl("import", "--help")
    assert call.status == 0
    assert call.out.startswith("Example:\n  dcl import ")
