"""Colours contracts in documentation: a lexer for Pygments, which also serves fragments of a contract.

It goes by words and places, line by line, as the TextMate grammar in `grammar/` does; only the parser is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

from pygments.lexer import RegexLexer, bygroups, include, words
from pygments.token import (
    Comment,
    Error,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Whitespace,
    _TokenType,
)

from dcl.syntax.tokens import RESERVED
from dcl.types import SCALARS

CLAUSES = "per when check allow review pass fail fix tags source missing unique".split()
"""Words that begin a line of a table or a rule and stand alone there."""

MODIFIERS = "key unique sensitive references length named missing unit format".split()
"""Words that follow the type of a column and stand alone there."""

_NAME = r"(?:[^\W\d](?:\w|[^\x00-\x7f\s])*|`[^`\n]+`)"
_B = r"([ \t]*)"
_BB = r"([ \t]+)"
_START = r"(?:^|(?<=\{))([ \t]*)"
_END = r"(?=\s|$)"
_PATTERN = r"/(?:[^/\\\n]|\\.)+/"
_TYPES = rf"(?:{'|'.join(SCALARS)})\b"
_RESERVED = rf"(?:{'|'.join(word.lower() for word in sorted(RESERVED))})\b"
_TEXT = r'(?=[ \t]+")'
_NO_CONSTANT = r'(?<=[\s)\]}?"])(?<!matches )(?<!in )(?<![<=>] )'
"""What stands after `matches`, `in`, `>=` and the like is a constant, whatever its name."""


@cache
def _functions() -> frozenset[str]:
    from dcl.analysis.sequences import SEQUENCES
    from dcl.functions.metrics import METRICS
    from dcl.functions.table import AGGREGATES, FUNCTIONS

    return frozenset({*FUNCTIONS, *AGGREGATES, *METRICS, *SEQUENCES})


def _parted(*kinds: _TokenType) -> Any:
    """Groups with blanks between them."""
    groups = [part for kind in kinds for part in (Whitespace, kind)]
    return bygroups(*groups[1:])  # type: ignore[no-untyped-call]


def _indented(*kinds: _TokenType) -> Any:
    """The same with blanks before the first."""
    return bygroups(*(part for kind in kinds for part in (Whitespace, kind)))  # type: ignore[no-untyped-call]


def _call(_: RegexLexer, match: re.Match[str]) -> Iterator[tuple[int, _TokenType, str]]:
    """What stands before a bracket: a function of the language, or any name."""
    yield match.start(), Name.Builtin if match.group() in _functions() else Name, match.group()


class DclLexer(RegexLexer):
    """Lexer for contracts written in dcl."""

    name = "dcl"
    aliases: ClassVar[list[str]] = ["dcl"]
    filenames: ClassVar[list[str]] = ["*.dcl"]
    flags = re.MULTILINE

    tokens: ClassVar[dict[str, list[Any]]] = {
        "root": [
            (
                rf"^{_B}(labels){_BB}({_NAME})(?:{_BB}(ordered))?{_B}(\{{)",
                _indented(Keyword.Declaration, Name.Class, Keyword, Punctuation),
                "labels",
            ),
            include("declarations"),
            (rf"^{_B}({_NAME}){_B}(:)", _indented(Name.Attribute, Punctuation), "column"),
            include("clauses"),
            (rf"{_START}(?!translation\b)({_NAME}){_TEXT}", _indented(Name.Attribute)),
            include("expressions"),
        ],
        "declarations": [
            (rf"^{_B}(dcl){_BB}(\d+)\b", _indented(Keyword.Declaration, Number.Integer)),
            (
                rf"^{_B}(contract){_BB}({_NAME})(?:{_BB}([\d.]+[\w.+-]*))?",
                _indented(Keyword.Declaration, Name.Namespace, Number),
            ),
            (rf"^{_B}(use){_END}", _indented(Keyword.Namespace)),
            (rf"\bfrom{_TEXT}", Keyword.Namespace),
            (
                rf"{_START}(let){_BB}({_NAME})(?={_B}=)",
                _indented(Keyword.Declaration, Name.Constant),
            ),
            (
                rf"^{_B}(table){_BB}({_NAME})",
                _indented(Keyword.Declaration, Name.Class),
                "table",
            ),
            (
                rf"^{_B}(rule){_BB}({_NAME}(?:[ \t]*[.+][ \t]*{_NAME})*)",
                _indented(Keyword.Declaration, Name.Function),
                "rule",
            ),
        ],
        "table": [
            (r"(?=[{#\n])", Whitespace, "#pop"),
            (rf"\b(like|from){_BB}({_NAME})", _parted(Keyword, Name.Class)),
            (r"\b(?:per|order[ \t]+by)\b", Keyword),
            include("descending"),
            include("expressions"),
        ],
        "rule": [
            (r"(?=[{#\n])", Whitespace, "#pop"),
            (r"[ \t]+", Whitespace),
            (r"\bon\b", Keyword),
            (r",", Punctuation),
            (_NAME, Name.Class),
            (r".", Error),
        ],
        "labels": [
            (r"#.*$", Comment.Single),
            include("translations"),
            (rf"{_START}(?!translation[ \t]+{_NAME}[ \t]+\")({_NAME})", _indented(Name.Constant)),
            (r'\b(?:instead[ \t]+of|named|image)\b(?=[ \t]*(?:"|$))', Keyword),
            (r"\{", Punctuation, "#push"),
            (r"\}", Punctuation, "#pop"),
            include("texts"),
            (r"\n|[^\S\n]+", Whitespace),
            (r",", Punctuation),
            (_NAME, Name.Constant),
            (r".", Error),
        ],
        "column": [
            (r"\n", Whitespace, "#pop"),
            (r"\b(?:one|list)[ \t]+of\b", Keyword.Type),
            (
                rf"({_NAME}){_B}(:){_B}({_TYPES})(?![ \t]*\()",
                _parted(Name.Attribute, Punctuation, Keyword.Type),
            ),
            (rf"(?<=[:(]){_B}({_TYPES})(?![ \t]*\()", _indented(Keyword.Type)),
            (rf"(?<=of){_B}({_TYPES})(?![ \t]*\()", _indented(Keyword.Type)),
            (rf"(?<=:){_B}(?!{_RESERVED}|(?:one|list)[ \t]+of\b)({_NAME})", _indented(Name.Class)),
            (rf"\b(references){_BB}({_NAME})", _parted(Keyword, Name.Class)),
            (rf"\b(format){_BB}({_NAME})", _parted(Keyword, Name.Constant)),
            (r"\b(?:separated[ \t]+by|may[ \t]+be[ \t]+absent)\b", Keyword),
            (words(MODIFIERS, prefix=_NO_CONSTANT, suffix=r"\b(?![ \t]*(?:[:(]|\.(?!\.)))"), Keyword),
            include("expressions"),
        ],
        "clauses": [
            (rf"{_START}(order[ \t]+by){_END}", _indented(Keyword), "order"),
            (rf"{_START}(pairs[ \t]+in){_END}", _indented(Keyword)),
            (
                rf"{_START}(each){_BB}({_NAME}){_BB}(in){_END}",
                _indented(Keyword, Name.Variable, Keyword),
            ),
            (
                rf"{_START}(severity|format){_BB}({_NAME})",
                _indented(Keyword, Name.Constant),
            ),
            (rf"{_START}(may[ \t]+be[ \t]+(?:absent|empty))\b", _indented(Keyword)),
            (rf"{_START}({'|'.join(CLAUSES)}){_END}", _indented(Keyword)),
        ],
        "order": [
            (r"(?=[}#\n])", Whitespace, "#pop"),
            include("descending"),
            include("expressions"),
        ],
        "descending": [(r"(?<=\s)desc(?=[ \t]*(?:[,{}#]|$))", Keyword)],
        "translations": [
            (rf"\b(translation){_BB}({_NAME}){_TEXT}", _parted(Keyword, Name.Label)),
        ],
        "expressions": [
            (r"#.*$", Comment.Single),
            include("translations"),
            include("texts"),
            (rf"\b(matches){_BB}({_PATTERN})", _parted(Operator.Word, String.Regex)),
            # After a value a slash divides.
            (rf"(?<=[\w)\]`%]){_B}(/)", _indented(Operator)),
            (_PATTERN, String.Regex),
            (r"\n|[^\S\n]+", Whitespace),
            include("numbers"),
            (r"==|<>|&&|\|\||!(?!=)|;", Error),
            (r"\.\.\.|\.\.<?|!=|<=|>=|[-+*=<>?]", Operator),
            include("words"),
            (r"[{}()\[\],:.]", Punctuation),
        ],
        "texts": [
            (r'"""', String, "long_text"),
            (r'"', String, "text"),
        ],
        "long_text": [
            (r'"""', String, "#pop"),
            (r"\\(?:[\\\"nt]|u\{[0-9A-Fa-f]{1,6}\})", String.Escape),
            (r'[^"\\]+|"|\\', String),
        ],
        "text": [
            (r'"', String, "#pop"),
            (r"\\(?:[\\\"nt]|u\{[0-9A-Fa-f]{1,6}\})", String.Escape),
            (r"\\.", Error),
            (r'[^"\\\n]+', String),
            (r"\n", Error, "#pop"),
        ],
        "numbers": [
            (
                r"@\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?)?",
                Literal.Date,
            ),
            (r"\b\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?", Number),
            (r"\b\d+(?:\.\d+)?(?:ms|min|s|h|d)\b", Literal),
            (r"\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?%", Number),
            (r"\b\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)\b", Number.Float),
            (r"\b\d+\b", Number.Integer),
        ],
        "words": [
            (
                rf"\b(is){_BB}(?:(not){_BB})?(?!(?:missing|not)\b)({_NAME})",
                _parted(Operator.Word, Operator.Word, Name.Constant),
            ),
            (r"\b(?:and|or|not|in|is|matches|implies|determines)\b", Operator.Word),
            (r"\b(?:if|then|else|where)\b", Keyword),
            (r"\b(?:true|false|missing)\b", Keyword.Constant),
            (r"\bit\b", Name.Builtin.Pseudo),
            # `count(all train)` and `count(flows by target)`
            (rf"(?<=[(,\s:])all(?=[ \t]+{_NAME})(?![ \t]+(?:in|is|and|or|not|matches|implies|where)\b)", Keyword),
            (rf"(?<=[\w`][ \t])by(?=[ \t]+{_NAME})", Keyword),
            (
                rf"({_NAME}){_B}(:){_B}({_TYPES})(?![ \t]*\()",
                _parted(Name.Attribute, Punctuation, Keyword.Type),
            ),
            (rf"({_NAME}){_B}(:)", _parted(Name.Attribute, Punctuation)),
            (rf"{_NAME}(?=[ \t]*\()", _call),
            (_NAME, Name),
        ],
    }
