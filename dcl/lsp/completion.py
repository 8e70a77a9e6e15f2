"""What may stand where somebody types: words that the grammar lets stand there, and names that fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dcl.analysis.own_rules import own_rule_ids
from dcl.analysis.statements import FORMATS as FILE_FORMATS
from dcl.analysis.statements import OPTIONS
from dcl.lsp.example_items import example_items
from dcl.lsp.expression_items import expression_items, type_at_text
from dcl.lsp.items import (
    Item,
    column_items,
    constant_items,
    label_items,
    label_set_items,
    table_items,
    type_items,
    word_items,
)
from dcl.lsp.knowledge import Knowledge, known_at
from dcl.lsp.places import Place, place_at
from dcl.lsp.words import OWN_RULES, SETTINGS, SEVERITIES
from dcl.lsp.workspace import Workspace
from dcl.patterns.formats import FORMATS as TEXT_FORMATS
from dcl.source import SourceFile, Span
from dcl.syntax import ast
from dcl.syntax.tokens import COMPARISONS, Token

_REPEATED = frozenset("WHEN PASS FAIL FIX LET UNIQUE".split())
_EXPRESSIONS = frozenset("CHECK WHEN PER ORDER PAIRS".split())
MOST_FILES = 200

_declares_contract = re.compile(r"^[ \t]*contract[ \t]+[\w`]", re.MULTILINE)


def completion(workspace: Workspace, source: SourceFile, offset: int) -> tuple[list[Item], Span] | None:
    """What to offer at a place of a file, each item once, and the stretch that it would take the place of."""
    place = place_at(source, offset)
    if place is None:
        return None
    path = Path(source.path)
    known = known_at(workspace, path, table_names(place))
    found = [*_names(place, known, workspace, path)] if known is not None else []
    if not place.in_text and place.before != "DOT":
        found += [item for kind in sorted(place.words) if _is_wanted(place, kind) for item in word_items(kind, place)]
    return list({(item.label, item.kind): item for item in found}.values()), Span(source, place.start, place.end)


def table_names(place: Place) -> list[str]:
    """The tables whose rows are at hand."""
    header = place.blocks[0] if place.blocks else place.statement
    if not header:
        return []
    names = [token for token in header[1:] if token.kind not in {"ON", "LIKE", "FROM", "COMMA", "DOT"}]
    if header[0].kind == "RULE":
        after = _after(header, "ON")
        return [place.name(token) for token in (after or names[:1]) if token.kind != "COMMA"]
    if header[0].kind == "TABLE":
        return [place.name(token) for token in (names[:1] if place.blocks else _after(header, "FROM")[:1])]
    return []


def _after(tokens: Iterable[Token], kind: str) -> list[Token]:
    found = list(tokens)
    at = next((at for at, token in enumerate(found) if token.kind == kind), None)
    return [] if at is None else found[at + 1 :]


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_wanted(place: Place, kind: str) -> bool:
    """Whether a word that fits also makes sense."""
    if kind == "IT":
        return place.has("LPAR") and (place.has("COMMA") or place.has("WHERE"))
    if kind in {"TRUE", "FALSE"}:
        return not place.blocks or place.head in {"CHECK", "WHEN", "LET", "FIX"}
    if place.statement:
        return True
    if kind == "DCL":
        return not place.source.text[: place.start].strip()
    if kind == "CONTRACT":
        return _declares_contract.search(place.source.text) is None
    said = {tokens[0].kind for tokens in place.earlier if tokens}
    return not place.blocks or kind not in said - _REPEATED


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _names(place: Place, known: Knowledge, workspace: Workspace, path: Path) -> Iterator[Item]:
    if place.head == "USE":
        yield from _file_items(workspace, path) if place.in_text else ()
    elif place.in_text:
        yield from _in_text(place, known)
    elif not place.blocks:
        yield from _at_top(place, known)
    elif place.block == "TABLE":
        yield from _in_table(place, known)
    elif place.block == "RULE":
        yield from _in_rule(place, known)
    elif place.block == "CONTRACT" and not place.statement:
        for name, meaning in SETTINGS.items():
            yield Item(name, "setting", doc=meaning, insert=f'{name} "$0"', snippet=True)


def _file_items(workspace: Workspace, path: Path) -> Iterator[Item]:
    """The contract files that this one could use: those in its folder and below."""
    below = (each for each in workspace.contracts() if each != path and each.is_relative_to(path.parent))
    for _, each in zip(range(MOST_FILES), below, strict=False):
        yield Item(each.relative_to(path.parent).as_posix(), "file")


def _in_text(place: Place, known: Knowledge) -> Iterator[Item]:
    tables = table_names(place)
    if place.block == "RULE" and place.head in {"PASS", "FAIL"}:
        items = example_items(place, known, tables)
    else:
        type_ = type_at_text(place, known, tables)
        items = iter(()) if type_ is None else label_items(type_, quoted=True)
    yield from (_unquoted(item, place) for item in items if item.kind == "label")


def _unquoted(item: Item, place: Place) -> Item:
    """The text without the quotes that stand there already; the closing one where it is still to come."""
    inner = item.label[1:-1]
    return Item(inner, item.kind, item.detail, item.doc, inner if place.is_closed else f'{inner}"')


def _at_top(place: Place, known: Knowledge) -> Iterator[Item]:
    match place.head, place.before:
        case "RULE", "RULE" | "ON":
            yield from table_items(known)
        case "RULE", "COMMA" if place.has("ON"):
            yield from table_items(known)
        case "RULE", "DOT":
            yield from _own_rules(place, known)
        case "TABLE", "LIKE" | "FROM":
            yield from table_items(known)
        case "TABLE", "DOT" if not place.has("PER"):
            yield from _columns_of(known, place.name(place.statement[-2]))
        case "TABLE", _ if place.has("PER"):
            yield from expression_items(place, known, table_names(place))
        case "LET", _ if place.has("EQUAL"):
            yield from expression_items(place, known, [])


def _own_rules(place: Place, known: Knowledge) -> Iterator[Item]:
    """The next part of `rule TABLE.COLUMN.CONSTRAINT`."""
    said = "".join(place.name(token) for token in place.statement[1:])
    table = known.table(said.split(".")[0])
    if table is None:
        return
    for id_ in own_rule_ids(known.context, table):
        if id_.startswith(said):
            part, _, rest = id_[len(said) :].partition(".")
            yield Item(part, "column" if rest else "rule", doc="" if rest else OWN_RULES.get(part, ""))


def _columns_of(known: Knowledge, name: str) -> Iterator[Item]:
    table = known.table(name)
    if table is not None:
        yield from column_items(known, table)


def _in_table(place: Place, known: Knowledge) -> Iterator[Item]:
    tables = table_names(place)
    match place.head, place.before:
        case "LET", _ if place.has("EQUAL"):
            yield from expression_items(place, known, tables)
        case "UNIQUE", "UNIQUE" | "COMMA":
            yield from _columns_of(known, tables[0])
        case "FORMAT", "FORMAT":
            yield from (Item(name, "value") for name in FILE_FORMATS)
        case "FORMAT", "LPAR" | "COMMA":
            options = OPTIONS.get(place.name(place.statement[1]), ())
            yield from (Item(name, "setting", insert=f"{name}: ") for name in options)
        case _ if place.has("COLON"):
            yield from _in_column(place, known)


def _in_column(place: Place, known: Knowledge) -> Iterator[Item]:
    before = place.before
    if before in {"COLON", "OF", "LPAR"}:
        yield from type_items(known)
    elif before == "REFERENCES":
        yield from table_items(known)
    elif before == "DOT":
        yield from _columns_of(known, place.name(place.statement[-2]))
    elif before == "IN":
        yield from constant_items(known, ast.SetExpr, ast.RangeExpr)
        yield from label_set_items(known)
    elif before == "MATCHES":
        yield from constant_items(known, ast.PatternLit)
    elif before == "LENGTH":
        yield from constant_items(known, ast.IntLit, ast.RangeExpr)
    elif before in COMPARISONS:
        yield from constant_items(known)
    elif before == "FORMAT":
        yield from (Item(name, "value") for name in TEXT_FORMATS)


def _in_rule(place: Place, known: Knowledge) -> Iterator[Item]:
    tables = table_names(place)
    match place.head, place.before:
        case "SEVERITY", "SEVERITY":
            yield from (Item(name, "value", doc=meaning) for name, meaning in SEVERITIES.items())
        case "EACH", "IN" | "COMMA":
            yield from label_set_items(known)
            yield from _columns_of(known, tables[0])
        case "FIX", "FIX":
            yield from _columns_of(known, tables[0])
        case "FIX", _ if place.has("EQUAL"):
            yield from expression_items(place, known, tables)
        case "PASS" | "FAIL", _:
            yield from example_items(place, known, tables)
        case head, _ if head in _EXPRESSIONS:
            yield from expression_items(place, known, tables)
