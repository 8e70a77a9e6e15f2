"""Finds what there is to draw in a contract, and counts it in the data."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from dcl.analysis.contract import CheckedContract
from dcl.analysis.terms import Column, Metric, Path, Term, children
from dcl.engines.base import Engine
from dcl.figures.model import Confusion, Distribution, Figures
from dcl.functions.metrics import METRICS
from dcl.ir.program import Program
from dcl.run.check import STOPS
from dcl.run.sensitive import Mask
from dcl.run.structure import root_of
from dcl.run.words import text_of
from dcl.syntax import ast
from dcl.tables.table import Table
from dcl.types import LabelType, OneOf, Type

MOST_VALUES = 60
"""A column with more different values is no vocabulary that anybody looks at."""

MOST_CONFUSED = 24
"""A larger square of labels cannot be read."""

MOST_FIGURES = 12


@dataclass(frozen=True)
class _Draft:
    """What is to be counted, before anybody has."""

    table: str
    label: Column
    against: Column | None = None


def figures_of(checked: CheckedContract, program: Program, tables: Mapping[str, Table], engine: Engine) -> Figures:
    """The figures that the contract speaks of and the data can show; `sensitive` columns are never shown."""
    counting = _Counting(program, tables, engine, Mask(program))
    distributions = (counting.distribution(draft) for draft in _distributions(checked, program))
    confusions = (counting.confusion(metric, table) for table, metric in _metrics(program))
    return Figures(
        tuple(found for found in distributions if found is not None)[:MOST_FIGURES],
        _different(confusions),
    )


def _different(confusions: Iterable[Confusion | None]) -> tuple[Confusion, ...]:
    """Each confusion once, however many rules speak of it."""
    found = {(each.table, each.column, each.gold): each for each in confusions if each is not None}
    return tuple(found.values())[:MOST_FIGURES]


def _distributions(checked: CheckedContract, program: Program) -> list[_Draft]:
    """The closed vocabularies of each table: against what a rule or a `like` compares them with, else alone."""
    found: dict[Column, _Draft] = {}
    for table, metric in _metrics(program):
        label = metric.arguments[0][1]
        if metric.against is not None and isinstance(label, Column):
            other, name = metric.against
            found.setdefault(label, _Draft(table, label, Column(label.type, other, name)))
    likes = {
        name: decl.decl.origin.table.text
        for name, decl in checked.tables.items()
        if isinstance(decl.decl.origin, ast.LikeClause)
    }
    for spec in program.tables:
        for column in spec.columns:
            if spec.name not in likes and isinstance(column.type, LabelType | OneOf):
                label = Column(column.type, spec.name, column.name)
                copies = [name for name, like in likes.items() if like == spec.name]
                against = Column(column.type, copies[0], column.name) if copies else None
                found.setdefault(label, _Draft(spec.name, label, against))
    return list(found.values())


def _metrics(program: Program) -> Iterator[tuple[str, Metric]]:
    """Every metric that a rule measures, with the table of the rule."""
    for rule in program.rules:
        for _, measure in rule.measures:
            if isinstance(measure, Metric):
                yield rule.table, measure


@dataclass(frozen=True)
class _Counting:
    program: Program
    tables: Mapping[str, Table]
    engine: Engine
    mask: Mask

    def _count(self, table: str, terms: list[Term], where: Term | None = None) -> dict[tuple[Any, ...], int] | None:
        """The rows of a table by values that are all there, of those for which `where` is true.

        None where the table is not there, cannot be counted, or must not be shown.
        """
        if any(self.mask.hides(term) for term in terms):
            return None
        if root_of(self.program, table) not in self.tables:
            return None
        asked = terms if where is None else [*terms, where]
        try:
            counts = self.engine.count(self.program, self.tables, table, asked)
        except STOPS:
            raise
        except BaseException:  # noqa: BLE001 - the rules of the table say what is wrong with it
            return None
        return {
            values[: len(terms)]: rows
            for values, rows in counts.items()
            if None not in values and (where is None or values[-1] is True)
        }

    def distribution(self, draft: _Draft) -> Distribution | None:
        counts = self._count(draft.table, [draft.label])
        if not counts or len(counts) > MOST_VALUES:
            return None
        other = draft.against
        there = None if other is None else self._count(other.table, [other])
        return Distribution(
            draft.table,
            draft.label.name,
            _vocabulary(draft.label.type, [value for (value,) in (*counts, *(there or ()))]),
            _texts(counts),
            None if other is None or there is None else f"{other.table}.{other.name}",
            None if there is None else _texts(there),
        )

    def confusion(self, metric: Metric, table: str) -> Confusion | None:
        terms = dict(metric.arguments)
        family = METRICS[metric.function].family
        label = terms.get("label")
        if label is None or not _is_shown(label.type):
            return None
        if family == "gold" and "truth" in terms:
            return self._against_gold(table, label, terms["truth"], metric.where)
        if family == "agreement":
            return self._between_raters(table, label, terms["item"], metric.where)
        return None

    def _against_gold(self, table: str, label: Term, truth: Term, where: Term | None) -> Confusion | None:
        counts = self._count(table, [label, truth], where)
        if not counts:
            return None
        texts = {(str(text_of(given)), str(text_of(true))): rows for (given, true), rows in counts.items()}
        return self._confusion(table, label, _name(truth), texts)

    def _between_raters(self, table: str, label: Term, item: Term, where: Term | None) -> Confusion | None:
        counts = self._count(table, [item, label], where)
        if not counts:
            return None
        by_item: dict[Any, list[tuple[str, int]]] = defaultdict(list)
        for (of_item, given), rows in counts.items():
            by_item[of_item].append((str(text_of(given)), rows))
        pairs: Counter[tuple[str, str]] = Counter()
        for answers in by_item.values():
            for given, times in answers:
                pairs[given, given] += times * (times - 1)
            for (one, times), (other, others) in combinations(answers, 2):
                pairs[one, other] += times * others
                pairs[other, one] += times * others
        return self._confusion(table, label, None, {pair: n for pair, n in pairs.items() if n})

    def _confusion(
        self, table: str, label: Term, gold: str | None, counts: Mapping[tuple[str, str], int]
    ) -> Confusion | None:
        values = _vocabulary(label.type, [value for pair in counts for value in pair])
        seen = {value for pair in counts for value in pair}
        shown = tuple(value for value in values if value in seen)
        if not 1 < len(shown) <= MOST_CONFUSED:
            return None
        return Confusion(table, _name(label), gold, shown, counts)


def _name(term: Term) -> str:
    """What a term over columns is called: `label`, `image_id.gold`."""
    match term:
        case Column(name=name):
            return name
        case Path(base=base, column=column):
            return f"{_name(base)}.{column}"
        case _:
            return next((_name(part) for part in children(term)), str(term.type))


def _is_shown(type_: Type) -> bool:
    return isinstance(type_, LabelType | OneOf) or str(type_) in ("text", "int", "bool")


def _vocabulary(type_: Type, seen: Iterable[Any]) -> tuple[str, ...]:
    """The values in the order of the contract, then those that only the data hold."""
    known: tuple[str, ...] = ()
    if isinstance(type_, LabelType):
        known = tuple(label.name for label in type_.labels)
    elif isinstance(type_, OneOf):
        known = type_.choices
    others = sorted({str(text_of(value)) for value in seen}, key=_order)
    return tuple(dict.fromkeys((*known, *others)))


def _order(text: str) -> tuple[float, str]:
    """Numbers in their own order, before all other texts."""
    try:
        return float(text), text
    except ValueError:
        return math.inf, text


def _texts(counts: Mapping[tuple[Any, ...], int]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for (value,), rows in counts.items():
        found[str(text_of(value))] += rows
    return dict(found)
