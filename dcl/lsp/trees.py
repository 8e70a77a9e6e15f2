"""Finding one's way in a syntax tree and in the tokens of a text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dcl.analysis.names import attributes
from dcl.source import SourceFile
from dcl.syntax import ast
from dcl.syntax.findings import Findings
from dcl.syntax.scan import scan
from dcl.syntax.tokens import NEWLINE, Token

UNLISTED = frozenset({NEWLINE, "BLANK"})


def children(node: ast.Node) -> Iterator[ast.Node]:
    """The nodes right below a node."""
    for attribute in attributes(node):
        yield from _nodes_in(getattr(node, attribute))


def _nodes_in(value: Any) -> Iterator[ast.Node]:
    if isinstance(value, ast.Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)


def nodes_at(node: ast.Node, offset: int) -> list[ast.Node]:
    """The nodes around a place, the outermost first; a node also holds the place right behind it."""
    found = [node]
    while True:
        inner = [child for child in children(found[-1]) if child.span.start <= offset <= child.span.end]
        if not inner:
            return found
        found.append(next((child for child in inner if offset < child.span.end), inner[-1]))


@lru_cache(maxsize=8)
def tokens_of(source: SourceFile) -> tuple[Token, ...]:
    """All tokens of a text but line ends, comments included."""
    return tuple(token for token in scan(source, Findings(source)) if token.kind not in UNLISTED)


def token_at(source: SourceFile, offset: int) -> Token | None:
    """The token that holds a place, or else ends there."""
    before = [token for token in tokens_of(source) if token.start <= offset <= token.end]
    return next((token for token in before if offset < token.end), before[-1] if before else None)
