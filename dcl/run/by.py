"""The report in parts: who of several suppliers, annotators or batches breaks which rule, and what each may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dcl.diagnostics import Diagnostic, did_you_mean
from dcl.diagnostics.codes_usage import DCL658, DCL659
from dcl.ir.program import Program
from dcl.run.extras import column_term
from dcl.run.result import Result, RuleResult, TableInfo, Violation
from dcl.run.sensitive import MASK, Mask
from dcl.tables.show import visible
from dcl.types import ANY, BOX, INTERVAL, ListOf, Record


@dataclass(frozen=True)
class Part:
    """What belongs to one value of the column: its rows by table, and how many items fail by the id of the rule."""

    value: Any
    rows: Mapping[str, int]
    failed: Mapping[str, int]

    @property
    def failures(self) -> int:
        """How many items fail in all; one that breaks two rules counts twice."""
        return sum(self.failed.values())


def check_by(program: Program, name: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a column that the report is to be parted by."""
    found = {spec.name: term for spec in program.tables if (term := column_term(program, spec.name, name)) is not None}
    if not found:
        known = list(dict.fromkeys(column.name for spec in program.tables for column in spec.columns))
        guess = did_you_mean(name, known)
        message = (
            f"`{visible(name)}` is not a column of any table of `{visible(program.name)}`, so nothing can go by it"
        )
        return (Diagnostic(DCL658, message, help=f"did you mean `{guess}`?" if guess else None),)
    mask = Mask(program)
    for table, term in found.items():
        if mask.hides(term):
            message = f"`{visible(name)}` of `{visible(table)}` is sensitive, so no report can go by it"
            return (Diagnostic(DCL659, message, help="choose a column that everybody may see"),)
        if isinstance(term.type, ListOf | Record) or term.type in (ANY, BOX, INTERVAL):
            message = (
                f"`{visible(name)}` of `{visible(table)}` holds more than one value in a row, so nothing can go by it"
            )
            return (Diagnostic(DCL658, message),)
    return ()


def parts_of(result: Result, column: str) -> tuple[Part, ...]:
    """The parts by one of the columns that failing items were counted by: the one with most failures first."""
    rows: dict[Any, dict[str, int]] = {}
    for table, counts in result.parts.get(column, {}).items():
        for value, number in counts.items():
            rows.setdefault(value, {})[table] = number
    failed: dict[Any, Counter[str]] = {}
    for rule in result.rules:
        for value, number in rule.split.get(column, {}).items():
            if number:
                failed.setdefault(value, Counter())[rule.id] += number
    parts = [Part(value, rows.get(value, {}), failed.get(value, {})) for value in dict.fromkeys((*rows, *failed))]
    return tuple(sorted(parts, key=lambda part: (-part.failures, part.value is None, str(part.value))))


def part_of(violation: Violation, by: str | None) -> Any:
    """The part that a violation belongs to: a list of two for a pair of two parts, None where it is of none."""
    if by is None:
        return None
    if by in violation.beside:
        return violation.beside[by]
    sides = [violation.beside[name] for name in (f"a.{by}", f"b.{by}") if name in violation.beside]
    return sides[0] if len(set(map(str, sides))) == 1 else sides or None


def result_of(result: Result, part: Part) -> Result:
    """What a part may see: its own rows and counts, and no rule over rows of others or over a whole table.

    A rule fails for a part where it fails as a whole and the part has failing items of it.
    """
    assert result.by is not None
    tables = {name: TableInfo(number, result.tables[name].source) for name, number in part.rows.items()}
    rules = [_rule_of(rule, result.by, part) for rule in result.rules if rule.scope != "table" and rule.table in tables]
    return replace(result, rules=tuple(rules), tables=tables, parts={})


def _rule_of(rule: RuleResult, by: str, part: Part) -> RuleResult:
    failed = part.failed.get(rule.id, 0)
    seen = tuple(own for violation in rule.violations if (own := _own(violation, by, part.value)) is not None)
    rows = part.rows.get(rule.table, 0)
    return replace(
        rule,
        verdict="fail" if failed and rule.verdict == "fail" else rule.verdict if rule.verdict != "fail" else "pass",
        checked=rows if rule.scope == "row" else failed,
        failed=failed,
        unknown=0,
        allowed=0,
        outside=0,
        known=0,
        gone=0,
        violations=seen,
        split={},
    )


def _own(violation: Violation, by: str, value: Any) -> Violation | None:
    """A violation as the owner of a part may see it: of a pair with somebody else's row only the own one."""
    beside = violation.beside
    if by in beside:
        return violation if beside[by] == value else None
    owners = {side: beside.get(f"{side}.{by}") for side in ("a", "b") if f"{side}.{by}" in beside}
    foreign = [side for side, owner in owners.items() if owner != value]
    if len(foreign) == len(owners):
        return None
    if not foreign:
        return violation
    return _without(violation, foreign[0])


def _without(violation: Violation, side: str) -> Violation:
    """A pair without what one of its rows holds."""

    def hidden(values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: MASK if name.startswith(f"{side}.") else value for name, value in values.items()}

    own_keys, other_keys = violation.keys, violation.other_keys
    if side == "a":
        own_keys = dict.fromkeys(own_keys, MASK)
    else:
        other_keys = None if other_keys is None else dict.fromkeys(other_keys, MASK)
    return replace(
        violation,
        row=None if side == "a" else violation.row,
        other_row=None if side == "b" else violation.other_row,
        keys=own_keys,
        other_keys=other_keys,
        values=hidden(violation.values),
        beside=hidden(violation.beside),
    )
