"""Runs `dcl` as people do, and reads its JSON report."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
GALLERY = ROOT / "contracts"


def run_dcl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dcl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)


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
    assert done.returncode in (0, 1), done.stderr
    return Report(done.stdout)
