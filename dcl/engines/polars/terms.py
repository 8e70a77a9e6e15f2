"""Terms as Polars expressions, in three values: null is missing, and unknown.

Columns, paths and aggregates are leaves here: `Rows` brings their values into a frame and says where they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_

import polars as pl

from dcl.analysis.terms import (
    Aggregate,
    And,
    Arithmetic,
    Call,
    Column,
    Compare,
    Const,
    Field,
    If,
    Implies,
    InColumn,
    InRange,
    InSet,
    IsMissing,
    It,
    LabelPart,
    Matches,
    Metric,
    Negate,
    Not,
    Or,
    Outer,
    Path,
    Position,
    Shifted,
    Side,
    SpanNumber,
    Term,
    ToFloat,
)
from dcl.engines.polars.dtypes import constant, constants, dtype_of
from dcl.engines.polars.durations import computed, is_of_durations
from dcl.functions.table import FUNCTIONS
from dcl.patterns import Pattern, compiled
from dcl.tables.cells_numbers import INT_MIN
from dcl.types import DURATION, FLOAT, INT, LabelType, ListOf, Record, Type


@dataclass(frozen=True)
class Leaves:
    """What the leaves of terms are in a frame. `values_of` gives the values that a column of a table holds."""

    known: Mapping[Term, pl.Expr]
    values_of: Callable[[str, str], pl.Series]

    def beside(self, others: Mapping[Term, pl.Expr]) -> Leaves:
        """These leaves and others."""
        return replace(self, known={**self.known, **others})


_COMPARISONS: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def expression(term: Term, leaves: Leaves) -> pl.Expr:
    """The term as an expression over the columns of a frame; `leaves` says what its leaves are there."""

    def of(part: Term) -> pl.Expr:
        return expression(part, leaves)

    if term in leaves.known:
        return leaves.known[term]
    match term:
        case (
            Column() | Outer() | It() | Path() | Aggregate() | Metric() | Side() | Shifted() | Position() | SpanNumber()
        ):
            return leaves.known[term]
        case Const(value=value):
            return constant(value, term.type)
        case And(parts=parts):
            return reduce(and_, map(of, parts))
        case Or(parts=parts):
            return reduce(or_, map(of, parts))
        case Implies(left=left, right=right):
            return ~of(left) | of(right)
        case Not(operand=operand):
            return ~of(operand)
        case IsMissing(operand=operand):
            return of(operand).is_null()
        case If(condition=condition, then=then, otherwise=otherwise):
            taken = pl.when(of(condition)).then(of(then))
            return taken if otherwise is None else taken.when(~of(condition)).then(of(otherwise))
        case Field(base=base, name=name):
            return of(base).struct.field(name)
        case LabelPart(part=part, operand=operand):
            return _label_part(part, of(operand), operand.type)
        case ToFloat(operand=operand):
            return of(operand).cast(pl.Float64)
        case Negate(operand=operand):
            return _negated(of(operand), term.type)
        case Arithmetic(left=left, right=right) if is_of_durations(term):
            return computed(term, of(left), of(right))
        case Arithmetic(op=op, left=left, right=right):
            return _arithmetic(op, of(left), of(right), term.type)
        case Compare(op=op, left=left, right=right):
            return _compare(op, of(left), of(right), left.type)
        case InSet(operand=operand, values=values):
            return of(operand).is_in(constants(values, operand.type).implode())
        case InColumn(operand=operand, table=table, column=column):
            return of(operand).is_in(leaves.values_of(table, column).implode())
        case InRange():
            return _in_range(term, of)
        case Matches(operand=operand, pattern=pattern):
            return of(operand).str.contains(f"^(?:{compiled(pattern).rust()})$")
        case Call():
            return _call(term, of)
        case _:
            raise TypeError(f"{type(term).__name__} is no term of a row")


def _arithmetic(op: str, left: pl.Expr, right: pl.Expr, type_: Type) -> pl.Expr:
    """Sums of ints are made in 64 bits and left out where the signs tell of an overflow; products need 128."""
    if type_ == INT and op in "+-":
        result = left + right if op == "+" else left - right
        signs = (left ^ result) & (right ^ result if op == "+" else left ^ right)
        return pl.when(signs >= 0).then(result)
    if op == "*":
        result = _wide(left, type_) * _wide(right, type_)
    elif op == "+":
        result = left + right
    elif op == "-":
        result = left - right
    else:
        result = left / right
    return _representable(result, type_)


def _negated(value: pl.Expr, type_: Type) -> pl.Expr:
    """Only the smallest int has no counterpart."""
    return pl.when(value != INT_MIN).then(-value) if type_ in (INT, DURATION) else -value


def _wide(value: pl.Expr, type_: Type) -> pl.Expr:
    return value.cast(pl.Int128) if type_ == INT else value


def _representable(result: pl.Expr, type_: Type) -> pl.Expr:
    """The result, or missing where an int needs more than 64 bits or a float is not finite."""
    if type_ == INT:
        return result.cast(pl.Int64, strict=False)
    return pl.when(result.is_finite()).then(result) if type_ == FLOAT else result


def _compare(op: str, left: pl.Expr, right: pl.Expr, type_: Type) -> pl.Expr:
    if op in ("=", "!="):
        compared = _COMPARISONS[op](left, right)
        if isinstance(type_, ListOf | Record):
            return pl.when(whole(left, type_) & whole(right, type_)).then(compared)
        return compared
    return _COMPARISONS[op](in_order(left, type_), in_order(right, type_))


def whole(value: pl.Expr, type_: Type) -> pl.Expr:
    """Whether a value and all its parts are there: only then can it equal another."""
    if isinstance(type_, ListOf):
        parts = value.list.agg(whole(pl.element(), type_.element).all())
        return value.is_not_null() & parts.fill_null(value=False)
    if isinstance(type_, Record):
        fields = [whole(value.struct.field(name), field_type) for name, field_type, _ in type_.fields]
        return reduce(and_, fields, value.is_not_null())
    return value.is_not_null()


def in_order(value: pl.Expr, type_: Type) -> pl.Expr:
    """What stands for a value in comparisons: of a label its place in the set."""
    if not isinstance(type_, LabelType):
        return value
    return value.replace_strict(type_.rank, default=None, return_dtype=pl.Int64)


def out_of_order(place: pl.Expr, type_: Type) -> pl.Expr:
    """The label at a place of its set."""
    if not isinstance(type_, LabelType):
        return place
    names = {rank: name for name, rank in type_.rank.items()}
    return place.replace_strict(names, default=None, return_dtype=pl.String)


def _in_range(term: InRange, of: Callable[[Term], pl.Expr]) -> pl.Expr:
    """Unknown as soon as the operand or an end is, unlike an `and` of two comparisons."""
    type_ = term.operand.type
    operand = in_order(of(term.operand), type_)
    if term.high is None:
        everything = pl.when(operand.is_not_null()).then(pl.lit(value=True))
        return everything if term.low is None else operand >= in_order(of(term.low), type_)
    high = in_order(of(term.high), type_)
    below = operand < high if term.open_end else operand <= high
    if term.low is None:
        return below
    above = operand >= in_order(of(term.low), type_)
    if isinstance(term.low, Const) and isinstance(term.high, Const):
        return above & below
    return pl.when(above.is_not_null() & below.is_not_null()).then(above & below)


def _label_part(part: str, label: pl.Expr, type_: Type) -> pl.Expr:
    if not isinstance(type_, LabelType):
        raise TypeError(f"{type_} has no labels")
    match part:
        case "parent":
            parents = {label.name: label.parent for label in type_.labels}
            return label.replace_strict(parents, default=None, return_dtype=pl.String)
        case "leaf":
            return ~label.is_in(pl.Series(sorted(type_.inner), dtype=pl.String).implode())
        case "depth":
            depths = {label.name: type_.depth(label.name) for label in type_.labels}
            return label.replace_strict(depths, default=None, return_dtype=pl.Int64)
        case _:
            raise ValueError(f"a label has no {part}")


def _call(term: Call, of: Callable[[Term], pl.Expr]) -> pl.Expr:
    arguments: list[pl.Expr | Pattern] = [of(argument) for argument in term.arguments]
    if term.pattern is not None:
        arguments.append(compiled(term.pattern))
    made: pl.Expr = FUNCTIONS[term.function].polars(pl, *arguments)
    if term.type == FLOAT:
        return _representable(made, FLOAT)
    return made.cast(dtype_of(term.type), strict=False) if term.type == INT else made
