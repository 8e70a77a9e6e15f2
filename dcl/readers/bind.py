"""Tying tables to files, from arguments and from the contract's sources, before anything is read."""

from __future__ import annotations

import glob
from collections.abc import Collection, Sequence
from pathlib import Path, PurePath

from dcl.diagnostics.codes_data import DCL601, DCL602, DCL603, DCL604, DCL605, DCL607, DCL608, DCL609
from dcl.diagnostics.model import Diagnostic, did_you_mean
from dcl.ir.program import Program, TableSpec
from dcl.readers.binding import Binding
from dcl.readers.files import check_path, named
from dcl.readers.formats import LATER, MODULES, format_of, is_url, later_format_of
from dcl.tables.show import visible

_SUPPORTED = ", ".join(f"`{name}:`" for name in MODULES)


def bind_arguments(
    program: Program, arguments: Sequence[str], root: Path, given: Collection[str] = ()
) -> tuple[tuple[Binding, ...], tuple[Diagnostic, ...]]:
    """The data of each table: from an argument `[TABLE=]PATH`, else from its `source`, which starts at `root`.

    The tables `given` have their data already.
    """
    bindings: dict[str, Binding] = {}
    claimed: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for argument in arguments:
        spec, path, problem = _table_of(program, argument)
        if spec and spec.name in claimed:
            problem = _bound_twice(spec.name, claimed[spec.name], argument)
        elif spec:
            claimed[spec.name] = argument
            binding, problem = bind_path(spec, path)
            if binding:
                bindings[spec.name] = binding
        if problem:
            problems.append(problem)
    for spec in program.tables:
        if spec.name not in claimed and spec.name not in given:
            binding, problem = _bind_sources(spec, root)
            if binding:
                bindings[spec.name] = binding
            elif problem:
                problems.append(problem)
    order = [spec.name for spec in program.tables]
    return tuple(sorted(bindings.values(), key=lambda binding: order.index(binding.table))), tuple(problems)


def bind_path(spec: TableSpec, path: str | Path) -> tuple[Binding | None, Diagnostic | None]:
    """Tie a table to a file, a folder, a glob or an address in a cloud, with or without a format in front."""
    given = str(path)
    prefix, bare = _prefix(given)
    if prefix in LATER:
        return None, _not_yet(spec.name, prefix)
    named_format, problem = _declared_format(spec, prefix)
    if problem:
        return None, problem
    if is_url(bare):
        paths: Sequence[str] = (bare,)
    else:
        paths, problem = _files(bare, named_format)
        if problem:
            return None, problem
    format, problem = _common_format(spec, bare, paths, named_format)
    return (Binding(spec.name, format, tuple(paths), bare), None) if format else (None, problem)


def _table_of(program: Program, argument: str) -> tuple[TableSpec | None, str, Diagnostic | None]:
    """The table that an argument is for, and its path."""
    name, sign, path = argument.partition("=")
    if sign and name in program.table:
        return program.table[name], path, None
    # A path may hold `=` itself, as in `date=2026-11-24/boxes.csv`.
    if sign and not any(mark in name for mark in "/\\:*.") and not Path(argument).exists():
        meant = did_you_mean(name, program.table)
        help = f"did you mean `{visible(meant)}`?" if meant else f"the contract has {_listed(program.tables)}"
        return (
            None,
            path,
            Diagnostic(DCL601, f"`{visible(name)}` is not a table of `{visible(program.name)}`", help=help),
        )
    needing = [spec for spec in program.tables if not spec.may_be_absent] or list(program.tables)
    if len(needing) == 1:
        return needing[0], argument, None
    if not needing:
        message = f"`{visible(program.name)}` declares no table, so `{visible(argument)}` is for nothing"
        return None, argument, Diagnostic(DCL603, message, help="leave the path out, or declare a table")
    example = visible(needing[0].name)
    return (
        None,
        argument,
        Diagnostic(
            DCL603,
            f"`{visible(argument, 200)}` does not say which table it is for: the contract has {_listed(needing)}",
            help=f"write the table before it: `{example}={visible(argument, 200)}`",
        ),
    )


def _bound_twice(name: str, first: str, second: str) -> Diagnostic:
    return Diagnostic(
        DCL602,
        f"`{visible(name)}` gets data twice: from `{visible(first, 200)}` and from `{visible(second, 200)}`",
        help=f"one table is one file, folder or glob; put a glob in quotes: `{visible(name)}='data/*.csv'`",
    )


def _prefix(path: str) -> tuple[str | None, str]:
    name, sign, rest = path.partition(":")
    if sign and (name in MODULES or name in LATER) and not rest.startswith("//"):
        return name, rest
    return None, path


def _declared_format(spec: TableSpec, prefix: str | None) -> tuple[str | None, Diagnostic | None]:
    """The format that the prefix names, else the one that the contract does."""
    name = prefix or spec.format.name
    if name is None or name in MODULES:
        return name, None
    return None, _not_yet(spec.name, name)


def _not_yet(table: str, format: str) -> Diagnostic:
    return Diagnostic(
        DCL608,
        f"the format `{visible(format)}` of `{visible(table)}` is not supported yet",
        help="save the data as CSV, Parquet or NDJSON",
    )


