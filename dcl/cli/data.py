"""What the verbs that read data share: reading the tables, and saying which file is broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dcl.cli.common import complain
from dcl.cli.progress import Progress
from dcl.diagnostics import has_errors

if TYPE_CHECKING:
    from dcl.ir.program import Program
    from dcl.readers.binding import Binding
    from dcl.tables.table import Table


@dataclass(frozen=True)
class Data:
    """The tables of a call, and what each of them is bound to."""

    tables: Mapping[str, Table]
    bindings: Mapping[str, Binding]


def read_data(
    program: Program, contract: str, arguments: tuple[str, ...], progress: Progress, color: str
) -> Data | None:
    """Read what the arguments or the contract's sources name; None after it was told what could not be read."""
    from dcl.readers.bind import bind_arguments
    from dcl.readers.read import read_tables

    bindings, diagnostics = bind_arguments(program, arguments, _home(contract))
    tables: dict[str, Table] = {}
    if not has_errors(diagnostics):
        tables, found = read_tables(program, bindings, lambda name: progress.now(f"reading {name}"))
        diagnostics += found
    complain(diagnostics, color)
    return None if has_errors(diagnostics) else Data(tables, {binding.table: binding for binding in bindings})


def _home(contract: str) -> Path:
    """The folder of a contract, named from here where it lies below: messages show the paths that begin with it."""
    folder = Path(contract).resolve().parent
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def tell_faults(program: Program, data: Data, faults: Mapping[str, BaseException], color: str) -> None:
    """Say which files could not be read to their end, each once."""
    from dcl.readers.read import explain_failure

    told = {
        explain_failure(data.bindings[name], program.table[name], error): None
        for name, error in faults.items()
        if name in data.bindings
    }
    complain(told, color)
