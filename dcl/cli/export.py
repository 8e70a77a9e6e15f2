"""`dcl export`: a contract in the words of another tool."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import click

from dcl.cli.common import color_option, complain, load, put, verb
from dcl.cli.files import WholeFile
from dcl.compile import Compiled
from dcl.diagnostics import Diagnostic, did_you_mean
from dcl.diagnostics.codes_interop import DCL821, DCL822, DCL823, DCL824, DCL825
from dcl.interop.exported import Exported, LeftOut, NoExport
from dcl.interop.formats import EXPORTS, ExportFormat
from dcl.ir.program import Program
from dcl.run.result import ExitStatus
from dcl.run.structure import root_of
from dcl.tables.show import visible

MOST_NAMED = 4
"""How many rules are named on a line; the file, where its format allows it, names them all."""


@verb(
    "dcl export street.dcl --to json-schema --table boxes --output boxes.schema.json\n"
    "dcl export street.dcl --to odcs > street.odcs.yaml"
)
@click.argument("contract", metavar="CONTRACT")
@click.option("--to", "form", type=click.Choice(list(EXPORTS)), required=True, help="The format.")
@click.option("--table", metavar="TABLE", help="The table; a contract with one table needs none.")
@click.option("--output", metavar="FILE", help="Where to write it; else to standard output.")
@color_option
def command(contract: str, form: str, table: str | None, output: str | None, color: str) -> int:
    """Write a contract, or one of its tables, in the format of another tool.

    No other format says all that a contract does. What is left out is listed on standard error; `dcl check` decides it.
    """
    compiled = load(contract, color)
    if compiled is None:
        return ExitStatus.NOT_JUDGED
    exported, problems = exported_as(compiled, EXPORTS[form], table)
    target: WholeFile | None = None
    if exported is not None and output is not None:
        target, problems = WholeFile.open(output, (Path(contract),))
    if exported is None or problems:
        complain(problems, color)
        return ExitStatus.NOT_JUDGED
    if target is None:
        put(exported.text)
    else:
        _write(target, exported.text)
    sys.stderr.writelines(f"{line}\n" for line in left_out_lines(exported.left_out))
    return ExitStatus.OK


def exported_as(
    compiled: Compiled, form: ExportFormat, table: str | None
) -> tuple[Exported | None, tuple[Diagnostic, ...]]:
    """The contract in a format, or why it cannot be written so."""
    if form.needs is not None and find_spec(form.needs[0]) is None:
        message = f"`{form.name}` is written with a library that is not installed"
        return None, (Diagnostic(DCL821, message, help=f"pip install 'dcl-lang[{form.needs[1]}]'"),)
    chosen, problem = _table(compiled.program, form, table)
    if problem is not None:
        return None, (problem,)
    try:
        return form.export(compiled, chosen), ()
    except NoExport as error:
        return None, (Diagnostic(DCL825, str(error)),)


def _table(program: Program, form: ExportFormat, table: str | None) -> tuple[str | None, Diagnostic | None]:
    """The table to export, None for all of the contract, or what is wrong."""
    known = {spec.name: spec for spec in program.tables}
    with_files = [name for name, spec in known.items() if spec.origin is None]
    if table is None:
        if not form.one_table or len(with_files) == 1:
            return None if not form.one_table else with_files[0], None
        help = "name one with `--table`: " + ", ".join(f"`{visible(name)}`" for name in with_files)
        return None, Diagnostic(DCL822, f"`{form.name}` holds one table, and this contract has several", help=help)
    if table not in known:
        guess = did_you_mean(table, with_files)
        message = f"`{visible(table)}` is not a table of `{visible(program.name)}`"
        return None, Diagnostic(DCL823, message, help=f"did you mean `{visible(guess)}`?" if guess else None)
    origin = known[table].origin
    if origin is not None:
        message = f"`{visible(table)}` is made from `{visible(origin.table)}`, so no file holds it"
        return None, Diagnostic(DCL824, message, help=f"export `{visible(root_of(program, table))}`")
    return table, None


def _write(target: WholeFile, text: str) -> None:
    try:
        target.draft.write_text(text, encoding="utf-8", newline="")
        target.finish()
    finally:
        target.discard()


def left_out_lines(left_out: Iterable[LeftOut]) -> list[str]:
    """What is left out, a line for each reason."""
    by_reason: dict[str, dict[str, None]] = {}
    for each in left_out:
        # A rule that is made for each label or table is said once.
        by_reason.setdefault(each.why, {})[each.id.partition("[")[0]] = None
    if not by_reason:
        return []
    lines = ["left to `dcl check`:"]
    for why, names in by_reason.items():
        shown = ", ".join(visible(name) for name in list(names)[:MOST_NAMED])
        more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
        lines.append(f"  {shown}{more}: {visible(why, 300)}")
    return lines
