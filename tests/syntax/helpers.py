"""What the tests of the syntax stage share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dcl.diagnostics import Diagnostic
from dcl.source import SourceFile
from dcl.syntax import ast
from dcl.syntax.parse import parse

SHOWCASE = Path(__file__).with_name("showcase.dcl").read_text(encoding="utf-8")


def read(text: str) -> ast.File:
    """The tree of a text without mistakes."""
    file, diagnostics = parse(SourceFile("test.dcl", text))
    assert not diagnostics, [(d.message, d.span and d.span.line) for d in diagnostics]
    return file


def mistakes(text: str) -> tuple[Diagnostic, ...]:
    return parse(SourceFile("test.dcl", text))[1]


def only_mistake(text: str) -> Diagnostic:
    (diagnostic,) = mistakes(text)
    return diagnostic


def mended(text: str, diagnostic: Diagnostic) -> str:
    """The text after the edits of a diagnostic."""
    for edit in sorted(diagnostic.edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def value(text: str) -> Any:
    """The value of `let x = …`."""
    (let,) = read(f"let x = {text}").declarations
    assert isinstance(let, ast.LetDecl)
    return let.value


def column(text: str) -> ast.ColumnDecl:
    """A column, written without its name."""
    (table,) = read(f"table t {{\n  x : {text}\n}}").declarations
    assert isinstance(table, ast.TableDecl)
    (item,) = table.items
    assert isinstance(item, ast.ColumnDecl)
    return item


def statements(text: str) -> tuple[Any, ...]:
    (table,) = read(f"table t {{\n{text}\n}}").declarations
    assert isinstance(table, ast.TableDecl)
    return table.items


def clauses(text: str) -> tuple[Any, ...]:
    (rule,) = read(f"rule r on t {{\n{text}\n}}").declarations
    assert isinstance(rule, ast.RuleDecl)
    return rule.clauses


def rule(clause: str) -> str:
    return f"rule r on t {{\n  {clause}\n}}\n"


def table(statement: str) -> str:
    return f"table t {{\n  {statement}\n}}\n"
