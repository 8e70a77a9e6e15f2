"""From the failures of an engine to violations for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dcl.analysis.terms import InSet
from dcl.diagnostics import did_you_mean
from dcl.engines.base import Failure, Tally
from dcl.ir.program import CellCheck, DeterminesCheck, Program, RowCheck, Rule, UniqueCheck
from dcl.run.messages import (
    cell_message,
    constraint_message,
    determines_message,
    domain_suggestion,
    is_column_rule,
    named_message,
    unique_message,
    unique_values,
)
from dcl.run.result import Violation
from dcl.run.sensitive import MASK, Mask

Describe = Callable[[Failure, Violation], tuple[str, Any]]
"""The message and the suggestion, from a failure as it is and the violation with what is sensitive masked."""


def violations(
    program: Program, mask: Mask, rule: Rule, tally: Tally, from_json: bool = False
) -> tuple[Violation, ...]:
    """The violations of a rule; a rule over the whole table always has one when it fails.

    `from_json`: the cells of the table are values of JSON.
    """
    failures = tally.failures
    if rule.scope == "table" and tally.failed and not failures:
        failures = (Failure(None, {}, measured=tally.measured),)
    describe = _describer(program, mask, rule, tally, from_json)
    return tuple(_violation(mask, rule, failure, describe) for failure in failures)


def _violation(mask: Mask, rule: Rule, failure: Failure, describe: Describe) -> Violation:
    masked = Violation(
        message="",
        row=failure.row,
        keys=mask.keys(rule, failure.keys),
        values=mask.values(rule, failure.values),
        column=failure.column,
        measured=mask.measured(rule, failure.measured),
        other_row=failure.other_row,
        other_keys=None if failure.other_keys is None else mask.keys(rule, failure.other_keys),
    )
    message, suggestion = describe(failure, masked)
    return replace(masked, message=message, suggestion=suggestion)


def _describer(program: Program, mask: Mask, rule: Rule, tally: Tally, from_json: bool) -> Describe:
    match rule.body:
        case DeterminesCheck() as body:
            return _determines(mask, rule, body)
        case UniqueCheck() as body:
            return _unique(body, tally)
        case CellCheck() as body:
            return _cell(program, mask, rule, body, from_json)
        case RowCheck() as body if is_column_rule(rule):
            return _constraint(mask, rule, body)
        case _:
            return lambda _failure, _masked: (named_message(rule), None)


def _determines(mask: Mask, rule: Rule, body: DeterminesCheck) -> Describe:
    hidden = {name for name, term in zip(body.right_names, body.right, strict=True) if mask.hides(term)}

    def describe(failure: Failure, masked: Violation) -> tuple[str, Any]:
        column = failure.column or body.right_names[0]
        expected = failure.suggestion
        if expected is not None and column in hidden:
            expected = MASK
        value = MASK if column in hidden else masked.values.get(column)
        return determines_message(rule, body, column, value, expected), expected

    return describe


def _unique(body: UniqueCheck, tally: Tally) -> Describe:
    """How often a value appears is known only where every failing row was looked at."""
    complete = len(tally.failures) == tally.failed
    times = Counter(repr(unique_values(body, f.values, f.keys)) for f in tally.failures) if complete else Counter()

    def describe(failure: Failure, masked: Violation) -> tuple[str, Any]:
        count = times[repr(unique_values(body, failure.values, failure.keys))]
        return unique_message(unique_values(body, masked.values, masked.keys), count if count > 1 else None), None

    return describe


def _cell(program: Program, mask: Mask, rule: Rule, body: CellCheck, from_json: bool) -> Describe:
    column = body.column
    spec = program.table[rule.table].by_name[column]
    hidden = mask.hides_column(rule.table, column)

    def describe(failure: Failure, _masked: Violation) -> tuple[str, Any]:
        value = MASK if hidden else failure.values.get(column)
        guess = domain_suggestion(spec, failure.values.get(column)) if body.kind == "domain" and not hidden else None
        return cell_message(body, spec, value, from_json), guess

    return describe


def _constraint(mask: Mask, rule: Rule, body: RowCheck) -> Describe:
    column = rule.column or ""
    choices = [value for value in body.check.values if isinstance(value, str)] if isinstance(body.check, InSet) else []
    hidden = mask.hides_column(rule.table, column)

    def describe(_failure: Failure, masked: Violation) -> tuple[str, Any]:
        value = masked.values.get(column)
        guess = did_you_mean(value, choices) if isinstance(value, str) and not hidden else None
        return constraint_message(rule, body, MASK if hidden else value), guess

    return describe
