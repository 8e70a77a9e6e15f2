"""`dcl check`: data against a contract."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcl.cli.check_folder import check_folder
from dcl.cli.check_options import Options, option_problems
from dcl.cli.check_output import Outputs, open_outputs, publish
from dcl.cli.common import color_option, complain, load, verb
from dcl.cli.data import read_data, tell_faults
from dcl.cli.later import LATER_ENGINES
from dcl.cli.progress import Progress
from dcl.diagnostics import Diagnostic, has_errors
from dcl.engines.named import ENGINES, engine_named
from dcl.figures.model import Figures
from dcl.report.formats import FORMATS, WITH_IDENTITIES
from dcl.run.result import SEVERITIES, ExitStatus, Result, exit_status

if TYPE_CHECKING:
    from dcl.baseline.baseline import Baseline
    from dcl.compile import Compiled
    from dcl.ir.program import Program
    from dcl.run.extras import Extras
    from dcl.run.select import Selection

EXAMPLE = """dcl check street.dcl boxes=boxes.csv images=images.parquet
dcl check penguins.dcl penguins.csv --violations bad.parquet
dcl check street.dcl --format html --output report.html
dcl check contracts"""


@verb(EXAMPLE)
@click.argument("contract", metavar="CONTRACT")
@click.argument("data", nargs=-1, metavar="[[TABLE=]PATH …]")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to print the report.")
@click.option("--output", metavar="FILE", help="Write the report to a file; with --format html and --by to a folder.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Violations listed per rule; 0: all."
)
@click.option("--violations", metavar="FILE", help="Write every violation to a .parquet, .csv or .ndjson file.")
@click.option("--rule", "names", multiple=True, metavar="NAME", help="Check only this rule; may be repeated.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Check only rules with this tag; may be repeated.")
@click.option("--by", metavar="COLUMN", help="Part the report by vendor, batch, annotator: the values of a column.")
@click.option("--baseline", metavar="FILE", help="Only violations that are not in this file fail.")
@click.option("--write-baseline", metavar="FILE", help="Write down today's violations, and fail for none of them.")
@click.option("--prune-baseline", is_flag=True, help="Take out of the baseline what fails no more.")
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
    such as `csv:` names the format where the name of the file does not. A folder in the place of the contract checks
    each contract in it that has a `source`.
    """
    options = Options(limit=limit or None, **settings)  # type: ignore[arg-type]
    if Path(contract).is_dir():
        return check_folder(contract, data, options, lambda each: _check(each, (), options))
    return _check(contract, data, options)


def _check(contract: str, data: tuple[str, ...], options: Options) -> int:
    began = time.perf_counter()
    problems = option_problems(options)
    if problems:
        complain(problems, options.color)
        return ExitStatus.NOT_JUDGED
    compiled = load(contract, options.color)
    if compiled is None:
        return ExitStatus.NOT_JUDGED
    selection, baseline, problems = _against(compiled.program, options)
    complain(problems, options.color)
    with ExitStack() as stack:
        outputs = None if has_errors(problems) else open_outputs(contract, data, options, stack)
        if outputs is None:
            return ExitStatus.NOT_JUDGED
        checked = _run(compiled, contract, data, selection, options, outputs)
        if checked is None:
            return ExitStatus.NOT_JUDGED
        result, figures = checked
        result = replace(result, seconds=time.perf_counter() - began)
        if baseline is not None or outputs.baseline is not None:
            result = _beside_baseline(result, baseline, outputs)
        publish(result, figures, outputs, options)
        return exit_status(result, options.fail_on)


def _against(program: Program, options: Options) -> tuple[Selection, Baseline | None, tuple[Diagnostic, ...]]:
    """The rules to check and the baseline to hold them to, with what is wrong with the options that name them."""
    from dcl.run.select import Selection, check_selection

    selection = Selection(options.names, options.tags)
    problems = check_selection(program, selection)
    baseline = None
    if options.baseline is not None:
        from dcl.baseline.baseline import read_baseline

        baseline, found = read_baseline(options.baseline, program)
        problems += found
    if options.by is not None:
        from dcl.run.by import check_by

        problems += check_by(program, options.by)
    return selection, baseline, problems


def _run(
    compiled: Compiled,
    contract: str,
    data: tuple[str, ...],
    selection: Selection,
    options: Options,
    outputs: Outputs,
) -> tuple[Result, Figures] | None:
    """Read and check, and count what is drawn; None after it was told what could not be read."""
    from dcl.run.check import check

    program = compiled.program
    with Progress(not options.quiet) as progress:
        read = read_data(program, contract, data, progress, options.color)
        if read is None:
            return None
        progress.now(f"checking {len(program.rules)} rules")
        keeps_all = outputs.violations is not None or options.uses_baseline
        limit = None if keeps_all else options.limit
        extras = _extras(program, options)
        result = check(program, read.tables, engine_named(options.engine), limit, selection, extras)
        figures = Figures()
        if options.form == "html":
            from dcl.figures.measure import figures_of

            progress.now("counting what is drawn")
            figures = figures_of(compiled.checked, program, read.tables, engine_named(options.engine))
    tell_faults(program, read, result.faults, options.color)
    return result, figures


def _extras(program: Program, options: Options) -> Extras:
    from dcl.run.extras import Extras

    identify = options.uses_baseline or options.form in WITH_IDENTITIES
    if options.form != "html":
        return Extras(by=options.by, identify=identify)
    from dcl.report.html_extras import html_extras

    return replace(html_extras(program, options.by), identify=identify)


def _beside_baseline(result: Result, baseline: Baseline | None, outputs: Outputs) -> Result:
    """The result without what a baseline knows, after a new baseline was written where one was asked for."""
    from dcl.baseline.baseline import apply, baseline_of, pruned, written

    if outputs.baseline is not None:
        kept = baseline_of(result) if baseline is None else pruned(baseline, result)
        outputs.baseline.draft.write_text(written(kept), encoding="utf-8", newline="")
        outputs.baseline.finish()
        baseline = kept
    assert baseline is not None
    return apply(result, baseline)
