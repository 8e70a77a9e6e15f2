"""The tags by which languages are named: `ko`, `pt_BR`, `zh_Hant`."""

from __future__ import annotations

import re

WORDS = frozenset({"NAME", "BE", "IS", "IT", "OR"})
"""The tokens that can name a language: Belarusian, Icelandic, Italian and Odia are words of dcl as well."""

WRITTEN = "write its short tag, such as `ko`, `pt_BR` or `zh_Hant`"
AFTER_THE_DESCRIPTION = "a translation follows the description that it translates"

_tag = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?(?:_(?:[A-Z]{2}|\d{3}))?")
_loose = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?", re.IGNORECASE)


def is_language(text: str) -> bool:
    """Whether this is a tag as dcl spells it: the language, then perhaps its script, then perhaps its country."""
    return _tag.fullmatch(text) is not None


def meant_language(text: str) -> str | None:
    """The tag that differs from this text only in capitals and in its hyphens."""
    found = _loose.fullmatch(text)
    if found is None:
        return None
    language, script, country = found.groups()
    parts = (language.lower(), script and script.capitalize(), country and country.upper())
    return "_".join(part for part in parts if part)
