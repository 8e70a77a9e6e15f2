"""What the verbs share: help that opens with an example, colour, and where text goes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from dcl.cli.folders import expanded
from dcl.report.diagnostics import render

if TYPE_CHECKING:
    from dcl.compile import Compiled
    from dcl.diagnostics import Diagnostic

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
PLAIN_WIDTH = 100
"""How wide a report is where no terminal says otherwise."""


class WithExample(click.Command):
    """A command whose help opens with an example."""

    def __init__(self, *arguments: Any, example: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.example = example

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Example"):
            for line in self.example.split("\n"):
                formatter.write(f"  {line}\n")
        formatter.write_paragraph()
        super().format_help(ctx, formatter)


def verb(example: str) -> Callable[[Callable[..., int]], click.Command]:
    """Makes a function the command of its module."""
    return click.command(cls=WithExample, context_settings=SETTINGS, example=example)


color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colours: on a terminal (auto), always or never. NO_COLOR is respected.",
)

json_or_text = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the results."
)

contracts_argument = click.argument("contracts", nargs=-1, required=True, metavar="CONTRACT…", callback=expanded)


def is_coloured(color: str, stream: TextIO) -> bool:
    """Whether to colour what goes to a stream."""
    if color != "auto":
        return color == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def room() -> int:
    """How many cells wide the output may be."""
    return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns if sys.stdout.isatty() else PLAIN_WIDTH


def put(text: str) -> None:
    """Write results."""
    sys.stdout.write(text)


def complain(diagnostics: Iterable[Diagnostic], color: str) -> None:
    """Write diagnostics beside the results."""
    text = render(diagnostics, is_coloured(color, sys.stderr))
    if text:
        sys.stderr.write(text)


def load(contract: str, color: str) -> Compiled | None:
    """A contract, compiled; None after its errors were told. Its lints are the business of `dcl lint`."""
    from dcl.compile import compile_contract

    compiled, diagnostics = compile_contract(Path(contract), contract)
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.is_error]
    complain(errors, color)
    return None if errors else compiled
