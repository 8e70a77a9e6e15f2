"""The analysis: parsed files in, a checked contract out. Names first, then types and columns, then rules."""

from __future__ import annotations

from dcl.analysis.columns import check_columns
from dcl.analysis.context import Context, Scope, TableInfo
from dcl.analysis.contract import CheckedContract, CheckedTable, Settings
from dcl.analysis.examples import check_examples
from dcl.analysis.expressions import Expressions
from dcl.analysis.labels import check_labels
from dcl.analysis.lookup import derived_column
from dcl.analysis.names import gather_names
from dcl.analysis.origins import captured_names, check_captures, check_groups, check_origin, in_order_of_making
from dcl.analysis.own_rules import own_rule_ids
from dcl.analysis.references import check_references
from dcl.analysis.rules import check_fixes, check_rule
from dcl.analysis.settings import check_column_rule
from dcl.analysis.statements import check_statements
from dcl.analysis.uses import Use
from dcl.diagnostics import Diagnostic, Label, did_you_mean
from dcl.diagnostics.codes_modules import DCL405, DCL406
from dcl.diagnostics.codes_names import DCL202, DCL207
from dcl.modules import Module
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import UNKNOWN


def check_contract(
    module: Module, reported: tuple[Diagnostic, ...] = ()
) -> tuple[CheckedContract | None, tuple[Diagnostic, ...]]:
    """Check a contract with the files that it uses. None where the file declares no contract.

    `reported` is what is known to be wrong already; it is not said again, nor what follows from it.
    """
    contract, context = analyse(module, reported)
    return contract, tuple(context.diagnostics)


def analyse(
    module: Module, reported: tuple[Diagnostic, ...] = (), uses: list[Use] | None = None
) -> tuple[CheckedContract | None, Context]:
    """The same, with all that was found out on the way; `uses` takes what the names in expressions stand for."""
    universe = gather_names(module)
    context = Context(universe, reported, diagnostics=list(universe.diagnostics), uses=uses)
    _check_label_sets(context)
    _check_constants(context, module)
    _check_tables(context)
    rules = tuple(
        rule for decl in universe.rules if decl.tables for rule in check_rule(context, decl, universe.names_of(decl))
    )
    column_rules = _check_column_rules(context)
    header = _header(context, module)
    if header is None:
        return None, context
    contract = CheckedContract(
        decl=header,
        edition=next((d for d in module.tree.declarations if isinstance(d, ast.EditionDecl)), None),
        path=module.source.path,
        labels={
            name: context.label_types[id(d)]
            for name, d in universe.root.declared.items()
            if isinstance(d, ast.LabelsDecl)
        },
        label_decls={name: d for name, d in universe.root.declared.items() if isinstance(d, ast.LabelsDecl)},
        constants={name: d for name, d in universe.root.declared.items() if isinstance(d, ast.LetDecl)},
        tables={name: _finished(context, table) for name, table in context.tables.items() if table.supported},
        rules=rules,
        column_rules=column_rules,
        used=frozenset(context.used),
        own_names=frozenset(universe.own),
    )
    if not context.diagnostics:
        context.diagnostics.extend(check_examples(contract))
    return contract, context


def _header(context: Context, module: Module) -> ast.ContractDecl | None:
    found = [d for d in module.tree.declarations if isinstance(d, ast.ContractDecl)]
    for kind in (ast.ContractDecl, ast.EditionDecl):
        same = [d for d in module.tree.declarations if isinstance(d, kind)]
        for extra in same[1:]:
            context.report(
                DCL406, "this stands twice in the file", extra.span, None, (Label(same[0].span, "first here"),)
            )
    if found:
        return found[0]
    if any(d.span is not None and d.span.source is module.source for d in context.reported):
        return None
    message = "the file declares no contract; it can only be used by others"
    context.report(
        DCL405, message, Span(module.source, 0, 0), 'begin it with `contract NAME 1.0.0 { "What it is about." }`'
    )
    return None


