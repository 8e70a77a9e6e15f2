"""The lints, each a plain function from the checked contract to its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dcl.analysis.contract import CheckedColumn, CheckedContract, CheckedRule, CheckedTable
from dcl.analysis.terms import (
    Aggregate,
    And,
    Arithmetic,
    Column,
    Compare,
    InColumn,
    Path,
    ReferringRows,
    Term,
    children,
)
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_lint import (
    DCL701,
    DCL702,
    DCL703,
    DCL704,
    DCL705,
    DCL706,
    DCL707,
    DCL708,
    DCL709,
    DCL710,
    DCL711,
)
from dcl.lint.regions import Region, Regions, always, never, region_of, universe
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import FLOAT, TEXT, ListOf

Lints = Iterator[Diagnostic]


def lint(contract: CheckedContract) -> tuple[Diagnostic, ...]:
    """All that could be better in a contract, in the order of the file."""
    found = [diagnostic for check in LINTS for diagnostic in check(contract)]
    unique = {(d.id, d.span): d for d in found}
    return tuple(sorted(unique.values(), key=lambda d: (d.span.source.path, d.span.start) if d.span else ("", 0)))


def unused_labels(contract: CheckedContract) -> Lints:
    for name, decl in contract.label_decls.items():
        if name in contract.own_names and name not in contract.used:
            yield Diagnostic(DCL701, f"nothing uses the label set `{name}`", decl.name.span)


def unused_constants(contract: CheckedContract) -> Lints:
    for name, decl in contract.constants.items():
        if name in contract.own_names and name not in contract.used:
            yield Diagnostic(DCL702, f"nothing uses the constant `{name}`", decl.name.span)


def undefined_labels(contract: CheckedContract) -> Lints:
    for name, decl in contract.label_decls.items():
        if name in contract.own_names:
            yield from _undefined(decl.labels)


def _undefined(labels: tuple[ast.LabelDecl, ...]) -> Lints:
    for label in labels:
        if label.description is None and not label.children:
            yield Diagnostic(DCL710, f"the label `{label.name.text}` has no definition", label.name.span)
        yield from _undefined(label.children)


def no_edition(contract: CheckedContract) -> Lints:
    if contract.edition is None:
        message = "the file does not say its language edition"
        start = Span(contract.decl.span.source, 0, 0)
        yield Diagnostic(DCL709, message, start, (), "begin it with `dcl 1`")


def incomplete_rules(contract: CheckedContract) -> Lints:
    seen: set[int] = set()
    for rule in contract.rules:
        if id(rule.decl) not in seen:
            seen.add(id(rule.decl))
            yield from _incomplete(rule)
    for decl, settings in contract.column_rules.values():
        if settings.description is None:
            yield Diagnostic(DCL703, f"the rule `{decl.name}` has no sentence", _name_span(decl))


def _incomplete(rule: CheckedRule) -> Lints:
    decl, settings = rule.decl, rule.settings
    span = _name_span(decl)
    if settings.description is None:
        yield Diagnostic(DCL703, f"the rule `{decl.name}` has no sentence", span)
    if rule.check is None:
        return
    if not any(example.passes for example in settings.examples):
        yield Diagnostic(DCL704, f"the rule `{decl.name}` has no passing example", span)
    if all(example.passes for example in settings.examples):
        yield Diagnostic(DCL705, f"the rule `{decl.name}` has no failing example", span)


def _name_span(decl: ast.RuleDecl) -> Span:
    return decl.target[0].span.to(decl.target[-1].span)


# ── Conditions that never or always hold ─────────────────────────────────────────────────────────────────────────


def plain_conditions(contract: CheckedContract) -> Lints:
    for table in contract.tables.values():
        for column in table.columns.values():
            for constraint in column.constraints:
                if constraint.term is not None and never(constraint.term, {}):
                    message = f"no value of `{column.name}` can meet this"
                    yield Diagnostic(DCL706, message, constraint.span)
    for rule in contract.rules:
        known = _known(contract.tables[rule.table])
        found = list(_plain_when(rule, known))
        yield from found
        if not found and rule.condition is not None and rule.within is None:
            yield from _plain_check(rule, rule.condition, known)


def _plain_when(rule: CheckedRule, known: Regions) -> Lints:
    if not rule.when:
        return
    spans = [clause.condition.span for clause in rule.decl.clauses if isinstance(clause, ast.WhenClause)]
    whole = rule.when[0] if len(rule.when) == 1 else And(rule.when)
    if never(whole, known):
        yield Diagnostic(DCL706, f"this is never true, so `{rule.id}` checks nothing", spans[0].to(spans[-1]))
        return
    for term, span in zip(rule.when, spans, strict=True):
        if always(term, known):
            yield Diagnostic(DCL707, "this is always true, so it leaves nothing out", span)


def _plain_check(rule: CheckedRule, check: Term, known: Regions) -> Lints:
    context = {**known, **_met(rule.when, known)}
    span = next(clause.condition.span for clause in rule.decl.clauses if isinstance(clause, ast.CheckClause))
    if never(check, context):
        yield Diagnostic(DCL706, f"this is never true, so `{rule.id}` can only fail", span)
    elif always(check, context):
        yield Diagnostic(DCL707, f"this is always true, so `{rule.id}` can never fail", span)


def _known(table: CheckedTable) -> dict[Term, Region]:
    """What the columns' own constraints say of their values."""
    terms = [c.term for column in table.columns.values() for c in column.constraints if c.term is not None]
    return _met(tuple(terms), {})


