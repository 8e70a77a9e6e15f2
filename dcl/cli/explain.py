"""`dcl explain`: the page of a diagnostic code, or what one rule means."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dcl.cli.common import color_option, complain, is_coloured, load, put, verb
from dcl.diagnostics import Code, Diagnostic, did_you_mean
from dcl.diagnostics.codes_usage import DCL653
from dcl.explain.pages import all_codes, page
from dcl.ir.program import Review, Rule
from dcl.report.style import Style, style
from dcl.report.text_words import limit_words, one_line, percent
from dcl.run.result import ExitStatus
from dcl.run.scope import scope_words
from dcl.run.select import Selection, check_selection
from dcl.run.words import counted
from dcl.syntax.ast import FixClause
from dcl.tables.show import visible

if TYPE_CHECKING:
    from dcl.compile import Compiled


@verb("dcl explain DCL651\ndcl explain street.dcl inside_image")
@click.argument("subject", metavar="CODE|CONTRACT")
@click.argument("rule", required=False, metavar="[RULE]")
@color_option
def command(subject: str, rule: str | None, color: str) -> int:
    """Print the page of a diagnostic code, or what one rule of a contract means and how it is evaluated."""
    if rule is None:
        return _explain_code(subject, color)
    return _explain_rule(subject, rule, color)


def _explain_code(name: str, color: str) -> int:
    codes = all_codes()
    by_name = codes | {code.slug: code for code in codes.values()}
    code = by_name.get(name.upper()) or by_name.get(name.lower())
    if code is None:
        guess = did_you_mean(name, by_name)
        help_ = f"did you mean `{guess}`?" if guess else "to explain a rule, write `dcl explain CONTRACT RULE`"
        complain([Diagnostic(DCL653, f"`{visible(name)}` is not a code of dcl", help=help_)], color)
        return ExitStatus.NOT_JUDGED
    put(code_page(code, style(is_coloured(color, sys.stdout))))
    return ExitStatus.OK


def code_page(code: type[Code], paint: Style) -> str:
    """The page of a code for a terminal: code blocks are indented, the rest stays as it is written."""
    lines = [paint(f"{code.__name__} {code.slug}", "strong") + f" ({code.level.value})", ""]
    inside = False
    for line in page(code).split("\n"):
        if line.startswith("```"):
            inside = not inside
        elif inside:
            lines.append(paint(f"    {line}".rstrip(), "note"))
        else:
            lines.append(re.sub(r"\*\*(.+?)\*\*", r"\1", line))
    return "\n".join(lines) + "\n"


def _explain_rule(contract: str, name: str, color: str) -> int:
    compiled = load(contract, color)
    if compiled is None:
        return ExitStatus.NOT_JUDGED
    selection = Selection((name,))
    problems = check_selection(compiled.program, selection)
    complain(problems, color)
    if problems:
        return ExitStatus.NOT_JUDGED
    rules = [rule for rule in compiled.program.rules if selection.picks(rule)]
    paint = style(is_coloured(color, sys.stdout))
    put("\n".join(rule_page(compiled, rule, paint) for rule in rules))
    return ExitStatus.OK


def rule_page(compiled: Compiled, rule: Rule, paint: Style) -> str:
    """What a rule means, what it reads and how Polars evaluates it."""
    from dcl.engines.polars import PolarsEngine

    place = f"{visible(rule.location.path, 200)}:{rule.location.line}" if rule.location else None
    facts = [
        ("decided", scope_words(rule)),
        ("checks", one_line(rule.formula) if rule.formula else None),
        ("reads", ", ".join(visible(name) for name, _ in rule.shows) or None),
        ("needs", ", ".join(visible(name) for name in rule.tables) or None),
        ("severity", rule.severity),
        ("allows", limit_words(rule.allow)),
        ("review", _review_words(rule.review)),
        *(("repair", fix) for fix in _fixes(compiled, rule)),
        ("tags", ", ".join(visible(tag) for tag in rule.tags) or None),
        ("written at", place),
    ]
    lines = [paint(visible(rule.id), "strong")]
    if rule.description:
        lines.append(f"  {one_line(rule.description)}")
    lines += ["", *(f"  {head:<10}   {said}" for head, said in facts if said is not None)]
    plan = PolarsEngine().explain(replace(compiled.program, rules=(rule,))).strip("\n")
    lines += ["", *(f"  {line}".rstrip() for line in plan.split("\n"))]
    return "\n".join(lines) + "\n"


def _review_words(review: Review | None) -> str | None:
    """What people judge of the rows."""
    if review is None:
        return None
    size = counted(review.count or 0, "row") if review.share is None else f"{percent(review.share)} of the rows"
    limit = limit_words(review.accept)
    accepted = "none may be bad" if limit in (None, "0") else f"at most {limit} may be bad"
    return f"people judge {size}, drawn at random; {accepted}"


def _fixes(compiled: Compiled, rule: Rule) -> list[str]:
    """The repairs that may be made on rows that fail, as the contract spells them."""
    checked = compiled.checked
    decl = next((each.decl for each in checked.rules if each.id == rule.id), None)
    if decl is None and rule.id in checked.column_rules:
        decl = checked.column_rules[rule.id][0]
    clauses = () if decl is None else decl.clauses
    fixes = [clause for clause in clauses if isinstance(clause, FixClause)]
    return [one_line(f"{fix.column.text} = {fix.value.span.text}") for fix in fixes]
