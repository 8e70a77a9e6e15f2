"""Rules that exclude each other, and rules that say what is said already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dcl.analysis.contract import CheckedColumn, CheckedContract, CheckedRule, CheckedTable, Settings
from dcl.analysis.terms import And, Column, IsMissing, Matches, Not, Term
from dcl.diagnostics import Diagnostic, Label
from dcl.diagnostics.codes_lint import DCL714, DCL715
from dcl.lint.regions import Regions, known, met, never, subjects
from dcl.lint.sameness import same_form
from dcl.source import Span
from dcl.syntax import ast

Lints = Iterator[Diagnostic]

MOST_COMPARED = 50
"""Each rule is compared with so many before it that speak of the same term: a contract of thousands was not written
by hand, and must not take long."""


@dataclass(frozen=True)
class Said:
    """Something that the contract asks: who says it, where, and how strictly."""

    name: str
    span: Span
    settings: Settings


def contradicting_rules(contract: CheckedContract) -> Lints:
    """Rules that look at the same rows and can never both hold; what a rule makes of itself is told elsewhere."""
    alike: dict[Hashable, list[CheckedRule]] = defaultdict(list)
    for rule in contract.rules:
        if rule.condition is not None and rule.within is None and _tolerance(rule.settings)[1] is None:
            alike[_looks_at(rule)].append(rule)
    for rules in alike.values():
        if len(rules) > 1:
            context = known(contract.tables[rules[0].table])
            yield from _contradicting(rules, {**context, **met(rules[0].when, context)})


@dataclass(frozen=True)
class _Asked:
    """A rule's check, the terms that it speaks of, and what is known of those."""

    rule: CheckedRule
    check: Term
    about: tuple[Term, ...]
    context: Regions


def _contradicting(rules: list[CheckedRule], context: Regions) -> Lints:
    earlier: dict[Term, list[_Asked]] = defaultdict(list)
    for rule in rules:
        asked = _asked(rule, context)
        if asked is None:
            continue
        near = {id(other): other for term in asked.about for other in earlier[term][-MOST_COMPARED:]}
        other = next((other.rule for other in near.values() if _excludes(other, asked)), None)
        if other is not None:
            label = Label(asked_at(other), f"what `{other.id}` asks")
            message = f"this and `{other.id}` can never both hold"
            help = "mend or delete one of them, or say with `when` which rows each is about"
            yield Diagnostic(DCL714, message, asked_at(rule), (label,), help)
        for term in asked.about:
            earlier[term].append(asked)


def _asked(rule: CheckedRule, context: Regions) -> _Asked | None:
    check = rule.condition
    if check is None or never(check, context):
        return None
    about = subjects(check)
    near = {term: region for term, region in context.items() if _of(term) in about}
    return _Asked(rule, check, about, near)


def _of(term: Term) -> Term:
    return term.operand if isinstance(term, Matches) else term


def _excludes(one: _Asked, other: _Asked) -> bool:
    if one.rule.decl is other.rule.decl:
        return False
    return never(And((one.check, other.check)), {**one.context, **other.context})


def repeated_rules(contract: CheckedContract) -> Lints:
    """Rules that ask what another rule or the column itself asks already."""
    columns = {name: column_asks(contract, table) for name, table in contract.tables.items()}
    rules: dict[Hashable, list[CheckedRule]] = defaultdict(list)
    for rule in contract.rules:
        if rule.check is None or rule.settings.review is not None:
            continue
        form = same_form(rule.check)
        same = rules[form, _looks_at(rule)]
        others = [Said(f"`{o.id}`", asked_at(o), o.settings) for o in same if o.decl is not rule.decl]
        if _asks_every_row(rule) and form in columns[rule.table]:
            others.insert(0, columns[rule.table][form])
        other = next((other for other in others if not _tells_apart(other.settings, rule.settings)), None)
        if other is not None:
            message = f"{other.name} already says this"
            label = Label(other.span, "said here")
            yield Diagnostic(DCL715, message, asked_at(rule), (label,), "delete one of them")
        same.append(rule)


def column_asks(contract: CheckedContract, table: CheckedTable) -> Mapping[Hashable, Said]:
    """What the columns of a table ask of each row by themselves, by its form."""
    found: dict[Hashable, Said] = {}
    for column in table.columns.values():
        cell = Column(column.type, table.name, column.name)
        if not column.optional and not column.implicit:
            said = _said(contract, f"{table.name}.{column.name}.required", column, column.decl.name.span)
            found[same_form(Not(IsMissing(cell)))] = said
        for rule_id, constraint_of, span, term in _constraints(table.name, (column,)):
            found[same_form(term)] = _said(contract, rule_id, constraint_of, span)
    return found


def _constraints(place: str, columns: Iterable[CheckedColumn]) -> Iterator[tuple[str, CheckedColumn, Span, Term]]:
    for column in columns:
        here = f"{place}.{column.name}"
        for constraint in column.constraints:
            if constraint.term is not None:
                yield f"{here}.{constraint.kind}", column, constraint.span, constraint.term
        yield from _constraints(here, column.fields)


def _said(contract: CheckedContract, rule_id: str, column: CheckedColumn, span: Span) -> Said:
    _, settings = contract.column_rules.get(rule_id, (None, Settings()))
    return Said(f"the column `{column.name}`", span, settings)


def asked_at(rule: CheckedRule) -> Span:
    """Where the condition of a check stands, without its keyword."""
    return next(clause.condition.span for clause in rule.decl.clauses if isinstance(clause, ast.CheckClause))


def _looks_at(rule: CheckedRule) -> Hashable:
    """Equal for rules that check the same rows, pairs or groups."""
    return rule.table, rule.scope, frozenset(rule.when), rule.per, rule.order, rule.within and frozenset(rule.within)


def _asks_every_row(rule: CheckedRule) -> bool:
    return rule.scope == "row" and not rule.when


def _tolerance(settings: Settings) -> tuple[str, Hashable]:
    """The severity, and how much may fail; None where nothing may."""
    allowed = settings.allow_share or settings.allow_count
    return settings.severity or "error", (settings.allow_share, settings.allow_count) if allowed else None


def _tells_apart(one: Settings, other: Settings) -> bool:
    """Whether two rules may ask the same: a few are a warning, more are an error."""
    return all(a != b for a, b in zip(_tolerance(one), _tolerance(other), strict=True))
