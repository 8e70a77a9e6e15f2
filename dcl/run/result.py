"""What a check comes to: a result for each rule, the verdict of the whole, and the exit status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import Any

from dcl.engines.splitting import hashable
from dcl.ir.program import Program, Rule
from dcl.run.review import ReviewState

SEVERITIES = ("info", "warn", "error")


class ExitStatus(IntEnum):
    """What `dcl` tells the shell. The higher one wins."""

    OK = 0
    VIOLATIONS = 1
    NOT_JUDGED = 2


@dataclass(frozen=True)
class Violation:
    """One failing item, in words and with its values; what is sensitive is masked already.

    `row` counts from 0. A pair has `other_row` and `other_keys`, a group has its values as `keys` and what it came to
    as `measured`. `column` is there where it is not plain from the rule which column is to blame. `beside` is what
    the item carries for pictures and pages (of a pair under `a.NAME` and `b.NAME`); `identity` stays when rows move.
    """

    message: str
    row: int | None = None
    keys: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    column: str | None = None
    suggestion: Any = None
    measured: Mapping[str, Any] | None = None
    other_row: int | None = None
    other_keys: Mapping[str, Any] | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)
    identity: str | None = None

    def values_of(self, column: str) -> tuple[Any, ...]:
        """The values of a column that the item carries: two for a pair whose rows differ, none where it has none."""
        names = (column, f"a.{column}", f"b.{column}")
        return tuple(dict.fromkeys(hashable(self.beside[name]) for name in names if name in self.beside))


@dataclass(frozen=True)
class RuleResult:
    """What a rule came to. `absent_table` is the table that it needs and that may be absent, and is.

    `review` is what people judge: of a rule without a check it is all; beside a check it stands for itself. `split`
    says for a column how many failing items carry which value, those of a baseline left out. `known` failed items are
    those of a baseline, which are listed no more; `gone` are those of the baseline that fail no more.
    """

    rule: Rule
    verdict: str
    checked: int = 0
    failed: int = 0
    unknown: int = 0
    allowed: int = 0
    outside: int = 0
    reason: str | None = None
    measured: Mapping[str, Any] | None = None
    violations: tuple[Violation, ...] = ()
    absent_table: str | None = None
    review: ReviewState | None = None
    split: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)
    known: int = 0
    gone: int = 0

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def table(self) -> str:
        return self.rule.table

    @property
    def scope(self) -> str:
        return self.rule.scope

    @property
    def severity(self) -> str:
        return self.rule.severity

    @property
    def passed(self) -> int:
        return self.checked - self.failed - self.unknown

    @property
    def ok(self) -> bool:
        """Whether the rule holds."""
        return self.verdict == "pass"

    @property
    def listed(self) -> int:
        """How many of the failed items `violations` speaks of."""
        return len({self._item(place) for place in range(len(self.violations))})

    def _item(self, place: int) -> tuple[object, ...]:
        """What tells a failed item from the others; two blamed columns of a row are one item."""
        violation = self.violations[place]
        if violation.row is None or (self.scope == "pair" and violation.other_row is None):
            return (place,)
        return violation.row, violation.other_row, "row"

    @property
    def truncated(self) -> bool:
        """Whether more items failed than are listed."""
        return self.listed < self.failed - self.known

    @property
    def waits_for_people(self) -> bool:
        """Whether people have something left to judge."""
        return self.review is not None and self.review.is_open and self.verdict != "unjudged"

    @property
    def cannot_be_judged(self) -> bool:
        """Whether the rule keeps the whole check from being judged."""
        unmeasured = self.verdict == "unknown" and self.scope == "table" and self.absent_table is None
        return self.verdict == "unjudged" or unmeasured

    def limited(self, limit: int | None, each: str | None = None) -> RuleResult:
        """The same with the violations of the first `limit` failed items, or of the first ones `each` value has."""
        if limit is None:
            return self
        if each is not None:
            return self._limited_each(limit, each)
        items: set[tuple[object, ...]] = set()
        for place in range(len(self.violations)):
            items.add(self._item(place))
            if len(items) > limit:
                return replace(self, violations=self.violations[:place])
        return self

    def _limited_each(self, limit: int, column: str) -> RuleResult:
        kept: dict[tuple[object, ...], bool] = {}
        seen: Counter[tuple[Any, ...]] = Counter()
        for place, violation in enumerate(self.violations):
            item = self._item(place)
            if item not in kept:
                carried: list[tuple[Any, ...]] = [(value,) for value in violation.values_of(column)] or [()]
                kept[item] = any(seen[value] < limit for value in carried)
                seen.update(carried if kept[item] else ())
        violations = (each for place, each in enumerate(self.violations) if kept[self._item(place)])
        return replace(self, violations=tuple(violations))


@dataclass(frozen=True)
class TableInfo:
    """A table that was checked."""

    rows: int
    source: str


@dataclass(frozen=True)
class BaselineCounts:
    """How many failing items a baseline knows, and how many of its own fail no more."""

    known: int
    gone: int


@dataclass(frozen=True)
class Result:
    """What a whole check came to; `seconds` is how long it took, where somebody measured.

    `faults` are the tables whose rows could not all be read, with what the library that reads them said. `by` is the
    column that parts the report; `parts` says for each column that was counted by how many rows of which table have
    which value. `baseline` is there where one was applied: what was known before does not break
    a rule.
    """

    program: Program
    tables: Mapping[str, TableInfo]
    rules: tuple[RuleResult, ...]
    seconds: float | None = None
    faults: Mapping[str, BaseException] = field(default_factory=dict)
    by: str | None = None
    parts: Mapping[str, Mapping[str, Mapping[Any, int]]] = field(default_factory=dict)
    baseline: BaselineCounts | None = None

    @cached_property
    def rule(self) -> dict[str, RuleResult]:
        return {result.id: result for result in self.rules}

    def verdict(self, fail_on: str = "error") -> str:
        """`pass`, `fail`, or `unjudged` just when the exit status is 2."""
        return {
            ExitStatus.OK: "pass",
            ExitStatus.VIOLATIONS: "fail",
            ExitStatus.NOT_JUDGED: "unjudged",
        }[exit_status(self, fail_on)]

    def limited(self, limit: int | None, each: str | None = None) -> Result:
        """The same with at most `limit` failed items listed for each rule, or for `each` value of a column."""
        return replace(self, rules=tuple(result.limited(limit, each) for result in self.rules))


def exit_status(result: Result, fail_on: str = "error") -> ExitStatus:
    """0 where no rule at or above the severity fails, 2 where something could not be judged, else 1."""
    if any(rule.cannot_be_judged for rule in result.rules):
        return ExitStatus.NOT_JUDGED
    threshold = SEVERITIES.index(fail_on)
    broken = (rule for rule in result.rules if rule.verdict == "fail")
    if any(SEVERITIES.index(rule.severity) >= threshold for rule in broken):
        return ExitStatus.VIOLATIONS
    return ExitStatus.OK
