"""The report in parts: who of several suppliers, annotators or batches breaks which rule, and what each may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dcl.analysis.terms import Term
from dcl.diagnostics import Diagnostic, did_you_mean
from dcl.diagnostics.codes_usage import DCL658, DCL659
from dcl.engines.splitting import hashable
from dcl.ir.program import DeterminesCheck, Program, UniqueCheck
from dcl.run.extras import column_term
from dcl.run.messages import unique_message, unique_values
from dcl.run.reads import Owner, goes_by
from dcl.run.result import Result, RuleResult, TableInfo, Violation
from dcl.run.review import is_for_people_alone
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
    values = violation.values_of(by)
    return values[0] if len(values) == 1 else list(values) or None


def result_of(result: Result, part: Part) -> Result:
    """What a part may see: its own rows and counts; no rule over rows of others, over a whole table, or for people.

    A rule fails for a part where it fails as a whole and the part has failing items of it.
    """
    assert result.by is not None
    tables = {name: TableInfo(number, "") for name, number in part.rows.items()}
    owned = (_Owned.of(result, rule, part) for rule in result.rules if rule.table in tables)
    rules = tuple(each.result() for each in owned if each is not None)
    return replace(result, rules=rules, tables=tables, parts={}, baseline=None, seconds=None, faults={})


NOT_JUDGED = "it could not be judged"


@dataclass(frozen=True)
class _Owned:
    """A rule as a part may see it."""

    rule: RuleResult
    part: Part
    by: str
    owner: Owner

    @classmethod
    def of(cls, result: Result, rule: RuleResult, part: Part) -> _Owned | None:
        """The rule of a part; None for one that tells of others, or of nobody."""
        program, by = result.program, result.by or ""
        column = column_term(program, rule.table, by)
        within = column is not None and goes_by(rule.rule, column)
        if rule.scope == "table" or (rule.scope == "group" and not within) or is_for_people_alone(rule.rule):
            return None
        parted = frozenset(spec.name for spec in program.tables if column_term(program, spec.name, by) is not None)
        return cls(rule, part, by, Owner(program, parted, within))

    def result(self) -> RuleResult:
        rule, failed = self.rule, self.part.failed.get(self.rule.id, 0)
        fails = rule.verdict == "fail" and failed > 0
        reason = NOT_JUDGED if rule.verdict == "unjudged" else None if rule.ok else rule.reason
        return replace(
            rule,
            verdict="fail" if fails else "pass" if rule.verdict == "fail" else rule.verdict,
            checked=self.part.rows.get(rule.table, 0) if rule.scope == "row" and failed else 0,
            failed=failed,
            unknown=0,
            allowed=0 if fails else failed,
            outside=0,
            reason=reason,
            known=0,
            gone=0,
            review=None,
            violations=tuple(own for violation in rule.violations if (own := self._own(violation)) is not None),
            split={},
        )

    def _own(self, violation: Violation) -> Violation | None:
        """A violation as the owner of the part may see it: of a pair with somebody else's row only the own one."""
        value = self.part.value
        if value not in violation.values_of(self.by):
            return None
        own = self._without_hints(violation)
        shows = dict(self.rule.rule.shows)
        measures = dict(self.rule.rule.measures)
        own = replace(
            own,
            values={name: self._shown(shows.get(name), each) for name, each in own.values.items()},
            measured=own.measured
            and {text: self._shown(measures.get(text), each) for text, each in own.measured.items()},
        )
        beside = violation.beside
        foreign = [
            side
            for side in ("a", "b")
            if f"{side}.{self.by}" in beside and hashable(beside[f"{side}.{self.by}"]) != value
        ]
        return _without(own, foreign[0]) if foreign else own

    def _shown(self, term: Term | None, value: Any) -> Any:
        return value if term is None or self.owner.owns(term) else MASK

    def _without_hints(self, violation: Violation) -> Violation:
        """Without what the message and the suggestion tell of rows of others."""
        match self.rule.rule.body:
            case UniqueCheck() as body if self.by not in body.columns:
                values = unique_values(body, violation.values, violation.keys)
                return replace(violation, message=unique_message(values, None))
            case DeterminesCheck() if not self.owner.within:
                message = f"`{violation.column}` does not agree with other rows"
                return replace(violation, message=message, suggestion=None)
            case _:
                return violation


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
