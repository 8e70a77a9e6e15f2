"""Reads a page of the conformance suite into its cases. `README.md` beside this file describes the form."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA_FORMATS = ("csv", "tsv", "json", "ndjson")
MAIN = "case.dcl"
PRELUDE = "dcl 1\ncontract case 1.0.0 {}\n"

_FENCE = re.compile(r"^(`{3,})\s*(\w[\w-]*)?(.*)$")
_HEADING = re.compile(r"^(#{2,3}) (.+)$")
_MARK = re.compile(r'#\s*(error|lint|wrong):\s*(DCL\w+)?\s*(?:"((?:[^"\\]|\\.)*)")?')
_COUNTS = ("checked", "passed", "failed", "unknown", "outside", "allowed")


class PageError(Exception):
    """A page does not keep to the form."""


@dataclass(frozen=True)
class Mark:
    """What a comment in a contract expects at its line: an `error`, a `lint`, or an example that comes out `wrong`."""

    kind: str
    code: str
    message: str
    line: int
    file: str = MAIN

    def __str__(self) -> str:
        return f'{self.file} line {self.line}: {self.kind} {self.code} "{self.message}"'


@dataclass(frozen=True)
class Data:
    """The data of one table. `flags` are the bare words after the fence: `typed`, `untyped`; `ints` is the type that a
    frame has for whole numbers."""

    table: str
    format: str
    text: str
    flags: frozenset[str] = frozenset()
    ints: str = "Int64"


@dataclass(frozen=True)
class ExpectedRule:
    """One row of the table of expectations: what the report says of a rule. A field that is None is not asked."""

    id: str
    line: int
    verdict: str | None = None
    reason: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    rows: list[int] | None = None
    columns: list[str] | None = None
    suggestions: list[Any] | None = None
    messages: list[str] | None = None
    keys: list[dict[str, Any]] | None = None
    values: list[dict[str, Any]] | None = None
    measured: list[dict[str, Any]] | None = None


@dataclass
class Case:
    """A heading with its contract, its data and what comes out."""

    page: str
    title: str
    line: int
    contract: str | None = None
    as_it_stands: bool = False
    files: dict[str, str] = field(default_factory=dict)
    data: list[Data] = field(default_factory=list)
    expected: list[ExpectedRule] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"{self.page}: {self.title}"

    @property
    def marks(self) -> list[Mark]:
        return [
            mark for name, text in [(MAIN, self.contract or ""), *self.files.items()] for mark in find_marks(text, name)
        ]

    @property
    def prelude(self) -> str:
        """What is put before a contract that says neither its edition nor its name."""
        return (
            ""
            if self.as_it_stands or re.search(r"^\s*(dcl \d|contract )", self.contract or "", re.MULTILINE)
            else PRELUDE
        )


def find_marks(contract: str, file: str) -> list[Mark]:
    """Every mark of a file. One that has a line to itself speaks of the next line that is not such a mark."""
    marks: list[Mark] = []
    waiting: list[tuple[str, str, str]] = []
    for number, line in enumerate(contract.splitlines(), start=1):
        found = [(kind, code or "", (message or "").replace('\\"', '"')) for kind, code, message in _MARK.findall(line)]
        if found and line.lstrip().startswith("#"):
            waiting += found
            continue
        marks += [Mark(*mark, line=number, file=file) for mark in waiting + found]
        waiting = []
    return marks


def read_page(path: Path) -> list[Case]:
    """The cases of a page, in order. A heading without a contract is only prose."""
    cases: list[Case] = []
    lines = path.read_text(encoding="utf-8").split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        if heading := _HEADING.match(line):
            cases.append(Case(path.stem, heading[2].replace("`", ""), number + 1))
        elif fence := _FENCE.match(line):
            end = _closing_fence(lines, number, fence[1], path)
            if cases:
                _add_block(cases[-1], fence[2] or "", fence[3].split(), lines[number + 1 : end], f"{path}:{number + 1}")
            number = end
        elif cases and re.match(r"^\|\s*rule\s*\|", line):
            end = next((n for n in range(number, len(lines)) if not lines[n].startswith("|")), len(lines))
            cases[-1].expected += _read_expectations(lines[number:end], number + 1, str(path))
            number = end - 1
        number += 1
    return [case for case in cases if case.contract is not None]


def _closing_fence(lines: list[str], start: int, fence: str, path: Path) -> int:
    for number in range(start + 1, len(lines)):
        if lines[number].rstrip() == fence:
            return number
    raise PageError(f"{path}:{start + 1}: the block is not closed")


def _add_block(case: Case, language: str, words: list[str], lines: list[str], place: str) -> None:
    text = "\n".join(lines) + "\n" if lines else ""
    options = dict(word.split("=", 1) for word in words if "=" in word)
    flags = frozenset(word for word in words if "=" not in word)
    text = text.replace("\n", "\r\n") if "crlf" in flags else text
    text = "\ufeff" + text if "bom" in flags else text
    if language == "dcl" and "file" in options:
        case.files[options["file"]] = text
    elif language == "dcl":
        if case.contract is not None:
            raise PageError(f"{place}: a case has one contract; give the second its own heading or a `file=`")
        case.contract, case.as_it_stands = text, "as-it-stands" in flags
    elif language in DATA_FORMATS:
        if "table" not in options:
            raise PageError(f"{place}: say whose data these are: `{language} table=…`")
        case.data.append(Data(options["table"], language, text, flags, options.get("ints", "Int64")))


def _read_expectations(lines: list[str], first: int, path: str) -> list[ExpectedRule]:
    header = _cells(lines[0])
    rules = []
    for number, line in enumerate(lines[2:], start=first + 2):
        cells = _cells(line)
        if len(cells) != len(header):
            raise PageError(f"{path}:{number}: the row has {len(cells)} cells and the header {len(header)}")
        rules.append(_expected_rule({name: cell for name, cell in zip(header, cells, strict=True) if cell}, number))
    return rules


def _expected_rule(said: dict[str, str], line: int) -> ExpectedRule:
    return ExpectedRule(
        id=said["rule"],
        line=line,
        verdict=said.get("verdict"),
        reason=said.get("reason"),
        counts={name: int(said[name]) for name in _COUNTS if name in said},
        rows=_parsed(said, "rows", int),
        columns=_parsed(said, "column", str),
        suggestions=_parsed(said, "suggestion", lambda item: None if item == "none" else item),
        messages=_parsed(said, "message", str),
        keys=_objects(said, "keys"),
        values=_objects(said, "values"),
        measured=_objects(said, "measured"),
    )


def _parsed(said: dict[str, str], name: str, read: Any) -> list[Any] | None:
    return [read(item.strip()) for item in said[name].split(",")] if name in said else None


def _objects(said: dict[str, str], name: str) -> list[dict[str, Any]] | None:
    if name not in said:
        return None
    value = json.loads(said[name])
    return value if isinstance(value, list) else [value]


def _cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return [cell.strip().strip("`").replace("\\|", "|") for cell in cells]
