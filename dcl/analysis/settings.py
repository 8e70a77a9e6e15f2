"""The clauses of a rule that do not change what it checks: its sentence, severity, tolerance, tags and examples."""

from __future__ import annotations

from dataclasses import replace

from dcl.analysis.context import Context
from dcl.analysis.contract import Settings
from dcl.diagnostics import Label, did_you_mean
from dcl.diagnostics.codes_names import DCL208
from dcl.diagnostics.codes_types import DCL314
from dcl.syntax import ast

SEVERITIES = ("error", "warn", "info")

_OF_NAMED_RULES = (
    ast.CheckClause,
    ast.WhenClause,
    ast.PerClause,
    ast.EachClause,
    ast.PairsClause,
    ast.OrderByClause,
    ast.ReviewClause,
)
"""Clauses that only a rule with a name of its own can have."""


def check_settings(context: Context, decl: ast.RuleDecl) -> Settings:
    """The settings of a rule."""
    settings = Settings(decl.description.value if decl.description else None)
    for clause in decl.clauses:
        match clause:
            case ast.SeverityClause(severity=severity):
                if severity not in SEVERITIES:
                    guess = did_you_mean(severity, SEVERITIES) or {"warning": "warn"}.get(severity)
                    help = f"did you mean `{guess}`?" if guess else "severities are " + ", ".join(SEVERITIES)
                    context.report(DCL208, f"there is no severity `{severity}`", clause.span, help)
                settings = replace(settings, severity=severity)
            case ast.AllowClause(share=share, count=count):
                settings = replace(settings, allow_share=share, allow_count=count)
            case ast.TagsClause(tags=tags):
                settings = replace(settings, tags=tuple(tag.value for tag in tags))
            case ast.ReviewClause():
                settings = replace(settings, review=clause)
            case ast.ExampleClause():
                settings = replace(settings, examples=(*settings.examples, clause))
    return settings


def check_column_rule(context: Context, decl: ast.RuleDecl) -> Settings | None:
    """What `rule TABLE.COLUMN.CONSTRAINT { … }` says; None where it holds a clause that it cannot use."""
    before = len(context.diagnostics)
    for clause in decl.clauses:
        if isinstance(clause, _OF_NAMED_RULES):
            message = "a rule that speaks of a column's own rule has nothing to check of its own"
            label = Label(decl.target[0].span, "speaks of the rule that the column makes")
            context.report(
                DCL314, message, clause.span, "leave the clause out, or write `rule NAME on TABLE`", (label,)
            )
    settings = check_settings(context, decl)
    return None if len(context.diagnostics) > before else settings
