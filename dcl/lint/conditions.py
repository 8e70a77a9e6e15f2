"""Conditions that never or always hold, and comparisons that seldom do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dcl.analysis.contract import CheckedColumn, CheckedContract, CheckedRule, CheckedTable, Constraint
from dcl.analysis.terms import And, Arithmetic, Compare, Term
from dcl.diagnostics import Diagnostic, Label
from dcl.diagnostics.codes_lint import DCL706, DCL707, DCL711
from dcl.lint.regions import Regions, always, known, met, never
from dcl.lint.sameness import all_terms, same_form
from dcl.lint.together import asked_at, column_asks
from dcl.syntax import ast
from dcl.types import FLOAT

Lints = Iterator[Diagnostic]


def plain_conditions(contract: CheckedContract) -> Lints:
    """Constraints, conditions and checks that are never or always true."""
    for table in contract.tables.values():
        for column in table.columns.values():
            yield from _plain_constraints(column)
    regions = {name: known(table) for name, table in contract.tables.items()}
    asked = {name: column_asks(contract, table) for name, table in contract.tables.items()}
    for rule in contract.rules:
        found = list(_plain_when(rule, regions[rule.table]))
        yield from found
        check = rule.condition
        if (
            found
            or check is None
            or rule.within is not None
            or (not rule.when and same_form(check) in asked[rule.table])
        ):
            continue
        yield from _plain_check(rule, check, regions[rule.table], contract.tables[rule.table])


def _plain_constraints(column: CheckedColumn) -> Lints:
    """Constraints of a column that no value meets, alone or together with one before."""
    before: list[Constraint] = []
    for constraint in column.constraints:
        if constraint.term is None:
            continue
        if never(constraint.term, {}):
            yield Diagnostic(DCL706, f"no value of `{column.name}` can meet this", constraint.span)
            continue
        other = _excluding(constraint.term, before)
        if other is not None:
            label = Label(other.span, "together with this")
            yield Diagnostic(
                DCL706, f"no value of `{column.name}` can meet this and `{other.text}`", constraint.span, (label,)
            )
        before.append(constraint)


def _excluding(term: Term, constraints: Iterable[Constraint]) -> Constraint | None:
    """The constraint beside which the term can never be true, if one of them alone is enough."""
    return next((c for c in constraints if c.term is not None and never(And((c.term, term)), {})), None)


def _plain_when(rule: CheckedRule, regions: Regions) -> Lints:
    if not rule.when:
        return
    spans = [clause.condition.span for clause in rule.decl.clauses if isinstance(clause, ast.WhenClause)]
    whole = rule.when[0] if len(rule.when) == 1 else And(rule.when)
    if never(whole, regions):
        yield Diagnostic(DCL706, f"this is never true, so `{rule.id}` checks nothing", spans[0].to(spans[-1]))
        return
    for term, span in zip(rule.when, spans, strict=True):
        if always(term, regions):
            yield Diagnostic(DCL707, "this is always true, so it leaves nothing out", span)


def _plain_check(rule: CheckedRule, check: Term, regions: Regions, table: CheckedTable) -> Lints:
    context = {**regions, **met(rule.when, regions)}
    if never(check, context):
        constraints = (c for column in table.columns.values() for c in column.constraints)
        culprit = None if never(check, {}) else _excluding(check, constraints)
        labels = () if culprit is None else (Label(culprit.span, "what the column allows"),)
        yield Diagnostic(DCL706, f"this is never true, so `{rule.id}` can only fail", asked_at(rule), labels)
    elif always(check, context):
        yield Diagnostic(DCL707, f"this is always true, so `{rule.id}` can never fail", asked_at(rule))


def float_equality(contract: CheckedContract) -> Lints:
    """Checks that compare a computed float by `=`."""
    for rule in contract.rules:
        for term in all_terms(rule.condition) if rule.condition is not None else ():
            if isinstance(term, Compare) and term.op == "=" and _is_computed_float(term):
                help = "write `near(a, b, within: 0.001)`"
                yield Diagnostic(DCL711, "computed floats are seldom exactly equal", asked_at(rule), (), help)


def _is_computed_float(term: Compare) -> bool:
    return term.left.type == FLOAT and any(isinstance(side, Arithmetic) for side in (term.left, term.right))
