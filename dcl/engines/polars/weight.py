"""Which parts of a term to compute first, so that its expression stays small.

Some terms read an operand more than once, such as a sum that looks for an overflow. Nested in each other they would
double the plan at each level, so that one long line of a contract could fill the memory.
"""

from __future__ import annotations

from collections.abc import Container

from dcl.analysis.terms import Aggregate, Arithmetic, Call, If, InRange, Metric, Negate, Path, Term, children
from dcl.types import FLOAT, INT

HEAVY = 200
"""Beyond so many pieces a part is computed first, as a column."""


def heavy_parts(term: Term, known: Container[Term]) -> list[Term]:
    """The parts to compute first, each before those that read it."""
    found: list[Term] = []
    _weigh(term, known, found)
    return found


def _weigh(term: Term, known: Container[Term], found: list[Term]) -> int:
    """How many pieces the expression of a term has, once the parts that were found are columns."""
    if term in known or isinstance(term, Aggregate | Metric | Path):
        return 1
    weight = 1 + _readings(term) * sum(_weigh(child, known, found) for child in children(term))
    if weight <= HEAVY:
        return weight
    found.append(term)
    return 1


def _readings(term: Term) -> int:
    """How often the expression of a term reads its operands, at the most."""
    match term:
        case InRange():
            return 4
        case Arithmetic(type=type_) if type_ == INT:
            return 4
        case Arithmetic(type=type_) | Call(type=type_) if type_ == FLOAT:
            return 2
        case If() | Negate():
            return 2
        case _:
            return 1
