"""What a page needs to know besides the counts: by whom the failing items are, and what their rows are drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dcl.analysis.terms import Column, Term
from dcl.ir.program import Program, Rule
from dcl.pictures.sketches import sketch_of
from dcl.run.extras import Extras, Named, column_term
from dcl.run.sensitive import Mask
from dcl.types import ANY, BOX, INTERVAL, ListOf, Record

MOST_FACETS = 3


def html_extras(program: Program, by: str | None) -> Extras:
    """What a check tells besides for a report in HTML; `by` is the column that parts it, where one does."""
    return Extras(by=by, facets=_facets(program), beside=_beside(program))


def _facets(program: Program) -> tuple[str, ...]:
    """The columns that people want violations by: those that come from the paths of files, then those that rules go by.

    Rows that stand in an order, such as the turns of a conversation, are one thing and not somebody's.
    """
    captured = [name for spec in program.tables for name in spec.captured]
    named = Counter(name for rule in program.rules if not _has_order(rule) for name in _per(rule))
    names = dict.fromkeys((*captured, *(name for name, _ in named.most_common())))
    return tuple(name for name in names if _can_be_shown(program, name))[:MOST_FACETS]


def _has_order(rule: Rule) -> bool:
    return bool(getattr(rule.body, "order", ()))


def _per(rule: Rule) -> Iterator[str]:
    per: tuple[Term, ...] = getattr(rule.body, "per", ())
    yield from (term.name for term in per if isinstance(term, Column))


def _can_be_shown(program: Program, name: str) -> bool:
    """Whether every column of the name holds one value in a row, and none is sensitive or tells single rows apart."""
    mask = Mask(program)
    found = [term for spec in program.tables if (term := column_term(program, spec.name, name)) is not None]
    keys = {(spec.name, spec.keys) for spec in program.tables}
    return all(
        not mask.hides(term)
        and not isinstance(term.type, ListOf | Record)
        and term.type not in (ANY, BOX, INTERVAL)
        and (term.table, (name,)) not in keys
        for term in found
    )


def _beside(program: Program) -> dict[str, Named]:
    """What the rows of each table are drawn from, for the tables that can be drawn."""
    sketches = {spec.name: sketch_of(program, spec.name) for spec in program.tables}
    return {name: sketch.needs for name, sketch in sketches.items() if sketch is not None}
