"""What the parts of the analysis share while a contract is checked: names, tables so far, and the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dcl.analysis.contract import CheckedColumn, Derived
from dcl.analysis.names import Names, Universe
from dcl.analysis.terms import Const, Origin
from dcl.analysis.uses import Subject, Use
from dcl.diagnostics import Code, Diagnostic, Label
from dcl.diagnostics.codes_support import DCL501
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import LabelType, Type


@dataclass(eq=False)
class TableInfo:
    """A table while it is checked. `lets` become `derived` when they are first asked for.

    `items` are the columns, `let`s and statements of the table, those that `like` copies included; `copied` are the
    names of the columns that it copies. `made` are the types of the columns of a table that is made by grouping.
    `supported` is false for tables whose making is wrong or not supported yet: their columns are never looked up, so
    that one finding is not followed by its echoes.
    """

    name: str
    decl: ast.TableDecl
    names: Names
    supported: bool = True
    items: tuple[ast.Node, ...] = ()
    copied: frozenset[str] = frozenset()
    made: dict[str, Type] = field(default_factory=dict)
    origin: Origin | None = None
    columns: dict[str, CheckedColumn] = field(default_factory=dict)
    lets: dict[str, ast.LetDecl] = field(default_factory=dict)
    derived: dict[str, Derived] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def column_names(self) -> list[str]:
        return [*self.columns, *self.lets, *self.made]


@dataclass(eq=False)
class Context:
    """The state of one analysis. `deriving` are the `let`s being checked, to find circles;
    `circular` are the constants in one, and `constants` the values of those that were read, by their declaration.

    `reported` is what was found wrong before, in the files' spelling: a statement with such a mistake is not in the
    tree, so that what seems to be missing may only be misspelled. `uses`, where it is given, takes what each name in an
    expression stands for.
    """

    universe: Universe
    reported: tuple[Diagnostic, ...] = ()
    label_types: dict[int, LabelType] = field(default_factory=dict)
    tables: dict[str, TableInfo] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    deriving: list[tuple[str, str]] = field(default_factory=list)
    circular: set[str] = field(default_factory=set)
    constants: dict[int, Const | None] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    uses: list[Use] | None = None

    def note(self, span: Span, subject: Subject, name: str = "") -> None:
        """Note what a name stands for, where somebody asked for it: an editor does, a check does not."""
        if self.uses is not None:
            self.uses.append(Use(span, subject, name))

    def report(
        self, code: type[Code], message: str, span: Span, help: str | None = None, labels: tuple[Label, ...] = ()
    ) -> None:
        """Record a finding once: rules made by `each` meet the same mistake several times.

        Nothing is said of a place that was found to be misspelled.
        """
        known = any(d.code is code and d.span == span for d in self.diagnostics)
        if not known and not any(d.span is not None and d.span.overlaps(span) for d in self.reported):
            self.diagnostics.append(Diagnostic(code, message, span, labels, help))

    def lost_inside(self, node: ast.Node) -> bool:
        """Whether a statement inside a declaration is not in the tree, since it is misspelled."""
        return any(d.span is not None and d.span.overlaps(node.span) for d in self.reported)

    def lost_declaration(self, span: Span) -> bool:
        """Whether a whole declaration of the file that a place is in is not in the tree."""
        kept = [declaration.span for declaration in self.universe.home_of.get(span.source, ())]
        return any(
            d.span is not None and d.span.source is span.source and not any(d.span.overlaps(place) for place in kept)
            for d in self.reported
        )

    def unsupported(self, what: str, span: Span) -> None:
        self.report(DCL501, f"{what} not supported yet", span)

    def label_type(self, names: Names, name: str) -> LabelType | None:
        """The label set that a file calls `name`; asking counts as using it."""
        decl = names.labels(name)
        if decl is None:
            return None
        self.used.add(name)
        return self.label_types[id(decl)]

    def table(self, names: Names, name: str) -> TableInfo | None:
        decl = names.table(name)
        found = self.tables.get(name)
        return found if found is not None and found.decl is decl else None


@dataclass(frozen=True)
class BoundLabel:
    """What `each kind in road_user` binds: one label of the set."""

    type: LabelType
    label: str


@dataclass(frozen=True)
class BoundColumn:
    """What `each tag in chunk, ner` binds: one of the columns."""

    column: str


@dataclass(frozen=True)
class Scope:
    """What names mean at a place.

    `table` is the table whose row is at hand. Its columns are written bare, except in the argument of an aggregate
    over another table (`bare` false), where they are written `boxes.w`. `outer` is the rule's own row inside a `where`.
    `aggregates` says which may stand here: `own`, `referring` or `none`, and `place` names the place in messages.
    `element` is the type of `it`, inside an aggregate over a list. `ordered` says whether rows have an order here, and
    `pairs` whether `a` and `b` are rows; then only `shared` columns are written bare.
    """

    table: str | None
    bare: bool = True
    outer: str | None = None
    aggregates: str = "own"
    place: str = "here"
    bound: Mapping[str, BoundLabel | BoundColumn] = field(default_factory=dict)
    element: Type | None = None
    ordered: bool = False
    pairs: bool = False
    shared: frozenset[str] = frozenset()
