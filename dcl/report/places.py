"""Where things are, for tools that open files: the line of a rule in its contract, and the file of its data."""

from __future__ import annotations

from pathlib import Path, PurePath
from urllib.parse import quote

from dcl.ir.program import Location
from dcl.run.result import Result, RuleResult
from dcl.run.structure import root_of

GLOB_SIGNS = frozenset("*?[{")

NO_FILES = frozenset({"a frame", "an example"})
"""What is shown for data that come from no file."""


def place_of(result: Result, rule: RuleResult) -> Location:
    """Where the rule stands; a contract always has a first line."""
    return rule.rule.location or Location(result.program.path, 1, 1)


def data_file(result: Result, table: str) -> str | None:
    """The one file that holds the rows of a table; None where there are several, or it is none."""
    spec = result.program.table[root_of(result.program, table)]
    info = result.tables.get(spec.name)
    if info is None or info.source in NO_FILES or GLOB_SIGNS & set(info.source):
        return None
    if info.source != ", ".join(spec.sources):
        return info.source
    if len(spec.sources) > 1:
        return None
    # A `source` starts at the folder of the contract, and may end in the name of a table inside the file.
    bare = spec.sources[0].rpartition("#")[0] or spec.sources[0]
    return str(PurePath(result.program.path).parent / bare)


def slashed(path: str) -> str:
    """A path with slashes, as all systems and all tools read it."""
    return path if "://" in path else PurePath(path).as_posix()


def uri_of(path: str) -> str:
    """A path as a URI: a relative one stays relative."""
    if "://" in path:
        return quote(_bytes(path), safe=":/?#[]@!$&'()*+,;=%~")
    if PurePath(path).is_absolute():
        return Path(path).as_uri()
    return quote(_bytes(slashed(path)), safe="/~!$&'()*+,;=@")


def _bytes(path: str) -> bytes:
    """The name of a file as the system spells it, also where it is no text."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
