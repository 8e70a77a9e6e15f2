"""The two ends that a column's own rules keep its values between."""

from __future__ import annotations

from dcl.analysis.contract import CheckedColumn
from dcl.analysis.terms import Aggregate, And, Term
from dcl.lint.regions import Interval, region_of


def bounds_of(column: CheckedColumn) -> Interval | None:
    """From where to where values go, for each element where the column is a list; None where that is not all it says.

    Without any range the interval has no ends.
    """
    found: Interval | None = Interval()
    for constraint in column.constraints:
        if constraint.kind == "range" and constraint.term is not None and found is not None:
            found = _met(found, constraint.term)
    return found


def least(column: CheckedColumn) -> int:
    """The smallest length that a text or a list may have."""
    found: Interval | None = Interval(0)
    for constraint in column.constraints:
        if constraint.kind == "length" and constraint.term is not None and found is not None:
            found = _met(found, constraint.term)
    return 0 if found is None else int(found.low)


def _met(found: Interval, term: Term) -> Interval | None:
    if isinstance(term, Aggregate) and term.argument is not None:
        term = term.argument
    for part in term.parts if isinstance(term, And) else (term,):
        atom = region_of(part, False)
        if not isinstance(atom, tuple) or atom[1].texts is not None or len(atom[1].intervals) != 1:
            return None
        met = found.meet(atom[1].intervals[0])
        if met is None:
            return None
        found = met
    return found
