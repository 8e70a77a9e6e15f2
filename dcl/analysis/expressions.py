"""Expressions: from the tree to typed terms. Every name is resolved here and every type decided."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dcl.analysis import calls, lists
from dcl.analysis.comparing import comparable, computed_time, fold, ordered, to_float, unify
from dcl.analysis.context import BoundLabel, Context, Scope
from dcl.analysis.lookup import bare_name, column_of, pair_side, qualified_name
from dcl.analysis.names import Names
from dcl.analysis.terms import (
    BROKEN,
    Aggregate,
    And,
    Arithmetic,
    Compare,
    Const,
    Elements,
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
    Negate,
    Not,
    Or,
    Order,
    Path,
    Side,
    Term,
)
from dcl.analysis.wording import describe
from dcl.diagnostics import did_you_mean
from dcl.diagnostics.codes_names import DCL201, DCL203, DCL205
from dcl.diagnostics.codes_types import DCL301, DCL302, DCL303, DCL304, DCL308, DCL317
from dcl.patterns import PatternError, parse_pattern
from dcl.source import Span
from dcl.syntax import ast
from dcl.syntax.layout import one_line
from dcl.types import (
    BOOL,
    DATE,
    DATETIME,
    DURATION,
    FLOAT,
    INT,
    TEXT,
    UNKNOWN,
    LabelType,
    ListOf,
    OneOf,
    Record,
    is_text,
)


@dataclass(frozen=True)
class Expressions:
    """Checks the expressions of one declaration, with the names that its file sees."""

    context: Context
    names: Names

    def condition(self, expr: ast.Expr, scope: Scope) -> Term:
        """A term that is true, false or unknown."""
        term = self.term(expr, scope)
        if term.type not in (BOOL, UNKNOWN):
            message = f"a condition is expected here; this is {describe(term.type)}"
            self.context.report(DCL303, message, expr.span, "compare it with something, as in `width > 0`")
            return BROKEN
        return term

    def constant(self, expr: ast.Expr) -> Const | None:
        """What an expression that reads no data comes to, or None where it reads some (which is then reported).

        The ends of a range that another file declares are looked up in that file.
        """
        home = Expressions(self.context, self.context.universe.names_in.get(expr.span.source, self.names))
        term = home.term(expr, Scope(None, aggregates="none", place="in a constant"))
        if term.type == UNKNOWN:
            return None
        value = fold(term)
        if value is None:
            self.context.report(DCL308, "a constant is expected here", expr.span)
            return None
        return Const(term.type, value)

    def term(self, expr: ast.Expr, scope: Scope) -> Term:
        """The term that an expression stands for; BROKEN where a mistake in it is reported."""
        match expr:
            case ast.IntLit(value=value):
                return Const(INT, value)
            case ast.FloatLit(value=value):
                return Const(FLOAT, value)
            case ast.TextLit(value=value):
                return Const(TEXT, value)
            case ast.BoolLit(value=value):
                return Const(BOOL, value)
            case ast.DateLit(value=value):
                return Const(DATE, value)
            case ast.DatetimeLit(value=value):
                return Const(DATETIME, value)
            case ast.DurationLit(microseconds=microseconds):
                return Const(DURATION, microseconds)
            case ast.ItExpr() if scope.element is not None:
                return It(scope.element)
            case ast.ItExpr():
                return self._misplaced(
                    expr, '`it` stands only in an aggregate over a list, as in `all(tags, it != "")`'
                )
            case ast.NameExpr(name=name):
                return bare_name(self, expr, name, scope)
            case ast.PathExpr():
                return self._path(expr, scope)
            case ast.Unary(op="not"):
                return Not(self.condition(expr.operand, scope))
            case ast.Unary():
                return self._negate(expr, scope)
            case ast.Binary():
                return self._binary(expr, scope)
            case ast.InExpr():
                return self._negated(self._in(expr, scope), expr.negated)
            case ast.MatchesExpr():
                return self._negated(self._matches(expr, scope), expr.negated)
            case ast.IsMissingExpr():
                return self._negated(IsMissing(self.term(expr.operand, scope)), expr.negated)
            case ast.IsExpr():
                return self._negated(self._is(expr, scope), expr.negated)
            case ast.IfExpr():
                return self._if(expr, scope)
            case ast.CallExpr():
                return calls.call(self, expr, scope)
            case ast.PatternLit():
                return self._misplaced(expr, "a pattern stands after `matches`, or inside `contains`")
            case ast.RangeExpr() | ast.SetExpr():
                return self._misplaced(expr, "a set or a range stands after `in`")
            case ast.DeterminesExpr():
                return self._misplaced(expr, "`determines` is the whole check; nothing stands beside it")
            case _:
                return self._misplaced(expr, "this stands only in examples")

    def order(self, items: tuple[ast.OrderItem, ...], scope: Scope) -> Order:
        """What rows are sorted by, each with whether it descends."""
        inner = replace(scope, aggregates="referring", place="after `order by`")
        found = []
        for item in items:
            term = self.term(item.column, inner)
            if term.type != UNKNOWN and not (ordered(term.type) or is_text(term.type)):
                self.context.report(DCL304, f"{describe(term.type)} has no order", item.column.span)
            found.append((term, item.descending))
        return tuple(found)

    # ── Names ────────────────────────────────────────────────────────────────────────────────────────────────

    def _path(self, expr: ast.PathExpr, scope: Scope) -> Term:
        side = pair_side(expr) if scope.pairs else None
        if side is not None:
            term = self.term(side[1], replace(scope, pairs=False))
            return BROKEN if term.type == UNKNOWN else Side(term.type, side[0], term)
        if isinstance(expr.base, ast.NameExpr):
            qualified = qualified_name(self, expr, expr.base, scope)
            if qualified is not None:
                return qualified
        base = self.term(expr.base, scope)
        return self.step(base, expr)

    def step(self, base: Term, expr: ast.PathExpr) -> Term:
        """`base.name`: the field of a record, a part of a label, or a column of the row that `base` refers to."""
        name, context = expr.name.text, self.context
        if base.type == UNKNOWN:
            return BROKEN
        target = self._reference(base)
        if target is not None:
            table = context.tables[target[0]]
            column = column_of(self, table, name, expr.name.span)
            return BROKEN if column is None else Path(column.type, base, table.name, target[1], name)
        match base.type:
            case Record() as record:
                found = record.field(name)
                if found is not None:
                    context.note(expr.name.span, base, name)
                    return Field(found[0], base, name)
                guess = did_you_mean(name, [field for field, _, _ in record.fields])
                help = f"did you mean `{guess}`?" if guess else None
                context.report(DCL203, f"the record has no field `{name}`", expr.name.span, help)
            case LabelType() if name in ("parent", "leaf", "depth"):
                types = {"parent": base.type, "leaf": BOOL, "depth": INT}
                return LabelPart(types[name], name, base)
            case ListOf():
                message = f"`{expr.base.span.text}` is a list"
                help = f"ask its elements, as in `any({expr.base.span.text}, it.{name} = …)`"
                context.report(DCL203, message, expr.name.span, help)
            case _:
                message = f"`{expr.base.span.text}` is {describe(base.type)} and refers to no other table"
                context.report(DCL203, message, expr.name.span, "only a column with `references` can be followed")
        return BROKEN

    def _reference(self, base: Term) -> tuple[str, str] | None:
        """The table and key that the values of a term refer to."""
        column = getattr(base, "column", None) if isinstance(base, Path) else getattr(base, "name", None)
        table = self.context.tables.get(getattr(base, "table", ""))
        if table is None or column not in table.columns:
            return None
        return table.columns[column].references

    # ── Operators ────────────────────────────────────────────────────────────────────────────────────────────

    def _negate(self, expr: ast.Unary, scope: Scope) -> Term:
        operand = self.term(expr.operand, scope)
        if operand.type not in (INT, FLOAT, DURATION, UNKNOWN):
            message = f"`-` takes a number; this is {describe(operand.type)}"
            self.context.report(DCL302, message, expr.operand.span)
            return BROKEN
        term = Negate(operand.type, operand)
        value = fold(term)
        return term if value is None else Const(operand.type, value)

    def _binary(self, expr: ast.Binary, scope: Scope) -> Term:
        if expr.op == "implies":
            return Implies(self.condition(expr.left, scope), self.condition(expr.right, scope))
        if expr.op in ("and", "or"):
            parts = tuple(self.condition(part, scope) for part in _flat(expr, expr.op))
            return And(parts) if expr.op == "and" else Or(parts)
        left, right = self.term(expr.left, scope), self.term(expr.right, scope)
        if UNKNOWN in (left.type, right.type):
            return BROKEN
        if expr.op in "+-*/":
            return self._arithmetic(expr, left, right)
        return self._compare(expr, left, right)

    def _arithmetic(self, expr: ast.Binary, left: Term, right: Term) -> Term:
        timed = computed_time(expr.op, left, right)
        if timed is not None:
            return timed
        for side, term in ((expr.left, left), (expr.right, right)):
            if term.type not in (INT, FLOAT):
                message = f"`{expr.op}` takes numbers; this is {describe(term.type)}"
                self.context.report(DCL302, message, side.span)
                return BROKEN
        if expr.op == "/" or FLOAT in (left.type, right.type):
            left, right = to_float(left), to_float(right)
        term = Arithmetic(left.type, expr.op, left, right)
        value = fold(term)
        return term if value is None else Const(term.type, value)

    def _compare(self, expr: ast.Binary, left: Term, right: Term) -> Term:
        sides = self.matched(left, right, expr.left, expr.right)
        if sides is None:
            return BROKEN
        type_ = sides[0].type
        if not comparable(type_):
            message = f"{describe(type_)} cannot be compared"
            self.context.report(DCL317, message, expr.span, "it can only be asked whether it `is missing`")
            return BROKEN
        if expr.op not in ("=", "!=") and not ordered(type_):
            self.context.report(DCL304, f"{describe(type_)} has no order, so `{expr.op}` says nothing", expr.op_span)
            return BROKEN
        return Compare(expr.op, *sides)

    def matched(self, left: Term, right: Term, left_expr: ast.Expr, right_expr: ast.Expr) -> tuple[Term, Term] | None:
        """Both terms with one type, or None where there is none (which is then reported)."""
        if UNKNOWN in (left.type, right.type):
            return None
        sides = unify(left, right)
        if sides is not None:
            self._note_labels((left, left_expr), (right, right_expr))
            return sides
        for closed, other, other_expr in ((left, right, right_expr), (right, left, left_expr)):
            if isinstance(other, Const) and other.type == TEXT and isinstance(closed.type, LabelType | OneOf):
                self.unknown_label(closed.type, str(other.value), other_expr)
                return None
        help = None
        if {left.type, right.type} == {DATE, DATETIME}:
            moment = left_expr if left.type == DATETIME else right_expr
            help = f"compare days: `date({moment.span.text})`"
        message = f"{describe(left.type)} and {describe(right.type)} cannot be compared"
        self.context.report(DCL301, message, left_expr.span.to(right_expr.span), help)
        return None

    def _note_labels(self, *sides: tuple[Term, ast.Expr]) -> None:
        """Quoted texts beside a label are labels of its set."""
        sets = [term.type for term, _ in sides if isinstance(term.type, LabelType)]
        for term, expr in sides:
            if sets and isinstance(expr, ast.TextLit) and isinstance(term, Const):
                self.context.note(expr.span, sets[0], expr.value)

    def unknown_label(self, type_: LabelType | OneOf, value: str, expr: ast.Node) -> None:
        names = list(type_.by_name) if isinstance(type_, LabelType) else list(type_.choices)
        guess = did_you_mean(value, names)
        if isinstance(type_, LabelType):
            wrong = {text: label.name for label in type_.labels for text in label.instead_of}
            guess = wrong.get(value, guess)
        what = f"`{type_.name}`" if isinstance(type_, LabelType) else str(type_)
        help = f"did you mean `{guess}`?" if guess else None
        self.context.report(DCL205, f'"{value}" is not in {what}', expr.span, help)

    def _is(self, expr: ast.IsExpr, scope: Scope) -> Term:
        operand = self.term(expr.operand, scope)
        name = expr.label.text
        bound = scope.bound.get(name)
        if bound is not None:
            self.context.note(expr.label.span, bound, name)
        if operand.type == UNKNOWN:
            return BROKEN
        if not isinstance(operand.type, LabelType):
            message = f"`is` asks for a label; this is {describe(operand.type)}"
            self.context.report(
                DCL302, message, expr.operand.span, f'compare it: `{expr.operand.span.text} = "{name}"`'
            )
            return BROKEN
        if isinstance(bound, BoundLabel):
            if bound.type != operand.type:
                message = f"`{name}` is a label of {bound.type}, and the left side is {describe(operand.type)}"
                self.context.report(DCL301, message, expr.span)
                return BROKEN
            name = bound.label
        if name not in operand.type.by_name:
            self.unknown_label(operand.type, name, expr.label)
            return BROKEN
        if bound is None:
            self.context.note(expr.label.span, operand.type, name)
        return InSet(operand, operand.type.below(name))

    def _if(self, expr: ast.IfExpr, scope: Scope) -> Term:
        condition = self.condition(expr.condition, scope)
        then = self.term(expr.then, scope)
        if expr.otherwise is None:
            return If(then.type, condition, then, None)
        otherwise = self.term(expr.otherwise, scope)
        sides = self.matched(then, otherwise, expr.then, expr.otherwise)
        return BROKEN if sides is None else If(sides[0].type, condition, *sides)

    # ── Sets, ranges and patterns ────────────────────────────────────────────────────────────────────────────

    def _in(self, expr: ast.InExpr, scope: Scope) -> Term:
        operand = self.term(expr.operand, scope)
        choices = self.spelled_out(expr.choices)
        if isinstance(choices, ast.PathExpr) and isinstance(choices.base, ast.NameExpr):
            table = self.names.table(choices.base.name)
            if table is not None:
                return self._in_column(expr, operand, choices)
        if operand.type == UNKNOWN:
            return BROKEN
        elements = lists.list_term(self, choices, scope)
        if elements is not None:
            return self._in_list(expr, operand, choices, elements)
        return self.membership(operand, expr.operand, choices)

    def spelled_out(self, choices: ast.Expr) -> ast.Expr:
        """The set, range or pattern that a constant names, or the expression itself."""
        if isinstance(choices, ast.NameExpr):
            constant = self.names.constant(choices.name)
            if constant is not None:
                self.context.used.add(choices.name)
                self.context.note(choices.span, constant)
                return constant.value
        return choices

    def membership(self, operand: Term, operand_expr: ast.Expr, choices: ast.Expr) -> Term:
        """Whether the operand is in a set or a range."""
        match choices:
            case ast.SetExpr(items=items):
                ranges = tuple(item for item in items if isinstance(item, ast.RangeExpr))
                values = tuple(item for item in items if not isinstance(item, ast.RangeExpr))
                parts = [self._in_range(operand, operand_expr, item) for item in ranges]
                if values or not ranges:
                    parts.insert(0, self._in_values(operand, operand_expr, values))
                return parts[0] if len(parts) == 1 else Or(tuple(parts))
            case ast.RangeExpr():
                return self._in_range(operand, operand_expr, choices)
            case ast.NameExpr(name=name) if (labels := self.context.label_type(self.names, name)) is not None:
                self.context.note(choices.span, labels)
                if operand.type != labels:
                    message = f"{describe(operand.type)} and the labels of `{name}` cannot be compared"
                    self.context.report(DCL301, message, operand_expr.span.to(choices.span))
                    return BROKEN
                return InSet(operand, tuple(labels.by_name))
            case ast.NameExpr(name=name):
                guess = did_you_mean(name, self.names.of_kind(ast.LetDecl))
                help = f"did you mean `{guess}`?" if guess else "write a set `{ 1, 2 }` or a range `0..10`"
                self.context.report(DCL201, f"`{name}` is no set or range that is declared here", choices.span, help)
            case _:
                message = "after `in` stands a set, a range, or a column of another table"
                self.context.report(DCL302, message, choices.span, "write a set `{ 1, 2 }` or a range `0..10`")
        return BROKEN

    def _in_values(self, operand: Term, operand_expr: ast.Expr, items: tuple[ast.Expr, ...]) -> Term:
        pairs = []
        for item in items:
            const = self.constant(item)
            sides = None if const is None else self.matched(operand, const, operand_expr, item)
            if sides is not None:
                pairs.append(sides)
        if len(pairs) < len(items):
            return BROKEN
        floats = any(subject.type == FLOAT for subject, _ in pairs)
        values = (fold(to_float(const) if floats else const) for _, const in pairs)
        return InSet(to_float(operand) if floats else operand, tuple(v for v in values if v is not None))

    def _in_range(self, operand: Term, operand_expr: ast.Expr, range_: ast.RangeExpr) -> Term:
        if not ordered(operand.type) or not comparable(operand.type):
            message = f"a range needs an order; this is {describe(operand.type)}"
            self.context.report(DCL304, message, operand_expr.span)
            return BROKEN
        ends: list[Term | None] = []
        for end in (range_.low, range_.high):
            const = None if end is None else self.constant(end)
            sides = None if end is None or const is None else self.matched(operand, const, operand_expr, end)
            if end is not None and sides is None:
                return BROKEN
            ends.append(None if sides is None else sides[1])
        if any(end is not None and end.type == FLOAT for end in ends):
            operand = to_float(operand)
            ends = [None if end is None else to_float(end) for end in ends]
        return InRange(operand, ends[0], ends[1], range_.open_end)

    def _in_column(self, expr: ast.InExpr, operand: Term, choices: ast.PathExpr) -> Term:
        assert isinstance(choices.base, ast.NameExpr)
        table = self.context.table(self.names, choices.base.name)
        if table is None or not table.supported:
            return BROKEN
        self.context.note(choices.base.span, table)
        column = column_of(self, table, choices.name.text, choices.name.span)
        if column is None or operand.type == UNKNOWN:
            return BROKEN
        sides = self.matched(operand, column, expr.operand, choices)
        if sides is None:
            return BROKEN
        if sides[1].type != column.type:
            return self._misplaced(expr, "an int is looked for among ints only")
        return InColumn(sides[0], table.name, choices.name.text)

    def _in_list(self, expr: ast.InExpr, operand: Term, choices: ast.Expr, elements: Term) -> Term:
        """Whether an element of a list equals the operand; missing where the operand is."""
        assert isinstance(elements.type, ListOf)
        if lists.reads_element(operand):
            # The search is an aggregate over the other list, inside which `it` would mean that list's element.
            self.context.unsupported("looking for `it` in another list is", expr.span)
            return BROKEN
        sides = self.matched(operand, It(elements.type.element), expr.operand, choices)
        if sides is None:
            return BROKEN
        equal = Compare("=", sides[1], sides[0])
        found = Aggregate(BOOL, "any", Elements(elements), equal, None, (), one_line(expr.span.text))
        return If(BOOL, Not(IsMissing(operand)), found, None)

    def _matches(self, expr: ast.MatchesExpr, scope: Scope) -> Term:
        operand = self.term(expr.operand, scope)
        pattern = self.pattern(expr.pattern)
        if pattern is None or operand.type == UNKNOWN:
            return BROKEN
        if not is_text(operand.type):
            message = f"`matches` takes a text; this is {describe(operand.type)}"
            self.context.report(DCL302, message, expr.operand.span)
            return BROKEN
        return Matches(operand, pattern)

    def pattern(self, expr: ast.Expr) -> str | None:
        """The pattern that an expression is or names, checked; None where it is none (which is then reported)."""
        written = self.spelled_out(expr)
        if not isinstance(written, ast.PatternLit):
            self.context.report(DCL302, "a pattern `/…/` is expected here", expr.span)
            return None
        try:
            parse_pattern(written.text)
        except PatternError as error:
            place = written.span.start + 1 + error.offset
            span = Span(written.span.source, place, min(place + 1, written.span.end))
            self.context.report(error.code, error.message, span)
            return None
        return written.text

    # ── Small things ─────────────────────────────────────────────────────────────────────────────────────────

    def _negated(self, term: Term, negated: bool) -> Term:
        return Not(term) if negated and term is not BROKEN else term

    def _misplaced(self, expr: ast.Expr, message: str) -> Term:
        self.context.report(DCL302, message, expr.span)
        return BROKEN


def _flat(expr: ast.Expr, op: str) -> list[ast.Expr]:
    """The parts of a chain of one of `and`, `or`."""
    if isinstance(expr, ast.Binary) and expr.op == op:
        return [*_flat(expr.left, op), *_flat(expr.right, op)]
    return [expr]
