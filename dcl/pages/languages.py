"""Languages in pages: a text in several of them, of which the page shows one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dcl.pages.escape import shown

NAMES = {
    "ar": "العربية", "bn": "বাংলা", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
    "es": "Español", "fa": "فارسی", "fi": "Suomi", "fil": "Filipino", "fr": "Français", "he": "עברית", "hi": "हिन्दी",
    "hu": "Magyar", "id": "Bahasa Indonesia", "it": "Italiano", "ja": "日本語", "ko": "한국어", "ms": "Bahasa Melayu",
    "nl": "Nederlands", "no": "Norsk", "pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский",
    "sv": "Svenska", "sw": "Kiswahili", "ta": "தமிழ்", "te": "తెలుగు", "th": "ไทย", "tr": "Türkçe", "uk": "Українська",
    "ur": "اردو", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
"""What languages call themselves."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def tag(language: str) -> str:
    """The tag that HTML knows: `pt-BR` of `pt_BR`."""
    return language.replace("_", "-")


def language_name(language: str) -> str:
    """What a language calls itself; its tag where nobody told."""
    name = NAMES.get(language) or NAMES.get(language.split("_", maxsplit=1)[0])
    if name is None:
        return tag(language)
    return name if language in NAMES else f"{name} ({tag(language)})"


def direction(language: str) -> str | None:
    """`rtl` for languages that are written from the right; None for all others."""
    return "rtl" if language.split("_", maxsplit=1)[0] in RIGHT_TO_LEFT else None


@dataclass(frozen=True)
class Variant:
    """A text as readers of some languages get it; `language` is the one that it is in.

    `markup` is there where the text is a piece of HTML that is safe already.
    """

    readers: tuple[str, ...]
    language: str
    text: str
    markup: bool = False


@dataclass(frozen=True)
class InLanguages:
    """A text in all the languages of a page; a template writes it as it writes a plain text."""

    variants: tuple[Variant, ...]

    def __html__(self) -> str:
        """Every variant; the style of the page shows the one for its reader."""
        return "".join(_element(variant, alone=len(self.variants) == 1) for variant in self.variants)


def _element(variant: Variant, alone: bool) -> str:
    from markupsafe import escape

    content = variant.text if variant.markup else str(escape(shown(variant.text)))
    readers = "" if alone else f' data-in="{" ".join(map(tag, variant.readers))}"'
    right = ' dir="rtl"' if direction(variant.language) else ""
    return f'<span lang="{tag(variant.language)}"{right}{readers}>{content}</span>'


def one_of_many(languages: Iterable[str]) -> str:
    """The style that shows only what is for the reader of the language that is chosen, also where no script runs."""
    rules = []
    for language in map(tag, languages):
        others = f'[data-in]:not([data-in~="{language}"])'
        rules.append(f'html:has(#language option[value="{language}"]:checked) {others} {{ display: none; }}')
    return "\n".join(rules)
