"""The formats that dcl reads, and how the name of a file tells them apart.

A new format is a module in this folder and one line in `FORMATS`. The module of a format with one table has a function
`read`; that of a format whose files hold several tables has a function `parse` (see `contents`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True)
class Format:
    """`suffixes` are endings that promise the format; `within` are those that its files have in a folder.

    `several`: a file holds several tables.
    """

    module: str
    suffixes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    several: bool = False


FORMATS = {
    "csv": Format("text", (".csv",)),
    "tsv": Format("text", (".tsv", ".tab")),
    "parquet": Format("parquet", (".parquet",)),
    "json": Format("json", (".json",)),
    "ndjson": Format("json", (".ndjson", ".jsonl")),
    "arrow": Format("arrow", (".arrow", ".feather", ".ipc")),
    "conll": Format("conll", (".conll", ".conllu"), (".iob", ".bio", ".txt")),
    "coco": Format("coco", within=(".json",), several=True),
    "voc": Format("voc", within=(".xml",), several=True),
    "yolo": Format("yolo", within=(".txt",), several=True),
    "cvat": Format("cvat", within=(".xml",), several=True),
    "labelstudio": Format("labelstudio", within=(".json",), several=True),
    "chat": Format("chat", within=(".jsonl", ".ndjson", ".json"), several=True),
}

LATER = {"excel": (".xlsx", ".xls")}
"""Formats that are planned, and their endings."""


def format_of(name: str) -> str | None:
    """The format that the name of a file promises; packed with gzip it is the same one."""
    suffix = _suffix(name)
    return next((name for name, format in FORMATS.items() if suffix in format.suffixes), None)


def belongs_to(name: str, format: str) -> bool:
    """Whether a file in a folder of a format is one of its files, going by its name."""
    return _suffix(name) in FORMATS[format].suffixes + FORMATS[format].within


def later_format_of(name: str) -> str | None:
    """The planned format that the name of a file promises."""
    suffix = _suffix(name)
    return next((name for name, suffixes in LATER.items() if suffix in suffixes), None)


def _suffix(name: str) -> str:
    path = PurePath(name.lower())
    return path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix


def is_url(path: str) -> bool:
    """Whether a path lies in a cloud that Polars reads from."""
    return "://" in path
