"""Reading a table: the door to all formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from dcl.diagnostics.codes_data import DCL617
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import Program, TableSpec
from dcl.readers.binding import Binding
from dcl.readers.captures import with_captures
from dcl.readers.contents import Contents, read_part
from dcl.readers.formats import FORMATS
from dcl.tables.show import visible
from dcl.tables.table import Table


def read_table(binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read what a table is bound to, or say what is wrong with it."""
    table, diagnostics = _read(binding, spec)
    return (None if table is None else with_captures(table, spec)), diagnostics


def read_tables(
    program: Program, bindings: Iterable[Binding], begins: Callable[[str], None] = lambda _name: None
) -> tuple[dict[str, Table], tuple[Diagnostic, ...]]:
    """The tables that can be read, and what is wrong with the others; `begins` is told each name beforehand."""
    tables = {}
    found: tuple[Diagnostic, ...] = ()
    for binding in bindings:
        begins(binding.table)
        table, diagnostics = read_table(binding, program.table[binding.table])
        found += diagnostics
        if table is not None:
            tables[binding.table] = table
    return tables, found


def _read(binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    # Modules are loaded when they are needed: each brings libraries of its own.
    if FORMATS[binding.format].several:
        contents = binding.contents or Contents(binding.format, binding.paths, binding.shown)
        return read_part(contents, binding, spec)
    module = import_module(f"dcl.readers.{FORMATS[binding.format].module}")
    table, diagnostics = module.read(binding, spec)
    return table, diagnostics


def explain_failure(binding: Binding, spec: TableSpec, error: BaseException) -> Diagnostic:
    """What is wrong with a table that could be opened, but whose rows failed an engine: asked after the failure.

    The file may have changed since, or be damaged where only its rows show it.
    """
    _, diagnostics = read_table(binding, spec)
    if diagnostics:
        return diagnostics[0]
    reason = visible(str(error).strip().split("\n")[0], 200) or type(error).__name__
    return Diagnostic(
        DCL617,
        f"`{visible(binding.shown, 200)}` cannot be read to its end: {reason}",
        help="get or write the file again, and do not change it while it is checked",
    )
