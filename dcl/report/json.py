"""The report for machines."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from dcl import __version__
from dcl.report import model
from dcl.run.by import Part, part_of, parts_of
from dcl.run.result import Result, RuleResult, Violation
from dcl.run.review import ReviewState
from dcl.run.words import plain

_UNSEEN = re.compile(
    "[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
"""What a terminal obeys, what cannot be seen, and halves of characters, which no encoding can write."""


def json_report(result: Result, fail_on: str = "error") -> str:
    """The report as JSON text, in the form that `report.schema.json` describes."""
    found = report(result, fail_on).model_dump(exclude_unset=True)
    text = json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False)
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n"


def report(result: Result, fail_on: str = "error") -> model.Report:
    """The report as a model; fields that do not apply are not set."""
    program = result.program
    found: dict[str, Any] = {}
    if result.by is not None:
        parts = [_part(part) for part in parts_of(result, result.by)]
        found["by"] = model.ByReport(column=result.by, parts=parts)
    if result.baseline is not None:
        found["baseline"] = model.BaselineReport(known=result.baseline.known, gone=result.baseline.gone)
    return model.Report(
        schema_version=1,
        dcl_version=__version__,
        contract=model.Contract(
            name=program.name, version=program.version, path=program.path, fingerprint=program.fingerprint
        ),
        verdict=result.verdict(fail_on),  # type: ignore[arg-type]
        tables={name: model.TableData(rows=info.rows, source=info.source) for name, info in result.tables.items()},
        rules=[_rule(rule, result.by) for rule in result.rules],
        **found,
    )


def _part(part: Part) -> model.PartReport:
    return model.PartReport(value=plain(part.value), rows=dict(part.rows), failed=dict(part.failed))


def _rule(result: RuleResult, by: str | None) -> model.RuleReport:
    rule = result.rule
    found: dict[str, Any] = {
        "id": rule.id,
        "table": rule.table,
        "scope": rule.scope,
        "severity": rule.severity,
        "verdict": result.verdict,
    }
    found |= _there(reason=result.reason, description=rule.description)
    if rule.location is not None:
        place = rule.location
        found["location"] = model.Location(path=place.path, line=place.line, column=place.column)
    found |= {
        "checked": result.checked,
        "passed": result.passed,
        "failed": result.failed,
        "unknown": result.unknown,
        "allowed": result.allowed,
    }
    if result.known:
        found["known"] = result.known
    if result.outside:
        found["outside"] = result.outside
    if result.scope == "table" and result.measured:
        found["measured"] = _numbers(result.measured)
    if result.review is not None:
        found["review"] = _review(result.review)
    found["violations"] = [_violation(result, violation, by) for violation in result.violations]
    found["truncated"] = result.truncated
    return model.RuleReport(**found)


def _review(review: ReviewState) -> model.ReviewReport:
    found: dict[str, Any] = {"size": review.size, "accept": review.accept_at}
    if review.in_lots:
        found["lots"] = len(review.plans)
    if review.judged is not None:
        judged = review.judged
        found |= {"seed": judged.seed, "judged": judged.judged, "bad": judged.bad, "decision": judged.decision}
    return model.ReviewReport(**found)


def _violation(result: RuleResult, violation: Violation, by: str | None) -> model.Violation:
    found: dict[str, Any] = _there(row=violation.row, other_row=violation.other_row)
    if result.scope != "table":
        found |= {"keys": plain(violation.keys), "values": plain(violation.values)}
    if violation.other_keys is not None:
        found["other_keys"] = plain(violation.other_keys)
    if violation.measured is not None:
        found["measured"] = _numbers(violation.measured)
    suggestion = plain(violation.suggestion)
    found |= _there(message=violation.message, column=violation.column, suggestion=suggestion)
    found |= {"by": plain(part)} if (part := part_of(violation, by)) is not None else {}
    return model.Violation(**found)


def _there(**fields: Any) -> dict[str, Any]:
    """The fields that apply."""
    return {name: value for name, value in fields.items() if value is not None}


def _numbers(measured: Any) -> Any:
    """Measured values; JSON knows no infinity."""
    values = plain(measured)
    return {
        text: None if isinstance(value, float) and not math.isfinite(value) else value for text, value in values.items()
    }
