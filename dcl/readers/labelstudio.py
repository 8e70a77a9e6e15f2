"""Label Studio: the JSON export (tasks with all their annotations) and JSON-MIN (one flat record for each annotation).

label-studio-sdk is not used: it is a client of the server, with dozens of dependencies, and its converters pass over
what they do not expect.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dcl.diagnostics.codes_data import DCL610, DCL620
from dcl.diagnostics.model import Diagnostic
from dcl.readers.chat import with_places
from dcl.readers.contents import Record, Sheet, Sheets
from dcl.readers.files import named
from dcl.readers.json_parse import after_blanks
from dcl.readers.json_records import guarded, json_text, kind_of, line_of, only_list
from dcl.tables.table import CellKind

KIND = CellKind.JSON

_KINDS = {"annotations": ("annotation", "results"), "predictions": ("prediction", "prediction_results")}
"""The lists of a task, what one of them is called, and the table of what each holds."""


class _ShapeError(Exception):
    """A record is not what Label Studio writes; says what it has."""


def parse(paths: Sequence[str]) -> tuple[Sheets, tuple[Diagnostic, ...]]:
    """The tasks of some files, their annotations and predictions, and each single result in these."""
    names = ("tasks", "annotations", "results", "predictions", "prediction_results")
    sheets: Sheets = {name: Sheet() for name in names}
    problems: list[Diagnostic] = []
    flat: dict[bool, str] = {}
    for origin, name in enumerate(paths):
        problem = _read_file(name, sheets, origin, flat)
        if problem:
            problems.append(problem)
    return ({"tasks": sheets["tasks"]} if True in flat else sheets), tuple(problems)


def _read_file(name: str, sheets: Sheets, origin: int, flat: dict[bool, str]) -> Diagnostic | None:
    """Read one file; `flat` knows the first file of each kind of export."""
    path = Path(name)
    text, problem = json_text(name, "json")
    if problem:
        return problem
    if text.startswith("{", after_blanks(text, 0)):
        message = f"{named(path)} holds one object, not the list of tasks that Label Studio exports"
        return Diagnostic(DCL610, message, help="export the project as JSON or JSON-MIN")
    found: list[tuple[Record, int]] = []
    problem = guarded(path, text, "json", lambda text: found.extend(only_list(text)))
    if problem or not found:
        return problem
    is_flat = not any(isinstance(record.get("data"), dict) for record, _ in found)
    flat.setdefault(is_flat, name)
    if len(flat) > 1:
        message = f"{named(flat[True])} is JSON-MIN of Label Studio and {named(flat[False])} its JSON"
        return Diagnostic(DCL610, message, help="export all of them the same way")
    for record, place in found:
        try:
            _add_task(record, sheets, origin, is_flat)
        except _ShapeError as error:
            message = f"the task on line {line_of(text, place):,} of {named(path)} has {error}"
            return Diagnostic(DCL620, message, help="export the project again as JSON")
    return None


def _add_task(task: Record, sheets: Sheets, origin: int, is_flat: bool) -> None:
    if is_flat:
        sheets["tasks"].add(task, origin)
        return
    sheets["tasks"].add({key: value for key, value in task.items() if key not in _KINDS}, origin)
    for kind, (name, table) in _KINDS.items():
        for place, labelled in enumerate(_list_of(task, kind), 1):
            own = {key: value for key, value in labelled.items() if key not in ("result", "task")}
            sheets[kind].add(with_places(own, task=task.get("id"), position=place), origin)
            for number, result in enumerate(_list_of(labelled, "result"), 1):
                places = {"task": task.get("id"), name: labelled.get("id"), "position": number}
                sheets[table].add(with_places(_flat_result(result), **places), origin)


def _list_of(record: Record, key: str) -> list[Record]:
    found = record.get(key)
    if found is None:
        return []
    if not isinstance(found, list):
        raise _ShapeError(f"{kind_of(found)} as `{key}`, where a list should be")
    for element in found:
        if not isinstance(element, dict):
            raise _ShapeError(f"{kind_of(element)} in `{key}`, where a record should be")
    return found


def _flat_result(result: Record) -> Record:
    """A result with what its `value` holds beside it, labels of all types in `labels`, a single one also in `label`."""
    value: Any = result.get("value")
    if not isinstance(value, dict):
        return result
    type_ = result.get("type")
    flat = {key: inner for key, inner in result.items() if key != "value"}
    for key, inner in value.items():
        if key == type_ and key.endswith("labels"):
            flat["labels"] = inner
        else:
            flat[f"value.{key}" if key in flat else key] = inner
    labels = flat.get("labels", flat.get("choices"))
    if isinstance(labels, list) and len(labels) == 1:
        flat["label"] = labels[0]
    return flat
