"""YOLO: a folder with a text file of labels for each image, and a list of the classes.

Values are texts, as they stand in the files; the contract's types read them. The package ultralytics reads YOLO for
training: it needs PyTorch, and drops boxes that repeat or leave the image.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from dcl.diagnostics.codes_data import DCL605, DCL613, DCL618
from dcl.diagnostics.model import Diagnostic
from dcl.readers.contents import Record, Sheet, Sheets
from dcl.readers.files import count_of, named
from dcl.readers.text_lines import lines_of
from dcl.readers.yolo_classes import LISTS, YAMLS, Classes, is_class_list, read_classes
from dcl.tables.table import CellKind

KIND = CellKind.TEXT

PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".gif", ".heic", ".dng")
_NO_LABELS = ("train.txt", "val.txt", "valid.txt", "test.txt", "requirements.txt")
"""Text files that other programs put beside the labels."""

_BOX = ("cx", "cy", "w", "h")


def files_of(folder: Path) -> list[Path]:
    """The folder of a data set, its labels and class lists, and its pictures, which are never opened.

    Where there are folders named `labels`, only text files in them are labels.
    """
    found = sorted(_walk(folder))
    texts = [path for path in found if path.suffix.lower() == ".txt" and not is_class_list(path.name)]
    labels = [path for path in texts if "labels" in path.relative_to(folder.parent).parts[:-1]]
    labels = labels or [path for path in texts if not _is_note(path.name.lower())]
    others = [path for path in found if is_class_list(path.name) or path.suffix.lower() in PICTURES]
    return [folder, *labels, *others]


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root) / name for name in files if not name.startswith("."))


def _is_note(name: str) -> bool:
    return name in _NO_LABELS or name.startswith("readme")


def class_list_above(folder: Path) -> Path | None:
    """The class list beside or above a folder that holds only labels."""
    for above in (folder, folder.parent, folder.parent.parent):
        for name in (*YAMLS, *LISTS):
            if (above / name).is_file():
                return above / name
    return None


def parse(paths: Sequence[str]) -> tuple[Sheets, tuple[Diagnostic, ...]]:
    """The images, boxes, polygons and classes of a data set."""
    files = [Path(path) for path in paths]
    root = next((path for path in files if path.is_dir()), None)
    labels = {place: path for place, path in enumerate(files) if _holds_labels(path)}
    if not labels:
        message = f"{named(root or files[0])} holds no labels: no text file with one box a line"
        return {}, (Diagnostic(DCL605, message, help="name the folder that holds them"),)
    root = root or Path(os.path.commonpath([path.parent for path in labels.values()]))
    sheets = {
        "images": Sheet(usual=("image",), on_demand=frozenset({"picture", "labels"})),
        "boxes": Sheet(usual=("image", "position", "class", *_BOX, "confidence", "keypoints")),
        "polygons": Sheet(usual=("image", "position", "class", "points")),
    }
    classes, problems = _classes({place: path for place, path in enumerate(files) if is_class_list(path.name)}, sheets)
    _add_images(files, root, sheets["images"])
    for place, path in labels.items():
        problem = _read_labels(path, _image(path, root), classes, sheets, place)
        if problem:
            problems.append(problem)
    return sheets, tuple(problems)


def _holds_labels(path: Path) -> bool:
    return path.suffix.lower() == ".txt" and not is_class_list(path.name)


def _classes(lists: Mapping[int, Path], sheets: Sheets) -> tuple[Classes, list[Diagnostic]]:
    """Read the class lists, which must agree; without one there is no table of classes."""
    first: tuple[Path, Classes] | None = None
    for place, path in lists.items():
        classes, problem = read_classes(path)
        if problem:
            return classes, [problem]
        if first is None:
            first = path, classes
            sheets["classes"] = Sheet(usual=("id", "name"))
            for number, name in classes.names:
                sheets["classes"].add({"id": number, "name": name}, place)
        elif first[1].names != classes.names:
            message = f"{named(first[0])} and {named(path)} list different classes"
            return classes, [Diagnostic(DCL618, message, help="leave one list in the folder, the right one")]
    return first[1] if first else Classes(), []


def _image(path: Path, root: Path) -> str:
    """What ties labels to their picture: the path without its ending and without the folder that tells them apart."""
    parts = path.with_suffix("").relative_to(root).parts
    return "/".join([*(part for part in parts[:-1] if part not in ("labels", "images")), parts[-1]])


def _add_images(files: Sequence[Path], root: Path, sheet: Sheet) -> None:
    """Add each image once, by its labels or its picture; more often where several bear its name."""
    found: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for place, path in enumerate(files):
        kind = "labels" if _holds_labels(path) else "picture"
        if kind == "labels" or path.suffix.lower() in PICTURES:
            shown = path.relative_to(root).as_posix()
            found.setdefault(_image(path, root), {}).setdefault(kind, []).append((place, shown))
    for image, kinds in sorted(found.items()):
        pairs = zip_longest(kinds.get("labels", []), kinds.get("picture", []), fillvalue=None)
        for labels, picture in pairs:
            places = [pair[0] for pair in (labels, picture) if pair]
            record = {"image": image, "picture": picture and picture[1], "labels": labels and labels[1]}
            sheet.add(record, places[0])


def _read_labels(path: Path, image: str, classes: Classes, sheets: Sheets, origin: int) -> Diagnostic | None:
    lines, problem = lines_of(path, "YOLO labels")
    if problem:
        return problem
    position = 0
    for number, line in enumerate(lines, 1):
        fields = line.split()
        if not fields:
            continue
        position += 1
        found = _shape(fields, classes.keypoints)
        if found is None:
            return _ragged(path, number, len(fields))
        table, shape = found
        sheets[table].add({"image": image, "position": str(position), "class": fields[0], **shape}, origin)
    return None


def _shape(fields: Sequence[str], keypoints: int) -> tuple[str, Record] | None:
    """The table of a row and what it says of its shape, by how many numbers it has."""
    box: Record = dict(zip(_BOX, fields[1:5], strict=False))
    if len(fields) == 5:
        return "boxes", box
    if keypoints and len(fields) == 5 + keypoints:
        return "boxes", {**box, "keypoints": " ".join(fields[5:])}
    if len(fields) == 6:
        return "boxes", {**box, "confidence": fields[5]}
    if len(fields) >= 7 and len(fields) % 2:
        return "polygons", {"points": " ".join(fields[1:])}
    return None


def _ragged(path: Path, line: int, fields: int) -> Diagnostic:
    message = f"line {line:,} of {named(path)} has {count_of(fields, 'value')}, and no shape of YOLO has as many"
    help = "a box is `class cx cy w h`, parted by blanks; a polygon is `class x1 y1 x2 y2 x3 y3 …`"
    return Diagnostic(DCL613, message, help=help)
