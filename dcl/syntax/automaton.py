"""Runs the parse tables over tokens, and goes on after a mistake.

Before each statement the stack is remembered. A token that does not fit is reported, the stack goes back to the start
of the statement, and reading goes on after it: one mistake costs one statement, and the next one is found as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dcl.syntax.grammar import Rule, Tables
from dcl.syntax.tokens import BROKEN, END, NEWLINE, Token

DEEPEST = 100
"""How deep expressions, types and values may nest."""

_DEEPENS = frozenset(
    "binary unary in matches is is_missing path call if list record set list_of fixed_list record_type "
    "open_record_type label_children".split()
)

# What stands for a header that cannot be read, so that the statements in its block are still checked.
_STAND_INS = {
    "CONTRACT": "CONTRACT NAME VERSION",
    "LABELS": "LABELS NAME",
    "TABLE": "TABLE NAME",
    "RULE": "RULE NAME ON NAME",
}

Build = Callable[[str, int, int, list[Any]], Any]


class TooDeep(Exception):
    """Nesting went over the limit: the statement is given up."""


@dataclass(frozen=True)
class Mistake:
    """A token that does not fit: where it is, where its statement starts, and what would have fitted."""

    index: int
    statement: int
    expected: frozenset[str]
    too_deep: bool = False


@dataclass
class _Checkpoint:
    stack: list[_Entry]
    lengths: list[int]  # of the lists in the stack: they grow in place
    statement: int
    level: int
    at_newline: bool  # the statement's NEWLINE is not yet taken


class _Entry:
    __slots__ = ("depth", "end", "start", "state", "value")

    def __init__(self, state: int, value: Any, start: int, end: int, depth: int) -> None:
        self.state = state
        self.value = value
        self.start = start
        self.end = end
        self.depth = depth


class Automaton:
    """One run over the tokens of one file."""

    def __init__(self, tables: Tables, tokens: list[Token], build: Build, report: Callable[[Mistake], bool]) -> None:
        self.tables = tables
        self.tokens = tokens
        self.build = build
        self.report = report
        self.stack = [_Entry(0, None, 0, 0, 0)]
        self.checkpoints = [self._checkpoint(0, 0, at_newline=False)]

    def run(self) -> Any:
        """The value of the whole file, or None where the report asked to stop."""
        index = 0
        while True:
            token = self.tokens[index]
            try:
                action = self._reduce(token)
            except TooDeep:
                action = None
                mistake = Mistake(index, self.checkpoints[-1].statement, frozenset(), too_deep=True)
            else:
                mistake = Mistake(index, self.checkpoints[-1].statement, frozenset())
            if action == 0:
                return self.stack[-1].value
            if action is not None:
                self._shift(token, action - 1, index)
                index += 1
                continue
            if token.kind != BROKEN and not self.report(self._explain(mistake)):
                return None
            index = self._recover(index)

    def _explain(self, mistake: Mistake) -> Mistake:
        if mistake.too_deep:
            return mistake
        return Mistake(mistake.index, mistake.statement, self.expected())

    def expected(self) -> frozenset[str]:
        """The tokens that fit in this place."""
        candidates = (kind for kind in self.tables.states[self.stack[-1].state] if kind.isupper() or kind[0] in "_$")
        return frozenset(kind for kind in candidates if self._fits(kind))

    def _fits(self, kind: str) -> bool:
        return self.state_after(kind) is not None

    def state_after(self, kind: str) -> int | None:
        """The state behind a token of this kind in this place, or None where none fits."""
        states = [entry.state for entry in self.stack]
        while True:
            action = self.tables.states[states[-1]].get(kind)
            if action is None:
                return None
            if action >= 0:
                return action - 1
            rule = self.tables.rules[-action - 1]
            if rule.length:
                del states[-rule.length :]
            states.append(self.tables.states[states[-1]][rule.origin] - 1)

    def _reduce(self, token: Token) -> int | None:
        """Applies the rules that end before the token; then its shift, or None where it does not fit."""
        states = self.tables.states
        while True:
            action = states[self.stack[-1].state].get(token.kind)
            if action is None or action >= 0:
                return action
            self._apply(-action - 1)

    def _apply(self, number: int) -> None:
        rule = self.tables.rules[number]
        stack = self.stack
        length = rule.length
        if length == 1 and rule.passes_on:
            only = stack[-1]
            state = self.tables.states[stack[-2].state][rule.origin] - 1
            stack[-1] = _Entry(state, only.value, only.start, only.end, only.depth)
            return
        parts = stack[-length:] if length else []
        if length:
            del stack[-length:]
        start = parts[0].start if parts else stack[-1].end
        end = parts[-1].end if parts else start
        depth = max((part.depth for part in parts), default=0)
        value = parts[rule.picks[0]].value if rule.passes_on else self._value(rule, parts, start, end)
        if rule.action in _DEEPENS:
            depth += 1
            if depth > DEEPEST:
                raise TooDeep
        state = self.tables.states[stack[-1].state][rule.origin] - 1
        stack.append(_Entry(state, value, start, end, depth))

    def _value(self, rule: Rule, parts: list[_Entry], start: int, end: int) -> Any:
        kept: list[Any] = []
        for position, pick in enumerate(rule.picks):
            if pick >= 0:
                kept.append(parts[pick].value)
            elif pick == -1:
                kept.append(None)
            elif position == 0 and not rule.action:
                kept = parts[-2 - pick].value  # a list that grows: copying it would take squares of its length
            else:
                kept.extend(parts[-2 - pick].value)
        return self.build(rule.action, start, end, kept) if rule.action else kept

    def _shift(self, token: Token, state: int, index: int) -> None:
        if token.kind == NEWLINE:
            self.checkpoints[-1] = self._checkpoint(index + 1, token.level, at_newline=True)
        self.stack.append(_Entry(state, token, token.start, token.end, 0))
        if token.block and token.kind == "LBRACE":
            self.checkpoints.append(self._checkpoint(index + 1, token.level + 1, at_newline=False))
        elif token.block and token.kind == "RBRACE":
            self.checkpoints.pop()

    def _checkpoint(self, statement: int, level: int, at_newline: bool) -> _Checkpoint:
        lengths = [len(entry.value) if isinstance(entry.value, list) else 0 for entry in self.stack]
        return _Checkpoint(list(self.stack), lengths, statement, level, at_newline)

    def _recover(self, index: int) -> int:
        """Drops the broken statement, and gives the token to go on with."""
        if index and self.tokens[index - 1].block and self.tokens[index - 1].kind == "RBRACE":
            # The statement before was whole: only what follows on its line is dropped.
            return self._next_boundary(index, self.tokens[index - 1].level - 1)
        checkpoint = self.checkpoints[-1]
        self._restore(checkpoint)
        block = self._block_of(checkpoint, index)
        if block is not None:
            return block
        index = self._next_boundary(index, checkpoint.level)
        if self.tokens[index].kind == NEWLINE and not checkpoint.at_newline:
            checkpoint.statement = index + 1
            return index + 1
        return index

    def _restore(self, checkpoint: _Checkpoint) -> None:
        self.stack = list(checkpoint.stack)
        for entry, length in zip(self.stack, checkpoint.lengths, strict=True):
            if isinstance(entry.value, list):
                del entry.value[length:]

    def _block_of(self, checkpoint: _Checkpoint, index: int) -> int | None:
        """Where the broken statement has a block still ahead: enters it behind a stand-in for its header."""
        keyword = self.tokens[checkpoint.statement].kind
        if keyword not in _STAND_INS or checkpoint.level:
            return None
        brace = self._next_boundary(index, 0, braces=True)
        if self.tokens[brace].kind != "LBRACE":
            return None
        at = self.tokens[checkpoint.statement].start
        if checkpoint.at_newline:
            self._feed(Token(NEWLINE, at, at), checkpoint.statement - 1)
        for kind in _STAND_INS[keyword].split():
            self._feed(Token(kind, at, at), checkpoint.statement)
        return brace

    def _feed(self, token: Token, index: int) -> None:
        action = self._reduce(token)
        assert action is not None, f"the stand-in {token} does not fit"
        self._shift(token, action - 1, index)

    def _next_boundary(self, index: int, level: int, braces: bool = False) -> int:
        """The next end of a statement at this level: its NEWLINE, the end of its block, or the end of the file."""
        while True:
            token = self.tokens[index]
            if token.kind == END:
                return index
            if token.level == level and (
                token.kind == NEWLINE
                or (token.block and token.kind == "RBRACE")
                or (braces and token.block and token.kind == "LBRACE")
            ):
                return index
            index += 1
