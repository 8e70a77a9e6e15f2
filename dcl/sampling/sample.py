"""Drawing the sample of a rule that people judge: its rows, lot by lot, and the sheet to fill in."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from dcl.analysis.terms import Column, FromGroups, Term
from dcl.engines.base import Engine, Failure
from dcl.ir.program import Program, ReviewOnly, Rule
from dcl.run.durations import with_durations
from dcl.run.review import Plan, choosing, lots_by, plan_of
from dcl.run.sensitive import Mask
from dcl.sampling.draw import draw, draw_by
from dcl.sampling.sheet import SampledRow, Sheet
from dcl.tables.rows import only_rows
from dcl.tables.table import Table
from dcl.types import Type


@dataclass(frozen=True)
class Lot:
    """What is accepted or refused for itself: its plan, and the rows that were drawn from it, counted from 0."""

    plan: Plan
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Sample:
    """What was drawn for a rule, from how many rows. The sheet holds the rows of all lots."""

    rule: Rule
    sheet: Sheet
    lots: tuple[Lot, ...]
    of_rows: int


@dataclass(frozen=True)
class Lottery:
    """Draws samples from some tables. `by` names a column: each of its values gets its share of the rows drawn."""

    program: Program
    tables: Mapping[str, Table]
    engine: Engine
    seed: int
    by: str | None = None

    def sample(self, rule: Rule) -> Sample:
        """The same rows whenever the contract, the data, the seed and `by` are the same."""
        assert rule.review is not None
        chosen = self._chosen(rule)
        lots: dict[Hashable, list[int]] = {}
        for row, (lot, _) in chosen.items():
            lots.setdefault(lot, []).append(row)
        drawn = []
        for place, rows in enumerate(lots.values()):
            plan = plan_of(rule.review, len(rows))
            drawn.append(Lot(plan, self._draw(rows, [chosen[row][1] for row in rows], plan.size, place)))
        numbers = sorted(row for lot in drawn for row in lot.rows)
        sheet = Sheet(self.program.fingerprint, rule.id, self.seed, tuple(self._seen(rule, numbers)), self.by)
        return Sample(rule, sheet, tuple(drawn), len(chosen))

    def _draw(self, rows: Sequence[int], strata: Sequence[Hashable], size: int, place: int) -> tuple[int, ...]:
        stream = f"lot {place}/" if place else ""
        if self.by is None:
            return tuple(rows[number] for number in draw(len(rows), size, self.seed, stream))
        return tuple(rows[number] for number in draw_by(strata, size, self.seed, stream))

    def _chosen(self, rule: Rule) -> dict[int, tuple[Hashable, Hashable]]:
        """The rows to draw from, each with what tells its lot and its stratum."""
        per = lots_by(rule)
        terms = per if self.by is None else (*per, _column(self.program, rule.table, self.by))
        shows = tuple((f"part {place}", term) for place, term in enumerate(terms))
        if not terms and not getattr(rule.body, "when", ()) and rule.table in self.tables:
            return dict.fromkeys(range(self.engine.rows(self.tables[rule.table])), ((), None))
        found: dict[int, tuple[Hashable, Hashable]] = {}
        for failure in self._ask(replace(choosing(rule), shows=shows), self.tables):
            parts = [repr(failure.values[name]) for name, _ in shows]
            assert failure.row is not None
            found[failure.row] = (tuple(parts[: len(per)]), tuple(parts[len(per) :]))
        return found

    def _ask(self, rule: Rule, tables: Mapping[str, Table]) -> Sequence[Failure]:
        tally = self.engine.check(self.program, tables, [rule], None)[rule.id]
        return with_durations(self.program, rule, tally).failures

    def _seen(self, rule: Rule, numbers: Sequence[int]) -> list[SampledRow]:
        """The rows that were drawn, as people may see them."""
        table = rule.table
        declared = tuple((name, Column(type_, table, name)) for name, type_ in _stored(self.program, table).items())
        reads = rule.shows if rule.scope == "row" else ()
        if isinstance(rule.body, ReviewOnly):
            # People look at the whole row, so a verdict holds for no other values.
            reads = declared
        whole = replace(choosing(rule), shows=(*reads, *(each for each in declared if each not in reads)))
        failures = self._fetch(whole, numbers, picked=all(each in declared for each in reads))
        mask = Mask(self.program)
        found = []
        for number, failure in failures.items():
            values = mask.values(whole, failure.values)
            read = {name: values[name] for name, _ in reads if name not in failure.keys}
            others = {name: value for name, value in values.items() if name not in read and name not in failure.keys}
            found.append(SampledRow(number, mask.keys(whole, failure.keys), read, others))
        return found

    def _fetch(self, rule: Rule, numbers: Sequence[int], picked: bool) -> dict[int, Failure]:
        """What some rows hold. `picked`: it is in the rows themselves, so that the others need not be looked at."""
        if not picked or rule.table not in self.tables:
            failures = {failure.row: failure for failure in self._ask(rule, self.tables)}
            return {number: failures[number] for number in numbers}
        alone = replace(rule, body=replace(rule.body, when=(), per=(), order=()))  # type: ignore[call-arg]
        tables = {**self.tables, rule.table: only_rows(self.tables[rule.table], numbers)}
        return dict(zip(numbers, self._ask(alone, tables), strict=True))


def columns_of(program: Program, table: str) -> tuple[str, ...]:
    """The columns by which samples of a table can be drawn."""
    return (*_stored(program, table), *program.table[table].derived_by_name)


def _stored(program: Program, table: str) -> dict[str, Type]:
    """The types of the columns that make up a row; a table of groups has its `per` columns and its `let`s."""
    spec = program.table[table]
    types = {column.name: column.type for column in spec.columns}
    if isinstance(spec.origin, FromGroups):
        types |= {name: term.type for name, term in (*spec.origin.per, *spec.origin.lets)}
    return types


def _column(program: Program, table: str, name: str) -> Term:
    derived = program.table[table].derived_by_name.get(name)
    return Column(_stored(program, table)[name] if derived is None else derived.type, table, name)
