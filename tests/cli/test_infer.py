"""`dcl infer`: where the draft goes, and what stands against it."""

from __future__ import annotations

import pytest


@pytest.fixture
def boxes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "boxes.csv").write_text("id,label\n" + "".join(f"{n},car\n" for n in range(30)))
    return tmp_path


def test_the_draft_is_printed(dcl, boxes):
    call = dcl("infer", "boxes.csv")
    assert (call.status, call.err) == (0, "")
    assert call.out.startswith("# Drafted by `dcl infer`")
    assert 'source "boxes.csv"' in call.out


def test_a_draft_survives_check_lint_fmt_and_test(dcl, boxes):
    assert dcl("infer", "boxes.csv", "--output", "boxes.dcl").status == 0
    assert dcl("check", "boxes.dcl").status == 0
    assert dcl("lint", "boxes.dcl").status == 0
    assert dcl("fmt", "--check", "boxes.dcl").status == 0
    assert dcl("test", "boxes.dcl").status == 0


def test_the_contract_is_called_as_asked(dcl, boxes):
    assert "contract street 0.1.0 {" in dcl("infer", "boxes.csv", "--name", "street").out


def test_a_contract_is_never_replaced(dcl, boxes):
    (boxes / "boxes.dcl").write_text("mine")
    call = dcl("infer", "boxes.csv", "--output", "boxes.dcl")
    assert call.status == 2
    assert "[DCL843]" in call.err
    assert (boxes / "boxes.dcl").read_text() == "mine"


def test_a_file_that_is_not_there(dcl, boxes):
    call = dcl("infer", "nowhere.csv", "--output", "out.dcl")
    assert call.status == 2
    assert "there is no file `nowhere.csv`" in call.err
    assert not (boxes / "out.dcl").exists()


def test_the_source_starts_from_the_folder_of_the_draft(dcl, boxes):
    (boxes / "data").mkdir()
    (boxes / "boxes.csv").rename(boxes / "data" / "boxes.csv")
    dcl("infer", "data/boxes.csv", "--output", "data/boxes.dcl")
    assert 'source "boxes.csv"' in (boxes / "data" / "boxes.dcl").read_text()
