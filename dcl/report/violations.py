"""Every violation as one row of a flat table, for files and frames."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dcl.run.result import RuleResult, Violation
from dcl.run.words import plain, text_of

COLUMNS = ("rule", "scope", "table", "row", "other_row", "keys", "column", "value", "message", "suggestion")
NUMBERS = frozenset({"row", "other_row"})


def violation_rows(results: Iterable[RuleResult]) -> dict[str, list[Any]]:
    """The rows by column. `row` and `other_row` are numbers, all others texts; `keys` is JSON."""
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for result in results:
        for violation in result.violations:
            for name, value in zip(COLUMNS, _row(result, violation), strict=True):
                columns[name].append(value)
    return columns


def _row(result: RuleResult, violation: Violation) -> tuple[Any, ...]:
    column = violation.column or result.rule.column
    keys: dict[str, Any] = dict(violation.keys)
    if violation.other_keys:
        keys = {"a": violation.keys, "b": violation.other_keys}
    return (
        result.id,
        result.scope,
        result.table,
        violation.row,
        violation.other_row,
        json.dumps(plain(keys), ensure_ascii=False),
        column,
        _value(violation, column),
        violation.message,
        text_of(violation.suggestion),
    )


def _value(violation: Violation, column: str | None) -> str | None:
    """The cell that is to blame; where several are, all that the check read or measured, as JSON."""
    if column is not None and column in violation.values:
        return text_of(violation.values[column])
    shown = violation.values or violation.measured
    return json.dumps(plain(shown), ensure_ascii=False) if shown else None
