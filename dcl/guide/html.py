"""The guide as one file of HTML, in all its languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dcl.guide.merge import merged, words_in
from dcl.guide.model import Guide
from dcl.guide.words import Speech
from dcl.pages.languages import one_of_many, tag
from dcl.pages.render import STYLES, render

OPEN_UP_TO = 12
"""The contents show the entries of a section at once where they are no more than this."""


def html_guide(guides: Sequence[Guide]) -> str:
    """The page; the language of the first guide is shown first."""
    languages = tuple(guide.language for guide in guides)
    first = Speech(languages[0])
    more = one_of_many(languages) if len(languages) > 1 else ""
    return render(
        "guide.html",
        styles=(*STYLES, "guide.css"),
        scripts=("page.js", "search.js"),
        more_style=more,
        guide=merged([replace(guide, changes=None) for guide in guides], languages),
        changes=_changes(guides),
        words=words_in(languages),
        language=languages[0],
        languages=languages,
        page_title=f"{guides[0].title} {guides[0].version} – {first.say('guide').plain}",
        found=_found(languages),
        say=_say(languages),
        open_up_to=OPEN_UP_TO,
    )


def _changes(guides: Sequence[Guide]) -> list[tuple[str, Any]]:
    """What changed for the readers of each language: not the same things where only a translation did."""
    return [
        (tag(guide.language), merged([guide.changes], [guide.language]))
        for guide in guides
        if guide.changes is not None
    ]


def _found(languages: Sequence[str]) -> list[dict[str, str]]:
    """How the page says how many entries a search leaves, for the readers of each language."""
    patterns: dict[str, list[str]] = {}
    for language in languages:
        patterns.setdefault(Speech(language).speaks, []).append(language)
    return [
        {
            "language": tag(spoken),
            "readers": " ".join(map(tag, readers)),
            "pattern": Speech(spoken).say("found", left="{left}", all="{all}").plain,
        }
        for spoken, readers in patterns.items()
    ]


def _say(languages: Sequence[str]) -> Any:
    """Says a pattern in all the languages of the page."""
    speeches = [Speech(language) for language in languages]

    def say(key: str, **values: str | int) -> Any:
        return merged([speech.say(key, **values) for speech in speeches], languages)

    def count(key: str, n: int) -> Any:
        return merged([speech.count(key, n) for speech in speeches], languages)

    return {"pattern": say, "count": count}
