"""What fits in an example: the columns of its row, and the values that a column takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dcl.analysis.context import TableInfo
from dcl.analysis.contract import CheckedColumn
from dcl.lsp.items import Item, column_item, label_items
from dcl.lsp.knowledge import Knowledge
from dcl.lsp.places import Place
from dcl.types import BOOL, ListOf, Type


@dataclass
class _Braces:
    """A pair of braces that is open: the table whose row it is, or the record's fields; and what it says already."""

    table: TableInfo | None = None
    fields: tuple[CheckedColumn, ...] = ()
    said: set[str] = field(default_factory=set)
    last: str = ""


def example_items(place: Place, known: Knowledge, tables: Sequence[str]) -> Iterator[Item]:
    """What fits after `pass` or `fail`."""
    table = known.table(tables[0]) if tables else None
    if table is None:
        return
    opened = _open_braces(place, known, table)
    if not opened:
        return
    inner = opened[-1]
    if place.before in {"LBRACE", "COMMA", "_TEXT_COMMA"} and not place.in_text:
        yield from _fields(known, inner, is_outermost=len(opened) == 1)
    else:
        yield from _values(_column(inner))


def _open_braces(place: Place, known: Knowledge, table: TableInfo) -> list[_Braces]:
    opened: list[_Braces] = []
    for at, token in enumerate(place.statement):
        if token.kind == "LBRACE":
            opened.append(_opened(known, opened[-1] if opened else None, table))
        elif token.kind == "RBRACE" and opened:
            opened.pop()
        elif token.kind == "COLON" and opened:
            opened[-1].last = place.name(place.statement[at - 1])
            opened[-1].said.add(opened[-1].last)
    return opened


def _opened(known: Knowledge, outer: _Braces | None, table: TableInfo) -> _Braces:
    if outer is None:
        return _Braces(table)
    column = _column(outer)
    if column is None:
        return _Braces(known.table(outer.last) or table)
    if column.references is not None:
        return _Braces(known.context.tables.get(column.references[0]))
    return _Braces(fields=column.fields)


def _column(braces: _Braces) -> CheckedColumn | None:
    if braces.table is not None:
        return braces.table.columns.get(braces.last)
    return next((each for each in braces.fields if each.name == braces.last), None)


def _fields(known: Knowledge, braces: _Braces, is_outermost: bool) -> Iterator[Item]:
    for each in braces.fields:
        if each.name not in braces.said:
            yield Item(each.name, "column", str(each.type), insert=f"{each.name}: ")
    table = braces.table
    for name in table.columns if table is not None else ():
        if table is not None and name not in braces.said:
            item = column_item(known, table, name)
            yield Item(item.label, item.kind, item.detail, item.doc, f"{item.label}: ")
    if is_outermost:
        for other in known.tables:
            if table is None or other.name not in table.columns:
                yield Item(other.name, "table", "rows of a table", insert=f"{other.name}: [ ")


def _values(column: CheckedColumn | None) -> Iterator[Item]:
    type_: Type | None = None if column is None else column.type
    if isinstance(type_, ListOf):
        type_ = type_.element
    if type_ is not None:
        yield from label_items(type_, quoted=True)
    if type_ == BOOL:
        yield from (Item(word, "keyword") for word in ("true", "false"))
