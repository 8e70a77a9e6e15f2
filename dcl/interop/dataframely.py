"""dataframely: a class for the frames of one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dcl.compile import Compiled
from dcl.interop.columns import ColumnFacts, TableFacts, table_facts, taken
from dcl.interop.exported import Exported
from dcl.interop.python_columns import Words, asked_of
from dcl.interop.python_source import call, class_name, identifiers, literal, module, title
from dcl.types import BOOL, DATE, DATETIME, DURATION, FLOAT, INT, ListOf, Record, Type, is_text

WHY = "dataframely has no plain check for it"

_TAKEN = (
    "cast column_names columns create_empty create_empty_if_none datetime dy filter is_valid matches primary_key "
    "sample to_pydantic_model to_sqlalchemy_columns validate value"
).split()
_CLASSES: dict[Type, str] = {
    INT: "dy.Int64",
    FLOAT: "dy.Float64",
    BOOL: "dy.Bool",
    DATE: "dy.Date",
    DATETIME: "dy.Datetime",
    DURATION: "dy.Duration",
}
_BOUNDS = {"minimum": ">=", "exclusiveMinimum": ">", "maximum": "<=", "exclusiveMaximum": "<"}
_NUMBERS = {
    "minimum": "min",
    "exclusiveMinimum": "min_exclusive",
    "maximum": "max",
    "exclusiveMaximum": "max_exclusive",
}
WORDS = Words(frozenset((*_BOUNDS, "enum", "none_of", "pattern", "minLength", "maxLength")))


def export(contract: Compiled, table: str | None) -> Exported:
    """A module with the class of a table."""
    assert table is not None
    facts = table_facts(contract, table)
    names = identifiers((column.name for column in facts.columns), _TAKEN, "column")
    lines = [f"class {class_name(table)}(dy.Schema):"]
    if facts.checked.decl.description is not None:
        lines += [f"    {literal(facts.checked.decl.description.value)}", ""]
    expressed: set[str] = {f"{table}.key"} if facts.key else set()
    for column in facts.columns:
        line, ids = _column(column, facts, names[column.name])
        lines.append(line)
        expressed |= ids
    stated = tuple(rule.id for rule in facts.rules if rule.id in expressed)
    left_out = facts.left_out(stated, WHY)
    program = contract.program
    text = module(title(program.name, program.version, table), ["import dataframely as dy"], lines, left_out)
    return Exported(text, left_out, stated)


def _column(column: ColumnFacts, facts: TableFacts, name: str) -> tuple[str, set[str]]:
    """The line of one column, and the ids of the rules that it states."""
    found, expressed = asked_of(column, facts, WORDS)
    if column.spec.may_be_absent:
        # A column of dataframely is always there.
        expressed = {id_ for id_ in expressed if not id_.endswith(".present")}
    arguments: dict[str, str] = {}
    if name != column.name:
        arguments["alias"] = literal(column.name)
    if column in facts.key:
        arguments["primary_key"] = "True"
    elif not column.required:
        arguments["nullable"] = "True"
    if column.unique:
        arguments["unique"] = "True"
        expressed.add(f"{facts.spec.name}.{column.spec.name}.unique")
    if column.description is not None:
        arguments["description"] = literal(column.description)
    if isinstance(column.type, ListOf):
        asked, ids = asked_of(column, facts, WORDS, of_elements=True)
        sizes, more = taken(column.asks, {"minItems", "maxItems", "uniqueItems"})
        expressed |= ids | set(more)
        return f"    {name} = {_list(column.type, asked, sizes, arguments)}", expressed
    return f"    {name} = {_typed(column.type, found, arguments)}", expressed


def _list(type_: ListOf, asked: Mapping[str, Any], sizes: Mapping[str, Any], arguments: dict[str, str]) -> str:
    inner = _typed(type_.element, asked, {"nullable": "True"} if type_.element_optional else {})
    arguments = {"inner": inner, **arguments}
    for word, name in (("minItems", "min_length"), ("maxItems", "max_length")):
        if word in sizes:
            arguments[name] = literal(sizes[word])
    if "uniqueItems" in sizes:
        arguments["check"] = '{"unique": lambda value: value.list.n_unique() == value.list.len()}'
    return call("dy.List", arguments)


def _typed(type_: Type, found: Mapping[str, Any], arguments: dict[str, str]) -> str:
    """The column of one type with its checks. Bounds of numbers are its own; all else are checks by name."""
    if isinstance(type_, ListOf):
        return _list(type_, {}, {}, arguments)
    if isinstance(type_, Record):
        fields = (
            f"{literal(name)}: {_typed(field, {}, {'nullable': 'True'} if optional else {})}"
            for name, field, optional in type_.fields
        )
        return call("dy.Struct", {"inner": "{" + ", ".join(fields) + "}", **arguments})
    if type_ in (INT, FLOAT):
        arguments |= {own: literal(found[word]) for word, own in _NUMBERS.items() if word in found}
        found = {word: value for word, value in found.items() if word not in _NUMBERS}
    if type_ == FLOAT and "nullable" in arguments:
        # To dcl, NaN is missing.
        arguments["allow_nan"] = "True"
    if type_ == DATETIME:
        arguments |= {"time_unit": '"us"', "time_zone": '"UTC"'}
    checks = _checks(found)
    if checks:
        arguments["check"] = "{" + ", ".join(f"{literal(name)}: {check}" for name, check in checks.items()) + "}"
    function = "dy.String" if is_text(type_) else _CLASSES.get(type_, "dy.Any")
    return call(function, arguments)


def _checks(found: Mapping[str, Any]) -> dict[str, str]:
    made = {}
    for word, sign in _BOUNDS.items():
        if word in found:
            made[word.lower()] = f"lambda value: value {sign} {literal(found[word])}"
    if "enum" in found:
        made["domain"] = f"lambda value: value.is_in({literal(found['enum'])})"
    if "none_of" in found:
        made["not"] = f"lambda value: ~value.is_in({literal(found['none_of'])})"
    if "pattern" in found:
        made["pattern"] = f"lambda value: value.str.contains({literal(found['pattern'])})"
    if "minLength" in found:
        made["shortest"] = f"lambda value: value.str.len_chars() >= {literal(found['minLength'])}"
    if "maxLength" in found:
        made["longest"] = f"lambda value: value.str.len_chars() <= {literal(found['maxLength'])}"
    return made
