"""From counts to a verdict: tolerance in exact numbers, and the reason where a verdict is not plain."""

from __future__ import annotations

import math

from dcl.analysis.terms import Metric
from dcl.engines.base import Tally
from dcl.functions.metrics import METRICS
from dcl.ir.program import Allow, Rule


def allowed(allow: Allow, tally: Tally) -> int:
    """How many items may fail: a share of those that were decided, rounded down, or a number."""
    if allow.share is not None:
        return math.floor(allow.share * (tally.passed + tally.failed))
    return allow.count or 0


def verdict(rule: Rule, tally: Tally) -> tuple[str, str | None]:
    """The verdict of a rule and its reason.

    A share is exact: more than `allowed` failed exactly when `failed × 100 > p × (passed + failed)`.
    """
    if tally.checked == 0:
        return "pass", "nothing to check"
    if tally.failed > allowed(rule.allow, tally):
        return "fail", None
    if tally.passed + tally.failed == 0:
        return "unknown", _undecided(rule, tally)
    return "pass", None


def _undecided(rule: Rule, tally: Tally) -> str:
    """Why something was checked and nothing decided."""
    if rule.scope == "table":
        unmeasured = [text for text, value in (tally.measured or {}).items() if value is None]
        named = ", ".join(f"`{text}`" for text in unmeasured) or f"`{rule.formula or rule.id}`"
        said = f"not measurable: {named} {'have' if len(unmeasured) > 1 else 'has'} no value"
        return said + _edges(rule, unmeasured)
    return "no group could be measured" if rule.scope == "group" else "every value is missing"


def _edges(rule: Rule, unmeasured: list[str]) -> str:
    """When the only metric that has no value cannot have one, as its entry says; nothing for an aggregate."""
    measures = dict(rule.measures)
    metric = measures.get(unmeasured[0]) if len(unmeasured) == 1 else None
    if not isinstance(metric, Metric):
        return ""
    sentences = METRICS[metric.function].degenerate.rstrip(".").split(". ")
    said = [sentence for sentence in sentences if "nknown" in sentence]
    return "".join(f". {sentence}" for sentence in said)
