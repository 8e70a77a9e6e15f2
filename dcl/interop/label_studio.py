"""A labelling configuration of Label Studio, so that annotators can choose only what the contract allows."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

from dcl.compile import Compiled
from dcl.interop.bounds import bounds_of, least
from dcl.interop.colours import colours
from dcl.interop.exported import Exported, LeftOut, NoExport
from dcl.interop.form import Choice, Form, Question, form_of
from dcl.interop.stated import split_rules
from dcl.tables.show import visible
from dcl.types import DATE, DATETIME, FLOAT, INT, TEXT

MANY = 12
"""With more choices than this a list to pick from takes the place of buttons."""

LONGEST_HINT = 500

_OBJECTS = {"image": "Image", "text": "Text", "audio": "Audio"}
_DRAWING = {"box": "RectangleLabels", "span": "Labels", "interval": "Labels"}
_not_xml = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_not_a_word = re.compile(r"\W+")


def export(contract: Compiled, table: str | None) -> Exported:
    """The configuration for one table."""
    assert table is not None
    form = form_of(contract, table)
    if form.shape is None and not form.questions:
        raise NoExport(f"`{visible(table)}` has no column that an annotator fills in; name another table")
    config = _Config(form)
    left_out, expressed = split_rules(contract, form, config.stated)
    ET.indent(config.root)
    text = ET.tostring(config.root, encoding="unicode") + "\n"
    return Exported(text, (*left_out, *config.left_out), expressed)


class _Config:
    """Builds the tree; `stated` are the kinds of rules that it keeps, by column."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.names: set[str] = set()
        self.stated: dict[str, frozenset[str]] = {}
        self.left_out: list[LeftOut] = []
        self.root = ET.Element("View")
        self.object = self._name(form.shown.name if form.shown else form.medium)
        self._object()
        if form.shape is not None:
            self._drawing(form.shape)
        asked = self.root
        if form.shape is not None and form.questions:
            asked = _child(self.root, "View", visibleWhen="region-selected")
        for question in form.questions:
            self._ask(asked, question)

    def _object(self) -> None:
        """What is looked at. Its data are in the field of the task that is called as the column is in the data."""
        field = self.form.shown.file_name if self.form.shown else self.form.medium
        variable = "$" + (_not_a_word.sub("_", field).strip("_") or self.form.medium)
        _child(self.root, _OBJECTS[self.form.medium], name=self.object, value=variable)

    def _drawing(self, shape: str) -> None:
        label = self.form.label
        if label is None and shape == "box":
            _child(self.root, "Rectangle", name=self._name("box"), toName=self.object)
            return
        column = self.form.table.name if label is None else label.column.name
        control = _child(self.root, _DRAWING[shape], name=self._name(column), toName=self.object)
        choices = (Choice(column, column),) if label is None else label.choices
        shades = colours(len(choices))
        for choice, shade in zip(choices, shades, strict=True):
            self._option(control, "Label", choice, column, background=shade)
        if label is not None:
            # Each shape has a label as soon as it is drawn.
            self.stated[label.column.name] = frozenset(("domain", "required", "type", "references"))

    def _ask(self, parent: ET.Element, question: Question) -> None:
        name = question.column.name
        description = question.column.decl.description
        title = name if description is None else f"{name}: {description.value}"
        _child(parent, "Header", value=_shown(title), size="5")
        tag, settings, kinds = _control(question)
        if self.form.shape is not None:
            settings["perRegion"] = "true"
        if not question.column.optional and not (question.several and least(question.column) == 0):
            settings["required"] = "true"
            settings["requiredMessage"] = f"Please fill in {_shown(name)}."
        if not question.column.optional:
            kinds |= {"required"}
        control = _child(parent, tag, name=self._name(name), toName=self.object, **settings)
        if question.choices and tag != "Rating":
            self._options(control, question)
        self.stated[name] = frozenset(kinds)

    def _options(self, control: ET.Element, question: Question) -> None:
        places: dict[str | None, ET.Element] = {None: control}
        for choice in question.choices:
            parent = places.get(choice.parent, control) if control.tag == "Taxonomy" else control
            made = self._option(parent, "Choice", choice, question.column.name)
            if made is not None:
                places[choice.name] = made

    def _option(self, control: ET.Element, tag: str, choice: Choice, column: str, **settings: str) -> ET.Element | None:
        if _not_xml.search(choice.spelling):
            why = f'"{visible(choice.spelling)}" holds a sign that XML cannot carry'
            self.left_out.append(LeftOut(f"{self.form.table.name}.{column}", why))
            return None
        name = _shown(choice.name)
        if choice.spelling != name:
            settings["alias"] = choice.spelling
        if choice.description:
            settings["hint"] = _shown(choice.description)
        return _child(control, tag, value=name, **settings)

    def _name(self, wanted: str) -> str:
        """The name of a tag: one of its own, of letters, digits and `_`."""
        base = _not_a_word.sub("_", wanted).strip("_") or "answer"
        name, number = base, 1
        while name in self.names:
            number += 1
            name = f"{base}_{number}"
        self.names.add(name)
        return name


