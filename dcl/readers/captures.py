"""Columns out of the paths of files: `source "data/{batch}/{vendor}.csv"` gives each row a `batch` and a `vendor`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath

from dcl.diagnostics.codes_data import DCL614
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.files import named
from dcl.tables.show import visible
from dcl.tables.table import Table

_BRACES = re.compile(r"\{([^{}]*)\}")
_SIGNS = re.compile(r"\{(?P<name>[^{}]*)\}|(?P<any>\*+)|(?P<one>\?)|\[(?P<not>!?)(?P<set>\]?[^\]]*)\]|.", re.DOTALL)


def glob_of(source: str) -> str:
    """A source as a glob: braces take whatever is there."""
    return _BRACES.sub("*", source)


def capture(source: str, path: str) -> Mapping[str, str] | None:
    """What the braces of a source take out of a path; None where they cannot be filled.

    Braces stay inside one part of the path, take at least one sign and no more than they must; braces of one name take
    the same text everywhere.
    """
    segments = tuple(_Segment(text) for text in PurePath(source).as_posix().split("/"))
    return _filled(segments, tuple(PurePath(path).as_posix().split("/")))


@dataclass(frozen=True)
class _Segment:
    """One part of a source, between two slashes."""

    text: str

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(_BRACES.findall(self.text))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The part as a regular expression that never goes back more than one wildcard.

        The shortest text for a wildcard leaves most to the others, so what one took stays taken (`(?>…)`).
        """
        wild = [""]
        for sign in _SIGNS.finditer(self.text):
            if sign["name"] is not None:
                wild.append("(.+?)")
            elif sign["any"]:
                wild.append(".*?")
            else:
                wild[-1] += _one_sign(sign)
        first, *others = wild
        return re.compile(first + "".join(f"(?>{part})" for part in others[:-1]) + "".join(others[-1:]), re.DOTALL)

    def takes(self, text: str) -> tuple[tuple[str, str], ...] | None:
        match = self.pattern.fullmatch(text)
        return tuple(zip(self.names, match.groups(), strict=True)) if match else None


def _one_sign(sign: re.Match[str]) -> str:
    if sign["one"]:
        return "."
    if not sign["set"]:
        return re.escape(sign[0])
    chosen = re.sub(r"([\\\[\]^&~|])", r"\\\1", sign["set"])
    try:
        return re.compile(f"[{'^' if sign['not'] else ''}{chosen}]").pattern
    except re.error:
        return "."


def _filled(segments: Sequence[_Segment], parts: Sequence[str]) -> Mapping[str, str] | None:
    """Match part by part; `**` stands for any number of parts, as few as it can."""
    dead: set[tuple[int, int]] = set()

    def match(segment: int, part: int) -> tuple[tuple[str, str], ...] | None:
        if segment == len(segments):
            return () if part == len(parts) else None
        if (segment, part) in dead:
            return None
        if segments[segment].text == "**":
            ends = range(part, len(parts) + 1)
            found = next((rest for end in ends if (rest := match(segment + 1, end)) is not None), None)
        else:
            taken = segments[segment].takes(parts[part]) if part < len(parts) else None
            rest = None if taken is None else match(segment + 1, part + 1)
            found = None if taken is None or rest is None else taken + rest
        if found is None:
            dead.add((segment, part))
        return found

    found = match(0, 0)
    if found is None:
        return None
    values = dict(found)
    return values if all(values[name] == value for name, value in found) else None


def captured_twice(path: str, columns: Iterable[str], captures: Iterable[str]) -> Diagnostic | None:
    """A file has a column that its path gives, too."""
    taken = set(captures)
    name = next((column for column in columns if column in taken), None)
    if name is None:
        return None
    message = f"{named(path)} has a column `{visible(name)}`, and the braces of the `source` make another one"
    return Diagnostic(DCL614, message, help="write another name into the braces, or `*` instead of them")


def with_captures(table: Table, spec: TableSpec) -> Table:
    """A table with all columns that the table's sources capture: those that its path did not give are missing."""
    names = spec.captured
    lacking = [name for name in names if name not in table.columns]
    frame = table.frame
    if frame is not None and lacking:
        import polars as pl

        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in lacking)
    return replace(table, columns=(*table.columns, *lacking), frame=frame, captured=names) if names else table
