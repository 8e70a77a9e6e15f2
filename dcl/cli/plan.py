"""`dcl plan`: what a contract compiles to."""

from __future__ import annotations

import sys

import click

from dcl.cli.common import color_option, is_coloured, load, put, verb
from dcl.ir.program import Program, Rule
from dcl.report.style import style
from dcl.report.text_words import limit_words, one_line
from dcl.run.result import ExitStatus
from dcl.run.scope import scope_words
from dcl.tables.show import visible
from dcl.tables.width import pad, width


@verb("dcl plan street.dcl")
@click.argument("contract", metavar="CONTRACT")
@color_option
def command(contract: str, color: str) -> int:
    """Print the compiled rules of a contract and the Polars query for each table."""
    compiled = load(contract, color)
    if compiled is None:
        return ExitStatus.NOT_JUDGED
    from dcl.engines.polars import PolarsEngine

    put(rules_text(compiled.program, is_coloured(color, sys.stdout)))
    put("\n" + PolarsEngine().explain(compiled.program).rstrip("\n") + "\n")
    return ExitStatus.OK


def rules_text(program: Program, colour: bool) -> str:
    """The rules by table, each with how often it is decided and what it checks."""
    paint = style(colour)
    lines = [paint(f"{visible(program.name)} {visible(program.version)}   {len(program.rules)} rules", "strong")]
    for table in program.tables:
        rules = [rule for rule in program.rules if rule.table == table.name]
        names = max((width(visible(rule.id)) for rule in rules), default=0)
        scopes = max((width(scope_words(rule)) for rule in rules), default=0)
        lines += ["", paint(visible(table.name), "note")]
        lines += [_line(rule, names, scopes) for rule in rules]
    return "\n".join(lines) + "\n"


def _line(rule: Rule, names: int, scopes: int) -> str:
    aside = [] if rule.severity == "error" else [rule.severity]
    limit = limit_words(rule.allow)
    if limit is not None:
        aside.append(f"allow {limit}")
    said = f"   ({', '.join(aside)})" if aside else ""
    formula = one_line(rule.formula or "") + said
    return f"  {pad(visible(rule.id), names)}   {pad(scope_words(rule), scopes)}   {formula}".rstrip()
