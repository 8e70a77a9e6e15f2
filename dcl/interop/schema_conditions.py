"""Conditions of the language as schemas of a record: when they are true, false, and not the one or the other.

The language has three truth values, a schema has two: where a value is missing a condition is unknown, and a check that
is unknown does not fail. So every condition gives four schemas.

A record that breaks what the schema states of its columns is refused anyway. So conditions may take for granted that
cells fit, and are there where they must be; only of columns whose rules the schema does not state they look closer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dcl.analysis.terms import (
    Aggregate,
    And,
    Column,
    Compare,
    Const,
    Elements,
    Field,
    If,
    Implies,
    IsMissing,
    It,
    Not,
    Or,
    Term,
    rebuilt,
)
from dcl.interop.reasons import reason_of_term, walk
from dcl.interop.schema_dates import SORTED, date_schema
from dcl.interop.schema_logic import Schema, both, either, is_too_large, neither, one_of, or_one_of, values_of
from dcl.interop.schema_types import Types
from dcl.interop.schema_values import by_trial, constant, is_place, size_bounds, subject, value_schema
from dcl.ir.program import ColumnSpec, TableSpec
from dcl.tables.cells_text import element_spec, field_specs, spelling_of_times
from dcl.types import BOOL, DATE, ListOf, Record


class Beyond(Exception):
    """A condition that no schema of one record states, and why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Truth:
    """Which records make a condition true, which false, and which do not. Of the others it is unknown."""

    true: Schema
    false: Schema
    not_true: Schema
    not_false: Schema

    @property
    def turned(self) -> Truth:
        """The truth of `not …`."""
        return Truth(self.false, self.true, self.not_false, self.not_true)


ALWAYS = Truth(True, False, False, True)


@dataclass(frozen=True)
class Step:
    """One step to a value: the key of an object, or the place in a fixed list.

    `fits`: a value that does not fit is refused by the schema. `sure`: so is one that is missing.
    """

    key: str | int
    spec: ColumnSpec
    fits: bool
    sure: bool


