"""Lays out one statement: the blanks between its tokens, and where a long line is broken."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dcl.source import SourceFile
from dcl.syntax.expectations import OPERANDS, words
from dcl.syntax.findings import Findings
from dcl.syntax.scan import scan
from dcl.syntax.tokens import CLOSERS, CONTINUATIONS, END, NEWLINE, OPENERS, RESERVED, TEXTS, Token

WIDTH = 100
STEP = "  "

_COMMAS = frozenset({"COMMA", "_TEXT_COMMA"})
INFIX_RANGES = frozenset({"RANGE", "RANGE_BELOW"})
PREFIX_RANGES = frozenset({"RANGE_UP_TO", "RANGE_UP_BELOW"})
_CLOSE_TO_LEFT = _COMMAS | INFIX_RANGES | {"RPAR", "DOT", "OPTIONAL", "COLON", "RANGE_FROM"}
_CLOSE_TO_RIGHT = INFIX_RANGES | PREFIX_RANGES | {"LPAR", "DOT"}


@dataclass(frozen=True)
class Word:
    """A token as it is printed, with the blanks before it and the comments that follow it in the text."""

    kind: str
    text: str
    gap: str
    comments: tuple[str, ...] = ()
    breaks: bool = False  # the author began a new line before it


def spaced(tokens: list[Token], text: str) -> list[Word]:
    """The words of a statement, one line long."""
    result: list[Word] = []
    for index, token in enumerate(tokens):
        written = text[token.start : token.end].replace("\r\n", "\n")
        result.append(Word(token.kind, written, _gap(tokens, index)))
    return result


def _gap(tokens: list[Token], index: int) -> str:
    if index == 0:
        return ""
    left, right = tokens[index - 1].kind, tokens[index].kind
    if right == "COLON" and index == 1:
        return " "
    if CLOSERS.get(right) == left or (left, right) in {("LSQB", "LBRACE"), ("RBRACE", "RSQB")}:
        return ""
    if right in _CLOSE_TO_LEFT or left in _CLOSE_TO_RIGHT:
        return ""
    if right == "LPAR" and _is_call(tokens, index):
        return ""
    if left == "MINUS" and not _is_value(tokens, index - 2):
        return ""
    if tokens[0].kind == "RULE" and "PLUS" in {left, right}:
        return ""
    return " "


def _is_call(tokens: list[Token], index: int) -> bool:
    """Whether the `(` here opens the arguments of the name before it."""
    before = tokens[index - 1].kind
    if before in {"NAME", "QUOTED_NAME"}:
        return True
    return before in words() - RESERVED - {"OF", "BY"} and index > 1


def _is_value(tokens: list[Token], index: int) -> bool:
    """Whether a value ends here, so that a `-` after it takes away."""
    if index < 0:
        return False
    kind = tokens[index].kind
    return kind in OPERANDS or (kind in words() - RESERVED and index > 0)


def flat(line: list[Word]) -> str:
    return "".join(word.gap + word.text for word in line).lstrip(" ") if line else ""


def one_line(expression: str) -> str:
    """An expression on one line, without comments: however it is laid out, it comes out the same."""
    statement = f"check {expression}"
    source = SourceFile("", statement)
    tokens = scan(source, Findings(source))
    kept = [token for token in tokens if token.kind not in {"COMMENT", NEWLINE, END}]
    return flat(spaced(kept, statement)).removeprefix("check ")


def lay_out(line: list[Word], indent: str) -> list[tuple[str, tuple[str, ...]]]:
    """The lines of a statement, each with the comments that close it."""
    if any(word.comments for word in line):
        return _as_written(line, indent)
    return [(text, ()) for text in _broken(line, indent, WIDTH)]


def _as_written(line: list[Word], indent: str) -> list[tuple[str, tuple[str, ...]]]:
    """A statement with comments inside keeps the lines its author gave it; only their depth is set."""
    result: list[tuple[str, tuple[str, ...]]] = []
    current: list[Word] = []
    depth = start_depth = 0
    for word in line:
        if word.breaks and current:
            result += _with_comments(current, indent + STEP * start_depth)
            current = []
            start_depth = max(depth - (word.kind in CLOSERS), 0)
            if not depth and word.kind not in CLOSERS:
                start_depth = 1
        depth += (word.kind in OPENERS) - (word.kind in CLOSERS)
        current.append(word)
    return result + _with_comments(current, indent + STEP * start_depth)


def _with_comments(line: list[Word], indent: str) -> list[tuple[str, tuple[str, ...]]]:
    """One line of a statement; comments on lines of their own follow it."""
    result = [(indent + flat(line), line[-1].comments[:1])]
    result += [(indent + comment, ()) for comment in line[-1].comments[1:]]
    return result


def _broken(line: list[Word], indent: str, width: int) -> list[str]:
    text = indent + flat(line)
    if len(indent + flat(_without_description(line)).split("\n")[0]) <= width or len(line) < 3:
        return [text]
    for split in (_at_connectives, _in_brackets, _at_commas):
        lines = split(line, indent, width)
        if lines is not None:
            return lines
    return [text]


def _without_description(line: list[Word]) -> list[Word]:
    """A description cannot be broken: a column is too long only if it is so without one."""
    column = len(line) > 3 and line[1].kind == "COLON"
    return line[:-1] if column and line[-1].kind in TEXTS else line


def _at_connectives(line: list[Word], indent: str, width: int) -> list[str] | None:
    """Before each `and`, `or`, `implies`, `then`, `else`, `determines` outside brackets."""
    parts: list[list[Word]] = [[]]
    depth = 0
    for word in line:
        if depth == 0 and word.kind in CONTINUATIONS and parts[-1]:
            parts.append([])
        depth += (word.kind in OPENERS) - (word.kind in CLOSERS)
        parts[-1].append(word)
    if len(parts) == 1:
        return None
    lines = _broken(parts[0], indent, width)
    for part in parts[1:]:
        lines += _broken(part, indent + STEP, width)
    return lines


def _in_brackets(line: list[Word], indent: str, width: int) -> list[str] | None:
    """Inside the longest pair of brackets, its items below each other (or side by side where all are single words)."""
    pair = _longest_pair(line)
    if pair is None:
        return None
    start, end = pair
    items = _items(line[start + 1 : end])
    if all(len(item) <= 2 for item in items):
        inner = _fill(items, indent + STEP, indent + STEP, width)
    else:
        inner = [text for item in items for text in _broken(item, indent + STEP, width)]
    return [indent + flat(line[: start + 1]), *inner, indent + flat(line[end:])]


def _longest_pair(line: list[Word]) -> tuple[int, int] | None:
    pairs: list[tuple[int, int, int]] = []
    opened: list[int] = []
    for index, word in enumerate(line):
        if word.kind in OPENERS:
            opened.append(index)
        elif word.kind in CLOSERS and opened:
            start = opened.pop()
            if not opened and index > start + 1:
                pairs.append((len(flat(line[start:index])), start, index))
    if not pairs:
        return None
    length, start, end = max(pairs)
    return (start, end) if length > 20 else None


def _items(line: list[Word]) -> list[list[Word]]:
    """What stands between commas outside brackets, each with its comma."""
    items: list[list[Word]] = [[]]
    depth = 0
    for word in line:
        items[-1].append(word)
        depth += (word.kind in OPENERS) - (word.kind in CLOSERS)
        if depth == 0 and word.kind in _COMMAS:
            items.append([])
    return [item for item in items if item]


def _at_commas(line: list[Word], indent: str, width: int) -> list[str] | None:
    items = _items(line)
    if len(items) == 1:
        return None
    return _fill(items, indent, indent + STEP, width)


def _fill(items: list[list[Word]], first: str, others: str, width: int) -> list[str]:
    """Items side by side, as many as fit on each line."""
    lines: list[str] = []
    current = first
    empty = True
    for item in items:
        text = flat(item)
        if not empty and len(current) + 1 + len(text) > width:
            lines.append(current)
            current, empty = others, True
        current += text if empty else " " + text
        empty = False
    return [*lines, current]


def padded(word: Word, gap: int) -> Word:
    """The word with so many blanks before it."""
    return replace(word, gap=" " * gap)
