"""What a contract says in other languages than its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from dcl.analysis.contract import CheckedColumn, CheckedContract
from dcl.syntax import ast

Described: TypeAlias = (
    ast.ContractDecl | ast.LetDecl | ast.LabelsDecl | ast.LabelDecl | ast.TableDecl | ast.ColumnDecl | ast.RuleDecl
)
"""Whatever can carry a description."""

ENGLISH = "en"


def own_language(contract: CheckedContract) -> str:
    """The language of the descriptions themselves: what the setting `language` says, else English."""
    for setting in contract.decl.settings:
        if setting.name.text == "language":
            return setting.values[0].value
    return ENGLISH


def languages(contract: CheckedContract) -> tuple[str, ...]:
    """The contract's own language, then those that something is translated into, by their tags."""
    own = own_language(contract)
    others = {each.language.text for decl in described(contract) for each in decl.translations}
    return (own, *sorted(others - {own}))


def said(decl: Described, language: str) -> str | None:
    """The description in a language; in the contract's own where it is not translated; None without one."""
    for translation in decl.translations:
        if translation.language.text == language:
            return translation.text.value
    return decl.description.value if decl.description is not None else None


def described(contract: CheckedContract) -> Iterator[Described]:
    """All that can carry a description, in the order of the guide: the contract, its labels, its tables, its rules."""
    yield contract.decl
    yield from contract.constants.values()
    for labels in contract.label_decls.values():
        yield labels
        yield from all_labels(labels.labels)
    for table in contract.tables.values():
        yield table.decl
        yield from all_columns(table.columns.values())
        yield from (derived.decl for derived in table.derived.values())
    yield from {id(rule.decl): rule.decl for rule in contract.rules}.values()
    yield from (decl for decl, _ in contract.column_rules.values())


def all_columns(columns: Iterable[CheckedColumn]) -> Iterator[ast.ColumnDecl]:
    """What these columns and the fields of their records were declared with, in the order written."""
    for column in columns:
        yield column.decl
        yield from all_columns(column.fields)


def all_labels(labels: tuple[ast.LabelDecl, ...]) -> Iterator[ast.LabelDecl]:
    """These labels and all that stand below them, in the order written."""
    for label in labels:
        yield label
        yield from all_labels(label.children)
