"""The class list of a YOLO data set: `data.yaml` of Ultralytics, `classes.txt` of labelling tools, or `obj.names`.

YAML is read by PyYAML, in the plain types alone, without aliases, which could make a small file grow without bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dcl.diagnostics.codes_data import DCL619, DCL620, DCL627
from dcl.diagnostics.model import Diagnostic
from dcl.readers.files import named
from dcl.readers.text_lines import lines_of
from dcl.tables.show import visible

LISTS = ("classes.txt", "obj.names", "_darknet.labels", "predefined_classes.txt")
YAMLS = ("data.yaml", "data.yml", "dataset.yaml", "dataset.yml")
_LARGEST = 1 << 20


@dataclass(frozen=True)
class Classes:
    """`names` are pairs of what the labels call a class and its name; `keypoints` is how many numbers end each box."""

    names: tuple[tuple[str, str], ...] = ()
    keypoints: int = 0


def is_class_list(name: str) -> bool:
    return name.lower() in LISTS + YAMLS or name.lower().endswith(".names")


def read_classes(path: Path) -> tuple[Classes, Diagnostic | None]:
    """The classes in their order, which is their number from 0."""
    lines, problem = lines_of(path, "a list of classes")
    if problem:
        return Classes(), problem
    if path.suffix.lower() in (".yaml", ".yml"):
        return _from_yaml(path, "\n".join(lines))
    while lines and not lines[-1].strip():
        lines.pop()
    return Classes(tuple((str(place), line.strip()) for place, line in enumerate(lines))), None


def _from_yaml(path: Path, text: str) -> tuple[Classes, Diagnostic | None]:
    try:
        import yaml
    except ImportError:
        message = f"{named(path)} is YAML, which is read with the package PyYAML, and that is not installed"
        help = "install it (`pip install 'dcl-lang[yolo]'`), or put the class names into a `classes.txt`, one a line"
        return Classes(), Diagnostic(DCL627, message, help=help)
    if len(text) > _LARGEST:
        return Classes(), _bad(path, "it is too large for a list of classes")
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            return Classes(), _bad(path, "it uses aliases (`*name`)")
        found = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Classes(), _bad(path, f"{error.problem or 'it is not YAML'} on line {line:,}")
    except (yaml.YAMLError, RecursionError, ValueError):
        return Classes(), _bad(path, "it is not YAML that can be read")
    return _named(path, found)


def _named(path: Path, found: Any) -> tuple[Classes, Diagnostic | None]:
    names = found.get("names") if isinstance(found, dict) else None
    if isinstance(names, list):
        names = dict(enumerate(names))
    if not isinstance(names, dict) or any(isinstance(part, dict | list) for pair in names.items() for part in pair):
        message = f"{named(path)} lists no classes: it has no `names`"
        help = "write them as in `names: [car, truck]`"
        return Classes(), Diagnostic(DCL620, message, help=help)
    pairs = tuple((str(number), str(name)) for number, name in names.items())
    return Classes(pairs, _keypoints(found.get("kpt_shape"))), None


def _keypoints(shape: Any) -> int:
    if isinstance(shape, list) and len(shape) == 2 and all(isinstance(part, int) for part in shape):
        return int(shape[0] * shape[1])
    return 0


def _bad(path: Path, why: str) -> Diagnostic:
    return Diagnostic(DCL619, f"{named(path)} cannot be read: {visible(why, 200)}", help="mend the file")
