"""From verdicts to the result of a rule: each lot is accepted or refused, and the rule with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dcl.diagnostics import Diagnostic
from dcl.run.messages import named_message
from dcl.run.result import Result, RuleResult, Violation
from dcl.run.review import Judged, ReviewState, is_for_people_alone
from dcl.sampling.sample import Sample
from dcl.sampling.verdicts import Judgement, Verdicts, decide, merged, read_verdicts, sample_ids

OUTCOMES = {"accepted": "pass", "refused": "fail", "incomplete": "review"}
UNUSABLE = "its sheet of verdicts cannot be used as it is"


def with_verdicts(
    result: Result, samples: Sequence[Sample], paths: Sequence[Path]
) -> tuple[Result, tuple[Diagnostic, ...]]:
    """The result of a check with its reviews decided by sheets that were filled in, and what is wrong with these.

    A rule without a sheet stays to be reviewed. One whose sheet has lines that cannot be used is not judged.
    """
    sheets = {sample.sheet.id: sample for sample in samples}
    found: dict[str, Verdicts] = {}
    unusable: set[str] = set()
    problems: list[Diagnostic] = []
    for path in paths:
        ids = sample_ids(path)
        for sample in [sheets[id_] for id_ in sheets if id_ in ids] or list(samples)[:1]:
            verdicts, wrong = read_verdicts(path, sample.sheet)
            if verdicts is not None and sample.rule.id in found:
                verdicts, more = merged(found[sample.rule.id], verdicts, path)
                wrong += more
            problems += wrong
            if wrong or verdicts is None:
                unusable.add(sample.rule.id)
            else:
                found[sample.rule.id] = verdicts
    judged = {
        sample.rule.id: judge(result.rule[sample.rule.id], sample, found[sample.rule.id])
        for sample in samples
        if sample.rule.id in found
    }
    judged |= {id_: replace(result.rule[id_], verdict="unjudged", reason=UNUSABLE) for id_ in unusable}
    return replace(result, rules=tuple(judged.get(rule.id, rule) for rule in result.rules)), tuple(problems)


def judge(result: RuleResult, sample: Sample, verdicts: Verdicts) -> RuleResult:
    """The result of a rule after people judged its sample. A check beside it keeps its own counts."""
    judged = Judged(sample.sheet.seed, len(verdicts.judged), verdicts.failed, _decision(sample, verdicts))
    review = ReviewState(
        tuple(lot.plan for lot in sample.lots), result.review is not None and result.review.in_lots, judged
    )
    if not is_for_people_alone(result.rule):
        refused = judged.decision == "refused" and result.verdict != "fail"
        changes = {"verdict": "fail", "reason": "people refused its sample"} if refused else {}
        return replace(result, review=review, **changes)  # type: ignore[arg-type]
    return replace(
        result,
        verdict=OUTCOMES[judged.decision],
        checked=sample.of_rows,
        failed=verdicts.failed,
        unknown=sample.of_rows - verdicts.passed - verdicts.failed,
        allowed=review.accept_at,
        review=review,
        violations=tuple(_violations(sample, verdicts)),
    )


def _decision(sample: Sample, verdicts: Verdicts) -> str:
    """Refused where one lot is, accepted where all are."""
    decisions = set()
    for lot in sample.lots:
        rows = set(lot.rows)
        of_lot = tuple(judgement for judgement in verdicts.judged if judgement.row in rows)
        decisions.add(decide(lot.plan, Verdicts(len(rows), of_lot)).outcome)
    return next((outcome for outcome in ("refused", "incomplete") if outcome in decisions), "accepted")


def _violations(sample: Sample, verdicts: Verdicts) -> list[Violation]:
    """The rows that people found bad, with what they noted."""
    notes: dict[int, Judgement] = {each.row: each for each in verdicts.judged if each.verdict == "fail"}
    return [
        Violation(
            message=notes[row.row].note or named_message(sample.rule),
            row=row.row,
            keys=row.keys,
            values={"note": notes[row.row].note} if notes[row.row].note else {},
        )
        for row in sample.sheet.rows
        if row.row in notes
    ]
