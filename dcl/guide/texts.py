"""What the contract itself says, in the language of the guide where it is translated."""

from __future__ import annotations

import re

from dcl.analysis.translations import Described
from dcl.guide.model import Text


def told(decl: Described, language: str, own: str) -> Text | None:
    """The description of a thing in a language, else in the contract's own; None where there is none."""
    for translation in decl.translations:
        if translation.language.text == language:
            return Text(language, (translation.text.value,))
    return None if decl.description is None else Text(own, (decl.description.value,))


def title_of(name: str) -> str:
    """A name as a heading: `Inside image` of `inside_image`."""
    words = " ".join(re.split(r"[_\s]+", name)).strip() or name
    return words[0].upper() + words[1:]


def anchor_of(kind: str, *names: str) -> str:
    """What a link in the guide points to. A name that holds blanks stays whole."""
    return "-".join([kind, *(re.sub(r"\s+", "-", name) for name in names)])
