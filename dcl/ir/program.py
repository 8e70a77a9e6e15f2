"""A contract as engines see it: tables to read and rules as formulas, frozen, hashable, with every name resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from dcl.analysis.terms import Aggregate, Metric, Order, Origin, Term
from dcl.types import Type


@dataclass(frozen=True)
class ColumnSpec:
    """How to read one declared column.

    `file_name` is what the file calls it; `missing` are the spellings that count as missing besides the empty cell;
    `format` is a date or time format in strftime spelling (None: ISO 8601); `unit` stands at the end of the cell and
    is cut (`%` divides by 100); `separator` parts the elements of a list in a text file.
    """

    name: str
    file_name: str
    type: Type
    optional: bool = False
    missing: tuple[str, ...] = ()
    unit: str | None = None
    format: str | None = None
    separator: str | None = None
    may_be_absent: bool = False
    sensitive: bool = False
    field_specs: tuple[ColumnSpec, ...] = ()


@dataclass(frozen=True)
class TextFormat:
    """What the table's `format` statement says of its files; None: as usual for the suffix of the file."""

    name: str | None = None
    separator: str | None = None
    header: bool = True
    decimal: str = "."
    quote: str = '"'
    encoding: str = "utf-8"
    thousands: str | None = None
    dates: str | None = None
    skip: int = 0
    columns: str | None = None


@dataclass(frozen=True)
class TableSpec:
    """A table. `derived` are the `let` columns in an order in which each needs only earlier ones.

    `keys` are the names of the key columns, shown with every violation. `open` welcomes undeclared columns.
    `sources` are globs relative to the contract's folder; what stands in braces in them is a column, named in
    `captured`. A table with an `origin` is made from another one and has no data of its own.
    """

    name: str
    columns: tuple[ColumnSpec, ...]
    derived: tuple[tuple[str, Term], ...] = ()
    keys: tuple[str, ...] = ()
    open: bool = False
    may_be_empty: bool = False
    may_be_absent: bool = False
    sources: tuple[str, ...] = ()
    format: TextFormat = field(default_factory=TextFormat)
    captured: tuple[str, ...] = ()
    origin: Origin | None = None

    @cached_property
    def by_name(self) -> dict[str, ColumnSpec]:
        return {column.name: column for column in self.columns}

    @cached_property
    def derived_by_name(self) -> dict[str, Term]:
        return dict(self.derived)


# ── What a rule checks ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Body:
    """What a rule checks. The first three need only the table's header and size; engines decide the others."""


@dataclass(frozen=True)
class Present(Body):
    """The file has the column."""

    column: str


@dataclass(frozen=True)
class NoOtherColumns(Body):
    """The file has no column that is not declared."""


@dataclass(frozen=True)
class NotEmpty(Body):
    """The table has a row."""


@dataclass(frozen=True)
class CellCheck(Body):
    """What a cell must be before it has a value.

    `kind` is `required` (checks every row: the cell is not missing), or `type`, `domain`, `unit` (each checks every
    cell that is not missing: the cell does not break this one; a cell breaks at most one of the three).
    """

    column: str
    kind: str


@dataclass(frozen=True)
class RowCheck(Body):
    """`check` is true of each row for which all of `when` is true. Own aggregates stay inside the `per` group.

    `order` gives `Shifted`, `Position` and `SpanNumber` their meaning; these see all rows of the group, also those
    that `when` leaves out.
    """

    check: Term
    when: tuple[Term, ...] = ()
    per: tuple[Term, ...] = ()
    order: Order = ()


@dataclass(frozen=True)
class GroupCheck(Body):
    """`check` is true of each group of rows with equal `per` (of the whole table where `per` is empty).

    `when` chooses the rows: a group is there only where a chosen row is.
    """

    check: Term
    when: tuple[Term, ...] = ()
    per: tuple[Term, ...] = ()
    order: Order = ()


@dataclass(frozen=True)
class PairCheck(Body):
    """`check` is true of every unordered pair of different rows that agree on `within` and meet `when`.

    In `check` every term over a row stands inside a `Side`, but for the terms of `within`, which both rows share. `a`
    is the earlier row by `order`; without one it is the row with the smaller key, else the earlier in the file.
    """

    check: Term
    within: tuple[Term, ...]
    when: tuple[Term, ...] = ()
    order: Order = ()


@dataclass(frozen=True)
class ReviewOnly(Body):
    """Nothing that a machine checks: people judge a sample of the rows that meet `when`."""

    when: tuple[Term, ...] = ()
    per: tuple[Term, ...] = ()


@dataclass(frozen=True)
class UniqueCheck(Body):
    """No two rows agree on all the columns; every row that does fails. Rows with a missing part are not checked."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class DeterminesCheck(Body):
    """Rows that agree on `left` (and on `per`) agree on each of `right`; see "Dependence" in the language."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    right_names: tuple[str, ...]
    when: tuple[Term, ...] = ()
    per: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Location:
    path: str
    line: int
    column: int


@dataclass(frozen=True)
class Allow:
    """At most this share of `passed + failed`, or at most this many, may fail. At most one of the two is set."""

    share: Fraction | None = None
    count: int | None = None


@dataclass(frozen=True)
class Review:
    """People judge this share of the rows, or this many; the lot is accepted with at most `accept` found bad."""

    share: Fraction | None = None
    count: int | None = None
    accept: Allow = Allow()


@dataclass(frozen=True)
class Rule:
    """A rule of one table.

    `shows` are the columns that the check reads, as `(name to show, term)`, besides the keys; `measures` are the
    aggregates of the check of a group or table rule, by their source text; `column` is the column that a column's own
    rule speaks of; `formula` is the source text of the check; `group_names` name the `per` columns in reports.
    `tables` are the other tables that the rule needs. `review` asks people; `fixes` are repairs of failed rows, each a
    column and its new value.
    """

    id: str
    table: str
    scope: str
    body: Body
    severity: str = "error"
    description: str | None = None
    location: Location | None = None
    formula: str | None = None
    allow: Allow = Allow()
    tags: tuple[str, ...] = ()
    column: str | None = None
    shows: tuple[tuple[str, Term], ...] = ()
    measures: tuple[tuple[str, Aggregate | Metric], ...] = ()
    group_names: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    review: Review | None = None
    fixes: tuple[tuple[str, Term], ...] = ()


@dataclass(frozen=True)
class Program:
    """A whole contract, compiled. `path` is the contract file as the user named it."""

    name: str
    version: str
    path: str
    fingerprint: str
    description: str | None
    tables: tuple[TableSpec, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def table(self) -> dict[str, TableSpec]:
        return {table.name: table for table in self.tables}
