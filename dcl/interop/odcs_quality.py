"""Rules as quality checks of the Open Data Contract Standard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dcl.analysis.contract import CheckedContract
from dcl.interop.columns import ColumnFacts, TableFacts
from dcl.interop.schema_logic import values_of
from dcl.ir.program import CellCheck, NotEmpty, Program, ReviewOnly, Rule, UniqueCheck
from dcl.report.rule_words import sentence_of
from dcl.report.text_words import limit_words
from dcl.syntax import ast
from dcl.types import ListOf

_SEVERITIES = {"error": "error", "warn": "warning", "info": "info"}
_CLAUSES = (ast.EachClause, ast.PerClause, ast.WhenClause, ast.OrderByClause, ast.PairsClause, ast.CheckClause)

LIBRARY = "library"


def checks_of(contract: CheckedContract) -> dict[str, str]:
    """What each rule with a name checks, as the contract writes it, a clause a line."""
    return {
        name_of(rule.id): "\n".join(
            " ".join(clause.span.text.split()) for clause in rule.decl.clauses if isinstance(clause, _CLAUSES)
        )
        for rule in contract.rules
    }


def name_of(id_: str) -> str:
    """The name of a rule, also where it is made for each of several labels, columns or tables."""
    return id_.partition("[")[0]


def quality_of(rule: Rule, facts: TableFacts, program: Program, checks: Mapping[str, str]) -> dict[str, Any]:
    """A metric of the standard where it says just what the rule does; else the rule in words, and its check for dcl."""
    metric = metric_of(rule, facts)
    made: dict[str, Any] = {"name": name_of(rule.id), "description": sentence_of(program, rule)}
    if metric is not None:
        made |= {"type": LIBRARY, **metric}
    elif isinstance(rule.body, ReviewOnly):
        made |= {"type": "text"}
    else:
        made |= {"type": "custom", "engine": "dcl", "implementation": _for_dcl(rule, checks)}
    made["severity"] = _SEVERITIES[rule.severity]
    return {**made, "tags": list(rule.tags)} if rule.tags else made


def _for_dcl(rule: Rule, checks: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {"rule": name_of(rule.id)}
    check = checks.get(name_of(rule.id)) or rule.formula
    if check is not None:
        made["check"] = check
    limit = limit_words(rule.allow)
    return made if limit is None else {**made, "allow": limit}


def metric_of(rule: Rule, facts: TableFacts) -> dict[str, Any] | None:
    """The metric that fails just when the rule does; None where there is none."""
    if rule.id not in facts.holds:
        return None
    match rule.body:
        case NotEmpty():
            return {"metric": "rowCount", "mustBeGreaterThan": 0}
        case UniqueCheck(columns=columns) if len(columns) > 1:
            return {"metric": "duplicateValues", "mustBe": 0, "arguments": {"properties": list(columns)}}
    column = facts.by_name.get(rule.column or "")
    values = None if column is None or isinstance(column.type, ListOf) else _valid_values(rule, column)
    if values is None:
        return None
    return {"metric": "invalidValues", "mustBe": 0, "arguments": {"validValues": values}}


def _valid_values(rule: Rule, column: ColumnFacts) -> list[Any] | None:
    """All the values that a rule lets through, where it lists them."""
    if isinstance(rule.body, CellCheck):
        return list(column.choices) if rule.body.kind == "domain" and column.choices is not None else None
    asked = next((ask.schema for ask in column.asks if ask.rule.id == rule.id and not ask.of_elements), True)
    return values_of(asked)
