"""The order of rows: by the terms of `order by`, then by key, then as in the file."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dcl.analysis.terms import Order, Term
from dcl.engines.polars.rows import Rows
from dcl.engines.polars.terms import in_order
from dcl.types import FLOAT, LabelType


def precedence(rows: Rows, order: Order, keys: Sequence[Term]) -> list[tuple[pl.Expr, bool]]:
    """Expressions to sort rows by, each with whether it descends; `need` their terms first.

    Rows with a missing order value come after all others, and rows with a missing part of the key after those that
    have a whole one; among themselves both go on in the order that is left.
    """
    by: list[tuple[pl.Expr, bool]] = []
    for terms in ([*order], [(key, False) for key in keys]):
        if not terms:
            continue
        lacking = pl.any_horizontal(*(rows.expression(term).is_null() for term, _ in terms))
        by.append((lacking, False))
        by += [(pl.when(~lacking).then(sortable(rows.expression(term), term)), falls) for term, falls in terms]
    return by


def sortable(value: pl.Expr, term: Term) -> pl.Expr:
    """What a value sorts by: a label of an ordered set by its rank, any other value by itself."""
    if isinstance(term.type, LabelType) and term.type.ordered:
        return in_order(value, term.type)
    # Adding nothing makes one zero of both.
    return value + 0.0 if term.type == FLOAT else value
