"""`dcl lint`: contracts themselves, without data."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dcl.cli.common import color_option, contracts_argument, is_coloured, json_or_text, put, verb
from dcl.diagnostics import Diagnostic, has_errors
from dcl.report.diagnostics import as_json, render
from dcl.run.result import ExitStatus


@verb("dcl lint contracts/*.dcl")
@contracts_argument
@json_or_text
@color_option
def command(contracts: tuple[str, ...], form: str, color: str) -> int:
    """Check contracts themselves, without data.

    Exit status 1 where there is something to mend, 2 where a contract is broken.
    """
    found = [diagnostic for contract in contracts for diagnostic in lint_file(contract)]
    if form == "json":
        put(json.dumps({"schema_version": 1, "diagnostics": as_json(found)}, indent=2) + "\n")
    elif found:
        put(render(found, is_coloured(color, sys.stdout)))
    if has_errors(found):
        return ExitStatus.NOT_JUDGED
    return ExitStatus.VIOLATIONS if found else ExitStatus.OK


def lint_file(contract: str) -> tuple[Diagnostic, ...]:
    """All that is to be said of one file."""
    from dcl.compile import compile_contract
    from dcl.lint import findings_of

    return findings_of(*compile_contract(Path(contract), contract))