def _met(terms: tuple[Term, ...], known: Regions) -> dict[Term, Region]:
    met: dict[Term, Region] = {}
    for term in terms:
        for part in term.parts if isinstance(term, And) else (term,):
            atom = region_of(part, False)
            if isinstance(atom, tuple):
                subject, region = atom
                met[subject] = met.get(subject, known.get(subject, universe(subject))).meet(region)
    return met


def float_equality(contract: CheckedContract) -> Lints:
    for rule in contract.rules:
        for term in _all_terms(rule.condition) if rule.condition is not None else ():
            if isinstance(term, Compare) and term.op == "=" and _is_computed_float(term):
                help = "write `near(a, b, within: 0.001)`"
                span = next(c.condition.span for c in rule.decl.clauses if isinstance(c, ast.CheckClause))
                yield Diagnostic(DCL711, "computed floats are seldom exactly equal", span, (), help)


def _is_computed_float(term: Compare) -> bool:
    return term.left.type == FLOAT and any(isinstance(side, Arithmetic) for side in (term.left, term.right))


def _all_terms(term: Term) -> Iterator[Term]:
    yield term
    for child in children(term):
        yield from _all_terms(child)


# ── Columns that nothing constrains ──────────────────────────────────────────────────────────────────────────────


def unconstrained_columns(contract: CheckedContract) -> Lints:
    read = set(_columns_read(contract))
    for table in contract.tables.values():
        grouped = {name for columns, _ in table.uniques for name in columns}
        for column in table.columns.values():
            if _is_free(column) and column.name not in grouped and (table.name, column.name) not in read:
                message = f"nothing constrains `{column.name}`"
                help = "give it a pattern, a length or a closed list, or describe it"
                yield Diagnostic(DCL708, message, column.decl.name.span, (), help)


def _is_free(column: CheckedColumn) -> bool:
    element = column.type.element if isinstance(column.type, ListOf) else column.type
    spoken_of = column.constraints or column.key or column.references or column.decl.description is not None
    return element == TEXT and not spoken_of and not column.implicit


def _columns_read(contract: CheckedContract) -> Iterator[tuple[str, str]]:
    terms: list[Term] = [derived.term for table in contract.tables.values() for derived in table.derived.values()]
    for rule in contract.rules:
        order = (term for term, _ in rule.order)
        terms.extend((*rule.check_terms, *rule.when, *rule.per, *(rule.within or ()), *order))
    for table in contract.tables.values():
        terms.extend(c.term for column in table.columns.values() for c in column.constraints if c.term is not None)
    for term in terms:
        for part in _all_terms(term):
            match part:
                case Column(table=table_name, name=name):
                    yield table_name, name
                case Path(table=table_name, column=name) | InColumn(table=table_name, column=name):
                    yield table_name, name
                case Aggregate(source=ReferringRows(table=table_name, column=name)):
                    yield table_name, name


LINTS: tuple[Callable[[CheckedContract], Lints], ...] = (
    no_edition,
    unused_labels,
    unused_constants,
    undefined_labels,
    incomplete_rules,
    plain_conditions,
    float_equality,
    unconstrained_columns,
)
"""Every lint, in the order of their codes where the place is the same."""
