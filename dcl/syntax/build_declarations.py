"""Makes syntax nodes of declarations, tables and columns. Each method is named after an action of the grammar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from dcl.diagnostics.codes_syntax import DCL101, DCL116, DCL119, DCL121, DCL122
from dcl.diagnostics.model import Label
from dcl.source import Span
from dcl.syntax import ast
from dcl.syntax.build_rules import RuleBuilder
from dcl.syntax.languages import AFTER_THE_DESCRIPTION, WRITTEN, is_language, meant_language
from dcl.syntax.literals import int_value
from dcl.syntax.tokens import Token

EDITION = 1
"""The newest edition of the language that this program reads."""

Translations: TypeAlias = tuple[ast.Translation, ...]
Described: TypeAlias = tuple[ast.Text | None, Translations]
Body: TypeAlias = tuple[ast.Text | None, tuple[Any, ...], Translations]

_NOT_DESCRIBED: Described = (None, ())

# What may stand more than once in its block or on its column.
_REPEATABLE = (
    ast.WhenClause,
    ast.ExampleClause,
    ast.FixClause,
    ast.ColumnDecl,
    ast.LetDecl,
    ast.UniqueStatement,
    ast.LabelDecl,
    ast.ComparisonModifier,
    ast.InModifier,
)


@dataclass(frozen=True)
class _LabelPart:
    """One of the things said of a label, before they are put together."""

    word: str
    texts: tuple[ast.Text, ...]
    span: Span


class Builder(RuleBuilder):
    """Builds every node of the language."""

    def build_file(self, span: Span, *declarations: ast.Declaration) -> ast.File:
        read = tuple(declaration for declaration in declarations if not _is_stand_in(declaration))
        for declaration in read[1:]:
            if isinstance(declaration, ast.EditionDecl):
                at = declaration.span
                message = f"`dcl {declaration.edition}` stands at the top of the file, once"
                self.findings.add(DCL101, message, at.start, at.end, help="move it to the first line")
        return ast.File(span, read)

    def build_edition(self, span: Span, number: Token) -> ast.EditionDecl:
        edition = int_value(number, self.findings)
        if edition > EDITION:
            message = f"this dcl reads edition {EDITION}; the file asks for {edition}"
            self.findings.add(DCL119, message, number.start, number.end, help="upgrade dcl-lang")
        elif edition < 1:
            message = "editions are counted from 1"
            self.findings.add(DCL101, message, number.start, number.end, help="write `dcl 1`", replace="1")
        return ast.EditionDecl(span, edition)

    def build_body(self, span: Span, *items: Any) -> Body:
        is_described = bool(items) and isinstance(items[0], tuple)
        description, translations = items[0] if is_described else _NOT_DESCRIBED
        rest = items[1:] if is_described else items
        self._once((_spoken_of(item), item.span) for item in rest if not isinstance(item, _REPEATABLE))
        return description, rest, translations

    def build_described(self, span: Span, description: ast.Text, *translations: ast.Translation) -> Described:
        self._once((f"translation {each.language.text}", each.span) for each in translations)
        return description, translations

    def build_translation(self, span: Span, language: ast.Name, text: ast.Text) -> ast.Translation:
        return ast.Translation(span, language, text)

    def build_language(self, span: Span, token: Token) -> ast.Name:
        written = self.written(token)
        self._check_language(written, span.start, span.end)
        return ast.Name(span, written)

    def _check_language(self, written: str, start: int, end: int) -> None:
        if not is_language(written):
            message = f"`{written}` is not how a language is written"
            self.findings.add(DCL121, message, start, end, help=WRITTEN, replace=meant_language(written))

    def _once(self, said: Iterable[tuple[str, Span]]) -> None:
        first: dict[str, Span] = {}
        for word, span in said:
            if word in first:
                message = f"`{word}` is said twice"
                labels = (Label(first[word], "first here"),)
                self.findings.add(DCL116, message, span.start, span.end, labels=labels, help="keep one of them")
            first.setdefault(word, span)

    # Contracts and what they declare beside tables

    def build_contract(self, span: Span, name: ast.Name, version: Token, body: Body) -> ast.ContractDecl:
        return ast.ContractDecl(span, name, self.written(version), self.span(version), *body)

    def build_setting(self, span: Span, name: ast.Name, *values: ast.Text) -> ast.Setting:
        if name.text == "language":
            for value in values:
                self._check_language(value.value, value.span.start + 1, value.span.end - 1)
        return ast.Setting(span, name, values)

    def build_use_all(self, span: Span, path: ast.Text) -> ast.UseDecl:
        return ast.UseDecl(span, path, ())

    def build_use(self, span: Span, names: tuple[ast.Name, ...], path: ast.Text) -> ast.UseDecl:
        return ast.UseDecl(span, path, names)

    def build_let(self, span: Span, name: ast.Name, value: ast.Expr, described: Described | None) -> ast.LetDecl:
        return ast.LetDecl(span, name, value, *(described or _NOT_DESCRIBED))

    def build_labels(self, span: Span, name: ast.Name, ordered: Token | None, body: Body) -> ast.LabelsDecl:
        return ast.LabelsDecl(span, name, ordered is not None, *body)

    def build_label(self, span: Span, name: ast.Name, *parts: Any) -> ast.LabelDecl:
        translations = tuple(part for part in parts[:-1] if isinstance(part, ast.Translation))
        said = [part for part in parts[:-1] if isinstance(part, _LabelPart)]
        self._once((part.word or "the description", part.span) for part in said)
        self._once((f"translation {each.language.text}", each.span) for each in translations)
        texts = {part.word: part.texts for part in said}
        if translations and ("" not in texts or texts[""][0].span.start > translations[0].span.start):
            at = translations[0].span
            message = f"`{name.text}` has no description before this translation"
            self.findings.add(DCL122, message, at.start, at.end, help=AFTER_THE_DESCRIPTION)

        def single(word: str) -> ast.Text | None:
            return texts[word][0] if word in texts else None

        return ast.LabelDecl(
            span,
            name,
            named=single("named"),
            description=single(""),
            instead_of=texts.get("instead of", ()),
            image=single("image"),
            children=parts[-1] or (),
            translations=translations,
        )

    def build_label_described(self, span: Span, text: ast.Text) -> _LabelPart:
        return _LabelPart("", (text,), span)

    def build_label_named(self, span: Span, text: ast.Text) -> _LabelPart:
        return _LabelPart("named", (text,), span)

    def build_label_instead_of(self, span: Span, *texts: ast.Text) -> _LabelPart:
        return _LabelPart("instead of", texts, span)

    def build_label_image(self, span: Span, text: ast.Text) -> _LabelPart:
        return _LabelPart("image", (text,), span)

    def build_label_children(self, span: Span, *labels: ast.LabelDecl) -> tuple[ast.LabelDecl, ...]:
        return labels

    # Tables

    def build_table(
        self, span: Span, name: ast.Name, origin: ast.LikeClause | ast.FromClause | None, body: Body
    ) -> ast.TableDecl:
        return ast.TableDecl(span, name, origin, *body)

    def build_like(self, span: Span, table: ast.Name) -> ast.LikeClause:
        return ast.LikeClause(span, table)

    def build_from_column(self, span: Span, table: ast.Name, column: ast.Name) -> ast.FromClause:
        return ast.FromClause(span, table, column, (), ())

    def build_from_groups(
        self, span: Span, table: ast.Name, per: tuple[ast.Expr, ...], order_by: tuple[ast.OrderItem, ...] | None
    ) -> ast.FromClause:
        return ast.FromClause(span, table, None, per, order_by or ())

    def build_source(self, span: Span, *paths: ast.Text) -> ast.SourceStatement:
        return ast.SourceStatement(span, paths)

    def build_format(
        self, span: Span, format: ast.Name, options: tuple[ast.FormatOption, ...] | None
    ) -> ast.FormatStatement:
        return ast.FormatStatement(span, format, options or ())

    def build_options(self, span: Span, *options: ast.FormatOption) -> tuple[ast.FormatOption, ...]:
        self._once((option.name.text, option.span) for option in options)
        return options

    def build_option(self, span: Span, name: ast.Name, value: ast.Text | ast.Name | ast.IntLit) -> ast.FormatOption:
        return ast.FormatOption(span, name, value)

    def build_missing_spellings(self, span: Span, *texts: ast.Text) -> ast.MissingStatement:
        return ast.MissingStatement(span, texts)

    def build_unique_together(self, span: Span, columns: tuple[ast.Name, ...]) -> ast.UniqueStatement:
        return ast.UniqueStatement(span, columns)

    def build_may_be(self, span: Span, what: Token) -> ast.MayBeStatement:
        return ast.MayBeStatement(span, what.kind.lower())

    def build_open(self, span: Span) -> ast.OpenStatement:
        return ast.OpenStatement(span)

    # Columns and their types

    def build_column(
        self,
        span: Span,
        name: ast.Name,
        type: ast.TypeExpr,
        modifiers: tuple[ast.Modifier, ...],
        described: Described | None,
    ) -> ast.ColumnDecl:
        return ast.ColumnDecl(span, name, type, modifiers, *(described or _NOT_DESCRIBED))

    def build_modifiers(self, span: Span, *modifiers: ast.Modifier) -> tuple[ast.Modifier, ...]:
        self._once((_spoken_of(item), item.span) for item in modifiers if not isinstance(item, _REPEATABLE))
        return modifiers

    def build_type(self, span: Span, base: ast.TypeExpr, sign: Token | None) -> ast.TypeExpr:
        return base if sign is None else replace(base, span=span, optional=True)

    def build_named_type(self, span: Span, name: ast.Name) -> ast.NamedType:
        return ast.NamedType(span, False, name)

    def build_one_of(self, span: Span, *choices: ast.Text) -> ast.OneOfType:
        return ast.OneOfType(span, False, choices)

    def build_list_of(self, span: Span, element: ast.TypeExpr) -> ast.ListType:
        return ast.ListType(span, False, element)

    def build_fixed_list(self, span: Span, *fields: ast.ColumnDecl) -> ast.FixedListType:
        return ast.FixedListType(span, False, fields)

    def build_record_type(self, span: Span, *fields: ast.ColumnDecl) -> ast.RecordType:
        return ast.RecordType(span, False, fields, False)

    def build_open_record_type(self, span: Span, *fields: ast.ColumnDecl) -> ast.RecordType:
        return ast.RecordType(span, False, fields, True)

    # Modifiers

    def build_key_modifier(self, span: Span) -> ast.Modifier:
        return ast.KeyModifier(span)

    def build_unique_modifier(self, span: Span) -> ast.Modifier:
        return ast.UniqueModifier(span)

    def build_sensitive_modifier(self, span: Span) -> ast.Modifier:
        return ast.SensitiveModifier(span)

    def build_may_be_absent_modifier(self, span: Span) -> ast.Modifier:
        return ast.MayBeAbsentModifier(span)

    def build_references_modifier(self, span: Span, table: ast.Name, column: ast.Name | None) -> ast.Modifier:
        return ast.ReferencesModifier(span, table, column)

    def build_in_modifier(self, span: Span, choices: ast.Expr) -> ast.Modifier:
        return ast.InModifier(span, choices)

    def build_matches_modifier(self, span: Span, pattern: ast.Expr) -> ast.Modifier:
        return ast.MatchesModifier(span, pattern)

    def build_length_modifier(self, span: Span, size: ast.Expr) -> ast.Modifier:
        return ast.LengthModifier(span, size)

    def build_comparison_modifier(self, span: Span, sign: Token, value: ast.Expr) -> ast.Modifier:
        return ast.ComparisonModifier(span, self.operator(sign), value)

    def build_separated_by_modifier(self, span: Span, separator: ast.Text) -> ast.Modifier:
        return ast.SeparatedByModifier(span, separator)

    def build_named_modifier(self, span: Span, text: ast.Text) -> ast.Modifier:
        return ast.NamedModifier(span, text)

    def build_missing_modifier(self, span: Span, *spellings: ast.Text) -> ast.Modifier:
        return ast.MissingModifier(span, spellings)

    def build_unit_modifier(self, span: Span, unit: ast.Text) -> ast.Modifier:
        return ast.UnitModifier(span, unit)

    def build_format_modifier(self, span: Span, format: ast.Text | ast.Name) -> ast.Modifier:
        return ast.FormatModifier(span, format)


def _is_stand_in(declaration: ast.Declaration) -> bool:
    """Whether the header of a declaration could not be read: the automaton stood in for it with an empty name."""
    match declaration:
        case ast.RuleDecl(target=(name, *_)):
            return not name.text
        case ast.ContractDecl(name=name) | ast.LabelsDecl(name=name) | ast.TableDecl(name=name):
            return not name.text
    return False


def _spoken_of(node: ast.Node) -> str:
    """The words that start a clause, statement or modifier, as a reader would name it."""
    match node:
        case ast.Setting(name=name):
            return name.text
        case ast.MayBeStatement(what=what):
            return f"may be {what}"
        case ast.MayBeAbsentModifier():
            return "may be absent"
        case ast.OpenStatement():
            return "..."
        case ast.OrderByClause():
            return "order by"
        case ast.PairsClause():
            return "pairs in"
        case ast.SeparatedByModifier():
            return "separated by"
    return node.span.text.split(maxsplit=1)[0]
