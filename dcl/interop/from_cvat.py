"""The labels of a CVAT project to a contract over the tables of `cvat:`, one for each kind of shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dcl.diagnostics.codes_import import DCL831, DCL833
from dcl.interop import spell
from dcl.interop.draft import Draft, DraftColumn, DraftTable, Names
from dcl.interop.facets import Facets
from dcl.interop.given import Given, said
from dcl.interop.parsed import Refused, json_or_yaml
from dcl.interop.values import LabelSets, Value, column

_TABLES = {
    "rectangle": "boxes",
    "polygon": "polygons",
    "polyline": "polylines",
    "points": "points",
    "ellipse": "ellipses",
    "mask": "masks",
    "cuboid": "cuboids",
    "skeleton": "skeletons",
    "tag": "tags",
}
_EDGES = {
    "boxes": (("xtl", "Left edge."), ("ytl", "Upper edge."), ("xbr", "Right edge."), ("ybr", "Lower edge.")),
    "ellipses": (("cx", "Middle."), ("cy", "Middle."), ("rx", "Half of the width."), ("ry", "Half of the height.")),
}
_POINTS = ("polygons", "polylines", "points")
_ROWS = {"boxes": "box", "ellipses": "ellipse", "masks": "mask", "points": "group of points", "tags": "tag"}
_SILENT = frozenset(("id", "color", "has_parent", "parent", "parent_id", "project_id", "task_id", "deleted"))


@dataclass
class _Attribute:
    """An attribute, as all the labels that have it see it."""

    name: str
    value: Value
    labels: set[str] = field(default_factory=set)
    lost: tuple[str, ...] = ()


def read(text: str, name: str) -> Draft:
    """The draft of a contract; raises Refused."""
    root = json_or_yaml(text)
    if isinstance(root, dict):
        root = root.get("labels", root.get("results"))
    if not isinstance(root, list):
        raise Refused(DCL831, "is no list of labels, as CVAT shows it under `Raw`")
    labels = [given for each in root if (given := Given(each)).text("name")]
    if not labels:
        raise Refused(DCL833, "lists no label with a name")
    return _draft(labels, name)


def _draft(labels: list[Given], name: str) -> Draft:
    names = Names.of_contract()
    sets = LabelSets(names)
    by_table: dict[str, list[Given]] = {}
    lost: list[str] = []
    for label in labels:
        kind = label.text("type") or "any"
        if kind not in _TABLES and kind != "any":
            lost.append(said("type", kind, f"label `{label.text('name')}`"))
            continue
        by_table.setdefault(_TABLES.get(kind, "boxes"), []).append(label)
        if kind == "any":
            lost.append(f"that `{label.text('name')}` is drawn in any shape: it stands for boxes")
    if not by_table:
        raise Refused(DCL833, "lists no label whose type is a shape or a tag")
    images = names.pick("images")
    tables = [_images(images)]
    tables += [_shapes(names.pick(table), table, images, found, sets) for table, found in by_table.items()]
    lost += (f"{what}, of label `{label.text('name')}`" for label in labels for what in label.lost(_SILENT))
    return Draft(spell.as_name(name, "imported"), labels=sets.drafts(), tables=tuple(tables), lost=tuple(lost))


def _images(name: str) -> DraftTable:
    columns = (
        DraftColumn("id", "int", modifiers=("key",), description="The picture."),
        DraftColumn("name", "text", description="Its file."),
        DraftColumn("width", "int", modifiers=(">= 1",), description="In pixels."),
        DraftColumn("height", "int", modifiers=(">= 1",), description="In pixels."),
    )
    return DraftTable(name, columns, "One row per picture.", ("format cvat",), open=True)


def _shapes(name: str, table: str, images: str, labels: list[Given], sets: LabelSets) -> DraftTable:
    spellings = [(label.text("name") or "", None) for label in labels]
    columns = [
        DraftColumn("image_id", "int", modifiers=(f"references {spell.name(images)}",), description="The picture."),
        DraftColumn("position", "int", modifiers=(">= 1",), description="Its place among those of the picture."),
        column("label", sets.of("label", spellings), "What it shows."),
    ]
    columns += [DraftColumn(edge, "float", description=told) for edge, told in _EDGES.get(table, ())]
    if table in _POINTS:
        columns.append(DraftColumn("points", "text", description="The corners: x,y;x,y."))
    taken = Names({each.name for each in columns})
    everywhere = {label for label, _ in spellings}
    for attribute in _attributes(labels):
        value = replace(attribute.value, optional=attribute.value.optional or attribute.labels != everywhere)
        own = taken.pick(attribute.name, "attribute")
        # The reader of `cvat:` gives an attribute the name of a column of the shapes with `attribute:` before it.
        spelling = f"attribute:{attribute.name}" if own != attribute.name or own in _OWN else attribute.name
        made = column(own, value, _whose(attribute, everywhere), spelling)
        columns.append(replace(made, lost=(*made.lost, *attribute.lost)))
    return DraftTable(name, tuple(columns), f"One row per {_ROWS.get(table, table.removesuffix('s'))}.", (), open=True)


_OWN = frozenset("source occluded z_order group_id rotation rle left top width height subset task_id".split())


def _whose(attribute: _Attribute, everywhere: set[str]) -> str | None:
    if attribute.labels == everywhere:
        return None
    return "Of " + ", ".join(sorted(attribute.labels)[:5]) + (" and others." if len(attribute.labels) > 5 else ".")


def _attributes(labels: list[Given]) -> Iterator[_Attribute]:
    """The attributes of all the labels, those of one name put together."""
    found: dict[str, _Attribute] = {}
    for label in labels:
        for given in label.records("attributes"):
            called = given.text("name")
            if called is None:
                continue
            value = _value(given)
            attribute = found.setdefault(called, _Attribute(called, value))
            attribute.labels.add(label.text("name") or "")
            attribute.lost = (*attribute.lost, *given.lost(_SILENT | {"mutable", "default_value"}))
            if attribute.value != value:
                attribute.value = _joined(attribute.value, value)
    yield from found.values()


def _joined(first: Value, second: Value) -> Value:
    """One attribute that two labels have in two ways."""
    choices, others = first.facets.choices, second.facets.choices
    optional = first.optional or second.optional
    if first.kind == second.kind and choices is not None and others is not None:
        lost = "that each label has choices of its own"
        return Value(first.kind, facets=Facets(choices=(*choices, *others)), optional=optional, lost=(lost,))
    return Value("text", optional=optional, lost=("that labels have this attribute in several ways",))


def _value(given: Given) -> Value:
    kind = (given.text("input_type") or "text").lower()
    values = [
        each for each in given.elements("values") if isinstance(each, str | int | float) and not isinstance(each, bool)
    ]
    texts = [str(each).strip() for each in values]
    if len(texts) == 1 and "\n" in texts[0]:
        texts = [each.strip() for each in texts[0].split("\n")]
    if kind == "checkbox":
        return Value("bool")
    if kind in ("select", "radio") and texts:
        return _chosen(texts)
    if kind == "number" and len(texts) == 3:
        return _number(texts)
    return Value("text", optional=True, lost=() if kind == "text" else (said("input_type", kind, "with these values"),))


def _chosen(texts: list[str]) -> Value:
    """An empty choice is how CVAT says that there is no value."""
    choices = tuple(dict.fromkeys(each for each in texts if each))
    if not choices:
        return Value("text", optional=True)
    whole = all(each.isascii() and each.isdigit() and str(int(each)) == each for each in choices if len(each) < 18)
    if whole and all(len(each) < 18 for each in choices):
        return Value("int", facets=_numbers([int(each) for each in choices]), optional="" in texts)
    return Value("text", facets=Facets(choices=choices), optional="" in texts)


def _numbers(choices: list[int]) -> Facets:
    low, high = min(choices), max(choices)
    if len(choices) == high - low + 1 and len(choices) > 1:
        return Facets(low, high)
    return Facets(choices=tuple(choices))


def _number(texts: list[str]) -> Value:
    """`values` are the smallest, the largest and the step."""
    try:
        low, high, step = (float(each) if len(each) < 40 else float("nan") for each in texts)
    except ValueError:
        return Value("float", lost=("its ends, which are no numbers",))
    ends = Given({"low": low, "high": high})
    if not (low <= high and step > 0):
        return Value("float", lost=(f"a range from {texts[0]} to {texts[1]}",))
    whole = step == int(step) if step < 1e15 else False
    lost = () if step in (1, 0.001) else (f"that it goes by steps of {texts[2]}",)
    kind = "int" if whole and low == int(low) else "float"
    return Value(kind, facets=Facets(ends.number("low"), ends.number("high")), lost=lost)
