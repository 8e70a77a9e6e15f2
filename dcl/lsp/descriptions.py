"""Declared things in words: what each is, what it may hold, what the contract says of it."""

from __future__ import annotations

from collections.abc import Iterator

from dcl.analysis.contract import CheckedColumn
from dcl.analysis.own_rules import column_constraints
from dcl.analysis.wording import describe
from dcl.lsp.analysis import Analysis
from dcl.lsp.declarations import Declaration, Kind, all_labels
from dcl.lsp.markdown import code, cut, fenced, name, names, plain
from dcl.lsp.occurrences import Occurrence
from dcl.source import Span
from dcl.syntax import ast
from dcl.syntax.layout import one_line
from dcl.types import UNKNOWN, Type


def describe_declaration(analysis: Analysis, occurrence: Occurrence) -> str:
    """What a name stands for, as Markdown."""
    declaration = occurrence.declaration
    match declaration.node:
        case ast.ColumnDecl() if declaration.kind is Kind.COLUMN:
            parts = _column(analysis, declaration, occurrence.table or declaration.owner)
        case ast.ColumnDecl() as field:
            parts = _field(declaration, field)
        case ast.LetDecl() as let:
            parts = _let(analysis, declaration, let, occurrence.table)
        case ast.TableDecl() as table:
            parts = _table(analysis, table)
        case ast.LabelsDecl() as labels:
            parts = _labels(labels)
        case ast.LabelDecl() as label:
            parts = _label(analysis, declaration, label)
        case ast.RuleDecl() as rule:
            parts = _rule(rule)
        case ast.EachClause() as each:
            parts = _each(each)
        case _:
            parts = _contract(declaration)
    return "\n\n".join(part for part in parts if part)


def written(node: ast.Node, description: ast.Text | None) -> str:
    """The source of a declaration without what it says for people."""
    end = node.span.end if description is None else description.span.start
    return Span(node.span.source, node.span.start, end).text.strip()


def column_code(column: ast.ColumnDecl) -> str:
    """A column as its line declares it."""
    text = written(column, column.description)
    rest = text[len(column.name.span.text) :].lstrip().removeprefix(":")
    return fenced(f"{column.name.span.text} : {cut(one_line(rest))}")


Described = (
    ast.ContractDecl | ast.LetDecl | ast.LabelDecl | ast.LabelsDecl | ast.ColumnDecl | ast.TableDecl | ast.RuleDecl
)


def said(node: Described) -> str:
    """What a contract says of a thing, and what it says in other languages."""
    if node.description is None:
        return ""
    others = [f"{name(each.language.text)} {plain(each.text.value)}" for each in node.translations]
    return "\n\n".join([plain(node.description.value), *others])


def _column(analysis: Analysis, declaration: Declaration, table: str) -> Iterator[str]:
    node = declaration.node
    assert isinstance(node, ast.ColumnDecl)
    checked = _checked(analysis, table, declaration.name) or _checked(analysis, declaration.owner, declaration.name)
    if declaration.implicit:
        type_ = "" if checked is None else f" : {cut(str(checked.type))}"
        yield fenced(f"{declaration.name}{type_}")
    else:
        yield column_code(node)
    copied = f", copied from {name(declaration.owner)}" if table != declaration.owner else ""
    yield f"column of {name(table)}{copied}{_of_type(None if checked is None else checked.type)}"
    yield said(node)
    if checked is not None and checked.references is not None:
        yield f"Refers to {name('.'.join(checked.references))}."
    if checked is not None and not checked.implicit:
        yield f"Rules of its own: {names([rule.split('.', 1)[1] for rule in column_constraints(checked)])}."


def _checked(analysis: Analysis, table: str, column: str) -> CheckedColumn | None:
    info = None if analysis.context is None else analysis.context.tables.get(table)
    return None if info is None else info.columns.get(column)


def _of_type(type_: Type | None) -> str:
    return "" if type_ is None or type_ == UNKNOWN else f" · {describe(type_)}"


