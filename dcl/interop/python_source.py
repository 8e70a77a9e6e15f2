"""Python source that holds a contract's words: only ever as literals, and as names made of plain letters.

A contract may come from a stranger, so no text of it may become code.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dcl.interop.exported import LeftOut
from dcl.patterns import compiled
from dcl.types import BOOL, DATE, DATETIME, DURATION, FLOAT, INT, ListOf, Record, Type, is_text

_ROOM = 110
_DTYPES: dict[Type, str] = {
    INT: "pl.Int64()",
    FLOAT: "pl.Float64()",
    BOOL: "pl.Boolean()",
    DATE: "pl.Date()",
    DATETIME: 'pl.Datetime("us", "UTC")',
    DURATION: 'pl.Duration("us")',
}


def literal(value: Any) -> str:
    """A value as Python writes it. `repr` escapes quotes, line ends and every sign that cannot be seen."""
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{literal(name)}: {literal(inner)}" for name, inner in value.items()) + "}"
    # What is left are dates and datetimes, whose `repr` names the module `datetime`.
    return repr(value)


def _text(value: str) -> str:
    """In double quotes, as most code is written, unless the text has quotes of its own."""
    written = repr(value)
    return written if "'" in value or '"' in value else f'"{written[1:-1]}"'


def identifiers(names: Iterable[str], taken: Iterable[str], otherwise: str) -> dict[str, str]:
    """A Python name of ASCII letters, digits and `_` for each name, none of them twice or one of those `taken`."""
    used = set(taken)
    found: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"[^A-Za-z0-9_]+", "_", unicodedata.normalize("NFKD", name)).strip("_")
        plain = plain if plain[:1].isalpha() else f"{otherwise}_{plain}".rstrip("_")
        plain = f"{plain}_" if keyword.iskeyword(plain) or keyword.issoftkeyword(plain) else plain
        unique, count = plain, 1
        while unique in used:
            count += 1
            unique = f"{plain}_{count}"
        used.add(unique)
        found[name] = unique
    return found


def class_name(table: str) -> str:
    """The name of the class of a table: `street_boxes` is `StreetBoxes`."""
    words = [word for word in re.split(r"[^A-Za-z0-9]+", unicodedata.normalize("NFKD", table)) if word]
    joined = "".join(word[:1].upper() + word[1:] for word in words)
    return joined if joined[:1].isalpha() and not keyword.iskeyword(joined) else f"Table{joined}"


def dtype(type_: Type) -> str | None:
    """The data type that Polars has for the values of a column; None for `any`."""
    if isinstance(type_, ListOf):
        inner = dtype(type_.element)
        return None if inner is None else f"pl.List({inner})"
    if isinstance(type_, Record):
        fields = [(name, dtype(field)) for name, field, _ in type_.fields]
        if any(inner is None for _, inner in fields):
            return None
        return "pl.Struct({" + ", ".join(f"{literal(name)}: {inner}" for name, inner in fields) + "})"
    return "pl.String()" if is_text(type_) else _DTYPES.get(type_)


def call(function: str, arguments: Mapping[str, str], margin: int = 4) -> str:
    """A call with keywords, on one line where it has room."""
    written = [f"{name}={value}" for name, value in arguments.items()]
    short = f"{function}({', '.join(written)})"
    if len(short) <= _ROOM - margin - 20:
        return short
    inside = "".join(f"\n{' ' * (margin + 4)}{each}," for each in written)
    return f"{function}({inside}\n{' ' * margin})"


def module(title: str, imports: Sequence[str], body: Sequence[str], left_out: Sequence[LeftOut]) -> str:
    """A module with one class. What it does not state stands below as data.

    `imports` are the lines of the libraries; what the body may need of Python's own comes before.
    """
    own = {"datetime.": "import datetime", "Optional[": "from typing import Optional"}
    needed = [line for word, line in own.items() if any(word in line for line in body)]
    lines = [literal(title), "", *needed, *([""] if needed else []), *imports, "", ""]
    lines += [*body, "", "", "LEFT_OUT = {"]
    lines += [f"    {literal(each.id)}: {literal(each.why)}," for each in left_out]
    lines += ["}", literal("The rules that this class does not state, each with why."), ""]
    return "\n".join(lines)


def title(name: str, version: str, table: str) -> str:
    """The words at the head of a module."""
    return f"One row of `{table}`, made by `dcl export` from {name} {version}."


def rust_pattern(pattern: str) -> str:
    """A pattern of the language as Polars reads it, for the whole text."""
    return f"^{compiled(pattern).rust()}$"
