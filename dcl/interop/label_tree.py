"""Labels that are told one by one, with what each stands below, as the tree of a label set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dcl.interop.draft import DraftLabel, Names

DEEPEST = 50


def label_tree(
    choices: Mapping[str, Any], below: Mapping[Any, Any] | None = None, called: Mapping[Any, Any] | None = None
) -> tuple[DraftLabel, ...]:
    """The labels of some spellings, each with its definition, below the one that `below` says.

    One that stands below itself, or below what is no label, stands at the top. `called` gives names that are not the
    spelling.
    """
    names = Names()
    known = {choice: names.pick(_text((called or {}).get(choice)) or choice, "label") for choice in choices}
    above = {choice: _above(choice, choices, below or {}) for choice in choices}
    inner: dict[str | None, list[str]] = {}
    for choice, parent in above.items():
        inner.setdefault(parent, []).append(choice)

    def made(choice: str) -> DraftLabel:
        children = tuple(map(made, inner.get(choice, ())))
        return DraftLabel(known[choice], choice, _text(choices[choice]), children=children)

    return tuple(map(made, inner.get(None, ())))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _above(choice: str, choices: Mapping[str, Any], below: Mapping[Any, Any]) -> str | None:
    """What a choice stands below, if the way up from there ends."""
    seen = {choice}
    parent = at = below.get(choice)
    while isinstance(at, str):
        if at in seen or at not in choices or len(seen) > DEEPEST:
            return None
        seen.add(at)
        at = below.get(at)
    return parent if isinstance(parent, str) else None
