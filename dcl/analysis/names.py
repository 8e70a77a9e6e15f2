"""The names that each file may use: what it declares and what it takes from the files that it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from dcl.diagnostics import Diagnostic, Label
from dcl.diagnostics.codes_names import DCL202
from dcl.modules import NAMED_DECLARATIONS, Module, declaration_name
from dcl.source import SourceFile, Span
from dcl.syntax import ast

PASSED_ON = (ast.LetDecl, ast.LabelsDecl, ast.TableDecl)
"""What `use` brings by name; rules come with their tables."""

Named = ast.LetDecl | ast.LabelsDecl | ast.TableDecl | ast.RuleDecl


@dataclass(eq=False)
class Names:
    """The declarations that one file sees, by name, and the rules that it declares itself."""

    declared: dict[str, Named] = field(default_factory=dict)
    rules: list[ast.RuleDecl] = field(default_factory=list)

    def table(self, name: str) -> ast.TableDecl | None:
        found = self.declared.get(name)
        return found if isinstance(found, ast.TableDecl) else None

    def labels(self, name: str) -> ast.LabelsDecl | None:
        found = self.declared.get(name)
        return found if isinstance(found, ast.LabelsDecl) else None

    def constant(self, name: str) -> ast.LetDecl | None:
        found = self.declared.get(name)
        return found if isinstance(found, ast.LetDecl) else None

    def of_kind(self, kind: type[Named]) -> list[str]:
        return [name for name, declaration in self.declared.items() if isinstance(declaration, kind)]


@dataclass(eq=False)
class Universe:
    """All names of a contract: `root` is what its own file sees; `home` gives the names that a declaration sees.

    `tables` and `rules` are in force: those the root sees, and what those need from the files that declare them.
    `home_of` holds all declarations of each file, `names_in` what each file sees.
    """

    root: Names
    home: dict[int, Names] = field(default_factory=dict)
    home_of: dict[SourceFile, tuple[ast.Declaration, ...]] = field(default_factory=dict)
    names_in: dict[SourceFile, Names] = field(default_factory=dict)
    tables: dict[str, ast.TableDecl] = field(default_factory=dict)
    rules: list[ast.RuleDecl] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def names_of(self, declaration: ast.Declaration) -> Names:
        return self.home[id(declaration)]


def name_span(declaration: Named) -> Span:
    return declaration.target[0].span if isinstance(declaration, ast.RuleDecl) else declaration.name.span


def gather_names(root: Module) -> Universe:
    """The names of all the files together."""
    universe = Universe(Names())
    by_module: dict[int, Names] = {}
    universe.root = _names_of_module(root, universe, by_module)
    universe.own = {
        name for declaration in root.tree.declarations if (name := declaration_name(declaration)) is not None
    }
    _take_tables(universe)
    return universe


def _names_of_module(module: Module, universe: Universe, by_module: dict[int, Names]) -> Names:
    if id(module) in by_module:
        return by_module[id(module)]
    names = by_module[id(module)] = Names()
    universe.home_of[module.source] = module.tree.declarations
    universe.names_in[module.source] = names
    for declaration in module.tree.declarations:
        if isinstance(declaration, NAMED_DECLARATIONS):
            universe.home[id(declaration)] = names
            if isinstance(declaration, ast.RuleDecl):
                names.rules.append(declaration)
            _declare(names, declaration, universe)
    for use, used in module.uses:
        wanted = {name.text for name in use.names}
        _names_of_module(used, universe, by_module)
        for declaration in used.tree.declarations:
            name = declaration_name(declaration)
            if isinstance(declaration, PASSED_ON) and name is not None and (not wanted or name in wanted):
                _declare(names, declaration, universe)
    return names


def _declare(names: Names, declaration: Named, universe: Universe) -> None:
    name = declaration_name(declaration)
    if name is None:
        return
    first = names.declared.setdefault(name, declaration)
    if first is not declaration:
        label = Label(name_span(first), "first declared here")
        message = f"`{name}` is declared twice"
        universe.diagnostics.append(
            Diagnostic(DCL202, message, name_span(declaration), (label,), "rename one of the two")
        )


def _take_tables(universe: Universe) -> None:
    """Put in force the tables that the root sees, their rules, and the tables that those speak of."""
    waiting = [universe.root.declared[name] for name in universe.root.of_kind(ast.TableDecl)]
    seen = {id(rule) for rule in universe.root.rules}
    universe.rules.extend(universe.root.rules)
    for rule in universe.root.rules:
        waiting.extend(_tables_spoken_of(rule, universe.root))
    while waiting:
        table = waiting.pop(0)
        assert isinstance(table, ast.TableDecl)
        name = table.name.text
        first = universe.tables.setdefault(name, table)
        if first is not table:
            label = Label(first.name.span, "the other one")
            universe.diagnostics.append(
                Diagnostic(DCL202, f"two tables are called `{name}`", table.name.span, (label,))
            )
            continue
        home = universe.names_of(table)
        if id(table) in seen:
            continue
        seen.add(id(table))
        waiting.extend(_tables_spoken_of(table, home))
        for rule in home.rules:
            if id(rule) not in seen and _speaks_of(rule, name):
                seen.add(id(rule))
                universe.rules.append(rule)
                waiting.extend(_tables_spoken_of(rule, home))


def _speaks_of(rule: ast.RuleDecl, table: str) -> bool:
    return table in ([name.text for name in rule.tables] or [rule.target[0].text])


def _tables_spoken_of(node: ast.Node, names: Names) -> list[Named]:
    found: list[Named] = []
    for inner in walk(node):
        match inner:
            case ast.NameExpr(name=name):
                spoken = names.table(name)
            case ast.ReferencesModifier():
                spoken = names.table(inner.table.text)
            case ast.RuleDecl() if inner.tables:
                found.extend(table for name in inner.tables if (table := names.table(name.text)) is not None)
                continue
            case _:
                continue
        if spoken is not None:
            found.append(spoken)
    return found


def walk(node: Any) -> Iterator[ast.Node]:
    """A node and all nodes below it."""
    if isinstance(node, tuple):
        for item in node:
            yield from walk(item)
    elif isinstance(node, ast.Node):
        yield node
        for attribute in attributes(node):
            value = getattr(node, attribute)
            if isinstance(value, (ast.Node, tuple)):
                yield from walk(value)


def attributes(node: ast.Node) -> tuple[str, ...]:
    """The attributes of a node that may hold nodes."""
    kind = type(node)
    if kind not in _attributes:
        _attributes[kind] = tuple(attribute.name for attribute in fields(node) if attribute.name != "span")
    return _attributes[kind]


_attributes: dict[type, tuple[str, ...]] = {}
