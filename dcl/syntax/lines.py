"""Joins lines into statements, tells blocks from brackets, and matches both.

Out come the tokens the automaton reads: a NEWLINE only between two statements of one block, every block closed, and
each token with the number of blocks around it. A bracket that is never closed ends with its line and a block that is
never closed ends before the next declaration, so that the rest of the file can still be read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dcl.diagnostics.codes_syntax import DCL105, DCL117
from dcl.source import SourceFile
from dcl.syntax.findings import Findings
from dcl.syntax.languages import WORDS as LANGUAGES
from dcl.syntax.tokens import (
    BROKEN,
    CLOSERS,
    CONTINUATIONS,
    DECLARATIONS,
    END,
    NEWLINE,
    OPENERS,
    OPERATORS,
    STATEMENT_WORDS,
    Token,
)

DEEPEST = 100
_HEADERS = frozenset({"CONTRACT", "LABELS", "TABLE", "RULE"})
_SIGNS = {"LPAR": "(", "LSQB": "[", "LBRACE": "{", "RPAR": ")", "RSQB": "]", "RBRACE": "}"}
# Finding an unclosed bracket changes how what follows is read; after this many rounds it is read as it stands.
_ROUNDS = 8


@dataclass
class _Open:
    token: Token
    block: bool
    keyword: str  # the first word of the statement that opened the block


def join(source: SourceFile, tokens: list[Token], findings: Findings) -> list[Token]:
    """The tokens of the automaton, with END as the last one."""
    significant = [token for token in tokens if token.kind != "COMMENT"]
    unclosed: set[int] = set()
    for _ in range(_ROUNDS):
        joiner = _Joiner(source, significant, unclosed)
        joined = joiner.run()
        if joiner.newly_unclosed <= unclosed:
            break
        unclosed |= joiner.newly_unclosed
    joiner.report(findings)
    return joined


class _Joiner:
    def __init__(self, source: SourceFile, tokens: list[Token], unclosed: set[int]) -> None:
        self.source = source
        self.tokens = tokens
        self.unclosed = unclosed
        self.newly_unclosed: set[int] = set()
        self.stray: list[Token] = []
        self.lacking: list[Token] = []
        self.too_deep: list[Token] = []
        self.out: list[Token] = []
        self.stack: list[_Open] = []
        self.counts = [Counter[str]()]  # open brackets of each kind, for each block
        self.level = 0  # open blocks
        self.depth = 0  # open brackets, all above the innermost block
        self.statement = 0  # where in `out` the current statement starts
        self.line_starts = set(source.line_starts)
        self.following = _following_kinds(tokens)

    def run(self) -> list[Token]:
        for index, token in enumerate(self.tokens):
            if token.kind == NEWLINE:
                self._newline(index)
            elif token.kind in OPENERS:
                self._open(token)
            elif token.kind in CLOSERS:
                self._close(token)
            else:
                self._close_block_before(index)
                self._put(token.kind, token)
        self._finish()
        return self.out

    def report(self, findings: Findings) -> None:
        for token in self.tokens:
            if token.kind in OPENERS and token.start in self.unclosed:
                sign = _SIGNS[token.kind]
                message = f"this `{sign}` is never closed"
                findings.add(
                    DCL105, message, token.start, token.end, help=f"add `{_SIGNS[OPENERS[token.kind]]}` where it ends"
                )
        for token in self.lacking:
            findings.add(DCL105, "a block without its `{`", token.start, token.end, help="add `{`", replace=" {")
        for token in self.stray:
            message = f"this `{_SIGNS[token.kind]}` closes nothing"
            findings.add(DCL105, message, token.start, token.end, help="delete it", replace="")
        for token in self.too_deep:
            message = f"brackets nest deeper than {DEEPEST}"
            help = "give the inner parts names with `let`"
            findings.add(DCL117, message, token.start, token.end, help=help)

    def _put(self, kind: str, token: Token, block: bool = False) -> None:
        self.out.append(Token(kind, token.start, token.end, self.level, block))

    def _newline(self, index: int) -> None:
        if self.depth and self._begins_a_statement(index):
            self._give_up_brackets()
        if self.depth or len(self.out) == self.statement:
            return
        if self.out[-1].kind in OPERATORS:
            return
        following = self.following[index]
        if following in CONTINUATIONS or following in {"RBRACE", END} or self._translates(index):
            return
        if self._lacks_block(following):
            self._open_virtually()
            return
        self._put(NEWLINE, self.tokens[index])
        self.statement = len(self.out)

    def _translates(self, index: int) -> bool:
        """Whether the next line begins with a translation, which belongs to the description before it."""
        if self.following[index] != "TRANSLATION":
            return False
        at = next(at for at in range(index + 1, len(self.tokens)) if self.tokens[at].kind == "TRANSLATION")
        return self.following[at] in LANGUAGES

    def _lacks_block(self, following: str) -> bool:
        """Whether a header ends without the `{` of what follows it."""
        if self.level or self.out[self.statement].kind not in _HEADERS or self.out[-1].block:
            return False
        return len(self.out) - self.statement > 1 and following not in DECLARATIONS

    def _open_virtually(self) -> None:
        end = self.out[-1].end
        keyword = self._statement_keyword()
        brace = Token("LBRACE", end, end)
        self.lacking.append(brace)
        self._put("LBRACE", brace, block=True)
        self.stack.append(_Open(brace, True, keyword))
        self.counts.append(Counter())
        self.level += 1
        self.statement = len(self.out)

    def _begins_a_statement(self, index: int) -> bool:
        """Whether the next line can only be a statement, so that the brackets still open were meant to end before."""
        last = self.out[-1].kind
        if last in OPERATORS or last in OPENERS or last == "COLON":
            return False
        at = index + 1
        while at < len(self.tokens) and self.tokens[at].kind == NEWLINE:
            at += 1
        named = self.following[at] == "COLON" if at < len(self.tokens) else False
        return self.following[index] in STATEMENT_WORDS or (named and self.following[index] not in CLOSERS)

    def _give_up_brackets(self) -> None:
        while self.depth:
            self._give_up(self.stack.pop())

    def _open(self, token: Token) -> None:
        if token.kind == "LBRACE" and self.level < DEEPEST and self._opens_block():
            keyword = self._statement_keyword()
            self._put(token.kind, token, block=True)
            self.stack.append(_Open(token, True, keyword))
            self.counts.append(Counter())
            self.level += 1
            self.statement = len(self.out)
            return
        if token.start in self.unclosed:
            self._put(BROKEN, token)
            return
        self.stack.append(_Open(token, False, ""))
        self.counts[-1][token.kind] += 1
        self.depth += 1
        nesting = self.depth + self.level
        if nesting == DEEPEST + 1:
            self.too_deep.append(token)
        self._put(BROKEN if nesting > DEEPEST else token.kind, token)

    def _opens_block(self) -> bool:
        if self.depth or len(self.out) == self.statement:
            return False
        last = self.out[-1].kind
        if last == "OF":
            return not (len(self.out) - self.statement > 1 and self.out[-2].kind in {"ONE", "LIST"})
        if last in {"PASS", "FAIL"} and len(self.out) - self.statement == 1:
            return not (self.stack and self.stack[-1].keyword == "RULE")
        return last not in OPERATORS and last not in {"COLON", "LPAR", "LSQB"}

    def _statement_keyword(self) -> str:
        if self.stack and self.stack[-1].keyword == "LABELS":
            return "LABELS"
        return self.out[self.statement].kind

    def _close(self, token: Token) -> None:
        opener = CLOSERS[token.kind]
        at = self._matching(opener)
        if at is None:
            self.stray.append(token)
            return
        while len(self.stack) > at + 1:
            self._give_up(self.stack.pop())
        opened = self.stack.pop()
        if opened.block:
            if self.out[-1].kind == NEWLINE:
                self.out.pop()
            self._put(token.kind, token, block=True)
            self.counts.pop()
            self.level -= 1
            self.statement = len(self.out) - 1
        else:
            self.depth -= 1
            self.counts[-1][opener] -= 1
            self._put(token.kind, token)

    def _matching(self, opener: str) -> int | None:
        """Where in the stack the opener of a closing bracket is; round and square ones do not reach out of a block."""
        if not self.counts[-1][opener] and (opener != "LBRACE" or not self.level):
            return None
        return next(at for at in range(len(self.stack) - 1, -1, -1) if self.stack[at].token.kind == opener)

    def _give_up(self, opened: _Open) -> None:
        self.newly_unclosed.add(opened.token.start)
        self.counts[-1][opened.token.kind] -= 1
        self.depth -= 1

    def _close_block_before(self, index: int) -> None:
        """A block that is known to be unclosed ends where a line begins with a declaration."""
        token = self.tokens[index]
        while (
            self.stack
            and self.stack[-1].block
            and self.stack[-1].token.start in self.unclosed
            and token.kind in DECLARATIONS
            and token.start in self.line_starts
            and len(self.out) == self.statement
            and self.tokens[min(index + 1, len(self.tokens) - 1)].kind != "COLON"
        ):
            self._close_virtually(token)
            self.out.append(Token(NEWLINE, token.start, token.start, self.level))
            self.statement = len(self.out)

    def _close_virtually(self, before: Token) -> None:
        self.stack.pop()
        self.counts.pop()
        if self.out and self.out[-1].kind == NEWLINE:
            self.out.pop()
        self.out.append(Token("RBRACE", before.start, before.start, self.level, True))
        self.level -= 1

    def _finish(self) -> None:
        end = Token(END, len(self.source.text), len(self.source.text))
        while self.stack:
            if self.stack[-1].block:
                self.newly_unclosed.add(self.stack[-1].token.start)
                self._close_virtually(end)
            else:
                self._give_up(self.stack.pop())
        if self.out and self.out[-1].kind == NEWLINE:
            self.out.pop()
        self.out.append(end)


def _following_kinds(tokens: list[Token]) -> list[str]:
    """For each token the kind of the next one that is no line end."""
    kinds: list[str] = []
    following = END
    for token in reversed(tokens):
        kinds.append(following)
        if token.kind != NEWLINE:
            following = token.kind
    kinds.reverse()
    return kinds
