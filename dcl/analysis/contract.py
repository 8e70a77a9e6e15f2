"""The checked contract: every name resolved, every type known, every scope decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dcl.analysis.terms import Aggregate, Metric, Order, Origin, Term
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import LabelType, Type


@dataclass(frozen=True)
class Constraint:
    """One constraint of a column: its kind (`range`, `domain`, `matches`, `length`, `format`, `references`, `unique`).

    `term` is the condition on the row's own cell, true where it is met; None where the whole table decides
    (`unique` of a column that is no list).
    """

    kind: str
    term: Term | None
    span: Span
    text: str


@dataclass(frozen=True)
class CheckedColumn:
    """A column, or a field of a record (`fields`).

    An `implicit` one is declared by no line of its own: a capture in a `source`, the list that a table is made from,
    the `parent` and `position` of such a table. It makes no rules.
    """

    name: str
    decl: ast.ColumnDecl
    type: Type
    optional: bool
    constraints: tuple[Constraint, ...] = ()
    key: bool = False
    references: tuple[str, str] | None = None
    file_name: str = ""
    missing: tuple[str, ...] = ()
    unit: str | None = None
    format: str | None = None
    separator: str | None = None
    sensitive: bool = False
    may_be_absent: bool = False
    implicit: bool = False
    fields: tuple[CheckedColumn, ...] = ()

    @property
    def is_unique(self) -> bool:
        return any(constraint.kind == "unique" for constraint in self.constraints)


@dataclass(frozen=True)
class Derived:
    """A `let` column; `depth` is 1, or one more than the deepest derived column that it reads."""

    name: str
    decl: ast.LetDecl
    term: Term
    depth: int = 1


@dataclass(frozen=True)
class CheckedTable:
    """A table. `uniques` are the sets of columns that are unique together, beside the key; `made` are the types of the
    columns of a table made of groups."""

    name: str
    decl: ast.TableDecl
    columns: Mapping[str, CheckedColumn]
    derived: Mapping[str, Derived]
    uniques: tuple[tuple[tuple[str, ...], Span], ...]
    open: bool
    may_be_empty: bool
    may_be_absent: bool
    missing: tuple[str, ...]
    sources: tuple[str, ...]
    captured: tuple[str, ...]
    origin: Origin | None
    made: Mapping[str, Type]
    format: ast.FormatStatement | None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns.values() if column.key)


@dataclass(frozen=True)
class Dependence:
    """`left determines right`: terms, with the source text of each on the right."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    right_names: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """The clauses that do not change what a rule checks."""

    description: str | None = None
    severity: str | None = None
    allow_share: Fraction | None = None
    allow_count: int | None = None
    tags: tuple[str, ...] = ()
    review: ast.ReviewClause | None = None
    examples: tuple[ast.ExampleClause, ...] = ()


@dataclass(frozen=True)
class CheckedRule:
    """One rule on one table, `each` and several tables already spelled out.

    `scope` is `row`, `pair`, `group` or `table`; `measures` are the aggregates of the check of a group or table rule;
    `shows` are the columns that the check reads, by their source text. `within` are the columns on which the rows of a
    pair agree. `check` is None where only people judge (`review`).
    """

    id: str
    decl: ast.RuleDecl
    table: str
    scope: str
    check: Term | Dependence | None
    check_span: Span
    when: tuple[Term, ...]
    per: tuple[Term, ...]
    per_names: tuple[str, ...]
    settings: Settings
    shows: tuple[tuple[str, Term], ...]
    measures: tuple[tuple[str, Aggregate | Metric], ...]
    within: tuple[Term, ...] | None = None
    order: Order = ()
    fixes: tuple[tuple[str, Term], ...] = ()

    @property
    def check_terms(self) -> tuple[Term, ...]:
        """The terms of the check: one, or the sides of a dependence, or none where only people judge."""
        if isinstance(self.check, Dependence):
            return (*self.check.left, *self.check.right)
        return () if self.check is None else (self.check,)

    @property
    def condition(self) -> Term | None:
        """The check where it is a condition."""
        return None if isinstance(self.check, Dependence) else self.check


@dataclass(frozen=True)
class CheckedContract:
    """A whole contract. `column_rules` holds what `rule TABLE.COLUMN.CONSTRAINT { … }` says, by the id of the rule.

    `used` names the label sets and constants that something speaks of.
    """

    decl: ast.ContractDecl
    edition: ast.EditionDecl | None
    path: str
    labels: Mapping[str, LabelType]
    label_decls: Mapping[str, ast.LabelsDecl]
    constants: Mapping[str, ast.LetDecl]
    tables: Mapping[str, CheckedTable]
    rules: tuple[CheckedRule, ...]
    column_rules: Mapping[str, tuple[ast.RuleDecl, Settings]]
    used: frozenset[str]
    own_names: frozenset[str]
