"""`dcl check FOLDER`: every contract in a folder against the data that its `source`s name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from dcl.cli.check_options import Options
from dcl.cli.common import complain, put
from dcl.cli.folders import contracts_in, is_shared
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_usage import DCL660, DCL661
from dcl.run.result import ExitStatus
from dcl.tables.show import visible

FORMATS = ("text", "markdown", "github")
"""Those in which one report may follow another."""


def check_folder(folder: str, data: tuple[str, ...], options: Options, check: Callable[[str], int]) -> int:
    """Check one contract after the other; the gravest exit status counts."""
    if problems := _problems(folder, data, options):
        complain(problems, options.color)
        return ExitStatus.NOT_JUDGED
    chosen = {contract: names for contract in contracts_in(folder) if (names := _names_data(contract)) is not None}
    contracts = [contract for contract, names in chosen.items() if names]
    if not contracts:
        complain((_nothing(folder),), options.color)
        return ExitStatus.NOT_JUDGED
    status = 0
    for place, contract in enumerate(contracts):
        if place and not options.quiet:
            put("\n")
        found = check(contract)
        if found and options.quiet:
            put("\n")
        # What one contract has to say on either stream comes before the next.
        sys.stdout.flush()
        status = max(status, found)
    left_out = [visible(contract, 200) for contract in chosen if contract not in contracts]
    if left_out and not options.quiet:
        click.echo(f"not checked, for lack of a `source`: {', '.join(left_out)}", err=True)
    return status


def _names_data(contract: str) -> bool | None:
    """Whether a contract says where its data are; a broken one is to be told of, a file for others to use is none."""
    from dcl.compile import compile_contract

    compiled, diagnostics = compile_contract(Path(contract), contract)
    if compiled is None:
        return None if is_shared(diagnostics) else True
    return any(table.sources for table in compiled.program.tables)


def _problems(folder: str, data: tuple[str, ...], options: Options) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(DCL660, f"{what} is for one contract, and `{visible(folder, 200)}` is a folder", help=help)
        for what, help in _only_for_one(data, options)
    )


def _only_for_one(data: tuple[str, ...], options: Options) -> Iterator[tuple[str, str]]:
    """What was asked for that makes no sense for several contracts, and what to do instead."""
    name_it = "name the contract"
    if data:
        yield f"`{visible(data[0], 200)}`", "name the contract; one of a folder is checked with its `source`s"
    if options.form not in FORMATS:
        yield f"`--format {options.form}`", f"{name_it}, or take one of `{'`, `'.join(FORMATS)}`"
    settings = {
        "--output": options.output,
        "--violations": options.violations,
        "--rule": options.names,
        "--tag": options.tags,
        "--by": options.by,
        "--baseline": options.baseline,
        "--write-baseline": options.write_baseline,
    }
    for option, value in settings.items():
        if value:
            yield f"`{option}`", name_it


def _nothing(folder: str) -> Diagnostic:
    message = f"no contract in `{visible(folder, 200)}` says where its data are, so there is nothing to check"
    return Diagnostic(DCL661, message, help="give a table a `source`, or name the contract and its data")
