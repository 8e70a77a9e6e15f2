"""A folder from a stranger: what is read of it, and how much."""

from __future__ import annotations

import sys

import pytest

from dcl.lsp import files as files_module
from dcl.lsp.completion import completion
from dcl.lsp.diagnostics import findings
from dcl.lsp.files import contracts_in
from dcl.lsp.workspace import Workspace, used_file
from dcl.syntax.read import LARGEST_FILE
from tests.lsp.texts import HEADER, STREET, opened


def test_only_contracts_are_looked_for(tmp_path) -> None:
    for name in ("a.dcl", "b.txt", "inner/c.dcl", ".hidden/d.dcl", "node_modules/e.dcl", "f.DCL.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("dcl 1\n")
    assert [path.name for path in contracts_in([tmp_path])] == ["a.dcl", "c.dcl"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_out_of_the_folder_are_not_followed(tmp_path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.dcl").write_text("dcl 1\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link").symlink_to(tmp_path / "outside")
    (tmp_path / "folder" / "link.dcl").symlink_to(tmp_path / "outside" / "secret.dcl")
    assert list(contracts_in([tmp_path / "folder"])) == []


def test_a_folder_with_too_many_contracts_is_not_looked_through(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "MOST_FILES", 3)
    for number in range(9):
        (tmp_path / f"{number}.dcl").write_text("dcl 1\n")
    assert len(list(contracts_in([tmp_path]))) == 3


def test_a_file_that_is_no_contract_is_not_read(tmp_path) -> None:
    (tmp_path / "secret.txt").write_text("labels kind {\n  a\n}\n")
    file = opened(tmp_path, HEADER + 'use "secret.txt"\ntable t {\n  x : kind\n}\n')
    (said,) = findings(file.workspace, with_lints=True)[file.path]
    assert said.id == "DCL851"
    assert not said.is_error
    assert file.workspace.source(tmp_path / "secret.txt") is None


@pytest.mark.parametrize("written", ["/etc/passwd", "\\\\server\\share", "a\0b", "//server/share"])
def test_what_use_refuses_is_not_even_looked_for(tmp_path, written: str) -> None:
    assert used_file(tmp_path / "test.dcl", written) is None


def test_a_file_that_is_too_large_is_not_read(tmp_path) -> None:
    (tmp_path / "large.dcl").write_text("#" * (4 * LARGEST_FILE + 1))
    file = opened(tmp_path, HEADER + 'use "large.dcl"\n')
    assert [each.id for each in findings(file.workspace, with_lints=True)[file.path]] == ["DCL118"]


def test_a_text_that_is_too_large_is_refused(tmp_path) -> None:
    file = opened(tmp_path, HEADER)
    file.workspace.open(file.path, "#" * (LARGEST_FILE + 1))
    assert [each.id for each in findings(file.workspace, with_lints=True)[file.path]][:1] == ["DCL118"]


def test_files_that_use_each_other_in_a_circle(tmp_path) -> None:
    one = opened(tmp_path, HEADER + 'use "two.dcl"\n', "one.dcl")
    opened(tmp_path, 'use "one.dcl"\n', "two.dcl", one.workspace)
    assert "DCL403" in [each.id for each in findings(one.workspace, with_lints=True)[one.path]]
    assert len(one.workspace.users(one.path)) == 1


def test_a_long_chain_of_files_ends_nowhere_bad(tmp_path) -> None:
    for number in range(1_200):
        (tmp_path / f"{number}.dcl").write_text(f'use "{number + 1}.dcl"\n')
    (tmp_path / "1200.dcl").write_text("labels kind { a }\n")
    workspace = Workspace([])
    path = tmp_path / "0.dcl"
    workspace.open(path, path.read_text())
    assert isinstance(findings(workspace, with_lints=True), dict)


def test_a_new_file_mends_who_waited_for_it(tmp_path) -> None:
    file = opened(tmp_path, HEADER + 'use "new.dcl"\n')
    assert [each.id for each in findings(file.workspace, with_lints=True)[file.path]] == ["DCL401"]
    (tmp_path / "new.dcl").write_text("labels kind {\n  a\n}\n")
    file.workspace.changed_on_disk()
    assert findings(file.workspace, with_lints=True)[file.path] == ()


def test_an_analysis_is_kept_while_nothing_changes(tmp_path) -> None:
    file = opened(tmp_path, STREET)
    first = file.analysis
    assert file.analysis is first
    file.workspace.open(file.path, STREET + "\n")
    assert file.analysis is not first


def test_completion_answers_from_the_analysis_of_a_moment_ago(tmp_path) -> None:
    """Whoever types waits for no analysis of the text that is not yet whole."""
    file = opened(tmp_path, STREET)
    first = file.analysis
    file.workspace.open(file.path, STREET + "rule r on boxes {\n  check ")
    source = file.source
    assert completion(file.workspace, source, len(source.text)) is not None
    assert file.workspace.latest(file.path) is first


def test_a_mark_at_the_start_keeps_all_places(tmp_path) -> None:
    file = opened(tmp_path, STREET)
    file.workspace.open(file.path, "\ufeff" + STREET)
    assert findings(file.workspace, with_lints=False)[file.path] == ()
    assert len(file.source.text) == len(STREET) + 1


def test_a_file_that_others_write_is_read_again(tmp_path) -> None:
    (tmp_path / "shared.dcl").write_text("labels kind {\n  a\n}\n")
    file = opened(tmp_path, HEADER + 'use kind from "shared.dcl"\n')
    assert findings(file.workspace, with_lints=False)[file.path] == ()
    (tmp_path / "shared.dcl").write_text("labels other_kind {\n  a\n}\n")
    file.workspace.written_on_disk(tmp_path / "shared.dcl")
    assert [each.id for each in findings(file.workspace, with_lints=False)[file.path]] == ["DCL404"]
