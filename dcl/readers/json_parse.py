"""JSON text to Python values, record by record, with the place of what is wrong.

The standard library's parser keeps whole numbers exact at any size and is the only one of those tried that can tell of
a key that stands twice in one record; faster parsers (orjson, msgspec) keep the last silently, and refuse NaN, which
pandas and Python's own writer put into files.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from dcl.tables.show import visible

DEEPEST = 100
"""How deep lists and objects may nest in a record."""

_BLANK = re.compile(r"[ \t\r\n]*")


class BadRecord(Exception):
    """Why a text cannot be read; `offset` is the place. `of_record`: it is JSON, but no record that can be used."""

    def __init__(self, reason: str, offset: int, of_record: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset
        self.of_record = of_record


class _KeyTwice(Exception):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are shared with all others, so that a million records hold each name once."""
    found = {sys.intern(key): value for key, value in pairs}
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _KeyTwice(next(key for key in keys if keys.count(key) > 1))
    return found


def _constant(name: str) -> float | None:
    return None if name == "NaN" else float(name)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


def after_blanks(text: str, place: int) -> int:
    """The place of the next sign that is no blank."""
    match = _BLANK.match(text, place)
    return match.end() if match else place


def parse_value(text: str, place: int) -> tuple[Any, int]:
    """The value that begins at a place and the place after it; raises BadRecord. NaN is missing, so it is None."""
    try:
        value, end = _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as error:
        raise BadRecord(_reason(text, error), error.pos) from None
    except _KeyTwice as error:
        raise BadRecord(f"a record has the key `{visible(str(error))}` twice", place, of_record=True) from None
    except RecursionError:
        raise BadRecord("a record nests too deep", place, of_record=True) from None
    except ValueError:
        raise BadRecord("a record holds a number of thousands of digits", place, of_record=True) from None
    if _opened(text, place, end) > DEEPEST and _depth(value) > DEEPEST:
        raise BadRecord(f"a record nests more than {DEEPEST} deep", place, of_record=True)
    return value, end


def _opened(text: str, place: int, end: int) -> int:
    return text.count("[", place, end) + text.count("{", place, end)


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        depth += 1
    return depth


def _reason(text: str, error: json.JSONDecodeError) -> str:
    if error.pos >= len(text.rstrip()):
        return "it breaks off in the middle of a record"
    words = error.msg[:1].lower() + error.msg[1:]
    return f"it is not JSON there ({words})"
