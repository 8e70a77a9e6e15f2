"""From a contract file to a compiled contract: all the stages that need no data, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dcl.analysis.check import check_contract
from dcl.analysis.contract import CheckedContract
from dcl.diagnostics import Diagnostic, has_errors
from dcl.diagnostics.codes_types import DCL311
from dcl.ir.lower import lower
from dcl.ir.program import Program
from dcl.modules import load_modules


@dataclass(frozen=True, eq=False)
class Compiled:
    """A contract that is free of errors. `folder` is where its `source` paths begin."""

    checked: CheckedContract
    program: Program
    folder: Path


def compile_contract(path: Path, shown: str | None = None) -> tuple[Compiled | None, tuple[Diagnostic, ...]]:
    """Read, parse and check a contract; None where a diagnostic is an error.

    `shown` is how reports and messages name the file; by default as `path` is written.
    """
    module, diagnostics = load_modules(path, shown or str(path))
    if module is None:
        return None, diagnostics
    try:
        checked, found = check_contract(module, diagnostics)
        diagnostics = in_order((*diagnostics, *found))
        if checked is None or has_errors(diagnostics):
            return None, diagnostics
        return Compiled(checked, lower(checked), path.resolve().parent), diagnostics
    except RecursionError:
        # Expressions nest at most 100 deep and `let`s build on each other at most 100 deep, but not both at once.
        message = "the `let`s of this contract build on each other too deeply, with too much nested in each"
        return None, (*diagnostics, Diagnostic(DCL311, message, help="compute some of them before the data come here"))


def in_order(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Diagnostics by file and place, in the order in which a reader meets them."""

    def place(diagnostic: Diagnostic) -> tuple[str, int]:
        span = diagnostic.span
        return ("", -1) if span is None else (span.source.path, span.start)

    return tuple(sorted(diagnostics, key=place))