def _check_label_sets(context: Context) -> None:
    for names in {id(names): names for names in (context.universe.root, *context.universe.home.values())}.values():
        for declaration in names.declared.values():
            if isinstance(declaration, ast.LabelsDecl) and id(declaration) not in context.label_types:
                type_, diagnostics = check_labels(declaration)
                context.label_types[id(declaration)] = type_
                context.diagnostics.extend(diagnostics)


def _check_constants(context: Context, module: Module) -> None:
    """Check each constant of the file by itself, so that one that nothing uses is checked too."""
    names = context.universe.root
    used = set(context.used)
    for declaration in module.tree.declarations:
        if isinstance(declaration, ast.LetDecl):
            expressions = Expressions(context, names)
            match declaration.value:
                case ast.PatternLit():
                    expressions.pattern(declaration.value)
                case ast.SetExpr(items=items):
                    for item in items:
                        if not isinstance(item, ast.RangeExpr):
                            expressions.constant(item)
                case ast.RangeExpr(low=low, high=high):
                    for end in (low, high):
                        if end is not None:
                            expressions.constant(end)
                case value:
                    context.deriving.append(("", declaration.name.text))
                    expressions.constant(value)
                    context.deriving.pop()
    context.used &= used


def _check_tables(context: Context) -> None:
    for name, decl in context.universe.tables.items():
        context.tables[name] = TableInfo(name, decl, context.universe.names_of(decl))
    tables = in_order_of_making(context)
    for table in tables:
        check_origin(context, table)
        if table.supported:
            check_columns(context, table)
            check_captures(table)
    for table in tables:
        if table.supported:
            check_references(context, table)
    for table in tables:
        if table.supported and isinstance(table.decl.origin, ast.FromClause) and table.decl.origin.column is None:
            check_groups(context, table)
    for table in tables:
        expressions = Expressions(context, table.names)
        for name in table.lets if table.supported else ():
            derived_column(expressions, table, name)


def _finished(context: Context, table: TableInfo) -> CheckedTable:
    statements = check_statements(context, table)
    return CheckedTable(
        name=table.name,
        decl=table.decl,
        columns=dict(table.columns),
        derived=dict(table.derived),
        uniques=statements.uniques,
        open=statements.open,
        may_be_empty=statements.may_be_empty,
        may_be_absent=statements.may_be_absent,
        missing=statements.missing,
        sources=statements.sources,
        captured=captured_names(statements.sources),
        origin=table.origin,
        made=dict(table.made),
        format=statements.format,
    )


def _check_column_rules(context: Context) -> dict[str, tuple[ast.RuleDecl, Settings]]:
    ids = {id_ for table in context.tables.values() for id_ in own_rule_ids(context, table)}
    partly = {
        table.name
        for table in context.tables.values()
        if not table.supported or _has_unknown(table) or context.lost_inside(table.decl)
    }
    found: dict[str, tuple[ast.RuleDecl, Settings]] = {}
    for decl in context.universe.rules:
        if decl.tables:
            continue
        name = decl.name
        settings = check_column_rule(context, decl)
        table = context.tables.get(decl.target[0].text)
        if table is not None and table.supported:
            check_fixes(context, decl, context.universe.names_of(decl), table, Scope(table.name))
        if name in found:
            label = Label(found[name][0].target[0].span, "first here")
            context.report(DCL202, f"`{name}` is spoken of twice", decl.target[0].span, "write one rule", (label,))
        elif name not in ids and decl.target[0].text not in partly and not context.lost_declaration(decl.span):
            _report_unknown_target(context, decl, ids)
        elif settings is not None:
            found[name] = (decl, settings)
    return found


def _has_unknown(table: TableInfo) -> bool:
    return any(column.type == UNKNOWN for column in table.columns.values())


def _report_unknown_target(context: Context, decl: ast.RuleDecl, ids: set[str]) -> None:
    guess = did_you_mean(decl.name, ids)
    help = f"did you mean `{guess}`?" if guess else None
    if len(decl.target) == 1:
        message, help = f"the rule `{decl.name}` does not say its table", f"write `rule {decl.name} on TABLE`"
    else:
        message = f"there is no rule `{decl.name}`"
    context.report(DCL207, message, decl.target[0].span.to(decl.target[-1].span), help)
