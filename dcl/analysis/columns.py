"""Columns: their types and modifiers, each modifier as a condition on the row's own cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from dcl.analysis.comparing import ordered
from dcl.analysis.context import Context, TableInfo
from dcl.analysis.contract import CheckedColumn, Constraint
from dcl.analysis.expressions import Expressions
from dcl.analysis.terms import (
    BROKEN,
    Aggregate,
    And,
    Call,
    Column,
    Compare,
    Elements,
    Field,
    IsMissing,
    It,
    Matches,
    Not,
    Term,
)
from dcl.analysis.wording import describe
from dcl.diagnostics import Label, did_you_mean
from dcl.diagnostics.codes_names import DCL201, DCL202, DCL208
from dcl.diagnostics.codes_types import DCL306, DCL309, DCL310, DCL313, DCL316
from dcl.patterns.formats import FORMATS
from dcl.syntax import ast
from dcl.time_format import time_format
from dcl.types import (
    BOOL,
    DATE,
    DATETIME,
    FLOAT,
    INT,
    SCALARS,
    TEXT,
    UNKNOWN,
    ListOf,
    OneOf,
    Record,
    Type,
    is_closed,
    is_text,
)

_FOREIGN_TYPES = {
    "string": "text", "str": "text", "varchar": "text", "integer": "int", "number": "float", "double": "float",
    "boolean": "bool", "timestamp": "datetime", "time": "datetime",
}  # fmt: skip


def check_columns(context: Context, table: TableInfo) -> None:
    """Fill in the columns of a table, references aside."""
    first: dict[str, ast.Node] = {}
    for item in table.items:
        if not isinstance(item, ast.ColumnDecl | ast.LetDecl):
            continue
        name = item.name.text
        if name in first:
            label = Label(first[name].span, "first declared here")
            context.report(DCL202, f"`{table.name}` declares `{name}` twice", item.name.span, None, (label,))
            continue
        first[name] = item.name
        constant = table.names.constant(name)
        if constant is not None:
            label = Label(constant.name.span, "the constant is declared here")
            context.report(
                DCL202,
                f"the constant `{name}` bears the name of this column",
                item.name.span,
                "rename one of the two",
                (label,),
            )
        if isinstance(item, ast.LetDecl):
            table.lets[name] = item
        else:
            table.columns[name] = _Columns(context, table).column(item, partial(_cell, table.name, name))


@dataclass(frozen=True)
class _Columns:
    """Checks the columns of one table and the fields of their records."""

    context: Context
    table: TableInfo

    @property
    def expressions(self) -> Expressions:
        return Expressions(self.context, self.table.names)

    def column(self, decl: ast.ColumnDecl, cell: Callable[[Type], Term], is_field: bool = False) -> CheckedColumn:
        """A column; `cell` gives the term of its cell from its type."""
        type_ = self.type(decl.type)
        fields = self._nested_fields(decl.type, type_, cell(type_))
        column = CheckedColumn(decl.name.text, decl, type_, decl.type.optional, file_name=decl.name.text, fields=fields)
        return self._modified(column, cell(type_), is_field)

    def _nested_fields(self, expr: ast.TypeExpr, type_: Type, cell: Term) -> tuple[CheckedColumn, ...]:
        """The fields of a record, or of the records in a list, whose conditions then hold for each element."""
        if isinstance(expr, ast.RecordType | ast.FixedListType):
            return self._fields(expr.fields, cell)
        if isinstance(expr, ast.ListType) and isinstance(expr.element, ast.RecordType | ast.FixedListType):
            element = BROKEN if type_ == UNKNOWN else It(type_.element)  # type: ignore[attr-defined]
            return tuple(
                replace(field, constraints=tuple(self._of_elements(type_, cell, each) for each in field.constraints))
                for field in self._fields(expr.element.fields, element)
            )
        return ()

    def _of_elements(self, type_: Type, cell: Term, constraint: Constraint) -> Constraint:
        if constraint.term is None:
            return constraint
        return replace(constraint, term=self._each_element(type_, cell, constraint.term))

    def _fields(self, decls: tuple[ast.ColumnDecl, ...], whole: Term) -> tuple[CheckedColumn, ...]:
        found: dict[str, CheckedColumn] = {}
        for decl in decls:
            name = decl.name.text
            if name in found:
                self.context.report(DCL202, f"the record declares `{name}` twice", decl.name.span)
                continue
            found[name] = self.column(decl, partial(_field, whole, name), is_field=True)
        return tuple(found.values())

    # ── Types ────────────────────────────────────────────────────────────────────────────────────────────────

    def type(self, expr: ast.TypeExpr) -> Type:
        """The type that a type expression says; UNKNOWN where it is not one, or not supported yet (reported)."""
        match expr:
            case ast.NamedType(name=name):
                return self._named_type(name)
            case ast.OneOfType(choices=choices):
                return self._one_of(choices)
            case ast.ListType(element=element):
                inner = self.type(element)
                return UNKNOWN if inner == UNKNOWN else ListOf(inner, element.optional)
            case ast.RecordType(fields=fields) | ast.FixedListType(fields=fields):
                return self._record(expr, self._fields(fields, BROKEN))
            case _:
                raise TypeError(f"{type(expr).__name__} is no type")

    def _record(self, expr: ast.TypeExpr, fields: tuple[CheckedColumn, ...]) -> Type:
        if any(field.type == UNKNOWN for field in fields):
            return UNKNOWN
        typed = tuple((field.name, field.type, field.optional) for field in fields)
        return Record(typed, isinstance(expr, ast.RecordType) and expr.open, isinstance(expr, ast.FixedListType))

    def _named_type(self, name: ast.Name) -> Type:
        scalar = SCALARS.get(name.text)
        if scalar is not None:
            return scalar
        labels = self.context.label_type(self.table.names, name.text)
        if labels is not None:
            return labels
        if self.context.lost_declaration(name.span):
            return UNKNOWN
        candidates = [*SCALARS, *self.table.names.of_kind(ast.LabelsDecl)]
        guess = _FOREIGN_TYPES.get(name.text.lower()) or did_you_mean(name.text, candidates)
        help = f"did you mean `{guess}`?" if guess else "types are " + ", ".join(SCALARS) + ", and label sets"
        self.context.report(DCL201, f"there is no type or label set `{name.text}`", name.span, help)
        return UNKNOWN

    def _one_of(self, choices: tuple[ast.Text, ...]) -> Type:
        seen: dict[str, ast.Text] = {}
        for choice in choices:
            if choice.value in seen:
                label = Label(seen[choice.value].span, "first here")
                self.context.report(DCL313, f'"{choice.value}" stands twice', choice.span, None, (label,))
            seen.setdefault(choice.value, choice)
        return OneOf(tuple(seen))

    # ── Modifiers ────────────────────────────────────────────────────────────────────────────────────────────

    def _modified(self, column: CheckedColumn, cell: Term, is_field: bool) -> CheckedColumn:
        kinds: dict[str, ast.Modifier] = {}
        comparisons: list[tuple[ast.Modifier, Term]] = []
        for modifier in column.decl.modifiers:
            if self._repeated(modifier, kinds):
                continue
            before = column
            column = self._reading(column, modifier, is_field)
            if column is not before or column.type == UNKNOWN:
                continue
            constraint = self._constraint(column, modifier, cell)
            if constraint is not None and constraint.kind == "range" and constraint.term is not None:
                comparisons.append((modifier, constraint.term))
            elif constraint is not None:
                column = replace(column, constraints=(*column.constraints, constraint))
        if comparisons:
            terms = tuple(term for _, term in comparisons)
            span = comparisons[0][0].span.to(comparisons[-1][0].span)
            text = " ".join(modifier.span.text for modifier, _ in comparisons)
            whole = terms[0] if len(terms) == 1 else And(terms)
            range_ = Constraint("range", self._each_element(column.type, cell, whole), span, text)
            column = replace(column, constraints=(*column.constraints, range_))
        return column

    def _repeated(self, modifier: ast.Modifier, kinds: dict[str, ast.Modifier]) -> bool:
        """Whether a modifier of this kind stands before already, which is reported; comparisons may repeat."""
        kind = type(modifier).__name__
        if isinstance(modifier, ast.InModifier):
            written = self.expressions.spelled_out(modifier.choices)
            kind = "in a range" if isinstance(written, ast.RangeExpr) else "in a set"
        if isinstance(modifier, ast.ComparisonModifier):
            return False
        if isinstance(modifier, ast.FormatModifier):
            kind = "format"
        first = kinds.setdefault(kind, modifier)
        if first is modifier:
            return False
        label = Label(first.span, "first here")
        self.context.report(DCL309, "this modifier stands twice", modifier.span, "write them as one", (label,))
        return True

    def _reading(self, column: CheckedColumn, modifier: ast.Modifier, is_field: bool) -> CheckedColumn:
        """The column with a modifier that says how its cells are read; the column itself for any other."""
        match modifier:
            case ast.KeyModifier() if is_field:
                self._does_not_fit(modifier, "a field of a record is no key")
            case ast.KeyModifier() if column.optional:
                self.context.report(
                    DCL310,
                    f"`{column.name}` is a key and may not be missing",
                    modifier.span,
                    "leave the `?` out, or write `unique`",
                )
            case ast.KeyModifier() if isinstance(column.type, ListOf | Record):
                self._does_not_fit(modifier, f"{describe(column.type)} is no key")
            case ast.KeyModifier():
                return replace(column, key=True)
            case ast.SensitiveModifier():
                return replace(column, sensitive=True)
            case ast.MayBeAbsentModifier():
                return replace(column, may_be_absent=True)
            case ast.NamedModifier(text=text):
                return replace(column, file_name=text.value)
            case ast.MissingModifier(spellings=spellings):
                return replace(column, missing=tuple(text.value for text in spellings))
            case ast.SeparatedByModifier(separator=separator):
                return self._separated(column, modifier, separator)
            case ast.UnitModifier(unit=unit):
                if column.type in (INT, FLOAT, UNKNOWN):
                    return replace(column, unit=unit.value)
                self._does_not_fit(modifier, f"a unit belongs to a number; this is {describe(column.type)}")
            case ast.FormatModifier(format=ast.Text() as written):
                return self._time_format(column, modifier, written)
        return column

    def _separated(self, column: CheckedColumn, modifier: ast.Modifier, separator: ast.Text) -> CheckedColumn:
        parted = isinstance(column.type, ListOf) or (isinstance(column.type, Record) and column.type.positional)
        if column.type != UNKNOWN and not parted:
            self._does_not_fit(modifier, f"`separated by` belongs to a list; this is {describe(column.type)}")
        elif not separator.value:
            self.context.report(
                DCL316, "the separator is empty", separator.span, 'write a sign, as in `separated by ";"`'
            )
        else:
            return replace(column, separator=separator.value)
        return column

    def _time_format(self, column: CheckedColumn, modifier: ast.Modifier, written: ast.Text) -> CheckedColumn:
        element = column.type.element if isinstance(column.type, ListOf) else column.type
        if element == UNKNOWN:
            return column
        if element not in (DATE, DATETIME):
            help = "formats of texts are names: " + ", ".join(sorted(FORMATS))
            self._does_not_fit(
                modifier, f"a quoted format belongs to a date or a datetime; this is {describe(column.type)}", help
            )
            return column
        try:
            time_format(written.value, element)
        except ValueError as error:
            self.context.report(DCL316, str(error), written.span)
            return column
        return replace(column, format=written.value)

    def _constraint(self, column: CheckedColumn, modifier: ast.Modifier, cell: Term) -> Constraint | None:
        """The condition that a modifier puts on the cell; None where it is none, or is reported."""
        element: Term = It(column.type.element) if isinstance(column.type, ListOf) else cell
        match modifier:
            case ast.ComparisonModifier():
                return self._range(
                    modifier,
                    element,
                    ast.Binary(modifier.span, modifier.op, _here(modifier), modifier.value, modifier.span),
                )
            case ast.InModifier():
                return self._in(column, modifier, cell, element)
            case ast.MatchesModifier(pattern=written):
                pattern = self.expressions.pattern(written)
                if pattern is None or not self._wants_text(modifier, element, "`matches`"):
                    return None
                return self._made("matches", modifier, column.type, cell, Matches(element, pattern))
            case ast.FormatModifier(format=ast.Name() as name):
                return self._named_format(column, modifier, cell, element, name)
            case ast.LengthModifier():
                return self._length(column, modifier, cell)
            case ast.UniqueModifier():
                return self._unique(column, modifier, cell)
            case _:
                return None

    def _range(self, modifier: ast.ComparisonModifier, element: Term, written: ast.Binary) -> Constraint | None:
        if (is_closed(element.type) and not ordered(element.type)) or isinstance(element.type, Record):
            self._does_not_fit(modifier, f"{describe(element.type)} has no order")
            return None
        const = self.expressions.constant(modifier.value)
        if const is None:
            return None
        sides = self.expressions.matched(element, const, written.left, modifier.value)
        if sides is None:
            return None
        if modifier.op not in ("=", "!=") and not ordered(element.type):
            self._does_not_fit(modifier, f"{describe(element.type)} has no order")
            return None
        return Constraint("range", Compare(modifier.op, *sides), modifier.span, modifier.span.text)

    def _in(self, column: CheckedColumn, modifier: ast.InModifier, cell: Term, element: Term) -> Constraint | None:
        choices = self.expressions.spelled_out(modifier.choices)
        if is_closed(element.type) and not isinstance(choices, ast.RangeExpr):
            self._does_not_fit(modifier, "the type is a closed list already", "leave one of the two out")
            return None
        term = self.expressions.membership(element, _here(modifier), choices)
        if term is BROKEN:
            return None
        if isinstance(choices, ast.RangeExpr):
            return Constraint("range", term, modifier.span, modifier.span.text)
        return self._made("domain", modifier, column.type, cell, term)

    def _named_format(
        self, column: CheckedColumn, modifier: ast.Modifier, cell: Term, element: Term, name: ast.Name
    ) -> Constraint | None:
        pattern = FORMATS.get(name.text)
        if pattern is None:
            guess = did_you_mean(name.text, FORMATS)
            help = f"did you mean `{guess}`?" if guess else "formats are " + ", ".join(sorted(FORMATS))
            self.context.report(DCL208, f"there is no format `{name.text}`", name.span, help)
            return None
        if not self._wants_text(modifier, element, "this format"):
            return None
        return self._made("format", modifier, column.type, cell, Matches(element, pattern))

    def _length(self, column: CheckedColumn, modifier: ast.LengthModifier, cell: Term) -> Constraint | None:
        if not is_text(column.type) and not isinstance(column.type, ListOf):
            help = "for a number write a range, as in `in 0..100`"
            self._does_not_fit(modifier, f"`length` is of a text or a list; this is {describe(column.type)}", help)
            return None
        length = Call(INT, "length", (cell,))
        size = self.expressions.spelled_out(modifier.size)
        if isinstance(size, ast.RangeExpr):
            term = self.expressions.membership(length, size, size)
        else:
            const = self.expressions.constant(size)
            sides = None if const is None else self.expressions.matched(length, const, size, size)
            term = BROKEN if sides is None else Compare("=", *sides)
        return None if term is BROKEN else Constraint("length", term, modifier.span, modifier.span.text)

    def _unique(self, column: CheckedColumn, modifier: ast.Modifier, cell: Term) -> Constraint | None:
        if isinstance(cell, Field) or isinstance(column.type, Record):
            self._does_not_fit(modifier, "a record and its fields are not `unique`")
            return None
        if not isinstance(column.type, ListOf):
            return Constraint("unique", None, modifier.span, modifier.span.text)
        elements = Elements(cell)
        distinct = Aggregate(INT, "distinct", elements, It(column.type.element), None, (), "distinct")
        some = Aggregate(INT, "count", elements, _held(column.type.element), None, (), "count")
        return Constraint("unique", Compare("=", distinct, some), modifier.span, modifier.span.text)

    def _made(self, kind: str, modifier: ast.Modifier, type_: Type, cell: Term, term: Term) -> Constraint:
        return Constraint(kind, self._each_element(type_, cell, term), modifier.span, modifier.span.text)

    def _each_element(self, type_: Type, cell: Term, term: Term) -> Term:
        """The condition on each element where the column is a list, on the cell itself elsewhere."""
        if not isinstance(type_, ListOf):
            return term
        return Aggregate(BOOL, "all", Elements(cell), term, None, (), "all")

    def _wants_text(self, modifier: ast.Modifier, element: Term, what: str) -> bool:
        if element.type != TEXT:
            self._does_not_fit(modifier, f"{what} speaks of a text; this is {describe(element.type)}")
            return False
        return True

    def _does_not_fit(self, modifier: ast.Modifier, message: str, help: str | None = None) -> None:
        self.context.report(DCL306, message, modifier.span, help)


def _cell(table: str, name: str, type_: Type) -> Term:
    return Column(type_, table, name)


def _field(whole: Term, name: str, type_: Type) -> Term:
    return Field(type_, whole, name)


def _held(type_: Type) -> Term:
    return Not(IsMissing(It(type_)))


def _here(modifier: ast.Modifier) -> ast.Expr:
    """An expression that stands where the modifier stands, for messages about the cell."""
    return ast.NameExpr(modifier.span, "")


def spellings(texts: Iterable[ast.Text]) -> tuple[str, ...]:
    return tuple(text.value for text in texts)
