"""The sentences of a text report on rules that people judge."""

from __future__ import annotations

from dcl.run.result import RuleResult
from dcl.run.review import ReviewState
from dcl.run.words import counted


def review_words(result: RuleResult) -> str:
    """What people have to judge still, and how to draw it."""
    review = result.review
    if review is None:
        return ""
    done = review.judged
    so_far = "" if done is None else f"{done.judged:,} judged, {done.bad:,} bad; "
    return f"review {counted(review.size, 'row')}{_lots(review)} ({accept_words(review)}): {so_far}dcl sample …"


def decided_words(review: ReviewState | None) -> str | None:
    """What people decided; None where they did not, or not yet."""
    if review is None or review.judged is None or review.judged.decision == "incomplete":
        return None
    done = review.judged
    return (
        f"{done.decision} by review: {done.bad:,} bad of {done.judged:,} judged{_lots(review)} ({accept_words(review)})"
    )


def accept_words(review: ReviewState) -> str:
    """How many rows may be bad."""
    limits = {plan.accept_at for plan in review.plans}
    limit = review.accept_at
    each = " each" if review.in_lots else ""
    if len(limits) > 1:
        return f"accept{each} at {min(limits):,} to {limit:,}, by its size"
    return f"accept{each} at {limit:,} or fewer" if limit else f"accept{each} at 0"


def _lots(review: ReviewState) -> str:
    return f" in {counted(len(review.plans), 'lot')}" if review.in_lots else ""
