"""`dcl fmt`: one canonical layout."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from dcl.cli.common import color_option, complain, contracts_argument, is_coloured, put, verb
from dcl.cli.files import write_whole
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_usage import DCL657
from dcl.report.style import style
from dcl.run.result import ExitStatus
from dcl.source import SourceFile
from dcl.tables.show import visible

STDIN = "-"


@verb("dcl fmt contracts/*.dcl\ndcl fmt --check --diff contracts/*.dcl")
@contracts_argument
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit status 1 where a file would change.")
@click.option("--diff", "show_diff", is_flag=True, help="Change nothing; print what would change.")
@color_option
def command(contracts: tuple[str, ...], only_check: bool, show_diff: bool, color: str) -> int:
    """Lay contracts out in the one canonical way. `-` reads standard input and writes standard output."""
    status = ExitStatus.OK
    for contract in contracts:
        status = max(status, _format(contract, only_check, show_diff, color))
    return status


def _format(contract: str, only_check: bool, show_diff: bool, color: str) -> ExitStatus:
    source, laid_out, problems = _lay_out(contract)
    complain(problems, color)
    if source is None or laid_out is None:
        return ExitStatus.NOT_JUDGED
    changed = laid_out != source.text
    if show_diff:
        put(_difference(source, laid_out, is_coloured(color, sys.stdout)))
    if only_check:
        if changed and not show_diff:
            put(f"{visible(contract, 200)} would change\n")
        return ExitStatus.VIOLATIONS if changed else ExitStatus.OK
    if not show_diff:
        if contract == STDIN:
            put(laid_out)
        elif changed:
            write_whole(Path(contract), laid_out)
    return ExitStatus.OK


def _lay_out(contract: str) -> tuple[SourceFile | None, str | None, tuple[Diagnostic, ...]]:
    from dcl.syntax.format import format_source
    from dcl.syntax.read import read_source

    if contract == STDIN:
        source, problems = _read_stdin()
    else:
        source, problems = read_source(Path(contract), contract)
    if source is None:
        return None, None, problems
    text, found = format_source(source)
    return source, text, (*problems, *found)


def _read_stdin() -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
    try:
        return SourceFile("<stdin>", sys.stdin.buffer.read().decode("utf-8-sig")), ()
    except UnicodeDecodeError:
        return None, (Diagnostic(DCL657, "standard input is not UTF-8", help="save the text as UTF-8"),)


def _difference(source: SourceFile, laid_out: str, colour: bool) -> str:
    paint = style(colour)
    roles = {"+": "good", "-": "error", "@": "note"}
    lines = difflib.unified_diff(
        source.text.splitlines(keepends=True),
        laid_out.splitlines(keepends=True),
        visible(source.path, 200),
        f"{visible(source.path, 200)} (formatted)",
    )
    shown = []
    for line in lines:
        body = visible(line.rstrip("\n"), len(line) + 1)
        shown.append(paint(body, roles[line[0]]) if line[0] in roles else body)
    return "".join(f"{line}\n" for line in shown)
