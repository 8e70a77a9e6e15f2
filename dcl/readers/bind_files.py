"""The files that a path means: itself, those of a folder, or those that a glob matches; and their one format."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path, PurePath

from dcl.diagnostics.codes_data import DCL605, DCL607, DCL608, DCL624
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.binding import Binding
from dcl.readers.files import check_path, named
from dcl.readers.formats import FORMATS, LATER, belongs_to, format_of, is_url, later_format_of
from dcl.tables.show import visible

_SUPPORTED = ", ".join(f"`{name}:`" for name in FORMATS)

Found = tuple[tuple[str, ...], Diagnostic | None]


def bind_path(spec: TableSpec, path: str | Path) -> tuple[Binding | None, Diagnostic | None]:
    """Tie a table to a file, a folder, a glob or an address in a cloud, with or without a format in front."""
    prefix, bare = prefix_of(str(path))
    format, problem = declared_format(spec, prefix)
    if problem:
        return None, problem
    bare, part = part_of(bare, format)
    if is_url(bare):
        paths: tuple[str, ...] = (bare,)
    else:
        paths, problem = find_files(bare, format)
    if problem is None:
        format, problem = common_format(spec, bare, paths, format)
    return (Binding(spec.name, format, paths, bare, part=part), None) if format and not problem else (None, problem)


def prefix_of(path: str) -> tuple[str | None, str]:
    """The format in front of a path, and the path behind it."""
    name, sign, rest = path.partition(":")
    if sign and (name in FORMATS or name in LATER) and not rest.startswith("//"):
        return name, rest
    return None, path


def part_of(path: str, format: str | None) -> tuple[str, str | None]:
    """A path without the table that it names after `#`, and that table."""
    if format is None or not FORMATS[format].several or "#" not in path or _exists(Path(path)):
        return path, None
    bare, _, part = path.rpartition("#")
    return bare, part


def _is_part(path: str) -> bool:
    """Whether a path asks for a part of a file."""
    return "#" in path and not _exists(Path(path)) and _exists(Path(path.rpartition("#")[0]))


def _no_parts(path: str, format: str | None) -> Diagnostic:
    bare, _, part = path.rpartition("#")
    what = f"a {format} file" if format else "a file of its kind"
    message = f"{named(path)} asks for the table `{visible(part)}` in a file, but {what} holds only one table"
    return Diagnostic(DCL624, message, help=f"leave `#{visible(part)}` out, or write the right format: `coco:{bare}`")


def declared_format(spec: TableSpec, prefix: str | None) -> tuple[str | None, Diagnostic | None]:
    """The format that the prefix names, else the one that the contract does."""
    name = prefix or spec.format.name
    if name is None or name in FORMATS:
        return name, None
    return None, _not_yet(spec.name, name)


def _not_yet(table: str, format: str) -> Diagnostic:
    return Diagnostic(
        DCL608,
        f"the format `{visible(format)}` of `{visible(table)}` is not supported yet",
        help="save the data as CSV, Parquet or NDJSON",
    )


def find_files(path: str, format: str | None) -> Found:
    """The files that an argument means, sorted."""
    place = Path(path)
    if not path:
        return (), Diagnostic(DCL605, "an argument names no file", help="write a path after `=`")
    if not _exists(place) and any(sign in path for sign in "*?["):
        found, problem = matches(path, path)
        return (found, problem) if problem or format != "yolo" else (_with_classes(found), None)
    if _is_part(path):
        return (), _no_parts(path, format or format_of(path.rpartition("#")[0]))
    if problem := check_path(place):
        return (), problem
    if format == "yolo":
        return _yolo(place)
    return folder_files(place, format) if place.is_dir() else ((path,), None)


def _yolo(place: Path) -> Found:
    """A data set of YOLO: a folder, named itself or by its class list; or one file of labels."""
    from dcl.readers.yolo_classes import is_class_list

    if is_class_list(place.name):
        place = place.parent
    found, problem = folder_files(place, "yolo") if place.is_dir() else ((str(place),), None)
    return (found, problem) if problem else (_with_classes(found), None)


def _with_classes(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Files of YOLO with a class list; where there is none among them, one that lies above."""
    from dcl.readers.yolo import class_list_above
    from dcl.readers.yolo_classes import is_class_list

    if any(is_class_list(PurePath(path).name) for path in paths):
        return paths
    first = Path(paths[0])
    above = class_list_above(first if first.is_dir() else first.parent)
    return (*paths, str(above)) if above else paths


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def matches(pattern: str, shown: str, root: Path | None = None) -> Found:
    """The files that a glob matches, hidden ones left out."""
    # Path.glob would take hidden files, too.
    found = sorted(glob.glob(pattern, recursive=True, root_dir=root))  # noqa: PTH207
    paths = [str(root / name) if root else name for name in found]
    files = tuple(path for path in paths if not Path(path).is_dir())
    if files:
        return files, None
    message = f"no file matches {named(shown)}"
    return (), Diagnostic(DCL605, message, help="check the pattern and the folder it starts from")


def folder_files(folder: Path, format: str | None) -> Found:
    """The files of a folder in a format that dcl reads; those in folders below, and hidden ones, do not count."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        reason = visible((error.strerror or str(error)).lower())
        return (), Diagnostic(DCL605, f"the folder {named(folder)} cannot be read: {reason}", help="check its rights")
    if format == "yolo":
        from dcl.readers.yolo import files_of

        return tuple(str(path) for path in files_of(folder)), None
    files = [entry for entry in entries if entry.is_file()]
    known = [entry for entry in files if (belongs_to(entry.name, format) if format else format_of(entry.name))]
    known = known or (files if format else [])
    if not known:
        below = next((entry for entry in entries if entry.is_dir()), None)
        ending = (FORMATS[format].within or FORMATS[format].suffixes)[0] if format else ".csv"
        pattern = visible(str(folder / "**" / f"*{ending}"), 200)
        help = f"write a pattern, such as `{pattern}`" if below else "check the folder"
        return (), Diagnostic(DCL605, f"the folder {named(folder)} holds no file that dcl reads", help=help)
    return tuple(str(entry) for entry in known), None


def common_format(
    spec: TableSpec, shown: str, paths: Sequence[str], named_format: str | None
) -> tuple[str | None, Diagnostic | None]:
    """The one format of all files of a table."""
    if named_format:
        return named_format, None
    formats: dict[str, str] = {}
    for path in paths:
        format = format_of(path)
        if format is None:
            return None, _unknown_format(spec, path)
        formats.setdefault(format, path)
    if len(formats) > 1:
        several = " and ".join(f"{format} ({named(PurePath(path).name)})" for format, path in formats.items())
        message = f"{named(shown)} holds files of several formats: {several}"
        return None, Diagnostic(DCL605, message, help="choose one with a pattern, such as `data/*.csv`")
    return next(iter(formats)), None


def _unknown_format(spec: TableSpec, path: str) -> Diagnostic:
    if later := later_format_of(path):
        return _not_yet(spec.name, later)
    suffix = PurePath(path).suffix
    ending = f"`{visible(suffix)}`" if suffix else "no ending"
    likely = "voc" if suffix.lower() == ".xml" else "csv"
    return Diagnostic(
        DCL607,
        f"{named(path)} has {ending}, which does not say what is in it",
        help=f"write its format first: `{visible(spec.name)}={likely}:{visible(path, 200)}`; there are {_SUPPORTED}",
    )
