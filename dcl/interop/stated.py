"""Which rules of a table a labelling tool keeps by itself, and which are left to the check of the delivery."""

from __future__ import annotations

from collections.abc import Mapping

from dcl.compile import Compiled
from dcl.interop.exported import LeftOut
from dcl.interop.form import Form
from dcl.ir.program import NoOtherColumns, NotEmpty, Present, Rule

_OF_FILES = (Present, NotEmpty, NoOtherColumns)
Stated = Mapping[str, frozenset[str]]
"""For each column that is asked for, the kinds of its own rules that the tool keeps."""


def split_rules(contract: Compiled, form: Form, stated: Stated) -> tuple[tuple[LeftOut, ...], tuple[str, ...]]:
    """What is left out, and the ids of the rules that are expressed. Rules about files are neither."""
    table = form.table.name
    left_out = [LeftOut(f"{table}.{name}", f"nobody is asked for it: {why}") for name, why in form.passed_over]
    if form.shown is not None:
        left_out.append(LeftOut(f"{table}.{form.shown.name}", "it is what the annotator looks at"))
    silent = {name for name, _ in form.passed_over} | ({form.shown.name} if form.shown else set())
    expressed: list[str] = []
    for rule in contract.program.rules:
        if rule.table != table or isinstance(rule.body, _OF_FILES) or rule.column in silent:
            continue
        if rule.column is not None and _kind(rule) in stated.get(rule.column, frozenset()):
            expressed.append(rule.id)
        elif rule.column is not None:
            left_out.append(LeftOut(rule.id, "the tool has no setting for it"))
        else:
            # A rule that is made for each label is said once.
            name = rule.id.partition("[")[0]
            left_out.append(LeftOut(name, "it speaks of more than one answer"))
    return tuple(dict.fromkeys(left_out)), tuple(expressed)


def _kind(rule: Rule) -> str:
    return rule.id.removeprefix(f"{rule.table}.{rule.column}.")
