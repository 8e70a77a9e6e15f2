"""COCO: one JSON object that holds lists of records: images, annotations, categories, and whatever else is listed.

pycocotools is not used: it indexes annotations by their id, so that an id used twice loses one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dcl.diagnostics.codes_data import DCL610, DCL619
from dcl.diagnostics.model import Diagnostic
from dcl.readers.contents import Record, Sheet, Sheets
from dcl.readers.files import named
from dcl.readers.json_parse import BadRecord, after_blanks, parse_value
from dcl.readers.json_records import guarded, json_text, kind_of, line_of, list_records, nothing_follows
from dcl.tables.show import visible
from dcl.tables.table import CellKind

KIND = CellKind.JSON

LISTS = ("images", "annotations", "categories")
"""What a file of COCO has at least one of, each a list of records."""


def parse(paths: Sequence[str]) -> tuple[Sheets, tuple[Diagnostic, ...]]:
    """Each list of records at the top of the files, and `info`, which is one record."""
    sheets: Sheets = {}
    problems: list[Diagnostic] = []
    for origin, name in enumerate(paths):
        text, problem = json_text(name, "json")
        problem = problem or _read_file(Path(name), text, sheets, origin)
        if problem:
            problems.append(problem)
    main_first = sorted(sheets, key=lambda name: name not in LISTS)
    return {name: sheets[name] for name in main_first}, tuple(problems)


def _read_file(path: Path, text: str, sheets: Sheets, origin: int) -> Diagnostic | None:
    start = after_blanks(text, 0)
    if text.startswith("[", start):
        message = f"{named(path)} holds a list of records, not COCO, which is one object of lists"
        return Diagnostic(DCL610, message, help="write `json:` before its path")
    members: dict[str, int] = {}
    problem = guarded(path, text, "json", lambda text: _members(text, start, members, sheets, origin))
    if problem:
        return problem
    for name in LISTS:
        if name in members and not text.startswith("[", members[name]):
            kind = kind_of(parse_value(text, members[name])[0])
            line = line_of(text, members[name])
            message = f"line {line:,} of {named(path)} holds {kind} where the list `{name}` should be"
            return Diagnostic(DCL619, message, help="mend the file, or have it written again")
    if not members.keys() & set(LISTS):
        there = ", ".join(f"`{visible(name)}`" for name in list(members)[:5])
        message = f"{named(path)} is not COCO: it has none of the lists `images`, `annotations`, `categories`"
        return Diagnostic(DCL610, message, help=f"it has {there}; write the format that it has before its path")
    return None


def _members(text: str, start: int, members: dict[str, int], sheets: Sheets, origin: int) -> None:
    """Read an object member by member, so that no more than a record is held twice; note where each value begins."""
    if not text.startswith("{", start):
        value, _ = parse_value(text, start)
        raise BadRecord(f"it holds {kind_of(value)} where an object should be", start)
    place = after_blanks(text, start + 1)
    while not text.startswith("}", place):
        name, end = parse_value(text, place)
        if not isinstance(name, str):
            raise BadRecord("the name of a list should stand there", place)
        if name in members:
            raise BadRecord(f"it has `{visible(name)}` twice", place, of_record=True)
        place = after_blanks(text, end)
        if not text.startswith(":", place):
            raise BadRecord(_lacking(text, place, "a colon"), place)
        place = after_blanks(text, place + 1)
        members[name] = place
        place = after_blanks(text, _member(text, name, place, sheets, origin))
        if text.startswith(",", place):
            place = after_blanks(text, place + 1)
        elif not text.startswith("}", place):
            raise BadRecord(_lacking(text, place, "a comma"), place)
    nothing_follows(text, place + 1, "its object")


def _lacking(text: str, place: int, what: str) -> str:
    return "it breaks off before its end" if place >= len(text) else f"{what} is missing there"


def _member(text: str, name: str, place: int, sheets: Sheets, origin: int) -> int:
    """Read one value into its table, if it is one; returns the place after it."""
    if text.startswith("[", place) and (name in LISTS or text[after_blanks(text, place + 1) :][:1] in "{]"):
        sheet = sheets.setdefault(name, Sheet())
        records = list_records(text, place)
        while True:
            try:
                record, _ = next(records)
            except StopIteration as stop:
                return int(stop.value)
            sheet.add(record, origin)
    value, end = parse_value(text, place)
    if name == "info" and isinstance(value, dict):
        info: Record = value
        sheets.setdefault(name, Sheet()).add(info, origin)
    return end
