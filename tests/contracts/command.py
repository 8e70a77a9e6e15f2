"""Runs `dcl` as people do, and reads its JSON report."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dcl.cli import main

ROOT = Path(__file__).parent.parent.parent
GALLERY = ROOT / "contracts"


@dataclass(frozen=True)
class Run:
    """What a run of `dcl` left behind."""

    status: int
    out: str
    err: str


def run_dcl(*arguments: str | Path) -> Run:
    """Run `dcl` in the project's folder, in this process, which spares the start of another one."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(argument) for argument in arguments])
    return Run(status, out.getvalue(), err.getvalue())


class Report:
    """A JSON report, with its rules by id."""

    def __init__(self, text: str) -> None:
        self.data: dict[str, Any] = json.loads(text)
        self.rules: dict[str, dict[str, Any]] = {rule["id"]: rule for rule in self.data["rules"]}

    def failed(self) -> dict[str, int]:
        """How many items failed, for each rule where one did."""
        return {name: rule["failed"] for name, rule in self.rules.items() if rule["failed"]}

    def violations(self, rule: str) -> list[dict[str, Any]]:
        assert not self.rules[rule]["truncated"]
        listed: list[dict[str, Any]] = self.rules[rule]["violations"]
        return listed


def check(contract: str, *arguments: str | Path) -> Report:
    """The report of a contract of the gallery, all violations listed."""
    done = run_dcl("check", GALLERY / contract, *arguments, "--format", "json", "--limit", "0")
    assert done.status in (0, 1), done.err
    return Report(done.out)
