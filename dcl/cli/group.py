"""`dcl` itself: its verbs, each loaded when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from dcl import __version__
from dcl.cli.common import SETTINGS, WithExample

VERBS = ("check", "lint", "fmt", "test", "plan", "explain", "guide", "sample", "infer", "import", "export", "lsp")

MODULES = {"import": "import_"}
"""Modules that cannot be called as their verb is."""


class Verbs(WithExample, click.Group):
    """A group that imports the module of a verb only when it needs it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"dcl.cli.{MODULES.get(cmd_name, cmd_name)}").command
        return command


@click.group(cls=Verbs, context_settings=SETTINGS, example="dcl check street.dcl boxes=boxes.csv images=images.csv")
@click.version_option(__version__, prog_name="dcl")
def dcl() -> None:
    """Check data against contracts written in the dcl language.

    Exit status: 0 all is well, 1 something is wrong with the data or the contract, 2 it could not be judged.
    """
