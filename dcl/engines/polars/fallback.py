"""What this engine does not translate natively yet, and leaves to the reference engine; `explain` says so."""

from __future__ import annotations

from collections.abc import Iterator

from dcl.analysis.terms import (
    Aggregate,
    Arithmetic,
    Column,
    Compare,
    Field,
    Metric,
    Path,
    Position,
    Shifted,
    Side,
    SpanNumber,
    Term,
    children,
)
from dcl.ir.program import (
    CellCheck,
    DeterminesCheck,
    GroupCheck,
    PairCheck,
    Program,
    ReviewOnly,
    RowCheck,
    Rule,
    UniqueCheck,
)
from dcl.types import ANY, DURATION, ListOf, Record, Type


def translates(program: Program, rule: Rule) -> bool:
    """Whether the rule is decided by Polars itself."""
    body = rule.body
    if isinstance(body, ReviewOnly) or (isinstance(body, RowCheck | GroupCheck) and body.order):
        return False
    if any(program.table[name].origin is not None for name in (rule.table, *rule.tables)):
        return False
    if isinstance(body, PairCheck) and not _pairs_translate(program, rule, body):
        return False
    if isinstance(body, CellCheck):
        return not _is_new(program.table[rule.table].by_name[body.column].type)
    return not any(_is_foreign(program, term) for term in _all_terms(program, rule))


def _pairs_translate(program: Program, rule: Rule, body: PairCheck) -> bool:
    """Rows are sorted by what pairs agree on and by their key, and what is shown is of one row."""
    spec = program.table[rule.table]
    keys = [spec.by_name[name].type for name in spec.keys]
    sorted_by = [*keys, *(term.type for term in body.within), *(term.type for term, _ in body.order)]
    shown = [term.operand if isinstance(term, Side) else term for _, term in rule.shows]
    return not any(isinstance(type_, ListOf | Record) for type_ in sorted_by) and not any(
        isinstance(part, Side) for term in shown for part in children(term)
    )


def _all_terms(program: Program, rule: Rule) -> Iterator[Term]:
    """Every term that a rule reads, those of the derived columns among them included."""
    waiting = [*_terms(rule), *(term for _, term in rule.shows)]
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
        case RowCheck(check=check, when=when, per=per) | GroupCheck(check=check, when=when, per=per):
            return (check, *when, *per)
        case PairCheck(check=check, within=within, when=when, order=order):
            return (check, *within, *when, *(term for term, _ in order))
        case DeterminesCheck(left=left, right=right, when=when, per=per):
            return (*left, *right, *when, *per)
        case UniqueCheck():
            return tuple(term for _, term in rule.shows)
        case _:
            return ()


def _is_foreign(program: Program, term: Term) -> bool:
    match term:
        case Shifted() | Position() | SpanNumber() | Metric():
            return True
        case Arithmetic(left=left, right=right):
            return DURATION in (term.type, left.type, right.type)
        case Compare(left=left):
            return isinstance(left.type, ListOf)
        case Aggregate(function=function):
            return function in ("first", "last", "join")
        case Column(table=table, name=name):
            spec = program.table[table].by_name.get(name)
            return spec is not None and _is_new(spec.type)
        case Field(base=base):
            return _is_new(base.type)
        case _:
            return False


def _is_new(type_: Type) -> bool:
    """Whether cells of the type are read by the reference engine only."""
    if isinstance(type_, Record):
        return type_.positional or any(_is_new(field) for _, field, _ in type_.fields)
    if isinstance(type_, ListOf):
        return isinstance(type_.element, ListOf | Record) or _is_new(type_.element)
    return type_ in (DURATION, ANY)
