from __future__ import annotations

import os

import pytest

from dcl.cli.files import WholeFile, write_whole


def test_a_file_appears_only_when_it_is_finished(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("older")
    file, problems = WholeFile.open(str(path))
    assert problems == ()
    file.draft.write_text("new")
    assert path.read_text() == "older"
    file.finish()
    assert path.read_text() == "new"
    assert [each.name for each in tmp_path.iterdir()] == ["report.txt"]


def test_a_discarded_file_leaves_nothing(tmp_path):
    file, _ = WholeFile.open(str(tmp_path / "report.txt"))
    file.draft.write_text("new")
    file.discard()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions and links are those of POSIX")
def test_permissions_and_links_stay(tmp_path):
    target = tmp_path / "target.txt"
    target.write_text("older")
    target.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_can_be_read_by_others_as_any_new_file(tmp_path):
    write_whole(tmp_path / "a.txt", "new")
    (tmp_path / "b.txt").write_text("new")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode
