"""What a check may tell besides its counts: by whom the failing items are, what else stands in their rows, who they
are. A plain check asks for nothing of this and pays nothing for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from dcl.analysis.terms import Column, Side, Term
from dcl.engines.base import Failure, Split, Tally
from dcl.engines.splitting import group_values
from dcl.ir.program import Program, Rule
from dcl.run.reads import tables_read
from dcl.run.result import Violation
from dcl.run.sensitive import MASK, Mask

Named = tuple[tuple[str, Term], ...]

_MARK = "\0"
"""Stands before the names of what is carried, so that none is the name of something that a rule shows."""


@dataclass(frozen=True)
class Extras:
    """What to tell besides.

    `by` is a column: failing items are counted for each of its values, and the limit of listed ones holds for each.
    `facets` are more columns to count failing items by. `beside` are terms by table whose values each failing row of
    the table carries along. With `identify` each violation gets an identity that stays the same when rows move.
    """

    by: str | None = None
    facets: tuple[str, ...] = ()
    beside: Mapping[str, Named] = field(default_factory=dict)
    identify: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to count by, the one of `by` first."""
        first = () if self.by is None else (self.by,)
        return (*first, *(name for name in self.facets if name != self.by))


NOTHING = Extras()


def column_term(program: Program, table: str, name: str) -> Column | None:
    """A column of a table, declared, captured or derived; None where the table has none of that name."""
    spec = program.table[table]
    if name in spec.derived_by_name:
        return Column(spec.derived_by_name[name].type, table, name)
    return Column(spec.by_name[name].type, table, name) if name in spec.by_name else None


def masked(counts: Mapping[Any, int], hidden: bool) -> Mapping[Any, int]:
    """How many items have which value; of `hidden` values only how many have one."""
    if not hidden:
        return counts
    there = sum(number for value, number in counts.items() if value is not None)
    return {value: number for value, number in ((MASK, there), (None, counts.get(None, 0))) if number}


@dataclass(frozen=True)
class Carrying:
    """Makes rules carry the extras, and takes what they carried out of their failures.

    `there` are the tables that can be read: what reads another one is not carried.
    """

    program: Program
    extras: Extras
    mask: Mask
    there: frozenset[str]

    @cached_property
    def split(self) -> Split | None:
        """How engines tell failing items apart."""
        names = tuple(_MARK + name for name in self.extras.columns)
        return Split(names, each=self.extras.by is not None) if names else None

    def carrying(self, rule: Rule) -> Rule:
        """The rule, showing more."""
        carried = self._carried(rule.table)
        if not carried:
            return rule
        if rule.scope == "pair":
            sides = [(f"{side}.{name}", Side(term.type, side, term)) for name, term in carried for side in ("a", "b")]
            return replace(rule, shows=(*rule.shows, *sides))
        return replace(rule, shows=(*rule.shows, *carried))

    def unloaded(self, rule: Rule, tally: Tally) -> tuple[Tally, list[dict[str, Any]]]:
        """The tally with only what its own rule shows; and what each failure carried, masked, by its plain name."""
        parted = [self._parted(rule, failure) for failure in tally.failures]
        return replace(tally, failures=tuple(failure for failure, _ in parted)), [carried for _, carried in parted]

    def _parted(self, rule: Rule, failure: Failure) -> tuple[Failure, dict[str, Any]]:
        if rule.scope == "group":
            values = group_values(rule, failure.keys)
            named = [(name, term) for name, term in self._carried(rule.table) if term in values]
            return failure, {name.removeprefix(_MARK): self._shown(term, values[term]) for name, term in named}
        terms = dict(self.carrying(rule).shows)
        own = {name: value for name, value in failure.values.items() if _MARK not in name}
        carried = {
            name.replace(_MARK, "", 1): self._shown(terms[name], value)
            for name, value in failure.values.items()
            if _MARK in name
        }
        return replace(failure, values=own), carried

    def with_carried(
        self, rule: Rule, tally: Tally, told: tuple[Violation, ...], carried: Sequence[dict[str, Any]]
    ) -> tuple[Violation, ...]:
        """The violations with what their failures carried, and with identities where they are wanted.

        A broken rule on a whole table may be told without a failure of its own.
        """
        if not any(carried) and not self.extras.identify:
            return told
        failures = tally.failures or (Failure(None, {}),) * len(told)
        beside = carried or [{}] * len(told)
        identities = self._identities(rule, failures)
        return tuple(
            replace(violation, beside=values, identity=who)
            for violation, values, who in zip(told, beside, identities, strict=True)
        )

    def counts(self, rule: Rule, tally: Tally) -> dict[str, Mapping[Any, int]]:
        """How many failing items carry which value, by the columns of the extras."""
        found = dict(zip(self.extras.columns, tally.split, strict=False))
        terms = {name: column_term(self.program, rule.table, name) for name in found}
        return {
            name: masked(counts, (term := terms[name]) is not None and self.mask.hides(term))
            for name, counts in found.items()
        }

    def _carried(self, table: str) -> Named:
        found = {name: column_term(self.program, table, name) for name in self.extras.columns}
        by = tuple((name, term) for name, term in found.items() if term is not None)
        beside = ((name, term) for name, term in self.extras.beside.get(table, ()) if name not in found)
        named = [*by, *beside]
        return tuple((_MARK + name, term) for name, term in named if tables_read(self.program, term) <= self.there)

    def _shown(self, term: Term, value: Any) -> Any:
        return MASK if value is not None and self.mask.hides(term) else value

    def _identities(self, rule: Rule, failures: Sequence[Failure]) -> list[str | None]:
        """An identity for each failure where they are wanted; what cannot be told apart is numbered."""
        if not self.extras.identify:
            return [None] * len(failures)
        from dcl.run.identity import identity

        seen: Counter[str] = Counter()
        found: list[str | None] = []
        for failure in failures:
            plain = identity(self.program, rule, failure)
            seen[plain] += 1
            found.append(plain if seen[plain] == 1 else f"{plain}/{seen[plain]}")
        return found
