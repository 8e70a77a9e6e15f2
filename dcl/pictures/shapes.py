"""The parts of boxes and intervals as terms of their own, so that any engine can tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dcl.analysis.terms import (
    Arithmetic,
    Call,
    Column,
    Compare,
    Const,
    Field,
    If,
    InRange,
    Path,
    Side,
    Term,
    ToFloat,
    children,
)
from dcl.ir.program import Body, Program, RowCheck, TableSpec
from dcl.types import FLOAT, INT, ListOf, Record

Parts = tuple[Term, ...]
"""Left, top, right and bottom of a box; start and end of an interval."""

DEEPEST = 20
"""How many derived columns a shape may be made through."""


def parts_of(term: Term, derived: Mapping[str, Term], depth: int = 0) -> Parts | None:
    """The parts of a shape; None where it is made in a way that cannot be taken apart."""
    match term:
        case Column(name=name) if name in derived and depth < DEEPEST:
            return parts_of(derived[name], derived, depth + 1)
        case Call(function="interval", arguments=(start, end)):
            return start, end
        case Call(function="xywh" | "xyxy" | "cxcywh" as function, arguments=arguments):
            numbers = _numbers(arguments)
            return None if numbers is None else _of_numbers(function, *numbers)
        case If(condition=condition, then=then, otherwise=otherwise):
            return _of_branches(condition, then, otherwise, derived, depth)
        case _:
            return None


def _of_branches(
    condition: Term, then: Term, otherwise: Term | None, derived: Mapping[str, Term], depth: int
) -> Parts | None:
    if depth >= DEEPEST:
        return None
    first = parts_of(then, derived, depth + 1)
    second = None if otherwise is None else parts_of(otherwise, derived, depth + 1)
    if first is None or (otherwise is not None and (second is None or len(first) != len(second))):
        return None
    others: Iterable[Term | None] = second or (None,) * len(first)
    return tuple(If(FLOAT, condition, one, other) for one, other in zip(first, others, strict=True))


def _numbers(arguments: tuple[Term, ...]) -> tuple[Term, ...] | None:
    """The arguments one by one; the items of a fixed list take its place."""
    first = arguments[0]
    if isinstance(first.type, Record):
        items = tuple(Field(type_, first, name) for name, type_, _ in first.type.fields)
        arguments = (*items, *arguments[1:])
    elif isinstance(first.type, ListOf):
        return None
    return tuple(_as_float(argument) for argument in arguments) if len(arguments) in (4, 6) else None


def _as_float(term: Term) -> Term:
    return ToFloat(FLOAT, term) if term.type == INT else term


def _of_numbers(function: str, one: Term, two: Term, three: Term, four: Term, *frame: Term) -> Parts:
    if function == "xyxy":
        return one, two, three, four
    if function == "xywh":
        return one, two, _sum(one, three), _sum(two, four)
    half = Const(FLOAT, 2.0)
    wide, high = (Arithmetic(FLOAT, "/", size, half) for size in (three, four))
    edges = (_less(one, wide), _less(two, high), _sum(one, wide), _sum(two, high))
    if not frame:
        return edges
    sizes = (frame[0], frame[1], frame[0], frame[1])
    return tuple(Arithmetic(FLOAT, "*", edge, size) for edge, size in zip(edges, sizes, strict=True))


def _sum(left: Term, right: Term) -> Term:
    return Arithmetic(FLOAT, "+", left, right)


def _less(left: Term, right: Term) -> Term:
    return Arithmetic(FLOAT, "-", left, right)


def is_in_shares(program: Program, spec: TableSpec, term: Term) -> bool:
    """Whether a box is given in shares of its picture: every column that it is made of says so in its range."""
    bounded = {
        rule.column
        for rule in program.rules
        if rule.table == spec.name and rule.id == f"{spec.name}.{rule.column}.range" and _is_at_most_one(rule.body)
    }
    columns = set(_columns(term, spec.derived_by_name))
    return bool(columns) and columns <= bounded


def _is_at_most_one(body: Body) -> bool:
    return isinstance(body, RowCheck) and any(_has_end(term) for term in inside(body.check))


def _has_end(term: Term) -> bool:
    """Whether a condition leaves nothing above 1."""
    match term:
        case (
            InRange(high=Const(value=int() | float() as end))
            | Compare(op="<" | "<=", right=Const(value=int() | float() as end))
        ):
            return end <= 1
        case _:
            return False


def _columns(term: Term, derived: Mapping[str, Term], depth: int = 0) -> Iterator[str]:
    if isinstance(term, Column) and term.name in derived:
        if depth < DEEPEST:
            yield from _columns(derived[term.name], derived, depth + 1)
    elif isinstance(term, Column):
        yield term.name
    for child in children(term):
        yield from _columns(child, derived, depth)


def terms_of(body: Body) -> Iterator[Term]:
    """All terms that a rule is made of, and all inside them; of a pair, as one of its rows sees them."""
    for value in vars(body).values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Term):
                yield from inside(item)


def inside(term: Term) -> Iterator[Term]:
    """A term and all terms inside it."""
    waiting = [term]
    while waiting:
        found = waiting.pop()
        yield found.operand if isinstance(found, Side) else found
        waiting.extend(children(found))


def is_plain(term: Term) -> bool:
    """Whether a term only names something: a column, a field of it, what a reference leads to."""
    match term:
        case Column():
            return True
        case Path(base=base) | Field(base=base):
            return is_plain(base)
        case _:
            return False
