"""`dcl check`: data against a contract."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcl.cli.common import color_option, complain, is_coloured, load, put, room, verb
from dcl.cli.data import read_data, tell_faults
from dcl.cli.files import WholeFile
from dcl.cli.later import FORMATS, LATER_ENGINES, LATER_FORMATS, not_yet
from dcl.cli.progress import Progress
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_usage import DCL655, DCL656
from dcl.engines.named import ENGINES, engine_named
from dcl.run.result import SEVERITIES, ExitStatus, Result, exit_status
from dcl.tables.show import visible

if TYPE_CHECKING:
    from dcl.ir.program import Program
    from dcl.run.select import Selection

EXAMPLE = """dcl check street.dcl boxes=boxes.csv images=images.parquet
dcl check penguins.dcl penguins.csv --violations bad.parquet"""

SUFFIXES = (".parquet", ".csv", ".ndjson")


@dataclass(frozen=True)
class Options:
    """How to check and what to do with the result."""

    form: str
    output: str | None
    limit: int | None
    violations: str | None
    names: tuple[str, ...]
    tags: tuple[str, ...]
    fail_on: str
    engine: str
    quiet: bool
    color: str


@verb(EXAMPLE)
@click.argument("contract", metavar="CONTRACT")
@click.argument("data", nargs=-1, metavar="[[TABLE=]PATH …]")
@click.option(
    "--format", "form", type=click.Choice([*FORMATS, *LATER_FORMATS]), default="text", help="How to print the report."
)
@click.option("--output", metavar="FILE", help="Write the report to a file.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Violations listed per rule; 0: all."
)
@click.option("--violations", metavar="FILE", help="Write every violation to a .parquet, .csv or .ndjson file.")
@click.option("--rule", "names", multiple=True, metavar="NAME", help="Check only this rule; may be repeated.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Check only rules with this tag; may be repeated.")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES[:0:-1]),
    default="error",
    show_default=True,
    help="The mildest severity of a broken rule that makes the exit status 1.",
)
@click.option(
    "--engine",
    type=click.Choice([*ENGINES, *LATER_ENGINES]),
    default="polars",
    show_default=True,
    help="What evaluates the rules; `reference` is slow and plain.",
)
@click.option("--quiet", is_flag=True, help="Print a text report only when something is wrong.")
@color_option
def command(contract: str, data: tuple[str, ...], limit: int, **settings: object) -> int:
    """Check data against a contract.

    Without paths the `source` lines of the contract say where the data are. A glob or a folder is one table; a prefix
    such as `csv:` names the format where the name of the file does not.
    """
    return _check(contract, data, Options(limit=limit or None, **settings))  # type: ignore[arg-type]


def _check(contract: str, data: tuple[str, ...], options: Options) -> int:
    began = time.perf_counter()
    problems = (*not_yet(options.engine, options.form), *_output_problems(options))
    if problems:
        complain(problems, options.color)
        return ExitStatus.NOT_JUDGED
    compiled = load(contract, options.color)
    if compiled is None:
        return ExitStatus.NOT_JUDGED
    selection = _selection(compiled.program, options)
    with ExitStack() as stack:
        files = _open_files(contract, data, options, stack)
        if selection is None or files is None:
            return ExitStatus.NOT_JUDGED
        result = _run(compiled.program, contract, data, selection, options)
        if result is None:
            return ExitStatus.NOT_JUDGED
        _publish(replace(result, seconds=time.perf_counter() - began), files, options)
        return exit_status(result, options.fail_on)


def _output_problems(options: Options) -> tuple[Diagnostic, ...]:
    name = options.violations
    if name is None:
        return ()
    if Path(name).suffix.lower() not in SUFFIXES:
        message = f'"{visible(name, 200)}" does not say in which format to write the violations'
        return (Diagnostic(DCL656, message, help="end the name in `.parquet`, `.csv` or `.ndjson`"),)
    if options.output is not None and Path(name).resolve() == Path(options.output).resolve():
        return (Diagnostic(DCL655, "`--output` and `--violations` name the same file"),)
    return ()


def _selection(program: Program, options: Options) -> Selection | None:
    """The rules to check; None after a name or a tag was told to be unknown."""
    from dcl.run.select import Selection, check_selection

    selection = Selection(options.names, options.tags)
    problems = check_selection(program, selection)
    complain(problems, options.color)
    return None if problems else selection


@dataclass(frozen=True)
class _Files:
    report: WholeFile | None
    violations: WholeFile | None


def _open_files(contract: str, data: tuple[str, ...], options: Options, stack: ExitStack) -> _Files | None:
    """The files to write, tried before any data is read; None after one was told to be impossible."""
    never = (Path(contract), *(Path(argument.rpartition(part)[2]) for argument in data for part in ("=", ":", "\0")))
    opened = []
    for name in (options.output, options.violations):
        file = None
        if name is not None:
            file, problems = WholeFile.open(name, never)
            if file is None:
                complain(problems, options.color)
                return None
            stack.callback(file.discard)
        opened.append(file)
    return _Files(*opened)


def _run(
    program: Program, contract: str, data: tuple[str, ...], selection: Selection, options: Options
) -> Result | None:
    """Read and check; None after it was told what could not be read."""
    from dcl.run.check import check

    with Progress(not options.quiet) as progress:
        read = read_data(program, contract, data, progress, options.color)
        if read is None:
            return None
        progress.now(f"checking {len(program.rules)} rules")
        limit = None if options.violations is not None else options.limit
        result = check(program, read.tables, engine_named(options.engine), limit, selection)
    tell_faults(program, read, result.faults, options.color)
    return result


def _publish(result: Result, files: _Files, options: Options) -> None:
    """Write the report and the violations where they were asked for."""
    if files.violations is not None:
        from dcl.report.violations import NUMBERS, violation_rows
        from dcl.tables.write import write_columns

        suffix = files.violations.path.suffix.lower()
        write_columns(files.violations.draft, suffix, violation_rows(result.rules), NUMBERS)
        files.violations.finish()
    text = _text(result.limited(options.limit), options, files.report is None)
    if files.report is None:
        put(text)
    else:
        files.report.draft.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
        files.report.finish()


def _text(result: Result, options: Options, on_stdout: bool) -> str:
    if options.form == "json":
        from dcl.report.json import json_report

        return json_report(result, options.fail_on)
    if options.quiet and on_stdout and all(rule.ok or rule.absent_table for rule in result.rules):
        return ""
    from dcl.report.text import text_report

    if not on_stdout:
        return text_report(result)
    return text_report(result, is_coloured(options.color, sys.stdout), room())
