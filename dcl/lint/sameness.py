"""When two conditions are the same, however they are written."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import fields
from typing import Any

from dcl.analysis.contract import Dependence
from dcl.analysis.terms import And, Compare, InRange, InSet, Not, Or, Source, Term, children

_TURNED = {">": "<", ">=": "<="}


def all_terms(term: Term) -> Iterator[Term]:
    """The term and all the terms inside it."""
    yield term
    for child in children(term):
        yield from all_terms(child)


def same_form(value: Any) -> Hashable:
    """Equal for conditions that differ only in the order of their parts, or in the side from which they compare."""
    match value:
        case And() | Or():
            return type(value).__name__, frozenset(same_form(part) for part in _flat(value))
        case Compare(op="=" | "!=" as op, left=left, right=right):
            return op, frozenset((same_form(left), same_form(right)))
        case Compare(op=op, left=left, right=right):
            return _comparison(_TURNED[op], right, left) if op in _TURNED else _comparison(op, left, right)
        case InRange(operand=operand, low=low, high=high, open_end=open_end):
            ends = [] if low is None else [_comparison("<=", low, operand)]
            ends += [] if high is None else [_comparison("<" if open_end else "<=", operand, high)]
            return ends[0] if len(ends) == 1 else ("And", frozenset(ends))
        case InSet(operand=operand, values=values):
            return "InSet", same_form(operand), frozenset(values)
        case Not(operand=Not(operand=operand)):
            return same_form(operand)
        case Dependence(left=left, right=right):
            return "determines", frozenset(map(same_form, left)), frozenset(map(same_form, right))
        case Term() | Source():
            parts = (getattr(value, field.name) for field in fields(value) if field.compare)
            return type(value).__name__, *(same_form(part) for part in parts)
        case tuple():
            return tuple(same_form(item) for item in value)
        case _:
            return value if isinstance(value, Hashable) else repr(value)


def _comparison(op: str, left: Term, right: Term) -> Hashable:
    return op, same_form(left), same_form(right)


def _flat(term: And | Or) -> Iterator[Term]:
    """The parts of a junction, those of the same junctions inside it included."""
    for part in term.parts:
        if isinstance(part, And | Or) and type(part) is type(term):
            yield from _flat(part)
        else:
            yield part
