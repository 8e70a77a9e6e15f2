"""Which rules to check: all, or those that somebody named or tagged."""

from __future__ import annotations

from dataclasses import dataclass

from dcl.diagnostics import Diagnostic, did_you_mean
from dcl.diagnostics.codes_usage import DCL651, DCL652
from dcl.ir.program import Program, Rule


@dataclass(frozen=True)
class Selection:
    """Rules by name and by tag; a rule that either picks is checked. Without both, every rule is."""

    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def picks(self, rule: Rule) -> bool:
        if not self.names and not self.tags:
            return True
        return any(is_named(rule, name) for name in self.names) or any(tag in rule.tags for tag in self.tags)


ALL_RULES = Selection()


def is_named(rule: Rule, name: str) -> bool:
    """Whether a name means the rule; one without `[…]` means every `name[…]`."""
    return rule.id == name or rule.id.startswith(f"{name}[")


def check_selection(program: Program, selection: Selection) -> tuple[Diagnostic, ...]:
    """What is wrong with a selection: names and tags that the contract does not have."""
    found = []
    for name in selection.names:
        if not any(is_named(rule, name) for rule in program.rules):
            known = dict.fromkeys(id_ for rule in program.rules for id_ in (rule.id, rule.id.split("[")[0]))
            found.append(_unknown(DCL651, f"`{name}` is not a rule of `{program.name}`", name, list(known)))
    for tag in selection.tags:
        if not any(tag in rule.tags for rule in program.rules):
            tags = dict.fromkeys(tag for rule in program.rules for tag in rule.tags)
            found.append(_unknown(DCL652, f'no rule of `{program.name}` has the tag "{tag}"', tag, list(tags)))
    return tuple(found)


def _unknown(code: type[DCL651] | type[DCL652], message: str, name: str, known: list[str]) -> Diagnostic:
    guess = did_you_mean(name, known)
    return Diagnostic(code, message, help=f"did you mean `{guess}`?" if guess else None)
