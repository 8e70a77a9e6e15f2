"""`dcl sample CONTRACT --verdicts FILE`: the sheets that people filled in, and the report that they lead to."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dcl.cli.common import complain, is_coloured, put, room
from dcl.cli.data import Data, read_data, tell_faults
from dcl.cli.files import WholeFile
from dcl.cli.progress import Progress
from dcl.cli.sample_rows import Options, draw_samples, paths_in
from dcl.engines.named import engine_named
from dcl.run.result import ExitStatus, Result, exit_status
from dcl.run.select import Selection

if TYPE_CHECKING:
    from dcl.ir.program import Program, Rule

LIMIT = 20
"""How many violations of a rule the report lists."""


def decide_by_verdicts(
    program: Program, rules: Sequence[Rule], contract: str, arguments: tuple[str, ...], options: Options
) -> int:
    """Check the data, decide the reviews by their sheets, print the report and give the exit status of both."""
    began = time.perf_counter()
    with ExitStack() as stack:
        file = None
        if options.output is not None:
            never = (*paths_in(contract, arguments), *map(Path, options.verdicts))
            file, problems = WholeFile.open(options.output, never)
            if file is None:
                complain(problems, options.color)
                return ExitStatus.NOT_JUDGED
            stack.callback(file.discard)
        with Progress(True) as progress:
            data = read_data(program, contract, arguments, progress, options.color)
            result = None if data is None else _judged(program, rules, data, options)
        if result is None:
            return ExitStatus.NOT_JUDGED
        result = replace(result, seconds=time.perf_counter() - began)
        _publish(result.limited(LIMIT), file, options)
        return exit_status(result, options.fail_on)


def _judged(program: Program, rules: Sequence[Rule], data: Data, options: Options) -> Result:
    from dcl.run.check import check
    from dcl.sampling.judge import with_verdicts

    result = check(program, data.tables, engine_named("polars"), LIMIT, Selection(options.names))
    tell_faults(program, data, result.faults, options.color)
    open_ = [rule for rule in rules if result.rule[rule.id].review is not None]
    samples = draw_samples(program, open_, data, options) or []
    result, problems = with_verdicts(result, samples, [Path(name) for name in options.verdicts])
    complain(problems, options.color)
    return result


def _publish(result: Result, file: WholeFile | None, options: Options) -> None:
    text = _text(result, file is None, options)
    if file is None:
        put(text)
    else:
        file.draft.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
        file.finish()


def _text(result: Result, on_stdout: bool, options: Options) -> str:
    if options.form == "json":
        from dcl.report.json import json_report

        return json_report(result, options.fail_on)
    from dcl.report.text import text_report

    return text_report(result, is_coloured(options.color, sys.stdout), room()) if on_stdout else text_report(result)
