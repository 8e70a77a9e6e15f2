"""The one layout of a contract. Tokens are printed as they were written, comments stay where they belong, and the
result is parsed again and compared with the original before anyone sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dcl.diagnostics.model import Diagnostic, has_errors
from dcl.source import SourceFile
from dcl.syntax.findings import Findings
from dcl.syntax.layout import INFIX_RANGES, PREFIX_RANGES, STEP, WIDTH, Word, flat, lay_out, padded, spaced
from dcl.syntax.lines import join
from dcl.syntax.parse import parse
from dcl.syntax.scan import scan
from dcl.syntax.tokens import CLOSERS, COMPARISONS, END, NEWLINE, OPENERS, Token

# Longer names and types stand out of the columns of a table rather than widen them for all.
_WIDEST_NAME = 30
_WIDEST_TYPE = 16
_WIDEST_PART = 60

_TEXTS = frozenset({"STRING", "LONG_STRING"})
# After one of these a text belongs to the word, and is no description.
_TAKES_TEXT = COMPARISONS | INFIX_RANGES | PREFIX_RANGES | {"NAMED", "UNIT", "MISSING", "BY", "FORMAT", "_TEXT_COMMA"}

_empty_line = re.compile(r"\n[ \t\r]*\n")


@dataclass
class _Comment:
    text: str
    blank_before: bool


@dataclass
class _Item:
    """A statement: its words, its block if it has one, and what is remarked on it."""

    words: list[Word]
    blank_before: bool
    leading: list[_Comment]
    block: _Block | None = None
    trailing: str | None = None


@dataclass
class _Block:
    items: list[_Item] = field(default_factory=list)
    tail: list[_Comment] = field(default_factory=list)  # comments before its `}`
    opening: str | None = None  # the comment after its `{`
    one_line: bool = False


Line = tuple[str, str | None]
"""A printed line and the comment that closes it."""


def format_source(source: SourceFile) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text in the canonical layout, or None where the file has mistakes."""
    file, diagnostics = parse(source)
    if has_errors(diagnostics):
        return None, diagnostics
    text = _print(_Reader(source).read())
    printed, complaints = parse(SourceFile(source.path, text))
    assert not complaints, f"the layout of {source.path} does not parse: {complaints[0].message}\n{text}"
    assert printed == file, f"the layout of {source.path} says something else\n{text}"
    return text, diagnostics


class _Reader:
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

    def read(self) -> _Block:
        return self._block()

    def _block(self) -> _Block:
        block = _Block()
        while True:
            token = self.tokens[self.at]
            if token.kind == NEWLINE:
                self.at += 1
            elif token.kind == END or (token.block and token.kind == "RBRACE"):
                block.tail = self._comments_before(token.start)
                return block
            else:
                block.items.append(self._item())

    def _item(self) -> _Item:
        first = self.tokens[self.at]
        leading = self._comments_before(first.start)
        blank = self._blank_until(first.start)
        start = self.at
        while not self._ends_statement(self.tokens[self.at]):
            self.at += 1
        tokens = self.tokens[start : self.at]
        item = _Item(self._words(tokens), blank, leading)
        self.end = tokens[-1].end
        brace = self.tokens[self.at]
        if brace.kind == "LBRACE" and brace.block:
            item.block = self._enter(brace)
        item.trailing = self._comment_on_line()
        return item

    def _ends_statement(self, token: Token) -> bool:
        return token.block or token.kind in {NEWLINE, END}

    def _enter(self, brace: Token) -> _Block:
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

    def _comments_before(self, offset: int) -> list[_Comment]:
        found: list[_Comment] = []
        while self.comment < len(self.comments) and self.comments[self.comment].start < offset:
            blank = self._blank_until(self.comments[self.comment].start)
            found.append(_Comment(self._take(), blank))
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


def _print(file: _Block) -> str:
    lines: list[Line] = []
    previous: _Item | None = None
    for item in file.items:
        apart = previous is not None and (_is_block(previous) or _is_block(item))
        _print_item(item, "", lines, blank=apart or None)
        previous = item
    _print_tail(file.tail, "", lines)
    return "".join(line + "\n" for line in _align_comments(lines))


def _is_block(item: _Item) -> bool:
    return item.block is not None


def _print_item(item: _Item, indent: str, lines: list[Line], blank: bool | None = None) -> None:
    """`blank` says whether an empty line comes first; None leaves it to the author."""
    wanted = item.leading[0].blank_before if item.leading else item.blank_before
    if lines and (wanted if blank is None else blank) and not _opens(lines[-1]):
        lines.append(("", None))
    for position, comment in enumerate(item.leading):
        if position and comment.blank_before:
            lines.append(("", None))
        lines.append((indent + comment.text, None))
    if item.leading and item.blank_before:
        lines.append(("", None))
    _print_statement(item, indent, lines)


def _opens(line: Line) -> bool:
    return line[0].endswith("{")


