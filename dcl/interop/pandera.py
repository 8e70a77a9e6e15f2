"""Pandera: a class for Polars frames of one table."""

from __future__ import annotations

from typing import Any

from dcl.compile import Compiled
from dcl.interop.columns import ColumnFacts, TableFacts, table_facts
from dcl.interop.exported import Exported
from dcl.interop.python_columns import Words, asked_of
from dcl.interop.python_source import call, class_name, dtype, identifiers, literal, module, title

WHY = "Pandera has no plain check for it"

_TAKEN = (
    "Config build_schema_ datetime empty example from_json from_yaml get_metadata pa pl pydantic_validate strategy "
    "to_json to_json_schema to_schema to_yaml validate Optional"
).split()
"""Names that the class, or the lines in it, need for themselves."""

_CHECKS = {
    "minimum": "ge",
    "exclusiveMinimum": "gt",
    "maximum": "le",
    "exclusiveMaximum": "lt",
    "enum": "isin",
    "none_of": "notin",
    "pattern": "str_matches",
}
WORDS = Words(frozenset((*_CHECKS, "minLength", "maxLength")))


def export(contract: Compiled, table: str | None) -> Exported:
    """A module with the class of a table."""
    assert table is not None
    facts = table_facts(contract, table)
    known = [column for column in facts.columns if dtype(column.type) is not None]
    strict = facts.closed and len(known) == len(facts.columns)
    names = identifiers((column.name for column in known), _TAKEN, "column")
    lines = [f"class {class_name(table)}(pa.DataFrameModel):"]
    if facts.checked.decl.description is not None:
        lines += [f"    {literal(facts.checked.decl.description.value)}", ""]
    expressed: set[str] = {f"{table}.columns"} if strict else set()
    for column in known:
        line, ids = _field(column, facts, names[column.name])
        lines.append(line)
        expressed |= ids
    lines += ["", *_config(facts, strict)]
    expressed |= {rule.id for rule, _ in facts.uniques} | ({f"{table}.key"} if facts.key else set())
    stated = tuple(rule.id for rule in facts.rules if rule.id in expressed)
    left_out = facts.left_out(stated, WHY)
    program = contract.program
    imports = ["import pandera.polars as pa", "import polars as pl"]
    text = module(title(program.name, program.version, table), imports, lines, left_out)
    return Exported(text, left_out, stated)


def _field(column: ColumnFacts, facts: TableFacts, name: str) -> tuple[str, set[str]]:
    """The line of one column, and the ids of the rules that it states."""
    found, expressed = asked_of(column, facts, WORDS)
    arguments: dict[str, str] = {}
    if name != column.name:
        arguments["alias"] = literal(column.name)
    if not column.required:
        arguments["nullable"] = "True"
    if column.unique or (len(facts.key) == 1 and column in facts.key):
        arguments["unique"] = "True"
        expressed |= {f"{facts.spec.name}.{column.spec.name}.unique"} if column.unique else set()
    arguments |= {check: literal(found[word]) for word, check in _CHECKS.items() if word in found}
    length = {"min_value": found.get("minLength"), "max_value": found.get("maxLength")}
    length = {end: value for end, value in length.items() if value is not None}
    if length:
        arguments["str_length"] = literal(length)
    if column.description is not None:
        arguments["description"] = literal(column.description)
    type_ = dtype(column.type)
    annotation = f"Optional[{type_}]" if column.spec.may_be_absent else type_
    return f"    {name}: {annotation} = {call('pa.Field', arguments)}", expressed


def _config(facts: TableFacts, strict: bool) -> list[str]:
    settings: dict[str, Any] = {"name": facts.spec.name, "strict": strict}
    together = [[column.name for column in columns] for _, columns in facts.uniques]
    together += [[column.name for column in facts.key]] if len(facts.key) > 1 else []
    # Pandera takes one set of columns that are unique together, or several.
    if together:
        settings["unique"] = together[0] if len(together) == 1 else together
    return ["    class Config:", *(f"        {name} = {literal(value)}" for name, value in settings.items())]
