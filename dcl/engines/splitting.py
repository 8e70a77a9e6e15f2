"""Telling failing items apart by a value that each of them carries: how many have which, and the first of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dcl.analysis.terms import Term
from dcl.engines.base import Failure, Split, Tally
from dcl.ir.program import Rule


@dataclass(frozen=True)
class Splitter:
    """Splits the failing items of one rule. The names of the split are names of what the rule shows."""

    rule: Rule
    split: Split

    def tally(self, whole: Tally, limit: int | None) -> Tally:
        """The tally with its split, and no more failures than the limit; `whole` holds every failure."""
        items: dict[tuple[object, ...], list[Failure]] = {}
        for place, failure in enumerate(whole.failures):
            # Two blamed columns of a row are one item.
            item = (place,) if failure.row is None else (failure.row, failure.other_row, "row")
            items.setdefault(item, []).append(failure)
        values = [[self.values_of(failures[0], name) for name in self.split.names] for failures in items.values()]
        counts = tuple(
            Counter(value for of_item in values for value in of_item[place]) for place in range(len(self.split.names))
        )
        kept = list(items.values())
        listed = self.first(values, limit) if limit is not None else range(len(kept))
        failures = tuple(failure for place in listed for failure in kept[place])
        return replace(whole, failures=failures, split=counts)

    def first(self, values: Sequence[Sequence[tuple[Any, ...]]], limit: int) -> list[int]:
        """The places of the first items, or of the first ones of each value."""
        if not self.split.each:
            return list(range(min(limit, len(values))))
        seen: Counter[tuple[Any, ...]] = Counter()
        found = []
        for place, of_item in enumerate(values):
            carried: list[tuple[Any, ...]] = [(value,) for value in of_item[0]] or [()]
            if any(seen[value] < limit for value in carried):
                found.append(place)
                seen.update(carried)
        return found

    def values_of(self, failure: Failure, name: str) -> tuple[Any, ...]:
        """The values that an item carries under a name: two for a pair whose rows differ, none where it has none."""
        if self.rule.scope == "group":
            values = group_values(self.rule, failure.keys)
            term = self._shows.get(name)
            return (hashable(values[term]),) if term in values else ()
        names = (f"a.{name}", f"b.{name}") if self.rule.scope == "pair" else (name,)
        return tuple(dict.fromkeys(hashable(failure.values[each]) for each in names if each in failure.values))

    @cached_property
    def _shows(self) -> dict[str, Term]:
        return dict(self.rule.shows)


def group_values(rule: Rule, keys: Mapping[str, Any]) -> dict[Any, Any]:
    """What the terms that tell groups apart came to in one group."""
    per = getattr(rule.body, "per", ()) if rule.scope == "group" else ()
    return {term: keys[name] for term, name in zip(per, rule.group_names, strict=False)}


def hashable(value: Any) -> Any:
    """The value itself, or its text where it is a list or a record."""
    return repr(value) if isinstance(value, list | tuple | dict) else value
