"""A page of HTML, read as a browser reads it, as far as tests need."""

from __future__ import annotations

import json
from html.parser import HTMLParser

VOID = frozenset("meta link br img input hr".split())


class Page(HTMLParser):
    """Elements by tag with their attributes and texts; what stands in scripts apart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.scripts: list[str] = []
        self.data: list[object] = []
        self._open: list[int] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag):
        while self._open and self.elements[self._open.pop()][0] != tag:
            pass

    def handle_data(self, data):
        tag, attributes, _ = self.elements[self._open[-1]] if self._open else ("", {}, [])
        if tag == "script":
            if attributes.get("type") == "application/json":
                self.data.append(json.loads(data))
            else:
                self.scripts.append(data)
        elif tag != "style":
            for place in self._open:
                self.elements[place][2].append(data)

    def texts(self, tag: str, style: str | None = None) -> list[str]:
        """The texts of all elements of a tag, with a class where one is named."""
        return [" ".join("".join(words).split()) for _, words in self._found(tag, style)]

    def attributes(self, tag: str, style: str | None = None) -> list[dict[str, str | None]]:
        return [attributes for attributes, _ in self._found(tag, style)]

    def _found(self, tag, style):
        return [
            (attributes, words)
            for name, attributes, words in self.elements
            if name == tag and (style is None or style in (attributes.get("class") or "").split())
        ]

    @property
    def tags(self) -> set[str]:
        return {tag for tag, _, _ in self.elements}
