"""Texts of other tools to plain values, within bounds: a stranger may have written them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dcl.diagnostics.codes_import import DCL831, DCL832, DCL834
from dcl.diagnostics.model import Code
from dcl.readers.json_parse import DEEPEST, BadRecord, after_blanks, parse_value
from dcl.readers.xml_parse import BadXmlError, Element, parse_xml
from dcl.tables.show import visible

LARGEST = 5_000_000
"""In signs."""
MOST_VALUES = 500_000
"""In YAML, what its aliases stand for counted each time."""

_line_end = re.compile(r"\r\n?|\n")


class Refused(Exception):
    """Why a file becomes no contract: a code, a sentence that goes on after the name of the file, and help."""

    def __init__(self, code: type[Code], reason: str, help: str | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.help = help


def looks_like_json(text: str) -> bool:
    return text[after_blanks(text, 0) :][:1] in ("{", "[")


def json_or_yaml(text: str) -> Any:
    """The value that a text of JSON or YAML holds."""
    value = from_json(text) if looks_like_json(text) else from_yaml(text)
    for found in _texts(value):
        if not found.isascii() and any("\ud800" <= char <= "\udfff" for char in found):
            raise Refused(DCL831, f'holds half a character (a surrogate) in "{visible(found)}"', "remove it")
    return value


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value, keys included."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        elif isinstance(found, dict):
            waiting += (*found.keys(), *found.values())
        elif isinstance(found, list):
            waiting += found


def from_json(text: str) -> Any:
    """The value that a text of JSON holds."""
    try:
        value, end = parse_value(text, after_blanks(text, 0))
    except BadRecord as error:
        code = DCL832 if "nests" in error.reason else DCL831
        raise Refused(code, f"cannot be read: {visible(error.reason, 200)} {_place(text, error.offset)}") from None
    if after_blanks(text, end) < len(text):
        raise Refused(DCL831, f"goes on after its end {_place(text, end)}", "leave one JSON value in the file")
    return value


def _place(text: str, offset: int) -> str:
    return f"(line {len(_line_end.findall(text, 0, offset)) + 1:,})"


def from_yaml(text: str) -> Any:
    """The value that a text of YAML holds, in YAML's plain types alone."""
    try:
        import yaml
    except ImportError:
        help = "install it (`pip install 'dcl-lang[yaml]'`), or give the same as JSON"
        raise Refused(
            DCL834, "is YAML, which is read with the package PyYAML, and that is not installed", help
        ) from None
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _measure(yaml, text, loader)
        return yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are the safe ones
    except yaml.MarkedYAMLError as error:
        line = f" on line {error.problem_mark.line + 1:,}" if error.problem_mark else ""
        reason = visible(error.problem or "it is not YAML", 200)
        raise Refused(DCL831, f"cannot be read: {reason}{line}") from None
    except (yaml.YAMLError, ValueError, OverflowError):
        raise Refused(DCL831, "cannot be read: it is not YAML, or holds a value that is none") from None


def _measure(yaml: Any, text: str, loader: Any) -> None:
    """Refuse what nests too deep or grows too large when aliases are written out; nothing is built for that."""
    sizes: dict[str, int] = {}
    open_nodes: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_nodes.pop()
            if anchor is not None:
                sizes[anchor] = total - before
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise Refused(DCL832, f"uses `*{visible(event.anchor)}` inside itself or before it is there")
            total += sizes[event.anchor]
        elif isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, total))
        elif event.anchor is not None:
            sizes[event.anchor] = 1
        total += 1
        if len(open_nodes) > DEEPEST:
            raise Refused(DCL832, f"nests more than {DEEPEST} deep")
        if total > MOST_VALUES:
            raise Refused(DCL832, f"holds more than {MOST_VALUES:,} values when its aliases are written out")


def from_xml(text: str) -> Element:
    """The root of a text of XML."""
    try:
        return parse_xml(text.encode("utf-8", "replace"))
    except BadXmlError as error:
        code = DCL832 if error.of_record or "entity" in error.reason else DCL831
        raise Refused(code, f"cannot be read: {visible(error.reason, 200)} (line {error.line:,})") from None
