"""A folder in the place of a contract stands for the contracts in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_modules import DCL405
from dcl.tables.show import visible

SUFFIX = ".dcl"


def contracts_in(folder: str) -> Iterator[str]:
    """The contract files of a folder and of the folders in it, sorted.

    Hidden folders, and those of installed packages, are not looked into.
    """
    for place, folders, files in os.walk(os.path.normpath(folder)):
        folders[:] = sorted(name for name in folders if not _is_foreign(Path(place, name)))
        for name in sorted(files):
            if name.endswith(SUFFIX):
                yield os.path.normpath(Path(place, name))


def _is_foreign(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name == "node_modules" or (folder / "pyvenv.cfg").is_file()


def expanded(_: click.Context, __: click.Parameter, names: Sequence[str]) -> tuple[str, ...]:
    """The contracts that arguments name, each folder replaced by those in it."""
    return tuple(contract for name in names for contract in (_those_in(name) if Path(name).is_dir() else (name,)))


def _those_in(folder: str) -> tuple[str, ...]:
    found = tuple(contracts_in(folder))
    if not found:
        raise click.UsageError(f"the folder `{visible(folder, 200)}` holds no contract: no file ends in `{SUFFIX}`")
    return found


def is_shared(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether a file is sound and only lacks a contract of its own, since it is made for others to use."""
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.is_error]
    return bool(errors) and all(error.code is DCL405 for error in errors)