def _control(question: Question) -> tuple[str, dict[str, str], set[str]]:
    """The tag that asks a question, its settings, and the kinds of rules that it keeps."""
    if question.choices:
        return _choosing(question)
    if question.type in (INT, FLOAT):
        return _number(question)
    if question.type in (DATE, DATETIME):
        return _date(question)
    assert question.type == TEXT
    return "TextArea", {"editable": "true"} | ({} if question.several else {"maxSubmissions": "1"}), {"type"}


def _choosing(question: Question) -> tuple[str, dict[str, str], set[str]]:
    kinds = {"domain", "type", "references"}
    if question.ordered and [choice.spelling for choice in question.choices] == _numbers(len(question.choices)):
        return "Rating", {"maxRating": str(len(question.choices))}, kinds
    if question.is_tree:
        single = {} if question.several else {"maxUsages": "1"}
        return "Taxonomy", {"showFullPath": "true"} | single, kinds | {"unique"}
    settings = {"choice": "multiple" if question.several else "single", "showInline": "true"}
    if len(question.choices) > MANY:
        settings["layout"] = "select"
    return "Choices", settings, kinds | {"unique"}


def _numbers(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


def _number(question: Question) -> tuple[str, dict[str, str], set[str]]:
    # Label Studio keeps to steps: with one of 1 it takes whole numbers alone, without one it takes any number.
    settings = {"step": "1"} if question.type == INT else {}
    bounds = bounds_of(question.column)
    if bounds is None:
        return "Number", settings, {"type"}
    if bounds.low is not None:
        settings["min"] = _plain(bounds.low)
    if bounds.high is not None:
        settings["max"] = _plain(bounds.high)
    return "Number", settings, {"type"} if bounds.low_open or bounds.high_open else {"type", "range"}


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _date(question: Question) -> tuple[str, dict[str, str], set[str]]:
    if question.type == DATETIME:
        return "DateTime", {"only": "date,time"}, {"type"}
    settings = {"only": "date"}
    bounds = bounds_of(question.column)
    if bounds is None:
        return "DateTime", settings, {"type"}
    ends = {"min": bounds.low, "max": bounds.high}
    settings |= {name: end.isoformat() for name, end in ends.items() if isinstance(end, date)}
    return "DateTime", settings, {"type"} if bounds.low_open or bounds.high_open else {"type", "range"}


def _child(parent: ET.Element, tag: str, **settings: str) -> ET.Element:
    return ET.SubElement(parent, tag, settings)


def _shown(text: str) -> str:
    """A text for people. Label Studio would replace what follows a `$` by data of the task, so another sign stands."""
    return visible(text, LONGEST_HINT).replace("$", "＄")