def _print_statement(item: _Item, indent: str, lines: list[Line]) -> None:
    if item.block is None:
        for text, comments in lay_out(item.words, indent):
            lines.append((text, comments[0] if comments and comments[0] else None))
        if item.trailing:
            lines[-1] = (lines[-1][0], item.trailing)
        return
    one_line = _one_line(item, indent)
    if one_line is not None:
        lines.append((one_line, item.trailing))
        return
    for text, comments in lay_out(item.words, indent):
        lines.append((text, comments[0] if comments and comments[0] else None))
    lines[-1] = (lines[-1][0] + " {", item.block.opening)
    for inner in _aligned(item.block.items, item.words[0].kind):
        _print_item(inner, indent + STEP, lines)
    _print_tail(item.block.tail, indent + STEP, lines)
    lines.append((indent + "}", item.trailing))


def _print_tail(tail: list[_Comment], indent: str, lines: list[Line]) -> None:
    for comment in tail:
        if comment.blank_before and lines and not _opens(lines[-1]):
            lines.append(("", None))
        lines.append((indent + comment.text, None))


def _one_line(item: _Item, indent: str) -> str | None:
    """A block without items, or with one that its author put on the same line, if it fits there."""
    block = item.block
    assert block is not None
    if block.opening or block.tail or any(word.comments for word in item.words):
        return None
    head = indent + flat(item.words)
    if not block.items:
        return head + " {}"
    only = block.items[0]
    if not block.one_line or len(block.items) > 1 or only.block is not None:
        return None
    line = f"{head} {{ {flat(only.words)} }}"
    return line if len(line) <= WIDTH and "\n" not in line else None


def _aligned(items: list[_Item], keyword: str) -> list[_Item]:
    if keyword == "TABLE":
        return _align_columns(items)
    if keyword in {"CONTRACT", "RULE"}:
        return items
    return _align_labels(items)


def _align_columns(items: list[_Item]) -> list[_Item]:
    """Names below names, types below types, and what follows them."""
    columns = [item for item in items if len(item.words) > 1 and item.words[1].kind == "COLON"]
    names = [len(item.words[0].text) for item in columns if len(item.words[0].text) <= _WIDEST_NAME]
    types = [
        length
        for item in columns
        if type_end(item.words) < len(item.words)
        and (length := len(flat(item.words[2 : type_end(item.words)]))) <= _WIDEST_TYPE
    ]
    for item in columns:
        words = item.words
        after = type_end(words)
        if after < len(words):
            type_length = len(flat(words[2:after]))
            words[after] = padded(words[after], max(max(types, default=0) - type_length, 0) + 2)
        if words[-1].kind in _TEXTS and words[-2].kind not in _TAKES_TEXT and after < len(words) - 1:
            words[-1] = padded(words[-1], 2)
        words[1] = padded(words[1], max(max(names, default=0) - len(words[0].text), 0) + 1)
    return items


def type_end(words: list[Word]) -> int:
    """Where the type of a column ends that starts at its third word."""
    at = 2
    while at + 1 < len(words) and words[at].kind == "LIST" and words[at + 1].kind == "OF":
        at += 2
    if at + 1 < len(words) and words[at].kind == "ONE" and words[at + 1].kind == "OF":
        at += 2
    depth = 0
    while at < len(words):
        depth += (words[at].kind in OPENERS) - (words[at].kind in CLOSERS)
        at += 1
        if depth == 0:
            break
    return at + 1 if at < len(words) and words[at].kind == "OPTIONAL" else at


def _align_labels(items: list[_Item]) -> list[_Item]:
    """What is said of a label stands below what is said of the others."""
    told = [item.words for item in items if len(item.words) > 1 and item.words[0].kind not in _TEXTS]
    names = [len(words[0].text) for words in told if len(words[0].text) <= _WIDEST_NAME]
    first_parts = [len(flat(words[1 : _part_end(words)])) for words in told if _part_end(words) < len(words)]
    aligns = max(first_parts, default=0) <= _WIDEST_PART
    for words in told:
        end = _part_end(words)
        for index in range(end, len(words)):
            if _starts_part(words, index):
                words[index] = padded(words[index], 2)
        if end < len(words) and aligns:
            words[end] = padded(words[end], max(first_parts) - len(flat(words[1:end])) + 2)
        words[1] = padded(words[1], max(max(names, default=0) - len(words[0].text), 0) + 2)
    return items


def _starts_part(words: list[Word], index: int) -> bool:
    """Whether a description, `named`, `instead of` or `image` begins here."""
    if words[index].kind in _TEXTS:
        return words[index - 1].kind in _TEXTS
    return words[index].kind in {"INSTEAD", "IMAGE", "NAMED"}


def _part_end(words: list[Word]) -> int:
    """Where the first thing that is said of a label ends."""
    return next((index for index in range(2, len(words)) if _starts_part(words, index)), len(words))


def _align_comments(lines: list[Line]) -> list[str]:
    """Comments at the ends of neighbouring lines stand below each other."""
    result: list[str] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end][1] is not None and _indent(lines[end]) == _indent(lines[start]):
            end += 1
        column = max((len(text) for text, _ in lines[start:end]), default=0)
        for text, comment in lines[start:end]:
            result.append(f"{text.ljust(column)}  {comment}")
        if end == start:
            result.append(lines[end][0])
        start = max(end, start + 1)
    return result


def _indent(line: Line) -> int:
    return len(line[0]) - len(line[0].lstrip(" "))
