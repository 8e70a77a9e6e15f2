"""From a contract to its guide, in one language."""

from __future__ import annotations

from collections.abc import Iterator

from dcl.analysis.translations import own_language
from dcl.compile import Compiled
from dcl.diagnostics import Diagnostic
from dcl.guide.acceptance import acceptance
from dcl.guide.changes import changes
from dcl.guide.images import Images
from dcl.guide.labels import label_sets
from dcl.guide.model import Guide, Setting, Text
from dcl.guide.rules import Rules
from dcl.guide.tables import tables
from dcl.guide.texts import title_of, told
from dcl.guide.words import Speech
from dcl.syntax.ast import ContractDecl

LANGUAGE_SETTING = "language"

KNOWN_SETTINGS = ("owner", "license", "homepage", "contact")
"""Those that the guide has words for; any other is called as it is written."""


def make_guides(
    compiled: Compiled, languages: tuple[str, ...], since: Compiled | None = None
) -> tuple[tuple[Guide, ...], tuple[Diagnostic, ...]]:
    """The guide in each of some languages, alike in all but their words; and what could not be shown.

    `since` is the contract as it was, to say what changed.
    """
    images = Images(compiled)
    guides = tuple(_guide(compiled, language, images, since) for language in languages)
    return guides, tuple(dict.fromkeys(images.diagnostics))


def _guide(compiled: Compiled, language: str, images: Images, since: Compiled | None) -> Guide:
    checked, speech = compiled.checked, Speech(language)
    own = own_language(checked)
    groups = Rules(compiled, speech, own).groups()
    rules = tuple(rule for group in groups for rule in group.rules)
    return Guide(
        language=language,
        name=checked.decl.name.text,
        title=title_of(checked.decl.name.text),
        version=checked.decl.version,
        task=told(checked.decl, language, own),
        settings=tuple(_settings(checked.decl, speech, own)),
        label_sets=label_sets(checked, speech, own, images),
        tables=tables(checked, speech, own),
        groups=groups,
        acceptance=acceptance(compiled, rules, speech),
        changes=None if since is None else changes(since, compiled, speech),
    )


def _settings(decl: ContractDecl, speech: Speech, own: str) -> Iterator[Setting]:
    for setting in decl.settings:
        name = setting.name.text
        if name == LANGUAGE_SETTING:
            continue
        said = speech.say(f"setting_{name}") if name in KNOWN_SETTINGS else Text(own, (title_of(name),))
        yield Setting(said, tuple(text.value for text in setting.values))
