"""`dcl test`: the examples in contracts."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from dcl.cli.common import color_option, contracts_argument, is_coloured, json_or_text, load, put, verb
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
    status = ExitStatus.OK
    results = []
    for contract in contracts:
        result = _run(contract, color)
        if result is None:
            status = ExitStatus.NOT_JUDGED
            continue
        results.append((contract, result))
        if any(not example.ok for example in result.examples):
            status = max(status, ExitStatus.VIOLATIONS)
    if form == "json":
        put(json.dumps({"schema_version": 1, "contracts": [_object(*each) for each in results]}, indent=2) + "\n")
    else:
        put("\n".join(_text(*each, is_coloured(color, sys.stdout)) for each in results))
    return status


def _run(contract: str, color: str) -> ExamplesResult | None:
    from dcl.examples import run_examples

    compiled = load(contract, color)
    return None if compiled is None else run_examples(compiled)


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
