"""Reading data that no contract speaks of yet: how their files are written is found out on the way."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from dcl.diagnostics.codes_data import DCL612, DCL615
from dcl.diagnostics.codes_infer import DCL841, DCL842, DCL844
from dcl.diagnostics.model import Diagnostic
from dcl.infer.draft import Source
from dcl.infer.names import plain_name
from dcl.infer.sniff import sniff
from dcl.interop import spell
from dcl.interop.draft import Names
from dcl.ir.program import ColumnSpec, TableSpec, TextFormat
from dcl.readers.bind_files import bind_path, find_files, part_of, prefix_of
from dcl.readers.binding import Binding
from dcl.readers.contents import Contents
from dcl.readers.files import named
from dcl.readers.formats import FORMATS, is_url
from dcl.readers.frames import frame_table
from dcl.readers.read import explain_failure, read_table
from dcl.readers.text_dialect import SEPARATORS
from dcl.tables.rows import failure_of
from dcl.tables.show import visible
from dcl.tables.table import Table
from dcl.types import TEXT

MOST_COLUMNS = 1_000
"""More columns are no table that a person reads a contract of."""

_WESTERN = "cp1252"
_SPECIAL = set("{}*?[]#")


@dataclass(frozen=True)
class Given:
    """A table that was read, the name that it has in the contract, the statements for it and the size of its files.

    `binding` is what it was read from, None for a frame.
    """

    name: str
    table: Table
    source: Source
    size: int
    binding: Binding | None = None

    def fault(self) -> Diagnostic | None:
        """What is wrong with the rows of its files, which are read only when they are measured."""
        error = failure_of(self.table)
        if error is None or self.binding is None:
            return None
        return explain_failure(self.binding, TableSpec(self.name, ()), error)


Problems = tuple[Diagnostic, ...]


def read_given(arguments: Sequence[str], folder: Path) -> tuple[tuple[Given, ...], Problems]:
    """Read the tables that some arguments `[TABLE=]PATH` name. `folder` is where the contract will stand."""
    names = Names.of_contract()
    given: list[Given] = []
    problems: list[Diagnostic] = []
    asked: dict[str, str] = {}
    for argument in arguments:
        wanted, path = _parted(argument)
        if wanted is not None and wanted in asked:
            problems.append(_twice(wanted, asked[wanted], path))
            continue
        if wanted is not None:
            asked[wanted] = path
        found, wrong = _read(path, wanted, names, folder)
        given += found
        problems += wrong
    return tuple(given), tuple(problems) or tuple(_unfit(given))


def given_frames(frames: Mapping[str, object]) -> tuple[tuple[Given, ...], Problems]:
    """The tables that some frames of Python hold, by the names that they shall have."""
    names = Names.of_contract()
    given: list[Given] = []
    problems: list[Diagnostic] = []
    for wanted, frame in frames.items():
        name = names.pick(plain_name(wanted, "table"), "table")
        table, wrong = frame_table(frame, name)
        problems += wrong
        if table is not None:
            given.append(Given(name, table, Source(table.source), 0))
    return tuple(given), tuple(problems) or tuple(_unfit(given))


def _parted(argument: str) -> tuple[str | None, str]:
    """The table that an argument names, and its path, which may hold `=` itself."""
    name, sign, path = argument.partition("=")
    if not sign or Path(argument).exists() or any(mark in name for mark in "/\\:*."):
        return None, argument
    return name, path


def _twice(name: str, first: str, second: str) -> Diagnostic:
    message = f"`{visible(name)}` gets data twice: from {named(first)} and from {named(second)}"
    return Diagnostic(
        DCL842, message, help=f"one table is one path; put a pattern in quotes: `{visible(name)}='*.csv'`"
    )


def _unfit(given: Iterable[Given]) -> Iterator[Diagnostic]:
    for each in given:
        if not each.table.columns:
            message = f"{named(each.source.shown)} has no columns, so there is nothing to say of `{visible(each.name)}`"
            yield Diagnostic(DCL844, message, help="check that this is the right file")
        elif len(each.table.columns) > MOST_COLUMNS:
            number = f"{len(each.table.columns):,}"
            message = f"{named(each.source.shown)} has {number} columns, too many for a contract that people read"
            yield Diagnostic(
                DCL841, message, help=f"choose at most {MOST_COLUMNS:,} of them, or turn columns into rows"
            )


def _read(path: str, wanted: str | None, names: Names, folder: Path) -> tuple[list[Given], Problems]:
    prefix, bare = prefix_of(path)
    if prefix in FORMATS and FORMATS[prefix].several:
        return _read_several(prefix, bare, wanted, names, folder)
    name = names.pick(plain_name(wanted or _stem(bare), "table"), "table")
    binding, problem = bind_path(TableSpec(name, ()), path)
    if binding is None:
        return [], (problem,) if problem else ()
    if binding.format in SEPARATORS:
        table, format, problems = _read_text(binding)
        statements = tuple(_format_statement(binding.format, format, prefix is not None))
    else:
        table, problems = read_table(binding, TableSpec(name, ()))
        statements = (f"format {binding.format}",) if prefix is not None else ()
    if table is None:
        return [], problems
    source = Source(bare, (*_source(bare, folder), *statements))
    return [Given(name, table, source, _size(binding.paths), binding)], ()


def _read_text(binding: Binding) -> tuple[Table | None, TextFormat, Problems]:
    """Read a text file as it seems to be written, and once more where that does not come out."""
    format = TextFormat() if is_url(binding.paths[0]) else sniff(binding.paths[0], binding.format)
    table, problems = _attempt(binding, format)
    for _ in range(2):
        codes = {problem.code for problem in problems}
        if DCL612 in codes and format.encoding == "utf-8":
            format = replace(format, encoding=_WESTERN)
        elif DCL615 in codes and format.quote:
            format = replace(format, quote="")
        else:
            break
        again, _ = _attempt(binding, format)
        if again is not None:
            return again, format, ()
    return table, format, problems


def _attempt(binding: Binding, format: TextFormat) -> tuple[Table | None, Problems]:
    columns: tuple[ColumnSpec, ...] = ()
    if not format.header:
        width = _width(binding, format)
        columns = tuple(ColumnSpec(f"column_{place}", f"column_{place}", TEXT, True) for place in range(1, width + 1))
    return read_table(binding, TableSpec(binding.table, columns, format=format))


def _width(binding: Binding, format: TextFormat) -> int:
    """How many cells the first row of a file without a header has."""
    table, _ = read_table(binding, TableSpec(binding.table, (), format=replace(format, header=True)))
    return len(table.columns) if table is not None else 1


def _format_statement(name: str, format: TextFormat, is_named: bool) -> Iterator[str]:
    """The `format` of a text file, where something about it is not as usual."""
    options = [
        f"{word}: {spell.text(value)}"
        for word, value, usual in (
            ("separator", format.separator, None),
            ("quote", format.quote, '"'),
            ("encoding", format.encoding, "utf-8"),
        )
        if value is not None and value != usual
    ]
    options += ["header: no"] * (not format.header)
    options += [f"skip: {format.skip}"] * (format.skip > 0)
    if options:
        yield f"format {name}({', '.join(options)})"
    elif is_named:
        yield f"format {name}"


def with_numbers(statements: Sequence[str], name: str, numbers: TextFormat) -> tuple[str, ...]:
    """The statements of a table, with how it spells numbers put into its `format`."""
    options = []
    if numbers.decimal != ".":
        options.append(f"decimal: {spell.text(numbers.decimal)}")
    if numbers.thousands is not None:
        options.append(f"thousands: {spell.text(numbers.thousands)}")
    if not options:
        return tuple(statements)
    said = next((each for each in statements if each.startswith("format ")), f"format {name}")
    head = f"{said[:-1]}, " if said.endswith(")") else f"{said}("
    return (*(each for each in statements if each != said), f"{head}{', '.join(options)})")


def _read_several(
    format: str, path: str, wanted: str | None, names: Names, folder: Path
) -> tuple[list[Given], Problems]:
    """The tables of a file that holds several, or the one that is named after `#`."""
    bare, part = part_of(path, format)
    paths, problem = find_files(bare, format)
    if problem:
        return [], (problem,)
    contents = Contents(format, paths, bare)
    sheets, problems = contents.parsed
    if problems:
        return [], problems
    given: list[Given] = []
    for sheet in [part] if part is not None else list(sheets):
        name = names.pick(plain_name(wanted if wanted and part else sheet, "table"), "table")
        binding = Binding(name, format, paths, bare, (), contents, sheet)
        table, problems = read_table(binding, TableSpec(name, ()))
        if table is None:
            return [], problems
        if table.columns:
            statements = (*_source(bare, folder, f"#{sheet}"), f"format {format}")
            given.append(Given(name, table, Source(bare, statements), _size(paths), binding))
    return given, ()


def _stem(path: str) -> str:
    """What to call the table of a path: its file without the ending, or the folder that a pattern looks into."""
    pure = PurePath(path)
    if any(sign in pure.name for sign in "*?["):
        fixed = [part for part in pure.parts[:-1] if not any(sign in part for sign in "*?[/\\")]
        return fixed[-1] if fixed else "table"
    name = pure.name.removesuffix(".gz")
    return name.partition(".")[0] or name.lstrip(".") or "table"


def _source(path: str, folder: Path, part: str = "") -> Iterator[str]:
    """The `source` of a table, where its path can be written from the folder of the contract."""
    is_pattern = any(sign in path for sign in "*?[") and not Path(path).exists()
    if is_url(path) or any(sign in _SPECIAL for sign in path if not (is_pattern and sign in "*?[]")):
        return
    try:
        below = PurePath(os.path.relpath(path, folder))
    except ValueError:
        return
    home = folder.resolve()
    if ".." in below.parts or not (is_pattern or Path(path).resolve().is_relative_to(home)):
        return
    yield f"source {spell.text(below.as_posix() + part)}"


def _size(paths: Iterable[str]) -> int:
    """How many bytes some files have."""
    return sum(Path(path).stat().st_size for path in paths if not is_url(path) and Path(path).is_file())
