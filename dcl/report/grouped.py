"""The rules of a result in the order in which people want to read them."""

from __future__ import annotations

from dcl.ir.program import NoOtherColumns, NotEmpty, Present
from dcl.run.result import SEVERITIES, Result, RuleResult


def broken_rules(result: Result) -> list[RuleResult]:
    """The broken rules, most broken first."""
    return sorted((rule for rule in result.rules if rule.verdict == "fail"), key=_how_broken)


def _how_broken(result: RuleResult) -> tuple[int, bool, int]:
    """Sorts the graver before the milder, what is wrong with a whole table before its rows, many before few."""
    structural = isinstance(result.rule.body, Present | NoOtherColumns | NotEmpty)
    return -SEVERITIES.index(result.severity), not structural, result.known - result.failed


def open_rules(result: Result) -> list[list[RuleResult]]:
    """The rules that were not decided; those with one reason stand together."""
    found: dict[tuple[str, str | None], list[RuleResult]] = {}
    for rule in result.rules:
        if rule.verdict in ("unknown", "unjudged"):
            found.setdefault((rule.verdict, rule.reason), []).append(rule)
    return list(found.values())
