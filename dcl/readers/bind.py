"""Tying tables to files, from arguments and from the contract's sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dcl.diagnostics.codes_data import DCL601, DCL602, DCL603, DCL604, DCL623, DCL626
from dcl.diagnostics.model import Diagnostic, did_you_mean
from dcl.ir.program import Program, TableSpec
from dcl.readers.bind_files import bind_path, find_files, part_of, prefix_of
from dcl.readers.bind_sources import bind_sources, with_captured
from dcl.readers.binding import Binding
from dcl.readers.contents import Contents
from dcl.readers.formats import FORMATS
from dcl.tables.show import visible

__all__ = ["bind_arguments", "bind_path"]


def bind_arguments(
    program: Program, arguments: Sequence[str], root: Path, given: Collection[str] = ()
) -> tuple[tuple[Binding, ...], tuple[Diagnostic, ...]]:
    """The data of each table: from an argument `[TABLE=]PATH`, else from its `source`, which starts at `root`.

    The tables `given` have their data already. Nothing is read, but for a file of several tables that no argument
    parts: what is in it decides which tables it is for. It is read once, and only where all else is in order.
    """
    bound = _Bound(program, root, given)
    bare: list[tuple[str, Contents, str | None]] = []
    for argument in arguments:
        prefix, path = prefix_of(argument)
        if prefix in FORMATS and FORMATS[prefix].several:
            path, part = part_of(path, prefix)
            paths, problem = find_files(path, prefix)
            bare.append((argument, Contents(prefix, paths, path), part))
            if problem:
                bound.misplaced(problem)
        else:
            bound.take(argument)
    for argument, contents, part in bare:
        if bound.problems:
            bound.is_misplaced = True
        else:
            bound.fill(argument, contents, part)
    bound.take_sources()
    return bound.in_order(), tuple(bound.problems)


@dataclass
class _Bound:
    """What has been tied so far. `claimed` says which argument a table has its data from.

    `is_misplaced`: an argument found no table. Whichever it was for, that one does not lack data.
    """

    program: Program
    root: Path
    given: Collection[str]
    bindings: dict[str, Binding] = field(default_factory=dict)
    claimed: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    is_misplaced: bool = False

    @property
    def readable(self) -> list[TableSpec]:
        """The tables that are read, not made from others."""
        return [spec for spec in self.program.tables if spec.origin is None]

    def misplaced(self, problem: Diagnostic) -> None:
        self.problems.append(problem)
        self.is_misplaced = True

    def take(self, argument: str) -> None:
        """Tie the table that an argument is for."""
        spec, path, problem = _table_of(self.program, self.readable, argument)
        if spec is None:
            if problem:
                self.misplaced(problem)
        elif self._claim(spec, argument):
            binding, problem = bind_path(spec, path)
            if binding:
                self.bindings[spec.name] = with_captured(binding, spec, self.root)
            if problem:
                self.problems.append(problem)

    def fill(self, argument: str, contents: Contents, part: str | None) -> None:
        """Tie all tables that a file has one of the same name for; or the one that needs data to its only table."""
        sheets, problems = contents.parsed
        if problems:
            self.problems += problems
            self.is_misplaced = True
            return
        there = set(sheets) if part is None else {part}
        found = [spec for spec in self.readable if spec.name in there and spec.name not in self.given]
        needing = _needing(self.readable)
        if not found and len(needing) == 1 and len(there) == 1:
            found = needing
        if not found:
            self.misplaced(_fills_nothing(argument, contents, self.readable))
        for spec in found:
            if self._claim(spec, argument):
                binding = Binding(spec.name, contents.format, contents.paths, contents.shown, (), contents, part)
                self.bindings[spec.name] = with_captured(binding, spec, self.root)

    def _claim(self, spec: TableSpec, argument: str) -> bool:
        if spec.name in self.claimed:
            self.problems.append(_bound_twice(spec.name, self.claimed[spec.name], argument))
            return False
        self.claimed[spec.name] = argument
        return True

    def take_sources(self) -> None:
        """Tie the tables that no argument is for to their sources."""
        for spec in self.readable:
            if spec.name not in self.claimed and spec.name not in self.given:
                binding, problem = bind_sources(spec, self.root)
                if binding:
                    self.bindings[spec.name] = binding
                elif problem and not (self.is_misplaced and problem.code is DCL604):
                    self.problems.append(problem)

    def in_order(self) -> tuple[Binding, ...]:
        """The bindings in the order of the contract; those to the same file share what is in it."""
        bindings = [self.bindings[spec.name] for spec in self.readable if spec.name in self.bindings]
        known = {(one.format, one.paths): one.contents for one in bindings if one.contents}
        return tuple(_sharing(binding, known) for binding in bindings)


def _sharing(binding: Binding, known: dict[tuple[str, tuple[str, ...]], Contents]) -> Binding:
    if not FORMATS[binding.format].several or binding.contents:
        return binding
    key = binding.format, binding.paths
    return replace(binding, contents=known.setdefault(key, Contents(*key, binding.shown)))


def _needing(specs: Sequence[TableSpec]) -> list[TableSpec]:
    """The tables that need data; those that may be absent, where there are no others."""
    return [spec for spec in specs if not spec.may_be_absent] or list(specs)


def _table_of(
    program: Program, readable: Sequence[TableSpec], argument: str
) -> tuple[TableSpec | None, str, Diagnostic | None]:
    """The table that an argument is for, and its path."""
    name, sign, path = argument.partition("=")
    if sign and name in program.table:
        spec = program.table[name]
        return (None, path, _made(spec)) if spec.origin else (spec, path, None)
    # A path may hold `=` itself, as in `date=2026-11-24/boxes.csv`.
    if sign and not any(mark in name for mark in "/\\:*.") and not Path(argument).exists():
        return None, path, _no_table(program, readable, name)
    needing = _needing(readable)
    if len(needing) == 1:
        return needing[0], argument, None
    if not needing:
        message = f"`{visible(program.name)}` declares no table, so `{visible(argument)}` is for nothing"
        return None, argument, Diagnostic(DCL603, message, help="leave the path out, or declare a table")
    message = f"`{visible(argument, 200)}` does not say which table it is for: the contract has {_listed(needing)}"
    help = f"write the table before it: `{visible(needing[0].name)}={visible(argument, 200)}`"
    return None, argument, Diagnostic(DCL603, message, help=help)


def _no_table(program: Program, readable: Sequence[TableSpec], name: str) -> Diagnostic:
    meant = did_you_mean(name, program.table)
    help = f"did you mean `{visible(meant)}`?" if meant else f"the contract has {_listed(readable)}"
    return Diagnostic(DCL601, f"`{visible(name)}` is not a table of `{visible(program.name)}`", help=help)


def _made(spec: TableSpec) -> Diagnostic:
    assert spec.origin is not None
    base = visible(spec.origin.table)
    message = f"`{visible(spec.name)}` takes no data: it is made from `{base}`"
    return Diagnostic(DCL626, message, help=f"give `{base}` its data: `{base}=PATH`")


def _bound_twice(name: str, first: str, second: str) -> Diagnostic:
    return Diagnostic(
        DCL602,
        f"`{visible(name)}` gets data twice: from `{visible(first, 200)}` and from `{visible(second, 200)}`",
        help=f"one table is one file, folder or glob; put a glob in quotes: `{visible(name)}='data/*.csv'`",
    )


def _fills_nothing(argument: str, contents: Contents, readable: Sequence[TableSpec]) -> Diagnostic:
    sheets = list(contents.parsed[0])
    has = f"the contract has {_listed(readable)}" if readable else "the contract has no table"
    message = f"`{visible(argument, 200)}` fills no table: it has {_names(sheets)}, {has}"
    if not readable or not sheets:
        return Diagnostic(DCL623, message, help="check that this is the right file for the contract")
    path = f"{contents.format}:{visible(contents.shown, 200)}"
    example = f"{visible(readable[0].name)}={path}#{visible(sheets[0])}"
    return Diagnostic(DCL623, message, help=f"say which table gets what: `{example}`")


def _listed(specs: Iterable[TableSpec]) -> str:
    return _names([spec.name for spec in specs])


def _names(names: Sequence[str]) -> str:
    shown = [f"`{visible(name)}`" for name in names[:6]]
    if len(names) > len(shown):
        return ", ".join([*shown, "…"])
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
