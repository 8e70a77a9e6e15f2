"""The page of the grammar: each rule with its sentence, from the normative grammar itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from dcl.explain.grammar_words import SENTENCES, SPELLINGS, TYPES
from dcl.syntax.grammar import grammar_text
from dcl.types import SCALARS

HEAD = """# Grammar

Written by `make docs` from `grammar/dcl.lark`, which decides how the language is spelled.

What is **bold** stands as it is written. `[ ]` may be left out, `|` parts choices, `*` is any number of times, `+` at
least once. Words in capitals are [spellings](#spellings). Lines may be broken after a comma or an operator, inside
brackets, and before `and or implies then else determines` or a `translation`.
"""

HIDDEN = frozenset({"_comma", "_free_word"})
"""Rules that are shown where they are used."""

_PART = re.compile(r'"[^"]*"|[A-Za-z_]+\{\w+\}|\w+|[()\[\]|*+?]')


@dataclass(frozen=True)
class Rule:
    """A rule of the grammar: its name, and each way to write it with the name that this way has, if any."""

    name: str
    section: str
    ways: tuple[tuple[str, str], ...]


def grammar_rules() -> list[Rule]:
    """The rules in the order in which they stand in the grammar."""
    rules, section = [], "Files and blocks"
    for block in re.split(r"\n(?=\S)", grammar_text()):
        if heading := re.match(r"// ── (.+?) ─", block):
            section = heading[1]
        elif found := re.match(r"\??([a-z_]+)(?:\{\w+\})?: (.*)", block, re.DOTALL):
            body = re.sub(r"\s*//.*", "", found[2])
            rules.append(Rule(found[1], section, tuple(_ways(body))))
    return rules


def _ways(body: str) -> Iterator[tuple[str, str]]:
    """Each choice at the outermost level, with its alias."""
    depth, start = 0, 0
    quoted = re.sub(r'"[^"]*"', lambda found: "·" * len(found[0]), body)
    for place, sign in enumerate(quoted + "|"):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "|" and depth == 0:
            way, _, alias = body[start:place].partition("->")
            yield " ".join(way.split()), alias.strip()
            start = place + 1


def grammar_page() -> str:
    """The page as Markdown."""
    words = _words()
    rules = [rule for rule in grammar_rules() if rule.name not in HIDDEN]
    linked = {rule.name for rule in rules}
    parts, section = [HEAD], ""
    for rule in rules:
        if rule.section != section:
            section = rule.section
            parts.append(f"## {section}")
        parts.append(f"### {rule.name.lstrip('_')}")
        parts += _shown_rule(rule, words, linked)
    parts += [_spellings(), _types(), _word_lists(words)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _shown_rule(rule: Rule, words: dict[str, str], linked: set[str]) -> Iterator[str]:
    name = rule.name.lstrip("_")
    if name in SENTENCES:
        yield SENTENCES[name]
    told = [way for way in rule.ways if way[1] in SENTENCES and way[1] != name]
    plain = [way for way in rule.ways if way not in told]
    if plain:
        yield _pre("\n| ".join(_written(way, words, linked) for way, _ in plain))
    for way, alias in told:
        yield SENTENCES[alias]
        yield _pre(_written(way, words, linked))


def _pre(html: str) -> str:
    return f"<pre>{html}</pre>"


def _written(way: str, words: dict[str, str], linked: set[str]) -> str:
    """One way to write a rule, as HTML: what is written as it stands bold, other rules as links."""
    parts = [_part(part, words, linked) for part in _PART.findall(way)]
    text = " ".join(part for part in parts if part)
    return re.sub(r" (?=[*+?](?: |$|\)|\]))|(?<=[(\[]) | (?=[)\]](?!<))", "", text)


def _part(part: str, words: dict[str, str], linked: set[str]) -> str:
    if part.startswith('"'):
        return f"<b>{escape(part[1:-1])}</b>"
    if template := re.fullmatch(r"body\{(\w+)\}", part):
        item = _part(template[1], words, linked)
        return f'<b>{{</b> [<a href="#described">described</a>] {item}* <b>}}</b>'
    if part in ("_comma", "_TEXT_COMMA"):
        return "<b>,</b>"
    if part == "_NEWLINE":
        return "NEW_LINE"
    if part == "_free_word":
        return '<a href="#words">free_word</a>'
    if part in linked:
        name = part.lstrip("_")
        return f'<a href="#{name}">{name}</a>'
    return f"<b>{escape(words[part])}</b>" if part in words else part


def _words() -> dict[str, str]:
    """The terminals that are a word or a sign, by name."""
    return dict(re.findall(r'^([A-Z_]+): "([^"]+)"$', grammar_text(), re.MULTILINE))


def _spellings() -> str:
    rows = (f"| `{name}` | {_code(sample)} | {meaning} |" for name, (sample, meaning) in SPELLINGS.items())
    return "\n".join(("## Spellings", "", "| spelling | for instance | what it is |", "|---|---|---|", *rows))


def _types() -> str:
    rows = (f"| `{name}` | {TYPES[name]} |" for name in SCALARS)
    return "\n".join(("## Types", "", "| type | holds |", "|---|---|", *rows))


def _word_lists(words: dict[str, str]) -> str:
    (free,) = (rule for rule in grammar_rules() if rule.name == "_free_word")
    names = {*re.findall(r"[A-Z]+", " ".join(way for way, _ in free.ways)), "BY"}
    spelled = {name: word for name, word in words.items() if word.isalpha()}
    reserved = " ".join(word for name, word in spelled.items() if name not in names)
    others = " ".join(word for name, word in spelled.items() if name in names)
    return (
        f"## Words\n\nReserved, and a name only in backticks: `{reserved}`.\n\n"
        f"Words of the language that may be names as well: `{others}`."
    )


def _code(text: str) -> str:
    ticks = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return ", ".join(f"{ticks}{pad}{each}{pad}{ticks}" for each in text.split(", "))
