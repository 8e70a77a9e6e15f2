"""`dcl import`: a contract from a file of another tool."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from dcl.cli.common import color_option, complain, put, verb
from dcl.cli.files import WholeFile
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_import import DCL831, DCL832
from dcl.interop.draft import Draft
from dcl.interop.imports import IMPORTS, read_draft
from dcl.interop.spell import as_name
from dcl.interop.write import NOT_TAKEN_OVER, write
from dcl.readers.files import named, read_bytes, read_head
from dcl.run.result import ExitStatus
from dcl.syntax.read import LARGEST_FILE
from dcl.tables.show import visible

MOST_LISTED = 50
"""How much that was not taken over is listed on the terminal; the contract has all of it."""


@verb("dcl import boxes.schema.json --output boxes.dcl\ndcl import labels.json --from cvat --name street")
@click.argument("file", metavar="FILE")
@click.option("--from", "format_", type=click.Choice(list(IMPORTS)), help="The format; without it, it is recognised.")
@click.option("--name", help="The name of the contract; else as the file has it, or the name of the file.")
@click.option("--output", metavar="FILE", help="Where to write the contract; else to standard output.")
@color_option
def command(file: str, format_: str | None, name: str | None, output: str | None, color: str) -> int:
    """Write a contract from a file of another tool.

    What the language cannot say is not taken over: it becomes a comment beside the line, and is listed.
    """
    text, problems = _text(Path(file))
    target: WholeFile | None = None
    if not problems and output is not None:
        target, problems = WholeFile.open(output, (Path(file),))
    if problems:
        complain(problems, color)
        return ExitStatus.NOT_JUDGED
    try:
        return _import(text, file, format_, name, target, color)
    finally:
        if target is not None:
            target.discard()


def _import(
    text: str, file: str, format_: str | None, name: str | None, target: WholeFile | None, color: str
) -> ExitStatus:
    draft, found, refused = read_draft(text, _called(file), format_, file)
    if draft is None:
        complain(refused, color)
        return ExitStatus.NOT_JUDGED
    if name is not None:
        draft = replace(draft, name=as_name(name, "imported"))
    contract = write(draft)
    if len(contract) > LARGEST_FILE:
        message = f"{named(file)} makes a contract of {len(contract):,} signs, and one has at most {LARGEST_FILE:,}"
        complain([Diagnostic(DCL832, message, help="import a part of it")], color)
        return ExitStatus.NOT_JUDGED
    if target is None:
        put(contract)
    else:
        target.draft.write_text(contract, encoding="utf-8", newline="")
        target.finish()
    if format_ is None:
        _say(f"{named(file)} is read as {IMPORTS[found].summary} (`--from {found}`)")
    _say(*_losses(draft))
    return ExitStatus.OK


def _text(path: Path) -> tuple[str, Iterable[Diagnostic]]:
    """The text of the file, or why there is none."""
    _, problem = read_head(path)
    if problem is not None:
        return "", (problem,)
    data, problem = read_bytes(path)
    if problem is not None:
        return "", (problem,)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{named(path)} is not UTF-8: line {line:,} holds bytes that are no text"
        return "", (Diagnostic(DCL831, message, help="save the file as UTF-8"),)


def _called(file: str) -> str:
    """The name of a file without its endings, as a name that needs no backticks."""
    stem = Path(file).name.split(".")[0]
    return re.sub(r"\W+", "_", stem).strip("_") or "imported"


def _losses(draft: Draft) -> Iterable[str]:
    losses = [f"{place}: {what}" if place else what for place, what in draft.losses()]
    yield from (f"{NOT_TAKEN_OVER}{visible(each, 200)}" for each in losses[:MOST_LISTED])
    if len(losses) > MOST_LISTED:
        yield f"… and {len(losses) - MOST_LISTED:,} more; the contract has them all as comments"


def _say(*lines: str) -> None:
    sys.stderr.writelines(f"{line}\n" for line in lines)
