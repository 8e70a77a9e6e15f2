"""The violations of one day by rule and identity, and what is left of a later check without them.

A baseline holds hashes and no values. A hash hides a key only as well as the key can be guessed: whoever tries all
telephone numbers finds out which of them are in it. So a baseline over `sensitive` keys belongs where the data may be.
A salt in the file would not help, since whoever has the file has the salt.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_baseline import DCL811, DCL812, DCL813, DCL814
from dcl.diagnostics.model import Code
from dcl.ir.program import Program
from dcl.run.identity import identity_of
from dcl.run.result import BaselineCounts, Result, RuleResult, Violation
from dcl.run.review import is_for_people_alone
from dcl.tables.show import visible

EDITION = 1

KNOWN = "known from the baseline"
"""The reason of a rule that holds because all that breaks it is known."""

ANEW = "write it anew with `--write-baseline`"
MERGE_MARKS = ("<<<<<<< ", "=======", ">>>>>>> ")

Entries = frozenset[str]
Read = tuple["Baseline | None", tuple[Diagnostic, ...]]


@dataclass(frozen=True)
class Baseline:
    """What is known of a contract: for each rule the identities of what broke it.

    Items that cannot be told apart are numbered by their identities, so that a second one is not known with the first.
    """

    contract: str
    rules: Mapping[str, Entries]


def written(baseline: Baseline) -> str:
    """The text of its file: a line for each violation, in order, so that a version control shows what changed."""
    rules = {name: sorted(entries) for name, entries in sorted(baseline.rules.items()) if entries}
    file = {"dcl_baseline": EDITION, "contract": baseline.contract, "rules": rules}
    return json.dumps(file, indent=2, ensure_ascii=False) + "\n"


def read_baseline(path: str, program: Program) -> Read:
    """The baseline in a file, or why it is none for the contract."""
    name = f'"{visible(path, 200)}"'
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = visible((error.strerror or str(error)).lower(), 200)
        help = ANEW if isinstance(error, FileNotFoundError) else "see that it is a file, and that you may read it"
        return _refused(DCL811, f"the baseline {name} cannot be read: {reason}", help)
    except UnicodeDecodeError:
        return _refused(DCL812, f"{name} is no baseline: it is not text in UTF-8", ANEW)
    except ValueError:
        return _refused(DCL811, f"the baseline {name} cannot be read: no file can have this name")
    try:
        file = json.loads(text)
    except (ValueError, RecursionError):
        if any(line.startswith(MERGE_MARKS) for line in text.splitlines()):
            return _refused(DCL812, f"{name} holds a merge that is not settled", f"keep both sides, or {ANEW}")
        return _refused(DCL812, f"{name} is no baseline: it is not JSON", ANEW)
    return _of_file(file, name, program.name)


def _of_file(file: object, name: str, contract: str) -> Read:
    if not isinstance(file, dict) or type(file.get("dcl_baseline")) is not int:
        return _refused(DCL812, f"{name} is no baseline: it does not say `dcl_baseline`", ANEW)
    edition = file["dcl_baseline"]
    if edition != EDITION:
        message = (
            f"{name} is a baseline of edition {visible(str(edition))}; this version of dcl reads edition {EDITION}"
        )
        return _refused(DCL813, message, f"use a newer version of dcl, or {ANEW}")
    rules, owner = _rules(file.get("rules")), file.get("contract")
    if rules is None or not isinstance(owner, str):
        return _refused(
            DCL812, f"{name} is no baseline: its `contract` or its `rules` are not as dcl writes them", ANEW
        )
    if owner != contract:
        message = f"{name} is the baseline of the contract `{visible(owner)}`, not of `{visible(contract)}`"
        return _refused(DCL814, message, "give that of this contract, or write one with `--write-baseline`")
    return Baseline(contract, rules), ()


def _rules(found: Any) -> Mapping[str, Entries] | None:
    """The identities of each rule; None where something else stands there."""
    if not isinstance(found, dict) or not all(isinstance(entries, list) for entries in found.values()):
        return None
    if not all(isinstance(entry, str) for entries in found.values() for entry in entries):
        return None
    return {name: frozenset(entries) for name, entries in found.items()}


def _refused(code: type[Code], message: str, help: str | None = None) -> Read:
    return None, (Diagnostic(code, message, help=help),)


def baseline_of(result: Result) -> Baseline:
    """The baseline of a check that listed every violation and gave each its identity."""
    found = {rule.id: _identities(result.program, rule) for rule in result.rules}
    return Baseline(result.program.name, {name: entries for name, entries in found.items() if entries})


def apply(result: Result, baseline: Baseline) -> Result:
    """The result without what is known: a rule fails only where something new breaks it, and more than it allows fails.

    The result must list every violation with its identity.
    """
    rules = tuple(_without_known(result.program, rule, _entries(baseline, rule)) for rule in result.rules)
    known = sum(rule.known for rule in rules)
    gone = sum(rule.gone for rule in rules) + len(_of_other_rules(baseline, result.program))
    return replace(result, rules=rules, baseline=BaselineCounts(known, gone))


def pruned(baseline: Baseline, result: Result) -> Baseline:
    """The baseline without what fails no more, by a result that it was not applied to.

    What the check did not decide stays: rules that were not asked for, that are unknown or could not be judged.
    """
    gone = _of_other_rules(baseline, result.program)
    for rule in result.rules:
        gone |= {(rule.id, entry) for entry in _gone(result.program, rule, _entries(baseline, rule))}
    kept = {
        name: frozenset(entry for entry in entries if (name, entry) not in gone)
        for name, entries in baseline.rules.items()
    }
    return replace(baseline, rules={name: entries for name, entries in kept.items() if entries})


def _entries(baseline: Baseline, result: RuleResult) -> Entries:
    return baseline.rules.get(result.id, frozenset())


def _of_other_rules(baseline: Baseline, program: Program) -> set[tuple[str, str]]:
    """What is known of rules that the contract has no more."""
    there = {rule.id for rule in program.rules}
    return {(name, entry) for name, entries in baseline.rules.items() if name not in there for entry in entries}


def _is_decided(result: RuleResult) -> bool:
    """Whether a machine found out what breaks the rule."""
    return result.verdict in ("pass", "fail") and not is_for_people_alone(result.rule)


def _identities(program: Program, result: RuleResult) -> Entries:
    if not _is_decided(result):
        return frozenset()
    found = (identity_of(program, result.rule, violation) for violation in result.violations)
    return frozenset(each for each in found if each is not None)


def _gone(program: Program, result: RuleResult, entries: Entries) -> Entries:
    """What fails no more. Where not everything is listed, nobody can tell."""
    if not entries or not _is_decided(result) or result.listed < result.failed:
        return frozenset()
    return entries - _identities(program, result)


def _without_known(program: Program, result: RuleResult, entries: Entries) -> RuleResult:
    if not entries or not _is_decided(result):
        return result
    new: list[Violation] = []
    known = 0
    split = {column: Counter(counts) for column, counts in result.split.items()}
    for item in _items(result.violations):
        left = [violation for violation in item if identity_of(program, result.rule, violation) not in entries]
        new += left
        known += not left
        for column, counts in split.items() if not left else ():
            counts.subtract(item[0].values_of(column))
    gone = len(_gone(program, result, entries))
    told = replace(result, violations=tuple(new), known=known, gone=gone, split=split)
    return replace(told, verdict="pass", reason=KNOWN) if told.verdict == "fail" and known == told.failed else told


def _items(violations: Iterable[Violation]) -> Collection[list[Violation]]:
    """The violations by failing item: several blamed columns of a row are one."""
    found: dict[tuple[object, ...], list[Violation]] = {}
    for place, violation in enumerate(violations):
        item = (place,) if violation.row is None else (violation.row, violation.other_row, "row")
        found.setdefault(item, []).append(violation)
    return found.values()
