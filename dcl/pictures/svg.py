"""Bits of SVG: elements, numbers, and texts of strangers made safe."""

from __future__ import annotations

import math
from html import escape
from typing import Any

from dcl.tables.show import visible

LARGEST = 1e12
"""Numbers beyond are drawn as this one."""

LONGEST_WORD = 40


def element(name: str, content: str = "", **attributes: str | float | None) -> str:
    """An element; `class_` and `stroke_width` are spelled as SVG has them. Attributes that are None are left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_spelled(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(content: str, **attributes: str | float | None) -> str:
    """A text element with a stranger's words in it."""
    return element("text", escape(visible(content, LONGEST_WORD)), **attributes)


def whole(title: str, width: float, height: float, content: str) -> str:
    """A drawing of its own, with its title for those who do not see it."""
    head = element("title", escape(visible(title, 1000)))
    box = f"0 0 {_spelled(width)} {_spelled(height)}"
    return element("svg", head + content, class_="drawing", role="img", viewBox=box, width=width, height=height)


def number(value: Any) -> float | None:
    """A number that can be drawn; None for whatever is none, also for what is masked or did not fit."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return LARGEST if value > 0 else -LARGEST
    return max(-LARGEST, min(found, LARGEST)) if math.isfinite(found) else None


def shown(value: float) -> str:
    """A number in words for people."""
    return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.4g}"


def _spelled(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):g}"
