"""Where in a text somebody is typing: what stands before, and what the grammar lets stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dcl.source import SourceFile
from dcl.syntax.automaton import Automaton, Mistake
from dcl.syntax.build_declarations import Builder
from dcl.syntax.findings import Findings
from dcl.syntax.grammar import load_tables
from dcl.syntax.lines import join
from dcl.syntax.scan import scan
from dcl.syntax.tokens import BROKEN, CLOSERS, NEWLINE, OPENERS, RESERVED, Token

PROBE = "PROBE"
_probe = "zz"
_word = re.compile(r"[^\W\d]\w*$")
_begins_block = re.compile(r"^(?:contract|labels|table|rule)\b(?!\s*:)[^\n]*\{", re.MULTILINE)
_closing = {"LPAR": ")", "LSQB": "]", "LBRACE": "}"}
_rest_of_text = re.compile(r'[^"\\\r\n]*"')


@dataclass(frozen=True, eq=False)
class Place:
    """A place where something is typed.

    `start` is where the typed word, or the text between quotes, begins; `end` is where what takes its place ends.
    `kinds` are the tokens that fit, `words` those of them that fit as words of the language and not as names.
    `blocks` are the headers of the blocks around, `earlier` the statements before in the innermost of them, `statement`
    what stands before on the same line.
    """

    source: SourceFile
    start: int
    end: int
    in_text: bool
    is_closed: bool
    kinds: frozenset[str]
    words: frozenset[str]
    blocks: tuple[tuple[Token, ...], ...]
    earlier: tuple[tuple[Token, ...], ...]
    statement: tuple[Token, ...]

    @property
    def before(self) -> str:
        """The kind of the token before; empty at the start of a statement."""
        return self.statement[-1].kind if self.statement else ""

    @property
    def head(self) -> str:
        """The kind of the first token of the statement."""
        return self.statement[0].kind if self.statement else ""

    @property
    def block(self) -> str:
        """The word that the outermost block around begins with; empty outside of all."""
        return self.blocks[0][0].kind if self.blocks and self.blocks[0] else ""

    def text(self, token: Token) -> str:
        return self.source.text[token.start : token.end]

    def name(self, token: Token) -> str:
        """The name that a token spells."""
        return self.text(token).strip("`")

    def has(self, kind: str) -> bool:
        """Whether a token of the kind stands before in the statement."""
        return any(token.kind == kind for token in self.statement)


def place_at(source: SourceFile, offset: int) -> Place | None:
    """The place of somebody who types; None inside comments, numbers and patterns, where nothing is to be offered."""
    before = _from_last_block(source.text[:offset])
    last = _last_token(source, before)
    if last is not None and last.end == len(before):
        sign = before[last.start]
        if last.kind == "COMMENT" or (last.kind == BROKEN and sign == "/"):
            return None
        if last.kind == BROKEN and sign == '"' and not before.startswith('"""', last.start):
            rest = _rest_of_text.match(source.text, offset)
            end = offset if rest is None else rest.end() - 1
            return _probed(source, before[: last.start], last.start + 1, end, in_text=True, is_closed=rest is not None)
        if last.kind == BROKEN and sign == "`":
            return _probed(source, before[: last.start], last.start, offset)
    typed = _word.search(before)
    start = offset if typed is None else typed.start()
    if start and before[start - 1].isdigit():
        return None
    return _probed(source, before[:start], start, offset)


def _from_last_block(before: str) -> str:
    """The text with blanks for all before the last block that begins: reading the rest would only take time."""
    start = max((match.start() for match in _begins_block.finditer(before)), default=0)
    return " " * start + before[start:]


def _last_token(source: SourceFile, before: str) -> Token | None:
    part = SourceFile(source.path, before)
    tokens = [token for token in scan(part, Findings(part)) if token.kind not in {NEWLINE, "BLANK"}]
    return tokens[-1] if tokens else None


def _probed(
    source: SourceFile, before: str, start: int, end: int, in_text: bool = False, is_closed: bool = False
) -> Place | None:
    probed, index, tokens = _tokens(before)
    if index is None:
        return None
    kinds, words = _expected(probed, tokens, index)
    blocks, earlier, statement = _around(tokens[:index])
    return Place(source, start, end, in_text, is_closed, kinds, words, blocks, earlier, statement)


def _tokens(before: str) -> tuple[SourceFile, int | None, list[Token]]:
    """The tokens of a text with a probe at its end and every bracket closed, and where the probe is."""
    part = SourceFile("", before)
    opened: list[str] = []
    for token in scan(part, Findings(part)):
        if token.kind in OPENERS:
            opened.append(token.kind)
        elif token.kind in CLOSERS and opened and opened[-1] == CLOSERS[token.kind]:
            opened.pop()
    closers = "".join(_closing[kind] for kind in reversed(opened))
    probed = SourceFile("", before + _probe + closers)
    findings = Findings(probed)
    tokens = join(probed, scan(probed, findings), findings)
    index = next((at for at, token in enumerate(tokens) if token.start == len(before) and token.kind == "NAME"), None)
    if index is not None:
        tokens[index].kind = PROBE
    return probed, index, tokens


def _expected(probed: SourceFile, tokens: list[Token], index: int) -> tuple[frozenset[str], frozenset[str]]:
    tables = load_tables()
    found: list[frozenset[str]] = []

    def report(mistake: Mistake) -> bool:
        if mistake.index == index and not mistake.too_deep:
            words = frozenset(kind for kind in mistake.expected if _is_word(automaton, kind))
            found.extend((mistake.expected, words))
        return mistake.index < index

    automaton = Automaton(tables, tokens, Builder(Findings(probed)).build, report)
    _: Any = automaton.run()
    return (found[0], found[1]) if found else (frozenset(), frozenset())


def _is_word(automaton: Automaton, kind: str) -> bool:
    """Whether a word fits in a place other than as a name."""
    tables = automaton.tables
    if kind in RESERVED:
        return True
    state = automaton.state_after(kind)
    if kind not in tables.words.values() or state is None:
        return False
    actions = tables.states[state].values()
    return any(action >= 0 or tables.rules[-action - 1].origin not in {"_free_word", "name"} for action in actions)


def _around(
    tokens: list[Token],
) -> tuple[tuple[tuple[Token, ...], ...], tuple[tuple[Token, ...], ...], tuple[Token, ...]]:
    """The headers of the open blocks, the statements of the innermost one, and the one that is open."""
    headers: list[tuple[Token, ...]] = []
    statements: list[list[tuple[Token, ...]]] = [[]]
    current: list[Token] = []
    for token in tokens:
        if token.kind == NEWLINE:
            statements[-1].append(tuple(current))
            current = []
        elif token.block and token.kind == "LBRACE":
            headers.append(tuple(current))
            statements.append([])
            current = []
        elif token.block and token.kind == "RBRACE" and headers:
            statements.pop()
            current = list(headers.pop())
        else:
            current.append(token)
    return tuple(headers), tuple(statements[-1]), tuple(current)
