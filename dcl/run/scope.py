"""The scope of a rule in words."""

from __future__ import annotations

from dcl.ir.program import NoOtherColumns, NotEmpty, Present, ReviewOnly, Rule


def scope_words(rule: Rule) -> str:
    """How often a rule is decided: "once for each annotator"."""
    if isinstance(rule.body, ReviewOnly):
        lots = f", once for each {' and '.join(rule.group_names)}" if rule.body.per else ""
        return f"by people, on a sample of `{rule.table}`{lots}"
    if isinstance(rule.body, Present | NoOtherColumns | NotEmpty):
        return f"once for the file of `{rule.table}`"
    match rule.scope:
        case "group":
            return "once for each " + " and ".join(rule.group_names)
        case "table":
            return f"once for the whole table `{rule.table}`"
        case "pair":
            return f"once for each pair of rows of `{rule.table}`"
        case _:
            return f"once for each row of `{rule.table}`"
