"""What is said of the files in an editor, and where."""

from __future__ import annotations

import pytest

from dcl.lsp.diagnostics import findings, shown_span
from dcl.source import SourceFile, Span
from tests.lsp.texts import HEADER, STREET, Opened, opened


def said(file: Opened, with_lints: bool = True) -> dict[str, list[str]]:
    """The codes of what is found, by the names of the files."""
    found = findings(file.workspace, with_lints)
    return {path.name: [each.id for each in inside] for path, inside in found.items()}


def test_a_good_file_has_an_empty_entry(tmp_path) -> None:
    text = HEADER + 'table t {\n  x : int  "A."\n}\n'
    assert said(opened(tmp_path, text)) == {"test.dcl": []}


def test_the_open_text_counts_and_not_the_file(tmp_path) -> None:
    file = opened(tmp_path, HEADER)
    file.workspace.open(file.path, HEADER + "table t {\n  x : itn\n}\n")
    assert said(file) == {"test.dcl": ["DCL201"]}
    file.workspace.close(file.path)
    assert said(file) == {}


def test_an_error_in_a_used_file_is_said_there(tmp_path) -> None:
    (tmp_path / "shared.dcl").write_text("table t {\n  x : itn\n}\n")
    assert said(opened(tmp_path, HEADER + 'use "shared.dcl"\n')) == {"test.dcl": [], "shared.dcl": ["DCL201"]}


def test_a_lint_of_a_file_that_is_not_open_is_not_said(tmp_path) -> None:
    (tmp_path / "shared.dcl").write_text("labels kind {\n  a\n}\n")
    file = opened(tmp_path, HEADER + 'use "shared.dcl"\ntable t {\n  x : kind  "A."\n}\n')
    assert said(file) == {"test.dcl": []}


def test_a_change_in_a_shared_file_breaks_who_uses_it(tmp_path) -> None:
    (tmp_path / "user.dcl").write_text(HEADER + 'use kind from "shared.dcl"\n')
    shared = opened(tmp_path, 'dcl 1\nlabels kind {\n  a  "A."\n}\n', "shared.dcl")
    assert said(shared) == {"shared.dcl": []}
    shared.workspace.open(shared.path, 'dcl 1\nlabels sort {\n  a  "A."\n}\n')
    assert said(shared) == {"shared.dcl": [], "user.dcl": ["DCL404"]}


def test_a_file_that_declares_no_contract_and_that_none_uses_is_told_so(tmp_path) -> None:
    file = opened(tmp_path, 'dcl 1\nlabels kind {\n  a  "A."\n}\n')
    assert said(file) == {"test.dcl": ["DCL405"]}
    opened(tmp_path, HEADER + 'use "test.dcl"\ntable t {\n  x : kind  "A."\n}\n', "user.dcl", file.workspace)
    assert said(file)["test.dcl"] == []


def test_a_shared_file_below_its_contract_may_use_what_lies_above(tmp_path) -> None:
    """It is the folder of the contract that no `use` may leave."""
    (tmp_path / "top.dcl").write_text('labels kind {\n  a  "A."\n}\n')
    (tmp_path / "contract.dcl").write_text(HEADER + 'use "inner/shared.dcl"\n')
    text = 'dcl 1\nuse "../top.dcl"\ntable t {\n  x : kind  "A."\n}\n'
    assert said(opened(tmp_path, text, "inner/shared.dcl"))["shared.dcl"] == []


def test_a_file_alone_may_not_leave_its_folder(tmp_path) -> None:
    (tmp_path / "outside.dcl").write_text("labels kind {\n  a\n}\n")
    file = opened(tmp_path / "inner", HEADER + 'use "../outside.dcl"\n')
    assert said(file) == {"test.dcl": ["DCL402"]}


def test_lints_wait_until_they_are_asked_for(tmp_path) -> None:
    file = opened(tmp_path, HEADER + "let unused = 3\n")
    assert said(file, with_lints=False) == {"test.dcl": []}
    assert said(file, with_lints=True) == {"test.dcl": ["DCL702"]}


def test_lints_are_those_of_dcl_lint(tmp_path) -> None:
    from dcl.cli.lint import lint_file

    file = opened(tmp_path, STREET)
    found = findings(file.workspace, with_lints=True)[file.path]
    assert {(each.id, each.message) for each in found} == {(e.id, e.message) for e in lint_file(str(file.path))}


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [("table t {\n x\n}", (0, 13), "table t {"), ("abc", (1, 1), "b"), ("abc", (3, 3), ""), ("abc", (0, 2), "ab")],
)
def test_what_is_underlined(text: str, place: tuple[int, int], shown: str) -> None:
    from dcl.diagnostics import Diagnostic
    from dcl.diagnostics.codes_names import DCL201

    span = Span(SourceFile("test.dcl", text), *place)
    assert shown_span(Diagnostic(DCL201, "", span), span).text == shown
