"""Conditions on dates as schemas: `2026-11-24` sorts as a text, so an expression can tell which texts come after it."""

from __future__ import annotations

from datetime import date

from dcl.analysis.terms import Compare, InRange, InSet, Term
from dcl.interop.schema_logic import Schema, both, one_of
from dcl.interop.schema_values import MIRRORED, constant
from dcl.patterns.ecma import END, literal

SORTED = ("ISO 8601", "%Y-%m-%d")
"""The formats of dates whose texts come in the order of the days, each day with one spelling."""


def date_schema(term: Term) -> Schema | None:
    """What texts make a condition on one date true; None where no schema says it."""
    match term:
        case Compare(op=op, left=left, right=right):
            if (value := constant(left)) is not None:
                return _compared(MIRRORED[op], value)
            return _compared(op, constant(right))
        case InRange(low=low, high=high, open_end=open_end):
            lower = True if low is None else _compared(">=", constant(low))
            upper = True if high is None else _compared("<" if open_end else "<=", constant(high))
            return None if lower is None or upper is None else both(lower, upper)
        case InSet(values=values):
            return one_of(value.isoformat() for value in values if isinstance(value, date))
    return None


def _compared(op: str, value: object) -> Schema | None:
    if not isinstance(value, date):
        return None
    text = value.isoformat()
    match op:
        case "=":
            return {"const": text}
        case "!=":
            return {"not": {"const": text}}
    options = _beyond(text, later=op in (">", ">=")) + ([literal(text)] if op in ("<=", ">=") else [])
    return {"pattern": f"^(?:{'|'.join(options)}){END}"} if options else False


def _beyond(text: str, later: bool) -> list[str]:
    """Expressions for the texts that sort after (or before) a text: the same up to a digit, which is greater (less)."""
    options = []
    for place, digit in enumerate(text):
        others = [other for other in "0123456789" if (other > digit if later else other < digit)]
        if digit.isdigit() and others:
            one = others[0] if len(others) == 1 else f"[{others[0]}-{others[-1]}]"
            rest = len(text) - place - 1
            options.append(literal(text[:place]) + one + (f"[\\-0-9]{{{rest}}}" if rest else ""))
    return options
