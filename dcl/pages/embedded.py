"""Data and sentences inside a page."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from dcl.pages.escape import shown

_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Data:
    """Values for a script, to stand in `<script type="application/json">`: nothing in them can end the element."""

    value: Any

    def __html__(self) -> str:
        text = json.dumps(self.value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@dataclass(frozen=True)
class Prose:
    """A sentence; what stands in backticks in it is shown as code."""

    text: str

    def __html__(self) -> str:
        from markupsafe import escape

        return _CODE.sub(r"<code>\1</code>", str(escape(shown(self.text))))

    @property
    def plain(self) -> str:
        """The sentence without backticks around its names."""
        return _CODE.sub(r"\1", self.text)
