"""The meaning of terms: one value for one row, or None for missing and unknown."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

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
    children,
)
from dcl.engines.reference.aggregate import Aggregates
from dcl.engines.reference.arithmetic import computed
from dcl.engines.reference.metrics import measured
from dcl.engines.reference.scope import Scope
from dcl.engines.reference.sequences import in_sequence
from dcl.engines.reference.values import TableCells, fitting, identity, representable
from dcl.functions.table import FUNCTIONS
from dcl.ir.program import TableSpec
from dcl.patterns import compiled
from dcl.types import LabelType, Type

_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Evaluator:
    """Evaluates terms over the tables of a run. Derived columns and indexes are made when first asked for."""

    def __init__(self, tables: Mapping[str, TableCells]) -> None:
        self.tables = tables
        self._columns: dict[tuple[str, str], Sequence[Any]] = {}
        self._indexes: dict[tuple[str, str], dict[Hashable, list[int]]] = {}
        self._sets: dict[int, frozenset[Any]] = {}
        self._aggregates = Aggregates(self)

    def column(self, table: str, name: str) -> Sequence[Any]:
        """The values of a declared or derived column, row by row."""
        if (table, name) not in self._columns:
            loaded = self.tables[table]
            if name in loaded.spec.derived_by_name:
                self._derive(loaded, name)
            else:
                self._columns[table, name] = [fitting(cell) for cell in loaded.cells(name)]
        return self._columns[table, name]

    def _derive(self, loaded: TableCells, name: str) -> None:
        """Derived columns are made in their order, so that a long chain of them is no deep recursion."""
        table = loaded.spec.name
        for needed, term in needed_to_derive(loaded.spec, name):
            if (table, needed) not in self._columns:
                self._columns[table, needed] = [self.value(term, Scope(table, row)) for row in range(loaded.size)]

    def index(self, table: str, column: str) -> Mapping[Hashable, Sequence[int]]:
        """The rows that hold each value of a column."""
        if (table, column) not in self._indexes:
            index: dict[Hashable, list[int]] = {}
            for row, value in enumerate(self.column(table, column)):
                if (key := identity(value)) is not None:
                    index.setdefault(key, []).append(row)
            self._indexes[table, column] = index
        return self._indexes[table, column]

    def value(self, term: Term, scope: Scope) -> Any:
        """What the term comes to. Unless said otherwise it is missing as soon as one of its parts is."""
        if scope.own is not None and scope.own.shared and term in scope.own.shared:
            return scope.own.shared[term]
        match term:
            case Const(value=value):
                return value
            case Column(table=table, name=name):
                return None if scope.row is None else self.column(table, name)[scope.row]
            case Outer(table=table, name=name):
                return self.column(table, name)[scope.outer_row(table)]
            case It():
                return scope.element
            case Path():
                return self._follow(term, scope)
            case And(parts=parts):
                return self._settled_by(False, parts, scope)
            case Or(parts=parts):
                return self._settled_by(True, parts, scope)
            case Implies(left=left, right=right):
                return self._settled_by(True, (Not(left), right), scope)
            case IsMissing(operand=operand):
                return self.value(operand, scope) is None
            case If():
                return self._branch(term, scope)
            case InRange():
                return self._in_range(term, scope)
            case Arithmetic(left=left, right=right) | Compare(left=left, right=right):
                return self._of_two(term, self.value(left, scope), self.value(right, scope))
            case Call():
                return self._call(term, scope)
            case Aggregate():
                return self._aggregates.value(term, scope)
            case Metric():
                return measured(self, term, scope)
            case Side(side=side, operand=operand):
                return self.value(operand, scope.side(side))
            case Shifted() | Position() | SpanNumber():
                return in_sequence(self, term, scope)
            case _:
                return self._of_one(term, scope)

    def _settled_by(self, settling: bool, parts: Sequence[Term], scope: Scope) -> bool | None:
        """One part with the settling value settles the whole; else one unknown part leaves it unknown."""
        unknown = False
        for part in parts:
            value: bool | None = self.value(part, scope)
            if value is settling:
                return settling
            unknown = unknown or value is None
        return None if unknown else not settling

    def _branch(self, term: If, scope: Scope) -> Any:
        condition = self.value(term.condition, scope)
        if condition is None:
            return None
        taken = term.then if condition else term.otherwise
        return None if taken is None else self.value(taken, scope)

    def _follow(self, path: Path, scope: Scope) -> Any:
        rows = self.index(path.table, path.key).get(identity(self.value(path.base, scope)), ())
        return self.column(path.table, path.column)[rows[0]] if len(rows) == 1 else None

    def _in_range(self, term: InRange, scope: Scope) -> bool | None:
        operand = self.value(term.operand, scope)
        low = None if term.low is None else self.value(term.low, scope)
        high = None if term.high is None else self.value(term.high, scope)
        if operand is None or (low is None) != (term.low is None) or (high is None) != (term.high is None):
            return None
        above = low is None or _compared(">=", operand, low, term.operand.type)
        below = high is None or _compared("<" if term.open_end else "<=", operand, high, term.operand.type)
        return above and below

    def _call(self, term: Call, scope: Scope) -> Any:
        arguments = [self.value(argument, scope) for argument in term.arguments]
        if None in arguments:
            return None
        if term.pattern is not None:
            arguments.append(compiled(term.pattern))
        return representable(FUNCTIONS[term.function].reference(*arguments))

    def _members(self, term: InSet) -> frozenset[Any]:
        if id(term) not in self._sets:
            self._sets[id(term)] = frozenset(term.values)
        return self._sets[id(term)]

    def _of_two(self, term: Arithmetic | Compare, left: Any, right: Any) -> Any:
        if left is None or right is None:
            return None
        if isinstance(term, Compare):
            return _compared(term.op, left, right, term.left.type)
        return computed(term, left, right)

    def _of_one(self, term: Term, scope: Scope) -> Any:
        """Terms of one operand."""
        assert isinstance(term, Field | LabelPart | ToFloat | Negate | Not | InSet | InColumn | Matches), term
        operand = self.value(term.base if isinstance(term, Field) else term.operand, scope)
        if operand is None:
            return None
        match term:
            case Field(name=name):
                return operand.get(name)
            case LabelPart(part=part, operand=label):
                return _label_part(part, operand, label.type)
            case ToFloat():
                return float(operand)
            case Negate():
                return representable(-operand)
            case Not():
                return not operand
            case InSet():
                return operand in self._members(term)
            case InColumn(table=table, column=column):
                return identity(operand) in self.index(table, column)
            case Matches(pattern=pattern):
                return compiled(pattern).matches(operand)


def needed_to_derive(spec: TableSpec, name: str) -> list[tuple[str, Term]]:
    """The derived columns of the table that one of them needs, and itself last."""
    wanted = {name}
    found = []
    for derived, term in reversed(spec.derived):
        if derived in wanted:
            found.append((derived, term))
            wanted |= set(_columns_read(term, spec.name))
    return found[::-1]


def _columns_read(term: Term, table: str) -> Iterator[str]:
    if isinstance(term, Column) and term.table == table:
        yield term.name
    for part in children(term):
        yield from _columns_read(part, table)


def _compared(op: str, left: Any, right: Any, type_: Type) -> bool | None:
    if op in ("=", "!="):
        same, other = identity(left), identity(right)
        return None if same is None or other is None else (same == other) == (op == "=")
    if isinstance(type_, LabelType):
        left, right = type_.rank[left], type_.rank[right]
    return _ORDER[op](left, right)


def _label_part(part: str, label: str, type_: Type) -> str | bool | int | None:
    assert isinstance(type_, LabelType), type_
    match part:
        case "parent":
            return type_.by_name[label].parent
        case "leaf":
            return label not in type_.inner
        case "depth":
            return type_.depth(label)
        case _:
            raise ValueError(f"a label has no {part}")
