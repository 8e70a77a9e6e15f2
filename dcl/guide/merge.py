"""Guides in several languages as one: where their words differ, the page shows those of its reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from markupsafe import Markup, escape

from dcl.guide.model import Code, Text, WordDiff
from dcl.guide.words import ENGLISH, Speech
from dcl.pages.escape import shown
from dcl.pages.languages import InLanguages, Variant
from dcl.pictures.model import Drawing


def merged(values: Sequence[Any], languages: Sequence[str]) -> Any:
    """Values that are alike in all but their words, as one; templates write it as they write any of them.

    Texts come out as `InLanguages`, or as plain markup where a page has one language and they are in it.
    """
    first = values[0]
    match first:
        case Text():
            return _told([(value.language, _markup(value)) for value in values], languages)
        case WordDiff():
            return _told([(value.language, _diff_markup(value)) for value in values], languages)
        case Drawing():
            return replace(first, svg=_told([(each, value.svg) for each, value in
                                             zip(languages, values, strict=True)], languages))  # fmt: skip
        case tuple():
            return tuple(merged(items, languages) for items in zip(*values, strict=True))
        case _ if is_dataclass(first) and not isinstance(first, type):
            parts = {
                part.name: merged([getattr(value, part.name) for value in values], languages) for part in fields(first)
            }
            return replace(first, **parts)
        case _:
            return first


def words_in(languages: Sequence[str]) -> dict[str, Any]:
    """The guide's own words without anything to fill in, and `patterns` with it, in all the languages of a page."""
    speeches = [Speech(language) for language in languages]
    plain = [key for key, pattern in ENGLISH.items() if "{" not in pattern]
    found: dict[str, Any] = {key: merged([speech.say(key) for speech in speeches], languages) for key in plain}
    return found


def _told(texts: Sequence[tuple[str, str]], languages: Sequence[str]) -> Any:
    """Pieces of markup, each with its language; equal ones are one for the readers of all their languages."""
    readers: dict[tuple[str, str], list[str]] = {}
    for reader, text in zip(languages, texts, strict=True):
        readers.setdefault(text, []).append(reader)
    if len(languages) == 1 and texts[0][0] == languages[0]:
        return Markup(texts[0][1])  # noqa: S704 - made by the functions below, or a drawing
    return InLanguages(
        tuple(Variant(tuple(each), language, text, markup=True) for (language, text), each in readers.items())
    )


def _markup(text: Text) -> str:
    return "".join(
        f"<code>{escape(shown(piece.text))}</code>" if isinstance(piece, Code) else str(escape(shown(piece)))
        for piece in text.pieces
    )


def _diff_markup(diff: WordDiff) -> str:
    elements = {"same": "{}", "old": "<del>{}</del>", "new": "<ins>{}</ins>"}
    markup = "".join(elements[kind].format(escape(shown(piece))) for kind, piece in diff.pieces)
    return f"<code>{markup}</code>" if diff.is_code else markup
