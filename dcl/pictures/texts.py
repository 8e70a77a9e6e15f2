"""Texts with spans marked, tokens with tags, and conversations, as parts that pages show in their own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dcl.pictures.model import Dialogue, Mark, MarkedText, Segment, TaggedTokens, Token, Turn
from dcl.pictures.words import PictureWords

COLOURS = 6
"""Kinds have so many colours; more kinds share them."""

CONTEXT = 160
LONGEST_TEXT = 2_000
LONGEST_TURN = 1_500
LONGEST_TOKEN = 80
MOST_SPANS = 60
MOST_TOKENS = 120
MOST_TURNS = 40


@dataclass(frozen=True)
class Span:
    """A stretch of a text, `end` left out. `name` is what it is, `side` which row of a pair."""

    start: int
    end: int
    name: str = ""
    side: str = ""
    failing: bool = False


def marked_text(text: str, spans: Sequence[Span], words: PictureWords, kinds: Sequence[str]) -> MarkedText | None:
    """A text with its spans; `kinds` are the names in the order of their colours."""
    if not spans:
        return None
    kept = spans[:MOST_SPANS]
    first, last = _window(text, kept)
    marks = [Mark(_name(span), _colour(span, kinds), span.failing) for span in kept]
    placed = [
        (min(max(span.start, first), last), min(max(span.end, first), last), mark)
        for span, mark in zip(kept, marks, strict=True)
    ]
    segments = _segments(text, first, last, placed)
    beyond = max((span.end for span in kept), default=0) - len(text)
    if beyond > 0 and last == len(text):
        past = tuple(mark for span, mark in zip(kept, marks, strict=True) if span.end > len(text))
        segments.append(Segment("", past, past, min(beyond, 10**9)))
    told = words.separator.join(_told(text, span, words) for span in kept[:5])
    if len(spans) > 5:
        told = words.more.format(shown=len(kept), all=len(spans), what=told)
    title = words.spans.format(text=_cut(text[first:last], CONTEXT), what=told)
    return MarkedText(title, tuple(segments), before=first > 0, after=last < len(text))


def _name(span: Span) -> str:
    return f"{span.side}: {span.name}" if span.side and span.name else span.side or span.name


def _colour(span: Span, kinds: Sequence[str]) -> int:
    if span.side:
        return 0 if span.side == "a" else 1
    return kinds.index(span.name) % COLOURS if span.name in kinds else 0


def _window(text: str, spans: Sequence[Span]) -> tuple[int, int]:
    """The part of a text to show: all of a short one, else what is around its spans."""
    if len(text) <= 3 * CONTEXT:
        return 0, len(text)
    inside = [place for span in spans for place in (span.start, span.end) if 0 <= place <= len(text)] or [0]
    first = max(min(inside) - CONTEXT, 0)
    last = min(max(inside) + CONTEXT, len(text), first + LONGEST_TEXT)
    return first, last


def _segments(text: str, first: int, last: int, placed: Sequence[tuple[int, int, Mark]]) -> list[Segment]:
    cuts = sorted({first, last, *(place for start, end, _ in placed for place in (start, end))})
    found = []
    for start, end in pairwise(cuts):
        over = tuple(mark for low, high, mark in placed if low <= start and end <= high)
        ending = tuple(mark for low, high, mark in placed if low <= start and high == end)
        found.append(Segment(text[start:end], over, ending))
    return found


def _told(text: str, span: Span, words: PictureWords) -> str:
    marked = _cut(text[max(span.start, 0) : max(span.end, 0)], LONGEST_TOKEN)
    what = words.span.format(marked=marked, start=span.start, end=span.end)
    what = words.span_outside.format(what=what) if span.end > len(text) or span.start < 0 else what
    what = words.named.format(name=_name(span), what=what) if _name(span) else what
    return words.failing.format(what=what) if span.failing else what


def tagged_tokens(tokens: Sequence[tuple[str | None, str | None, bool]], words: PictureWords) -> TaggedTokens | None:
    """Tokens, each with its tag and whether it fails; None where no token has a tag."""
    if not any(tag is not None for _, tag, _ in tokens):
        return None
    kinds = list(dict.fromkeys(kind for _, tag, _ in tokens if (kind := _kind(tag)) is not None))
    kept = tuple(_token(text, tag, kinds, failing) for text, tag, failing in tokens[:MOST_TOKENS])
    told = [words.named.format(name=token.text or "…", what=token.tag or "…") for token in kept[:12]]
    title = words.separator.join(
        words.failing.format(what=what) if token.failing else what for what, token in zip(told, kept, strict=False)
    )
    return TaggedTokens(title, kept, len(tokens) - len(kept))


def _token(text: str | None, tag: str | None, kinds: Sequence[str], failing: bool) -> Token:
    kind = _kind(tag)
    colour = None if kind is None else kinds.index(kind) % COLOURS
    return Token(_cut_or_none(text), _cut_or_none(tag), colour, failing)


def _kind(tag: str | None) -> str | None:
    """What a tag names, without where in the name its token stands; None outside of any name."""
    if tag is None or tag in ("", "O"):
        return None
    return tag[2:] if tag[1:2] == "-" else tag


def dialogue(turns: Sequence[tuple[str | None, str | None, bool]], words: PictureWords) -> Dialogue | None:
    """Turns, each with who speaks, what is said and whether it fails; None where nobody speaks."""
    if not any(role is not None for role, _, _ in turns):
        return None
    voices = list(dict.fromkeys(role for role, _, _ in turns if role is not None))
    kept = tuple(
        Turn(
            _cut_or_none(role),
            None if content is None else _cut(content, LONGEST_TURN),
            0 if role is None else voices.index(role) % COLOURS,
            failing,
        )
        for role, content, failing in turns[:MOST_TURNS]
    )
    told = [words.named.format(name=turn.role or "…", what=_cut(turn.content or "…", CONTEXT)) for turn in kept[:8]]
    return Dialogue(words.separator.join(told), kept, len(turns) - len(kept))


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _cut_or_none(text: str | None) -> str | None:
    return None if text is None else _cut(text, LONGEST_TOKEN)