@dataclass(frozen=True)
class Conditions:
    """Conditions on the records of a table.

    `fitting` and `required` are the columns whose cells the schema holds to their type, and to be there; `loose` are
    those whose type it states only in part, with why. `element` is what `it` stands for, inside a list.
    """

    table: TableSpec
    types: Types
    fitting: frozenset[str]
    required: frozenset[str]
    loose: Mapping[str, str] = field(default_factory=dict)
    element: ColumnSpec | None = None

    def truth(self, term: Term) -> Truth:
        """The four schemas of a condition; raises Beyond."""
        found = self._truth(term)
        if any(map(is_too_large, (found.true, found.false, found.not_true, found.not_false))):
            raise Beyond("written out as a schema it is too long")
        return found

    def _truth(self, term: Term) -> Truth:
        match term:
            case Const(value=value):
                return ALWAYS if value is True else ALWAYS.turned
            case And(parts=parts):
                return _all([self.truth(part) for part in parts])
            case Or(parts=parts):
                return _any([self.truth(part) for part in parts])
            case Implies(left=left, right=right):
                return _any([self.truth(left).turned, self.truth(right)])
            case Not(operand=operand):
                return self.truth(operand).turned
            case If():
                return self._branches(term)
            case IsMissing(operand=operand):
                return self._missing(operand)
            case Column() if (derived := self._derived(term)) is not None:
                return self.truth(derived)
            case Aggregate(source=Elements()):
                return self._of_elements(term)
        return self._of_value(self._spelled_out(term))

    # ── Parts ────────────────────────────────────────────────────────────────────────────────────────────────

    def _derived(self, term: Term) -> Term | None:
        if isinstance(term, Column) and term.table == self.table.name and self.element is None:
            return self.table.derived_by_name.get(term.name)
        return None

    def _spelled_out(self, term: Term) -> Term:
        """The term with its derived columns replaced by what they come to, where that is a place."""
        derived = self._derived(term)
        return rebuilt(term, self._spelled_out) if derived is None else self._spelled_out(derived)

    def _branches(self, term: If) -> Truth:
        condition, then = self.truth(term.condition), self.truth(term.then)
        otherwise = Truth(False, False, True, True) if term.otherwise is None else self.truth(term.otherwise)
        return Truth(
            true=either(both(condition.true, then.true), both(condition.false, otherwise.true)),
            false=either(both(condition.true, then.false), both(condition.false, otherwise.false)),
            not_true=both(either(condition.not_true, then.not_true), either(condition.not_false, otherwise.not_true)),
            not_false=both(
                either(condition.not_true, then.not_false), either(condition.not_false, otherwise.not_false)
            ),
        )

    def _missing(self, operand: Term) -> Truth:
        derived = self._derived(operand)
        operand = operand if derived is None else derived
        if is_place(operand):
            steps = self._steps(operand)
            there, gone = self._there(steps, True), self._unless(steps, False)
            return Truth(gone, there, there, gone)
        if operand.type != BOOL:
            raise Beyond(reason_of_term(operand))
        truth = self.truth(operand)
        unknown, known = both(truth.not_true, truth.not_false), either(truth.true, truth.false)
        return Truth(unknown, known, known, unknown)

    def _of_value(self, term: Term) -> Truth:
        """A condition on one value."""
        for place in walk(term):
            if is_place(place) and (found := by_trial(term, place)) is not None:
                right, wrong = found
                return self._at(place, right, wrong, settled=wrong == neither(right))
        about = subject(term)
        true = None if about is None else self._asked(term, about)
        if about is not None and true is not None:
            return self._at(about, true, neither(true))
        counted = self._counted(term) if isinstance(term, Compare) else None
        if counted is None:
            raise Beyond(reason_of_term(term))
        return counted

    def _asked(self, term: Term, about: Term) -> Schema | None:
        """What values make a condition on one value true."""
        if about.type != DATE:
            return value_schema(term)
        spec = self._spec(about)
        return date_schema(term) if spelling_of_times(spec, self.types.format).text in SORTED else None

    # ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────

    def _of_elements(self, term: Aggregate) -> Truth:
        """`all(tags, …)`, `any(tags, …)`: elements of which the condition is unknown do not count."""
        if term.function not in ("all", "any") or term.argument is None:
            raise Beyond(reason_of_term(term))
        place, inside = self._inside(term)
        asked = inside.truth(term.argument)
        chosen = ALWAYS if term.where is None else inside.truth(term.where)
        if term.function == "all":
            right = _every(either(chosen.not_true, asked.not_false))
            return self._at(place, right, _some(both(chosen.true, asked.false)))
        return self._at(place, _some(both(chosen.true, asked.true)), _every(either(chosen.not_true, asked.not_true)))

    def _counted(self, term: Compare) -> Truth | None:
        """`count(tags, …) <= 1`, and `distinct(tags) = count(tags)`; None for any other comparison."""
        left, right = term.left, term.right
        if _is_distinct(left) and _counts_all(right, left) and term.op == "=":
            assert isinstance(left, Aggregate)
            place, inside = self._inside(left)
            if inside.element is None or inside.element.optional or inside.types.is_spelled_freely(inside.element):
                raise Beyond("equal elements may be spelled in several ways")
            return self._at(place, {"uniqueItems": True}, {"not": {"uniqueItems": True}})
        value = constant(right)
        if not isinstance(left, Aggregate) or left.function != "count" or not isinstance(value, int | float):
            return None
        if not isinstance(left.source, Elements):
            return None
        if (bounds := size_bounds(term.op, value)) is None:
            same = self._counted(replace(term, op="="))
            return None if same is None else same.turned
        place, inside = self._inside(left)
        conditions = [inside.truth(each).true for each in (left.where, left.argument) if each is not None]
        true = _count(both(*conditions), *bounds)
        return self._at(place, true, neither(true))

    def _inside(self, term: Aggregate) -> tuple[Term, Conditions]:
        """The list that an aggregate runs over, and the conditions on its elements."""
        assert isinstance(term.source, Elements)
        place = self._spelled_out(term.source.operand)
        if not is_place(place):
            raise Beyond(reason_of_term(term))
        spec = self._spec(place)
        assert isinstance(spec.type, ListOf)
        return place, replace(self, element=element_spec(spec, spec.type))

    # ── Places ───────────────────────────────────────────────────────────────────────────────────────────────

    def _at(self, place: Term, true: Schema, false: Schema, settled: bool = True) -> Truth:
        """What holds of the value of a place, in the record; `settled`: it is true or false of each that is there."""
        steps = self._steps(place)
        not_true, not_false = (false, true) if settled else (neither(true), neither(false))
        return Truth(
            true=self._there(steps, true),
            false=self._there(steps, false),
            not_true=self._unless(steps, not_true),
            not_false=self._unless(steps, not_false),
        )

    def _spec(self, place: Term) -> ColumnSpec:
        if isinstance(place, It):
            assert self.element is not None
            return self.element
        return self._steps(place)[-1].spec

    def _steps(self, place: Term) -> Sequence[Step]:
        match place:
            case Column(table=table, name=name):
                return (self._column(table, name),)
            case Field(base=base, name=name):
                return (*self._steps(base), _field(self._spec(base), name))
        return ()

    def _column(self, table: str, name: str) -> Step:
        if self.element is not None:
            raise Beyond("it compares the elements of a list with the row")
        if table != self.table.name or name not in self.table.by_name:
            raise Beyond(f"it reads rows of `{table}`")
        if name in self.table.captured:
            raise Beyond(f"it reads `{name}`, which stands in the path of the file")
        if name in self.loose:
            raise Beyond(f"it reads `{name}`, {self.loose[name]}")
        spec = self.table.by_name[name]
        fits = name in self.fitting
        return Step(spec.file_name, spec, fits, sure=fits and name in self.required)

    def _there(self, steps: Sequence[Step], inner: Schema) -> Schema:
        """A value is there, and fits the schema."""
        schema = inner
        if not steps and self.element is not None and self.element.optional:
            schema = self._known(self.element, self.types.kind(self.element), schema)
        for step in reversed(steps):
            if not step.sure:
                there = self.types.kind(step.spec) if step.fits else self.types.there(step.spec)
                schema = self._known(step.spec, there, schema)
            schema = _within(step, schema)
            if isinstance(schema, dict) and isinstance(step.key, str) and not step.sure:
                schema = both({"required": [step.key]}, schema)
        return schema

    def _known(self, spec: ColumnSpec, there: Schema, schema: Schema) -> Schema:
        """A value that is there and fits the schema; listed values do by themselves."""
        listed = values_of(schema)
        missing = self.types.missing(spec)
        return both(there, schema) if listed is None else one_of(value for value in listed if value not in missing)

    def _unless(self, steps: Sequence[Step], inner: Schema) -> Schema:
        """A value is missing, or fits the schema."""
        schema = inner
        if not steps and self.element is not None and self.element.optional:
            schema = or_one_of(schema, self.types.missing(self.element))
        for step in reversed(steps):
            if not step.fits:
                schema = either(neither(self.types.there(step.spec)), schema)
            elif not step.sure:
                schema = or_one_of(schema, self.types.missing(step.spec))
            schema = _within(step, schema)
        return schema


