"""The formats that dcl reads, and how the name of a file tells them apart.

A new format is a module in this folder with a function `read`, and one line in `MODULES`.
"""

from __future__ import annotations

from pathlib import PurePath

MODULES = {
    "csv": "text",
    "tsv": "text",
    "parquet": "parquet",
    "json": "json",
    "ndjson": "json",
    "arrow": "arrow",
}
"""The module that reads each format."""

LATER = ("excel", "coco", "voc", "yolo", "conll", "labelstudio", "cvat", "chat")
"""Prefixes of formats that are planned."""

SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
}

LATER_SUFFIXES = {".xlsx": "excel", ".xls": "excel", ".conll": "conll", ".xml": "voc"}


def format_of(name: str) -> str | None:
    """The format that the name of a file promises; packed with gzip it is the same one."""
    path = PurePath(name.lower())
    if path.suffix == ".gz":
        path = path.with_suffix("")
    return SUFFIXES.get(path.suffix)


def later_format_of(name: str) -> str | None:
    """The planned format that the name of a file promises."""
    return LATER_SUFFIXES.get(PurePath(name.lower()).suffix)


def is_url(path: str) -> bool:
    """Whether a path lies in a cloud that Polars reads from."""
    return "://" in path
