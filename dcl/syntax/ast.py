"""The syntax tree: what a contract file says, before anything is looked up.

Every node is a frozen dataclass. `span` says where it stands and takes no part in equality, so that two trees are
equal when they say the same. Names are already unquoted and in NFC. Nodes have no `repr` of their own: making a hundred
of them would take a tenth of the start-up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from dcl.source import Span


@dataclass(frozen=True, repr=False)
class Node:
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, repr=False)
class Name(Node):
    text: str


@dataclass(frozen=True, repr=False)
class Text(Node):
    """A string literal, unescaped."""

    value: str


@dataclass(frozen=True, repr=False)
class Translation(Node):
    """`translation ko "…"`: what a description says in another language."""

    language: Name
    text: Text


# ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, repr=False)
class Expr(Node):
    pass


@dataclass(frozen=True, repr=False)
class IntLit(Expr):
    value: int


@dataclass(frozen=True, repr=False)
class FloatLit(Expr):
    """`0.5`, `1e-3` and percentages; `exact` is the number as written, `2%` being 1/50."""

    value: float
    exact: Fraction


@dataclass(frozen=True, repr=False)
class TextLit(Expr):
    value: str


@dataclass(frozen=True, repr=False)
class BoolLit(Expr):
    value: bool


@dataclass(frozen=True, repr=False)
class MissingLit(Expr):
    """`missing` as a value: only in examples."""


@dataclass(frozen=True, repr=False)
class DateLit(Expr):
    value: date


@dataclass(frozen=True, repr=False)
class DatetimeLit(Expr):
    """An instant, always with UTC as its zone."""

    value: datetime


@dataclass(frozen=True, repr=False)
class DurationLit(Expr):
    microseconds: int


@dataclass(frozen=True, repr=False)
class PatternLit(Expr):
    """The text between the slashes, as written (`\\/` included)."""

    text: str


@dataclass(frozen=True, repr=False)
class ItExpr(Expr):
    """`it`, the element in an aggregate over a list."""


@dataclass(frozen=True, repr=False)
class NameExpr(Expr):
    name: str


@dataclass(frozen=True, repr=False)
class PathExpr(Expr):
    """`base.name`."""

    base: Expr
    name: Name


@dataclass(frozen=True, repr=False)
class ListExpr(Expr):
    """`[ a, b ]`, in examples and as literal lists."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, repr=False)
