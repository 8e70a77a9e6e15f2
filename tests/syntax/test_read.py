"""Reading contract files."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcl.syntax.parse import read_source


def test_a_leading_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "a.dcl"
    path.write_bytes(b"\xef\xbb\xbfdcl 1\n")
    source, diagnostics = read_source(path, "a.dcl")
    assert source is not None
    assert (source.path, source.text, diagnostics) == ("a.dcl", "dcl 1\n", ())


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "there is no file `a.dcl`"), (b"dcl 1\nlet a = \xff\n", "line 2"), (b"x" * 9_000_000, "too large")],
)
def test_why_a_file_cannot_be_read(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "a.dcl"
    if content is not None:
        path.write_bytes(content)
    source, (diagnostic,) = read_source(path, "a.dcl")
    assert source is None
    assert words in diagnostic.message


def test_a_folder_is_no_contract(tmp_path: Path) -> None:
    source, (diagnostic,) = read_source(tmp_path, "contracts")
    assert source is None
    assert "folder" in diagnostic.message
