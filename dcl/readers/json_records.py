"""Records out of JSON text: from a list, or one a line, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

from dcl.diagnostics.codes_data import DCL608, DCL619, DCL620
from dcl.diagnostics.model import Diagnostic
from dcl.readers.files import foreign_content, named, read_bytes, read_head
from dcl.readers.formats import is_url
from dcl.readers.json_parse import BadRecord, after_blanks, parse_value
from dcl.readers.text_source import BOM, not_in_encoding
from dcl.tables.show import visible

Record = dict[str, Any]

_HALF_SIGN = re.compile(r"\\u[dD][89a-fA-F]")
_KINDS = {
    list: "a list",
    str: "a text",
    bool: "a truth value",
    int: "a number",
    float: "a number",
    type(None): "nothing",
}


class NoRecordError(Exception):
    """Something else stands where a record should be."""

    def __init__(self, value: Any, place: int) -> None:
        super().__init__(value)
        self.value = value
        self.place = place


def json_text(name: str, format: str) -> tuple[str, Diagnostic | None]:
    """All of a file of JSON, unpacked and decoded. A file of records by line may be empty."""
    if is_url(name):
        message = f"{named(name)} cannot be read: JSON is not read from a cloud yet"
        return "", Diagnostic(DCL608, message, help="copy the file here first")
    path = Path(name)
    head, problem = read_head(path)
    if problem or (not head and format == "ndjson"):
        return "", problem
    data, problem = read_bytes(path)
    if problem := problem or foreign_content(path, data[:512], "JSON"):
        return "", problem
    try:
        return data.removeprefix(BOM).decode(), None
    except UnicodeDecodeError as error:
        return "", not_in_encoding(path, data[: error.start].count(b"\n") + 1, "utf-8")


def guarded(path: Path, text: str, format: str, read: Callable[[str], None]) -> Diagnostic | None:
    """Read a text with `read`, and say what is wrong with it."""
    try:
        read(text)
        if _HALF_SIGN.search(text):
            _refuse_half_signs(text)
    except NoRecordError as error:
        return no_object(path, text, error.place, error.value)
    except BadRecord as error:
        return bad(path, text, error, format)
    return None


def list_records(text: str, place: int) -> Generator[tuple[Record, int], None, int]:
    """The elements of the list that begins at a place, each with its own; returns the place after the list."""
    if not text.startswith("[", place):
        raise BadRecord("no list", place)
    place = after_blanks(text, place + 1)
    if text.startswith("]", place):
        return place + 1
    while True:
        value, end = parse_value(text, place)
        yield _record(value, place), place
        place = after_blanks(text, end)
        if not text.startswith(",", place):
            break
        place = after_blanks(text, place + 1)
    if not text.startswith("]", place):
        ends = place >= len(text)
        raise BadRecord("it breaks off before its list is closed" if ends else "a comma is missing there", place)
    return place + 1


def only_list(text: str) -> Iterator[tuple[Record, int]]:
    """The elements of the one list in a text."""
    end = yield from list_records(text, after_blanks(text, 0))
    nothing_follows(text, end, "its list")


def line_records(text: str) -> Iterator[tuple[Record, int]]:
    """The records of a text with one a line."""
    start = 0
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        line = text[start:stop]
        if line and not line.isspace():
            try:
                yield _record(_only_value(line), start), start
            except BadRecord as error:
                raise BadRecord(error.reason, start + error.offset, error.of_record) from None
        start = stop + 1


def nothing_follows(text: str, place: int, what: str) -> None:
    """Raise BadRecord where something stands after what a text should hold alone."""
    rest = after_blanks(text, place)
    if rest < len(text):
        raise BadRecord(f"something follows after {what}", rest)


def _only_value(line: str) -> Any:
    value, end = parse_value(line, after_blanks(line, 0))
    nothing_follows(line, end, "its record")
    return value


def _record(value: Any, place: int) -> Record:
    if not isinstance(value, dict):
        raise NoRecordError(value, place)
    return value


def _refuse_half_signs(text: str) -> None:
    """A text with half a sign, as a cut-off emoji leaves it, cannot be written anywhere."""
    for match in re.finditer(r"(?:\\\\)*((?:\\u[0-9a-fA-F]{4})+)|\\.", text):
        if match[1]:
            units = re.findall(r"\\u([0-9a-fA-F]{4})", match[1])
            try:
                b"".join(int(unit, 16).to_bytes(2, "big") for unit in units).decode("utf-16-be")
            except UnicodeDecodeError:
                raise BadRecord("a text holds half a sign", match.start(1), of_record=True) from None


def line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def kind_of(value: Any) -> str:
    """`a list`, `a text`, `a record` …"""
    return _KINDS.get(type(value), "a record")


def no_object(path: Path, text: str, place: int, value: Any) -> Diagnostic:
    message = f"line {line_of(text, place):,} of {named(path)} holds {kind_of(value)} where a record should be"
    return Diagnostic(DCL620, message, help='a record is an object, such as `{"id": 1, "label": "car"}`')


def bad(path: Path, text: str, error: BadRecord, format: str) -> Diagnostic:
    """What a text of JSON does wrong, and on which line."""
    code = DCL620 if error.of_record else DCL619
    message = f"line {line_of(text, error.offset):,} of {named(path)} cannot be read: {visible(error.reason, 200)}"
    if format == "ndjson":
        return Diagnostic(
            code, message, help="write each record on a line of its own, or `json:` before a list of them"
        )
    return Diagnostic(code, message, help="mend the file, or have it written again")
