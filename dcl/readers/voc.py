"""Pascal VOC: a folder of XML files, one for each image.

Values are texts, as they stand in the file; the contract's types read them. Packages that read VOC (such as
pascal-voc) turn numbers into floats and pass over what they do not expect, so that nothing could check it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dcl.diagnostics.model import Diagnostic
from dcl.readers.contents import Record, Sheet, Sheets
from dcl.readers.xml_parse import BadXmlError, Element, bad_xml, read_xml
from dcl.tables.table import CellKind

KIND = CellKind.TEXT

_IMAGE = ("filename", "width", "height", "depth", "folder", "segmented", "path")
_BOX = ("xmin", "ymin", "xmax", "ymax")
_OBJECT = ("filename", "position", "name", "pose", "truncated", "difficult", "occluded", *_BOX)
_PART = ("filename", "object", "position", "name", *_BOX)
_FLAT = ("size", "bndbox")
"""Elements whose parts are columns of what holds them; the parts of others are columns such as `source/database`."""


def parse(paths: Sequence[str]) -> tuple[Sheets, tuple[Diagnostic, ...]]:
    """The images and objects of some files, and the parts of objects such as heads and hands."""
    sheets = {"images": Sheet(usual=_IMAGE), "objects": Sheet(usual=_OBJECT), "parts": Sheet(usual=_PART)}
    deeper: dict[str, set[str]] = {name: {"file"} for name in sheets}
    problems: list[Diagnostic] = []
    for origin, name in enumerate(paths):
        root, problem = read_xml(Path(name), "annotation", "Pascal VOC")
        try:
            for table, record in _records(root, Path(name).name) if root else ():
                sheets[table].add(record, origin)
                deeper[table].update(key for key in record if "/" in key)
        except BadXmlError as error:
            problem = bad_xml(Path(name), error)
        if problem:
            problems.append(problem)
    for table, names in deeper.items():
        sheets[table].on_demand = frozenset(names)
    return sheets, tuple(problems)


def _records(root: Element, file: str) -> Iterator[tuple[str, Record]]:
    image = _values(root, ("object",))
    filename = image.get("filename")
    yield "images", {"filename": filename, **image, "file": file}
    for place, found in enumerate(root.all("object"), 1):
        yield "objects", {"filename": filename, "position": str(place), **_values(found, ("part",)), "file": file}
        for number, part in enumerate(found.all("part"), 1):
            own = {"filename": filename, "object": str(place), "position": str(number)}
            yield "parts", {**own, **_values(part, ()), "file": file}


def _values(element: Element, tables: Sequence[str]) -> Record:
    """What stands in an element, those elements aside that have tables of their own."""
    values: Record = {}
    for child in element.children:
        if child.name in tables:
            continue
        inner = child.children or [child]
        for leaf in inner:
            name = leaf.name if leaf is child or child.name in _FLAT else f"{child.name}/{leaf.name}"
            if name not in values:
                values[name] = leaf.text or None
            elif "/" in name:
                # The corners of a polygon, say: a contract reads them as a list.
                values[name] = f"{values[name] or ''};{leaf.text}"
            else:
                raise BadXmlError(f"`<{element.name}>` has two values `{name}`", leaf.line, of_record=True)
    return values
