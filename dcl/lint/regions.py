"""Sets of values of one term, exact enough to see that a condition can never hold.

A region is a union of intervals over an ordered type, or a finite or co-finite set of texts. `never` pushes `not` down
to the comparisons, meets the regions of each term, and answers only what is plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from dcl.analysis.comparing import fold
from dcl.analysis.contract import CheckedTable
from dcl.analysis.terms import (
    Aggregate,
    And,
    Call,
    Compare,
    Const,
    Implies,
    InRange,
    InSet,
    Matches,
    Not,
    Or,
    Term,
    ToFloat,
)
from dcl.patterns import compiled
from dcl.patterns.common import surely_apart
from dcl.types import BOOL, INT, LabelType, OneOf, is_text

_NEGATED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`; None is no end. `low_open` and `high_open` leave the end out."""

    low: Any = None
    high: Any = None
    low_open: bool = False
    high_open: bool = False

    def meet(self, other: Interval) -> Interval | None:
        """What both hold; None where that is nothing."""
        low, low_open = _tighter(self.low, self.low_open, other.low, other.low_open, lambda a, b: a > b)
        high, high_open = _tighter(self.high, self.high_open, other.high, other.high_open, lambda a, b: a < b)
        if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
            return None
        return Interval(low, high, low_open, high_open)


def _tighter(a: Any, a_open: bool, b: Any, b_open: bool, tighter: Any) -> tuple[Any, bool]:
    if a is None or b is None:
        return (b, b_open) if a is None else (a, a_open)
    if a == b:
        return a, a_open or b_open
    return (a, a_open) if tighter(a, b) else (b, b_open)


@dataclass(frozen=True)
class Region:
    """A union of intervals, or (`texts` set) these texts, or all but these (`complement`)."""

    intervals: tuple[Interval, ...] = (Interval(),)
    texts: frozenset[Any] | None = None
    complement: bool = False

    @property
    def empty(self) -> bool:
        return not self.intervals if self.texts is None else not self.complement and not self.texts

    def meet(self, other: Region) -> Region:
        """What both hold. Regions of two kinds are not compared: the first one stands."""
        if self.texts is None and other.texts is None:
            met = [both for a in self.intervals for b in other.intervals if (both := a.meet(b)) is not None]
            return Region(tuple(met))
        if self.texts is None or other.texts is None:
            return self if self.texts is not None else other
        if self.complement and other.complement:
            return Region(texts=self.texts | other.texts, complement=True)
        if self.complement or other.complement:
            kept, left_out = (other, self) if self.complement else (self, other)
            assert kept.texts is not None
            assert left_out.texts is not None
            return Region(texts=kept.texts - left_out.texts)
        return Region(texts=self.texts & other.texts)


Regions = Mapping[Term, Region]


def known(table: CheckedTable) -> dict[Term, Region]:
    """What the columns' own constraints say of their values."""
    terms = [c.term for column in table.columns.values() for c in column.constraints if c.term is not None]
    return met(terms, {})


def met(terms: Iterable[Term], context: Regions) -> dict[Term, Region]:
    """What is known of the values where all these conditions are true."""
    regions: dict[Term, Region] = {}
    for term in terms:
        for part in term.parts if isinstance(term, And) else (term,):
            atom = region_of(part, False)
            if isinstance(atom, tuple):
                subject, region = atom
                before = regions.get(subject, context.get(subject, universe(subject)))
                regions[subject] = before.meet(region)
    return regions


def subjects(term: Term) -> tuple[Term, ...]:
    """The terms that a condition compares with constants, and those that it takes as they are."""
    match term:
        case Not(operand=operand):
            return subjects(operand)
        case And(parts=parts) | Or(parts=parts):
            return tuple(dict.fromkeys(subject for part in parts for subject in subjects(part)))
        case Implies(left=left, right=right):
            return tuple(dict.fromkeys((*subjects(left), *subjects(right))))
    atom = region_of(term, False)
    subject = atom[0] if isinstance(atom, tuple) else None
    if isinstance(subject, Matches):
        return subject, subject.operand
    return () if subject is None else (subject,)


def never(term: Term, context: Regions) -> bool:
    """Whether the condition is plainly never true, given what is known of the terms in it."""
    return _never(term, False, context)


def always(term: Term, context: Regions) -> bool:
    """Whether the condition is plainly never false."""
    return _never(term, True, context)


def _never(term: Term, negated: bool, context: Regions) -> bool:
    conjunction = _parts(term, negated)
    if conjunction is None:
        disjunction = _parts(term, not negated)
        assert disjunction is not None
        return all(_never(part, not flipped, context) for part, flipped in disjunction)
    regions: dict[Term, Region] = dict(context)
    compounds = [pair for pair in conjunction if _is_compound(*pair)]
    for part, flipped in conjunction:
        atom = region_of(part, flipped)
        if atom is False:
            return True
        if isinstance(atom, tuple):
            subject, region = atom
            regions[subject] = regions.get(subject, universe(subject)).meet(region)
            if regions[subject].empty or not _has_text(subject, regions):
                return True
    return any(_never(part, flipped, regions) for part, flipped in compounds)


