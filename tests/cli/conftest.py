from __future__ import annotations

from collections.abc import Callable

import pytest

from dcl.cli import main
from tests.cli.shop import Call, write


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A folder with a contract and good data, entered."""
    monkeypatch.chdir(tmp_path)
    return write(tmp_path)


@pytest.fixture
def dcl(capsys) -> Callable[..., Call]:
    """Calls dcl in this process."""

    def call(*arguments: str) -> Call:
        status = main(arguments)
        out, err = capsys.readouterr()
        return Call(status, out, err)

    return call
