"""JSON for people: laid out, in its own letters, with every sign that cannot be seen written as a number."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_ROOM = 100
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def json_text(value: Any) -> str:
    """A value as JSON text that ends with a line end. A list of texts and numbers stands on one line where it can."""
    return _written(value, 0) + "\n"


def _written(value: Any, depth: int) -> str:
    if not isinstance(value, dict | list) or not value:
        return _plain(value)
    if isinstance(value, dict):
        lines = [f"{_plain(key)}: {_written(inner, depth + 1)}" for key, inner in value.items()]
        return _lines("{", lines, "}", depth)
    lines = [_written(inner, depth + 1) for inner in value]
    short = "[" + ", ".join(lines) + "]"
    flat = not any(isinstance(inner, dict | list) for inner in value)
    return short if flat and len(short) <= _ROOM else _lines("[", lines, "]", depth)


def _lines(start: str, lines: list[str], end: str, depth: int) -> str:
    margin = "  " * depth
    inside = ",\n".join(f"{margin}  {line}" for line in lines)
    return f"{start}\n{inside}\n{margin}{end}"


def _plain(value: Any) -> str:
    return _BEYOND_ASCII.sub(_seen, json.dumps(value, ensure_ascii=False))


def _seen(found: re.Match[str]) -> str:
    char = found.group()
    return json.dumps(char)[1:-1] if unicodedata.category(char) in _HIDDEN else char
