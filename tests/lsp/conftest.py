"""One server for the tests of each module that speak the protocol."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lsp.editor import Editor


@pytest.fixture(scope="module")
def editor(tmp_path_factory) -> Iterator[Editor]:
    editor = Editor(tmp_path_factory.mktemp("contracts").resolve())
    yield editor
    assert editor.quit() == 0
