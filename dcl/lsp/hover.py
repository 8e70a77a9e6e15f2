"""What there is to say of the thing under the pointer."""

from __future__ import annotations

from dcl.lsp.analysis import Analysis
from dcl.lsp.descriptions import describe_declaration
from dcl.lsp.functions import all_functions
from dcl.lsp.markdown import name
from dcl.lsp.trees import nodes_at, token_at
from dcl.lsp.words import KEYWORDS, LABEL_PARTS, OWN_RULES, SETTINGS, SEVERITIES, TYPES
from dcl.source import SourceFile, Span
from dcl.syntax import ast
from dcl.syntax.grammar import load_tables
from dcl.syntax.tokens import Token

LINE_BETWEEN = "\n\n---\n\n"

Hover = tuple[str, Span]
"""Markdown, and the stretch that it speaks of."""


def hover(analysis: Analysis, source: SourceFile, offset: int) -> Hover | None:
    """What stands at a place of one of the analysed files."""
    named = analysis.occurrences.at(source, offset)
    if named:
        descriptions = dict.fromkeys(describe_declaration(analysis, occurrence) for occurrence in named)
        return LINE_BETWEEN.join(descriptions), named[0].span
    token = token_at(source, offset)
    tree = analysis.tree(source.path)
    if token is None or tree is None:
        return None
    said = _of_node(nodes_at(tree, offset), token, source) or _of_word(token, source)
    return None if said is None else (said, Span(source, token.start, token.end))


def _of_node(nodes: list[ast.Node], token: Token, source: SourceFile) -> str | None:
    written = source.text[token.start : token.end]
    for node in reversed(nodes):
        if isinstance(node, ast.CallExpr) and _is_at(node.function, token):
            help = all_functions().get(node.function.text)
            return None if help is None else help.markdown
        if isinstance(node, ast.PathExpr) and _is_at(node.name, token):
            return LABEL_PARTS.get(node.name.text)
        if isinstance(node, ast.NamedType) and _is_at(node.name, token):
            return TYPES.get(written)
        if isinstance(node, ast.SeverityClause) and written == node.severity:
            return SEVERITIES.get(written)
        if isinstance(node, ast.Setting) and _is_at(node.name, token):
            return SETTINGS.get(written)
        if isinstance(node, ast.RuleDecl) and not node.tables and _is_at(node.target[-1], token):
            return _of_own_rule(node)
    return None


def _of_own_rule(rule: ast.RuleDecl) -> str | None:
    sentence = OWN_RULES.get(rule.target[-1].text)
    return None if sentence is None else f"{name(rule.name)}: {sentence}."


def _of_word(token: Token, source: SourceFile) -> str | None:
    written = source.text[token.start : token.end]
    return KEYWORDS.get(written) if token.kind in load_tables().words.values() else None


def _is_at(node: ast.Node, token: Token) -> bool:
    return node.span.start == token.start
