"""CVAT for images 1.1: one XML file with the images of a task or a project, and the shapes drawn on them.

Values are texts, as they stand in the file; the contract's types read them. CVAT's own packages talk to a server, and
no light maintained one reads its files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from dcl.diagnostics.codes_data import DCL610
from dcl.diagnostics.model import Diagnostic
from dcl.readers.contents import Record, Sheet, Sheets
from dcl.readers.files import named
from dcl.readers.xml_parse import BadXmlError, Element, bad_xml, read_xml
from dcl.tables.table import CellKind

KIND = CellKind.TEXT

_SHAPE = ("image_id", "position", "label", "source", "occluded", "z_order", "group_id")
_POINTS = (*_SHAPE, "points")
_SHEETS = {
    "images": ("id", "name", "width", "height", "subset", "task_id"),
    "boxes": (*_SHAPE, "xtl", "ytl", "xbr", "ybr", "rotation"),
    "polygons": _POINTS,
    "polylines": _POINTS,
    "points": _POINTS,
    "ellipses": (*_SHAPE, "cx", "cy", "rx", "ry", "rotation"),
    "masks": (*_SHAPE, "rle", "left", "top", "width", "height"),
    "cuboids": _SHAPE,
    "skeletons": _SHAPE,
    "skeleton_points": ("image_id", "skeleton", "position", "label", "points", "outside", "occluded"),
    "tags": ("image_id", "position", "label", "source"),
    "labels": ("name", "color", "type"),
}
_TABLES = {
    "box": "boxes",
    "polygon": "polygons",
    "polyline": "polylines",
    "points": "points",
    "ellipse": "ellipses",
    "mask": "masks",
    "cuboid": "cuboids",
    "skeleton": "skeletons",
    "tag": "tags",
}


def parse(paths: Sequence[str]) -> tuple[Sheets, tuple[Diagnostic, ...]]:
    """The images, labels and shapes of some files; an attribute of a shape is a column."""
    sheets = {name: Sheet(usual=columns) for name, columns in _SHEETS.items()}
    attributes: dict[str, None] = {}
    problems: list[Diagnostic] = []
    for origin, name in enumerate(paths):
        root, problem = read_xml(Path(name), "annotations", "CVAT for images")
        problem = problem or (_video(name) if root and root.child("track") else None)
        try:
            for table, record in _records(root) if root and not problem else ():
                sheets[table].add(record, origin)
        except BadXmlError as error:
            problem = bad_xml(Path(name), error)
        if problem:
            problems.append(problem)
        elif root:
            attributes.update(dict.fromkeys(_declared_attributes(root)))
    for table in _TABLES.values():
        # A shape's attributes that no shape has yet are columns all the same, once the task declares them.
        sheets[table].usual += tuple(_column(attribute, table) for attribute in attributes)
    return sheets, tuple(problems)


def _video(name: str) -> Diagnostic:
    message = f"{named(name)} holds tracks of a video (CVAT for video), not images"
    return Diagnostic(DCL610, message, help="export the task again as `CVAT for images 1.1`")


def _records(root: Element) -> Iterator[tuple[str, Record]]:
    for label in _labels(root):
        yield "labels", {child.name: child.text or None for child in label.children if not child.children}
    for image in root.all("image"):
        yield "images", dict(image.attributes)
        places = dict.fromkeys(_TABLES, 0)
        for shape in image.children:
            if shape.name not in _TABLES:
                raise BadXmlError(f"`<{shape.name}>` is no shape of CVAT", shape.line, of_record=True)
            places[shape.name] += 1
            yield from _shape(shape, image.attributes.get("id"), str(places[shape.name]))


def _shape(shape: Element, image: str | None, place: str) -> Iterator[tuple[str, Record]]:
    table = _TABLES[shape.name]
    yield table, {"image_id": image, "position": place, **shape.attributes, **_attributes(shape, table)}
    number = 0
    for point in shape.children:
        if point.name != "attribute":
            number += 1
            own = {"image_id": image, "skeleton": place, "position": str(number)}
            yield "skeleton_points", {**own, **point.attributes, **_attributes(point, "skeleton_points")}


def _attributes(shape: Element, table: str) -> Record:
    values: Record = {}
    for attribute in shape.all("attribute"):
        name = _column(attribute.attributes.get("name", ""), table, shape.attributes)
        if name in values:
            raise BadXmlError(f"a shape has two attributes `{name}`", attribute.line, of_record=True)
        values[name] = attribute.text or None
    return values


def _column(attribute: str, table: str, own: Collection[str] = ()) -> str:
    """The column of an attribute: its name, unless the shapes have a column of that name themselves."""
    return f"attribute:{attribute}" if attribute in _SHEETS[table] or attribute in own else attribute


def _labels(root: Element) -> Iterator[Element]:
    """The labels that the task, project or job declares."""
    for meta in root.all("meta"):
        for owner in meta.children:
            for labels in owner.all("labels"):
                yield from labels.all("label")


def _declared_attributes(root: Element) -> Iterator[str]:
    for label in _labels(root):
        for attributes in label.all("attributes"):
            for attribute in attributes.all("attribute"):
                if name := attribute.child("name"):
                    yield name.text
