"""What a stranger's file says under each key, read with the type that is expected there; the rest is remembered."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from dcl.syntax.literals import LARGEST_INT
from dcl.tables.show import visible

LONGEST_SHOWN = 80


class Given:
    """A record of a file. Whatever is read is taken over; `lost` says what has the wrong type or was never read."""

    def __init__(self, record: Any) -> None:
        self.record: Mapping[str, Any] = (
            {str(key): value for key, value in record.items()} if isinstance(record, dict) else {}
        )
        self._read: set[str] = set()
        self._wrong: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self.record

    def value(self, key: str) -> Any:
        """Whatever stands under a key; None where nothing does."""
        self._read.add(key)
        return self.record.get(key)

    def text(self, key: str) -> str | None:
        """The text under a key; an empty one is none."""
        return self._typed(key, str, "a text") or None

    def flag(self, key: str) -> bool:
        return self._typed(key, bool, "true or false") is True

    def count(self, key: str) -> int | None:
        """A whole number from 0."""
        found = self.number(key)
        if found is None:
            return None
        if not 0 <= found <= LARGEST_INT or found != int(found):
            self._refuse(key, "a whole number from 0")
            return None
        return int(found)

    def number(self, key: str) -> int | float | None:
        """A number that the language can write: finite, and within 64 bits where it is whole."""
        found = self.value(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            self._refuse(key, "a number")
            return None
        if -LARGEST_INT - 1 <= found <= LARGEST_INT or (isinstance(found, float) and abs(found) < float("inf")):
            return int(found) if found == int(found) and abs(found) < 2**53 else found
        self._refuse(key, "a number that fits into 64 bits")
        return None

    def elements(self, key: str) -> list[Any]:
        found = self._typed(key, list, "a list")
        return found if isinstance(found, list) else []

    def texts(self, key: str) -> list[str]:
        """The texts of a list; a single one is a list of one."""
        found = self.value(key)
        if isinstance(found, str):
            return [found]
        return [each for each in self.elements(key) if isinstance(each, str)]

    def given(self, key: str) -> Given:
        """The record under a key; an empty one where there is none."""
        return Given(self._typed(key, dict, "a record"))

    def records(self, key: str) -> Iterator[Given]:
        """The records of a list; anything else in it is passed over."""
        for each in self.elements(key):
            if isinstance(each, dict):
                yield Given(each)
            else:
                self._wrong.append(f"{_shown(each)} in `{visible(key)}`, which is no record")

    def lose(self, key: str, why: str | None = None) -> None:
        """Say that what stands under a key cannot be taken over."""
        self._read.add(key)
        self._wrong.append(said(key, self.record.get(key), why))

    def lost(self, unimportant: Collection[str] = ()) -> tuple[str, ...]:
        """All that is not taken over. `unimportant` keys say nothing about the data."""
        left = (key for key in self.record if key not in self._read and key not in unimportant)
        return tuple(dict.fromkeys((*self._wrong, *(said(key, self.record[key]) for key in left))))

    def _typed(self, key: str, type_: type, wanted: str) -> Any:
        found = self.value(key)
        if found is None or isinstance(found, type_):
            return found
        self._refuse(key, wanted)
        return None

    def _refuse(self, key: str, wanted: str) -> None:
        self._wrong.append(said(key, self.record.get(key), f"where {wanted} should be"))


def said(key: str, value: Any, why: str | None = None) -> str:
    """A key and its value as the file has them, shortened."""
    said_ = f"`{visible(key)}: {_shown(value)}`"
    return f"{said_} ({why})" if why else said_


def _shown(value: Any) -> str:
    # Only the beginning is shown, so a value of a million signs is not written out.
    if isinstance(value, dict | list):
        inside = ", ".join(_first(value))
        return f"{{{inside}}}" if isinstance(value, dict) else f"[{inside}]"
    if isinstance(value, str):
        return json.dumps(visible(value, LONGEST_SHOWN), ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) > 10**30:
        return "a number of many digits"
    return visible(str(value))


def _first(value: Any) -> Iterator[str]:
    """The first few entries of a list or a record, those inside them left out."""
    for place, key in enumerate(value):
        if place == 4:
            yield "…"
            return
        inner = value[key] if isinstance(value, dict) else key
        shown = "…" if isinstance(inner, dict | list) and inner else _shown(inner)
        yield f"{visible(str(key))}: {shown}" if isinstance(value, dict) else shown
