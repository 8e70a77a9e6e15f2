"""Puts the tokens of a file back into blocks and statements, with their comments, for the formatter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dcl.source import SourceFile
from dcl.syntax.findings import Findings
from dcl.syntax.languages import WORDS as LANGUAGES
from dcl.syntax.layout import Word, spaced
from dcl.syntax.lines import join
from dcl.syntax.scan import scan
from dcl.syntax.tokens import END, NEWLINE, TEXTS, Token

_empty_line = re.compile(r"\n[ \t\r]*\n")


@dataclass
class Comment:
    text: str
    blank_before: bool


@dataclass
class Item:
    """A statement: its words, its block if it has one, and what is remarked on it.

    `translations` are those of its words that stand on lines of their own, `depth` blanks in.
    """

    words: list[Word]
    blank_before: bool
    leading: list[Comment]
    block: Block | None = None
    trailing: str | None = None
    translations: list[list[Word]] = field(default_factory=list)
    depth: int = 0


@dataclass
class Block:
    items: list[Item] = field(default_factory=list)
    tail: list[Comment] = field(default_factory=list)  # comments before its `}`
    opening: str | None = None  # the comment after its `{`
    one_line: bool = False


class Reader:
    """Puts the tokens of a file back into blocks and statements, with their comments."""

    def __init__(self, source: SourceFile) -> None:
        findings = Findings(source)
        tokens = scan(source, findings)
        self.text = source.text
        self.tokens = join(source, tokens, findings)
        self.comments = [token for token in tokens if token.kind == "COMMENT"]
        self.at = 0
        self.comment = 0
        self.end = 0  # of what was read last

    def read(self) -> Block:
        return self._block()

    def _block(self) -> Block:
        block = Block()
        while True:
            token = self.tokens[self.at]
            if token.kind == NEWLINE:
                self.at += 1
            elif token.kind == END or (token.block and token.kind == "RBRACE"):
                block.tail = self._comments_before(token.start)
                return block
            else:
                block.items.append(self._item())

    def _item(self) -> Item:
        first = self.tokens[self.at]
        leading = self._comments_before(first.start)
        blank = self._blank_until(first.start)
        start = self.at
        whole = first.kind in TEXTS or self._is_translation(start)
        while not self._ends_statement(self.tokens[self.at]):
            self.at += 1
            if whole and self._is_translation(self.at):
                break
        tokens = self.tokens[start : self.at]
        item = Item(self._words(tokens), blank, leading)
        self.end = tokens[-1].end
        brace = self.tokens[self.at]
        if brace.kind == "LBRACE" and brace.block:
            item.block = self._enter(brace)
        item.trailing = self._comment_on_line()
        return item

    def _ends_statement(self, token: Token) -> bool:
        return token.block or token.kind in {NEWLINE, END}

    def _is_translation(self, at: int) -> bool:
        """Whether a translation begins here: under the description of a block it is a statement of its own."""
        return self.tokens[at].kind == "TRANSLATION" and self.tokens[at + 1].kind in LANGUAGES

    def _enter(self, brace: Token) -> Block:
        self.at += 1
        self.end = brace.end
        opening = self._comment_on_line()
        block = self._block()
        closing = self.tokens[self.at]
        block.opening = opening
        block.one_line = "\n" not in self.text[brace.start : closing.end]
        self.at += 1
        self.end = closing.end
        return block

    def _words(self, tokens: list[Token]) -> list[Word]:
        """The words of a statement; those with comments behind them, and those that begin a line, know it."""
        words = spaced(tokens, self.text)
        for index in range(len(tokens) - 1):
            between = self.text[tokens[index].end : tokens[index + 1].start]
            if "\n" not in between:
                continue
            comments = self._comments_between(tokens[index].end, tokens[index + 1].start)
            words[index] = replace(words[index], comments=tuple(comments))
            words[index + 1] = replace(words[index + 1], breaks=True)
        return words

    def _comments_between(self, start: int, end: int) -> list[str]:
        found: list[str] = []
        while self.comment < len(self.comments) and self.comments[self.comment].start < end:
            found.append(self._take())
        if found and "\n" in self.text[start : self.comments[self.comment - len(found)].start]:
            found.insert(0, "")
        return found

    def _take(self) -> str:
        token = self.comments[self.comment]
        self.comment += 1
        self.end = token.end
        return self.text[token.start : token.end].rstrip()

    def _comments_before(self, offset: int) -> list[Comment]:
        found: list[Comment] = []
        while self.comment < len(self.comments) and self.comments[self.comment].start < offset:
            blank = self._blank_until(self.comments[self.comment].start)
            found.append(Comment(self._take(), blank))
        return found

    def _blank_until(self, offset: int) -> bool:
        return _empty_line.search(self.text, self.end, offset) is not None

    def _comment_on_line(self) -> str | None:
        if self.comment >= len(self.comments):
            return None
        start = self.comments[self.comment].start
        if start < self.end or "\n" in self.text[self.end : start] or self.text[self.end : start].strip(" \t"):
            return None
        return self._take()
