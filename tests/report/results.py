"""Results to report: one of everything, and some that are hard to show."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dcl.engines.base import Failure, Tally
from dcl.ir.program import Allow, Review, ReviewOnly, Rule
from dcl.run import Result, Violation, check
from dcl.run.review import Judged
from tests.run.street import (
    BOXES,
    CAREFUL,
    COLUMNS,
    DOMAIN,
    DRIFT,
    FEW_SMALL,
    INSIDE,
    KEY,
    NOTES,
    REQUIRED,
    ROWS,
    SAME_SPLIT,
    W_PRESENT,
    W_RANGE,
    W_TYPE,
    ToldEngine,
    misfit,
    program,
    table,
    tables,
)

PSI = "psi(label, last_release.label)"
SHARE = "share(label = image_id.gold)"


def everything() -> Result:
    """Broken rules of each scope, a warning, an unknown rule, one that could not be judged, and notes on the rest."""
    labels = ["Car"] * 10 + ["Lorry", "auto"]
    told = {
        DOMAIN.id: Tally(1000, 12, 0, failures=tuple(misfit(16 + n, "label", value) for n, value in enumerate(labels))),
        INSIDE.id: Tally(
            1000,
            3,
            12,
            failures=tuple(
                Failure(row, {"box_id": row + 1}, {"x": 635.0, "w": 10.0, "image_id.width": width})
                for row, width in ((87, 640), (91, 640), (902, None))
            ),
        ),
        NOTES.id: Tally(212, 4, 0, failures=(misfit(2, "note", " a\tlong\nnote " * 8),)),
        CAREFUL.id: Tally(
            41,
            2,
            0,
            outside=7,
            failures=tuple(
                Failure(None, {"annotator": name}, measured={SHARE: share})
                for name, share in (("ann_007", 0.71234567), ("ann_012", None))
            ),
        ),
        SAME_SPLIT.id: Tally(
            1000,
            1,
            0,
            failures=(Failure(3, {"box_id": 4}, {"image_id": 5, "annotator": "bob"}, None, "annotator", "ann_001"),),
        ),
        FEW_SMALL.id: Tally(9113, 4, 0),
        REQUIRED.id: Tally(1000, 2, 0, failures=(misfit(1, "annotator", None), misfit(5, "annotator", None))),
        W_RANGE.id: Tally(0, 0, 0),
        DRIFT.id: Tally(1, 0, 0, measured={PSI: 0.0312345}),
    }
    far = replace(INSIDE, id="far_away", description=None)
    gone = replace(DRIFT, id="gone")
    engine = ToldEngine(told | {gone.id: Tally(1, 0, 1, measured={PSI: None})}, raises={far.id: ValueError("no way")})
    rules = (ROWS, COLUMNS, W_PRESENT, DOMAIN, W_TYPE, W_RANGE, REQUIRED, KEY, INSIDE, NOTES, CAREFUL, SAME_SPLIT)
    made = program(*rules, FEW_SMALL, DRIFT, far, gone)
    return replace(check(made, tables(), engine, limit=20), seconds=0.94)


def clean() -> Result:
    """Every rule holds, and one forgave a share."""
    few = replace(FEW_SMALL, allow=Allow(count=5))
    few_pairs = replace(FEW_SMALL, id="few_pairs", scope="pair", allow=Allow(share=Fraction(1, 1000)))
    told = {few.id: Tally(9113, 4, 0), few_pairs.id: Tally(9113, 4, 0), DRIFT.id: Tally(1, 0, 0, measured={PSI: 0.03})}
    return check(program(ROWS, COLUMNS, KEY, few, few_pairs, DRIFT), tables(), ToldEngine(told))


def wrong_header() -> Result:
    """A column under another name, a table that may be absent and is, and an empty table."""
    given = tables(boxes=table(BOXES, without=["w"], extra=["W", "remark"]))
    del given["last_release"]
    nothing = Tally(0, 0, 0)
    engine = ToldEngine({REQUIRED.id: nothing, KEY.id: nothing}, sizes={"boxes.csv": 0})
    more = replace(DRIFT, id="no_drift_either")
    return check(program(ROWS, COLUMNS, W_PRESENT, W_TYPE, W_RANGE, REQUIRED, KEY, DRIFT, more), given, engine)


def hostile() -> Result:
    """Cells that want to take over the terminal, wide signs, and a key that is missing."""
    failures = (
        Failure(0, {"box_id": None}, {"label": "\x1b[2J\x1b]0;title\x07"}),
        Failure(1, {"box_id": "東京都"}, {"label": "車" * 60}),
        Failure(2, {"box_id": ""}, {"label": "\u202eright to left"}),
        Failure(3, {}, {"label": "\ud800half"}),
    )
    return check(program(DOMAIN), tables(), ToldEngine({DOMAIN.id: Tally(9, 5, 0, failures=failures)}))


def reviews() -> Result:
    """What people judge: open, in lots, half judged, beside a check, refused with its bad rows, and accepted."""
    plan = Review(count=132, accept=Allow(count=3))
    tight = Rule("tight", "boxes", "row", ReviewOnly(), description="The edges touch the object.", review=plan)
    lots = replace(tight, id="each_annotator", body=ReviewOnly(per=CAREFUL.body.per), group_names=("annotator",))
    names = ("half_judged", "refused", "accepted")
    others = [replace(tight, id=name) for name in names]
    beside = replace(INSIDE, id="looks_inside", review=plan)
    sizes = tuple(Failure(None, {"annotator": n}, measured={"count()": n}) for n in (500, 30))
    told = {rule.id: Tally(9113, 9113, 0) for rule in (tight, *others)}
    told |= {lots.id: Tally(2, 2, 0, failures=sizes), beside.id: Tally(1000, 3, 0)}
    found = check(program(tight, lots, *others, beside), tables(), ToldEngine(told))
    judged = [Judged(7, 40, 2, "incomplete"), Judged(7, 132, 4, "refused"), Judged(7, 132, 3, "accepted")]
    verdicts = {"refused": "fail", "accepted": "pass"}
    bad = (Violation("too loose", 16, {"box_id": 17}, {"note": "too loose"}), Violation("no", 40, {"box_id": 41}))
    rules = tuple(
        replace(
            rule,
            verdict=verdicts.get(rule.id, "review"),
            failed=said.bad,
            unknown=9113 - said.judged,
            review=replace(rule.review, judged=said),
            violations=bad if rule.id == "refused" else (),
        )
        for rule, said in zip(found.rules[2:5], judged, strict=True)
    )
    return replace(found, rules=(*found.rules[:2], *rules, found.rules[5]))
