"""The controls of a labelling configuration: what each asks, of what, and what may be answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dcl.interop.draft import DraftLabel, Names
from dcl.interop.facets import MOST_CHOICES, Facets
from dcl.interop.given import Given
from dcl.interop.values import Value
from dcl.readers.xml_parse import Element
from dcl.tables.show import visible

_CHOOSING = ("choices", "taxonomy")
_WRITING = ("number", "rating", "datetime", "textarea")
_DRAWING = ("rectangle", "ellipse", "keypoint", "polygon", "brush", "bitmask", "vector")
_MEDIA = {"text": "text", "audio": "audio", "audioplus": "audio", "image": "image", "video": "audio"}
_variable = re.compile(r"\$([A-Za-z_]\w*)")


@dataclass(frozen=True)
class Option:
    """A label or a choice, with those below it."""

    spelling: str
    name: str
    description: str | None = None
    below: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Control:
    """`kind` is the tag in small letters, which results have as their type; `medium` is what it is asked of."""

    name: str
    kind: str
    medium: str | None
    options: tuple[Option, ...] = ()
    several: bool = False
    required: bool = False
    value: Value | None = None

    @property
    def listed(self) -> str:
        """The column that lists what was chosen."""
        return "choices" if self.kind == "choices" else "labels"

    def labels(self) -> tuple[DraftLabel, ...]:
        """The options as the labels of a set."""
        return tuple(_labels(self.options, Names()))


def joined(controls: Iterable[Control]) -> tuple[DraftLabel, ...]:
    """One label set with the options of several controls; what has one spelling is one label."""
    options: dict[str, Option] = {}
    for control in controls:
        for option in control.options:
            options.setdefault(option.spelling, option)
    return tuple(_labels(tuple(options.values()), Names()))


def _labels(options: tuple[Option, ...], names: Names) -> Iterator[DraftLabel]:
    for option in options:
        name = names.pick(option.name, "label")
        yield DraftLabel(name, option.spelling, option.description, children=tuple(_labels(option.below, names)))


@dataclass
class Controls:
    """All controls of a configuration; `shown` are the fields of the task that it shows."""

    found: list[Control] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def read_controls(root: Element) -> Controls:
    """The controls in the order of the configuration."""
    controls = Controls()
    media: dict[str, str] = {}
    elements = list(_walk(root, False))
    for element, _ in elements:
        found = _variable.fullmatch(element.attributes.get("value", ""))
        if element.attributes.get("name") and "toName" not in element.attributes:
            media[element.attributes["name"]] = _MEDIA.get(element.name.lower(), element.name.lower())
            if found and found[1] not in controls.shown:
                controls.shown.append(found[1])
    names: set[str] = set()
    for element, hidden in elements:
        if "toName" in element.attributes and (name := element.attributes.get("name")):
            if name in names:
                controls.lost.append(f"a second control `{visible(name)}`")
                continue
            names.add(name)
            control = _control(element, name, media, hidden, controls.lost)
            if control is not None:
                controls.found.append(control)
    return controls


def _walk(element: Element, hidden: bool) -> Iterator[tuple[Element, bool]]:
    """All elements, each with whether it is shown only sometimes; the reader of XML keeps them from nesting deep."""
    hidden = hidden or any(key.startswith(("visibleWhen", "when")) for key in element.attributes)
    yield element, hidden
    for child in element.children:
        yield from _walk(child, hidden)


def _control(element: Element, name: str, media: dict[str, str], hidden: bool, lost: list[str]) -> Control | None:
    kind = element.name.lower()
    medium = media.get(element.attributes["toName"].split(",")[0])
    required = element.attributes.get("required") == "true"
    if required and (hidden or element.attributes.get("perRegion") == "true"):
        lost.append(f"that `{visible(name)}` is required: it is asked only sometimes, or of each shape")
        required = False
    if kind in _WRITING:
        return Control(name, kind, medium, required=required, value=_value(element, kind))
    if kind in _DRAWING:
        return Control(name, kind, medium, required=required)
    if kind not in _CHOOSING and not kind.endswith("labels"):
        lost.append(f"`<{visible(element.name)}>` `{visible(name)}`: there is no column for its answers")
        return None
    spellings: set[str] = set()
    options = tuple(_options(element, spellings, lost))
    if not options:
        lost.append(f"the choices of `{visible(name)}`, which come from each task or are none")
        return None
    if len(spellings) > MOST_CHOICES:
        lost.append(f"the {len(spellings):,} choices of `{visible(name)}`, which are too many to list")
        return None
    several = element.attributes.get("choice") == "multiple"
    return Control(name, kind, medium, options, several, required)


def _options(element: Element, spellings: set[str], lost: list[str]) -> Iterator[Option]:
    for child in element.children:
        if child.name not in ("Label", "Choice"):
            # Choices may be put into a `<View>` for their looks.
            yield from _options(child, spellings, lost)
            continue
        name = child.attributes.get("value") or child.text
        spelling = child.attributes.get("alias") or name
        below = tuple(_options(child, spellings, lost))
        if not spelling or name.startswith("$"):
            lost.append(f"a choice that comes from each task: `{visible(name)}`")
            continue
        if spelling in spellings:
            lost.append(f'the choice "{visible(spelling)}", which stands twice')
            yield from below
            continue
        spellings.add(spelling)
        yield Option(spelling, name, child.attributes.get("hint") or None, below)


def _value(element: Element, kind: str) -> Value:
    if kind == "rating":
        most = _number(element, "maxRating")
        return Value("int", facets=Facets(1, int(most) if most and most >= 1 else 5))
    if kind != "number":
        return Value("text")
    low, high = _number(element, "min"), _number(element, "max")
    whole = _number(element, "step") == 1 and isinstance(low or 0, int)
    return Value("int" if whole else "float", facets=Facets(low, high))


def _number(element: Element, attribute: str) -> int | float | None:
    try:
        written = element.attributes.get(attribute, "")
        return Given({"number": float(written) if len(written) < 40 else None}).number("number")
    except ValueError:
        return None
