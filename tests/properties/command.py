"""The command line in this process, held to its promise: a status of 0, 1 or 2, and never a traceback."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass

from dcl.cli import main


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    said: str


class _Stream(io.TextIOWrapper):
    """A text stream over bytes, as the standard streams are."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", errors="backslashreplace", newline="")

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


def run(*arguments: object) -> Ran:
    """Run `dcl` with the arguments; a status or an output that it must never give fails the test."""
    out, said = _Stream(), _Stream()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        status = main([str(argument) for argument in arguments])
    ran = Ran(status, out.text(), said.text())
    assert status in (0, 1, 2), ran
    for text in (ran.out, ran.said):
        assert "Traceback" not in text, ran
        assert "this is a bug" not in text, ran
        assert "refused to go on" not in text, ran
        assert "\x1b" not in text, ran
    assert status != 2 or ran.said or ran.out, ran
    return ran
