"""The grammar and the tables made of it."""

from __future__ import annotations

import json

import pytest
from lark import Lark

from dcl.syntax import grammar
from dcl.syntax.build_tables import build
from dcl.syntax.tokens import RESERVED


def test_the_shipped_tables_are_those_of_the_grammar() -> None:
    shipped = json.loads(grammar.SHIPPED.read_text(encoding="utf-8"))
    assert shipped["grammar"] == grammar.grammar_text(), "run python -m dcl.syntax.build_tables"
    assert shipped["tables"] == build(grammar.grammar_text())


def test_the_grammar_has_no_conflict() -> None:
    Lark(grammar.grammar_text(), parser="lalr", lexer="basic", start="file", strict=True)


def test_tables_of_another_grammar_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = grammar.grammar_text().replace('SEVERITY: "severity"', 'SEVERITY: "gravity"')
    monkeypatch.setattr(grammar, "grammar_text", lambda: changed)
    grammar.load_tables.cache_clear()
    try:
        assert "gravity" in grammar.load_tables().words
    finally:
        grammar.load_tables.cache_clear()


def test_only_the_words_of_the_page_are_reserved() -> None:
    words = "and or not in is matches implies determines if then else true false missing where it".split()
    assert {word.upper() for word in words} == RESERVED
    free = grammar.grammar_text().split("_free_word:")[1].split("\n\n")[0]
    named = set(free.replace("|", " ").split()) | {"BY"}
    assert set(grammar.load_tables().words.values()) == named | RESERVED