def _has_text(subject: Term, regions: Regions) -> bool:
    """Whether some text may still meet all that is asked, now that something was asked of this term."""
    text = subject.operand if isinstance(subject, Matches) else subject
    if not is_text(text.type) or isinstance(text.type, LabelType):
        return True
    asked = [
        (term.pattern, True in region.texts)
        for term, region in regions.items()
        if isinstance(term, Matches) and term.operand == text and region.texts is not None and len(region.texts) == 1
    ]
    choices = regions.get(text, universe(text))
    if choices.texts is not None and not choices.complement:
        return any(all(compiled(p).matches(choice) is wanted for p, wanted in asked) for choice in choices.texts)
    wanted = [pattern for pattern, is_wanted in asked if is_wanted]
    return not any(surely_apart(one, other) for one, other in combinations(wanted, 2))


def _parts(term: Term, negated: bool) -> list[tuple[Term, bool]] | None:
    """The parts that must all hold, each with whether it is negated; None where one of several is enough."""
    match term:
        case Not(operand=operand):
            return _parts(operand, not negated)
        case And(parts=parts):
            return None if negated else [pair for part in parts for pair in _parts(part, False) or [(part, False)]]
        case Or(parts=parts):
            return [pair for part in parts for pair in _parts(part, True) or [(part, True)]] if negated else None
        case Implies(left=left, right=right):
            if not negated:
                return None
            return [*(_parts(left, False) or [(left, False)]), *(_parts(right, True) or [(right, True)])]
        case _:
            return [(term, negated)]


def _is_compound(term: Term, negated: bool) -> bool:
    return _parts(term, negated) is None


def region_of(term: Term, negated: bool) -> tuple[Term, Region] | bool | None:
    """What a comparison says of one term; a bool where it holds no data; None where nothing is plain."""
    match term:
        case Const(value=bool() as value):
            return value != negated
        case Compare(op=op, left=left, right=right):
            return _comparison(_NEGATED[op] if negated else op, left, right)
        case InRange(operand=operand, low=low, high=high, open_end=open_end):
            ends = (None if low is None else fold(low), None if high is None else fold(high))
            inside = Interval(ends[0], ends[1], high_open=open_end)
            return _subject(operand), _outside(inside) if negated else _whole(operand, inside)
        case InSet(operand=operand, values=values) if is_text(operand.type) or operand.type == BOOL:
            return operand, Region(texts=frozenset(values), complement=negated)
        case InSet(operand=operand, values=values) if not negated:
            return _subject(operand), Region(tuple(Interval(value, value) for value in values))
        case _ if term.type == BOOL:
            return term, Region(texts=frozenset({not negated}))
        case _:
            return None


def _comparison(op: str, left: Term, right: Term) -> tuple[Term, Region] | bool | None:
    a, b = fold(left), fold(right)
    if a is not None and b is not None:
        return _holds(op, a, b)
    if a is not None:
        left, b = right, a
        op = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(op, op)
    if b is None:
        return (_holds(op, 0, 0)) if left == right and not isinstance(left, Aggregate) else None
    if isinstance(left.type, LabelType) and op not in ("=", "!="):
        ranks = left.type.rank
        return left, Region(texts=frozenset(name for name in ranks if _holds(op, ranks[name], ranks[str(b)])))
    if is_text(left.type) or left.type == BOOL:
        return (left, Region(texts=frozenset({b}), complement=op == "!=")) if op in ("=", "!=") else None
    return _subject(left), _compared(left, op, b)


def _holds(op: str, a: Any, b: Any) -> bool:
    answers: dict[str, bool] = {"=": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}
    return answers[op]


def _compared(subject: Term, op: str, value: Any) -> Region:
    match op:
        case "=":
            return Region((Interval(value, value),))
        case "!=":
            return _outside(Interval(value, value))
        case "<" | "<=":
            return _whole(subject, Interval(None, value, high_open=op == "<"))
        case _:
            return _whole(subject, Interval(value, None, low_open=op == ">"))


def _whole(subject: Term, interval: Interval) -> Region:
    """For an int, ends that are left out move to the next whole number."""
    low, high = interval.low, interval.high
    if subject.type == INT and isinstance(low, int | None) and isinstance(high, int | None):
        low = low + 1 if low is not None and interval.low_open else low
        high = high - 1 if high is not None and interval.high_open else high
        met = Interval(low, high).meet(Interval())
        return Region(() if met is None else (met,))
    return Region((interval,))


def _outside(interval: Interval) -> Region:
    below = () if interval.low is None else (Interval(None, interval.low, high_open=not interval.low_open),)
    above = () if interval.high is None else (Interval(interval.high, None, low_open=not interval.high_open),)
    return Region((*below, *above))


def _subject(term: Term) -> Term:
    return term.operand if isinstance(term, ToFloat) else term


def universe(subject: Term) -> Region:
    """All values that a term can have by its nature."""
    match subject:
        case Call(function="length") | Aggregate(function="count" | "distinct"):
            return Region((Interval(0, None),))
        case Aggregate(function="share"):
            return Region((Interval(0, 1),))
        case _ if isinstance(subject.type, LabelType):
            return Region(texts=frozenset(subject.type.by_name))
        case _ if isinstance(subject.type, OneOf):
            return Region(texts=frozenset(subject.type.choices))
        case _ if is_text(subject.type):
            return Region(texts=frozenset(), complement=True)
        case _ if subject.type == BOOL:
            return Region(texts=frozenset({True, False}))
        case _:
            return Region()
