"""The words that editors and the documentation colour are those of the grammar and of the function table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pygments.lexers import get_lexer_by_name
from pygments.token import Error, Keyword, Name, Operator

import dcl
from dcl.analysis.sequences import SEQUENCES
from dcl.functions.metrics import METRICS
from dcl.functions.table import AGGREGATES, FUNCTIONS
from dcl.pygments_lexer import CLAUSES, MODIFIERS, DclLexer
from dcl.source import SourceFile
from dcl.syntax.grammar import load_tables
from dcl.syntax.parse import parse
from dcl.syntax.tokens import RESERVED
from dcl.types import SCALARS
from tests.editor_words import keywords_of, sources

ROOT = Path(__file__).parent.parent
TEXTMATE = ROOT / "grammar" / "dcl.tmLanguage.json"

WORDS = set(load_tables().words)
CALLABLE = {*FUNCTIONS, *AGGREGATES, *METRICS, *SEQUENCES}
DURATIONS = set(re.findall(r"[a-z]+", re.search(r"\(\?:(ms\|[a-z|]+)\)", load_tables().signs["DURATION"])[1]))


@cache
def textmate() -> dict[str, Any]:
    return json.loads(TEXTMATE.read_text(encoding="utf-8"))


def expressions(part: object) -> Iterator[str]:
    """All regular expressions of a TextMate grammar."""
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key in {"match", "begin", "end"})
        for value in part.values():
            yield from expressions(value)
    elif isinstance(part, list):
        for value in part:
            yield from expressions(value)


def literal_words(regexes: list[str]) -> set[str]:
    """The words that regular expressions spell out."""
    # Classes of signs, escapes, and the beginnings of groups spell no words.
    signs = re.compile(r"\[(?:[^\]\\]|\\.)*\]|\\[pu]\\?\{[^}]*\}|[pu]\\\{|\\.|\(\?<?[!=:]")
    bare = [signs.sub(" ", regex) for regex in regexes]
    return {word for regex in bare for word in re.findall(r"[a-z][a-z0-9_]*", regex)}


def alternatives(name: str) -> set[str]:
    """The words of one entry of the TextMate grammar."""
    return literal_words(list(expressions(textmate()["repository"][name])))


def test_the_textmate_grammar_spells_out_every_word_of_the_language_and_no_other() -> None:
    spelled = literal_words(list(expressions(textmate())))
    assert spelled == WORDS | CALLABLE | set(SCALARS) | DURATIONS


def test_the_reserved_words_of_the_textmate_grammar() -> None:
    assert alternatives("word") == {word for word, kind in load_tables().words.items() if kind in RESERVED}


def test_the_functions_of_the_textmate_grammar() -> None:
    assert alternatives("call") == CALLABLE


def test_the_types_of_the_textmate_grammar() -> None:
    reserved = alternatives("word")
    assert alternatives("type") - reserved == {*SCALARS, "one", "of", "list"}


def pygments_expressions() -> list[str]:
    patterns = [rule[0] for rules in DclLexer.tokens.values() for rule in rules if isinstance(rule, tuple)]
    return [pattern if isinstance(pattern, str) else "|".join(pattern.words) for pattern in patterns]


def test_the_pygments_lexer_spells_out_every_word_of_the_language_and_no_other() -> None:
    assert literal_words(pygments_expressions()) == WORDS | set(SCALARS) | DURATIONS


def test_the_lists_of_the_pygments_lexer_are_words_of_the_language() -> None:
    assert {*CLAUSES, *MODIFIERS} <= WORDS


@pytest.mark.parametrize("operator", sorted(
    {sign.replace("\\", "") for name, sign in load_tables().signs.items() if re.fullmatch(r"(?:\\?[^\w\s])+", sign)}
))  # fmt: skip
def test_every_sign_of_the_grammar_is_known(operator: str) -> None:
    colours = {kind for kind, text in DclLexer().get_tokens(f"check a {operator} b") if text == operator}
    assert len(colours) == 1
    assert Error not in colours


def coloured(text: str) -> list[tuple[int, str, Any]]:
    """Where each token of the Pygments lexer begins, its text and its kind."""
    return [(start, part, kind) for start, kind, part in DclLexer().get_tokens_unprocessed(text) if part]


def is_keyword(kind: Any) -> bool:
    return kind in Keyword or kind in Operator.Word or kind in Name.Builtin.Pseudo


@pytest.mark.parametrize("name", sources())
def test_pygments_sees_no_error_and_loses_nothing(name: str) -> None:
    tokens = coloured(sources()[name])
    assert [token for token in tokens if token[2] in Error] == []
    assert "".join(part for _, part, _ in tokens) == sources()[name]


@pytest.mark.parametrize("name", sources())
def test_pygments_takes_for_words_of_the_language_what_the_parser_does(name: str) -> None:
    text = sources()[name]
    keywords = {
        place for start, part, kind in coloured(text) if is_keyword(kind) for place in range(start, start + len(part))
    }
    wrong = [
        (word, text[:start].count("\n") + 1)
        for start, (word, expected) in keywords_of(text).items()
        if (start in keywords) != expected
    ]
    assert wrong == []


def test_pygments_finds_the_lexer_by_name() -> None:
    assert isinstance(get_lexer_by_name("dcl"), DclLexer)


def test_pygments_marks_what_dcl_does_not_have() -> None:
    assert [part for _, part, kind in coloured('check a == b; c && "\\q"\n') if kind in Error] == [
        "==",
        ";",
        "&&",
        "\\q",
    ]


def test_a_function_is_coloured_only_where_it_is_called() -> None:
    kinds = {start: kind for start, _, kind in coloured("check min(length) > length(words)\n")}
    assert [kinds[6] in Name.Builtin, kinds[10] in Name.Builtin, kinds[20] in Name.Builtin] == [True, False, True]


EXTENSION = ROOT / "grammar" / "vscode"
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
SNIPPETS = json.loads((EXTENSION / "snippets" / "dcl.json").read_text(encoding="utf-8"))


def test_the_extension_has_the_version_of_dcl() -> None:
    assert MANIFEST["version"] == dcl.__version__


def test_the_extension_has_the_files_that_it_names() -> None:
    contributed = MANIFEST["contributes"]
    named = [contributed["languages"][0]["configuration"], contributed["snippets"][0]["path"], MANIFEST["main"]]
    named += [f"../{Path(grammar['path']).name}" for grammar in contributed["grammars"]]
    assert [name for name in named if not (EXTENSION / name).is_file()] == []


def test_the_extension_names_the_scopes_of_its_grammars() -> None:
    for grammar in MANIFEST["contributes"]["grammars"]:
        text = (ROOT / "grammar" / Path(grammar["path"]).name).read_text(encoding="utf-8")
        assert json.loads(text)["scopeName"] == grammar["scopeName"]


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_is_well_formed(name: str) -> None:
    body = "\n".join(SNIPPETS[name]["body"])
    chosen = re.sub(r"\$\{\d+\|([^,|]+)[^}]*\}", r"\1", body)
    filled = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", chosen)
    assert parse(SourceFile(name, re.sub(r"\$\d+", "", filled)))[1] == ()
