"""Semantic tokens: what each part of a text is, so that an editor can colour a name by what it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dcl.analysis.names import walk
from dcl.lsp.analysis import Analysis
from dcl.lsp.declarations import Kind
from dcl.lsp.occurrences import Form
from dcl.lsp.trees import tokens_of
from dcl.source import SourceFile, utf16_length
from dcl.syntax import ast
from dcl.syntax.grammar import load_tables
from dcl.syntax.tokens import COMPARISONS, Token
from dcl.types import SCALARS

TYPES = (
    "namespace", "class", "enum", "enumMember", "property", "variable", "parameter", "method", "function", "type",
    "keyword", "string", "number", "regexp", "operator", "comment",
)  # fmt: skip
"""The legend, in the order of the numbers that are sent."""

MODIFIERS = ("declaration", "readonly", "defaultLibrary")

_OF_KIND = {
    Kind.CONTRACT: "namespace",
    Kind.TABLE: "class",
    Kind.LABELS: "enum",
    Kind.LABEL: "enumMember",
    Kind.COLUMN: "property",
    Kind.DERIVED: "property",
    Kind.FIELD: "property",
    Kind.CONSTANT: "variable",
    Kind.BOUND: "parameter",
    Kind.RULE: "method",
}
_READONLY = frozenset({Kind.DERIVED, Kind.CONSTANT})

_OF_SIGN = {
    "STRING": "string",
    "LONG_STRING": "string",
    "PATTERN": "regexp",
    "COMMENT": "comment",
    "VERSION": "number",
    **dict.fromkeys("INT FLOAT PERCENT DURATION DATE INSTANT".split(), "number"),
    **dict.fromkeys(COMPARISONS, "operator"),
    **dict.fromkeys("PLUS MINUS STAR SLASH OPTIONAL OPEN".split(), "operator"),
    **dict.fromkeys("RANGE RANGE_BELOW RANGE_FROM RANGE_UP_TO RANGE_UP_BELOW".split(), "operator"),
}


@dataclass(frozen=True)
class Coloured:
    """A stretch with its type and modifiers, by their names."""

    start: int
    end: int
    type: str
    modifiers: tuple[str, ...] = ()


def coloured(analysis: Analysis, source: SourceFile) -> Iterator[Coloured]:
    """The tokens of a file with what they are, in the order of the text."""
    names = _names(analysis, source)
    words = frozenset(load_tables().words.values())
    for token in tokens_of(source):
        known = names.get(token.start)
        if known is not None:
            yield known
        elif token.kind in words:
            yield Coloured(token.start, token.end, "keyword")
        elif token.kind in _OF_SIGN:
            yield from _of_sign(token, source)


def _names(analysis: Analysis, source: SourceFile) -> dict[int, Coloured]:
    """The names of a file by where they start."""
    found: dict[int, Coloured] = {}
    tree = analysis.tree(source.path)
    for node in walk(tree) if tree is not None else ():
        match node:
            case ast.Name():
                found.setdefault(node.span.start, _at(node, "variable"))
            case ast.NameExpr():
                found.setdefault(node.span.start, _at(node, "variable"))
            case ast.NamedType(name=name) if name.text in SCALARS:
                found[name.span.start] = _at(name, "type", "defaultLibrary")
            case ast.CallExpr(function=function):
                found[function.span.start] = _at(function, "function", "defaultLibrary")
            case ast.Argument(name=ast.Name() as name):
                found[name.span.start] = _at(name, "parameter")
            case ast.RuleDecl(tables=()):
                found[node.target[-1].span.start] = _at(node.target[-1], "method")
            case ast.Setting(name=name) | ast.Translation(language=name) | ast.FormatOption(name=name):
                found[name.span.start] = _at(name, "property")
            case ast.RecordExpr(fields=fields):
                for name, _ in fields:
                    found[name.span.start] = _at(name, "property")
    for occurrence in analysis.occurrences.in_file(source):
        if occurrence.form is Form.NAME:
            modifiers = ["declaration"] if occurrence.declares else []
            if occurrence.declaration.kind in _READONLY:
                modifiers.append("readonly")
            type_ = _OF_KIND[occurrence.declaration.kind]
            span = occurrence.span
            found[span.start] = Coloured(span.start, span.end, type_, tuple(modifiers))
    return found


def _at(node: ast.Node, type_: str, *modifiers: str) -> Coloured:
    return Coloured(node.span.start, node.span.end, type_, modifiers)


def _of_sign(token: Token, source: SourceFile) -> Iterator[Coloured]:
    """A sign, line by line: editors want no token over several lines."""
    type_ = _OF_SIGN[token.kind]
    at = token.start
    for line in source.text[token.start : token.end].split("\n"):
        if line.rstrip("\r"):
            yield Coloured(at, at + len(line.rstrip("\r")), type_)
        at += len(line) + 1


def encoded(analysis: Analysis, source: SourceFile) -> list[int]:
    """The tokens in the numbers of the protocol: five for each, places relative to the one before."""
    numbers: list[int] = []
    last_line = last_character = 0
    for token in coloured(analysis, source):
        line, character = source.utf16_position(token.start)
        length = utf16_length(source.text[token.start : token.end])
        modifiers = sum(1 << MODIFIERS.index(modifier) for modifier in token.modifiers)
        after = character if line != last_line else character - last_character
        numbers += (line - last_line, after, length, TYPES.index(token.type), modifiers)
        last_line, last_character = line, character
    return numbers
