"""The pictures of labels, read from beside the contract. A picture that cannot be shown is left out, and said."""

from __future__ import annotations

import base64
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from dcl.compile import Compiled
from dcl.diagnostics import Code, Diagnostic
from dcl.diagnostics.codes_guide import DCL801, DCL802, DCL803, DCL804
from dcl.guide.model import Image
from dcl.syntax import ast
from dcl.tables.show import visible

LARGEST = 2_000_000
LARGEST_TOGETHER = 40_000_000

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_SVG = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>\[]*>\s*)*<svg[\s>]", re.DOTALL
)
_SVG_HEAD = 4_000
"""So far into a file its `<svg` is looked for."""


@dataclass
class Images:
    """Reads pictures, each file once; `diagnostics` say what is not shown and why."""

    compiled: Compiled
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _read: dict[Path, Image | None] = field(default_factory=dict)
    _together: int = 0

    def of(self, label: ast.LabelDecl) -> Image | None:
        """The picture of a label; None where it has none that can be shown."""
        if label.image is None:
            return None
        path = self._path(label.image)
        if path is None:
            help_ = "put the picture beside the contract, or below it"
            self._report(DCL802, f'the picture "{_shown(label.image)}" lies outside of the contract\'s folder',
                         label.image, help_)  # fmt: skip
            return None
        if path not in self._read:
            self._read[path] = self._image(path, label.image)
        return self._read[path]

    def _path(self, written: ast.Text) -> Path | None:
        """Where a picture is: beside the file that names it, and never outside of the folder of the contract."""
        text = written.value
        if "\0" in text or "\\" in text or Path(text).is_absolute():
            return None
        contract = os.path.dirname(self.compiled.checked.path)  # noqa: PTH120 - as the paths of used files are made
        beside = os.path.relpath(os.path.dirname(written.span.source.path) or ".", contract or ".")  # noqa: PTH120
        try:
            path = (self.compiled.folder / beside / text).resolve()
            return path if path.is_relative_to(self.compiled.folder.resolve()) else None
        except (OSError, RuntimeError, ValueError):
            return None

    def _image(self, path: Path, written: ast.Text) -> Image | None:
        try:
            size = path.stat().st_size if path.is_file() else None
        except OSError:
            size = None
        if size is None:
            self._report(DCL801, f'there is no picture "{_shown(written)}"', written)
            return None
        if size > LARGEST or self._together + size > LARGEST_TOGETHER:
            whole = "" if size > LARGEST else ", and with those before it more than 40 MB"
            message = f'the picture "{_shown(written)}" has {size / 1e6:.1f} MB{whole}'
            self._report(DCL804, message, written, "save it smaller: at most 2 MB")
            return None
        try:
            content = path.read_bytes()
        except OSError as error:
            self._report(DCL801, f'the picture "{_shown(written)}" cannot be read: {error.strerror}', written)
            return None
        kind = kind_of(content)
        if kind is None:
            message = f'"{_shown(written)}" is no picture that a browser shows'
            self._report(DCL803, message, written, "save it as PNG, JPEG, GIF, WebP or SVG")
            return None
        self._together += size
        return Image(f"data:{kind};base64,{base64.b64encode(content).decode()}")

    def _report(self, code: type[Code], message: str, written: ast.Text, help_: str | None = None) -> None:
        self.diagnostics.append(Diagnostic(code, message, written.span, help=help_))


def kind_of(content: bytes) -> str | None:
    """The media type of a picture, by what is in it; None for anything else."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    try:
        head = content[:_SVG_HEAD].decode("utf-8", errors="ignore")
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "image/svg+xml" if _SVG.match(head) else None


def _shown(written: ast.Text) -> str:
    return visible(written.value, 100)
