"""Every place of some files where a name stands, with what declares it.

The analysis notes what names in expressions stand for, since only it knows the scopes. What stands elsewhere (after
`on`, as a type, in an example) is read off the trees here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from dcl.analysis.context import BoundColumn, BoundLabel, Context, TableInfo
from dcl.analysis.contract import CheckedContract
from dcl.analysis.examples import exemplified
from dcl.analysis.names import Names
from dcl.analysis.origins import CAPTURE
from dcl.analysis.terms import Column, Field, It, Outer, Path, Side, Term
from dcl.analysis.uses import Use
from dcl.lsp.declarations import Declaration, Declared, Kind
from dcl.lsp.in_examples import in_examples
from dcl.modules import Module
from dcl.source import SourceFile, Span
from dcl.syntax import ast
from dcl.types import LabelType

NEAR = 64
"""So many names may begin between the start of a name and its end: those of a rule on as many tables."""


class Form(Enum):
    """How a name is written at a place."""

    NAME = "a name"
    TEXT = "a quoted text"
    CAPTURE = "in the braces of a source"


@dataclass(frozen=True)
class Occurrence:
    """A name at a place. `table` is the table that a column is reached through, which may be `like` its own one."""

    span: Span
    declaration: Declaration
    form: Form = Form.NAME
    table: str = ""

    @property
    def declares(self) -> bool:
        return self.span == self.declaration.span and self.form is Form.NAME


class Occurrences:
    """Occurrences by place and by declaration.

    In a rule on several tables a name stands for a column of each: then several occurrences have one place.
    """

    def __init__(self, found: Iterable[Occurrence]) -> None:
        places: dict[tuple[Span, tuple[str, int, str]], Occurrence] = {}
        for occurrence in found:
            places.setdefault((occurrence.span, occurrence.declaration.key), occurrence)
        self._by_path: dict[str, list[Occurrence]] = defaultdict(list)
        self._by_key: dict[tuple[str, int, str], list[Occurrence]] = defaultdict(list)
        for occurrence in sorted(places.values(), key=lambda each: (each.span.start, -each.span.end)):
            self._by_path[occurrence.span.source.path].append(occurrence)
            self._by_key[occurrence.declaration.key].append(occurrence)

    def __len__(self) -> int:
        return sum(map(len, self._by_path.values()))

    def in_file(self, source: SourceFile) -> list[Occurrence]:
        """The occurrences in a file, in the order of the text."""
        return self._by_path.get(source.path, [])

    def of(self, declaration: Declaration) -> list[Occurrence]:
        return self._by_key.get(declaration.key, [])

    def at(self, source: SourceFile, offset: int) -> list[Occurrence]:
        """The innermost occurrence that holds a place, or else ends there, with all that share its stretch."""
        found = self.in_file(source)
        last = bisect_right(found, offset, key=lambda each: each.span.start)
        before = [each for each in found[max(0, last - NEAR) : last] if offset <= each.span.end]
        inside = [each for each in before if offset < each.span.end] or before
        innermost = min(inside, key=lambda each: each.span.end - each.span.start, default=None)
        return [each for each in inside if innermost is not None and each.span == innermost.span]


def gather(
    modules: tuple[Module, ...], context: Context, contract: CheckedContract | None, noted: Iterable[Use]
) -> Iterator[Occurrence]:
    """All names of some files that were analysed together."""
    gatherer = _Gatherer(modules, context, noted)
    for declaration in gatherer.declared.by_node.values():
        yield Occurrence(declaration.span, declaration, table=declaration.owner)
    for use in gatherer.noted:
        yield from gatherer.used(use)
    for module in modules:
        yield from gatherer.written(module)
    if contract is not None:
        seen: set[tuple[int, str]] = set()
        for example in exemplified(contract):
            if (id(example.decl), example.table.name) not in seen:
                seen.add((id(example.decl), example.table.name))
                for span, what, table in in_examples(contract, example, gatherer.declared):
                    yield Occurrence(span, what, Form.TEXT if span.text.startswith('"') else Form.NAME, table)


class _Gatherer:
    def __init__(self, modules: tuple[Module, ...], context: Context, noted: Iterable[Use]) -> None:
        self.context = context
        self.declared = Declared(modules, context)
        self.noted = _each_once(noted)
        self.bound = [each for each in self.declared.by_node.values() if each.kind is Kind.BOUND]
        self.rules = [node for module in modules for node in module.tree.declarations if isinstance(node, ast.RuleDecl)]

    # ── What the analysis noted ──────────────────────────────────────────────────────────────────────────────

    def used(self, use: Use) -> Iterator[Occurrence]:
        subject, span = use.subject, use.span
        match subject:
            case TableInfo() if use.name:
                yield from self.column(span, subject.name, use.name)
            case TableInfo():
                yield from self._made(span, self.declared.of(subject.decl))
            case LabelType() if use.name:
                form = Form.TEXT if span.text.startswith('"') else Form.NAME
                yield from self._made(span, self.declared.label(subject, use.name), form)
            case LabelType():
                names = self.context.universe.names_in.get(span.source)
                yield from self._made(span, self.declared.of(names.labels(subject.name) if names else None))
            case BoundLabel() | BoundColumn():
                yield from self._made(span, self._bound_at(span, use.name))
            case Term():
                yield from self._made(span, self._field(subject, use.name))
            case ast.Node():
                yield from self._made(span, self.declared.of(subject))

    def _bound_at(self, span: Span, name: str) -> Declaration | None:
        rule = next((rule for rule in self.rules if _holds(rule.span, span)), None)
        return next((each for each in self.bound if rule and each.name == name and _holds(rule.span, each.span)), None)

    def _field(self, base: Term, name: str) -> Declaration | None:
        """The declaration of a field of the record that a term is."""
        node = self._column_of(base)
        if node is None:
            return self.declared.field_of_list(base.type, name) if isinstance(base, It) else None
        fields = node.type.fields if isinstance(node.type, ast.RecordType | ast.FixedListType) else ()
        return self.declared.of(next((field for field in fields if field.name.text == name), None))

    def _column_of(self, term: Term) -> ast.ColumnDecl | None:
        match term:
            case Column(table=table, name=name) | Path(table=table, column=name) | Outer(table=table, name=name):
                found = self.declared.column(table, name)
            case Field(base=base, name=name):
                found = self._field(base, name)
            case Side(operand=operand):
                return self._column_of(operand)
            case _:
                return None
        return found.node if found is not None and isinstance(found.node, ast.ColumnDecl) else None

    def column(self, span: Span, table: str, name: str, form: Form = Form.NAME) -> Iterator[Occurrence]:
        found = self.declared.column(table, name) or self._grouped(table, name)
        return self._made(span, found, form, table)

    def _grouped(self, table: str, name: str) -> Declaration | None:
        """A column that a table made of groups takes over from the rows that it groups."""
        info = self.context.tables.get(table)
        origin = None if info is None else info.decl.origin
        if not isinstance(origin, ast.FromClause):
            return None
        for expr in origin.per:
            if isinstance(expr, ast.NameExpr) and expr.name == name:
                return self.declared.column(origin.table.text, name) or self._grouped(origin.table.text, name)
            if isinstance(expr, ast.PathExpr) and expr.name.text == name:
                use = next((use for use in self.noted if use.span == expr.name.span), None)
                if use is not None and isinstance(use.subject, TableInfo):
                    return self.declared.column(use.subject.name, use.name)
        return None

    # ── What stands where no expression does ─────────────────────────────────────────────────────────────────

    def written(self, module: Module) -> Iterator[Occurrence]:
        names = self.context.universe.names_in.get(module.source)
        if names is None:
            return
        used = {id(use): other for use, other in module.uses}
        for node in module.tree.declarations:
            match node:
                case ast.UseDecl():
                    yield from self._taken(node, used.get(id(node)))
                case ast.TableDecl():
                    yield from self._in_table(node, names)
                case ast.RuleDecl():
                    yield from self._in_rule(node, names)

    def _taken(self, use: ast.UseDecl, module: Module | None) -> Iterator[Occurrence]:
        for name in use.names if module is not None else ():
            for node in module.tree.declarations if module is not None else ():
                declaration = self.declared.of(node)
                if declaration is not None and declaration.name == name.text:
                    yield Occurrence(name.span, declaration)

    def _in_table(self, table: ast.TableDecl, names: Names) -> Iterator[Occurrence]:
        name = table.name.text
        origin = table.origin
        if origin is not None:
            yield from self._made(origin.table.span, self.declared.of(names.table(origin.table.text)))
        if isinstance(origin, ast.FromClause) and origin.column is not None:
            yield from self.column(origin.column.span, origin.table.text, origin.column.text)
        for item in table.items:
            match item:
                case ast.ColumnDecl():
                    yield from self._in_column(item, names)
                case ast.UniqueStatement(columns=columns):
                    for column in columns:
                        yield from self.column(column.span, name, column.text)
                case ast.SourceStatement(paths=paths):
                    for path in paths:
                        yield from self._captures(path, name)

    def _captures(self, path: ast.Text, table: str) -> Iterator[Occurrence]:
        for match in CAPTURE.finditer(path.span.text):
            start, end = (path.span.start + at for at in match.span(1))
            yield from self.column(Span(path.span.source, start, end), table, match.group(1), Form.CAPTURE)

    def _in_column(self, column: ast.ColumnDecl, names: Names) -> Iterator[Occurrence]:
        yield from self._in_type(column.type, names)
        for modifier in column.modifiers:
            if isinstance(modifier, ast.ReferencesModifier):
                yield from self._made(modifier.table.span, self.declared.of(names.table(modifier.table.text)))
                if modifier.column is not None:
                    yield from self.column(modifier.column.span, modifier.table.text, modifier.column.text)

    def _in_type(self, type_: ast.TypeExpr, names: Names) -> Iterator[Occurrence]:
        match type_:
            case ast.NamedType(name=name):
                yield from self._made(name.span, self.declared.of(names.labels(name.text)))
            case ast.ListType(element=element):
                yield from self._in_type(element, names)
            case ast.RecordType(fields=fields) | ast.FixedListType(fields=fields):
                for field in fields:
                    yield from self._in_column(field, names)

    def _in_rule(self, rule: ast.RuleDecl, names: Names) -> Iterator[Occurrence]:
        for name in rule.tables:
            yield from self._made(name.span, self.declared.of(names.table(name.text)))
        tables = [name.text for name in rule.tables] or [rule.target[0].text]
        if not rule.tables:
            yield from self._made(rule.target[0].span, self.declared.of(names.table(tables[0])))
            yield from self._about(rule)
        for clause in rule.clauses:
            match clause:
                case ast.EachClause(items=items):
                    for item in items:
                        labels = self.declared.of(names.labels(item.text)) if len(items) == 1 else None
                        if labels is not None:
                            yield from self._made(item.span, labels)
                        else:
                            yield from self._in_each(tables, item)
                case ast.FixClause(column=column):
                    yield from self._in_each(tables, column)

    def _in_each(self, tables: list[str], column: ast.Name) -> Iterator[Occurrence]:
        for table in tables:
            yield from self.column(column.span, table, column.text)

    def _about(self, rule: ast.RuleDecl) -> Iterator[Occurrence]:
        """The columns in `rule TABLE.COLUMN.CONSTRAINT` and `TABLE.a+b.unique`, the field in `TABLE.COLUMN.FIELD.…`."""
        table = rule.target[0].text
        if len(rule.target) < 3:
            return
        part = rule.target[1]
        at = part.span.start
        for piece in part.span.text.split("+"):
            written = piece.strip()
            start = at + len(piece) - len(piece.lstrip())
            yield from self.column(Span(part.span.source, start, start + len(written)), table, written.strip("`"))
            at += len(piece) + 1
        column = self.declared.column(table, part.text)
        if column is not None and isinstance(column.node, ast.ColumnDecl) and len(rule.target) == 4:
            type_ = column.node.type
            element = type_.element if isinstance(type_, ast.ListType) else type_
            fields = element.fields if isinstance(element, ast.RecordType | ast.FixedListType) else ()
            field = next((field for field in fields if field.name.text == rule.target[2].text), None)
            yield from self._made(rule.target[2].span, self.declared.of(field))

    def _made(
        self, span: Span, declaration: Declaration | None, form: Form = Form.NAME, table: str = ""
    ) -> Iterator[Occurrence]:
        if declaration is not None:
            yield Occurrence(span, declaration, form, table or declaration.owner)


def _each_once(noted: Iterable[Use]) -> list[Use]:
    """A rule that `each` makes several times notes all again, and what it binds before what that comes to."""
    found: defaultdict[Span, dict[tuple[int, str], Use]] = defaultdict(dict)
    for use in noted:
        here = found[use.span]
        bound = any(isinstance(known.subject, BoundLabel | BoundColumn) for known in here.values())
        if not bound:
            here.setdefault((id(use.subject), use.name), use)
    return [use for here in found.values() for use in here.values()]


def _holds(outer: Span, inner: Span) -> bool:
    return outer.source is inner.source and outer.start <= inner.start and inner.end <= outer.end
