"""Contracts to colour, and which of their words the parser reads as words of the language."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dcl.source import SourceFile
from dcl.syntax import ast
from dcl.syntax.findings import Findings
from dcl.syntax.grammar import load_tables
from dcl.syntax.parse import parse
from dcl.syntax.scan import scan

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "docs" / "language.md", *sorted((ROOT / "tests" / "language").glob("*.md"))]

WORDS_AS_NAMES = """\
dcl 1

contract check 1.0.0-rc.1+5 {}   # a comment with "quotes" and the word check

labels review ordered {
  pass  "Good." named "p"
        translation it "superato"
  fail  "Bad." instead of "F", "f" image "f.png" {
    rule  named "r"
    `not there`
  }
}

let key = /a\\/b[ "]/
let length = 5
let ende = { "a", 1..5 }

table order {
  source "key.csv"
  key    : int      key
  unique : text?    unique matches key "The unit of length."
  length : review   missing "x", "-" length 1..
  unit   : { date: date, text: list of (text?) length ..3, check: int key }  may be absent
  list   : one of { "key", "length" }
  may be empty
  ...
}

table per from order per key, length order by check desc { let unit = count() }

rule order.unit.length { severity info }

rule allow on order, per {
  \"\"\"Words of the language are "names" here: key, unit, of.\"\"\"
  when severity is pass and length / unit / 2 > key
  check if order is not missing then count(per by key where key > 1) = 2 else all(list, it matches /k?/)
  pass { order: "key", when: @2026-11-24, check: 5min }
  fail { order: 2%, when: @2026-11-24T10:00:00Z }
}
"""


@cache
def sources() -> dict[str, str]:
    """Contracts and parts of contracts that are well formed, by a name for people."""
    files = [*sorted((ROOT / "contracts").glob("*.dcl")), ROOT / "tests" / "syntax" / "showcase.dcl"]
    found = {path.stem: path.read_text(encoding="utf-8") for path in files}
    found["words_as_names"] = WORDS_AS_NAMES
    for page in PAGES:
        fences = re.findall(r"^```dcl[^\n]*\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        whole = "\n".join(text for text in fences if "\r" not in text and not parse(SourceFile("", text))[1])
        if whole:
            found[page.stem] = whole
    return found


def names_in(node: object) -> Iterator[int]:
    """Where the names of a syntax tree begin."""
    if isinstance(node, ast.Name | ast.NameExpr):
        yield node.span.start
    if isinstance(node, ast.Node):
        for field in dataclasses.fields(node):
            yield from names_in(getattr(node, field.name))
    elif isinstance(node, tuple):
        for part in node:
            yield from names_in(part)


def keywords_of(text: str) -> dict[int, tuple[str, bool]]:
    """Each word that the language knows: where it begins, and whether it is a word of the language there."""
    source = SourceFile("", text)
    names = set(names_in(parse(source)[0]))
    known = set(load_tables().words.values())
    return {
        token.start: (text[token.start : token.end], token.start not in names)
        for token in scan(source, Findings(source))
        if token.kind in known
    }
