"""The labels of a CVAT project, as its "Raw" label constructor takes them, for a table of boxes or of whole pictures.

Each label of the contract is a label of CVAT; the other columns that an annotator fills in are its attributes.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from dcl.compile import Compiled
from dcl.interop.bounds import bounds_of
from dcl.interop.colours import colours
from dcl.interop.exported import Exported, LeftOut, NoExport
from dcl.interop.form import Choice, Form, Question, form_of
from dcl.interop.stated import split_rules
from dcl.tables.show import visible
from dcl.types import BOOL, FLOAT, INT, TEXT

LONGEST_NAME = 64
LONGEST_DEFAULT = 128
FEW = 4
"""Up to so many choices are buttons, more are a list."""
MOST_LISTED = 20
"""Whole numbers of a range are choices up to so many."""
FINEST_STEP = "0.001"

_OWN = frozenset("occluded outside z_order rotation source group_id".split())
"""What CVAT says of every shape by itself, as a number or a yes or no."""


def export(contract: Compiled, table: str | None) -> Exported:
    """The labels for one table."""
    assert table is not None
    form = _without_own(form_of(contract, table))
    label = form.label or next((each for each in form.questions if each.choices and not each.several), None)
    if form.medium != "image" or (form.shape is None and label is None):
        raise NoExport(f"`{visible(table)}` holds no boxes and no labels of pictures, which is what CVAT draws")
    choices = (Choice(table, table),) if label is None else label.choices
    labels = _Labels(table, form, label)
    made = labels.labels(choices)
    if not made:
        raise NoExport(f"no label of `{visible(table)}` has a name that CVAT takes ({LONGEST_NAME} signs at most)")
    left_out, expressed = split_rules(contract, form, labels.stated)
    text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    return Exported(text, (*left_out, *labels.left_out), expressed)


def _without_own(form: Form) -> Form:
    passed = {
        each.column.name: "an attribute of CVAT holds one value, and this column a list"
        if each.several
        else "CVAT asks for it by itself"
        for each in form.questions
        if each.several or (each.column.file_name in _OWN and each.type in (INT, BOOL))
    }
    rest = tuple(each for each in form.questions if each.column.name not in passed)
    return replace(form, questions=rest, passed_over=(*form.passed_over, *passed.items()))


class _Labels:
    """Makes the labels; `stated` are the kinds of rules that they keep, by column."""

    def __init__(self, table: str, form: Form, label: Question | None) -> None:
        self.table = table
        self.type = "tag" if form.shape is None else "rectangle"
        self.stated: dict[str, frozenset[str]] = {}
        self.left_out: list[LeftOut] = []
        self.label = label
        if label is not None:
            self.stated[label.column.name] = frozenset(("domain", "required", "type", "references"))
        asked = [each for each in form.questions if each is not label]
        self.attributes = [found for each in asked if (found := self._attribute(each)) is not None]

    def labels(self, choices: tuple[Choice, ...]) -> list[dict[str, Any]]:
        """One for each choice, flat: CVAT has no tree of labels."""
        made: dict[str, dict[str, Any]] = {}
        for choice, colour in zip(choices, colours(len(choices)), strict=True):
            name = choice.spelling
            if not self._fits(name, self.label.column.name if self.label else "label") or name in made:
                continue
            made[name] = {"name": name, "color": colour, "type": self.type, "attributes": self.attributes}
        return list(made.values())

    def _fits(self, name: str, column: str) -> bool:
        if name == name.strip() and 0 < len(name) <= LONGEST_NAME and "\n" not in name:
            return True
        why = f'CVAT takes no name like "{visible(name)}": 1 to {LONGEST_NAME} signs, without blanks around'
        self.left_out.append(LeftOut(f"{self.table}.{column}", why))
        return False

    def _attribute(self, question: Question) -> dict[str, Any] | None:
        column = question.column
        if not self._fits(column.file_name, column.name):
            self.stated.setdefault(column.name, frozenset())
            return None
        kind, values, kinds = _input(question)
        default = values[0]
        if kind != "number" and column.optional and kind != "text":
            values, default = ["", *values], ""
        if any(value != value.strip() for value in values) or len(default) > LONGEST_DEFAULT:
            self._leave_out(column.name, "CVAT cuts blanks around a value, and takes none that is too long")
            return None
        self.stated[column.name] = frozenset(kinds)
        return {
            "name": column.file_name,
            "mutable": False,
            "input_type": kind,
            "default_value": default,
            "values": values,
        }

    def _leave_out(self, column: str, why: str) -> None:
        self.left_out.append(LeftOut(f"{self.table}.{column}", why))


def _input(question: Question) -> tuple[str, list[str], set[str]]:
    """How an attribute is filled in, its values, and the kinds of rules that this keeps."""
    kinds = {"domain", "type", "required", "references"}
    if question.type == BOOL and not question.column.optional:
        return "checkbox", ["false", "true"], kinds
    if question.choices:
        return _picked([choice.spelling for choice in question.choices], kinds)
    if question.type in (INT, FLOAT):
        return _number(question)
    return "text", [""], {"type"} if question.type == TEXT else set()


def _picked(values: list[str], kinds: set[str]) -> tuple[str, list[str], set[str]]:
    return "radio" if len(values) <= FEW else "select", values, kinds


def _number(question: Question) -> tuple[str, list[str], set[str]]:
    """A number needs both ends and a step; without them it is written as a text."""
    bounds = bounds_of(question.column)
    if bounds is None or bounds.low is None or bounds.high is None or bounds.low >= bounds.high:
        return "text", [""], set()
    if question.type == INT and bounds.high - bounds.low < MOST_LISTED:
        listed = [str(number) for number in range(int(bounds.low), int(bounds.high) + 1)]
        return _picked(listed, {"type", "range", "required"})
    if question.column.optional or (question.type == FLOAT and bounds.high - bounds.low < float(FINEST_STEP)):
        return "text", [""], set()
    exact = {"type", "required"} if bounds.low_open or bounds.high_open else {"type", "required", "range"}
    step = "1" if question.type == INT else FINEST_STEP
    return "number", [_plain(bounds.low), _plain(bounds.high), step], exact


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else format(number, "f").rstrip("0")
