"""Tying tables to the files of the contract's `source`s, all of them in the contract's folder."""

from __future__ import annotations

import glob
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from dcl.diagnostics.codes_data import DCL604, DCL605, DCL609
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.bind_files import common_format, declared_format, folder_files, matches, part_of
from dcl.readers.binding import Binding
from dcl.readers.captures import capture, glob_of
from dcl.readers.files import check_path, named
from dcl.readers.formats import is_url
from dcl.tables.show import visible


def bind_sources(spec: TableSpec, root: Path) -> tuple[Binding | None, Diagnostic | None]:
    """Tie a table to the files of its `source`; one that may be absent does without."""
    if not spec.sources:
        return None, None if spec.may_be_absent else _without_data(spec)
    format, problem = declared_format(spec, None)
    if problem:
        return None, problem
    paths: list[str] = []
    part: str | None = None
    for source in spec.sources:
        bare, named_part = part_of(source, format)
        part = named_part or part
        found, problem = _source_files(spec, bare, root)
        if problem and not (spec.may_be_absent and problem.code is DCL605):
            return None, problem
        paths.extend(path for path in found if path not in paths)
    if not paths:
        return None, None
    shown = ", ".join(spec.sources)
    format, problem = common_format(spec, shown, paths, format)
    if format is None:
        return None, problem
    return with_captured(Binding(spec.name, format, tuple(paths), shown, part=part), spec, root), None


def with_captured(binding: Binding, spec: TableSpec, root: Path) -> Binding:
    """A binding with what the sources of its table capture from its paths.

    A file named in an argument that lies where a source says is no other file than that of the source.
    """
    if not spec.captured:
        return binding
    sources = [part_of(source, binding.format)[0] for source in spec.sources]
    found = [_captured(path, sources, root) for path in binding.paths]
    if not any(found):
        return binding
    return replace(binding, captures=tuple({name: one.get(name) for name in spec.captured} for one in found))


def _captured(path: str, sources: Sequence[str], root: Path) -> Mapping[str, str]:
    if is_url(path):
        return {}
    below = os.path.relpath(path, root)
    return next((found for source in sources if (found := capture(source, below))), {})


def _source_files(spec: TableSpec, source: str, root: Path) -> tuple[tuple[str, ...], Diagnostic | None]:
    """The files of one `source`."""
    if is_url(source) or PurePath(source).is_absolute() or ".." in PurePath(source.replace("\\", "/")).parts:
        return (), _outside(spec, source)
    if (root / source).is_dir():
        found, problem = folder_files(root / source, spec.format.name)
    else:
        pattern = glob_of(source)
        found, problem = matches(
            pattern if any(sign in pattern for sign in "*?[") else glob.escape(source), source, root
        )
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
