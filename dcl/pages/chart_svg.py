"""What a charting library draws, brought into a page: only shapes and texts, in the colours of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType
from xml.etree import ElementTree as ET

from dcl.pages.escape import shown
from dcl.pages.vega import COLOURS

NAMESPACE = "{http://www.w3.org/2000/svg}"

SHAPES = frozenset({"g", "path", "rect", "line", "text"})
KEPT = frozenset(
    "d x y x1 y1 x2 y2 dx dy width height transform fill stroke stroke-width fill-opacity opacity text-anchor font-size"
    " font-weight".split()
)
AXIS_LABELS = "role-axis-label"

SPARE = 22
"""Room at both sides, because letters of the reader's machine may be wider than those that were measured."""

_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")


def cleaned(svg: str, title: str, labels: Sequence[tuple[str, str]] = ()) -> str:
    """The drawing as one picture that says what it shows.

    `labels` are what stands along its axes, each with the whole name, which it has as a title where it was cut.
    """
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing, without a document type
    whole = iter(labels)
    content = "".join(_element(child, whole) for child in root)
    width, height = (float(root.get(side, 0)) for side in ("width", "height"))
    width += 2 * SPARE
    return (
        f'<svg class="chart" role="img" aria-label="{escape(shown(title))}" viewBox="{-SPARE} 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}">{content}</svg>'
    )


def _element(node: ET.Element, labels: Iterator[tuple[str, str]], is_label: bool = False) -> str:
    tag = str(node.tag).removeprefix(NAMESPACE)
    if tag not in SHAPES or _is_nothing(tag, node):
        return ""
    is_label = is_label or AXIS_LABELS in node.get("class", "")
    content = ""
    if tag == "text":
        label, whole = next(labels) if is_label else (node.text or "", node.text or "")
        content = (element("title", escape(whole)) if whole != label else "") + escape(label, quote=False)
    content += "".join(_element(child, labels, is_label) for child in node)
    if tag == "g" and not content:
        return ""
    return element(tag, content, {name: _value(value) for name, value in node.attrib.items() if name in KEPT})


def element(tag: str, content: str, attributes: Mapping[str, str] = MappingProxyType({})) -> str:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def _is_nothing(tag: str, node: ET.Element) -> bool:
    """Whether nothing of an element is to be seen."""
    if node.get("display") == "none":
        return True
    bare = node.get("fill") in (None, "none") and node.get("stroke") in (None, "none")
    return tag == "path" and (not node.get("d") or (bare and node.get("class") in ("background", "foreground")))


def _value(value: str) -> str:
    value = COLOURS.get(value, value)
    return _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.1f}", value)
