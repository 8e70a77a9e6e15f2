"""How a delivery is accepted, and what its maker runs before sending it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from dcl.compile import Compiled
from dcl.guide.model import Acceptance, Command, RuleGuide
from dcl.guide.words import Speech
from dcl.ir.program import TableSpec
from dcl.run.messages import is_column_rule

MOST_FILES = 4
"""A command names the files of so many tables; of more, those of the first ones."""


def acceptance(compiled: Compiled, rules: tuple[RuleGuide, ...], speech: Speech) -> Acceptance:
    """Which rules decide over a delivery, and how."""
    by_machine = [rule for rule in rules if rule.by_machine]
    checks = sum(1 for rule in compiled.program.rules if is_column_rule(rule) and rule.severity == "error")
    return Acceptance(
        must=tuple(rule for rule in by_machine if rule.severity == "error" and rule.tolerance is None),
        tolerated=tuple(rule for rule in by_machine if rule.severity == "error" and rule.tolerance is not None),
        warn=tuple(rule for rule in by_machine if rule.severity == "warn"),
        inform=tuple(rule for rule in by_machine if rule.severity == "info"),
        review=tuple(rule for rule in rules if rule.by_people),
        of_columns=speech.count("of_columns", checks),
        commands=tuple(_commands(compiled, rules, speech)),
    )


def _commands(compiled: Compiled, rules: tuple[RuleGuide, ...], speech: Speech) -> Iterator[Command]:
    start = _quoted(PurePath(compiled.program.path).name)
    data = _data(compiled)
    yield Command(speech.say("command_check"), f"dcl check {start}{data}")
    reviewed = next((rule for rule in rules if rule.by_people), None)
    if reviewed is not None:
        sheet = _quoted(f"{reviewed.name}.csv")
        draw = f"dcl sample {start}{data} --rule {_quoted(reviewed.name)}"
        yield Command(speech.say("command_sample"), f"{draw} --output {sheet}")
        yield Command(speech.say("command_verdicts"), f"{draw} --verdicts {sheet}")


def _data(compiled: Compiled) -> str:
    """The files to name: none where the contract says itself where they are."""
    needed = [spec for spec in compiled.program.tables if spec.origin is None and not spec.may_be_absent]
    if all(spec.sources for spec in needed):
        return ""
    words = [_quoted(_file(spec, alone=len(needed) == 1)) for spec in needed[:MOST_FILES] if not spec.sources]
    return "".join(f" {word}" for word in words) + (" …" if len(needed) > MOST_FILES else "")


def _file(spec: TableSpec, alone: bool) -> str:
    return f"{spec.name}.csv" if alone else f"{spec.name}={spec.name}.csv"


def _quoted(word: str) -> str:
    """A word of a command line. What stands in a name must not become a command of its own."""
    if word and all(char.isalnum() or char in "_-.=/" for char in word) and not word.startswith("-"):
        return word
    return "'" + word.replace("'", "'\\''") + "'"
