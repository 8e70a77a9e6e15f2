"""The sentence that says what is wrong with one failing item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dcl.analysis.terms import And, Compare, Elements, InColumn, InRange, InSet, Matches, Term, children
from dcl.diagnostics import did_you_mean
from dcl.ir.program import CellCheck, ColumnSpec, DeterminesCheck, RowCheck, Rule, UniqueCheck
from dcl.run.sensitive import MASK
from dcl.run.words import MANY_CHOICES, constant, quoted, type_words
from dcl.tables.show import visible
from dcl.types import DATE, DATETIME, DURATION, LabelType, OneOf

BARE_IN_JSON = (DATE, DATETIME, DURATION)
"""Types whose misfits are shown without the quotes of JSON; those of all others as JSON spells them."""

COMPARED = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than", "!=": "other than", "=": ""}


def is_column_rule(rule: Rule) -> bool:
    """Whether the rule stands in a table and not under a name of its own; names of rules hold no dot."""
    return "." in rule.id.split("[")[0]


def constraint_of(rule: Rule) -> str:
    """The last word of the id of a column's own rule: `range`, `length` …"""
    return rule.id.rsplit(".", 1)[-1]


def cell_message(body: CellCheck, spec: ColumnSpec, value: Any, from_json: bool = False) -> str:
    """What is wrong with a cell that has no value; `from_json`: in a table of JSON, where `"3"` is not 3."""
    match body.kind:
        case "required":
            return f"`{spec.name}` is missing"
        case "unit":
            return f'{quoted(value)} does not end in its unit "{spec.unit}"'
        case _:
            like = f" like {spec.format}" if spec.format and body.kind == "type" else ""
            spelled = from_json and body.kind == "type" and spec.type not in BARE_IN_JSON and isinstance(value, str)
            subject = visible(value, 60) if spelled else quoted(value)
            return f"{subject} is not {type_words(spec.type)}{like}"


def domain_suggestion(spec: ColumnSpec, value: Any) -> str | None:
    """What somebody who wrote `value` into a closed vocabulary most likely meant, as the data spell it."""
    if not isinstance(value, str):
        return None
    if isinstance(spec.type, LabelType):
        labels = spec.type.labels
        meant = {spelled: label.spelling for label in labels for spelled in (label.name, label.spelling)}
        wrong = {spelled: label.spelling for label in labels for spelled in label.instead_of}
        guess = did_you_mean(value, meant)
        return wrong.get(value) or (None if guess is None else meant[guess])
    return did_you_mean(value, spec.type.choices) if isinstance(spec.type, OneOf) else None


def unique_message(values: list[Any], times: int | None) -> str:
    """`times` is None where it is not known, because not every failing row was looked at."""
    shown = ", ".join(quoted(value) for value in values) or "the value"
    return f"{shown} appears {'more than once' if times is None else f'{times:,} times'}"


def determines_message(rule: Rule, body: DeterminesCheck, column: str, value: Any, expected: Any) -> str:
    """A row that does not agree with its group."""
    names = [f"`{name}`" for name, term in rule.shows if term in body.left]
    same = f"the same {' and '.join(names)}" if names else "the same values"
    if expected is None:
        return f"`{column}` is {quoted(value)}; rows with {same} differ, and no value is the most common"
    return f"`{column}` is {quoted(value)}; most rows with {same} have {quoted(expected)}"


def named_message(rule: Rule) -> str:
    """A rule with a name says itself what it wants."""
    return rule.description or (f"`{rule.formula}` is not true" if rule.formula else f"`{rule.id}` does not hold")


def constraint_message(rule: Rule, body: RowCheck, value: Any) -> str:
    """A cell that has a value, which one of the constraints of its column refuses."""
    value = _field_of(rule, value)
    check, subject = body.check, quoted(value)
    if _is_about_elements(check):
        check, subject = _element_check(check), f"an element of {quoted(value)}"
    constraint = constraint_of(rule)
    match constraint:
        case "range" | "domain":
            return f"{subject} is {outside(check) or f'not as it must be: `{rule.formula}`'}"
        case "length":
            return _length_message(check, subject, value)
        case "matches":
            pattern = _first(check, Matches)
            return (
                f"{subject} does not match /{pattern.pattern}/"
                if isinstance(pattern, Matches)
                else f"{subject} does not match"
            )
        case "format":
            name = (rule.formula or "").rsplit(" ", 1)[-1]
            return f"{subject} is not a valid {name}" if name else f"{subject} does not have the right format"
        case "unique":
            return f"{quoted(value)} holds an element twice"
        case "references":
            target = _first(check, InColumn)
            where = f"`{target.table}.{target.column}`" if isinstance(target, InColumn) else "the other table"
            return f"{subject} is not in {where}"
        case _:
            return named_message(rule)


def _field_of(rule: Rule, value: Any) -> Any:
    """The field that the rule speaks of, where it is one of a field of a record."""
    place = rule.id.removeprefix(f"{rule.table}.{rule.column}.")
    field, dot, _ = place.rpartition(".")
    return value.get(field) if dot and isinstance(value, Mapping) else value


def _length_message(check: Term, subject: str, value: Any) -> str:
    wanted = outside(check) or "not as long as it must be"
    if value == MASK or not isinstance(value, str | list | tuple):
        return f"{subject} has a length that is {wanted}"
    unit = "characters" if isinstance(value, str) else "elements"
    return f"{subject} has {len(value):,} {unit}, which is {wanted}"


def outside(check: Term) -> str | None:
    """What a value is that breaks a check against constants: `outside 64..8192`, `not at least 0`."""
    wanted = _wanted(check)
    if wanted is None:
        return None
    return f"outside {wanted}" if isinstance(check, InRange) else f"not {wanted}"


def _wanted(check: Term) -> str | None:
    match check:
        case InRange(low=low, high=high, open_end=open_end):
            ends = [constant(end) if end is not None else "" for end in (low, high)]
            return None if None in ends else f"{ends[0]}..{'<' if open_end else ''}{ends[1]}"
        case Compare(op=op, right=right):
            bound = constant(right)
            return None if bound is None else f"{COMPARED[op]} {bound}".strip()
        case InSet(values=values):
            shown = ", ".join(quoted(value) for value in values[:MANY_CHOICES])
            return f"one of {shown}" + (", …" if len(values) > MANY_CHOICES else "")
        case And(parts=parts):
            wants = [
                f"in {wanted}" if isinstance(part, InRange) else wanted for part in parts if (wanted := _wanted(part))
            ]
            return " and ".join(wants) if len(wants) == len(parts) else None
        case _:
            return None


def _is_about_elements(check: Term) -> bool:
    return isinstance(getattr(check, "source", None), Elements)


def _element_check(check: Term) -> Term:
    argument: Term | None = getattr(check, "argument", None)
    return check if argument is None else argument


def _first(term: Term, kind: type[Term]) -> Term | None:
    """The first term of a kind inside a term, itself included."""
    if isinstance(term, kind):
        return term
    return next((found for child in children(term) if (found := _first(child, kind)) is not None), None)


def unique_values(body: UniqueCheck, values: Mapping[str, Any], keys: Mapping[str, Any]) -> list[Any]:
    """What the columns of a uniqueness rule hold in a failing row, as far as it is shown."""
    shown = {**keys, **values}
    return [shown[name] for name in body.columns if name in shown]
