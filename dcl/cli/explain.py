"""`dcl explain`: the page of a diagnostic code, or what one rule means."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import click

from dcl.cli.common import color_option, complain, is_coloured, load, put, verb
from dcl.diagnostics import Code, Diagnostic, did_you_mean
from dcl.diagnostics.codes_usage import DCL653
from dcl.explain.pages import all_codes, page
from dcl.ir.program import Program, Rule
from dcl.report.style import Style, style
from dcl.report.text_words import limit_words, one_line
from dcl.run.result import ExitStatus
from dcl.run.scope import scope_words
from dcl.run.select import Selection, check_selection
from dcl.tables.show import visible


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
    put("\n".join(rule_page(compiled.program, rule, paint) for rule in rules))
    return ExitStatus.OK


def rule_page(program: Program, rule: Rule, paint: Style) -> str:
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
        ("tags", ", ".join(visible(tag) for tag in rule.tags) or None),
        ("written at", place),
    ]
    lines = [paint(visible(rule.id), "strong")]
    if rule.description:
        lines.append(f"  {one_line(rule.description)}")
    lines += ["", *(f"  {head:<10}   {said}" for head, said in facts if said is not None)]
    plan = PolarsEngine().explain(replace(program, rules=(rule,))).strip("\n")
    lines += ["", *(f"  {line}".rstrip() for line in plan.split("\n"))]
    return "\n".join(lines) + "\n"
