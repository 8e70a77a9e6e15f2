"""Chats for fine-tuning: records with a list of messages, one record a line (or in one JSON list)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dcl.diagnostics.codes_data import DCL610, DCL620
from dcl.diagnostics.model import Diagnostic
from dcl.readers.contents import Record, Sheet, Sheets
from dcl.readers.files import named
from dcl.readers.json_parse import after_blanks
from dcl.readers.json_records import guarded, json_text, kind_of, line_of, line_records, only_list
from dcl.tables.table import CellKind

KIND = CellKind.JSON


def parse(paths: Sequence[str]) -> tuple[Sheets, tuple[Diagnostic, ...]]:
    """The chats of some files, numbered through all of them, and their messages."""
    sheets = {"chats": Sheet(), "messages": Sheet()}
    problems: list[Diagnostic] = []
    for origin, name in enumerate(paths):
        problem = _read_file(name, sheets, origin)
        if problem:
            problems.append(problem)
    return sheets, tuple(problems)


def _read_file(name: str, sheets: Sheets, origin: int) -> Diagnostic | None:
    path = Path(name)
    text, problem = json_text(name, "ndjson")
    if problem:
        return problem
    is_list = text.startswith("[", after_blanks(text, 0))
    found: list[tuple[Record, int]] = []
    read = only_list if is_list else line_records
    problem = guarded(path, text, "json" if is_list else "ndjson", lambda text: found.extend(read(text)))
    if problem:
        return problem
    if found and not any("messages" in record for record, _ in found):
        message = f"{named(path)} holds no chats: none of its records has `messages`"
        return Diagnostic(DCL610, message, help="write `ndjson:` before its path")
    for record, place in found:
        wrong = _add_chat(record, sheets, origin)
        if wrong:
            message = f"the record on line {line_of(text, place):,} of {named(path)} has {wrong}"
            help = 'messages are a list, such as `[{"role": "user", "content": "Hello"}]`'
            return Diagnostic(DCL620, message, help=help)
    return None


def _add_chat(record: Record, sheets: Sheets, origin: int) -> str | None:
    """Add a chat and its messages; says what else its messages are, if they are none."""
    chats = sheets["chats"]
    number = len(chats.records) + 1
    messages = record.get("messages")
    # A record without messages is a chat of no turns, which rules can fault.
    turns = [] if messages is None else messages
    if not isinstance(turns, list):
        return f"{kind_of(turns)} as `messages`"
    for place, turn in enumerate(turns, 1):
        if not isinstance(turn, dict):
            return f"{kind_of(turn)} as message {place}"
        sheets["messages"].add(with_places(turn, chat=number, position=place), origin)
    others = {key: value for key, value in record.items() if key != "messages"}
    chats.add(with_places(others, position=number), origin)
    return None


def with_places(record: Record, **places: object) -> Record:
    """A record with where it stands; a key of its own by such a name gets `_` in front."""
    own = {f"_{key}" if key in places else key: value for key, value in record.items()}
    return {**places, **own}
