"""The lints, each a plain function from the checked contract to its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dcl.analysis.contract import CheckedColumn, CheckedContract, CheckedRule
from dcl.analysis.terms import Aggregate, Column, InColumn, Path, ReferringRows, Term
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_lint import DCL701, DCL702, DCL703, DCL704, DCL705, DCL708, DCL709, DCL710
from dcl.lint.conditions import float_equality, plain_conditions
from dcl.lint.sameness import all_terms
from dcl.lint.together import contradicting_rules, repeated_rules
from dcl.lint.translations import missing_translations, translations_into_itself
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import TEXT, ListOf

Lints = Iterator[Diagnostic]
Lint = Callable[[CheckedContract], Lints]


def lint(contract: CheckedContract) -> tuple[Diagnostic, ...]:
    """All that could be better in a contract, in the order of the file."""
    found = [diagnostic for check in LINTS for diagnostic in check(contract)]
    return tuple(sorted(found, key=lambda d: (d.span.source.path, d.span.start) if d.span else ("", 0)))


def once_a_place(check: Lint) -> Lint:
    """A lint that looks at each rule which `each` or several tables make tells of one place once."""

    def told_once(contract: CheckedContract) -> Lints:
        yield from {(found.id, found.span): found for found in check(contract)}.values()

    return told_once


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
        for part in all_terms(term):
            match part:
                case Column(table=table_name, name=name):
                    yield table_name, name
                case Path(table=table_name, column=name) | InColumn(table=table_name, column=name):
                    yield table_name, name
                case Aggregate(source=ReferringRows(table=table_name, column=name)):
                    yield table_name, name


LINTS: tuple[Lint, ...] = (
    no_edition,
    unused_labels,
    unused_constants,
    undefined_labels,
    incomplete_rules,
    once_a_place(plain_conditions),
    once_a_place(contradicting_rules),
    once_a_place(repeated_rules),
    once_a_place(float_equality),
    once_a_place(unconstrained_columns),
    missing_translations,
    once_a_place(translations_into_itself),
)
"""Every lint."""
