"""The formats that contracts are imported from: the one registry, and how a format is recognised.

A new format is one module with a function `read(text, name)`, which gives a draft or raises `Refused`, and one line
here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_import import DCL830, DCL832
from dcl.interop.draft import Draft
from dcl.interop.parsed import LARGEST, Refused, json_or_yaml
from dcl.tables.show import visible

Read = Callable[[str, str], Draft]
"""From the text of a file, and what to call what has no name in it, to a draft; raises Refused."""


@dataclass(frozen=True)
class ImportFormat:
    """A format of files. `module` holds its `read`, imported when it is asked for."""

    name: str
    summary: str
    module: str

    def read(self, text: str, name: str) -> Draft:
        """The draft of a contract; raises Refused."""
        function: Read = import_module(self.module).read
        return function(text, name)


IMPORTS: dict[str, ImportFormat] = {
    entry.name: entry
    for entry in (
        ImportFormat("json-schema", "JSON Schema", "dcl.interop.from_json_schema"),
        ImportFormat("odcs", "the Open Data Contract Standard", "dcl.interop.from_odcs"),
        ImportFormat("frictionless", "Frictionless", "dcl.interop.from_frictionless"),
        ImportFormat("label-studio", "a labelling configuration of Label Studio", "dcl.interop.from_label_studio"),
        ImportFormat("cvat", "the labels of a CVAT project", "dcl.interop.from_cvat"),
    )
}
"""Every format by its name."""


def read_draft(text: str, name: str, format: str | None, shown: str) -> tuple[Draft | None, str, list[Diagnostic]]:
    """The draft that a file gives, the format it was read as, and why there is none. `shown` is the file for people."""
    try:
        if len(text) > LARGEST:
            raise Refused(DCL832, f"is too large to describe data: the limit is {LARGEST:,} signs")
        found = format or recognised(text)
        return IMPORTS[found].read(text, name), found, []
    except Refused as error:
        message = f"`{visible(shown, 200)}` {error.reason}"
        return None, format or "", [Diagnostic(error.code, message, help=error.help)]


def recognised(text: str) -> str:
    """The format that a text has, by what stands in it; raises Refused."""
    if text.lstrip().startswith("<"):
        return "label-studio"
    value = json_or_yaml(text)
    for name, fits in _SIGNS.items():
        if fits(value):
            return name
    help = "name it, as in `--from json-schema`; formats are " + ", ".join(f"`{name}`" for name in IMPORTS)
    raise Refused(DCL830, "shows no sign of a format that can be imported", help)


def _is_odcs(value: Any) -> bool:
    return isinstance(value, dict) and (value.get("kind") == "DataContract" or {"apiVersion", "schema"} <= value.keys())


def _is_frictionless(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    schema = value.get("schema")
    return any(isinstance(each, list) for each in (value.get("resources"), value.get("fields"))) or (
        isinstance(schema, dict) and isinstance(schema.get("fields"), list)
    )


def _is_cvat(value: Any) -> bool:
    labels = value.get("labels") if isinstance(value, dict) else value
    return (
        isinstance(labels, list)
        and bool(labels)
        and all(isinstance(label, dict) and isinstance(label.get("name"), str) for label in labels)
        and any(label.keys() & {"attributes", "color", "type"} for label in labels)
    )


def _is_json_schema(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.keys() & {"$schema", "properties", "$ref", "$defs", "definitions"})


_SIGNS: dict[str, Callable[[Any], bool]] = {
    "odcs": _is_odcs,
    "frictionless": _is_frictionless,
    "cvat": _is_cvat,
    "json-schema": _is_json_schema,
}
