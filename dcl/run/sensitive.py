"""Which values must not be shown: those of `sensitive` columns, and whatever is computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dcl.analysis.terms import (
    Aggregate,
    Column,
    Field,
    FromGroups,
    FromList,
    Metric,
    Origin,
    Outer,
    Path,
    Term,
    children,
)
from dcl.ir.program import ColumnSpec, Program, Rule
from dcl.tables import show

MASK = show.MASK

COUNTING = frozenset({"count", "share", "distinct", "any", "all", "entropy"})
"""Aggregates that tell how many, and never give a value of a column away."""


class Mask:
    """Decides what a program hides. Derived columns hide what they read."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._columns: dict[tuple[str, str], bool] = {}

    def hides_column(self, table: str, name: str) -> bool:
        place = (table, name)
        if place not in self._columns:
            self._columns[place] = self._decide(table, name)
        return self._columns[place]

    def _decide(self, table: str, name: str) -> bool:
        spec = self.program.table[table]
        if spec.origin is not None and self._comes_from_hidden(spec.origin, name):
            return True
        if name in spec.by_name:
            return _is_sensitive(spec.by_name[name])
        return name in spec.derived_by_name and self.hides(spec.derived_by_name[name])

    def _comes_from_hidden(self, origin: Origin, name: str) -> bool:
        """Whether a column of a made table holds what is hidden in the table that it is made from."""
        match origin:
            case FromGroups(per=per, lets=lets):
                terms = dict((*per, *lets))
                return name in terms and self.hides(terms[name])
            case FromList(table=table, column=column, parent_key=key):
                return self.hides_column(table, key if name == "parent" else column)
            case _:
                return False

    def hides_any(self, table: str) -> bool:
        """Whether the table has something to hide."""
        spec = self.program.table[table]
        made_of_hidden = spec.origin is not None and self.hides_any(spec.origin.table)
        return made_of_hidden or any(_is_sensitive(column) for column in spec.columns)

    def hides(self, term: Term) -> bool:
        """Whether the value of a term gives a sensitive value away."""
        match term:
            case Column(table=table, name=name) | Outer(table=table, name=name) | Path(table=table, column=name):
                return self.hides_column(table, name)
            case Field():
                spec = self._spec(term)
                return self.hides(term.base) if spec is None else _is_sensitive(spec)
            case Aggregate(function=function) if function in COUNTING:
                return False
            case Metric():
                # A metric is one number of many rows, from which no value can be read.
                return False
            case _:
                return any(self.hides(child) for child in children(term))

    def _spec(self, term: Term) -> ColumnSpec | None:
        """How the column, or the field of a record, that a term names was declared; None for other terms.

        A sensitive record hides its fields, so it is no declaration to go by.
        """
        match term:
            case Column(table=table, name=name):
                return self.program.table[table].by_name.get(name)
            case Field(base=base, name=name):
                outer = self._spec(base)
                if outer is None or outer.sensitive:
                    return None
                return next((spec for spec in outer.field_specs if spec.name == name), None)
            case _:
                return None

    def values(self, rule: Rule, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values that a failure shows, masked."""
        terms = dict(rule.shows)
        return {
            name: MASK if self._hides_shown(rule, name, terms.get(name)) else value for name, value in values.items()
        }

    def _hides_shown(self, rule: Rule, name: str, term: Term | None) -> bool:
        return self.hides_column(rule.table, name) if term is None else self.hides(term)

    def keys(self, rule: Rule, keys: Mapping[str, Any]) -> dict[str, Any]:
        """The keys of a row, or the values of a group, masked."""
        per = getattr(rule.body, "per", ()) if rule.scope == "group" else ()
        terms = dict(zip(rule.group_names, per, strict=False))
        return {name: MASK if self._hides_shown(rule, name, terms.get(name)) else value for name, value in keys.items()}

    def measured(self, rule: Rule, measured: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """What the aggregates of a rule came to, masked."""
        if measured is None:
            return None
        terms = dict(rule.measures)
        return {text: MASK if text in terms and self.hides(terms[text]) else value for text, value in measured.items()}


def _is_sensitive(spec: ColumnSpec) -> bool:
    return spec.sensitive or any(_is_sensitive(field) for field in spec.field_specs)
