"""XML to plain elements, by the standard library's expat, which is maintained with Python and tells lines.

No entity may be declared, so that a small file cannot grow without bounds and none is fetched from elsewhere; nesting
is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from dcl.diagnostics.codes_data import DCL620, DCL625
from dcl.diagnostics.model import Diagnostic
from dcl.readers.files import describe, empty_file, named, read_bytes, read_head, wrong_content
from dcl.tables.show import visible

DEEPEST = 100


@dataclass(eq=False)
class Element:
    """An element; `text` is what stands in it itself, without blanks around."""

    name: str
    attributes: Mapping[str, str]
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Element]:
        return (child for child in self.children if child.name == name)


class BadXmlError(Exception):
    """Why a text of XML cannot be used, and on which line. `of_record`: it is XML, but not what the format has."""

    def __init__(self, reason: str, line: int, of_record: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.of_record = of_record


def read_xml(path: Path, root: str, wanted: str) -> tuple[Element | None, Diagnostic | None]:
    """The root of an XML file, which must be named `root`: otherwise the file is none of the format `wanted`."""
    _, problem = read_head(path)
    if problem:
        return None, problem
    data, problem = read_bytes(path)
    if problem:
        return None, problem
    if not data.strip():
        return None, empty_file(path)
    if b"<" not in data[:2048]:
        return None, wrong_content(path, describe(data[:512]), wanted)
    try:
        found = parse_xml(data)
    except BadXmlError as error:
        return None, bad_xml(path, error)
    if found.name != root:
        return None, wrong_content(path, f"XML that begins with `<{visible(found.name)}>`", wanted)
    return found, None


def parse_xml(data: bytes) -> Element:
    """The root of XML; raises BadXmlError."""
    return _Parser().parse(data)


def bad_xml(path: Path, error: BadXmlError) -> Diagnostic:
    code = DCL620 if error.of_record else DCL625
    message = f"line {error.line:,} of {named(path)} cannot be read: {visible(error.reason, 200)}"
    return Diagnostic(code, message, help="mend the file, or have it written again")


class _Parser:
    def __init__(self) -> None:
        self.open: list[Element] = []
        self.texts: list[list[str]] = []
        self.root: Element | None = None
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._text
        self.expat.EntityDeclHandler = self._entity

    def parse(self, data: bytes) -> Element:
        try:
            self.expat.Parse(data, True)
        except expat.ExpatError as error:
            raise BadXmlError(_reason(error), error.lineno) from None
        except (UnicodeError, ValueError, LookupError):
            raise BadXmlError("its encoding is not one that can be read", self.expat.CurrentLineNumber) from None
        assert self.root is not None
        return self.root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes, self.expat.CurrentLineNumber)
        if len(self.open) >= DEEPEST:
            raise BadXmlError(f"elements nest more than {DEEPEST} deep", element.line, of_record=True)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)
        self.texts.append([])

    def _end(self, name: str) -> None:
        self.open.pop().text = "".join(self.texts.pop()).strip()

    def _text(self, text: str) -> None:
        self.texts[-1].append(text)

    def _entity(self, *declaration: object) -> None:
        message = "it declares an entity, which could make it grow without bounds"
        raise BadXmlError(message, self.expat.CurrentLineNumber)


def _reason(error: expat.ExpatError) -> str:
    words = expat.ErrorString(error.code) or "unknown error"
    if words in ("no element found", "unclosed token", "unclosed CDATA section"):
        return "it breaks off before its end"
    return f"it is not XML there ({words})"