def _files(path: str, format: str | None) -> tuple[tuple[str, ...], Diagnostic | None]:
    """The files that a path means: itself, those of a folder, or those that a glob matches, sorted."""
    place = Path(path)
    if not path:
        return (), Diagnostic(DCL605, "an argument names no file", help="write a path after `=`")
    if not _exists(place) and any(sign in path for sign in "*?["):
        return _matches(path, path)
    if not _exists(place) and "#" in path and _exists(Path(path.rpartition("#")[0])):
        message = f"{named(path)} asks for a part of a file, which is not supported yet"
        return (), Diagnostic(DCL608, message, help="write the part into a file of its own")
    if problem := check_path(place):
        return (), problem
    return _folder(place, format) if place.is_dir() else ((path,), None)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _matches(pattern: str, shown: str, root: Path | None = None) -> tuple[tuple[str, ...], Diagnostic | None]:
    # Path.glob would take hidden files, too.
    found = sorted(glob.glob(pattern, recursive=True, root_dir=root))  # noqa: PTH207
    paths = [str(root / name) if root else name for name in found]
    files = tuple(path for path in paths if not Path(path).is_dir())
    if files:
        return files, None
    message = f"no file matches {named(shown)}"
    return (), Diagnostic(DCL605, message, help="check the pattern and the folder it starts from")


def _folder(folder: Path, format: str | None) -> tuple[tuple[str, ...], Diagnostic | None]:
    """The files of a folder in a format that dcl reads; those in folders below, and hidden ones, do not count."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        reason = visible((error.strerror or str(error)).lower())
        return (), Diagnostic(DCL605, f"the folder {named(folder)} cannot be read: {reason}", help="check its rights")
    known = [entry for entry in entries if entry.is_file() and format_of(entry.name)]
    if format:
        known = [entry for entry in known if format_of(entry.name) == format] or [
            entry for entry in entries if entry.is_file()
        ]
    if not known:
        below = next((entry for entry in entries if entry.is_dir()), None)
        help = (
            f"write a pattern, such as `{visible(str(folder / '**' / '*.csv'), 200)}`" if below else "check the folder"
        )
        return (), Diagnostic(DCL605, f"the folder {named(folder)} holds no file that dcl reads", help=help)
    return tuple(str(entry) for entry in known), None


def _common_format(
    spec: TableSpec, shown: str, paths: Sequence[str], named_format: str | None
) -> tuple[str | None, Diagnostic | None]:
    """The one format of all files of a table."""
    if named_format:
        return named_format, None
    formats: dict[str, str] = {}
    for path in paths:
        format = format_of(path)
        if format is None:
            return None, _unknown_format(spec, path)
        formats.setdefault(format, path)
    if len(formats) > 1:
        several = " and ".join(f"{format} ({named(PurePath(path).name)})" for format, path in formats.items())
        message = f"{named(shown)} holds files of several formats: {several}"
        return None, Diagnostic(DCL605, message, help="choose one with a pattern, such as `data/*.csv`")
    return next(iter(formats)), None


def _unknown_format(spec: TableSpec, path: str) -> Diagnostic:
    if later := later_format_of(path):
        return _not_yet(spec.name, later)
    suffix = PurePath(path).suffix
    ending = f"`{visible(suffix)}`" if suffix else "no ending"
    return Diagnostic(
        DCL607,
        f"{named(path)} has {ending}, which does not say what is in it",
        help=f"write its format first: `{visible(spec.name)}=csv:{visible(path, 200)}`; there are {_SUPPORTED}",
    )


def _bind_sources(spec: TableSpec, root: Path) -> tuple[Binding | None, Diagnostic | None]:
    """Tie a table to the files of its `source`; one that may be absent does without."""
    if not spec.sources:
        return None, None if spec.may_be_absent else _without_data(spec)
    paths: list[str] = []
    for source in spec.sources:
        found, problem = _source_files(spec, source, root)
        if problem and not (spec.may_be_absent and problem.code is DCL605):
            return None, problem
        paths.extend(path for path in found if path not in paths)
    if not paths:
        return None, None
    named_format, problem = _declared_format(spec, None)
    if problem:
        return None, problem
    shown = ", ".join(spec.sources)
    format, problem = _common_format(spec, shown, paths, named_format)
    return (Binding(spec.name, format, tuple(paths), shown), None) if format else (None, problem)


def _source_files(spec: TableSpec, source: str, root: Path) -> tuple[tuple[str, ...], Diagnostic | None]:
    """The files of one `source`, all of them in the contract's folder."""
    if is_url(source) or PurePath(source).is_absolute() or ".." in PurePath(source.replace("\\", "/")).parts:
        return (), _outside(spec, source)
    if (root / source).is_dir():
        found, problem = _folder(root / source, spec.format.name)
    else:
        pattern = source if any(sign in source for sign in "*?[") else glob.escape(source)
        found, problem = _matches(pattern, source, root)
    home = root.resolve()
    for path in found:
        if not Path(path).resolve().is_relative_to(home):
            return (), _outside(spec, path)
        if wrong := check_path(Path(path)):
            return (), wrong
    if problem:
        return (), Diagnostic(
            problem.code,
            f"`{visible(spec.name)}` has no data: {problem.message}",
            help=f"write `{visible(spec.name)}=PATH` after the contract, or mend the `source`",
        )
    return found, None


def _outside(spec: TableSpec, source: str) -> Diagnostic:
    return Diagnostic(
        DCL609,
        f"the `source` {named(source)} of `{visible(spec.name)}` leads out of the contract's folder",
        help=f"name the file when you check: `{visible(spec.name)}=PATH`",
    )


def _without_data(spec: TableSpec) -> Diagnostic:
    name = visible(spec.name)
    return Diagnostic(
        DCL604,
        f"`{name}` has no data",
        help=f"write `{name}=PATH` after the contract, give the table a `source`, or let it be absent: `may be absent`",
    )


def _listed(specs: Sequence[TableSpec]) -> str:
    names = [f"`{visible(spec.name)}`" for spec in specs]
    shown = names[:6] + ["…"] * (len(names) > 6)
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
