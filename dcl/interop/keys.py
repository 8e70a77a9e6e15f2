"""Keys and references of drafted tables, where the language can hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dcl.interop import spell
from dcl.interop.draft import DraftColumn, DraftTable


@dataclass(frozen=True)
class Link:
    """A column whose values are those of a column of another table."""

    table: str
    column: str
    to_table: str
    to_column: str


def with_key(columns: Sequence[DraftColumn], names: Sequence[str]) -> tuple[tuple[DraftColumn, ...], tuple[str, ...]]:
    """The columns with the key that these names make; a key is never missing. Or as they were, and what is lost."""
    found = {column.name: column for column in columns}
    unfit = [name for name in names if name not in found or _holds_several(found[name])]
    if unfit:
        return tuple(columns), (f"the key `{', '.join(names)}`: `{unfit[0]}` is no column of single values",)
    return tuple(_as_key(column, len(names) == 1) if column.name in names else column for column in columns), ()


def _as_key(column: DraftColumn, alone: bool) -> DraftColumn:
    rest = tuple(word for word in column.modifiers if word != "unique" or not alone)
    return replace(column, optional=False, modifiers=("key", *rest))


def _holds_several(column: DraftColumn) -> bool:
    return column.type == "any" or column.type.startswith(("list of ", "{", "["))


def with_references(tables: Iterable[DraftTable], links: Iterable[Link]) -> tuple[DraftTable, ...]:
    """The tables with their references; one that the language cannot hold is lost at its column."""
    found = {table.name: table for table in tables}
    for link in links:
        if link.table in found:
            table = found[link.table]
            found[link.table] = replace(table, columns=tuple(_linked(each, link, found) for each in table.columns))
    return tuple(found.values())


def _linked(column: DraftColumn, link: Link, tables: dict[str, DraftTable]) -> DraftColumn:
    if column.name != link.column:
        return column
    word = _reference(column, link, tables.get(link.to_table))
    if word is None:
        why = f"the reference to `{link.to_table}.{link.to_column}`, which is no only key or unique column of its type"
        return replace(column, lost=(*column.lost, why))
    if any(each.startswith("references ") for each in column.modifiers):
        return replace(column, lost=(*column.lost, f"a second reference, to `{link.to_table}.{link.to_column}`"))
    at = 1 if "key" in column.modifiers else 0
    return replace(column, modifiers=(*column.modifiers[:at], word, *column.modifiers[at:]))


def _reference(column: DraftColumn, link: Link, target: DraftTable | None) -> str | None:
    if target is None:
        return None
    keys = [each for each in target.columns if "key" in each.modifiers]
    to = next((each for each in target.columns if each.name == link.to_column), None)
    if to is None or to.type != column.type or _holds_several(to):
        return None
    if keys == [to]:
        return f"references {spell.name(target.name)}"
    return f"references {spell.name(target.name)}.{spell.name(to.name)}" if "unique" in to.modifiers else None