class SetExpr(Expr):
    """`{ a, b }` after `in`, or as a constant. `item` may be a range."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, repr=False)
class RangeExpr(Expr):
    """`low..high`, `low..<high`, `low..`, `..high`."""

    low: Expr | None
    high: Expr | None
    open_end: bool = False


@dataclass(frozen=True, repr=False)
class RecordExpr(Expr):
    """`{ a: 1, b: "x" }` in examples: a row, a record, or named tables of rows."""

    fields: tuple[tuple[Name, Expr], ...]


@dataclass(frozen=True, repr=False)
class Unary(Expr):
    """`op` is `-` or `not`."""

    op: str
    operand: Expr


@dataclass(frozen=True, repr=False)
class Binary(Expr):
    """`op` is one of `* / + - = != < <= > >= and or implies`."""

    op: str
    left: Expr
    right: Expr
    op_span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, repr=False)
class InExpr(Expr):
    """`operand in choices`: choices is a SetExpr, a RangeExpr, a name or a path."""

    operand: Expr
    choices: Expr
    negated: bool


@dataclass(frozen=True, repr=False)
class MatchesExpr(Expr):
    """`operand matches /…/` or `matches NAME` of a pattern constant."""

    operand: Expr
    pattern: Expr
    negated: bool


@dataclass(frozen=True, repr=False)
class IsMissingExpr(Expr):
    operand: Expr
    negated: bool


@dataclass(frozen=True, repr=False)
class IsExpr(Expr):
    """`operand is label` (or the name that `each` binds)."""

    operand: Expr
    label: Name
    negated: bool


@dataclass(frozen=True, repr=False)
class IfExpr(Expr):
    condition: Expr
    then: Expr
    otherwise: Expr | None


@dataclass(frozen=True, repr=False)
class Argument(Node):
    """One argument of a call.

    `name` is set for `within: 0.001`. `where`, `by` and `all` are the words that stand in aggregates:
    `count(flows by target)`, `any(boxes where w > 3)`, `count(all train)`.
    """

    value: Expr
    name: Name | None = None
    where: Expr | None = None
    by: Name | None = None
    all: bool = False


@dataclass(frozen=True, repr=False)
class CallExpr(Expr):
    function: Name
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, repr=False)
class DeterminesExpr(Expr):
    """`a, b determines c, d`; only as a whole check."""

    left: tuple[Expr, ...]
    right: tuple[Expr, ...]


# ── Types and modifiers of columns ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, repr=False)
class TypeExpr(Node):
    """`optional` is the `?` that closes the type."""

    optional: bool


@dataclass(frozen=True, repr=False)
class NamedType(TypeExpr):
    """A scalar type, `any`, or a label set."""

    name: Name


@dataclass(frozen=True, repr=False)
class OneOfType(TypeExpr):
    choices: tuple[Text, ...]


@dataclass(frozen=True, repr=False)
class ListType(TypeExpr):
    element: TypeExpr


@dataclass(frozen=True, repr=False)
class FixedListType(TypeExpr):
    """`[ x: float, y: float ]`."""

    fields: tuple[ColumnDecl, ...]


@dataclass(frozen=True, repr=False)
class RecordType(TypeExpr):
    """`{ a: T, b: T }`; `open` where it ends in `...`."""

    fields: tuple[ColumnDecl, ...]
    open: bool


@dataclass(frozen=True, repr=False)
class Modifier(Node):
    """A modifier of a column. `keyword` spans the word that starts it."""


@dataclass(frozen=True, repr=False)
class KeyModifier(Modifier):
    pass


@dataclass(frozen=True, repr=False)
class UniqueModifier(Modifier):
    pass


@dataclass(frozen=True, repr=False)
class SensitiveModifier(Modifier):
    pass


@dataclass(frozen=True, repr=False)
class MayBeAbsentModifier(Modifier):
    pass


@dataclass(frozen=True, repr=False)
class ReferencesModifier(Modifier):
    table: Name
    column: Name | None


@dataclass(frozen=True, repr=False)
class InModifier(Modifier):
    """`in { … }`, `in 1..5`, `in NAME`."""

    choices: Expr


@dataclass(frozen=True, repr=False)
class MatchesModifier(Modifier):
    pattern: Expr


@dataclass(frozen=True, repr=False)
class LengthModifier(Modifier):
    """`length 5` or `length 1..200`: an IntLit, a RangeExpr or a NameExpr."""

    size: Expr


@dataclass(frozen=True, repr=False)
class ComparisonModifier(Modifier):
    """`>= 0`; `op` is one of `= != < <= > >=`."""

    op: str
    value: Expr


@dataclass(frozen=True, repr=False)
class SeparatedByModifier(Modifier):
    separator: Text


@dataclass(frozen=True, repr=False)
class NamedModifier(Modifier):
    text: Text


@dataclass(frozen=True, repr=False)
class MissingModifier(Modifier):
    spellings: tuple[Text, ...]


@dataclass(frozen=True, repr=False)
class UnitModifier(Modifier):
    unit: Text


@dataclass(frozen=True, repr=False)
class FormatModifier(Modifier):
    """`format "%d.%m.%Y"` (a Text) or `format email` (a Name)."""

    format: Text | Name


# ── Declarations ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, repr=False)
class Declaration(Node):
    pass


@dataclass(frozen=True, repr=False)
class EditionDecl(Declaration):
    edition: int


@dataclass(frozen=True, repr=False)
class Setting(Node):
    """`owner "a@b"` in the contract header."""

    name: Name
    values: tuple[Text, ...]


@dataclass(frozen=True, repr=False)
class ContractDecl(Declaration):
    name: Name
    version: str
    version_span: Span = field(compare=False, repr=False)
    description: Text | None
    settings: tuple[Setting, ...]
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, repr=False)
class UseDecl(Declaration):
    """`names` is empty for `use "path.dcl"`, which takes all."""

    path: Text
    names: tuple[Name, ...]


@dataclass(frozen=True, repr=False)
class LetDecl(Declaration):
    """A constant at top level, a derived column in a table."""

    name: Name
    value: Expr
    description: Text | None = None
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, repr=False)
class LabelDecl(Node):
    name: Name
    named: Text | None
    description: Text | None
    instead_of: tuple[Text, ...]
    image: Text | None
    children: tuple[LabelDecl, ...]
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, repr=False)
class LabelsDecl(Declaration):
    name: Name
    ordered: bool
    description: Text | None
    labels: tuple[LabelDecl, ...]
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, repr=False)
class ColumnDecl(Node):
    """A column of a table or a field of a record."""

    name: Name
    type: TypeExpr
    modifiers: tuple[Modifier, ...]
    description: Text | None
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, repr=False)
class TableStatement(Node):
    pass


@dataclass(frozen=True, repr=False)
class SourceStatement(TableStatement):
    paths: tuple[Text, ...]


@dataclass(frozen=True, repr=False)
class FormatOption(Node):
    """`separator: ";"`, `header: no`, `skip: 2`: the value is a Text, a Name or an IntLit."""

    name: Name
    value: Text | Name | IntLit


@dataclass(frozen=True, repr=False)
class FormatStatement(TableStatement):
    format: Name
    options: tuple[FormatOption, ...]


@dataclass(frozen=True, repr=False)
class MissingStatement(TableStatement):
    spellings: tuple[Text, ...]


@dataclass(frozen=True, repr=False)
class UniqueStatement(TableStatement):
    columns: tuple[Name, ...]


@dataclass(frozen=True, repr=False)
class MayBeStatement(TableStatement):
    """`may be empty`, `may be absent`."""

    what: str


@dataclass(frozen=True, repr=False)
class OpenStatement(TableStatement):
    """`...`: columns that are not declared are welcome."""


@dataclass(frozen=True, repr=False)
class OrderItem(Node):
    column: Expr
    descending: bool


@dataclass(frozen=True, repr=False)
class LikeClause(Node):
    table: Name


@dataclass(frozen=True, repr=False)
class FromClause(Node):
    """`from OTHER.column` (`per` empty) or `from OTHER per a, b order by c`."""

    table: Name
    column: Name | None
    per: tuple[Expr, ...]
    order_by: tuple[OrderItem, ...]


@dataclass(frozen=True, repr=False)
class TableDecl(Declaration):
    """`items` holds columns, `let`s and statements in the order written."""

    name: Name
    origin: LikeClause | FromClause | None
    description: Text | None
    items: tuple[ColumnDecl | LetDecl | TableStatement, ...]
    translations: tuple[Translation, ...] = ()


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, repr=False)
class Clause(Node):
    pass


@dataclass(frozen=True, repr=False)
class PerClause(Clause):
    columns: tuple[Expr, ...]


@dataclass(frozen=True, repr=False)
class WhenClause(Clause):
    condition: Expr


@dataclass(frozen=True, repr=False)
class OrderByClause(Clause):
    items: tuple[OrderItem, ...]


@dataclass(frozen=True, repr=False)
class PairsClause(Clause):
    columns: tuple[Expr, ...]


@dataclass(frozen=True, repr=False)
class EachClause(Clause):
    """`each NAME in labels` (one item) or `each NAME in col, col`."""

    name: Name
    items: tuple[Name, ...]


@dataclass(frozen=True, repr=False)
class CheckClause(Clause):
    condition: Expr


@dataclass(frozen=True, repr=False)
class AllowClause(Clause):
    """`allow 0.5%` gives `share`, `allow 10` gives `count`."""

    share: Fraction | None
    count: int | None


@dataclass(frozen=True, repr=False)
class SeverityClause(Clause):
    severity: str


@dataclass(frozen=True, repr=False)
class ReviewClause(Clause):
    share: Fraction | None
    count: int | None


@dataclass(frozen=True, repr=False)
class ExampleClause(Clause):
    """`pass …` or `fail …`; several values stand for several rows given on one line."""

    passes: bool
    values: tuple[Expr, ...]


@dataclass(frozen=True, repr=False)
class FixClause(Clause):
    column: Name
    value: Expr


@dataclass(frozen=True, repr=False)
class TagsClause(Clause):
    tags: tuple[Text, ...]


@dataclass(frozen=True, repr=False)
class RuleDecl(Declaration):
    """`target` holds the parts of `TABLE.COLUMN.CONSTRAINT`, one part for an ordinary rule; columns that are unique
    together are one part, `a+b`.

    `tables` is empty for a rule that speaks of a column's own rule.
    """

    target: tuple[Name, ...]
    tables: tuple[Name, ...]
    description: Text | None
    clauses: tuple[Clause, ...]
    translations: tuple[Translation, ...] = ()

    @property
    def name(self) -> str:
        return ".".join(part.text for part in self.target)


@dataclass(frozen=True, repr=False)
class File(Node):
    """A whole contract file, its declarations in the order written."""

    declarations: tuple[Declaration, ...]
