"""What this engine does not translate natively yet, and leaves to the reference engine; `explain` says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dcl.analysis.terms import (
    Aggregate,
    Column,
    FromGroups,
    Metric,
    Order,
    Path,
    Position,
    Shifted,
    Side,
    SpanNumber,
    Term,
    children,
)
from dcl.engines.reference.sequences import needs_order
from dcl.ir.program import (
    DeterminesCheck,
    GroupCheck,
    PairCheck,
    Program,
    ReviewOnly,
    RowCheck,
    Rule,
    UniqueCheck,
)
from dcl.types import ListOf, Record


def translates(program: Program, rule: Rule) -> bool:
    """Whether the rule is decided by Polars itself."""
    body = rule.body
    if isinstance(body, ReviewOnly):
        return False
    if isinstance(body, RowCheck | GroupCheck) and not _order_translates(rule, body):
        return False
    if isinstance(body, PairCheck) and not _pairs_translate(program, rule, body):
        return False
    terms = [*_terms(rule), *(term for _, term in rule.shows)]
    if isinstance(body, GroupCheck):
        if any(isinstance(part, Metric) for term in (*body.when, *body.per) for part in _parts(term)):
            return False
        return not any(_is_foreign(term) for term in _all_terms(program, terms) if not isinstance(term, Metric))
    return not reads_foreign(program, terms)


def _order_translates(rule: Rule, body: RowCheck | GroupCheck) -> bool:
    measures = [measure for _, measure in rule.measures]
    if any(needs_order(term) for _, term in rule.shows):
        return False
    if isinstance(body, GroupCheck) and _ordered_outside(body.check):
        return False
    return in_order_natively(body.per, body.order, (body.check, *body.when, *measures))


def grouped_natively(program: Program, origin: FromGroups) -> bool:
    """Whether a table of groups is made by Polars itself."""
    per, lets = [term for _, term in origin.per], [term for _, term in origin.lets]
    if reads_foreign(program, [*per, *lets, *(term for term, _ in origin.order)]):
        return False
    return not any(map(_ordered_outside, lets)) and in_order_natively(per, origin.order, lets)


def in_order_natively(per: Sequence[Term], order: Order, terms: Sequence[Term]) -> bool:
    """Whether Polars itself brings what the terms ask of the order of rows.

    Rows are sorted by their groups; what one finds beside it asks nothing of the order itself, nor of its group.
    """
    if not order:
        return not any(map(needs_order, (*per, *terms)))
    sorted_by = [term for term, _ in order]
    if any(isinstance(term.type, ListOf | Record) for term in (*per, *sorted_by)) or any(map(needs_order, sorted_by)):
        return False
    return not any(_asks_too_much(part) for term in (*per, *terms) for part in _parts(term))


def _parts(term: Term) -> Iterator[Term]:
    yield term
    for part in children(term):
        yield from _parts(part)


def _asks_too_much(term: Term) -> bool:
    if not isinstance(term, Shifted | SpanNumber):
        return False
    return any(
        isinstance(part, Aggregate | Shifted | Position | SpanNumber)
        for inner in children(term)
        for part in _parts(inner)
    )


def _ordered_outside(term: Term) -> bool:
    """Whether a check of a group asks something of the order of one row, outside of all aggregates."""
    if isinstance(term, Shifted | Position | SpanNumber):
        return True
    return not isinstance(term, Aggregate | Metric) and any(map(_ordered_outside, children(term)))


def reads_foreign(program: Program, terms: Iterable[Term]) -> bool:
    """Whether the terms read something that Polars itself does not know."""
    return any(_is_foreign(term) for term in _all_terms(program, terms))


def _pairs_translate(program: Program, rule: Rule, body: PairCheck) -> bool:
    """Rows are sorted by what pairs agree on and by their key, and what is shown is of one row."""
    spec = program.table[rule.table]
    keys = [spec.by_name[name].type for name in spec.keys]
    sorted_by = [*keys, *(term.type for term in body.within), *(term.type for term, _ in body.order)]
    shown = [term.operand if isinstance(term, Side) else term for _, term in rule.shows]
    return not any(isinstance(type_, ListOf | Record) for type_ in sorted_by) and not any(
        isinstance(part, Side) for term in shown for part in children(term)
    )


def _all_terms(program: Program, terms: Iterable[Term]) -> Iterator[Term]:
    """The terms and all that they read, those of the derived columns among them included."""
    waiting = list(terms)
    derived: set[tuple[str, str]] = set()
    while waiting:
        term = waiting.pop()
        yield term
        waiting.extend(children(term))
        place = (term.table, term.name) if isinstance(term, Column) else None
        if isinstance(term, Path):
            place = (term.table, term.column)
        if place is not None and place not in derived:
            derived.add(place)
            value = program.table[place[0]].derived_by_name.get(place[1])
            waiting.extend([] if value is None else [value])


def _terms(rule: Rule) -> tuple[Term, ...]:
    match rule.body:
        case RowCheck() | GroupCheck() as body:
            return (body.check, *body.when, *body.per, *(term for term, _ in body.order))
        case PairCheck(check=check, within=within, when=when, order=order):
            return (check, *within, *when, *(term for term, _ in order))
        case DeterminesCheck(left=left, right=right, when=when, per=per):
            return (*left, *right, *when, *per)
        case UniqueCheck():
            return tuple(term for _, term in rule.shows)
        case _:
            return ()


def _is_foreign(term: Term) -> bool:
    match term:
        case Metric():
            return True
        case _:
            return False
