"""The tables of a guide in words."""

from __future__ import annotations

from collections.abc import Iterator

from dcl.analysis.contract import CheckedContract, CheckedTable
from dcl.analysis.terms import FromGroups, FromList
from dcl.guide.columns import Columns
from dcl.guide.model import Code, TableGuide, Text
from dcl.guide.texts import anchor_of, told
from dcl.guide.words import Speech
from dcl.syntax import ast


def tables(checked: CheckedContract, speech: Speech, own: str) -> tuple[TableGuide, ...]:
    """All tables, in the order of the contract."""
    return tuple(_table(table, speech, own) for table in checked.tables.values())


def _table(table: CheckedTable, speech: Speech, own: str) -> TableGuide:
    columns = Columns(speech, own)
    declared = [item.name.text for item in table.decl.items if isinstance(item, ast.ColumnDecl)]
    computed = [item for item in table.decl.items if isinstance(item, ast.LetDecl)]
    types = {**table.made, **{name: derived.term.type for name, derived in table.derived.items()}}
    return TableGuide(
        name=table.name,
        anchor=anchor_of("table", table.name),
        description=told(table.decl, speech.language, own),
        facts=tuple(_facts(table, speech)),
        columns=tuple(columns.field(table.columns[name], table) for name in declared),
        derived=tuple(columns.computed(decl, types[decl.name.text]) for decl in computed),
    )


def _facts(table: CheckedTable, speech: Speech) -> Iterator[Text]:
    """What is to be known of the whole table."""
    if isinstance(table.decl.origin, ast.LikeClause):
        yield speech.say("like", table=Code(table.decl.origin.table.text))
    match table.origin:
        case FromList(table=name, column=column):
            yield speech.say("made_of_list", column=Code(f"{name}.{column}"))
        case FromGroups(table=name, per=per):
            yield speech.say("made_of_groups", table=Code(name), columns=_codes([column for column, _ in per], speech))
    if table.keys:
        yield speech.say("keyed", columns=_codes(table.keys, speech))
    for together, _ in table.uniques:
        yield speech.say("unique_together", columns=_codes(together, speech))
    if table.missing:
        spellings: list[str | Code | Text] = [Code(spelling) for spelling in table.missing]
        yield speech.say("missing_spellings", spellings=speech.listed(spellings, "or"))
    if table.may_be_empty:
        yield speech.say("may_be_empty")
    if table.may_be_absent:
        yield speech.say("table_may_be_absent")
    if table.open:
        yield speech.say("open")
    if table.sources:
        yield speech.say("files", files=_codes(table.sources, speech))


def _codes(names: tuple[str, ...] | list[str], speech: Speech) -> Text:
    codes: list[str | Code | Text] = [Code(name) for name in names]
    return speech.listed(codes)
