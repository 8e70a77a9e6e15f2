"""The plan of a review from its two risks: `dcl sample --accept 1% --refuse 5%`."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from fractions import Fraction

from dcl.cli.common import complain, is_coloured, put
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_sampling import DCL671
from dcl.report.style import style
from dcl.run.result import ExitStatus
from dcl.sampling.plan import Demand, plan_for
from dcl.sampling.promise import Promise, clauses, plan_words, promise_words
from dcl.tables.show import visible

SHARE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)\s?(%?)")


def print_plan(shares: Mapping[str, str], lot: int | None, form: str, color: str) -> int:
    """Print the smallest plan that keeps the two risks; `shares` are the options as they are typed."""
    found, problems = _shares(shares)
    complain(problems, color)
    if problems:
        return ExitStatus.NOT_JUDGED
    return _plan(Demand(**found, lot=lot), form, color)


def _shares(written: Mapping[str, str]) -> tuple[dict[str, Fraction], list[Diagnostic]]:
    """The shares that options give, and a diagnostic for each that is none."""
    shares, problems = {}, []
    for name, text in written.items():
        share = _share(text)
        if share is None:
            problems.append(_no_share(f"--{name.replace('_', '-')}", text))
        else:
            shares[name] = share
    return shares, problems


def _share(text: str) -> Fraction | None:
    """A share as contracts spell it, exactly; None where the text is none, or could mean two."""
    found = SHARE.fullmatch(text.strip())
    if found is None:
        return None
    number = Fraction(found[1])
    if found[2]:
        return number / 100
    return number if number < 1 else None


def _no_share(option: str, text: str) -> Diagnostic:
    message = f'`{option}` is "{visible(text)}", which is not plainly a share'
    likely = text.strip().rstrip("%").strip().replace(",", ".")
    meant = f"write `{likely}%`" if SHARE.fullmatch(likely) else "write a number with a percent sign, such as `5%`"
    return Diagnostic(DCL671, message, help=meant)


def _plan(demand: Demand, form: str, color: str) -> int:
    plan, problems = plan_for(demand)
    complain(problems, color)
    if plan is None:
        return ExitStatus.NOT_JUDGED
    promise = Promise(plan, demand)
    put(_json(promise) if form == "json" else _text(promise, is_coloured(color, sys.stdout)))
    return ExitStatus.OK


def _text(promise: Promise, colour: bool) -> str:
    paint = style(colour)
    lines = [paint(clause, "strong") for clause in clauses(promise.plan)]
    return "\n".join([*lines, "", plan_words(promise.plan), *promise_words(promise)]) + "\n"


def _json(promise: Promise) -> str:
    plan, demand = promise.plan, promise.demand
    found = {
        "schema_version": 1,
        "plan": {"size": plan.size, "accept_at": plan.accept_at},
        "clauses": clauses(plan),
        "lot": demand.lot,
        "risks": {"producer": float(demand.producer_risk), "consumer": float(demand.consumer_risk)},
        "good": {"share": float(demand.good.share), "accepted": promise.good_accepted},
        "bad": {"share": float(demand.bad.share), "refused": promise.bad_refused},
        "between": {"share": float(promise.between.share), "accepted": promise.between_accepted},
        "words": [plan_words(plan), *promise_words(promise)],
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
