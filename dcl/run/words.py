"""Values and types in words for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dcl.analysis.terms import Const, Term, ToFloat
from dcl.run.sensitive import MASK
from dcl.tables.cells_durations import microseconds, spelled_duration
from dcl.tables.show import visible
from dcl.types import DURATION, ListOf, OneOf, Record, Type

TYPE_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "text": "a text",
    "bool": "true or false",
    "date": "a date",
    "datetime": "a date with a time",
    "duration": "a duration",
}

MANY_CHOICES = 8

WHOLE = 1e15
"""Up to here a whole float is shown digit by digit; beyond, in powers of ten."""


def plain(value: Any) -> Any:
    """A value as JSON would hold it."""
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return spelled_duration(microseconds(value))
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _instant(value: datetime) -> str:
    if value.tzinfo is not None:
        value = value.astimezone(UTC).replace(tzinfo=None)
    return value.isoformat() + "Z"


def text_of(value: Any) -> str | None:
    """A value as a bare text, a missing one as None."""
    value = plain(value)
    return value if value is None or isinstance(value, str) else _number_or_json(value)


def _number_or_json(value: Any) -> str:
    """A whole float is shown without `.0`, as people write it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < WHOLE:
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def quoted(value: Any) -> str:
    """A value inside a sentence: texts in quotes, cut where they are long, with nothing that a terminal obeys."""
    if isinstance(value, timedelta):
        return str(plain(value))
    value = plain(value)
    if value is None:
        return "a missing value"
    if value == MASK:
        return MASK
    if isinstance(value, str):
        return f'"{visible(value, 60)}"'
    return visible(_number_or_json(value), 60)


def constant(term: Term | None) -> str | None:
    """A constant as the contract spells it, or None for a term that is none."""
    if isinstance(term, ToFloat):
        return constant(term.operand)
    if not isinstance(term, Const):
        return None
    if term.type == DURATION and isinstance(term.value, int):
        return spelled_duration(term.value)
    return f'"{term.value}"' if isinstance(term.value, str) else str(text_of(term.value))


def type_words(type_: Type) -> str:
    """What a value of the type is, with its article."""
    match type_:
        case OneOf(choices=choices):
            named = ", ".join(f'"{choice}"' for choice in choices[:MANY_CHOICES])
            return f"one of {named}" + (", …" if len(choices) > MANY_CHOICES else "")
        case ListOf(element=element):
            return f"a list of {element}"
        case Record(positional=positional):
            return f"a {'list' if positional else 'record'} {type_}"
        case _:
            return TYPE_WORDS.get(str(type_)) or f"{article(str(type_))} {type_}"


def article(noun: str) -> str:
    return "an" if noun[:1].lower() in "aeiou" else "a"


def counted(number: int, noun: str) -> str:
    """`1 row`, `1,000 rows`."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def listed(names: list[str], most: int = 3) -> str:
    """`a, b and c`, or `a, b, c and 4 more`."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