def _field(declaration: Declaration, field: ast.ColumnDecl) -> Iterator[str]:
    yield column_code(field)
    yield f"field of {name(declaration.owner)}"
    yield said(field)


def _let(analysis: Analysis, declaration: Declaration, let: ast.LetDecl, table: str) -> Iterator[str]:
    yield code(written(let, let.description))
    if declaration.kind is Kind.CONSTANT:
        yield "constant"
    else:
        owner = table or declaration.owner
        yield f"derived column of {name(owner)}{_of_type(_derived_type(analysis, owner, let.name.text))}"
    yield said(let)


def _derived_type(analysis: Analysis, table: str, column: str) -> Type | None:
    info = None if analysis.context is None else analysis.context.tables.get(table)
    if info is None:
        return None
    return info.derived[column].term.type if column in info.derived else info.made.get(column)


def _table(analysis: Analysis, table: ast.TableDecl) -> Iterator[str]:
    end = table.span.source.text.find("{", table.name.span.end, table.span.end)
    yield code(table.span.source.text[table.span.start : max(end, table.name.span.end)])
    yield said(table)
    info = None if analysis.context is None else analysis.context.tables.get(table.name.text)
    if info is not None and info.decl is table:
        yield f"Columns: {names(info.column_names())}."
    rules = {decl.name: None for decl in _rules(analysis) if table.name.text in [each.text for each in decl.tables]}
    if rules:
        yield f"Rules: {names(list(rules))}."


def _rules(analysis: Analysis) -> list[ast.RuleDecl]:
    return [] if analysis.context is None else analysis.context.universe.rules


def _labels(labels: ast.LabelsDecl) -> Iterator[str]:
    yield code(f"labels {labels.name.span.text}{' ordered' if labels.ordered else ''}")
    yield said(labels)
    all_names = [label.name.text for label in all_labels(labels.labels)]
    order = ", the lowest first" if labels.ordered else ""
    yield f"Labels{order}: {names(all_names, 20)}."


def _label(analysis: Analysis, declaration: Declaration, label: ast.LabelDecl) -> Iterator[str]:
    yield f"label {name(label.name.text)} of {name(declaration.owner)}{_above(analysis, declaration, label)}"
    yield said(label)
    if label.children:
        below = [each.name.text for each in all_labels(label.children)]
        yield f"Below it: {names(below)}."
    if label.named is not None:
        yield f'Spelled "{plain(label.named.value)}" in the data.'
    if label.instead_of:
        yield "Not: " + ", ".join(f'"{plain(text.value)}"' for text in label.instead_of) + "."


def _above(analysis: Analysis, declaration: Declaration, label: ast.LabelDecl) -> str:
    for module in analysis.modules:
        for node in module.tree.declarations:
            if isinstance(node, ast.LabelsDecl) and node.name.text == declaration.owner:
                parents = [each.name.text for each in all_labels(node.labels) if label in each.children]
                return f", below {name(parents[0])}" if parents else ""
    return ""


def _rule(rule: ast.RuleDecl) -> Iterator[str]:
    tables = ", ".join(each.span.text for each in rule.tables)
    yield code(f"rule {rule.target[0].span.text} on {tables}")
    yield said(rule)
    shown = [clause for clause in rule.clauses if not isinstance(clause, ast.ExampleClause)]
    if shown:
        yield fenced("\n".join(cut(one_line(clause.span.text)) for clause in shown))


def _each(each: ast.EachClause) -> Iterator[str]:
    yield code(each.span.text)
    sources = names([item.text for item in each.items])
    yield f"The rule is made once for each of {sources}; {name(each.name.text)} stands for the one at hand."


def _contract(declaration: Declaration) -> Iterator[str]:
    node = declaration.node
    assert isinstance(node, ast.ContractDecl)
    yield code(f"contract {node.name.span.text} {node.version}")
    yield said(node)
