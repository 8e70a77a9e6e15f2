"""`dcl infer`: a first contract from data."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import click

from dcl.cli.common import color_option, complain, put, verb
from dcl.cli.files import WholeFile
from dcl.cli.progress import Progress
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_infer import DCL843
from dcl.run.result import ExitStatus
from dcl.tables.show import visible

EXAMPLE = """dcl infer boxes.csv images.csv --output street.dcl
dcl infer coco:annotations.json"""


@verb(EXAMPLE)
@click.argument("data", nargs=-1, required=True, metavar="[TABLE=]PATH…")
@click.option("--name", metavar="NAME", help="What to call the contract; else as its table or folder is called.")
@click.option("--output", metavar="FILE", help="Write the contract to a new file.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Read only the first N rows of each table.")
@color_option
def command(data: tuple[str, ...], name: str | None, output: str | None, sample: int | None, color: str) -> int:
    """Draft a first contract from data.

    The data keep to every line of it, and each line has its evidence as a comment. What the data leave open is left
    out. A prefix such as `coco:` names the format where the name of the file does not.
    """
    with ExitStack() as stack:
        file = None
        if output is not None:
            file, problems = _open(output)
            complain(problems, color)
            if file is None:
                return ExitStatus.NOT_JUDGED
            stack.callback(file.discard)
        text = _draft(data, output, name, sample, color)
        if text is None:
            return ExitStatus.NOT_JUDGED
        if file is None:
            put(text)
        else:
            file.draft.write_text(text, encoding="utf-8", newline="")
            file.finish()
    return ExitStatus.OK


def _open(output: str) -> tuple[WholeFile | None, tuple[Diagnostic, ...]]:
    if os.path.lexists(output):
        message = f"`{visible(output, 200)}` is there already, and a draft never replaces a contract"
        return None, (Diagnostic(DCL843, message, help="give the draft another name, or remove the file first"),)
    return WholeFile.open(output)


def _draft(data: tuple[str, ...], output: str | None, name: str | None, sample: int | None, color: str) -> str | None:
    """The text of the draft; None after it was told what stands against it."""
    from dcl.infer.infer import infer

    folder = Path(output).resolve().parent if output is not None else Path.cwd()
    with Progress(True) as progress:
        text, problems = infer(data, folder, name, sample, progress.now)
    complain(problems, color)
    return text
