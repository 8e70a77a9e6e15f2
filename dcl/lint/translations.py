"""Translations that are missing where others are there, and those into the contract's own language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dcl.analysis.contract import CheckedContract
from dcl.analysis.translations import all_labels, described, languages, own_language
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_lint import DCL712, DCL713
from dcl.source import Span
from dcl.syntax import ast

Lints = Iterator[Diagnostic]
Taught = ast.LabelsDecl | ast.LabelDecl | ast.RuleDecl
"""What every annotator has to read."""


def missing_translations(contract: CheckedContract) -> Lints:
    """For each language that something is translated into: the labels and rules that are not."""
    sets = tuple(contract.label_decls.values())
    labels = [label for decl in sets for label in all_labels(decl.labels)]
    rules = [rule.decl for rule in contract.rules] + [decl for decl, _ in contract.column_rules.values()]
    for language in languages(contract)[1:]:
        yield from _missing("label set", sets, language)
        yield from _missing("label", labels, language)
        yield from _missing("rule", {id(decl): decl for decl in rules}.values(), language)


def _missing(kind: str, decls: Iterable[Taught], language: str) -> Lints:
    told = [decl for decl in decls if decl.description is not None]
    missing = [decl for decl in told if language not in {each.language.text for each in decl.translations}]
    if not missing:
        return
    first, span = _named(missing[0])
    message = f"the {kind} `{first}` is not translated into `{language}`"
    if len(missing) > 1:
        message = f"{len(missing)} of {len(told)} {kind}s are not translated into `{language}`, the first is `{first}`"
    yield Diagnostic(DCL712, message, span, (), f'write `translation {language} "…"` after the description')


def _named(decl: Taught) -> tuple[str, Span]:
    if isinstance(decl, ast.RuleDecl):
        return decl.name, decl.target[0].span.to(decl.target[-1].span)
    return decl.name.text, decl.name.span


def translations_into_itself(contract: CheckedContract) -> Lints:
    """Translations into the language that the descriptions are in."""
    own = own_language(contract)
    for decl in described(contract):
        for translation in decl.translations:
            if translation.language.text == own:
                message = f"the descriptions of this contract are in `{own}` already"
                help = 'leave it out, or say in the contract which language its descriptions are in: `language "…"`'
                yield Diagnostic(DCL713, message, translation.span, (), help)
