"""`dcl test`: the examples in contracts."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dcl.cli.common import color_option, complain, contracts_argument, is_coloured, json_or_text, put, verb
from dcl.cli.folders import is_shared
from dcl.report.style import style
from dcl.run.result import ExitStatus
from dcl.run.words import counted, listed
from dcl.tables.show import visible

if TYPE_CHECKING:
    from dcl.examples import ExamplesResult


@verb("dcl test contracts/*.dcl")
@contracts_argument
@json_or_text
@color_option
def command(contracts: tuple[str, ...], form: str, color: str) -> int:
    """Run the `pass` and `fail` examples of contracts.

    A rule counts as covered with at least one of each. Exit status 1 where an example comes out wrong.
    """
    from dcl.compile import compile_contract
    from dcl.examples import run_examples

    status = ExitStatus.OK
    results = []
    shared = []
    for contract in contracts:
        compiled, diagnostics = compile_contract(Path(contract), contract)
        if compiled is not None:
            result = run_examples(compiled)
            results.append((contract, result))
            status = status if result.ok else max(status, ExitStatus.VIOLATIONS)
        elif is_shared(diagnostics):
            shared.append(contract)
        else:
            complain((each for each in diagnostics if each.is_error), color)
            status = ExitStatus.NOT_JUDGED
    if form == "json":
        put(json.dumps({"schema_version": 1, "contracts": [_object(*each) for each in results]}, indent=2) + "\n")
    else:
        told = [_text(*each, is_coloured(color, sys.stdout)) for each in results]
        told += [
            f"– {visible(each, 200)}   declares no contract: its examples run with those that use it\n"
            for each in shared
        ]
        put("\n".join(told))
    return status


def _text(contract: str, result: ExamplesResult, colour: bool) -> str:
    paint = style(colour)
    lines = []
    for example in result.examples:
        if not example.ok:
            place = f"{visible(example.span.source.path, 200)}:{example.span.line}"
            lines.append(
                f"{paint('✗', 'error')} {paint(visible(example.rule), 'strong')}   {visible(example.message, 400)}"
            )
            lines.append(f"    {paint(place, 'faint')}")
    good = sum(example.ok for example in result.examples)
    total = counted(len(result.examples), "example")
    mark = paint("✓", "good") if good == len(result.examples) else paint("✗", "error")
    lines.append(f"{mark} {visible(contract, 200)}   {good:,} of {total} as expected")
    if result.uncovered:
        names = listed([visible(name) for name in result.uncovered], 6)
        lines.append(f"    without both a pass and a fail example: {names}")
    return "\n".join(lines) + "\n"


def _object(contract: str, result: ExamplesResult) -> dict[str, Any]:
    return {
        "path": contract,
        "examples": [
            {
                "rule": example.rule,
                "expected": "pass" if example.passes else "fail",
                "ok": example.ok,
                "message": example.message,
                "location": {
                    "path": example.span.source.path,
                    "line": example.span.line,
                    "column": example.span.column,
                },
            }
            for example in result.examples
        ],
        "uncovered": list(result.uncovered),
    }
