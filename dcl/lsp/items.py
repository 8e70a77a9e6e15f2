"""What may be offered to somebody who types, each as one item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dcl.analysis.context import TableInfo
from dcl.analysis.wording import describe
from dcl.interop import spell
from dcl.lsp.functions import Help, all_functions
from dcl.lsp.knowledge import Knowledge
from dcl.lsp.markdown import cut, plain
from dcl.lsp.places import Place
from dcl.lsp.words import KEYWORDS, TYPES
from dcl.syntax import ast
from dcl.syntax.grammar import load_tables
from dcl.syntax.layout import one_line
from dcl.types import UNKNOWN, LabelInfo, LabelType, OneOf, Type


@dataclass(frozen=True)
class Item:
    """`kind` says what it is; `insert` is the text that takes the place of what was typed, by default the label.

    A `snippet` has places to fill in, as `${1:name}`.
    """

    label: str
    kind: str
    detail: str = ""
    doc: str = ""
    insert: str = ""
    snippet: bool = False


_SNIPPETS = {
    "DCL": ("dcl 1", "dcl 1\n"),
    "CONTRACT": ("contract", 'contract ${1:name} 1.0.0 {\n  "${2:What it is about.}"\n  owner "$0"\n}'),
    "LABELS": ("labels", 'labels ${1:name} {\n  ${2:label}  "${3:What it means.}"\n  $0\n}'),
    "TABLE": ("table", 'table ${1:name} {\n  "${2:One row for each …}"\n  ${3:id} : ${4:int} key\n  $0\n}'),
    "RULE": ("rule", 'rule ${1:name} on ${2:table} {\n  "${3:What must hold.}"\n  check $0\n}'),
    "USE": ("use", 'use "$0"'),
    "LET": ("let", "let ${1:name} = $0"),
    "SOURCE": ("source", 'source "$0"'),
    "MISSING": ("missing", 'missing "$0"'),
    "PASS": ("pass", "pass { $0 }"),
    "FAIL": ("fail", "fail { $0 }"),
    "TAGS": ("tags", 'tags "$0"'),
    "EACH": ("each", "each ${1:kind} in $0"),
    "FIX": ("fix", "fix ${1:column} = $0"),
    "INSTEAD": ("instead of", 'instead of "$0"'),
    "NAMED": ("named", 'named "$0"'),
    "IMAGE": ("image", 'image "$0"'),
    "UNIT": ("unit", 'unit "$0"'),
    "SEPARATED": ("separated by", 'separated by "${1:;}"'),
    "ONE": ("one of", 'one of { "$0" }'),
    "TRANSLATION": ("translation", 'translation ${1:ko} "$0"'),
}
_PHRASES = {"LIST": "list of", "ORDER": "order by", "PAIRS": "pairs in"}


def word_items(kind: str, place: Place) -> Iterator[Item]:
    """A word of the language, with what follows it."""
    word = next(word for word, known in load_tables().words.items() if known == kind)
    doc = KEYWORDS[word]
    if kind == "MAY":
        yield Item("may be absent", "keyword", doc=doc)
        if not place.statement:
            yield Item("may be empty", "keyword", doc=doc)
    elif kind in _SNIPPETS:
        label, insert = _SNIPPETS[kind]
        yield Item(label, "keyword", doc=doc, insert=insert, snippet="$" in insert)
    else:
        phrase = _PHRASES.get(kind, word)
        yield Item(phrase, "keyword", doc=doc, insert=phrase)


def table_items(known: Knowledge) -> Iterator[Item]:
    for table in known.tables:
        yield table_item(table)


def table_item(table: TableInfo) -> Item:
    return _named(table.name, "table", "table", _doc(table.decl.description))


def column_items(known: Knowledge, table: TableInfo, prefix: str = "") -> Iterator[Item]:
    """The columns of a table, computed ones included."""
    for name in table.column_names():
        yield column_item(known, table, name, prefix)


def column_item(known: Knowledge, table: TableInfo, name: str, prefix: str = "") -> Item:
    decl: ast.ColumnDecl | ast.LetDecl | None = table.lets.get(name)
    if name in table.columns:
        decl = table.columns[name].decl
    doc = _doc(None if decl is None else decl.description)
    detail = _type_words(known.type_of_column(table, name)) or f"column of {table.name}"
    return _named(name, "column", detail, doc, prefix)


def _type_words(type_: Type | None) -> str:
    return "" if type_ is None or type_ == UNKNOWN else describe(type_).replace("`", "")


def _named(name: str, kind: str, detail: str, doc: str, prefix: str = "") -> Item:
    return Item(prefix + spell.name(name), kind, detail, doc)


def _doc(text: ast.Text | None) -> str:
    return "" if text is None else plain(text.value)


def constant_items(known: Knowledge, *kinds: type[ast.Expr]) -> Iterator[Item]:
    """The constants whose values are written as one of these kinds of expressions; without kinds, single values."""
    for constant in known.constants():
        special = isinstance(constant.value, ast.SetExpr | ast.RangeExpr | ast.PatternLit)
        if isinstance(constant.value, kinds) if kinds else not special:
            value = constant.value.span.text
            detail = cut(value if isinstance(constant.value, ast.PatternLit) else one_line(value), 60)
            yield _named(constant.name.text, "constant", detail, _doc(constant.description))


def label_set_items(known: Knowledge) -> Iterator[Item]:
    for name in known.names.of_kind(ast.LabelsDecl):
        labels = known.labels(name)
        decl = known.names.labels(name)
        if labels is not None and decl is not None:
            detail = cut(", ".join(label.name for label in labels.labels), 60)
            yield _named(name, "labels", detail, _doc(decl.description))


def label_items(type_: Type, quoted: bool = False) -> Iterator[Item]:
    """The labels of a set, bare or between quotes; the texts of `one of`, which always stand between quotes."""
    if isinstance(type_, OneOf):
        for choice in type_.choices:
            yield Item(spell.text(choice), "label", "text")
    elif isinstance(type_, LabelType):
        for label in type_.labels:
            written = spell.text(label.name) if quoted else spell.name(label.name)
            yield Item(written, "label", _place_of(label, type_), plain(label.description or ""))


def _place_of(label: LabelInfo, type_: LabelType) -> str:
    return f"{type_.name} › {label.parent}" if label.parent is not None else type_.name


def type_items(known: Knowledge) -> Iterator[Item]:
    for name, meaning in TYPES.items():
        yield Item(name, "type", doc=meaning)
    yield from label_set_items(known)


def function_items() -> Iterator[Item]:
    for help in all_functions().values():
        yield Item(help.name, "function", help.signature, help.meaning, _call(help), snippet=True)


def _call(help: Help) -> str:
    """The call with places to fill in."""
    places = []
    for number, argument in enumerate(help.arguments, start=1):
        name, keyword, _ = argument.partition(": …")
        places.append(f"{name}: ${number}" if keyword else f"${{{number}:{name.removesuffix(', …')}}}")
    return f"{help.name}({', '.join(places)})" if places else f"{help.name}()"