def _within(step: Step, schema: Schema) -> Schema:
    if isinstance(schema, bool):
        return schema
    if isinstance(step.key, int):
        return {"prefixItems": [*([True] * step.key), schema]}
    return {"properties": {step.key: schema}}


def _field(spec: ColumnSpec, name: str) -> Step:
    assert isinstance(spec.type, Record)
    fields = field_specs(spec, spec.type)
    place = next(place for place, each in enumerate(fields) if each.name == name)
    found = fields[place]
    return Step(place if spec.type.positional else found.file_name, found, fits=True, sure=not found.optional)


def _all(truths: Sequence[Truth]) -> Truth:
    return Truth(
        both(*(each.true for each in truths)),
        either(*(each.false for each in truths)),
        either(*(each.not_true for each in truths)),
        both(*(each.not_false for each in truths)),
    )


def _any(truths: Sequence[Truth]) -> Truth:
    return _all([each.turned for each in truths]).turned


def _every(schema: Schema) -> Schema:
    return True if schema is True else {"items": schema}


def _some(schema: Schema) -> Schema:
    return False if schema is False else {"contains": schema}


def _count(schema: Schema, least: int, most: int | None) -> Schema:
    """A list in which at least and at most so many elements fit."""
    if most is not None and (most < 0 or most < least):
        return False
    made: dict[str, Any] = {} if least == 1 else {"minContains": max(least, 0)}
    return {"contains": schema, **made} if most is None else {"contains": schema, **made, "maxContains": most}


def _is_distinct(term: Term) -> bool:
    return isinstance(term, Aggregate) and term.function == "distinct" and isinstance(term.source, Elements)


def _counts_all(term: Term, distinct: Term) -> bool:
    """Whether it counts all elements of the list that the other term finds the distinct ones of."""
    assert isinstance(distinct, Aggregate)
    if not isinstance(term, Aggregate) or term.function != "count" or term.source != distinct.source:
        return False
    of_missing = Not(IsMissing(distinct.argument)) if isinstance(distinct.argument, It) else None
    return isinstance(distinct.argument, It) and term.where is None and term.argument in (None, of_missing)
