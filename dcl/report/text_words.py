"""The sentences of a text report: what a rule's violations have in common, and what to say of a rule that holds."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from dcl.analysis.terms import Column
from dcl.ir.program import Allow, DeterminesCheck, NoOtherColumns, PairCheck, Present, UniqueCheck
from dcl.report.text_cells import cell, measure
from dcl.report.text_reviews import decided_words
from dcl.run.result import Result, RuleResult
from dcl.run.review import is_for_people_alone
from dcl.run.words import counted, listed
from dcl.tables.show import visible

UNITS = {"row": "row", "pair": "pair", "group": "group"}
LONGEST_SENTENCE = 400


def one_line(text: str) -> str:
    """A sentence or a formula of the contract on one line, safe to show."""
    return visible(" ".join(text.split()), LONGEST_SENTENCE)


def headline(result: RuleResult) -> str:
    """What the rule says for people; without a sentence of its own, what most of its violations say."""
    if result.rule.description:
        return one_line(result.rule.description)
    messages = Counter((violation.message, cell(violation.suggestion)) for violation in result.violations)
    if not messages:
        return one_line(result.rule.formula or "")
    (message, suggestion), times = messages.most_common(1)[0]
    told = one_line(message) + _how_often(result, times)
    shown = next(v.suggestion for v in result.violations if v.message == message and cell(v.suggestion) == suggestion)
    return told if shown is None else told + _guess(result, suggestion)


def _how_often(result: RuleResult, times: int) -> str:
    if result.failed <= 1 or result.scope == "group" or result.id.endswith(".required"):
        return ""
    if result.truncated and not isinstance(result.rule.body, UniqueCheck):
        return f" ({times} of the first {len(result.violations)})" if times > 1 else ", and others"
    others = len({violation.message for violation in result.violations}) > 1
    if times > 1 and not isinstance(result.rule.body, UniqueCheck):
        return f" ({times:,} times)"
    return ", and others" if others else ""


def _guess(result: RuleResult, suggestion: str) -> str:
    match result.rule.body:
        case Present():
            return f"; the file has `{suggestion}`"
        case DeterminesCheck():
            return ""
        case _:
            return f"; did you mean {suggestion}?"


def count_parts(result: RuleResult) -> tuple[str, str]:
    """How many failed, and of how many; a rule over a whole table has nothing to count."""
    if isinstance(result.rule.body, NoOtherColumns):
        return f"{result.failed:,}", f"of {counted(result.checked, 'column')}"
    if is_for_people_alone(result.rule) and result.review is not None and result.review.judged is not None:
        return f"{result.failed:,}", f"of {result.review.judged.judged:,}"
    if result.scope == "table":
        return "", ""
    unit = "" if result.scope == "row" else f" {UNITS[result.scope]}{'s' if result.failed != 1 else ''}"
    total = f" of {result.checked:,}" if result.checked else ""
    return f"{result.failed:,}", f"{unit}{total}".strip()


def told(result: RuleResult) -> str:
    """How often a rule is broken, and what is wrong: `12 of 1,000: "Car" is not a road_user`."""
    count = " ".join(count_parts(result)).strip()
    return f"{count}: {headline(result)}" if count else headline(result)


def remarks(result: RuleResult) -> list[str]:
    """What else there is to know of a broken rule."""
    found = []
    decided = decided_words(result.review)
    if decided is not None:
        found.append(decided)
    if result.rule.allow != Allow():
        found.append(f"at most {limit_words(result.rule.allow)} may fail")
    if result.known:
        found.append(f"{result.known:,} of them known from the baseline")
    if result.unknown and not is_for_people_alone(result.rule):
        found.append(f"{result.unknown:,} undecided")
    if result.outside:
        verb = "is" if result.outside == 1 else "are"
        found.append(
            f"{counted(result.outside, 'row')} with a missing {_group_words(result)} {verb} in no {_item(result)}"
        )
    if result.scope == "table":
        found += measured_words(result)
    return found


def _group_words(result: RuleResult) -> str:
    within = result.rule.body.within if isinstance(result.rule.body, PairCheck) else ()
    names = [*result.rule.group_names, *(term.name for term in within if isinstance(term, Column))]
    return " or ".join(f"`{visible(name)}`" for name in names) or "value"


def _item(result: RuleResult) -> str:
    return "pair" if result.scope == "pair" else "group"


def limit_words(allow: Allow) -> str | None:
    """What a rule allows, as the contract spells it; None where it allows nothing."""
    if allow.share is not None:
        return percent(allow.share)
    return None if allow.count is None else f"{allow.count:,}"


def percent(share: Fraction) -> str:
    return f"{float(share * 100):.6g}%"


def measured_words(result: RuleResult) -> list[str]:
    """Each aggregate of a rule over a whole table with its value, by its function where that is plain."""
    measured = result.measured or {}
    functions = Counter(text.split("(")[0] for text in measured)
    found = []
    for text, value in measured.items():
        function = text.split("(")[0]
        found.append(f"{one_line(function if functions[function] == 1 else text)} {measure(value)}")
    return found


def holding_notes(result: Result) -> list[str]:
    """What to say of the rules that hold: what they measured, what they forgave, and where nothing was checked."""
    holding = [rule for rule in result.rules if rule.ok]
    notes = []
    for rule in holding:
        said = _holding_words(rule)
        if said:
            notes.append(f"{visible(rule.id)} {', '.join(said)}")
    idle = [visible(rule.id) for rule in holding if rule.reason == "nothing to check"]
    if idle:
        notes.append(f"nothing to check for {listed(idle)}")
    return notes


def _holding_words(result: RuleResult) -> list[str]:
    found = measured_words(result) if result.scope == "table" else []
    decided = decided_words(result.review)
    if decided is not None:
        found.append(decided)
    if is_for_people_alone(result.rule):
        return found
    if result.failed:
        found.append(_forgiven(result))
    if result.unknown:
        found.append(f"{result.unknown:,} of {result.checked:,} undecided")
    if result.outside:
        found.append(f"{counted(result.outside, 'row')} in no {_item(result)}")
    return found


def _forgiven(result: RuleResult) -> str:
    """Why a rule holds though something breaks it: so many may, or a baseline knows of them."""
    if result.scope == "table":
        return "known from the baseline"
    count = f"{result.failed:,} of {counted(result.checked, UNITS.get(result.scope, 'item'))}"
    if result.failed > result.allowed:
        return f"{count}, known from the baseline"
    return f"{count}, within its {limit_words(result.rule.allow)}"


def baseline_words(result: Result) -> str | None:
    """What a baseline changed; None where none was applied, or nothing of it is there or gone."""
    counts = result.baseline
    if counts is None or not (counts.known or counts.gone):
        return None
    said = []
    if counts.known:
        said.append(f"{counted(counts.known, 'violation')} {_are(counts.known)} known from the baseline")
    if counts.gone:
        what = f"{counts.gone:,}" if counts.known else counted(counts.gone, "violation")
        pruning = f"--prune-baseline takes {'it' if counts.gone == 1 else 'them'} out"
        said.append(f"{what} of the baseline {_are(counts.gone)} gone: {pruning}")
    return ", ".join(said)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def footer(result: Result) -> str:
    """The whole check in one line."""
    rules = result.rules
    broken = Counter(rule.severity for rule in rules if rule.verdict == "fail")
    verdicts = Counter(rule.verdict for rule in rules)
    waiting = sum(rule.waits_for_people for rule in rules)
    parts = [
        (broken["error"], counted(broken["error"], "rule") + " broken"),
        (broken["warn"], counted(broken["warn"], "warning")),
        (broken["info"], counted(broken["info"], "note")),
        (waiting, f"{waiting} to review"),
        (verdicts["unknown"], f"{verdicts['unknown']} unknown"),
        (verdicts["unjudged"], f"{verdicts['unjudged']} not judged"),
    ]
    said = [words for number, words in parts if number]
    return ", ".join(said if broken else ["no rule broken", *said])
