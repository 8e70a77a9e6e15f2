"""The proof of a draft: it is compiled, and the data it was drawn from are checked against it.

What the data do not keep to after all is taken out of the draft, so that a draft never faults its own data: dcl reads
some cells more strictly than they were measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dcl.analysis.check import check_contract
from dcl.diagnostics.model import Diagnostic
from dcl.engines.named import engine_named
from dcl.infer.dependencies import Dependency
from dcl.infer.draft import Found, draft_contract
from dcl.infer.guess import Guess, TableGuess
from dcl.interop.draft import Draft
from dcl.interop.write import write
from dcl.ir.lower import lower
from dcl.ir.program import Program
from dcl.modules import Parsed, load_modules
from dcl.run.check import check
from dcl.run.result import RuleResult
from dcl.source import SourceFile
from dcl.syntax.parse import parse
from dcl.tables.table import Table

MOST_ROUNDS = 8

_NAME = "draft.dcl"


@dataclass(frozen=True)
class Proven:
    """A draft that its data keep to, and its text."""

    text: str
    draft: Draft


def prove(name: str, found: Sequence[Found], tables: Mapping[str, Table], sampled: int | None) -> Proven:
    """The draft for some tables, without what does not hold."""
    for _ in range(MOST_ROUNDS):
        draft = draft_contract(name, found, sampled)
        text = write(draft)
        broken = _broken(compiled(text), tables)
        if not broken:
            return Proven(text, draft)
        found = [_mended(each, draft, broken) for each in found]
    raise AssertionError(f"the draft does not hold: {[rule.id for rule in broken]}\n{text}")


def compiled(text: str) -> Program:
    """A draft as engines see it."""
    source = SourceFile(_NAME, text)

    def read(path: Path, shown: str) -> tuple[Parsed | None, tuple[Diagnostic, ...]]:
        tree, problems = parse(source)
        return (source, tree), problems

    module, diagnostics = load_modules(Path(_NAME), _NAME, read)
    assert module is not None
    checked, problems = check_contract(module, diagnostics)
    wrong = [each.message for each in (*diagnostics, *problems) if each.is_error]
    assert not wrong, f"the draft does not compile: {wrong[0]}\n{text}"
    assert checked is not None
    return lower(checked)


def _broken(program: Program, tables: Mapping[str, Table]) -> list[RuleResult]:
    result = check(program, tables, engine_named("polars"), limit=1)
    if result.faults:
        raise next(iter(result.faults.values()))
    return [rule for rule in result.rules if rule.verdict == "fail" or rule.cannot_be_judged]


def _mended(found: Found, draft: Draft, broken: Sequence[RuleResult]) -> Found:
    """What is said of a table, less what does not hold."""
    table = found.guess.facts.name
    drafted = next(each for each in draft.tables if each.name == table)
    names = {column.name: guess.name for column, guess in zip(drafted.columns, found.guess.columns, strict=True)}
    columns = {guess.name: guess for guess in found.guess.columns}
    for rule in broken:
        if rule.table != table:
            continue
        if rule.rule.column is not None and rule.rule.column in names:
            constraint = rule.id.rpartition(".")[2]
            column = columns[names[rule.rule.column]]
            columns[column.name] = _loosened(column, constraint)
            found = _without_key(found, column.name, constraint)
        elif rule.id.endswith(".key"):
            found = replace(found, keys=replace(found.keys, key=None))
        elif rule.id.endswith(".unique"):
            found = replace(found, keys=replace(found.keys, pair=None))
        else:
            found = replace(found, dependencies=_without_rule(found, draft, rule.id))
    guess = found.guess
    return replace(found, guess=TableGuess(guess.facts, guess.numbers, guess.missing, tuple(columns.values())))


def _without_rule(found: Found, draft: Draft, id_: str) -> tuple[tuple[Dependency, tuple[Mapping[str, str], ...]], ...]:
    own = [rule.name for rule in draft.rules if rule.on == (found.guess.facts.name,)]
    return tuple(each for each, name in zip(found.dependencies, own, strict=True) if name != id_)


def _without_key(found: Found, column: str, constraint: str) -> Found:
    if constraint == "references":
        return replace(found, links=tuple(link for link in found.links if link.column != column))
    if constraint == "unique":
        unique = tuple(name for name in found.keys.unique if name != column)
        return replace(found, keys=replace(found.keys, unique=unique))
    return found


_SPELLED = {"matches": "matches ", "format": "format ", "length": "length "}


def _loosened(guess: Guess, constraint: str) -> Guess:
    """A column without one of its constraints; where it is its type, a text or anything."""
    if constraint == "required":
        return replace(guess, optional=True)
    if constraint == "range":
        return _less(guess, ("in ", ">= "))
    if constraint in _SPELLED:
        return _less(guess, (_SPELLED[constraint],))
    if constraint == "unique":
        return _less(guess, ("unique",))
    if constraint in ("type", "domain", "unit"):
        is_text = guess.facts.kind == "text" and guess.type != "text"
        modifiers = ("length 1..",) if is_text and guess.facts.shortest else ()
        type_ = "text" if is_text else "any"
        seen = guess.evidence[:1]
        return replace(guess, type=type_, closed=None, listed=None, modifiers=modifiers, evidence=seen)
    return guess


def _less(guess: Guess, starts: tuple[str, ...]) -> Guess:
    return replace(guess, modifiers=tuple(each for each in guess.modifiers if not each.startswith(starts)))
