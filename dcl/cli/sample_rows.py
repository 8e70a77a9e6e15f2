"""The rows that people review: drawn onto sheets, and read back with verdicts."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcl.cli.common import complain, is_coloured, load, put, room
from dcl.cli.data import Data, read_data, tell_faults
from dcl.cli.files import WholeFile
from dcl.cli.progress import Progress
from dcl.diagnostics import Diagnostic, did_you_mean
from dcl.diagnostics.codes_sampling import DCL679, DCL680
from dcl.engines.named import engine_named
from dcl.run.result import ExitStatus, Result, exit_status
from dcl.tables.show import visible

if TYPE_CHECKING:
    from dcl.ir.program import Program, Rule
    from dcl.sampling.sample import Sample

RULE = "{rule}"
LIMIT = 20
"""How many violations of a rule a report lists."""


@dataclass(frozen=True)
class Options:
    """What to draw, and where to write it; with `verdicts`, what people said of it."""

    names: tuple[str, ...]
    seed: int
    by: str | None
    output: str | None
    verdicts: tuple[str, ...]
    fail_on: str
    form: str
    color: str


def sample_rows(contract: str, arguments: tuple[str, ...], options: Options) -> int:
    """Draw the samples of a contract's reviews and write their sheets, or decide by sheets that were filled in."""
    began = time.perf_counter()
    compiled = load(contract, options.color)
    if compiled is None:
        return ExitStatus.NOT_JUDGED
    program = compiled.program
    rules, problems = _to_review(program, options)
    complain(problems, options.color)
    if problems:
        return ExitStatus.NOT_JUDGED
    if len(rules) > 1 and not options.verdicts and RULE not in (options.output or ""):
        names = ", ".join(f"`{visible(rule.id)}`" for rule in rules[:5]) + (", …" if len(rules) > 5 else "")
        raise click.UsageError(
            f"there are sheets for {len(rules)} rules ({names}): pick one with --rule, or write them all with "
            f"--output sheet_{RULE}.csv"
        )
    never = (Path(contract), *(Path(argument.rpartition("=")[2]) for argument in arguments))
    with ExitStack() as stack:
        names = [None] if options.verdicts else [rule.id for rule in rules]
        files = _open_files(names, options, (*never, *map(Path, options.verdicts)), stack)
        if files is None:
            return ExitStatus.NOT_JUDGED
        with Progress(True) as progress:
            data = read_data(program, contract, arguments, progress, options.color)
            if data is None:
                return ExitStatus.NOT_JUDGED
            if options.verdicts:
                result = _judged(program, rules, data, options)
            else:
                samples = _samples(program, rules, data, options)
        if not options.verdicts:
            return ExitStatus.NOT_JUDGED if samples is None else _write_sheets(samples, files, options)
        _write_report(replace(result, seconds=time.perf_counter() - began), files[None], options)
        return exit_status(result, options.fail_on)
