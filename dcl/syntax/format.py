"""The one layout of a contract. Tokens are printed as they were written, comments stay where they belong, and the
result is parsed again and compared with the original before anyone sees it."""

from __future__ import annotations

from dcl.diagnostics.model import Diagnostic, has_errors
from dcl.source import SourceFile
from dcl.syntax.align import align, align_alone
from dcl.syntax.blocks import Block, Comment, Item, Reader
from dcl.syntax.layout import STEP, WIDTH, flat, lay_out
from dcl.syntax.parse import parse

Line = tuple[str, str | None]
"""A printed line and the comment that closes it."""


def format_source(source: SourceFile) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text in the canonical layout, or None where the file has mistakes."""
    file, diagnostics = parse(source)
    if has_errors(diagnostics):
        return None, diagnostics
    text = _print(Reader(source).read())
    printed, complaints = parse(SourceFile(source.path, text))
    assert not complaints, f"the layout of {source.path} does not parse: {complaints[0].message}\n{text}"
    assert printed == file, f"the layout of {source.path} says something else\n{text}"
    return text, diagnostics


def _print(file: Block) -> str:
    lines: list[Line] = []
    previous: Item | None = None
    for item in file.items:
        align_alone(item)
        apart = previous is not None and (_is_block(previous) or _is_block(item))
        _print_item(item, "", lines, blank=apart or None)
        previous = item
    _print_tail(file.tail, "", lines)
    return "".join(line + "\n" for line in _align_comments(lines))


def _is_block(item: Item) -> bool:
    return item.block is not None


def _print_item(item: Item, indent: str, lines: list[Line], blank: bool | None = None) -> None:
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


def _print_statement(item: Item, indent: str, lines: list[Line]) -> None:
    if item.block is None:
        _print_words(item, indent, lines)
        lines[-1] = (lines[-1][0], item.trailing or lines[-1][1])
        return
    one_line = _one_line(item, indent)
    if one_line is not None:
        lines.append((one_line, item.trailing))
        return
    _print_words(item, indent, lines)
    lines[-1] = (lines[-1][0] + " {", item.block.opening)
    align(item.block.items, item.words[0].kind, indent + STEP)
    for inner in item.block.items:
        _print_item(inner, indent + STEP, lines)
    _print_tail(item.block.tail, indent + STEP, lines)
    lines.append((indent + "}", item.trailing))


def _print_words(item: Item, indent: str, lines: list[Line]) -> None:
    for text, comments in lay_out(item.words, indent):
        lines.append((text, comments[0] if comments and comments[0] else None))
    lines += [(indent + " " * item.depth + flat(line), None) for line in item.translations]


def _print_tail(tail: list[Comment], indent: str, lines: list[Line]) -> None:
    for comment in tail:
        if comment.blank_before and lines and not _opens(lines[-1]):
            lines.append(("", None))
        lines.append((indent + comment.text, None))


def _one_line(item: Item, indent: str) -> str | None:
    """A block without items, or with one that its author put on the same line, if it fits there."""
    block = item.block
    assert block is not None
    if block.opening or block.tail or item.translations or any(word.comments for word in item.words):
        return None
    head = indent + flat(item.words)
    if not block.items:
        return head + " {}"
    only = block.items[0]
    if not block.one_line or len(block.items) > 1 or only.block is not None:
        return None
    line = f"{head} {{ {flat(only.words)} }}"
    return line if len(line) <= WIDTH and "\n" not in line else None


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
