"""`dcl sample CONTRACT`: the rows that people review, drawn onto sheets."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcl.cli.common import complain, load
from dcl.cli.data import Data, read_data, tell_faults
from dcl.cli.files import WholeFile
from dcl.cli.progress import Progress
from dcl.diagnostics import Diagnostic, did_you_mean
from dcl.diagnostics.codes_sampling import DCL679, DCL680
from dcl.engines.named import engine_named
from dcl.run.result import ExitStatus
from dcl.run.words import counted, listed
from dcl.tables.show import visible

if TYPE_CHECKING:
    from dcl.ir.program import Program, Rule
    from dcl.sampling.sample import Sample

RULE = "{rule}"
"""What stands for the name of the rule in the name of a sheet."""

_NOT_IN_NAMES = re.compile(r"[^\w.\[\]-]")


@dataclass(frozen=True)
class Options:
    """What to draw, and where to write it; with `verdicts`, the sheets that people filled in."""

    names: tuple[str, ...]
    seed: int
    by: str | None
    output: str | None
    verdicts: tuple[str, ...]
    fail_on: str
    form: str
    color: str


def sample_rows(contract: str, arguments: tuple[str, ...], options: Options) -> int:
    """Draw what people review, or decide by the sheets that they filled in."""
    compiled = load(contract, options.color)
    if compiled is None:
        return ExitStatus.NOT_JUDGED
    rules, problems = _to_review(compiled.program, options)
    complain(problems, options.color)
    if problems:
        return ExitStatus.NOT_JUDGED
    if options.verdicts:
        from dcl.cli.sample_verdicts import decide_by_verdicts

        return decide_by_verdicts(compiled.program, rules, contract, arguments, options)
    return _draw_sheets(compiled.program, rules, contract, arguments, options)


def _to_review(program: Program, options: Options) -> tuple[list[Rule], tuple[Diagnostic, ...]]:
    """The rules that people judge, and what is wrong with the options that pick them."""
    from dcl.run.select import Selection, check_selection

    selection = Selection(options.names)
    problems = check_selection(program, selection)
    if problems:
        return [], problems
    rules = [rule for rule in program.rules if rule.review is not None and selection.picks(rule)]
    if not rules:
        known = [rule.id for rule in program.rules if rule.review is not None]
        named = f"the rule `{visible(options.names[0])}`" if options.names else f"no rule of `{visible(program.name)}`"
        message = f"{named} has no `review`, so there is nothing for people to judge"
        if not options.names:
            message = f"{named} has a `review`, so there is nothing for people to judge"
        help_ = f"rules with a `review` are {listed([f'`{visible(id_)}`' for id_ in known])}" if known else None
        return [], (Diagnostic(DCL679, message, help=help_),)
    return rules, tuple(
        _unknown_column(program, table, options.by) for table in _without_column(program, rules, options)
    )


def _without_column(program: Program, rules: Sequence[Rule], options: Options) -> list[str]:
    from dcl.sampling.sample import columns_of

    if options.by is None:
        return []
    return [
        table for table in dict.fromkeys(rule.table for rule in rules) if options.by not in columns_of(program, table)
    ]


def _unknown_column(program: Program, table: str, name: str | None) -> Diagnostic:
    from dcl.sampling.sample import columns_of

    guess = did_you_mean(name or "", columns_of(program, table))
    message = f"`{visible(name or '')}` is not a column of `{visible(table)}`, so no rows can be drawn by it"
    return Diagnostic(DCL680, message, help=f"did you mean `{guess}`?" if guess else None)


def _draw_sheets(
    program: Program, rules: Sequence[Rule], contract: str, arguments: tuple[str, ...], options: Options
) -> int:
    if len(rules) > 1 and RULE not in (options.output or ""):
        names = listed([f"`{visible(rule.id)}`" for rule in rules])
        raise click.UsageError(
            f"people judge {names}: pick one of them with --rule, or write a sheet for each with "
            f"--output sheet_{RULE}.csv"
        )
    with ExitStack() as stack:
        files = _open_sheets(rules, options, paths_in(contract, arguments), stack)
        if files is None:
            return ExitStatus.NOT_JUDGED
        with Progress(True) as progress:
            data = read_data(program, contract, arguments, progress, options.color)
            samples = None if data is None else draw_samples(program, rules, data, options)
        if samples is None:
            return ExitStatus.NOT_JUDGED
        for sample in samples:
            _write(sample, files.get(sample.rule.id), options)
        return ExitStatus.OK


def paths_in(contract: str, arguments: tuple[str, ...]) -> tuple[Path, ...]:
    """The files that a call reads, which it must not replace."""
    parts = (argument.rpartition(mark)[2] for argument in arguments for mark in ("=", ":", "\0"))
    return (Path(contract), *map(Path, parts))


def _open_sheets(
    rules: Sequence[Rule], options: Options, never: tuple[Path, ...], stack: ExitStack
) -> dict[str, WholeFile] | None:
    """The files to write, by rule; None after one was told to be impossible."""
    opened: dict[str, WholeFile] = {}
    for rule, name in zip(rules, _names(rules, options.output), strict=True):
        if name is None:
            continue
        file, problems = WholeFile.open(name, never)
        if file is None:
            complain(problems, options.color)
            return None
        stack.callback(file.discard)
        opened[rule.id] = file
    return opened


def _names(rules: Sequence[Rule], output: str | None) -> list[str | None]:
    """A name for each sheet; what cannot stand in the name of a file is a low line there."""
    found: list[str | None] = []
    for rule in rules:
        name = None if output is None else output.replace(RULE, _NOT_IN_NAMES.sub("_", rule.id))
        while name is not None and name in found:
            name = f"{Path(name).with_suffix('')}_{Path(name).suffix}"
        found.append(name)
    return found


def draw_samples(program: Program, rules: Sequence[Rule], data: Data, options: Options) -> list[Sample] | None:
    """The samples of some rules; None after it was told that the data cannot be read, or are not there."""
    from dcl.run.check import data_fault
    from dcl.sampling.sample import Lottery

    lottery = Lottery(program, data.tables, engine_named("polars"), options.seed, options.by)
    found = []
    for rule in rules:
        try:
            found.append(lottery.sample(rule))
        except Exception as error:
            if not data_fault(error) or rule.table not in data.bindings:
                raise
            tell_faults(program, data, {rule.table: error}, options.color)
            return None
    return found


def _write(sample: Sample, file: WholeFile | None, options: Options) -> None:
    from dcl.sampling.sheet import sheet_bytes

    written = sheet_bytes(sample.sheet)
    if file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    else:
        file.draft.write_bytes(written)
        file.finish()
    lots = f" in {counted(len(sample.lots), 'lot')}" if len(sample.lots) > 1 else ""
    rows = f"{len(sample.sheet.rows):,} of {counted(sample.of_rows, 'row')}{lots}"
    by = "" if options.by is None else f", by `{visible(options.by)}`"
    where = "" if file is None else f": {visible(str(file.path.name), 200)}"
    sys.stderr.write(f"drew {rows} for `{visible(sample.rule.id)}` with seed {options.seed}{by}{where}\n")
